//! What the door remembers and is over.

use kernel::{PersonId, Result, Timestamp};
use store::{On, Tx, sql, sql_list};

/// Removes sessions that ended before `before`; when each ended.
///
/// # Errors
/// When the database refuses.
pub async fn delete_over_sessions(tx: &mut Tx, before: Timestamp, limit: u32) -> Result<Vec<Timestamp>> {
    Ok(sql("delete from session where (person_id, id) in (select person_id, id from session where until < $1 order by until limit $2) returning until as value")
        .bind(before)
        .bind(limit)
        .values(tx)
        .await?)
}

/// When the first session ends, or ended.
///
/// # Errors
/// When the database refuses.
pub async fn find_first_session_end(on: impl Into<On<'_>>) -> Result<Option<Timestamp>> {
    let first: Vec<Timestamp> = sql("select until as value from session order by until limit 1").values(on).await?;
    Ok(first.into_iter().next())
}

/// Removes counts of guesses that were remembered until before `before`; until when each was.
///
/// # Errors
/// When the database refuses.
pub async fn delete_over_guesses(tx: &mut Tx, before: Timestamp, limit: u32) -> Result<Vec<Timestamp>> {
    Ok(sql("delete from throttle where key in (select key from throttle where until < $1 order by until limit $2) returning until as value")
        .bind(before)
        .bind(limit)
        .values(tx)
        .await?)
}

/// Until when the first count of guesses is remembered.
///
/// # Errors
/// When the database refuses.
pub async fn find_first_guess_end(on: impl Into<On<'_>>) -> Result<Option<Timestamp>> {
    let first: Vec<Timestamp> = sql("select until as value from throttle order by until limit 1").values(on).await?;
    Ok(first.into_iter().next())
}

store::record! {
    struct Code { person_id: PersonId, activation_until: Timestamp }
}

/// Takes away activation codes that ended before `before`; when each ended.
///
/// # Errors
/// When the database refuses.
pub async fn clear_over_codes(tx: &mut Tx, before: Timestamp, limit: u32) -> Result<Vec<Timestamp>> {
    let codes: Vec<Code> = sql("select person_id, activation_until from credential where activation_until < $1 order by activation_until limit $2")
        .bind(before)
        .bind(limit)
        .all(&mut *tx)
        .await?;
    // A new code given since it was read stays.
    sql_list(
        "update credential set activation_hash = null, activation_until = null where activation_until < $1 and person_id in ({list})",
        vec![before.into()],
        codes.iter().map(|it| it.person_id),
    )
    .run(tx)
    .await?;
    Ok(codes.iter().map(|it| it.activation_until).collect())
}

/// When the first activation code ends, or ended.
///
/// # Errors
/// When the database refuses.
pub async fn find_first_code_end(on: impl Into<On<'_>>) -> Result<Option<Timestamp>> {
    let first: Vec<Timestamp> = sql("select activation_until as value from credential where activation_until is not null order by activation_until limit 1")
        .values(on)
        .await?;
    Ok(first.into_iter().next())
}
