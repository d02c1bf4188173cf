//! What this link tells the later ones.

use classes::Class;
use jobs::Topic;
use kernel::{Id, OrganisationId, PersonId};
use serde::{Deserialize, Serialize};

/// A completion list is handed in.
#[derive(Debug, Serialize, Deserialize)]
pub struct CompletionSubmitted {
    /// Of which class.
    pub class: Id<Class>,
}

impl Topic for CompletionSubmitted {
    const NAME: &'static str = "completion.submitted";
}

/// A county sent its part of a completion list back.
#[derive(Debug, Serialize, Deserialize)]
pub struct CompletionReturned {
    /// Of which class.
    pub class: Id<Class>,
    /// Which county.
    pub county: OrganisationId,
}

impl Topic for CompletionReturned {
    const NAME: &'static str = "completion.returned";
}

/// Hours were posted to the ledger.
#[derive(Debug, Serialize, Deserialize)]
pub struct HoursPosted {
    /// Whose.
    pub person: PersonId,
    /// Of which class.
    pub class: Id<Class>,
    /// Minutes attended and watched.
    pub minutes: i64,
}

impl Topic for HoursPosted {
    const NAME: &'static str = "hours.posted";
}

/// An entry of the ledger was reversed.
#[derive(Debug, Serialize, Deserialize)]
pub struct HoursReversed {
    /// Whose.
    pub person: PersonId,
    /// Of which class.
    pub class: Id<Class>,
    /// The minutes of the reversing entry: below nought.
    pub minutes: i64,
}

impl Topic for HoursReversed {
    const NAME: &'static str = "hours.reversed";
}

/// A certificate was revoked; its hours stand.
#[derive(Debug, Serialize, Deserialize)]
pub struct CertificateRevoked {
    /// Whose.
    pub person: PersonId,
    /// Its number.
    pub number: Option<String>,
}

impl Topic for CertificateRevoked {
    const NAME: &'static str = "certificate.revoked";
}
