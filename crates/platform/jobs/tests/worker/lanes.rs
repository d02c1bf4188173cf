//! Lanes: a long job holds up neither events nor other jobs, and keeps what is its own.

use std::time::Duration;

use crate::chore::*;
use jobs::{Hearing, JobState, Subscriber, Topic, Worker, emit};
use kernel::{Clock, Timestamp};
use serde::{Deserialize, Serialize};
use store::{Tx, sql, testing};

#[derive(Serialize, Deserialize)]
struct BellRung {}

impl Topic for BellRung {
    const NAME: &'static str = "bell.rung";
}

/// What is heard is written where a job that ends badly would be.
fn note(tx: &mut Tx, _: BellRung, now: Timestamp) -> Hearing<'_> {
    Box::pin(async move {
        let nth = kernel::Id::<jobs::Job>::new(now);
        sql("insert into undone (job_id, state) values ($1, 'heard')").bind(nth).run(tx).await?;
        Ok(())
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_is_heard_while_a_long_job_runs() {
    for fresh in testing::both(&tables()).await {
        let (store, clock, chore) = (&fresh.store, Clock::System, Chore::new());
        let ears = vec![Subscriber::of::<BellRung>("ears", note)];
        let worker = Worker::new(store.clone(), clock.clone(), ears, vec![Box::new(chore.clone())]);
        let running = tokio::spawn(worker.clone().run(1));
        let long = put(store, &clock, "chore", "hold").await;
        worker.ring();
        chore.started.acquire().await.unwrap().forget();
        store::transaction!(store, tx => { emit(tx, clock.now(), &BellRung {}).await }).unwrap();
        worker.ring();
        for _ in 0..1_000 {
            if !undone(store).await.is_empty() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        assert_eq!(undone(store).await, ["heard"]);
        assert_eq!(job(store, long).await.state, JobState::Running);
        chore.go_on.add_permits(1);
        wait_for(store, long, JobState::Done).await;
        running.abort();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_lane_does_a_job_beside_a_long_one() {
    for fresh in testing::both(&tables()).await {
        let (store, clock, chore) = (&fresh.store, Clock::System, Chore::new());
        let worker = worker(&fresh, &clock, &chore);
        let running = tokio::spawn(worker.clone().run(2));
        let long = put(store, &clock, "chore", "hold").await;
        worker.ring();
        chore.started.acquire().await.unwrap().forget();
        let short = put(store, &clock, "chore", "quick").await;
        worker.ring();
        wait_for(store, short, JobState::Done).await;
        assert_eq!(job(store, long).await.state, JobState::Running);
        chore.go_on.add_permits(1);
        wait_for(store, long, JobState::Done).await;
        running.abort();
        assert_eq!(chore.begun(), 2);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_says_nothing_is_kept_while_its_worker_lives() {
    for fresh in testing::both(&tables()).await {
        let (store, clock, chore) = (&fresh.store, clock(), Chore::new());
        let id = put(store, &clock, "chore", "sleep").await;
        let first = worker(&fresh, &clock, &chore).beating(Duration::from_millis(5));
        let working = tokio::spawn(async move { first.drain().await });
        chore.started.acquire().await.unwrap().forget();
        for _ in 0..4 {
            clock.advance(50_000);
            let until = clock.now().plus_millis(60_000).as_millis();
            let kept = || async {
                let leased: i64 = sql("select leased_until as value from job").value(store).await.unwrap();
                leased == until
            };
            while !kept().await {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            worker(&fresh, &clock, &chore).drain().await.unwrap();
        }
        assert_eq!(job(store, id).await.attempts, 1);
        chore.go_on.add_permits(1);
        working.await.unwrap().unwrap();
        assert_eq!((job(store, id).await.state, chore.begun()), (JobState::Done, 1));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_was_begun_anew_elsewhere_is_stopped() {
    let fresh = testing::sqlite(&tables()).await;
    let (store, clock, chore) = (&fresh.store, clock(), Chore::new());
    let id = put(store, &clock, "chore", "sleep").await;
    let slow = worker(&fresh, &clock, &chore).beating(Duration::from_millis(500));
    let working = tokio::spawn(async move { slow.drain().await });
    chore.started.acquire().await.unwrap().forget();
    // As another worker would have done when the lease had ended.
    sql("update job set attempts = 2").run(store).await.unwrap();
    working.await.unwrap().unwrap();
    let it = job(store, id).await;
    assert_eq!((it.state, it.attempts), (JobState::Running, 2), "it is the other's");
}

#[tokio::test]
async fn a_panic_is_a_failure_and_takes_no_lane_down() {
    for fresh in testing::both(&tables()).await {
        let (store, clock, chore) = (&fresh.store, clock(), Chore::new());
        let bad = put(store, &clock, "chore", "panic").await;
        let good = put(store, &clock, "chore", "quick").await;
        worker(&fresh, &clock, &chore).drain().await.unwrap();
        let it = job(store, bad).await;
        assert_eq!((it.state, it.attempts), (JobState::Waiting, 1));
        assert_eq!(job(store, good).await.state, JobState::Done);
    }
}
