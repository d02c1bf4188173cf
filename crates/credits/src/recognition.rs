//! What one county recognises of one completion list (学分认定).

use authz::{Key, Noun, Place};
use classes::Class;
use kernel::{Id, OrganisationId, PersonId, Refusal, Result, Timestamp, text};
use store::Store;

store::code! {
    /// Where it stands.
    pub enum RecognitionState {
        /// Waits for the county.
        Waiting = "waiting",
        /// Sent back to the institution.
        Returned = "returned",
        /// Confirmed: the hours are posted.
        Confirmed = "confirmed",
    }
}

store::record! {
    /// One county's part of one list.
    pub struct Recognition {
        /// The class.
        pub class_id: Id<Class>,
        /// The county.
        pub county_id: OrganisationId,
        /// Its name.
        pub county_name: String,
        /// Its place.
        pub county_place: Place,
        /// The class's name.
        pub class_name: String,
        /// The class's number.
        pub class_number: String,
        /// Who trained them.
        pub institution_name: String,
        /// Where it stands.
        pub state: RecognitionState,
        /// Its people on the list.
        pub people: i64,
        /// Why it was sent back, or empty.
        pub reason: String,
        /// When it was handed in.
        pub submitted_at: Timestamp,
        /// Who decided.
        pub decided_by: Option<PersonId>,
        /// That person's name.
        pub decided_name: String,
        /// When.
        pub decided_at: Option<Timestamp>,
    }
}

impl RecognitionState {
    /// The message key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Waiting => "recognition-waiting",
            Self::Returned => "recognition-returned",
            Self::Confirmed => "recognition-confirmed",
        }
    }
}

impl Recognition {
    /// Whether `officer` may decide on it; `submitter` handed the list in.
    ///
    /// # Errors
    /// A refusal: decided already, or by the one who handed it in.
    pub fn may_decide(&self, officer: PersonId, submitter: PersonId) -> std::result::Result<(), Refusal> {
        match self.state {
            RecognitionState::Waiting => {}
            RecognitionState::Confirmed => {
                return Err(Refusal::because(text!("recognition-confirmed-already"))
                    .remedy(text!("recognition-confirmed-already-remedy")));
            }
            RecognitionState::Returned => {
                return Err(Refusal::because(text!("recognition-returned-already"))
                    .remedy(text!("recognition-returned-already-remedy")));
            }
        }
        if officer == submitter {
            return Err(Refusal::because(text!("recognition-same-person"))
                .clause("学时登记与确认应由不同的人办理")
                .remedy(text!("recognition-same-person-remedy")));
        }
        Ok(())
    }
}

impl Noun for Recognition {
    const NAME: &'static str = "recognition";

    async fn find(store: &Store, key: Key<'_>) -> Result<Option<Self>> {
        match (key.get::<Id<Class>>("class"), key.get::<OrganisationId>("county")) {
            (Some(class), Some(county)) => crate::store::find_recognition(store, class, county).await,
            _ => Ok(None),
        }
    }

    fn places(&self) -> Vec<Place> {
        vec![self.county_place.clone()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recognition(state: RecognitionState) -> Recognition {
        let at = Timestamp::from_millis(1);
        Recognition {
            class_id: Id::new(at),
            county_id: Id::new(at),
            county_name: "合作市教育局".into(),
            county_place: Place::root().child("62").child("6230"),
            class_name: "普通话一班".into(),
            class_number: "C01".into(),
            institution_name: "某学院".into(),
            state,
            people: 3,
            reason: String::new(),
            submitted_at: at,
            decided_by: None,
            decided_name: String::new(),
            decided_at: None,
        }
    }

    #[test]
    fn a_list_is_decided_once_and_by_somebody_else() {
        let at = Timestamp::from_millis(1);
        let (officer, submitter) = (PersonId::new(at), PersonId::new(at));
        let key = |state| recognition(state).may_decide(officer, submitter).map_err(|refusal| refusal.reason.key);
        assert_eq!(key(RecognitionState::Waiting), Ok(()));
        assert_eq!(key(RecognitionState::Confirmed), Err("recognition-confirmed-already".into()));
        assert_eq!(key(RecognitionState::Returned), Err("recognition-returned-already".into()));
        let own = recognition(RecognitionState::Waiting).may_decide(officer, officer).unwrap_err();
        assert_eq!(own.reason.key, "recognition-same-person");
        assert!(own.clause.is_some());
    }
}
