//! Long work: seen while it runs, taken over after a crash, done once, ended with a reason.

use std::sync::atomic::Ordering;

use crate::chore::*;
use jobs::{JobState, Worker, enqueue};
use kernel::{Clock, Error, Id, Result, text};
use store::{sql, testing};

#[tokio::test(flavor = "multi_thread")]
async fn progress_is_seen_while_the_job_runs_and_a_report_at_its_end() {
    for fresh in testing::both(&tables()).await {
        let (clock, chore) = (clock(), Chore::new());
        let id = put(&fresh.store, &clock, "chore", "hold").await;
        assert_eq!(job(&fresh.store, id).await.state, JobState::Waiting);
        let worker = worker(&fresh, &clock, &chore);
        let working = tokio::spawn(async move { worker.drain().await });
        chore.started.acquire().await.unwrap().forget();
        let seen = job(&fresh.store, id).await;
        assert_eq!((seen.state, seen.done, seen.total, seen.attempts), (JobState::Running, 3, 10, 1));
        assert!(seen.outcome().is_none());
        chore.go_on.add_permits(1);
        working.await.unwrap().unwrap();
        let ended = job(&fresh.store, id).await;
        assert_eq!((ended.state, ended.done), (JobState::Done, 4));
        assert_eq!(ended.outcome().unwrap().summary, text!("chore-done", by = "first"));
        assert_eq!(ended.outcome().unwrap().facts["begun"], 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_whose_worker_died_is_taken_over_when_its_lease_ends() {
    for fresh in testing::both(&tables()).await {
        let (clock, chore) = (clock(), Chore::new());
        let id = put(&fresh.store, &clock, "chore", "hold").await;
        let first = worker(&fresh, &clock, &chore);
        let dying = tokio::spawn(async move { first.drain().await });
        chore.started.acquire().await.unwrap().forget();
        dying.abort();
        assert!(dying.await.unwrap_err().is_cancelled());
        let second = worker(&fresh, &clock, &chore);
        clock.advance(59_999);
        second.drain().await.unwrap();
        assert_eq!(job(&fresh.store, id).await.attempts, 1, "the lease still runs");
        clock.advance(2);
        second.drain().await.unwrap();
        let ended = job(&fresh.store, id).await;
        assert_eq!((ended.state, ended.attempts), (JobState::Done, 2));
        assert_eq!(ended.outcome().unwrap().summary, text!("chore-done", by = "quick"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_that_was_silent_too_long_changes_nothing_any_more() {
    for fresh in testing::both(&tables()).await {
        let (clock, chore) = (clock(), Chore::new());
        let id = put(&fresh.store, &clock, "chore", "hold").await;
        let slow = worker(&fresh, &clock, &chore);
        let working = tokio::spawn(async move { slow.drain().await });
        chore.started.acquire().await.unwrap().forget();
        clock.advance(60_001);
        worker(&fresh, &clock, &chore).drain().await.unwrap();
        chore.go_on.add_permits(1);
        working.await.unwrap().unwrap();
        let ended = job(&fresh.store, id).await;
        assert_eq!((ended.state, ended.attempts, ended.done), (JobState::Done, 2, 3));
        assert_eq!(ended.outcome().unwrap().summary, text!("chore-done", by = "quick"));
    }
}

#[tokio::test]
async fn a_refused_job_ends_with_its_reason_and_is_not_begun_again() {
    for fresh in testing::both(&tables()).await {
        let (clock, chore) = (clock(), Chore::new());
        let refused = put(&fresh.store, &clock, "chore", "refuse").await;
        let unknown = put(&fresh.store, &clock, "laundry", "").await;
        let worker = worker(&fresh, &clock, &chore);
        for _ in 0..3 {
            worker.drain().await.unwrap();
            clock.advance(3_600_000);
        }
        let ended = job(&fresh.store, refused).await;
        assert_eq!((ended.state, ended.attempts), (JobState::Failed, 1));
        assert_eq!(ended.outcome().unwrap().summary, text!("chore-refused", what = "灰尘"));
        let left = job(&fresh.store, unknown).await;
        assert_eq!((left.state, left.attempts), (JobState::Waiting, 0), "it waits for a program that knows it");
    }
}

#[tokio::test]
async fn a_job_that_fails_is_begun_again_after_a_pause_and_given_up_in_the_end() {
    for fresh in testing::both(&tables()).await {
        let (clock, chore) = (clock(), Chore::new());
        let id = put(&fresh.store, &clock, "chore", "fail").await;
        let worker = worker(&fresh, &clock, &chore);
        worker.drain().await.unwrap();
        clock.advance(999);
        worker.drain().await.unwrap();
        let waiting = job(&fresh.store, id).await;
        assert_eq!((waiting.state, waiting.attempts), (JobState::Waiting, 1));
        for _ in 0..10 {
            clock.advance(60_000);
            worker.drain().await.unwrap();
        }
        let ended = job(&fresh.store, id).await;
        assert_eq!((ended.state, ended.attempts), (JobState::Failed, 5));
        assert_eq!(ended.outcome().unwrap().summary, text!("job-given-up"), "the cause is for the log");
        assert_eq!(chore.begun.load(Ordering::SeqCst), 5);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_takes_its_worker_down_each_time_is_given_up() {
    let fresh = testing::sqlite(&tables()).await;
    let clock = clock();
    let id = put(&fresh.store, &clock, "chore", "hold").await;
    for _ in 0..5 {
        let chore = Chore::new();
        let dying = worker(&fresh, &clock, &chore);
        let dying = tokio::spawn(async move { dying.drain().await });
        chore.started.acquire().await.unwrap().forget();
        dying.abort();
        let _ = dying.await;
        clock.advance(60_001);
    }
    let chore = Chore::new();
    worker(&fresh, &clock, &chore).drain().await.unwrap();
    assert_eq!(job(&fresh.store, id).await.state, JobState::Failed);
    assert_eq!(chore.begun.load(Ordering::SeqCst), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn many_workers_do_no_job_twice() {
    for fresh in testing::both(&tables()).await {
        let (clock, chore) = (clock(), Chore::new());
        let mut ids = Vec::new();
        for _ in 0..30 {
            ids.push(put(&fresh.store, &clock, "chore", "quick").await);
        }
        let workers: Vec<_> = (0..4)
            .map(|_| {
                let worker = worker(&fresh, &clock, &chore);
                tokio::spawn(async move { worker.drain().await })
            })
            .collect();
        for worker in workers {
            worker.await.unwrap().unwrap();
        }
        assert_eq!(chore.begun.load(Ordering::SeqCst), 30);
        for id in ids {
            let ended = job(&fresh.store, id).await;
            assert_eq!((ended.state, ended.attempts), (JobState::Done, 1));
        }
    }
}

#[tokio::test]
async fn a_job_exists_only_when_the_deed_it_belongs_to_does() {
    for fresh in testing::both(&tables()).await {
        let (clock, chore) = (clock(), Chore::new());
        let now = clock.now();
        let undone: Result<()> = store::transaction!(fresh.store, tx => {
            enqueue(tx, now, "chore", Id::new(now), &"quick").await?;
            Err(Error::NoRight)
        });
        assert!(undone.is_err());
        worker(&fresh, &clock, &chore).drain().await.unwrap();
        assert_eq!(chore.begun.load(Ordering::SeqCst), 0);
        assert_eq!(sql("select count(*) as value from job").value::<i64>(&fresh.store).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn a_bell_wakes_a_worker_that_waits() {
    let fresh = testing::sqlite(&tables()).await;
    let chore = Chore::new();
    let worker = Worker::new(fresh.store.clone(), Clock::System, Vec::new(), vec![Box::new(chore.clone())]);
    let running = tokio::spawn(worker.clone().run(1));
    tokio::task::yield_now().await;
    let id = put(&fresh.store, &Clock::System, "chore", "quick").await;
    worker.ring();
    for _ in 0..200 {
        if job(&fresh.store, id).await.state == JobState::Done {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    running.abort();
    assert_eq!(job(&fresh.store, id).await.state, JobState::Done);
}
