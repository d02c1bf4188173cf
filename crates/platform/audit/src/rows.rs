//! Every SQL statement of the record.

use kernel::{PersonId, Result};
use store::{Error, On, Tx, sql};

use crate::{Mark, Stored};

store::record! {
    struct Last { nth: i64, digest: Vec<u8> }
}

/// The number and the digest of the last entry of a chain; nought and noughts before the first.
///
/// # Errors
/// When the database refuses.
pub async fn last_audit(tx: &mut Tx, person: PersonId) -> Result<(i64, Vec<u8>)> {
    let last: Option<Last> = sql("select nth, digest from audit where person_id = $1 order by nth desc limit 1")
        .bind(person)
        .optional(tx)
        .await?;
    Ok(last.map_or_else(|| (0, vec![0; 32]), |last| (last.nth, last.digest)))
}

/// Writes an entry. Two deeds of one person at once both follow the same entry: the slower one is begun
/// anew with its transaction.
///
/// # Errors
/// When the database refuses; a lost race when the place in the chain is taken.
pub async fn insert_audit(tx: &mut Tx, it: &Stored) -> Result<()> {
    sql("insert into audit (person_id, nth, at, duty, deed, noun, subject, about_person, principal_id, before, after, why, previous, digest) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)")
        .bind(it.person_id)
        .bind(it.nth)
        .bind(it.at)
        .bind(it.duty.as_str())
        .bind(it.deed.as_str())
        .bind(it.noun.as_str())
        .bind(it.subject.as_str())
        .bind(it.about_person)
        .bind(it.principal_id)
        .bind(it.before.clone())
        .bind(it.after.clone())
        .bind(it.why.clone())
        .bind(it.previous.as_slice())
        .bind(it.digest.as_slice())
        .run(tx)
        .await
        .map_err(|error| if error.is_duplicate() { Error::LostRace } else { error })?;
    Ok(())
}

/// The newest entries about one thing.
///
/// # Errors
/// When the database refuses.
pub async fn list_audit(on: impl Into<On<'_>>, noun: &str, subject: &str, limit: u32) -> Result<Vec<Stored>> {
    Ok(sql("select person_id, nth, at, duty, deed, noun, subject, about_person, principal_id, before, after, why, previous, digest from audit where noun = $1 and subject = $2 order by at desc, nth desc limit $3")
        .bind(noun)
        .bind(subject)
        .bind(limit)
        .all(on)
        .await?)
}

/// The newest entries about one person, before `before`.
///
/// # Errors
/// When the database refuses.
pub async fn list_audit_about(
    on: impl Into<On<'_>>,
    person: PersonId,
    before: Mark,
    limit: u32,
) -> Result<Vec<Stored>> {
    Ok(sql("select person_id, nth, at, duty, deed, noun, subject, about_person, principal_id, before, after, why, previous, digest from audit where about_person = $1 and (at, person_id, nth) < ($2, $3, $4) order by at desc, person_id desc, nth desc limit $5")
        .bind(person)
        .bind(before.at)
        .bind(before.person)
        .bind(before.nth)
        .bind(limit)
        .all(on)
        .await?)
}

/// The newest entries of one chain, before the entry `before`.
///
/// # Errors
/// When the database refuses.
pub async fn list_audit_by(on: impl Into<On<'_>>, person: PersonId, before: i64, limit: u32) -> Result<Vec<Stored>> {
    Ok(sql("select person_id, nth, at, duty, deed, noun, subject, about_person, principal_id, before, after, why, previous, digest from audit where person_id = $1 and nth < $2 order by nth desc limit $3")
        .bind(person)
        .bind(before)
        .bind(limit)
        .all(on)
        .await?)
}

/// The newest entries about the thing with this id, before `before`.
///
/// # Errors
/// When the database refuses.
pub async fn list_audit_of(on: impl Into<On<'_>>, subject: &str, before: Mark, limit: u32) -> Result<Vec<Stored>> {
    Ok(sql("select person_id, nth, at, duty, deed, noun, subject, about_person, principal_id, before, after, why, previous, digest from audit where subject = $1 and (at, person_id, nth) < ($2, $3, $4) order by at desc, person_id desc, nth desc limit $5")
        .bind(subject)
        .bind(before.at)
        .bind(before.person)
        .bind(before.nth)
        .bind(limit)
        .all(on)
        .await?)
}

/// Entries of all chains in order, after `after`.
///
/// # Errors
/// When the database refuses.
pub async fn audit_page(on: impl Into<On<'_>>, after: (PersonId, i64), limit: u32) -> Result<Vec<Stored>> {
    Ok(sql("select person_id, nth, at, duty, deed, noun, subject, about_person, principal_id, before, after, why, previous, digest from audit where person_id > $1 or (person_id = $1 and nth > $2) order by person_id, nth limit $3")
        .bind(after.0)
        .bind(after.1)
        .bind(limit)
        .all(on)
        .await?)
}
