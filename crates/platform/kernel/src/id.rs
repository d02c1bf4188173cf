use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

use crate::Timestamp;

/// The id of a `T`: a UUIDv7, so that ids of one kind sort by the time they were made.
///
/// `T` only names the kind; an `Id<Class>` cannot be handed to a function that wants an `Id<Lesson>`.
pub struct Id<T> {
    uuid: Uuid,
    kind: PhantomData<fn() -> T>,
}

impl<T> Id<T> {
    /// A new id, made at `at`.
    #[must_use]
    pub fn new(at: Timestamp) -> Self {
        let millis = u64::try_from(at.as_millis()).unwrap_or_default();
        let random: [u8; 10] = rand::random();
        Self::from(uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
    }

    /// Greater than every id: where a list that goes from the newest backwards begins.
    #[must_use]
    pub const fn greatest() -> Self {
        Self { uuid: Uuid::max(), kind: PhantomData }
    }

    /// The bare UUID, for the data layer and for documents.
    #[must_use]
    pub const fn uuid(self) -> Uuid {
        self.uuid
    }

    /// The same id, seen as the id of another kind. Used where one record shares another's id.
    #[must_use]
    pub fn cast<U>(self) -> Id<U> {
        Id::from(self.uuid)
    }
}

impl Id<Person> {
    /// The house itself, where a person stands who asked: it is nobody's id.
    #[must_use]
    pub const fn house() -> Self {
        Self { uuid: Uuid::nil(), kind: PhantomData }
    }
}

impl<T> From<Uuid> for Id<T> {
    fn from(uuid: Uuid) -> Self {
        Self { uuid, kind: PhantomData }
    }
}

impl<T> FromStr for Id<T> {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Uuid::parse_str(text).map(Self::from)
    }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Id<T> {}
impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.uuid == other.uuid
    }
}
impl<T> Eq for Id<T> {}
impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.uuid.cmp(&other.uuid)
    }
}
impl<T> Hash for Id<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.uuid.hash(state);
    }
}
impl<T> fmt::Display for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.uuid.fmt(f)
    }
}
impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.uuid.fmt(f)
    }
}
impl<T> Serialize for Id<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.uuid.serialize(serializer)
    }
}
impl<'de, T> Deserialize<'de> for Id<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Uuid::deserialize(deserializer).map(Self::from)
    }
}

/// A human being. The person is the partition: what grows with learning has this id first in its key.
#[derive(Debug)]
pub enum Person {}

/// A node of the tree of authorities, schools and institutions.
#[derive(Debug)]
pub enum Organisation {}

/// The id of a person.
pub type PersonId = Id<Person>;

/// The id of an organisation.
pub type OrganisationId = Id<Organisation>;

#[cfg(test)]
mod tests {
    use super::*;

    struct Lesson;

    #[test]
    fn ids_sort_by_the_time_they_were_made() {
        let earlier = Id::<Lesson>::new(Timestamp::from_millis(1_000));
        let later = Id::<Lesson>::new(Timestamp::from_millis(2_000));
        assert!(earlier < later);
    }

    #[test]
    fn an_id_survives_its_own_text() {
        let id = Id::<Lesson>::new(Timestamp::from_millis(1_000));
        assert_eq!(id.to_string().parse::<Id<Lesson>>().unwrap(), id);
    }
}
