//! News travel down the chain: once to each subscriber, and never of what was undone.

use jobs::{Hearing, Subscriber, Topic, Worker, emit};
use kernel::{Clock, Error, Id, Refusal, Result, Timestamp, text};
use serde::{Deserialize, Serialize};
use store::testing::Fresh;
use store::{Migration, Store, Tx, sql, testing};

const HEARD: Migration = Migration {
    slice: "ears",
    number: 1,
    text: "create table heard (subscriber text not null, event_id uuid not null, at bigint not null)",
};

fn tables() -> Vec<Migration> {
    [jobs::MIGRATIONS, &[HEARD]].concat()
}

#[derive(Serialize, Deserialize)]
struct BellRung {
    /// Told apart by it.
    nth: Id<BellRung>,
    /// Until when the deaf subscriber hears nothing.
    deaf_until: i64,
}

impl Topic for BellRung {
    const NAME: &'static str = "bell.rung";
}

#[derive(Serialize, Deserialize)]
struct BellCast {
    nth: Id<BellRung>,
}

impl Topic for BellCast {
    const NAME: &'static str = "bell.cast";
}

async fn note(tx: &mut Tx, nth: Id<BellRung>, now: Timestamp, who: &str) -> Result<()> {
    sql("insert into heard (subscriber, event_id, at) values ($1, $2, $3)")
        .bind(who)
        .bind(nth)
        .bind(now)
        .run(tx)
        .await?;
    Ok(())
}

fn keen(tx: &mut Tx, rung: BellRung, now: Timestamp) -> Hearing<'_> {
    Box::pin(async move { note(tx, rung.nth, now, "keen").await })
}

fn calm(tx: &mut Tx, rung: BellRung, now: Timestamp) -> Hearing<'_> {
    Box::pin(async move { note(tx, rung.nth, now, "calm").await })
}

/// Writes first and fails then: what it wrote must be undone.
fn deaf(tx: &mut Tx, rung: BellRung, now: Timestamp) -> Hearing<'_> {
    Box::pin(async move {
        note(tx, rung.nth, now, "deaf").await?;
        if now.as_millis() < rung.deaf_until { Err(Error::internal("not now")) } else { Ok(()) }
    })
}

fn cast(tx: &mut Tx, it: BellCast, now: Timestamp) -> Hearing<'_> {
    Box::pin(async move { note(tx, it.nth, now, "elsewhere").await })
}

fn everybody() -> Vec<Subscriber> {
    vec![
        Subscriber::of::<BellRung>("keen", keen),
        Subscriber::of::<BellRung>("deaf", deaf),
        Subscriber::of::<BellRung>("calm", calm),
        Subscriber::of::<BellCast>("elsewhere", cast),
    ]
}

fn worker(fresh: &Fresh, clock: &Clock) -> Worker {
    Worker::new(fresh.store.clone(), clock.clone(), everybody(), Vec::new())
}

async fn ring(store: &Store, clock: &Clock, deaf_until: i64) {
    store::transaction!(store, tx => { emit(tx, clock.now(), &BellRung { nth: Id::new(clock.now()), deaf_until }).await }).unwrap();
}

async fn heard(store: &Store, who: &str) -> i64 {
    sql("select count(*) as value from heard where subscriber = $1").bind(who).value(store).await.unwrap()
}

