use std::fmt;
use std::str::FromStr;

use kernel::{Id, PersonId, Result, Timestamp};
use store::Store;

use crate::{Stored, rows};

/// What is sought in the record of deeds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Search {
    /// What somebody did.
    Officer(PersonId),
    /// What was done with somebody's own.
    About(PersonId),
    /// What was done to the thing with this id.
    Record(String),
}

/// The place of an entry among all, by which a list goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub person: PersonId,
    /// Which of theirs.
    pub nth: i64,
}

impl Mark {
    /// After everything.
    #[must_use]
    pub fn greatest() -> Self {
        Self { at: Timestamp::from_millis(i64::MAX), person: Id::greatest(), nth: i64::MAX }
    }
}

impl From<&Stored> for Mark {
    fn from(it: &Stored) -> Self {
        Self { at: it.at, person: it.person_id, nth: it.nth }
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.at.as_millis(), self.person, self.nth)
    }
}

/// The text is no place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the place of an entry")]
pub struct NoMark;

impl FromStr for Mark {
    type Err = NoMark;

    fn from_str(text: &str) -> std::result::Result<Self, NoMark> {
        let mut parts = text.split('.');
        let (Some(at), Some(person), Some(nth), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
            return Err(NoMark);
        };
        let at = Timestamp::from_millis(at.parse().map_err(|_| NoMark)?);
        Ok(Self { at, person: person.parse().map_err(|_| NoMark)?, nth: nth.parse().map_err(|_| NoMark)? })
    }
}

/// The entries that are sought, the newest first: those before `before`, `limit` of them.
///
/// # Errors
/// When the database refuses.
pub async fn search(store: &Store, what: &Search, before: Option<Mark>, limit: u32) -> Result<Vec<Stored>> {
    let before = before.unwrap_or_else(Mark::greatest);
    match what {
        Search::Officer(person) => rows::list_audit_by(store, *person, before.nth, limit).await,
        Search::About(person) => rows::list_audit_about(store, *person, before, limit).await,
        Search::Record(id) => rows::list_audit_of(store, id, before, limit).await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_written_and_read_and_nothing_else_is_one() {
        for mark in [Mark::greatest(), Mark { at: Timestamp::from_millis(-5), person: PersonId::house(), nth: 1 }] {
            assert_eq!(mark.to_string().parse(), Ok(mark));
        }
        for text in
            ["", "1", "1.2.3", "1.00000000-0000-0000-0000-000000000000", "1.00000000-0000-0000-0000-000000000000.1.2"]
        {
            assert_eq!(text.parse::<Mark>(), Err(NoMark), "{text}");
        }
    }
}
