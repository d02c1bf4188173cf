use std::path::Path;

use blobs::Blobs;
use kernel::{Clock, Date, Timestamp};
use store::testing::Fresh;
use store::{Migration, Store};
use tempfile::TempDir;

/// What a house stands on: a fresh database, a clock, a folder for files. It goes when the test ends.
pub struct Ground {
    /// The database.
    pub store: Store,
    /// The clock; it stands still until the test moves it.
    pub clock: Clock,
    /// Files, in the folder.
    pub blobs: Blobs,
    /// The database's address and file.
    pub fresh: Fresh,
    folder: TempDir,
}

impl Ground {
    /// On `fresh`, at `now`.
    #[must_use]
    pub fn new(fresh: Fresh, now: Timestamp) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let blobs = Blobs::local(&folder.path().join("blobs")).unwrap();
        Self { store: fresh.store.clone(), clock: Clock::fixed(now), blobs, fresh, folder }
    }

    /// One on each database, with these tables.
    pub async fn both(tables: &[Migration], now: Timestamp) -> [Self; 2] {
        store::testing::both(tables).await.map(|fresh| Self::new(fresh, now))
    }

    /// The folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Moves the clock to the ninth hour of `day`.
    pub fn go_to(&self, day: &str) {
        self.clock.advance(morning(day).millis_since(self.clock.now()));
    }
}

/// The ninth hour of `day`.
#[must_use]
pub fn morning(day: &str) -> Timestamp {
    day.parse::<Date>().unwrap().start().plus_millis(9 * 3_600_000)
}
