use thiserror::Error as ThisError;

use crate::Text;

/// What a handler or a rule answers when it cannot do what was asked.
pub type Result<T> = std::result::Result<T, Error>;

/// A rule says no: the reason, the clause that says so, and what to do instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Why.
    pub reason: Text,
    /// The clause or document number, word for word, when one exists.
    pub clause: Option<String>,
    /// What the reader can do about it.
    pub remedy: Option<Text>,
}

impl Refusal {
    /// A refusal with its reason alone.
    #[must_use]
    pub fn because(reason: Text) -> Self {
        Self { reason, clause: None, remedy: None }
    }

    /// Names the clause that refuses.
    #[must_use]
    pub fn clause(mut self, clause: impl Into<String>) -> Self {
        self.clause = Some(clause.into());
        self
    }

    /// Says what to do instead.
    #[must_use]
    pub fn remedy(mut self, remedy: Text) -> Self {
        self.remedy = Some(remedy);
        self
    }
}

/// One field of a form that cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldFault {
    /// The name of the form's field.
    pub field: &'static str,
    /// What is wrong and what to do.
    pub text: Text,
}

/// The one error type: each kind is a page (and a status) of its own.
#[derive(Debug, ThisError)]
pub enum Error {
    /// There is no such thing, or not for this person: the two look alike on purpose. 404.
    #[error("not found")]
    NotFound,
    /// Nobody is signed in. 401, or a way to the sign-in page.
    #[error("sign-in needed")]
    SignInNeeded,
    /// The thing may be seen, but this duty may not do this to it. 403.
    #[error("no right")]
    NoRight,
    /// A rule refuses. 409.
    #[error("refused: {}", .0.reason.key)]
    Refused(Box<Refusal>),
    /// The input cannot be taken. 422.
    #[error("invalid input in {} fields", .0.len())]
    Invalid(Vec<FieldFault>),
    /// More was sent than is taken; the limit in bytes. 413.
    #[error("larger than {0} bytes")]
    TooLarge(u64),
    /// A fault of ours. 500; the cause goes to the log, never to the page.
    #[error("internal: {0}")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl Error {
    /// A fault of ours with its cause.
    pub fn internal(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Internal(cause.into())
    }

    /// Wrong input in one field.
    #[must_use]
    pub fn field(field: &'static str, text: Text) -> Self {
        Self::Invalid(vec![FieldFault { field, text }])
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(Box::new(refusal))
    }
}
