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

use authz::{Actor, Place, Verb};
use kernel::{Date, PersonId, Result, Timestamp};
use store::Tx;

/// Who acts, and in which duty.
#[derive(Clone, Debug)]
pub struct By {
    /// Who.
    pub person: PersonId,
    /// The name, as it stands beside the deed.
    pub name: String,
    /// The duty's code; empty for a deed in one's own name.
    pub duty: String,
}

impl By {
    /// The actor in the duty that gives `verb` on `noun` at one of `places`.
    #[must_use]
    pub fn of(actor: &Actor, verb: Verb, noun: &str, places: &[Place], day: Date) -> Self {
        let duty = actor.duty_for(verb, noun, places, day);
        Self {
            person: actor.person,
            name: actor.name.clone(),
            duty: duty.map(|it| it.duty.clone()).unwrap_or_default(),
        }
    }

    async fn record(
        &self,
        tx: &mut Tx,
        at: Timestamp,
        (deed, noun, subject): (&str, &str, String),
        after: serde_json::Value,
        why: &str,
    ) -> Result<()> {
        let entry = access::audit::Entry {
            duty: &self.duty,
            deed,
            noun,
            subject,
            before: None,
            after: Some(after.to_string()),
            why: (!why.is_empty()).then(|| why.to_owned()),
        };
        access::audit::record_for(tx, self.person, at, entry).await
    }
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
