//! Who may do what, where. Deny by default; duties are data; the right stands in the handler's
//! signature (see crate `http`), and this crate decides.

mod actor;
mod noun;
mod place;

pub use actor::{Actor, Appointment, Area, Doorkeeper, Found, Grant, Principal, Standing};
pub use noun::{Key, Noun};
pub use place::Place;

/// What a right lets one do. More verbs would be more to misunderstand; a deed with another name is a
/// noun of its own (filing a class is approving it).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verb {
    /// See it.
    View,
    /// Make it and change it.
    Manage,
    /// Decide on it as the second party.
    Approve,
}

impl Verb {
    /// The word it is stored as.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::View => "view",
            Self::Manage => "manage",
            Self::Approve => "approve",
        }
    }

    /// The verb of a stored word.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        [Self::View, Self::Manage, Self::Approve].into_iter().find(|verb| verb.as_str() == word)
    }
}
