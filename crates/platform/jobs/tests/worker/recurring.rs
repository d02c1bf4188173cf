//! What recurs: once for each time, whoever works; made up for once after a pause.

use crate::chore::*;
use jobs::{Recurred, Recurring, When, Worker, list_recurring, recurring};
use kernel::{Clock, Date, PersonId, Timestamp};
use store::testing::Fresh;
use store::{Store, sql, testing};

const MINUTE: i64 = 60_000;

const SWEEP: Recurring = recurring("house.sweep", When::Every(60), "chore");

fn worker_of(fresh: &Fresh, clock: &Clock, chore: &Chore, what: Recurring) -> Worker {
    worker(fresh, clock, chore).recurring(vec![what])
}

async fn row(store: &Store) -> Recurred {
    let mut rows = list_recurring(store).await.unwrap();
    assert_eq!(rows.len(), 1);
    rows.remove(0)
}

#[tokio::test]
async fn a_run_leaves_its_times_and_its_report() {
    for fresh in testing::both(&tables()).await {
        let (store, clock, chore) = (&fresh.store, clock(), Chore::new());
        let start = clock.now();
        let worker = worker_of(&fresh, &clock, &chore, SWEEP);
        worker.drain().await.unwrap();
        let it = row(store).await;
        assert_eq!((it.plan.as_str(), it.next_at, it.last_at), ("every 60", start.plus_millis(MINUTE), None));
        assert_eq!(chore.begun(), 0, "its first time has not come");
        clock.advance(MINUTE);
        worker.drain().await.unwrap();
        let it = row(store).await;
        assert_eq!((it.last_at, it.next_at), (Some(clock.now()), start.plus_millis(2 * MINUTE)));
        assert_eq!((it.state.as_deref(), it.ended_at, it.failed()), (Some("done"), Some(clock.now()), false));
        assert_eq!(it.outcome().unwrap().facts["begun"], 0);
        assert_eq!(job(store, it.job_id.unwrap()).await.owner_id, PersonId::house());
        clock.advance(MINUTE);
        worker.drain().await.unwrap();
        let rows: i64 = sql("select count(*) as value from job").value(store).await.unwrap();
        assert_eq!((chore.begun(), rows), (2, 1), "runs that went well leave no rows behind");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_programs_one_does_it() {
    for fresh in testing::both(&tables()).await {
        let (clock, chore) = (clock(), Chore::new());
        worker_of(&fresh, &clock, &chore, SWEEP).drain().await.unwrap();
        for round in 1..=5 {
            clock.advance(MINUTE);
            let workers: Vec<_> = (0..4)
                .map(|_| {
                    let worker = worker_of(&fresh, &clock, &chore, SWEEP);
                    tokio::spawn(async move { worker.drain().await })
                })
                .collect();
            for worker in workers {
                worker.await.unwrap().unwrap();
            }
            worker_of(&fresh, &clock, &chore, SWEEP).drain().await.unwrap();
            assert_eq!(chore.begun(), round);
        }
    }
}

#[tokio::test]
async fn missed_times_are_made_up_for_once() {
    for fresh in testing::both(&tables()).await {
        let (store, clock, chore) = (&fresh.store, clock(), Chore::new());
        let start = clock.now();
        worker_of(&fresh, &clock, &chore, SWEEP).drain().await.unwrap();
        clock.advance(10 * MINUTE + 30_000);
        // Another program, begun after the pause.
        let later = worker_of(&fresh, &clock, &chore, SWEEP);
        later.drain().await.unwrap();
        assert_eq!((chore.begun(), row(store).await.next_at), (1, start.plus_millis(11 * MINUTE)));
        clock.advance(30_000);
        later.drain().await.unwrap();
        assert_eq!(chore.begun(), 2, "the beat goes on as it was");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_time_at_which_the_former_run_still_works_is_left_out() {
    for fresh in testing::both(&tables()).await {
        let (store, clock, chore) = (&fresh.store, clock(), Chore::new());
        let first = worker_of(&fresh, &clock, &chore, SWEEP);
        first.drain().await.unwrap();
        clock.advance(MINUTE);
        first.drain().await.unwrap();
        let begun = row(store).await.job_id;
        sql("update job set state = 'running', leased_until = $1").bind(i64::MAX).run(store).await.unwrap();
        clock.advance(MINUTE);
        first.drain().await.unwrap();
        assert_eq!((chore.begun(), row(store).await.job_id), (1, begun));
        sql("update job set state = 'done'").run(store).await.unwrap();
        clock.advance(MINUTE);
        first.drain().await.unwrap();
        assert_eq!(chore.begun(), 2);
    }
}

#[tokio::test]
async fn a_time_of_day_is_that_of_beijing() {
    for fresh in testing::both(&tables()).await {
        let noon = Date::of(2026, 2, 28).unwrap().start().plus_millis(12 * 60 * MINUTE);
        let (store, clock, chore) = (&fresh.store, Clock::fixed(noon), Chore::new());
        let night = worker_of(&fresh, &clock, &chore, recurring("house.night", When::Daily(3, 30), "chore"));
        night.drain().await.unwrap();
        let due = Date::of(2026, 3, 1).unwrap().start().plus_millis(210 * MINUTE);
        assert_eq!((row(store).await.next_at, due.minute().as_str()), (due, "2026-03-01 03:30"));
        clock.advance(due.millis_since(noon) - 1);
        night.drain().await.unwrap();
        assert_eq!(chore.begun(), 0);
        clock.advance(1);
        night.drain().await.unwrap();
        assert_eq!((chore.begun(), row(store).await.next_at.minute().as_str()), (1, "2026-03-02 03:30"));
    }
}

#[tokio::test]
async fn a_new_plan_counts_anew_and_the_same_one_goes_on() {
    for fresh in testing::both(&tables()).await {
        let (store, clock, chore) = (&fresh.store, clock(), Chore::new());
        worker_of(&fresh, &clock, &chore, SWEEP).drain().await.unwrap();
        let next = row(store).await.next_at;
        clock.advance(10_000);
        worker_of(&fresh, &clock, &chore, SWEEP).drain().await.unwrap();
        assert_eq!(row(store).await.next_at, next, "a restart changes nothing");
        let often = recurring("house.sweep", When::Every(5), "chore");
        worker_of(&fresh, &clock, &chore, often).drain().await.unwrap();
        assert_eq!(row(store).await.next_at, clock.now().plus_millis(5_000));
    }
}

#[tokio::test]
async fn a_run_that_fails_is_seen_beside_its_name_and_the_next_one_comes() {
    for fresh in testing::both(&tables()).await {
        let (store, clock) = (&fresh.store, clock());
        let bad = recurring("refuse", When::Every(60), "chore");
        let chore = Chore::new();
        let worker = worker_of(&fresh, &clock, &chore, bad);
        worker.drain().await.unwrap();
        clock.advance(MINUTE);
        worker.drain().await.unwrap();
        assert!(row(store).await.failed());
        clock.advance(MINUTE);
        worker.drain().await.unwrap();
        assert_eq!(chore.begun(), 2);
    }
}

#[tokio::test]
async fn what_this_program_does_not_bring_is_left_alone() {
    let fresh = testing::sqlite(&tables()).await;
    let (store, clock, chore) = (&fresh.store, clock(), Chore::new());
    worker_of(&fresh, &clock, &chore, SWEEP).drain().await.unwrap();
    let before = row(store).await.next_at;
    clock.advance(MINUTE);
    worker(&fresh, &clock, &chore).drain().await.unwrap();
    assert_eq!((chore.begun(), row(store).await.next_at), (0, before));
    assert_ne!(before, Timestamp::default());
}
