//! Corrections: one officer asks with a reason, another decides. Hours are corrected by a reversing
//! entry, certificates by revocation; nothing is ever changed or removed.

use authz::{Key, Noun, Place};
use kernel::{Id, PersonId, Refusal, Result, Timestamp, text};
use store::Store;

use crate::hours::HourEntry;

store::code! {
    /// What is corrected.
    pub enum CorrectionKind {
        /// The hours, and with them the certificate.
        Reversal = "reversal",
        /// The certificate alone.
        Revocation = "revocation",
    }
}

store::code! {
    /// Where it stands.
    pub enum CorrectionState {
        /// Waits for the second person.
        Waiting = "waiting",
        /// Done.
        Granted = "granted",
        /// Refused by the second person.
        Declined = "declined",
    }
}

impl CorrectionKind {
    /// The message key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Reversal => "correction-reversal",
            Self::Revocation => "correction-revocation",
        }
    }
}

impl CorrectionState {
    /// The message key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Waiting => "correction-waiting",
            Self::Granted => "correction-granted",
            Self::Declined => "correction-declined",
        }
    }
}

store::record! {
    /// A correction that was asked for.
    pub struct Correction {
        /// Whose record it corrects.
        pub person_id: PersonId,
        /// Its id.
        pub id: Id<Correction>,
        /// What it corrects.
        pub kind: CorrectionKind,
        /// The entry.
        pub entry_id: Id<HourEntry>,
        /// The certificate, when there is one.
        pub certificate_number: Option<String>,
        /// Whose record, by name.
        pub person_name: String,
        /// The class.
        pub class_name: String,
        /// The school's place at that time.
        pub place: Place,
        /// The province that answers for the class.
        pub province_place: Place,
        /// The hours, in hundredths.
        pub hours_x100: i64,
        /// Where it stands.
        pub state: CorrectionState,
        /// Why it is asked for.
        pub reason: String,
        /// Who asks.
        pub asked_by: PersonId,
        /// That person's name.
        pub asked_name: String,
        /// When.
        pub asked_at: Timestamp,
        /// What the second person says.
        pub opinion: String,
        /// The second person.
        pub decided_by: Option<PersonId>,
        /// That person's name.
        pub decided_name: String,
        /// When.
        pub decided_at: Option<Timestamp>,
    }
}

impl Correction {
    /// Whether `officer` may decide on it.
    ///
    /// # Errors
    /// A refusal: decided already, or asked for by the same person.
    pub fn may_decide(&self, officer: PersonId) -> std::result::Result<(), Refusal> {
        if self.state != CorrectionState::Waiting {
            return Err(Refusal::because(text!("correction-decided-already", name = &self.decided_name))
                .remedy(text!("correction-decided-already-remedy")));
        }
        if self.asked_by == officer {
            return Err(Refusal::because(text!("correction-same-person"))
                .clause("学时冲正、证书撤销须由两人办理：一人提出，另一人审核")
                .remedy(text!("correction-same-person-remedy")));
        }
        Ok(())
    }
}

impl Noun for Correction {
    const NAME: &'static str = "correction";

    async fn find(store: &Store, key: Key<'_>) -> Result<Option<Self>> {
        match (key.get("person"), key.get("correction")) {
            (Some(person), Some(id)) => crate::store::find_correction(store, person, id).await,
            _ => Ok(None),
        }
    }

    /// A revocation is the province's; a reversal also the county's.
    fn places(&self) -> Vec<Place> {
        match self.kind {
            CorrectionKind::Reversal => vec![self.place.clone(), self.province_place.clone()],
            CorrectionKind::Revocation => vec![self.province_place.clone()],
        }
    }
}
