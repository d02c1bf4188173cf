use std::fmt::Display;

use kernel::{PersonId, Timestamp};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

/// What was done. Who did it, in which duty and when is added by [`By::record`](crate::By::record).
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    pub(crate) deed: &'a str,
    pub(crate) noun: &'a str,
    pub(crate) subject: String,
    pub(crate) about: Option<PersonId>,
    pub(crate) before: Option<String>,
    pub(crate) after: Option<String>,
    pub(crate) why: Option<String>,
}

impl<'a> Entry<'a> {
    /// The deed `class.file`, to the `class` with the id `subject`.
    pub fn new(deed: &'a str, noun: &'a str, subject: impl Display) -> Self {
        Self { deed, noun, subject: subject.to_string(), about: None, before: None, after: None, why: None }
    }

    /// The one person whom the deed concerns: it is found among all that was done with this person's own.
    #[must_use]
    pub fn about(self, person: PersonId) -> Self {
        Self { about: Some(person), ..self }
    }

    /// What was there.
    #[must_use]
    pub fn before(self, before: impl Into<Value>) -> Self {
        Self { before: Some(before.into().to_string()), ..self }
    }

    /// What is there now.
    #[must_use]
    pub fn after(self, after: impl Into<Value>) -> Self {
        Self { after: Some(after.into().to_string()), ..self }
    }

    /// The reason that was given; an empty one is none.
    #[must_use]
    pub fn why(self, why: &str) -> Self {
        Self { why: (!why.is_empty()).then(|| why.to_owned()), ..self }
    }
}

store::record! {
    /// An entry as it stands.
    pub struct Stored {
        /// Who.
        pub person_id: PersonId,
        /// Counted from 1 within the person's chain.
        pub nth: i64,
        /// When.
        pub at: Timestamp,
        /// In which duty; empty in one's own name.
        pub duty: String,
        /// What.
        pub deed: String,
        /// To what kind of thing.
        pub noun: String,
        /// To which one.
        pub subject: String,
        /// The one person whom it concerns.
        pub about_person: Option<PersonId>,
        /// The one in whose name it was done, when the duty was held for somebody else.
        pub principal_id: Option<PersonId>,
        /// From.
        pub before: Option<String>,
        /// To.
        pub after: Option<String>,
        /// Why.
        pub why: Option<String>,
        /// The digest of the entry before; 32 noughts for the first.
        pub previous: Vec<u8>,
        /// The digest of this entry.
        pub digest: Vec<u8>,
    }
}

impl Stored {
    /// SHA-256 over the entry before and every field of this one, each with its length.
    #[must_use]
    pub fn compute(&self) -> Vec<u8> {
        let mut hash = Sha256::new();
        hash.update(&self.previous);
        hash.update(self.person_id.uuid().as_bytes());
        hash.update(self.nth.to_be_bytes());
        hash.update(self.at.as_millis().to_be_bytes());
        let fields = [
            Some(self.duty.as_str()),
            Some(&self.deed),
            Some(&self.noun),
            Some(&self.subject),
            self.before.as_deref(),
            self.after.as_deref(),
            self.why.as_deref(),
        ];
        for field in fields {
            // The length keeps "ab"+"c" and "a"+"bc" apart; -1 keeps nothing and "" apart.
            let length = field.map_or(-1, |text| kernel::count(text.len()));
            hash.update(length.to_be_bytes());
            hash.update(field.unwrap_or_default().as_bytes());
        }
        // Nothing at all for nobody: entries from before this column keep their digests, and a person who
        // is added to one of them, or taken out of a later one, changes it.
        if let Some(about) = self.about_person {
            hash.update(about.uuid().as_bytes());
        }
        // Marked, so that nobody becomes the one whom a deed concerns by being taken for the principal.
        if let Some(principal) = self.principal_id {
            hash.update(b"for");
            hash.update(principal.uuid().as_bytes());
        }
        hash.finalize().to_vec()
    }
}
