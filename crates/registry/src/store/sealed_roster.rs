//! The walk through the secrets of the files of rosters.

use kernel::Result;
use store::{On, Store, Tx, sql};
use uuid::Uuid;
use vault::{Sealed, Tally};

use crate::sealed::ROSTER_FILE;

/// The secrets of the `limit` files after `after`.
///
/// # Errors
/// When the database refuses.
pub async fn list_sealed_rosters(on: impl Into<On<'_>>, after: Uuid, limit: u32) -> Result<Vec<Sealed>> {
    Ok(sql("select id, file_secret as cipher from roster_import where id > $1 and file_secret is not null order by id limit $2")
        .bind(after)
        .bind(limit)
        .all(on)
        .await?)
}

/// Puts `fresh` in the place of the secret that was read; false when it is another one by now.
///
/// # Errors
/// When the database refuses.
pub async fn reseal_roster(tx: &mut Tx, it: &Sealed, fresh: &[u8]) -> Result<bool> {
    let changed = sql("update roster_import set file_secret = $3 where id = $1 and file_secret = $2")
        .bind(it.id)
        .bind(it.cipher.as_slice())
        .bind(fresh)
        .run(tx)
        .await?;
    Ok(changed == 1)
}

store::record! {
    struct Heads { head: Vec<u8>, files: i64 }
}

/// How many secrets each key has sealed. Reads every import: for the command line, not for a page.
///
/// # Errors
/// When the database refuses.
pub async fn tally_rosters(store: &Store) -> Result<Vec<Tally>> {
    let heads: Vec<Heads> = sql("select substr(file_secret, 1, 3) as head, count(*) as files from roster_import where file_secret is not null group by 1 order by 1")
        .all(store)
        .await?;
    Ok(heads.into_iter().map(|it| Tally::of_head(ROSTER_FILE.name(), &it.head, it.files)).collect())
}
