use std::future::Future;
use std::pin::Pin;

use ::store::Store;
use kernel::{Result, Timestamp};
use serde_json::Value;
use vault::Ring;

/// What reading a list is doing.
pub type Reading<'a, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'a>>;

/// A list of a slice that may leave the house.
pub trait Listing: Send + Sync {
    /// A name that never changes: it is stored. The message `listing-` and the name says what it is.
    fn name(&self) -> &'static str;

    /// The headings of the sheet, which is Chinese in every language.
    fn headings(&self) -> Vec<&'static str>;

    /// About how many rows there will be, for whoever watches; 0 when nobody knows.
    ///
    /// # Errors
    /// When the database refuses.
    fn size<'a>(&'a self, hand: &'a Hand<'a>) -> Reading<'a, i64>;

    /// The rows after `after`, which an earlier page gave; from the first when it is `None`.
    ///
    /// # Errors
    /// When the database refuses; refused when what was asked for is there no longer.
    fn page<'a>(&'a self, hand: &'a Hand<'a>, after: Option<String>) -> Reading<'a, Page>;
}

/// What a list is read with.
#[derive(Clone, Copy)]
pub struct Hand<'a> {
    /// The database.
    pub store: &'a Store,
    /// To open what is sealed, where the whole of it was asked for.
    pub ring: &'a Ring,
    /// What was asked for, as the slice wrote it down.
    pub asked: &'a Value,
    /// Whether identity numbers are written whole.
    pub whole: bool,
    /// When the list was asked for.
    pub at: Timestamp,
}

/// Some rows of a list, each with as many cells as there are headings.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// The rows.
    pub rows: Vec<Vec<String>>,
    /// After what the list goes on; none at its end.
    pub next: Option<String>,
}
