use std::future::Future;
use std::pin::Pin;

use kernel::{Clock, Id, Result};
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
    fn run<'a>(&'a self, job: &'a Job, progress: &'a Progress) -> Pin<Box<dyn Future<Output = Result<Report>> + Send + 'a>>;
}

/// How far a job has come, for whoever watches.
#[derive(Clone, Debug)]
pub struct Progress {
    pub(crate) store: Store,
    pub(crate) clock: Clock,
    pub(crate) job: Id<Job>,
}

/// How long a job is its worker's own after each sign of life.
pub(crate) const LEASE_MILLIS: i64 = 60_000;

impl Progress {
    /// Says that `done` of `total` steps are done, and keeps the job for this worker.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn set(&self, done: i64, total: i64) -> Result<()> {
        sql("update job set done = $2, total = $3, leased_until = $4 where id = $1")
            .bind(self.job)
            .bind(done)
            .bind(total)
            .bind(self.clock.now().plus_millis(LEASE_MILLIS))
            .run(&self.store)
            .await?;
        Ok(())
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
