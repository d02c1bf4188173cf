//! Transactions: whole or not at all, begun anew after a lost race, one writer at a time.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use kernel::{Error, Refusal, text};
use store::{Config, Kind, Migration, Store, sql, testing};

const TABLES: &[Migration] = &[Migration {
    slice: "sums",
    number: 1,
    text: "create table sum (id bigint not null, value bigint not null, primary key (id));\ncreate table deed (nth bigint not null, primary key (nth));\ninsert into sum (id, value) values (1, 0)",
}];

async fn value(store: &Store) -> i64 {
    sql("select value from sum where id = 1").value(store).await.unwrap()
}

#[tokio::test]
async fn an_ok_commits_and_an_err_undoes() {
    for fresh in testing::both(TABLES).await {
        let store = &fresh.store;
        let answer = store::transaction!(store, tx => {
            sql("update sum set value = 5 where id = 1").run(&mut *tx).await?;
            let seen: i64 = sql("select value from sum where id = 1").value(tx).await?;
            Ok(seen)
        });
        assert_eq!(answer.unwrap(), 5);
        let refused: kernel::Result<()> = store::transaction!(store, tx => {
            sql("update sum set value = 9 where id = 1").run(tx).await?;
            Err(Refusal::because(text!("no")).into())
        });
        assert!(matches!(refused, Err(Error::Refused(_))));
        assert_eq!(value(store).await, 5);
        // A statement that fails undoes those before it.
        let broken: kernel::Result<()> = store::transaction!(store, tx => {
            sql("update sum set value = 9 where id = 1").run(&mut *tx).await?;
            sql("insert into sum (id, value) values (1, 1)").run(tx).await?;
            Ok(())
        });
        assert!(matches!(broken, Err(Error::Internal(_))));
        assert_eq!(value(store).await, 5);
    }
}

#[tokio::test]
async fn a_transaction_that_is_dropped_is_undone_and_the_next_one_goes_on() {
    for fresh in testing::both(TABLES).await {
        let store = &fresh.store;
        let mut tx = store.begin().await.unwrap();
        sql("update sum set value = 9 where id = 1").run(&mut tx).await.unwrap();
        drop(tx);
        store::transaction!(store, tx => { Ok(sql("update sum set value = value + 1 where id = 1").run(tx).await?) })
            .unwrap();
        assert_eq!(value(store).await, 1);
    }
}

/// Reads, lets somebody else win the first `lost` rounds, and writes what it read plus one.
async fn race(store: &Store, lost: u32, rounds: &AtomicU32) -> kernel::Result<i64> {
    store::transaction!(store, tx => {
        let round = rounds.fetch_add(1, Ordering::SeqCst);
        sql("set transaction isolation level repeatable read").run(&mut *tx).await?;
        let read: i64 = sql("select value from sum where id = 1").value(&mut *tx).await?;
        if round < lost {
            sql("update sum set value = value + 10 where id = 1").run(store).await?;
        }
        sql("update sum set value = $1 where id = 1").bind(read + 1).run(tx).await?;
        Ok(read)
    })
}

#[tokio::test]
async fn a_lost_race_is_run_again_from_what_the_winner_left() {
    let fresh = testing::postgres(TABLES).await;
    let rounds = AtomicU32::new(0);
    assert_eq!(race(&fresh.store, 2, &rounds).await.unwrap(), 20);
    assert_eq!(rounds.load(Ordering::SeqCst), 3);
    assert_eq!(value(&fresh.store).await, 21);
}

#[tokio::test]
async fn a_race_that_is_always_lost_ends() {
    let fresh = testing::postgres(TABLES).await;
    let rounds = AtomicU32::new(0);
    assert!(matches!(race(&fresh.store, u32::MAX, &rounds).await, Err(Error::Internal(_))));
    assert_eq!(rounds.load(Ordering::SeqCst), 6);
    assert_eq!(value(&fresh.store).await, 60, "only the others' writes");
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_at_once_lose_nothing() {
    for fresh in testing::both(TABLES).await {
        let tasks: Vec<_> = (0..50_i64)
            .map(|nth| {
                let store = fresh.store.clone();
                tokio::spawn(async move {
                    store::transaction!(store, tx => {
                        sql("insert into deed (nth) values ($1)").bind(nth).run(&mut *tx).await?;
                        sql("update sum set value = value + 1 where id = 1").run(&mut *tx).await?;
                        // One in five thinks better of it.
                        if nth % 5 == 0 { Err(Refusal::because(text!("no")).into()) } else { Ok(()) }
                    })
                })
            })
            .collect();
        let mut kept = 0;
        for task in tasks {
            kept += i64::from(task.await.unwrap().is_ok());
        }
        assert_eq!(kept, 40);
        assert_eq!(value(&fresh.store).await, 40);
        assert_eq!(sql("select count(*) as value from deed").value::<i64>(&fresh.store).await.unwrap(), 40);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_read_for_update_is_still_so_when_it_is_written() {
    for fresh in testing::both(TABLES).await {
        let tasks: Vec<_> = (0..50)
            .map(|_| {
                let store = fresh.store.clone();
                tokio::spawn(async move {
                    store::transaction!(store, tx => {
                        let read: i64 = sql("select value from sum where id = 1 for update").value(&mut *tx).await?;
                        tokio::task::yield_now().await;
                        sql("update sum set value = $1 where id = 1").bind(read + 1).run(tx).await?;
                        Ok(())
                    })
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap().unwrap();
        }
        assert_eq!(value(&fresh.store).await, 50);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn another_program_that_writes_is_waited_for() {
    for fresh in testing::both(TABLES).await {
        let other = Store::open(&Config::new(&fresh.address)).await.unwrap();
        let mut held = other.begin().await.unwrap();
        sql("update sum set value = 100 where id = 1").run(&mut held).await.unwrap();
        let store = fresh.store.clone();
        let waits = tokio::spawn(async move {
            store::transaction!(store, tx => { Ok(sql("update sum set value = value + 1 where id = 1").run(tx).await?) })
        });
        tokio::time::sleep(Duration::from_millis(200)).await;
        assert!(!waits.is_finished());
        held.commit().await.unwrap();
        waits.await.unwrap().unwrap();
        assert_eq!(value(&fresh.store).await, 101);
        other.close().await;
    }
}

#[tokio::test]
async fn readers_see_what_was_committed_while_a_writer_writes() {
    for fresh in testing::both(TABLES).await {
        let mut tx = fresh.store.begin().await.unwrap();
        sql("update sum set value = 7 where id = 1").run(&mut tx).await.unwrap();
        assert_eq!(value(&fresh.store).await, 0);
        tx.commit().await.unwrap();
        assert_eq!(value(&fresh.store).await, 7);
    }
}

#[tokio::test]
async fn an_address_that_is_none_is_refused() {
    assert!(Store::open(&Config::new("mysql://somewhere/else")).await.is_err());
    let fresh = testing::sqlite(&[]).await;
    assert_eq!(fresh.store.kind(), Kind::Sqlite);
}
