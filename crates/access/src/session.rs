use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use kernel::{Id, PersonId, Timestamp};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;
use uuid::Uuid;

store::record! {
    /// One device that is signed in.
    pub struct Device {
        /// Whose.
        pub person_id: PersonId,
        /// The session.
        pub id: Id<Device>,
        /// The digest of the token's secret.
        pub token_hash: Vec<u8>,
        /// What the browser says it is.
        pub device: String,
        /// Since when.
        pub created_at: Timestamp,
        /// Until when.
        pub until: Timestamp,
        /// What it waits for before it is open: [`SECOND`].
        pub awaits: Option<String>,
        /// When somebody last proved who sits there.
        pub checked_at: Option<Timestamp>,
        /// The address from which it began.
        pub origin: Option<String>,
        /// When it was used last, to the hour.
        pub seen_at: Option<Timestamp>,
    }
}

/// The password was right, and a second factor is still to come.
pub(crate) const SECOND: &str = "second";
/// For so long the second factor is waited for.
const SECOND_MILLIS: i64 = 10 * 60_000;

/// A teacher stays signed in on the own phone; typing passwords is what they call about.
const TEACHER_MILLIS: i64 = 30 * 24 * 3_600_000;
/// An officer's desk is shared: one working day.
const OFFICER_MILLIS: i64 = 10 * 3_600_000;

/// What the cookie holds: who, which session, and the secret that proves it. The person comes first,
/// because the person is the partition in which the session is looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Whose.
    pub person: PersonId,
    /// Which session.
    pub session: Id<Device>,
    secret: [u8; 32],
}

impl Token {
    /// A fresh token for `person`.
    #[must_use]
    pub fn fresh(person: PersonId, now: Timestamp) -> Self {
        Self { person, session: Id::new(now), secret: rand::random() }
    }

    /// As the cookie's value.
    #[must_use]
    pub fn cookie(&self) -> String {
        let mut bytes = Vec::with_capacity(64);
        bytes.extend_from_slice(self.person.uuid().as_bytes());
        bytes.extend_from_slice(self.session.uuid().as_bytes());
        bytes.extend_from_slice(&self.secret);
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// From the cookie's value; `None` for anything else.
    #[must_use]
    pub fn read(cookie: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(cookie).ok()?;
        let (person, rest) = bytes.split_at_checked(16)?;
        let (session, secret) = rest.split_at_checked(16)?;
        Some(Self {
            person: Uuid::from_slice(person).ok()?.into(),
            session: Uuid::from_slice(session).ok()?.into(),
            secret: secret.try_into().ok()?,
        })
    }

    /// What is stored of it: a stolen table opens no session.
    #[must_use]
    pub fn digest(&self) -> Vec<u8> {
        Sha256::digest(self.secret).to_vec()
    }

    /// Whether `device` is the session of this token and not over; what it still waits for is another question.
    #[must_use]
    pub fn opens(&self, device: &Device, now: Timestamp) -> bool {
        now < device.until && bool::from(self.digest().ct_eq(&device.token_hash))
    }
}

/// Until when a session that begins `now` lasts.
#[must_use]
pub fn ends(now: Timestamp, officer: bool) -> Timestamp {
    now.plus_millis(if officer { OFFICER_MILLIS } else { TEACHER_MILLIS })
}

/// Until when a session that begins `now` waits for its second factor.
#[must_use]
pub(crate) fn waits(now: Timestamp) -> Timestamp {
    now.plus_millis(SECOND_MILLIS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_survives_its_cookie_and_a_forged_one_does_not_open() {
        let now = Timestamp::from_millis(1_000);
        let token = Token::fresh(Id::new(now), now);
        let device = Device {
            person_id: token.person,
            id: token.session,
            token_hash: token.digest(),
            device: String::new(),
            created_at: now,
            until: ends(now, true),
            awaits: None,
            checked_at: Some(now),
            origin: None,
            seen_at: None,
        };
        assert_eq!(Token::read(&token.cookie()), Some(token.clone()));
        assert!(token.opens(&device, now));
        assert!(!token.opens(&device, device.until));
        let forged = Token { secret: [0; 32], ..token };
        assert!(!forged.opens(&device, now));
        assert_eq!(Token::read("AAAA"), None);
    }
}
