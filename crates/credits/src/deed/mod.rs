//! The deeds of the slice: each is one transaction with its audit entry and its events.

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

pub use audit::By;

use kernel::{Result, Timestamp};
use store::Tx;

/// Writes a deed of `by` into the audit.
async fn record(
    by: &By,
    tx: &mut Tx,
    at: Timestamp,
    (deed, noun, subject): (&str, &str, String),
    after: serde_json::Value,
    why: &str,
) -> Result<()> {
    let entry = audit::Entry {
        duty: &by.duty,
        deed,
        noun,
        subject,
        before: None,
        after: Some(after.to_string()),
        why: (!why.is_empty()).then(|| why.to_owned()),
    };
    audit::record_for(tx, by.person, at, entry).await
}

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
