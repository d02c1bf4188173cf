//! Lists that leave the house: any list that a page shows, as a file, with what makes it answerable.
//!
//! A slice brings its lists ([`Listing`]) and asks for one in the handler whose guard has decided ([`ask`]). A job
//! reads the list page by page and seals what it writes from the first byte on, in memory that does not grow with the
//! list; each row carries the mark by which the record of deeds says who took it. The file goes after some days.

mod export;
mod listing;
mod retention;
mod sealed;
mod sheet;
mod store;
mod writing;

use ::store::Migration;

pub use export::{Export, ExportState, Format, Wanted, ask, take};
pub use listing::{Hand, Listing, Page, Reading};
pub use retention::RULES;
pub use sealed::{EXPORT_FILE, Exports};
pub use store::list_exports;
pub use writing::{KIND, Write, open};

/// The tables of this floor.
pub const MIGRATIONS: &[Migration] =
    &[Migration { slice: "exports", number: 1, text: include_str!("../migrations/0001_exports.sql") }];
