//! The record of deeds: written in the deed's own transaction, chained by hashes, one chain for each
//! person who acts. An entry that is altered, removed or moved breaks its chain.

mod by;
mod chain;
mod entry;
mod root;
mod root_rows;
mod root_work;
mod rows;
mod search;

pub use by::By;
pub use chain::{Break, verify};
pub use entry::{Entry, Stored};
pub use root::{Root, RootFault, read_roots, take_root, verify_roots, write_roots};
pub use root_work::{ROOT_KIND, ROOT_NAME, TakeRoot};
pub use search::{Mark, NoMark, Search, search};

use kernel::{PersonId, Result};
use store::{Migration, Store};

/// The table of this floor.
pub const MIGRATIONS: &[Migration] = &[
    Migration { slice: "audit", number: 1, text: include_str!("../migrations/0001_audit.sql") },
    Migration { slice: "audit", number: 2, text: include_str!("../migrations/0002_about_person.sql") },
    Migration { slice: "audit", number: 3, text: include_str!("../migrations/0003_roots.sql") },
    Migration { slice: "audit", number: 4, text: include_str!("../migrations/0004_principal.sql") },
];

/// The entries about one thing, newest first.
///
/// # Errors
/// When the database refuses.
pub async fn list_about(store: &Store, noun: &str, subject: &str, limit: u32) -> Result<Vec<Stored>> {
    rows::list_audit(store, noun, subject, limit).await
}

/// What was done with one person's own, by whomever, newest first; `before` is the last entry of the page
/// before this one.
///
/// # Errors
/// When the database refuses.
pub async fn list_about_person(
    store: &Store,
    person: PersonId,
    before: Option<&Stored>,
    limit: u32,
) -> Result<Vec<Stored>> {
    rows::list_audit_about(store, person, before.map_or_else(Mark::greatest, Mark::from), limit).await
}
