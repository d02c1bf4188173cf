use std::future::Future;
use std::pin::Pin;

use kernel::Result;
use store::{Store, Tx};
use uuid::Uuid;

use crate::ring::key_of;
use crate::{Field, KeyId, Ring};

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

store::record! {
    /// A sealed value, and the record that it is bound to.
    pub struct Sealed {
        /// The record.
        pub id: Uuid,
        /// The value.
        pub cipher: Vec<u8>,
    }
}

impl Step {
    /// A look at `values` of one field, in the order of their records: what does not open is a fault.
    #[must_use]
    pub fn over(ring: &Ring, field: Field, values: &[Sealed]) -> Self {
        let fault = |it: &Sealed| {
            let cause = ring.unseal(field, it.id, &it.cipher).err()?;
            Some((it.id, Fault::Unreadable(field.name(), cause)))
        };
        Self {
            last: values.last().map(|it| it.id),
            seen: kernel::count(values.len()),
            moved: 0,
            faults: values.iter().filter_map(fault).collect(),
        }
    }
}

/// Those of `values` that are not under the active key, each with what is to stand in its place. What does not open
/// is left out: it is a fault of the step already.
///
/// # Errors
/// When the cipher refuses.
pub fn renewed<'a>(ring: &Ring, field: Field, values: &'a [Sealed]) -> Result<Vec<(&'a Sealed, Vec<u8>)>> {
    let old = values.iter().filter(|it| !ring.is_current(&it.cipher));
    let opened = old.filter_map(|it| Some((it, ring.unseal(field, it.id, &it.cipher).ok()?)));
    opened.map(|(it, plain)| Ok((it, ring.seal(field, it.id, &plain)?))).collect()
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