#[tokio::test]
async fn each_subscriber_hears_once() {
    for fresh in testing::both(&tables()).await {
        let clock = Clock::fixed(Timestamp::from_millis(1_000_000));
        for _ in 0..3 {
            ring(&fresh.store, &clock, 0).await;
        }
        for _ in 0..2 {
            worker(&fresh, &clock).drain().await.unwrap();
        }
        for who in ["keen", "calm", "deaf"] {
            assert_eq!(heard(&fresh.store, who).await, 3, "{who}");
        }
        assert_eq!(heard(&fresh.store, "elsewhere").await, 0);
        let left: i64 = sql("select count(*) as value from outbox").value(&fresh.store).await.unwrap();
        assert_eq!(left, 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn many_workers_let_nobody_hear_twice() {
    for fresh in testing::both(&tables()).await {
        let clock = Clock::fixed(Timestamp::from_millis(1_000_000));
        for _ in 0..20 {
            ring(&fresh.store, &clock, 0).await;
        }
        let workers: Vec<_> = (0..4)
            .map(|_| {
                let worker = worker(&fresh, &clock);
                tokio::spawn(async move { worker.drain().await })
            })
            .collect();
        for worker in workers {
            worker.await.unwrap().unwrap();
        }
        worker(&fresh, &clock).drain().await.unwrap();
        for who in ["keen", "calm", "deaf"] {
            assert_eq!(heard(&fresh.store, who).await, 20, "{who}");
        }
        let pairs: i64 = sql("select count(*) as value from (select distinct subscriber, event_id from heard) as pair")
            .value(&fresh.store)
            .await
            .unwrap();
        assert_eq!(pairs, 60);
    }
}

#[tokio::test]
async fn who_fails_hears_again_after_a_pause_and_holds_nobody_up() {
    for fresh in testing::both(&tables()).await {
        let store = &fresh.store;
        let clock = Clock::fixed(Timestamp::from_millis(1_000_000));
        let worker = worker(&fresh, &clock);
        ring(store, &clock, 1_002_500).await;
        worker.drain().await.unwrap();
        assert_eq!((heard(store, "keen").await, heard(store, "calm").await), (1, 1));
        assert_eq!(heard(store, "deaf").await, 0, "what it wrote before it failed is undone");
        let tries = || async { sql("select attempts as value from delivery").value::<i64>(store).await.unwrap() };
        assert_eq!(tries().await, 1);
        // The first pause is a second, the next one two.
        clock.advance(999);
        worker.drain().await.unwrap();
        assert_eq!(tries().await, 1);
        clock.advance(1);
        worker.drain().await.unwrap();
        assert_eq!(tries().await, 2);
        clock.advance(1_999);
        worker.drain().await.unwrap();
        assert_eq!((tries().await, heard(store, "deaf").await), (2, 0));
        clock.advance(1);
        worker.drain().await.unwrap();
        assert_eq!((heard(store, "keen").await, heard(store, "deaf").await), (1, 1));
    }
}

#[tokio::test]
async fn who_always_fails_is_left_to_the_doctor() {
    for fresh in testing::both(&tables()).await {
        let clock = Clock::fixed(Timestamp::from_millis(1_000_000));
        let worker = worker(&fresh, &clock);
        ring(&fresh.store, &clock, i64::MAX).await;
        for _ in 0..20 {
            worker.drain().await.unwrap();
            clock.advance(3_600_000);
        }
        let tries: i64 = sql("select attempts as value from delivery").value(&fresh.store).await.unwrap();
        let fault: String = sql("select fault as value from delivery").value(&fresh.store).await.unwrap();
        assert_eq!((tries, fault.as_str()), (12, "internal: not now"));
    }
}

#[tokio::test]
async fn what_was_undone_is_never_heard_of() {
    for fresh in testing::both(&tables()).await {
        let clock = Clock::fixed(Timestamp::from_millis(1_000_000));
        let undone: Result<()> = store::transaction!(fresh.store, tx => {
            emit(tx, clock.now(), &BellRung { nth: Id::new(clock.now()), deaf_until: 0 }).await?;
            Err(Refusal::because(text!("no")).into())
        });
        assert!(undone.is_err());
        worker(&fresh, &clock).drain().await.unwrap();
        assert_eq!(heard(&fresh.store, "keen").await, 0);
    }
}

#[tokio::test]
async fn what_a_program_does_not_know_waits_for_one_that_does() {
    for fresh in testing::both(&tables()).await {
        let store = &fresh.store;
        let clock = Clock::fixed(Timestamp::from_millis(1_000_000));
        ring(store, &clock, 1_000_500).await;
        // The newer program has handed it out, and its subscriber failed once.
        worker(&fresh, &clock).drain().await.unwrap();
        clock.advance(1_000);
        let older = Worker::new(store.clone(), clock.clone(), Vec::new(), Vec::new());
        older.drain().await.unwrap();
        let left: i64 = sql("select count(*) as value from delivery").value(store).await.unwrap();
        assert_eq!((left, heard(store, "deaf").await), (1, 0));
        worker(&fresh, &clock).drain().await.unwrap();
        assert_eq!(heard(store, "deaf").await, 1);
    }
}
