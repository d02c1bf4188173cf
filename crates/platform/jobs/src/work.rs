use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use kernel::{Clock, Error, Id, Refusal, Result, Timestamp, text};
use store::{Store, Tx, sql};

use crate::{Hearing, Job, Report};

/// A kind of work: what the worker does with jobs of one name.
pub trait Work: Send + Sync {
    /// The name in [`Job::kind`].
    fn kind(&self) -> &'static str;

    /// Does `job`. It may be begun again after a crash: what it writes must bear that.
    ///
    /// # Errors
    /// [`kernel::Error::Refused`] ends the job with the reason; any other error is tried again later.
    fn run<'a>(
        &'a self,
        job: &'a Job,
        progress: &'a Progress,
    ) -> Pin<Box<dyn Future<Output = Result<Report>> + Send + 'a>>;

    /// Sets right what waits for `job`, which ends without having done its work: refused, given up, or
    /// cancelled, as [`Job::state`] says. Runs in the transaction that marks the job so.
    ///
    /// # Errors
    /// Then the job has not ended and is taken up again.
    fn given_up<'a>(&'a self, _tx: &'a mut Tx, _job: &'a Job, _at: Timestamp) -> Hearing<'a> {
        Box::pin(std::future::ready(Ok(())))
    }
}

/// How far a job has come, for whoever watches.
#[derive(Clone, Debug)]
pub struct Progress {
    store: Store,
    clock: Clock,
    job: Id<Job>,
    /// Which beginning of the job this is; a later one owns the job.
    attempt: i64,
    cancelled: Arc<AtomicBool>,
}

/// How long a job is its worker's own after each sign of life.
pub(crate) const LEASE_MILLIS: i64 = 60_000;

impl Progress {
    pub(crate) fn new(store: &Store, clock: &Clock, job: &Job) -> Self {
        let (store, clock) = (store.clone(), clock.clone());
        Self { store, clock, job: job.id, attempt: job.attempts, cancelled: Arc::default() }
    }

    /// Says that `done` of `total` steps are done, and keeps the job for this worker.
    ///
    /// # Errors
    /// Refused when its owner asked to stop it. Otherwise when the database refuses, or when the job was
    /// silent for so long that another worker began it anew: then this one stops.
    pub async fn set(&self, done: i64, total: i64) -> Result<()> {
        let mine = sql("update job set done = $2, total = $3, leased_until = $4 where id = $1 and attempts = $5 and state = 'running' and cancelled_at is null")
            .bind(self.job)
            .bind(done)
            .bind(total)
            .bind(self.clock.now().plus_millis(LEASE_MILLIS))
            .bind(self.attempt)
            .run(&self.store)
            .await?;
        if mine == 1 {
            return Ok(());
        }
        let cancelled: i64 = sql("select count(*) as value from job where id = $1 and attempts = $2 and state = 'running' and cancelled_at is not null")
            .bind(self.job)
            .bind(self.attempt)
            .value(&self.store)
            .await?;
        if cancelled == 0 {
            return Err(lost());
        }
        self.cancelled.store(true, Ordering::SeqCst);
        Err(Refusal::because(text!("job-cancelled")).into())
    }

    /// Keeps the job for this worker while its work says nothing.
    pub(crate) async fn beat(&self) -> Result<bool> {
        let mine = sql("update job set leased_until = $2 where id = $1 and attempts = $3 and state = 'running'")
            .bind(self.job)
            .bind(self.clock.now().plus_millis(LEASE_MILLIS))
            .bind(self.attempt)
            .run(&self.store)
            .await?;
        Ok(mine == 1)
    }

    /// Whether the work was told to stop.
    pub(crate) fn was_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::SeqCst)
    }

    /// The database.
    #[must_use]
    pub const fn store(&self) -> &Store {
        &self.store
    }

    /// The clock.
    #[must_use]
    pub const fn clock(&self) -> &Clock {
        &self.clock
    }
}

/// The job is no longer this worker's.
pub(crate) fn lost() -> Error {
    Error::internal("the job was begun anew by another worker")
}
