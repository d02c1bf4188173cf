//! Every SQL statement of this floor.

use ::store::{On, Store, Tx, sql, sql_list};
use kernel::{Id, PersonId, Result, Timestamp};
use uuid::Uuid;
use vault::{Sealed, Tally};

use crate::sealed::EXPORT_FILE;
use crate::{Export, ExportState};

/// The export `id` of `person`.
pub(crate) async fn find_export(on: impl Into<On<'_>>, person: PersonId, id: Id<Export>) -> Result<Option<Export>> {
    Ok(sql("select id, person_id, listing, asked, noun, place, title, format, whole, reason, duty, state, job_id, list_rows, bytes, digest, file_secret, created_at, ended_at, file_removed_at from export where person_id = $1 and id = $2").bind(person).bind(id).optional(on).await?)
}

/// What `person` asked for, the newest first, before `before`.
///
/// # Errors
/// When the database refuses.
pub async fn list_exports(
    on: impl Into<On<'_>>,
    person: PersonId,
    before: Option<Id<Export>>,
    limit: u32,
) -> Result<Vec<Export>> {
    Ok(sql("select id, person_id, listing, asked, noun, place, title, format, whole, reason, duty, state, job_id, list_rows, bytes, digest, file_secret, created_at, ended_at, file_removed_at from export where person_id = $1 and id < $2 order by id desc limit $3")
        .bind(person)
        .bind(before.unwrap_or(Id::greatest()))
        .bind(limit)
        .all(on)
        .await?)
}

pub(crate) async fn insert_export(tx: &mut Tx, it: &Export) -> Result<()> {
    sql("insert into export (person_id, id, listing, asked, noun, place, title, format, whole, reason, duty, state, job_id, list_rows, bytes, digest, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 0, 0, '', $14)")
        .bind(it.person_id)
        .bind(it.id)
        .bind(it.listing.as_str())
        .bind(it.asked.as_str())
        .bind(it.noun.as_str())
        .bind(&it.place)
        .bind(it.title.as_str())
        .bind(it.format)
        .bind(it.whole)
        .bind(it.reason.as_str())
        .bind(it.duty.as_str())
        .bind(it.state)
        .bind(it.job_id)
        .bind(it.created_at)
        .run(tx)
        .await?;
    Ok(())
}

/// Notes that the file is there, or that there will be none. One that is no longer being written stays as it is.
pub(crate) async fn set_ended(tx: &mut Tx, it: &Export) -> Result<bool> {
    let ended = sql("update export set state = $3, list_rows = $4, bytes = $5, digest = $6, file_secret = $7, ended_at = $8 where person_id = $1 and id = $2 and state = $9")
        .bind(it.person_id)
        .bind(it.id)
        .bind(it.state)
        .bind(it.list_rows)
        .bind(it.bytes)
        .bind(it.digest.as_str())
        .bind(it.file_secret.clone())
        .bind(it.ended_at)
        .bind(ExportState::Writing)
        .run(tx)
        .await?;
    Ok(ended == 1)
}

::store::record! {
    /// A file that is to go.
    pub(crate) struct OldFile { pub id: Id<Export>, pub created_at: Timestamp }
}

/// The oldest files asked for before `before`.
pub(crate) async fn list_old_files(tx: &mut Tx, before: Timestamp, limit: u32) -> Result<Vec<OldFile>> {
    Ok(sql("select id, created_at from export where file_secret is not null and created_at < $1 order by created_at limit $2")
        .bind(before)
        .bind(limit)
        .all(tx)
        .await?)
}

/// Notes that the files are gone.
pub(crate) async fn set_files_removed(tx: &mut Tx, files: &[OldFile], now: Timestamp) -> Result<()> {
    sql_list(
        "update export set file_secret = null, file_removed_at = $1 where file_secret is not null and id in ({list})",
        vec![now.into()],
        files.iter().map(|it| it.id),
    )
    .run(tx)
    .await?;
    Ok(())
}

/// When the oldest file that is there was asked for.
pub(crate) async fn find_oldest_file(on: impl Into<On<'_>>) -> Result<Option<Timestamp>> {
    let oldest: Vec<Timestamp> =
        sql("select created_at as value from export where file_secret is not null order by created_at limit 1")
            .values(on)
            .await?;
    Ok(oldest.into_iter().next())
}

/// The secrets of the `limit` files after `after`.
pub(crate) async fn list_sealed_exports(on: impl Into<On<'_>>, after: Uuid, limit: u32) -> Result<Vec<Sealed>> {
    Ok(sql(
        "select id, file_secret as cipher from export where id > $1 and file_secret is not null order by id limit $2",
    )
    .bind(after)
    .bind(limit)
    .all(on)
    .await?)
}

/// Puts `fresh` in the place of the secret that was read; false when it is another one by now.
pub(crate) async fn reseal_export(tx: &mut Tx, it: &Sealed, fresh: &[u8]) -> Result<bool> {
    let changed = sql("update export set file_secret = $3 where id = $1 and file_secret = $2")
        .bind(it.id)
        .bind(it.cipher.as_slice())
        .bind(fresh)
        .run(tx)
        .await?;
    Ok(changed == 1)
}

::store::record! {
    struct Heads { head: Vec<u8>, files: i64 }
}

/// How many secrets each key has sealed. Reads every export with a file: for the command line, not for a page.
pub(crate) async fn tally_exports(store: &Store) -> Result<Vec<Tally>> {
    let heads: Vec<Heads> = sql("select substr(file_secret, 1, 3) as head, count(*) as files from export where file_secret is not null group by 1 order by 1")
        .all(store)
        .await?;
    Ok(heads.into_iter().map(|it| Tally::of_head(EXPORT_FILE.name(), &it.head, it.files)).collect())
}
