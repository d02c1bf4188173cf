//! A duty that waits for its second person.

use authz::{Key, Noun, Place};
use kernel::{Date, Id, OrganisationId, PersonId, Refusal, Result, Timestamp, text};
use store::Store;

use crate::store as rows;

store::code! {
    /// What became of a proposal.
    pub enum ProposalState {
        /// It waits.
        Open = "open",
        /// Somebody agreed: the duty is held.
        Approved = "approved",
        /// Somebody did not.
        Refused = "refused",
    }
}

store::record! {
    /// A proposal.
    pub struct Proposal {
        /// Who is to hold the duty.
        pub person_id: PersonId,
        /// Its id.
        pub id: Id<Proposal>,
        /// The duty.
        pub duty: String,
        /// Where.
        pub organisation_id: OrganisationId,
        /// Its name.
        pub organisation_name: String,
        /// Its place.
        pub place: Place,
        /// From.
        pub from_on: Date,
        /// Until.
        pub until_on: Option<Date>,
        /// By which document.
        pub document: Option<String>,
        /// Why.
        pub reason: String,
        /// When it was proposed.
        pub proposed_at: Timestamp,
        /// By whom.
        pub proposed_by: PersonId,
        /// The name.
        pub proposed_by_name: String,
        /// Until when it waits.
        pub expires_at: Timestamp,
        /// The term of the proposer for which the person is to stand in.
        pub principal_term: Option<uuid::Uuid>,
        /// What became of it.
        pub state: ProposalState,
        /// When it was decided.
        pub decided_at: Option<Timestamp>,
        /// By whom.
        pub decided_by_name: Option<String>,
        /// Why.
        pub opinion: Option<String>,
    }
}

/// So long a proposal waits: long enough for a journey on duty, short enough that nobody forgets it.
const WAITS_MILLIS: i64 = 14 * 24 * 3_600_000;

impl Noun for Proposal {
    const NAME: &'static str = "duty";

    async fn find(store: &Store, key: Key<'_>) -> Result<Option<Self>> {
        match (key.get("person"), key.get("proposal")) {
            (Some(person), Some(id)) => rows::find_proposal(store, person, id).await,
            _ => Ok(None),
        }
    }

    fn places(&self) -> Vec<Place> {
        vec![self.place.clone()]
    }
}

impl Proposal {
    /// Until when one that is made `now` waits.
    pub(crate) fn waits(now: Timestamp) -> Timestamp {
        now.plus_millis(WAITS_MILLIS)
    }

    /// Whether it still waits.
    #[must_use]
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.state == ProposalState::Open && now < self.expires_at
    }

    /// Whether `who` may decide on it now: it takes a second person.
    ///
    /// # Errors
    /// A refusal when it was decided, is too old, or is the own.
    pub(crate) fn decidable(&self, who: PersonId, now: Timestamp) -> std::result::Result<(), Refusal> {
        let refuse = |reason, remedy| Err(Refusal::because(reason).remedy(remedy));
        if self.state != ProposalState::Open {
            let name = self.decided_by_name.clone().unwrap_or_default();
            return refuse(text!("proposal-decided", name = name), text!("proposal-decided-remedy"));
        }
        if now >= self.expires_at {
            return refuse(text!("proposal-expired", day = self.expires_at.date()), text!("proposal-expired-remedy"));
        }
        if who == self.proposed_by || who == self.person_id {
            return refuse(text!("proposal-own"), text!("proposal-own-remedy"));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(nth: u128) -> PersonId {
        uuid::Uuid::from_u128(nth).into()
    }

    #[test]
    fn a_proposal_is_decided_once_in_time_and_by_somebody_else() {
        let now = Timestamp::from_millis(1_774_000_000_000);
        let open = Proposal {
            person_id: person(2),
            id: Id::new(now),
            duty: "county-officer".into(),
            organisation_id: Id::new(now),
            organisation_name: String::new(),
            place: Place::root(),
            from_on: now.date(),
            until_on: None,
            document: None,
            reason: String::new(),
            proposed_at: now,
            proposed_by: person(1),
            proposed_by_name: String::new(),
            expires_at: Proposal::waits(now),
            principal_term: None,
            state: ProposalState::Open,
            decided_at: None,
            decided_by_name: None,
            opinion: None,
        };
        let why = |it: &Proposal, who, now| it.decidable(who, now).map_err(|it| it.reason.key).err();
        let last = open.expires_at.plus_millis(-1);
        assert_eq!(why(&open, person(3), last), None);
        assert_eq!(why(&open, person(3), open.expires_at).as_deref(), Some("proposal-expired"));
        for own in [1, 2] {
            assert_eq!(why(&open, person(own), now).as_deref(), Some("proposal-own"));
        }
        for state in [ProposalState::Approved, ProposalState::Refused] {
            let decided = Proposal { state, ..open.clone() };
            assert_eq!(why(&decided, person(3), now).as_deref(), Some("proposal-decided"));
        }
        assert!(open.is_open(last) && !open.is_open(open.expires_at));
    }
}
