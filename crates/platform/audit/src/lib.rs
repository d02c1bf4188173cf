//! The record of deeds: written in the deed's own transaction, chained by hashes, one chain for each
//! person who acts. An entry that is altered, removed or moved breaks its chain.

mod by;
mod rows;

pub use by::By;

use authz::Actor;
use kernel::{PersonId, Result, Timestamp};
use sha2::{Digest as _, Sha256};
use store::{Migration, Store, Tx};

/// The table of this floor.
pub const MIGRATIONS: &[Migration] =
    &[Migration { slice: "audit", number: 1, text: include_str!("../migrations/0001_audit.sql") }];

/// What was done. The actor, the time and the chain are added by [`record`].
#[derive(Clone, Debug, Default)]
pub struct Entry<'a> {
    /// In which duty; `""` for a deed in one's own name.
    pub duty: &'a str,
    /// The deed: `class.file`.
    pub deed: &'a str,
    /// To what kind of thing: `class`.
    pub noun: &'a str,
    /// To which one.
    pub subject: String,
    /// What was there, as JSON, where something was.
    pub before: Option<String>,
    /// What is there now, as JSON.
    pub after: Option<String>,
    /// The reason that was given.
    pub why: Option<String>,
}

store::record! {
    /// An entry as it stands.
    pub struct Stored {
        /// Who.
        pub person_id: PersonId,
        /// Counted from 1 within the person's chain.
        pub nth: i64,
        /// When.
        pub at: Timestamp,
        /// In which duty.
        pub duty: String,
        /// What.
        pub deed: String,
        /// To what kind of thing.
        pub noun: String,
        /// To which one.
        pub subject: String,
        /// From.
        pub before: Option<String>,
        /// To.
        pub after: Option<String>,
        /// Why.
        pub why: Option<String>,
        /// The digest of the entry before; 32 noughts for the first.
        pub previous: Vec<u8>,
        /// The digest of this entry.
        pub digest: Vec<u8>,
    }
}

impl Stored {
    /// SHA-256 over the entry before and every field of this one, each with its length.
    #[must_use]
    pub fn compute(&self) -> Vec<u8> {
        let mut hash = Sha256::new();
        hash.update(&self.previous);
        hash.update(self.person_id.uuid().as_bytes());
        hash.update(self.nth.to_be_bytes());
        hash.update(self.at.as_millis().to_be_bytes());
        let fields = [
            Some(self.duty.as_str()),
            Some(&self.deed),
            Some(&self.noun),
            Some(&self.subject),
            self.before.as_deref(),
            self.after.as_deref(),
            self.why.as_deref(),
        ];
        for field in fields {
            // The length keeps "ab"+"c" and "a"+"bc" apart; -1 keeps nothing and "" apart.
            let length = field.map_or(-1, |text| kernel::count(text.len()));
            hash.update(length.to_be_bytes());
            hash.update(field.unwrap_or_default().as_bytes());
        }
        hash.finalize().to_vec()
    }
}

/// Writes down a deed of `actor` in the transaction of the deed.
///
/// # Errors
/// When the database refuses; then the deed is undone too.
pub async fn record(tx: &mut Tx, actor: &Actor, at: Timestamp, entry: Entry<'_>) -> Result<()> {
    record_for(tx, actor.person, at, entry).await
}

/// Writes down a deed of a person who is not signed in yet, or of the program in a person's name.
///
/// # Errors
/// When the database refuses; then the deed is undone too.
pub async fn record_for(tx: &mut Tx, person: PersonId, at: Timestamp, entry: Entry<'_>) -> Result<()> {
    let (nth, previous) = rows::last_audit(&mut *tx, person).await?;
    let mut stored = Stored {
        person_id: person,
        nth: nth + 1,
        at,
        duty: entry.duty.to_owned(),
        deed: entry.deed.to_owned(),
        noun: entry.noun.to_owned(),
        subject: entry.subject,
        before: entry.before,
        after: entry.after,
        why: entry.why,
        previous,
        digest: Vec::new(),
    };
    stored.digest = stored.compute();
    rows::insert_audit(tx, &stored).await
}

/// The entries about one thing, newest first.
///
/// # Errors
/// When the database refuses.
pub async fn list_about(store: &Store, noun: &str, subject: &str, limit: u32) -> Result<Vec<Stored>> {
    rows::list_audit(store, noun, subject, limit).await
}

/// A place where a chain is broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Break {
    /// Whose chain.
    pub person: PersonId,
    /// At which entry.
    pub nth: i64,
}

/// Walks every chain; the places where one is broken.
///
/// # Errors
/// When the database refuses.
pub async fn verify(store: &Store) -> Result<Vec<Break>> {
    let mut breaks = Vec::new();
    let mut chain: Option<(PersonId, i64, Vec<u8>)> = None;
    let mut after = (PersonId::from(uuid::Uuid::nil()), 0);
    loop {
        let page = rows::audit_page(store, after, 1000).await?;
        let Some(last) = page.last() else { return Ok(breaks) };
        after = (last.person_id, last.nth);
        for entry in &page {
            let (nth, previous) = match &chain {
                Some((person, nth, digest)) if *person == entry.person_id => (nth + 1, digest.clone()),
                _ => (1, vec![0; 32]),
            };
            if entry.nth != nth || entry.previous != previous || entry.digest != entry.compute() {
                breaks.push(Break { person: entry.person_id, nth: entry.nth });
            }
            chain = Some((entry.person_id, entry.nth, entry.digest.clone()));
        }
    }
}
