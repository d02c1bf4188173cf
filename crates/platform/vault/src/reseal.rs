use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use jobs::{Job, Progress, Report, Work};
use kernel::{Error, Id, PersonId, Result, Timestamp, text};
use store::Tx;

use crate::turn::{Telling, turn_telling};
use crate::{Holding, Stepping, Turn, Vault};

const KIND: &str = "vault.reseal";

/// The work that seals anew what is not under the active key: begun again after a crash it goes on where it
/// stood, and a second beside it waits.
pub struct Reseal {
    vault: Arc<Vault>,
    holdings: Vec<&'static dyn Holding>,
}

impl Reseal {
    /// The work of a house with this ring, over what its slices hold.
    #[must_use]
    pub const fn new(vault: Arc<Vault>, holdings: Vec<&'static dyn Holding>) -> Self {
        Self { vault, holdings }
    }

    async fn turn(&self, progress: &Progress) -> Result<Report> {
        let vault = Arc::clone(&self.vault);
        // Whoever changes the ring is soon done; the job is kept meanwhile.
        let hold = tokio::task::spawn_blocking(move || vault.wait()).await.map_err(Error::internal)??;
        let (store, clock) = (progress.store(), progress.clock());
        let turns = turn_telling(store, &self.vault, clock, &self.holdings, &mut Watched(progress)).await?;
        drop(hold);
        let sum = |of: fn(&Turn) -> i64| turns.iter().map(of).sum::<i64>();
        let (moved, unreadable) = (sum(|it| it.moved), sum(|it| it.unreadable));
        Ok(Report::of(text!("vault-resealed", moved = moved, unreadable = unreadable)))
    }
}

/// Whoever watches the job sees how far it is; whoever cancels it, or has begun it anew, stops it here.
struct Watched<'p>(&'p Progress);

impl Telling for Watched<'_> {
    fn tell<'a>(&'a mut self, turn: &'a Turn) -> Stepping<'a, ()> {
        Box::pin(self.0.set(turn.seen, 0))
    }
}

impl Work for Reseal {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn run<'a>(
        &'a self,
        _job: &'a Job,
        progress: &'a Progress,
    ) -> Pin<Box<dyn Future<Output = Result<Report>> + Send + 'a>> {
        Box::pin(self.turn(progress))
    }
}

/// Asks the house to seal anew what is not under the active key.
///
/// # Errors
/// When the database refuses.
pub async fn order(tx: &mut Tx, now: Timestamp) -> Result<Id<Job>> {
    jobs::enqueue(tx, now, KIND, PersonId::house(), &()).await
}
