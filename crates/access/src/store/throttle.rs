use kernel::{PersonId, Result, Timestamp};
use store::{On, Tx, sql, sql_list};
use vault::Trace;

store::record! {
    /// How often something was guessed wrong, and until when it is remembered.
    pub struct Wrong {
        /// What is counted.
        pub key: Vec<u8>,
        /// Wrong guesses.
        pub wrong: i64,
        /// Until when.
        pub until: Timestamp,
    }
}

/// What is remembered of these keys.
///
/// # Errors
/// When the database refuses.
pub async fn list_wrong(on: impl Into<On<'_>>, keys: &[Vec<u8>], now: Timestamp) -> Result<Vec<Wrong>> {
    Ok(sql_list(
        "select key, wrong, until from throttle where until > $1 and key in ({list})",
        vec![now.into()],
        keys.iter().cloned(),
    )
    .all(on)
    .await?)
}

/// Counts one more guess; how many there are now. A few of those that are over are forgotten.
///
/// # Errors
/// When the database refuses.
pub async fn count_wrong(tx: &mut Tx, key: &[u8], now: Timestamp, until: Timestamp) -> Result<Wrong> {
    sql("delete from throttle where key in (select key from throttle where until <= $1 order by until limit 10)")
        .bind(now)
        .run(&mut *tx)
        .await?;
    Ok(sql("insert into throttle (key, wrong, until) values ($1, 1, $3) on conflict (key) do update set wrong = case when throttle.until <= $2 then 1 else throttle.wrong + 1 end, until = case when throttle.until <= $2 then excluded.until else throttle.until end returning key, wrong, until")
        .bind(key)
        .bind(now)
        .bind(until)
        .one(tx)
        .await?)
}

/// Forgets what was counted.
///
/// # Errors
/// When the database refuses.
pub async fn forget_wrong(tx: &mut Tx, key: &[u8]) -> Result<()> {
    sql("delete from throttle where key = $1").bind(key).run(tx).await?;
    Ok(())
}

/// Whether `person` has come in from this browser before.
///
/// # Errors
/// When the database refuses.
pub async fn knows_device(on: impl Into<On<'_>>, person: PersonId, device: &[Trace]) -> Result<bool> {
    let found: Vec<PersonId> = sql_list(
        "select person_id as value from known_device where person_id = $1 and device_hash in ({list})",
        vec![person.into()],
        device.iter().map(|it| it.hash.as_slice()),
    )
    .values(on)
    .await?;
    Ok(!found.is_empty())
}

/// Remembers a browser from which `person` comes in; those not seen since `before` are forgotten.
///
/// # Errors
/// When the database refuses.
pub async fn keep_known_device(
    tx: &mut Tx,
    person: PersonId,
    device: &[u8],
    before: Timestamp,
    now: Timestamp,
) -> Result<()> {
    sql("delete from known_device where person_id = $1 and seen_at < $2")
        .bind(person)
        .bind(before)
        .run(&mut *tx)
        .await?;
    sql("insert into known_device (person_id, device_hash, seen_at) values ($1, $2, $3) on conflict (person_id, device_hash) do update set seen_at = excluded.seen_at")
        .bind(person)
        .bind(device)
        .bind(now)
        .run(tx)
        .await?;
    Ok(())
}

/// Forgets every browser of `person`.
///
/// # Errors
/// When the database refuses.
pub async fn delete_known_devices(tx: &mut Tx, person: PersonId) -> Result<()> {
    sql("delete from known_device where person_id = $1").bind(person).run(tx).await?;
    Ok(())
}
