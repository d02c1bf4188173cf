//! Files of rosters whose time is over.

use kernel::{Id, Result, Timestamp};
use store::{On, Tx, sql, sql_list};

use crate::import::RosterImport;

store::record! {
    /// A file that is to go.
    pub struct OldFile {
        /// The import.
        pub id: Id<RosterImport>,
        /// Where the file lies.
        pub blob_key: String,
        /// When it was sent.
        pub created_at: Timestamp,
    }
}

/// The oldest files that were sent before `before` and with which nobody works.
///
/// # Errors
/// When the database refuses.
pub async fn list_old_files(tx: &mut Tx, before: Timestamp, limit: u32) -> Result<Vec<OldFile>> {
    Ok(sql("select id, blob_key, created_at from roster_import where created_at < $1 and file_removed_at is null and state in ('checked', 'applied', 'failed') order by created_at limit $2")
        .bind(before)
        .bind(limit)
        .all(tx)
        .await?)
}

/// How many imports from `before` on have this file too.
///
/// # Errors
/// When the database refuses.
pub async fn count_users(tx: &mut Tx, blob_key: &str, before: Timestamp) -> Result<i64> {
    Ok(sql("select count(*) as value from roster_import where blob_key = $1 and created_at >= $2 and file_removed_at is null")
        .bind(blob_key)
        .bind(before)
        .value(tx)
        .await?)
}

/// Notes that the files are gone, and removes what was wrong in them.
///
/// # Errors
/// When the database refuses.
pub async fn set_files_removed(tx: &mut Tx, files: &[OldFile], now: Timestamp) -> Result<()> {
    sql_list("delete from roster_fault where import_id in ({list})", Vec::new(), files.iter().map(|it| it.id))
        .run(&mut *tx)
        .await?;
    sql_list(
        "update roster_import set file_secret = null, file_removed_at = $1 where id in ({list})",
        vec![now.into()],
        files.iter().map(|it| it.id),
    )
    .run(tx)
    .await?;
    Ok(())
}

/// When the oldest file that is there was sent.
///
/// # Errors
/// When the database refuses.
pub async fn find_oldest_file(on: impl Into<On<'_>>) -> Result<Option<Timestamp>> {
    let oldest: Vec<Timestamp> =
        sql("select created_at as value from roster_import where file_removed_at is null order by created_at limit 1")
            .values(on)
            .await?;
    Ok(oldest.into_iter().next())
}
