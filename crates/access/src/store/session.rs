use kernel::{Id, PersonId, Result, Timestamp};
use store::{On, Tx, sql};

use crate::session::Device;

/// The session `id` of `person`.
///
/// # Errors
/// When the database refuses.
pub async fn find_device(on: impl Into<On<'_>>, person: PersonId, id: Id<Device>) -> Result<Option<Device>> {
    Ok(sql("select person_id, id, token_hash, device, created_at, until, awaits, checked_at, origin, seen_at from session where person_id = $1 and id = $2")
        .bind(person)
        .bind(id)
        .optional(on)
        .await?)
}

/// The sessions of `person` that are open, newest first.
///
/// # Errors
/// When the database refuses.
pub async fn list_devices(on: impl Into<On<'_>>, person: PersonId, now: Timestamp) -> Result<Vec<Device>> {
    Ok(sql("select person_id, id, token_hash, device, created_at, until, awaits, checked_at, origin, seen_at from session where person_id = $1 and awaits is null and until > $2 order by id desc limit 50")
        .bind(person)
        .bind(now)
        .all(on)
        .await?)
}

/// Begins a session.
///
/// # Errors
/// When the database refuses.
pub async fn insert_device(tx: &mut Tx, it: &Device) -> Result<()> {
    sql("insert into session (person_id, id, token_hash, device, created_at, until, awaits, checked_at, origin, seen_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)")
        .bind(it.person_id)
        .bind(it.id)
        .bind(it.token_hash.as_slice())
        .bind(it.device.as_str())
        .bind(it.created_at)
        .bind(it.until)
        .bind(it.awaits.clone())
        .bind(it.checked_at)
        .bind(it.origin.clone())
        .bind(it.seen_at)
        .run(tx)
        .await?;
    Ok(())
}

/// Forgets the sessions of `person` that are over, and a few of others.
///
/// # Errors
/// When the database refuses.
pub async fn sweep_devices(tx: &mut Tx, person: PersonId, now: Timestamp) -> Result<()> {
    sql("delete from session where person_id = $1 and until <= $2").bind(person).bind(now).run(&mut *tx).await?;
    sql("delete from session where (person_id, id) in (select person_id, id from session where until <= $1 order by until limit 10)")
        .bind(now)
        .run(tx)
        .await?;
    Ok(())
}

/// Ends one session.
///
/// # Errors
/// When the database refuses.
pub async fn delete_device(on: impl Into<On<'_>>, person: PersonId, id: Id<Device>) -> Result<()> {
    sql("delete from session where person_id = $1 and id = $2").bind(person).bind(id).run(on).await?;
    Ok(())
}

/// Ends every session of `person` but `here`.
///
/// # Errors
/// When the database refuses.
pub async fn delete_other_devices(tx: &mut Tx, person: PersonId, here: Id<Device>) -> Result<()> {
    sql("delete from session where person_id = $1 and id <> $2").bind(person).bind(here).run(tx).await?;
    Ok(())
}

/// Ends every session of `person`.
///
/// # Errors
/// When the database refuses.
pub async fn delete_devices(tx: &mut Tx, person: PersonId) -> Result<()> {
    sql("delete from session where person_id = $1").bind(person).run(tx).await?;
    Ok(())
}

/// Notes that somebody proved just now who sits there.
///
/// # Errors
/// When the database refuses.
pub async fn set_checked(tx: &mut Tx, person: PersonId, id: Id<Device>, now: Timestamp) -> Result<()> {
    sql("update session set checked_at = $3 where person_id = $1 and id = $2")
        .bind(person)
        .bind(id)
        .bind(now)
        .run(tx)
        .await?;
    Ok(())
}

/// Notes that the session is used.
///
/// # Errors
/// When the database refuses.
pub async fn set_seen(on: impl Into<On<'_>>, person: PersonId, id: Id<Device>, now: Timestamp) -> Result<()> {
    sql("update session set seen_at = $3 where person_id = $1 and id = $2")
        .bind(person)
        .bind(id)
        .bind(now)
        .run(on)
        .await?;
    Ok(())
}
