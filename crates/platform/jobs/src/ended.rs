//! Jobs that are over.

use kernel::{Result, Timestamp};
use store::{Store, Tx, sql};

/// Removes the oldest jobs that ended before `before`, at most `limit`; when each ended.
///
/// # Errors
/// When the database refuses.
pub async fn delete_ended(tx: &mut Tx, before: Timestamp, limit: u32) -> Result<Vec<Timestamp>> {
    Ok(sql("delete from job where id in (select id from job where ended_at < $1 order by ended_at limit $2) returning ended_at as value")
        .bind(before)
        .bind(limit)
        .values(tx)
        .await?)
}

/// When the job that ended first did.
///
/// # Errors
/// When the database refuses.
pub async fn find_oldest_ended(store: &Store) -> Result<Option<Timestamp>> {
    let ended: Vec<Timestamp> =
        sql("select ended_at as value from job where ended_at is not null order by ended_at limit 1")
            .values(store)
            .await?;
    Ok(ended.into_iter().next())
}
