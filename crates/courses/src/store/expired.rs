//! Raw beats whose time is over.

use kernel::{Result, Timestamp};
use store::{On, Store, Tx, sql};

/// Removes the oldest pages of beats that came before `before`; when each came.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn delete_beat_pages(tx: &mut Tx, before: Timestamp, limit: u32) -> Result<Vec<Timestamp>> {
    Ok(sql("delete from beat_page where (person_id, session_id, nth) in (select person_id, session_id, nth from beat_page where received_at < $1 order by received_at limit $2) returning received_at as value")
        .bind(before)
        .bind(limit)
        .values(tx)
        .await?)
}

/// When the oldest page of beats came.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn find_oldest_beat_page(on: impl Into<On<'_>>) -> Result<Option<Timestamp>> {
    let oldest: Vec<Timestamp> =
        sql("select received_at as value from beat_page order by received_at limit 1").values(on).await?;
    Ok(oldest.into_iter().next())
}

/// Takes the waiting beats out of sessions that began from `after` on and were over before `before`; when each began.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn clear_tails(
    tx: &mut Tx,
    after: Timestamp,
    before: Timestamp,
    limit: u32,
) -> Result<Vec<Timestamp>> {
    Ok(sql("update playback set tail = null where (person_id, id) in (select person_id, id from playback where begun_at >= $1 and begun_at < $2 and received_at < $2 and tail is not null order by begun_at limit $3) returning begun_at as value")
        .bind(after)
        .bind(before)
        .bind(limit)
        .values(tx)
        .await?)
}

/// When the oldest session with waiting beats began, of those from `after` on.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn find_oldest_tail(store: &Store, after: Timestamp) -> Result<Option<Timestamp>> {
    let oldest: Vec<Timestamp> = sql(
        "select begun_at as value from playback where begun_at >= $1 and tail is not null order by begun_at limit 1",
    )
    .bind(after)
    .values(store)
    .await?;
    Ok(oldest.into_iter().next())
}
