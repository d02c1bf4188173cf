use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use kernel::{Clock, Error, Result, Timestamp};
use store::Store;
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::{Recurring, Subscriber, Work, recurring};

/// Hands out events and does jobs. Several workers may share a database.
#[derive(Clone)]
pub struct Worker {
    pub(crate) store: Store,
    pub(crate) clock: Clock,
    pub(crate) subscribers: Arc<[Subscriber]>,
    pub(crate) work: Arc<[Box<dyn Work>]>,
    pub(crate) recurring: Arc<[Recurring]>,
    /// How often a job is kept while its work says nothing; well below its lease.
    pub(crate) beat: Duration,
    bell: Arc<watch::Sender<u64>>,
}

/// What a lane takes up. Events have one of their own: a long job holds none of them up.
#[derive(Clone, Copy)]
enum Lane {
    Events,
    Jobs,
}

impl Worker {
    /// A worker for these subscribers and kinds of work.
    #[must_use]
    pub fn new(store: Store, clock: Clock, subscribers: Vec<Subscriber>, work: Vec<Box<dyn Work>>) -> Self {
        let (subscribers, work) = (subscribers.into(), work.into());
        let beat = Duration::from_secs(20);
        Self { store, clock, subscribers, work, recurring: Arc::default(), beat, bell: Arc::default() }
    }

    /// With work that recurs.
    #[must_use]
    pub fn recurring(self, all: Vec<Recurring>) -> Self {
        Self { recurring: all.into(), ..self }
    }

    /// With another pause between the beats that keep a running job, for tests: by the machine's clock.
    #[must_use]
    pub fn beating(self, beat: Duration) -> Self {
        Self { beat, ..self }
    }

    /// Wakes the worker: something was put into the queue.
    pub fn ring(&self) {
        self.bell.send_modify(|rung| *rung = rung.wrapping_add(1));
    }

    /// Works until the task is dropped: events and recurring work in one lane, jobs in `lanes` beside it.
    pub async fn run(self, lanes: usize) {
        let mut all = JoinSet::new();
        all.spawn(self.clone().lane(Lane::Events));
        for _ in 0..lanes.max(1) {
            all.spawn(self.clone().lane(Lane::Jobs));
        }
        while let Some(ended) = all.join_next().await {
            tracing::error!(?ended, "a lane of the worker ended");
        }
    }

    async fn lane(self, lane: Lane) {
        let mut bell = self.bell.subscribe();
        let (mut announced, mut busy) = (false, false);
        loop {
            let did = match self.turn(lane, &mut announced).await {
                Ok(did) => did,
                Err(error) => {
                    tracing::error!(%error, "the worker could not reach its queue");
                    false
                }
            };
            // An event may have queued a job, a job may have told an event: the others look, too.
            let others = if did { matches!(lane, Lane::Jobs) } else { busy };
            busy = did;
            if others {
                self.ring();
            }
            if !did {
                // The bell is for this process; the pause is for what other processes queue.
                let _ = tokio::time::timeout(Duration::from_millis(500), bell.changed()).await;
            }
        }
    }

    async fn turn(&self, lane: Lane, announced: &mut bool) -> Result<bool> {
        match lane {
            Lane::Events => {
                if !*announced {
                    recurring::announce(&self.store, &self.recurring, self.clock.now()).await?;
                    *announced = true;
                }
                self.tell().await
            }
            Lane::Jobs => self.work().await,
        }
    }

    /// Works until nothing is due. For tests and for programs that end.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn drain(&self) -> Result<()> {
        recurring::announce(&self.store, &self.recurring, self.clock.now()).await?;
        while self.tell().await? || self.work().await? {}
        Ok(())
    }

    /// One step of the lane of events.
    async fn tell(&self) -> Result<bool> {
        let now = self.clock.now();
        Ok(recurring::queue(&self.store, &self.recurring, now).await?
            || self.fan_out().await?
            || self.deliver().await?)
    }
}

/// Runs `it` in a task of its own, which ends with this one: its panic is an error here.
pub(crate) async fn apart<T: Send + 'static>(it: impl Future<Output = Result<T>> + Send + 'static) -> Result<T> {
    let mut running = JoinSet::new();
    running.spawn(it);
    match running.join_next().await {
        Some(ended) => ended.map_err(Error::internal)?,
        None => Err(Error::internal("a task vanished")),
    }
}

/// Twice the pause after each failure, from one second to an hour.
pub(crate) fn later(now: Timestamp, attempts: i64) -> Timestamp {
    let doublings = u32::try_from(attempts.clamp(0, 12)).unwrap_or(12);
    now.plus_millis((1_000_i64 << doublings).min(3_600_000))
}
