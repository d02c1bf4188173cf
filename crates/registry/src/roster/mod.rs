//! The roster of teachers (花名册): its columns, the check of one row, and the
//! generator of invented rosters.
//!
//! ```text
//! header --Layout::read--> Layout
//! row    --check---------> Row and Warnings, or Faults
//! ```
//!
//! A fault refuses the row; a warning lets it pass. Both say, by message key
//! and arguments, what is wrong and what to do (`locales/roster.*.ftl`).

mod cells;
mod check;
mod column;
mod fault;
mod invented;
mod known_codes;
mod names;
mod random;
mod row;
mod sample;
mod seen;
mod warning;

pub use check::{Context, School, check};
pub use column::{Column, HeaderFault, Layout};
pub use fault::{Fault, Reason};
pub use known_codes::KnownCodes;
pub use row::{Identification, Row};
pub use sample::{KINDS, Sample, SchoolRef, generate, header};
pub use seen::Seen;
pub use warning::Warning;

#[cfg(test)]
mod tests;
