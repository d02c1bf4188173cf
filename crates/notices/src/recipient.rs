use authz::Place;
use kernel::{Id, OrganisationId, PersonId, Timestamp};

use crate::Notice;

store::record! {
    /// An organisation to which a notice came, with its receipt and its answer.
    pub struct Recipient {
        /// Of which notice.
        pub notice_id: Id<Notice>,
        /// Which organisation.
        pub organisation_id: OrganisationId,
        /// Its name, as it was then.
        pub name: String,
        /// Where it lies.
        pub place: Place,
        /// When somebody there opened it first.
        pub opened_at: Option<Timestamp>,
        /// Who.
        pub opened_name: String,
        /// When it was signed for.
        pub signed_at: Option<Timestamp>,
        /// By whom.
        pub signed_by: Option<PersonId>,
        /// The name.
        pub signed_name: String,
        /// When it was answered.
        pub answered_at: Option<Timestamp>,
        /// By whom.
        pub answered_name: String,
        /// The answer.
        pub answer: String,
    }
}

store::code! {
    /// Which of the recipients.
    pub enum Standing {
        /// Who has not signed.
        Unsigned = "unsigned",
        /// Who has signed.
        Signed = "signed",
        /// Who has signed and owes the answer, or has not signed.
        Unanswered = "unanswered",
        /// Who has answered.
        Answered = "answered",
    }
}

impl Standing {
    /// The message key of its word.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Unsigned => "recipient-unsigned",
            Self::Signed => "recipient-signed",
            Self::Unanswered => "recipient-unanswered",
            Self::Answered => "recipient-answered",
        }
    }
}

store::record! {
    /// A notice that waits at an organisation: to be signed for, or to be answered.
    pub struct Pending {
        /// Which notice.
        pub notice_id: Id<Notice>,
        /// At which organisation.
        pub organisation_id: OrganisationId,
        /// Its name.
        pub name: String,
        /// The notice's number.
        pub number: String,
        /// Its title.
        pub title: String,
        /// Who issued it.
        pub issuer_name: String,
        /// When.
        pub issued_at: Timestamp,
        /// Until when the answer is due.
        pub task_due_on: Option<kernel::Date>,
        /// When it was signed for.
        pub signed_at: Option<Timestamp>,
        /// Whose duty it is.
        pub duty: String,
        /// When those who had not signed were reminded.
        pub reminded_at: Option<Timestamp>,
    }
}
