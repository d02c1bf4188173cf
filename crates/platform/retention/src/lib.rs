//! Retention: what a rule does not allow to be kept any longer is removed, and what was removed is written down.
//!
//! A slice brings its rules ([`Rule`]) and says how each is removed ([`Expiring`]); the house removes once a day, in
//! short transactions, each of which also writes what it removed. Ledgers, certificates and the audit have no rule.

mod floors;
mod rule;
mod store;
mod sweep;

use ::store::Migration;

pub use floors::FLOORS;
pub use rule::{Expiring, OutOfBounds, Removed, Removing, Rule, Rules, Span, Standing, message};
pub use store::{Run, list_runs};
pub use sweep::{KIND, NAME, Sweep};

/// The tables of this floor.
pub const MIGRATIONS: &[Migration] =
    &[Migration { slice: "retention", number: 1, text: include_str!("../migrations/0001_retention.sql") }];
