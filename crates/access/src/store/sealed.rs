//! The walk through the secrets of authenticators.

use kernel::Result;
use store::{On, Store, Tx, sql};
use uuid::Uuid;
use vault::{Sealed, Tally};

use crate::factor::SECRET;

/// The secrets of the `limit` people after `after`.
///
/// # Errors
/// When the database refuses.
pub async fn list_sealed_secrets(on: impl Into<On<'_>>, after: Uuid, limit: u32) -> Result<Vec<Sealed>> {
    Ok(sql(
        "select person_id as id, secret_cipher as cipher from totp where person_id > $1 order by person_id limit $2",
    )
    .bind(after)
    .bind(limit)
    .all(on)
    .await?)
}

/// Puts `fresh` in the place of the secret that was read; false when it is another one by now.
///
/// # Errors
/// When the database refuses.
pub async fn reseal_secret(tx: &mut Tx, it: &Sealed, fresh: &[u8]) -> Result<bool> {
    let changed = sql("update totp set secret_cipher = $3 where person_id = $1 and secret_cipher = $2")
        .bind(it.id)
        .bind(it.cipher.as_slice())
        .bind(fresh)
        .run(tx)
        .await?;
    Ok(changed == 1)
}

store::record! {
    struct Heads { head: Vec<u8>, secrets: i64 }
}

/// How many secrets each key has sealed. Reads all of them: for the command line, not for a page.
///
/// # Errors
/// When the database refuses.
pub async fn tally_secrets(store: &Store) -> Result<Vec<Tally>> {
    let heads: Vec<Heads> =
        sql("select substr(secret_cipher, 1, 3) as head, count(*) as secrets from totp group by 1 order by 1")
            .all(store)
            .await?;
    Ok(heads.into_iter().map(|it| Tally::of_head(SECRET.name(), &it.head, it.secrets)).collect())
}
