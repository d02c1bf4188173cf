//! When a lesson page was opened, by our clock, carried by the page itself: nothing watched on it can
//! have begun earlier. Sealed, so that nobody opens a page in the past or for somebody else.

use hmac::{Hmac, KeyInit as _, Mac as _};
use kernel::{PersonId, Timestamp};
use sha2::Sha256;

use crate::course::{ClassId, LessonId};

/// The key of this house's seals.
#[derive(Clone)]
pub(crate) struct Seal(Vec<u8>);

/// What a seal vouches for: this person opened this lesson of this class at this moment.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Opening {
    pub person: PersonId,
    pub class: ClassId,
    pub lesson: LessonId,
    pub at: Timestamp,
}

impl Seal {
    pub(crate) const fn of(key: Vec<u8>) -> Self {
        Self(key)
    }

    fn mac(&self, opening: Opening) -> Option<Hmac<Sha256>> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).ok()?;
        for id in [opening.person.uuid(), opening.class.uuid(), opening.lesson.uuid()] {
            mac.update(id.as_bytes());
        }
        mac.update(&opening.at.as_millis().to_be_bytes());
        Some(mac)
    }

    /// The seal as text, to stand in an address.
    pub(crate) fn make(&self, opening: Opening) -> String {
        self.mac(opening).map(|mac| hex::encode(mac.finalize().into_bytes())).unwrap_or_default()
    }

    /// Whether `seal` was made for `opening`.
    pub(crate) fn holds(&self, opening: Opening, seal: &str) -> bool {
        let Ok(seal) = hex::decode(seal) else { return false };
        self.mac(opening).is_some_and(|mac| mac.verify_slice(&seal).is_ok())
    }
}

#[cfg(test)]
mod tests {
    use kernel::Id;

    use super::*;

    #[test]
    fn a_seal_is_for_one_person_one_lesson_and_one_moment() {
        let at = Timestamp::from_millis(1_795_000_000_000);
        let opening = Opening { person: Id::new(at), class: Id::new(at), lesson: Id::new(at), at };
        let seal = Seal::of(vec![7; 32]);
        let text = seal.make(opening);
        assert!(seal.holds(opening, &text));
        assert!(!seal.holds(Opening { at: at.plus_millis(-1), ..opening }, &text));
        assert!(!seal.holds(Opening { person: Id::new(at), ..opening }, &text));
        assert!(!seal.holds(opening, "00") && !seal.holds(opening, "") && !seal.holds(opening, "杏"));
        assert!(!Seal::of(vec![8; 32]).holds(opening, &text));
    }
}
