//! The deeds of the slice: each writes its audit entry and its events in the caller's transaction.

mod correction;
mod mark;
mod posting;
mod returning;
mod submission;

pub use correction::{ask, decide};
pub use mark::{NewMark, mark};
pub use posting::confirm;
pub use returning::send_back;
pub use submission::submit;

use kernel::Result;

/// Reads a reason: 4 to 500 characters, so that it says something.
///
/// # Errors
/// Wrong input in `field`.
pub fn reason(field: &'static str, given: &str) -> Result<String> {
    let reason = given.trim();
    if (4..=500).contains(&reason.chars().count()) {
        return Ok(reason.to_owned());
    }
    Err(kernel::Error::field(field, kernel::text!("credits-reason-needed")))
}
