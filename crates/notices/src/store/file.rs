use kernel::{Id, Result};
use store::{On, Tx, sql};

use crate::Notice;

store::record! {
    /// A file that goes with a notice.
    pub struct Attached {
        /// Its number, from 1.
        pub nth: i64,
        /// Its name.
        pub name: String,
        /// Where its bytes lie.
        pub blob_key: String,
        /// How many they are.
        pub bytes: i64,
    }
}

/// The files of a notice.
///
/// # Errors
/// When the database refuses.
pub async fn list_files(on: impl Into<On<'_>>, id: Id<Notice>) -> Result<Vec<Attached>> {
    Ok(sql("select nth, name, blob_key, bytes from notice_file where notice_id = $1 order by nth")
        .bind(id)
        .all(on)
        .await?)
}

/// One of them.
///
/// # Errors
/// When the database refuses.
pub async fn find_file(on: impl Into<On<'_>>, id: Id<Notice>, nth: i64) -> Result<Option<Attached>> {
    Ok(sql("select nth, name, blob_key, bytes from notice_file where notice_id = $1 and nth = $2")
        .bind(id)
        .bind(nth)
        .optional(on)
        .await?)
}

/// Adds a file to a draft that is held.
///
/// # Errors
/// When the database refuses.
pub async fn add_file(tx: &mut Tx, id: Id<Notice>, it: &Attached) -> Result<()> {
    sql("insert into notice_file (notice_id, nth, name, blob_key, bytes) values ($1, $2, $3, $4, $5)")
        .bind(id)
        .bind(it.nth)
        .bind(it.name.as_str())
        .bind(it.blob_key.as_str())
        .bind(it.bytes)
        .run(tx)
        .await?;
    Ok(())
}

/// Takes a file away from a draft that is held.
///
/// # Errors
/// When the database refuses.
pub async fn delete_file(tx: &mut Tx, id: Id<Notice>, nth: i64) -> Result<bool> {
    Ok(sql("delete from notice_file where notice_id = $1 and nth = $2").bind(id).bind(nth).run(tx).await? == 1)
}
