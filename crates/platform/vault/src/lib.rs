//! The vault: what must not be read by whoever has the database or the files alone.
//!
//! - A **ring** holds several keys, of which one seals and all open. It lies in one file, apart from the
//!   data. A value is bound to its record and its field; moved elsewhere, it does not open.
//! - A sealed value is **found** by its traces: keyed hashes, one under each key of the ring.
//! - A **file secret** seals one file, piece by piece; it is itself sealed in the row that names the file.
//! - The ring **turns**: a new key becomes active, and what the slices hold ([`Holding`]) is sealed anew
//!   while the house stands.

mod file;
mod file_secret;
mod holding;
mod key;
mod reseal;
mod ring;
mod store;
mod suite;
mod turn;
mod unlock;

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use ::store::Migration;
use kernel::{Error, Result, Timestamp};
use uuid::Uuid;

use file::Stamp;
use key::Entry;

pub use file::Hold;
pub use file_secret::{FileSecret, sealed_length};
pub use holding::{Count, Fault, Holding, Sealed, Step, Stepping, Tally, renewed};
pub use key::{Key, KeyId};
pub use reseal::{Reseal, order};
pub use ring::{Field, HEAD, Ring, Trace, Unreadable, key_of};
pub use suite::{Suite, UnknownSuite};
pub use turn::{Examined, NotRetired, Turn, Turned, examine, list_turns, retire, stale, tally, turn};
pub use unlock::{acknowledge, unlock};

/// The tables of this floor.
pub const MIGRATIONS: &[Migration] =
    &[Migration { slice: "vault", number: 1, text: include_str!("../migrations/0001_vault.sql") }];

/// A ring at hand. When its file changes, the next who asks has the new one: a server needs no restart
/// when the ring turns.
#[derive(Debug)]
pub struct Vault {
    path: Option<PathBuf>,
    held: RwLock<(Option<Stamp>, Arc<Ring>)>,
}

impl Vault {
    /// A ring without a file, for tests.
    #[must_use]
    pub fn of(ring: Ring) -> Self {
        Self { path: None, held: RwLock::new((None, Arc::new(ring))) }
    }

    /// The ring in the file `path`; `None` when there is no such file.
    ///
    /// # Errors
    /// When the file is damaged or cannot be read. Without it nothing sealed can be opened again.
    pub fn find(path: &Path) -> Result<Option<Self>> {
        let stamp = Stamp::of(path);
        let Some(ring) = file::read(path)? else { return Ok(None) };
        if file::open_to_others(path) {
            tracing::warn!(path = %path.display(), "the key ring can be read by others than its owner: chmod 600");
        }
        Ok(Some(Self { path: Some(path.to_owned()), held: RwLock::new((stamp, Arc::new(ring))) }))
    }

    /// The ring in the file `path`, which is made with one fresh key, for this user alone, when absent.
    ///
    /// # Errors
    /// When the file is damaged, or cannot be read or made.
    pub fn open(path: &Path, suite: Suite, now: Timestamp) -> Result<Self> {
        if let Some(vault) = Self::find(path)? {
            return Ok(vault);
        }
        // Of two programs that start at once, the second finds what the first has made.
        let _hold = Hold::wait(path)?;
        if let Some(vault) = Self::find(path)? {
            return Ok(vault);
        }
        file::write(path, &Ring::new(KeyId::FIRST, vec![Entry::fresh(KeyId::FIRST, suite, now)])?)?;
        Self::find(path)?.ok_or_else(|| Error::internal("the key ring that was made is gone"))
    }

    /// The ring as it is now.
    #[must_use]
    pub fn ring(&self) -> Arc<Ring> {
        let (seen, ring) = {
            let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
            (held.0, Arc::clone(&held.1))
        };
        let Some(path) = &self.path else { return ring };
        let stamp = Stamp::of(path);
        if stamp == seen || stamp.is_none() {
            return ring;
        }
        match file::read(path) {
            Ok(Some(fresh)) => {
                let fresh = Arc::new(fresh);
                *self.held.write().unwrap_or_else(PoisonError::into_inner) = (stamp, Arc::clone(&fresh));
                fresh
            }
            Ok(None) => ring,
            Err(error) => {
                tracing::error!(%error, "the key ring changed and cannot be read; the former one is used");
                ring
            }
        }
    }

    /// Takes the right to change the ring; another program that has it is an error.
    ///
    /// # Errors
    /// When somebody else has it, or there is no file.
    pub fn hold(&self) -> Result<Hold> {
        Hold::take(self.path.as_deref().ok_or_else(no_file)?)
    }

    /// As [`Vault::hold`], but waits until the other program is done.
    ///
    /// # Errors
    /// When there is no file.
    pub fn wait(&self) -> Result<Hold> {
        Hold::wait(self.path.as_deref().ok_or_else(no_file)?)
    }

    /// Makes a new key and makes it the active one.
    ///
    /// # Errors
    /// When the file cannot be written; then the ring is as it was.
    pub fn add(&self, _: &Hold, suite: Suite, now: Timestamp) -> Result<KeyId> {
        let path = self.path.as_deref().ok_or_else(no_file)?;
        let ring = self.ring();
        let mut entries = ring.entries();
        let last = entries.iter().map(|it| it.id).max().unwrap_or(ring.active());
        let id = last.next().ok_or_else(|| Error::internal("the ring has had all the keys it can have"))?;
        for entry in entries.iter_mut().filter(|it| it.id == ring.active()) {
            entry.replaced_at = Some(now);
        }
        entries.push(Entry::fresh(id, suite, now));
        file::write(path, &Ring::new(id, entries)?)?;
        Ok(id)
    }

    /// Takes a key out of the ring for ever. [`retire`] asks first whether anything still wants it.
    pub(crate) fn remove(&self, _: &Hold, id: KeyId) -> Result<()> {
        let path = self.path.as_deref().ok_or_else(no_file)?;
        let ring = self.ring();
        let entries = ring.entries().into_iter().filter(|it| it.id != id).collect();
        file::write(path, &Ring::new(ring.active(), entries)?)
    }

    /// Whether others than its owner may read the file.
    #[must_use]
    pub fn is_open_to_others(&self) -> bool {
        self.path.as_deref().is_some_and(file::open_to_others)
    }

    /// Seals a text; see [`Ring::seal`].
    ///
    /// # Errors
    /// When the cipher refuses.
    pub fn seal(&self, field: Field, record: Uuid, plain: &str) -> Result<Vec<u8>> {
        self.ring().seal(field, record, plain.as_bytes())
    }

    /// Opens a text; see [`Ring::unseal`].
    ///
    /// # Errors
    /// When it was altered, belongs elsewhere, or its key is not in the ring.
    pub fn unseal(&self, field: Field, record: Uuid, sealed: &[u8]) -> Result<String> {
        Ok(self.ring().unseal_text(field, record, sealed)?)
    }

    /// By what `plain` is found; see [`Ring::traces`].
    #[must_use]
    pub fn traces(&self, plain: &str) -> Vec<Trace> {
        self.ring().traces(plain)
    }

    /// A keyed digest; see [`Ring::digest`].
    #[must_use]
    pub fn digest(&self, plain: &str) -> Vec<u8> {
        self.ring().digest(plain)
    }
}

fn no_file() -> Error {
    Error::internal("this ring has no file")
}
