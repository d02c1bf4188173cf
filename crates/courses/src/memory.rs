//! What was written last of those who watch now: the next batch need not read it again.

use hashlink::LruCache;
use kernel::PersonId;
use uuid::Uuid;

use crate::store::{PlaybackRow, WatchKey};
use crate::{Seat, Watch};

/// A person's seat, with the session that holds it and that session's record.
pub(crate) struct Seated {
    pub person: PersonId,
    pub seat: Seat,
    pub playback: Option<(Uuid, PlaybackRow)>,
    pub watch: Option<(WatchKey, Watch)>,
}

/// People remembered, some two kilobytes each; the others are read.
const MOST: usize = 30_000;

/// The memory of the task that records.
///
/// It may be behind the database, when another program or another deed wrote meanwhile: each of them counts the
/// seat's version up, so that the write of what was remembered finds no row, and all is read anew.
pub(crate) struct Memory(LruCache<PersonId, Seated>);

impl Memory {
    pub(crate) fn new() -> Self {
        Self(LruCache::new(MOST))
    }

    /// Hands out what it knows of a person and forgets it: a batch that fails leaves nothing behind.
    pub(crate) fn take(&mut self, person: PersonId) -> Option<Seated> {
        self.0.remove(&person)
    }

    /// Keeps what is committed.
    pub(crate) fn keep(&mut self, people: impl IntoIterator<Item = Seated>) {
        for it in people {
            self.0.insert(it.person, it);
        }
    }
}
