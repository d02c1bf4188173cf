use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use kernel::{Error, Result, Timestamp};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::Suite;
use crate::suite::{Cipher, FIND_BYTES, Finder};

/// The number of a key in its ring, counted from 1 and never given twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct KeyId(u16);

impl KeyId {
    /// The key of a ring that never turned.
    pub const FIRST: Self = Self(1);

    pub(crate) const fn of_bytes(bytes: [u8; 2]) -> Self {
        Self(u16::from_be_bytes(bytes))
    }

    pub(crate) const fn bytes(self) -> [u8; 2] {
        self.0.to_be_bytes()
    }

    /// The number after this one, while there are any.
    pub(crate) fn next(self) -> Option<Self> {
        self.0.checked_add(1).map(Self)
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for KeyId {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> std::result::Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

impl From<KeyId> for store::Value {
    fn from(id: KeyId) -> Self {
        Self::from(i64::from(id.0))
    }
}

impl store::Column for KeyId {
    fn read(row: &store::Row, name: &str) -> std::result::Result<Self, store::Error> {
        let number: i64 = row.get(name)?;
        u16::try_from(number)
            .map(Self)
            .map_err(|_| store::Error::Value { column: name.to_owned(), cause: format!("{number} is no key") })
    }
}

/// A key as it stands in the file of the ring.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Entry {
    pub id: KeyId,
    pub cipher: Suite,
    /// Tells a damaged file, and one ring from another. It betrays nothing of the secrets.
    pub fingerprint: String,
    pub made_at: Timestamp,
    /// Since when another key is the active one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaced_at: Option<Timestamp>,
    seal: String,
    find: String,
}

impl Entry {
    pub(crate) fn fresh(id: KeyId, suite: Suite, now: Timestamp) -> Self {
        let secret: [u8; 64] = rand::random();
        let (seal, find) = secret.split_at(FIND_BYTES);
        let seal = seal.get(..suite.seal_bytes()).unwrap_or(seal);
        Self::of(id, suite, now, seal, find)
    }

    pub(crate) fn of(id: KeyId, suite: Suite, made_at: Timestamp, seal: &[u8], find: &[u8]) -> Self {
        let fingerprint = fingerprint(id, suite, seal, find);
        let (seal, find) = (STANDARD.encode(seal), STANDARD.encode(find));
        Self { id, cipher: suite, fingerprint, made_at, replaced_at: None, seal, find }
    }
}

fn fingerprint(id: KeyId, suite: Suite, seal: &[u8], find: &[u8]) -> String {
    let mut digest = Sha256::new();
    digest.update(b"xingtan key\0");
    digest.update(id.bytes());
    digest.update(suite.as_str());
    digest.update([0]);
    digest.update(seal);
    digest.update(find);
    hex::encode(digest.finalize().get(..8).unwrap_or_default())
}

/// A key of the ring: one half seals, the other finds.
pub struct Key {
    pub(crate) entry: Entry,
    pub(crate) cipher: Cipher,
    pub(crate) finder: Finder,
}

impl Key {
    pub(crate) fn new(entry: Entry) -> Result<Self> {
        let damaged = || Error::internal(format!("key {} of the ring is damaged", entry.id));
        let seal = STANDARD.decode(&entry.seal).map_err(|_| damaged())?;
        let find = STANDARD.decode(&entry.find).map_err(|_| damaged())?;
        if find.len() != FIND_BYTES || fingerprint(entry.id, entry.cipher, &seal, &find) != entry.fingerprint {
            return Err(damaged());
        }
        let (cipher, finder) = (Cipher::new(entry.cipher, &seal)?, Finder::new(entry.cipher, &find)?);
        Ok(Self { entry, cipher, finder })
    }

    /// Its number.
    #[must_use]
    pub const fn id(&self) -> KeyId {
        self.entry.id
    }

    /// Its algorithms.
    #[must_use]
    pub const fn suite(&self) -> Suite {
        self.entry.cipher
    }

    /// 16 digits by which two copies of a ring are compared.
    #[must_use]
    pub fn fingerprint(&self) -> &str {
        &self.entry.fingerprint
    }

    /// When it was made; the epoch for the key of a ring that did not say.
    #[must_use]
    pub const fn made_at(&self) -> Timestamp {
        self.entry.made_at
    }

    /// Since when nothing is sealed with it any more; none for the active key.
    #[must_use]
    pub const fn replaced_at(&self) -> Option<Timestamp> {
        self.entry.replaced_at
    }
}
