use std::future::Future;
use std::pin::Pin;

use kernel::Result;
use store::{Store, Tx};
use uuid::Uuid;

use crate::ring::key_of;
use crate::{KeyId, Ring};

/// What a holding is doing.
pub type Stepping<'a, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'a>>;

/// A table of a slice that keeps sealed values: the slice says how they are walked, the vault walks them.
pub trait Holding: Send + Sync {
    /// Its name, which never changes.
    fn name(&self) -> &'static str;

    /// Seals anew what is not current among the `limit` records after `after`, and writes the traces that are
    /// missing. Never overwrites what somebody else has written since it was read.
    ///
    /// # Errors
    /// When the database refuses. A value that does not open is a fault of the step, not an error.
    fn turn<'a>(&'a self, tx: &'a mut Tx, ring: &'a Ring, after: Uuid, limit: u32) -> Stepping<'a, Step>;

    /// Opens the `limit` records after `after`, and looks whether they can be found.
    ///
    /// # Errors
    /// When the database refuses.
    fn examine<'a>(&'a self, store: &'a Store, ring: &'a Ring, after: Uuid, limit: u32) -> Stepping<'a, Step>;

    /// How many values each key has sealed, and how many traces it has left.
    ///
    /// # Errors
    /// When the database refuses.
    fn tally<'a>(&'a self, store: &'a Store) -> Stepping<'a, Vec<Tally>>;

    /// Removes every trace under `key`; how many there were.
    ///
    /// # Errors
    /// When the database refuses; begun again, it goes on.
    fn forget<'a>(&'a self, _store: &'a Store, _key: KeyId) -> Stepping<'a, u64> {
        Box::pin(std::future::ready(Ok(0)))
    }
}

/// One step through a holding.
#[derive(Clone, Debug, Default)]
pub struct Step {
    /// The last record seen; none at the end.
    pub last: Option<Uuid>,
    /// Records seen.
    pub seen: i64,
    /// Values sealed anew.
    pub moved: i64,
    /// What is wrong.
    pub faults: Vec<(Uuid, Fault)>,
}

/// What is wrong with a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It does not open.
    Unreadable(&'static str, crate::Unreadable),
    /// It opens, and is not found by its trace under the active key, or somebody else is.
    Untraced(&'static str),
}

/// What a tally counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Count {
    /// Sealed values.
    Sealed,
    /// Sealed values in the form of before fields were named.
    Unnamed,
    /// Traces.
    Traces,
}

/// So many of a field are under this key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tally {
    /// The field.
    pub field: &'static str,
    /// What is counted.
    pub count: Count,
    /// The key; none for what is no sealed value at all.
    pub key: Option<KeyId>,
    /// How many.
    pub values: i64,
}

impl Tally {
    /// Of values that begin with the bytes `head`.
    #[must_use]
    pub fn of_head(field: &'static str, head: &[u8], values: i64) -> Self {
        // An unnamed value betrays its key in its first byte; a named one takes three.
        let count = if head.len() == 1 { Count::Unnamed } else { Count::Sealed };
        Self { field, count, key: key_of(head), values }
    }
}
