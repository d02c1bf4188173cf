//! The two annexes as values: what stands in them, how it is calculated, and whether it agrees.
//! No I/O and no clock.

pub mod check;
pub mod column;
pub mod item;
pub mod summary;
pub mod trainee;

pub use check::{Check, Outcome};
pub use column::{COLUMNS, Column};
pub use item::{Item, Kind, Origin};
pub use summary::{ClassFacts, Lesson, Summary, Value};
pub use trainee::{Result, Row, Supplement, Trainee};

#[cfg(test)]
pub(crate) mod sample;
