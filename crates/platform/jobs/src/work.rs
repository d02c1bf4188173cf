use std::future::Future;
use std::pin::Pin;

use kernel::{Clock, Error, Id, Result};
use store::{Store, sql};

use crate::{Job, Report};

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
}

/// How far a job has come, for whoever watches.
#[derive(Clone, Debug)]
pub struct Progress {
    pub(crate) store: Store,
    pub(crate) clock: Clock,
    pub(crate) job: Id<Job>,
    /// Which beginning of the job this is; a later one owns the job.
    pub(crate) attempt: i64,
}

/// How long a job is its worker's own after each sign of life.
pub(crate) const LEASE_MILLIS: i64 = 60_000;

impl Progress {
    /// Says that `done` of `total` steps are done, and keeps the job for this worker.
    ///
    /// # Errors
    /// When the database refuses, or when the job was silent for so long that another worker began it
    /// anew: then this one stops.
    pub async fn set(&self, done: i64, total: i64) -> Result<()> {
        let mine = sql("update job set done = $2, total = $3, leased_until = $4 where id = $1 and attempts = $5 and state = 'running'")
            .bind(self.job)
            .bind(done)
            .bind(total)
            .bind(self.clock.now().plus_millis(LEASE_MILLIS))
            .bind(self.attempt)
            .run(&self.store)
            .await?;
        if mine == 1 { Ok(()) } else { Err(Error::internal("the job was begun anew by another worker")) }
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
