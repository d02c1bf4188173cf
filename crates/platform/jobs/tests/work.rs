//! Long work: seen while it runs, taken over after a crash, done once, ended with a reason.
#![cfg(test)]

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jobs::{Job, JobState, Progress, Report, Work, Worker, enqueue, find_job};
use kernel::{Clock, Error, Id, Refusal, Result, Timestamp, text};
use store::testing::Fresh;
use store::{Store, sql, testing};
use tokio::sync::Semaphore;

/// What a job of these tests does, by its payload.
#[derive(Clone)]
struct Chore {
    begun: Arc<AtomicI64>,
    started: Arc<Semaphore>,
    go_on: Arc<Semaphore>,
}

impl Chore {
    fn new() -> Self {
        Self { begun: Arc::default(), started: Arc::new(Semaphore::new(0)), go_on: Arc::new(Semaphore::new(0)) }
    }

    async fn act(&self, job: &Job, progress: &Progress) -> Result<Report> {
        let nth = self.begun.fetch_add(1, Ordering::SeqCst);
        let report =
            |said: &str| Report { summary: text!("chore-done", by = said), facts: serde_json::json!({ "begun": nth }) };
        match job.task::<String>()?.as_str() {
            "refuse" => Err(Refusal::because(text!("chore-refused", what = "灰尘")).into()),
            "fail" => Err(Error::internal("no broom")),
            // Holds until it is let go; only the first one.
            "hold" if nth == 0 => {
                progress.set(3, 10).await?;
                self.started.add_permits(1);
                self.go_on.acquire().await.unwrap().forget();
                progress.set(4, 10).await?;
                Ok(report("first"))
            }
            _ => Ok(report("quick")),
        }
    }
}

impl Work for Chore {
    fn kind(&self) -> &'static str {
        "chore"
    }

    fn run<'a>(
        &'a self,
        job: &'a Job,
        progress: &'a Progress,
    ) -> Pin<Box<dyn Future<Output = Result<Report>> + Send + 'a>> {
        Box::pin(self.act(job, progress))
    }
}

fn clock() -> Clock {
    Clock::fixed(Timestamp::from_millis(1_000_000))
}

fn worker(fresh: &Fresh, clock: &Clock, chore: &Chore) -> Worker {
    Worker::new(fresh.store.clone(), clock.clone(), Vec::new(), vec![Box::new(chore.clone())])
}

async fn put(store: &Store, clock: &Clock, kind: &str, task: &str) -> Id<Job> {
    let now = clock.now();
    store::transaction!(store, tx => { enqueue(tx, now, kind, Id::new(now), &task).await }).unwrap()
}

async fn job(store: &Store, id: Id<Job>) -> Job {
    find_job(store, id).await.unwrap().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn progress_is_seen_while_the_job_runs_and_a_report_at_its_end() {
    for fresh in testing::both(jobs::MIGRATIONS).await {
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
    for fresh in testing::both(jobs::MIGRATIONS).await {
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
    for fresh in testing::both(jobs::MIGRATIONS).await {
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
    for fresh in testing::both(jobs::MIGRATIONS).await {
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
        assert_eq!(job(&fresh.store, unknown).await.outcome().unwrap().summary, text!("job-unknown", kind = "laundry"));
    }
}

#[tokio::test]
async fn a_job_that_fails_is_begun_again_after_a_pause_and_given_up_in_the_end() {
    for fresh in testing::both(jobs::MIGRATIONS).await {
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
    let fresh = testing::sqlite(jobs::MIGRATIONS).await;
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
    for fresh in testing::both(jobs::MIGRATIONS).await {
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
    for fresh in testing::both(jobs::MIGRATIONS).await {
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
    let fresh = testing::sqlite(jobs::MIGRATIONS).await;
    let chore = Chore::new();
    let worker = Worker::new(fresh.store.clone(), Clock::System, Vec::new(), vec![Box::new(chore.clone())]);
    let running = tokio::spawn(worker.clone().run());
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
