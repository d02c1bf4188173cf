use kernel::{PersonId, Result};
use store::{Store, Tx};

use crate::{By, Entry, Stored, rows};

/// Puts a deed at the end of the chain of whoever did it.
pub async fn append(tx: &mut Tx, by: &By, entry: Entry<'_>) -> Result<()> {
    let (nth, previous) = rows::last_audit(&mut *tx, by.person).await?;
    let mut stored = Stored {
        person_id: by.person,
        nth: nth + 1,
        at: by.now,
        duty: by.duty.clone(),
        deed: entry.deed.to_owned(),
        noun: entry.noun.to_owned(),
        subject: entry.subject,
        about_person: entry.about,
        principal_id: by.principal,
        before: entry.before,
        after: entry.after,
        why: entry.why,
        previous,
        digest: Vec::new(),
    };
    stored.digest = stored.compute();
    rows::insert_audit(tx, &stored).await
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
