//! A kind of work that does what its task says, and two clocks to do it by.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use jobs::{Hearing, Job, JobState, Progress, Report, Work, Worker, enqueue, find_job};
use kernel::{Clock, Error, Id, PersonId, Refusal, Result, Timestamp, text};
use store::testing::Fresh;
use store::{Migration, Store, Tx, sql};
use tokio::sync::Semaphore;

const UNDONE: Migration =
    Migration { slice: "chores", number: 1, text: "create table undone (job_id uuid not null, state text not null)" };

pub fn tables() -> Vec<Migration> {
    [jobs::MIGRATIONS, &[UNDONE]].concat()
}

/// What a job of these tests does, by its payload.
#[derive(Clone)]
pub struct Chore {
    pub begun: Arc<AtomicI64>,
    pub started: Arc<Semaphore>,
    pub go_on: Arc<Semaphore>,
    /// So often `given_up` fails.
    pub clings: Arc<AtomicI64>,
}

impl Chore {
    pub fn new() -> Self {
        Self {
            begun: Arc::default(),
            started: Arc::new(Semaphore::new(0)),
            go_on: Arc::new(Semaphore::new(0)),
            clings: Arc::default(),
        }
    }

    pub fn begun(&self) -> i64 {
        self.begun.load(Ordering::SeqCst)
    }

    async fn hold(&self) {
        self.started.add_permits(1);
        self.go_on.acquire().await.unwrap().forget();
    }

    async fn act(&self, job: &Job, progress: &Progress) -> Result<Report> {
        let nth = self.begun.fetch_add(1, Ordering::SeqCst);
        let report =
            |said: &str| Report { summary: text!("chore-done", by = said), facts: serde_json::json!({ "begun": nth }) };
        match job.task::<String>()?.as_str() {
            "refuse" => Err(Refusal::because(text!("chore-refused", what = "灰尘")).into()),
            "fail" => Err(Error::internal("no broom")),
            "panic" => panic!("the broom broke"),
            // Holds until it is let go; only the first one.
            "hold" if nth == 0 => {
                progress.set(3, 10).await?;
                self.hold().await;
                progress.set(4, 10).await?;
                Ok(report("first"))
            }
            // The same without a word afterwards.
            "sleep" => {
                self.hold().await;
                Ok(report("sleeper"))
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

    fn given_up<'a>(&'a self, tx: &'a mut Tx, job: &'a Job, _at: Timestamp) -> Hearing<'a> {
        Box::pin(async move {
            sql("insert into undone (job_id, state) values ($1, $2)").bind(job.id).bind(job.state).run(tx).await?;
            if self.clings.fetch_sub(1, Ordering::SeqCst) > 0 { Err(Error::internal("not yet")) } else { Ok(()) }
        })
    }
}

pub fn clock() -> Clock {
    Clock::fixed(Timestamp::from_millis(1_000_000))
}

pub fn worker(fresh: &Fresh, clock: &Clock, chore: &Chore) -> Worker {
    Worker::new(fresh.store.clone(), clock.clone(), Vec::new(), vec![Box::new(chore.clone())])
}

pub async fn put(store: &Store, clock: &Clock, kind: &str, task: &str) -> Id<Job> {
    put_for(store, clock, kind, task, Id::new(clock.now())).await
}

pub async fn put_for(store: &Store, clock: &Clock, kind: &str, task: &str, owner: PersonId) -> Id<Job> {
    let now = clock.now();
    store::transaction!(store, tx => { enqueue(tx, now, kind, owner, &task).await }).unwrap()
}

pub async fn job(store: &Store, id: Id<Job>) -> Job {
    find_job(store, id).await.unwrap().unwrap()
}

/// The states in which `given_up` saw jobs end.
pub async fn undone(store: &Store) -> Vec<String> {
    sql("select state as value from undone").values(store).await.unwrap()
}

/// Waits, by the machine's clock, until the job stands so.
pub async fn wait_for(store: &Store, id: Id<Job>, state: JobState) {
    for _ in 0..1_000 {
        if job(store, id).await.state == state {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("the job is {:?}", job(store, id).await.state);
}
