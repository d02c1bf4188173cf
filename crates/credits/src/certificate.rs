//! Certificates (结业证书): issued when hours are posted, checked by anybody, revoked by two people.

use authz::{Key, Noun, Place};
use classes::Class;
use kernel::{Date, Id, PersonId, Refusal, Result, Timestamp, text};
use registry::person_name::PersonName;
use store::Store;

use crate::completion::Outcome;
use crate::hours::HourEntry;

store::record! {
    /// One certificate with all that is printed on it: paper does not change when records do.
    pub struct Certificate {
        /// Whose.
        pub person_id: PersonId,
        /// The eighteen digits.
        pub number: String,
        /// The hours that it certifies.
        pub entry_id: Id<HourEntry>,
        /// The class.
        pub class_id: Id<Class>,
        /// The written number.
        pub written: String,
        /// The school's place at that time.
        pub place: Place,
        /// The province that answers for it.
        pub province_place: Place,
        /// Where the institution is.
        pub institution_place: Place,
        /// The name.
        pub person_name: String,
        /// The identity number, masked.
        pub identity_masked: String,
        /// The project.
        pub project_name: String,
        /// The document that the project rests on (依据文号).
        pub project_document: String,
        /// The class.
        pub class_name: String,
        /// 备案号.
        pub filing_number: String,
        /// Who trained.
        pub institution_name: String,
        /// The first day.
        pub opens_on: Date,
        /// The last day.
        pub closes_on: Date,
        /// Passed or excellent.
        pub outcome: Outcome,
        /// Hours in hundredths.
        pub hours_x100: i64,
        /// The day of issue.
        pub issued_on: Date,
        /// When.
        pub issued_at: Timestamp,
        /// When its holder first fetched it.
        pub fetched_at: Option<Timestamp>,
        /// When it was revoked.
        pub revoked_at: Option<Timestamp>,
        /// Why it was revoked, or empty.
        pub revoked_reason: String,
    }
}

impl Certificate {
    /// Whether it can be revoked.
    ///
    /// # Errors
    /// A refusal when it was revoked already.
    pub fn may_revoke(&self) -> std::result::Result<(), Refusal> {
        match self.revoked_at {
            None => Ok(()),
            Some(at) => Err(Refusal::because(text!("certificate-revoked-already", on = at.date()))
                .remedy(text!("certificate-revoked-already-remedy"))),
        }
    }

    /// The holder's name as the public sees it: `张*华`, `买买提·*`.
    #[must_use]
    pub fn masked_name(&self) -> String {
        self.person_name.parse().map(|name: PersonName| name.masked()).unwrap_or_else(|_| "*".to_owned())
    }
}

impl Noun for Certificate {
    const NAME: &'static str = "certificate";

    /// `{person}` and `{entry}`; without `{person}`, the actor's own.
    async fn find(store: &Store, key: Key<'_>) -> Result<Option<Self>> {
        match (key.get("person").or(key.person()), key.get("entry")) {
            (Some(person), Some(entry)) => crate::store::find_certificate_of(store, person, entry).await,
            _ => Ok(None),
        }
    }

    fn places(&self) -> Vec<Place> {
        vec![self.place.clone(), self.institution_place.clone(), self.province_place.clone()]
    }

    fn owner(&self) -> Option<PersonId> {
        Some(self.person_id)
    }
}
