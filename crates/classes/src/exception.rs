//! Requests to be taken in spite of a rule that holds "as a principle" (S91). Pure.

use authz::Place;
use kernel::{Id, PersonId, Refusal, Timestamp, text};

use crate::Class;

store::code! {
    /// Where a request for an exception stands.
    pub enum ExceptionState {
        /// Undecided.
        Open = "open",
        /// 准予.
        Granted = "granted",
        /// 不予.
        Refused = "refused",
    }
}

store::record! {
    /// A reasoned request to take somebody in spite of a rule that holds "as a principle" (S91).
    pub struct Exception {
        /// For whom.
        pub person_id: PersonId,
        /// In which class.
        pub class_id: Id<Class>,
        /// Against which rule: `R4`.
        pub rule_code: String,
        /// The person's name.
        pub person_name: String,
        /// The school's place.
        pub place: Place,
        /// The rule's clause.
        pub citation: String,
        /// What fails, as a [`kernel::Text`] in JSON.
        pub given: String,
        /// The duty that decides: `language-officer`.
        pub approver: String,
        /// The school's reason.
        pub reason: String,
        /// Where it stands.
        pub state: ExceptionState,
        /// Who asked.
        pub requested_by: PersonId,
        /// When.
        pub requested_at: Timestamp,
        /// Who decided, by name.
        pub decided_by: Option<String>,
        /// With which opinion.
        pub opinion: Option<String>,
        /// When.
        pub decided_at: Option<Timestamp>,
    }
}

impl Exception {
    /// Whether somebody in the duty `duty` may decide it now.
    ///
    /// # Errors
    /// Refused when it is decided, when another level decides it, or when the decider asked for it.
    pub fn decidable(&self, decider: PersonId, duty: &str) -> Result<(), Refusal> {
        if self.state != ExceptionState::Open {
            return Err(Refusal::because(text!("exception-decided", name = self.person_name.clone()))
                .remedy(text!("exception-decided-remedy")));
        }
        if decider == self.requested_by {
            return Err(Refusal::because(text!("exception-own")).remedy(text!("exception-own-remedy")));
        }
        if duty != self.approver {
            return Err(Refusal::because(text!("exception-other-level"))
                .clause(self.citation.clone())
                .remedy(text!("exception-other-level-remedy")));
        }
        Ok(())
    }

    /// What fails, to be said in the reader's language.
    #[must_use]
    pub fn given(&self) -> kernel::Text {
        serde_json::from_str(&self.given).unwrap_or_else(|_| text!("selection-given-words", words = self.given.clone()))
    }
}

impl ExceptionState {
    /// The message key of the official name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Open => "exception-state-open",
            Self::Granted => "exception-state-granted",
            Self::Refused => "exception-state-refused",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exception_is_decided_once_by_the_level_that_the_rule_names_and_not_by_the_asker() {
        let at = Timestamp::from_millis(0);
        let (school, office): (PersonId, PersonId) = (Id::new(at), Id::new(at));
        let mut it = Exception {
            person_id: Id::new(at),
            class_id: Id::new(at),
            rule_code: "R4".into(),
            person_name: "卓玛".into(),
            place: Place::root().child("62"),
            citation: "参训教师年龄原则上不超过45周岁".into(),
            given: "not json".into(),
            approver: "language-officer".into(),
            reason: "全校唯一的双语语文教师".into(),
            state: ExceptionState::Open,
            requested_by: school,
            requested_at: at,
            decided_by: None,
            opinion: None,
            decided_at: None,
        };
        assert!(it.decidable(office, "language-officer").is_ok());
        assert_eq!(it.decidable(office, "province-officer").unwrap_err().reason.key, "exception-other-level");
        assert_eq!(it.decidable(school, "language-officer").unwrap_err().reason.key, "exception-own");
        it.state = ExceptionState::Refused;
        assert_eq!(it.decidable(office, "language-officer").unwrap_err().reason.key, "exception-decided");
    }
}
