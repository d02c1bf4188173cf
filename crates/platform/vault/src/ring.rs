use std::fmt;
use std::sync::Arc;

use kernel::{Error, Result, Timestamp};
use uuid::Uuid;

use crate::key::Entry;
use crate::suite::NONCE;
use crate::{Key, KeyId, Suite};

/// The first byte of what was sealed before a ring had several keys: with key 1, bound to its record alone.
const UNNAMED: u8 = 1;
/// The first byte of what is sealed now: key, nonce, cipher; bound to field and record.
const NAMED: u8 = 2;
/// Bytes before the nonce that tell the key.
pub const HEAD: usize = 3;

/// A field whose values are sealed: `person.identity`. A value opens in its own field and record alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    name: &'static str,
    once_unnamed: bool,
}

impl Field {
    /// The field `name`, which never changes: what was sealed is bound to it.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self { name, once_unnamed: false }
    }

    /// A field that has values from before fields were named, which open for their record in any such field.
    #[must_use]
    pub const fn once_unnamed(name: &'static str) -> Self {
        Self { name, once_unnamed: true }
    }

    /// Its name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    fn bound(&self, record: Uuid) -> Vec<u8> {
        [self.name.as_bytes(), &[0], record.as_bytes()].concat()
    }
}

/// By what a value is found without opening any: its keyed hash, and under which key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Trace {
    /// The key.
    pub key: KeyId,
    /// The hash: the same for the same value, worthless without the key.
    pub hash: Vec<u8>,
}

/// Why a sealed value does not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// It was altered, or belongs to another record or field.
    #[error("a sealed value was altered or belongs to another record")]
    Altered,
    /// The ring lacks its key.
    #[error("a sealed value wants key {0}, which is not in the ring")]
    NoKey(KeyId),
}

impl From<Unreadable> for Error {
    fn from(cause: Unreadable) -> Self {
        Self::internal(cause)
    }
}

/// Several keys, of which one is active: it seals, all open and find.
pub struct Ring {
    /// By number.
    keys: Vec<Arc<Key>>,
    active: Arc<Key>,
}

impl Ring {
    pub(crate) fn new(active: KeyId, entries: Vec<Entry>) -> Result<Self> {
        let mut keys = entries.into_iter().map(|entry| Key::new(entry).map(Arc::new)).collect::<Result<Vec<_>>>()?;
        keys.sort_by_key(|key| key.id());
        if keys.windows(2).any(|pair| matches!(pair, [one, other] if one.id() == other.id())) {
            return Err(Error::internal("two keys of the ring have one number"));
        }
        let lacking = || Error::internal("the ring lacks its active key");
        let active = keys.iter().find(|key| key.id() == active).map(Arc::clone).ok_or_else(lacking)?;
        Ok(Self { keys, active })
    }

    /// A ring of one key made of 64 bytes: 32 to seal, 32 to find. The form of rings before they turned.
    ///
    /// # Errors
    /// Never for 64 bytes.
    pub fn of_64(secret: &[u8; 64]) -> Result<Self> {
        let (seal, find) = secret.split_at(32);
        let entry = Entry::of(KeyId::FIRST, Suite::Aes, Timestamp::default(), seal, find);
        Self::new(KeyId::FIRST, vec![entry])
    }

    pub(crate) fn entries(&self) -> Vec<Entry> {
        self.keys.iter().map(|key| key.entry.clone()).collect()
    }

    /// Every key, by number.
    #[must_use]
    pub fn keys(&self) -> &[Arc<Key>] {
        &self.keys
    }

    /// The number of the active key.
    #[must_use]
    pub fn active(&self) -> KeyId {
        self.active.id()
    }

    /// The key `id`.
    #[must_use]
    pub fn key(&self, id: KeyId) -> Option<&Key> {
        self.keys.iter().find(|key| key.id() == id).map(Arc::as_ref)
    }

    /// The algorithms of the active key.
    #[must_use]
    pub fn suite(&self) -> Suite {
        self.active.suite()
    }

    /// Seals `plain` for this field of this record, with the active key.
    ///
    /// # Errors
    /// When the cipher refuses, which it does not for texts that fit in memory.
    pub fn seal(&self, field: Field, record: Uuid, plain: &[u8]) -> Result<Vec<u8>> {
        let nonce: [u8; NONCE] = rand::random();
        let bound = field.bound(record);
        let cipher = self.active.cipher.seal(nonce, plain, &bound).ok_or_else(|| Error::internal("sealing failed"))?;
        Ok([&[NAMED], self.active.id().bytes().as_slice(), &nonce, &cipher].concat())
    }

    /// Opens what was sealed for this field of this record.
    ///
    /// # Errors
    /// See [`Unreadable`].
    pub fn unseal(&self, field: Field, record: Uuid, sealed: &[u8]) -> std::result::Result<Vec<u8>, Unreadable> {
        let id = key_of(sealed).ok_or(Unreadable::Altered)?;
        let key = self.key(id).ok_or(Unreadable::NoKey(id))?;
        let unnamed = sealed.first() == Some(&UNNAMED);
        if unnamed && !field.once_unnamed {
            return Err(Unreadable::Altered);
        }
        let bound = if unnamed { record.as_bytes().to_vec() } else { field.bound(record) };
        let rest = sealed.get(if unnamed { 1 } else { HEAD }..).ok_or(Unreadable::Altered)?;
        let (nonce, cipher) = rest.split_first_chunk::<NONCE>().ok_or(Unreadable::Altered)?;
        key.cipher.open(*nonce, cipher, &bound).ok_or(Unreadable::Altered)
    }

    /// As [`Ring::unseal`], of a text.
    ///
    /// # Errors
    /// See [`Unreadable`].
    pub fn unseal_text(&self, field: Field, record: Uuid, sealed: &[u8]) -> std::result::Result<String, Unreadable> {
        String::from_utf8(self.unseal(field, record, sealed)?).map_err(|_| Unreadable::Altered)
    }

    /// Whether `sealed` is in the form of today and under the active key.
    #[must_use]
    pub fn is_current(&self, sealed: &[u8]) -> bool {
        sealed.first() == Some(&NAMED) && key_of(sealed) == Some(self.active())
    }

    /// By what `plain` is found, under every key of the ring, the active one first. What is written down is
    /// written under all of them: so one number cannot be taken twice, whichever keys a program knows.
    #[must_use]
    pub fn traces(&self, plain: &str) -> Vec<Trace> {
        let others = self.keys.iter().rev().filter(|key| key.id() != self.active());
        let trace = |key: &Arc<Key>| Trace { key: key.id(), hash: key.finder.hash(plain.as_bytes()) };
        std::iter::once(&self.active).chain(others).map(trace).collect()
    }

    /// A keyed digest of `plain` under the active key, for what need not be found after the ring has turned:
    /// counts of guesses.
    #[must_use]
    pub fn digest(&self, plain: &str) -> Vec<u8> {
        self.active.finder.hash(plain.as_bytes())
    }
}

/// The key of a sealed value, told from its first [`HEAD`] bytes.
#[must_use]
pub fn key_of(sealed: &[u8]) -> Option<KeyId> {
    match sealed {
        [UNNAMED, ..] => Some(KeyId::FIRST),
        [NAMED, high, low, ..] => Some(KeyId::of_bytes([*high, *low])),
        _ => None,
    }
}

impl fmt::Debug for Ring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ring").field("active", &self.active()).field("keys", &self.keys.len()).finish()
    }
}

#[cfg(test)]
#[path = "ring/tests.rs"]
mod tests;
