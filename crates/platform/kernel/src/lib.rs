//! The words that every room of the house shares: typed ids, time, texts to be said, and the one
//! error type. No I/O and no product words.

mod clock;
mod error;
mod id;
mod number;
mod text;
mod time;

pub use clock::Clock;
pub use error::{Error, FieldFault, Refusal, Result};
pub use id::{Id, Organisation, OrganisationId, Person, PersonId};
pub use number::{count, fixed_2, last_of_full, small};
pub use text::{Arg, Text};
pub use time::{Date, Month, Timestamp};
