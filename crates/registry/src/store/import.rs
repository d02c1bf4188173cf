use kernel::{Id, OrganisationId, Result, Timestamp};
use store::{Insert, On, Tx, sql};

use crate::import::{ImportState, RosterFault, RosterImport};

/// The import `id`.
///
/// # Errors
/// When the database refuses.
pub async fn find_import(on: impl Into<On<'_>>, id: Id<RosterImport>) -> Result<Option<RosterImport>> {
    Ok(sql("select id, organisation_id, place, file_name, blob_key, digest, file_secret, file_removed_at, state, job_id, rows_read, rows_good, rows_wrong, rows_warned, rows_new, rows_changed, created_by, created_at, applied_at from roster_import where id = $1").bind(id).optional(on).await?)
}

/// The import `id`, held until the transaction ends.
///
/// # Errors
/// [`kernel::Error::NotFound`] when there is none.
pub async fn get_import_for_change(tx: &mut Tx, id: Id<RosterImport>) -> Result<RosterImport> {
    Ok(sql("select id, organisation_id, place, file_name, blob_key, digest, file_secret, file_removed_at, state, job_id, rows_read, rows_good, rows_wrong, rows_warned, rows_new, rows_changed, created_by, created_at, applied_at from roster_import where id = $1 for update").bind(id).one(tx).await?)
}

/// The newest imports of an authority.
///
/// # Errors
/// When the database refuses.
pub async fn list_imports(
    on: impl Into<On<'_>>,
    organisation: OrganisationId,
    limit: u32,
) -> Result<Vec<RosterImport>> {
    Ok(sql("select id, organisation_id, place, file_name, blob_key, digest, file_secret, file_removed_at, state, job_id, rows_read, rows_good, rows_wrong, rows_warned, rows_new, rows_changed, created_by, created_at, applied_at from roster_import where organisation_id = $1 order by id desc limit $2")
        .bind(organisation)
        .bind(limit)
        .all(on)
        .await?)
}

/// Writes a new import.
///
/// # Errors
/// When the database refuses.
pub async fn insert_import(tx: &mut Tx, it: &RosterImport) -> Result<()> {
    sql("insert into roster_import (id, organisation_id, place, file_name, blob_key, digest, file_secret, state, job_id, rows_read, rows_good, rows_wrong, rows_warned, rows_new, rows_changed, created_by, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, 0, 0, 0, 0, 0, $10, $11)")
        .bind(it.id)
        .bind(it.organisation_id)
        .bind(&it.place)
        .bind(it.file_name.as_str())
        .bind(it.blob_key.as_str())
        .bind(it.digest.as_str())
        .bind(it.file_secret.clone())
        .bind(it.state)
        .bind(it.job_id)
        .bind(it.created_by)
        .bind(it.created_at)
        .run(tx)
        .await?;
    Ok(())
}

/// Moves an import from one state to another; false when somebody else already did.
///
/// # Errors
/// When the database refuses.
pub async fn set_import_state(
    on: impl Into<On<'_>>,
    id: Id<RosterImport>,
    from: ImportState,
    to: ImportState,
    job: Id<jobs::Job>,
) -> Result<bool> {
    let changed = sql("update roster_import set state = $3, job_id = $4 where id = $1 and state = $2")
        .bind(id)
        .bind(from)
        .bind(to)
        .bind(job)
        .run(on)
        .await?;
    Ok(changed == 1)
}

/// Ends the check with what it counted; false when it had ended before.
///
/// # Errors
/// When the database refuses.
pub async fn set_checked(tx: &mut Tx, it: &RosterImport) -> Result<bool> {
    let changed = sql("update roster_import set state = 'checked', rows_read = $2, rows_good = $3, rows_wrong = $4, rows_warned = $5, rows_new = $6, rows_changed = $7 where id = $1 and state = 'checking'")
        .bind(it.id)
        .bind(it.rows_read)
        .bind(it.rows_good)
        .bind(it.rows_wrong)
        .bind(it.rows_warned)
        .bind(it.rows_new)
        .bind(it.rows_changed)
        .run(tx)
        .await?;
    Ok(changed == 1)
}

/// Marks an import as written; false when it does not run any more.
///
/// # Errors
/// When the database refuses.
pub async fn set_applied(tx: &mut Tx, id: Id<RosterImport>, new: i64, changed: i64, at: Timestamp) -> Result<bool> {
    let done = sql("update roster_import set state = 'applied', rows_new = $2, rows_changed = $3, applied_at = $4 where id = $1 and state = 'applying'")
        .bind(id)
        .bind(new)
        .bind(changed)
        .bind(at)
        .run(tx)
        .await?;
    Ok(done == 1)
}

/// Writes the faults of a check, in place of those of an earlier, broken-off one.
///
/// # Errors
/// When the database refuses.
pub async fn insert_faults(tx: &mut Tx, id: Id<RosterImport>, faults: &[RosterFault]) -> Result<()> {
    sql("delete from roster_fault where import_id = $1").bind(id).run(&mut *tx).await?;
    let mut rows = Insert::into(
        "roster_fault",
        &["import_id", "row_number", "nth", "cell", "column_name", "reason", "given", "severity"],
    );
    for it in faults {
        rows.row([
            id.into(),
            it.row_number.into(),
            it.nth.into(),
            it.cell.as_str().into(),
            it.column_name.as_str().into(),
            it.reason.as_str().into(),
            it.given.as_str().into(),
            it.severity.as_str().into(),
        ]);
    }
    rows.run(tx).await?;
    Ok(())
}

/// The faults of `severity` after the fault `after` (row, and number within the row), `limit` of them.
///
/// # Errors
/// When the database refuses.
pub async fn fault_page(
    on: impl Into<On<'_>>,
    id: Id<RosterImport>,
    severity: &str,
    after: (i64, i64),
    limit: u32,
) -> Result<Vec<RosterFault>> {
    Ok(sql("select row_number, nth, cell, column_name, reason, given, severity from roster_fault where import_id = $1 and severity = $2 and (row_number > $3 or (row_number = $3 and nth > $4)) order by row_number, nth limit $5")
        .bind(id)
        .bind(severity)
        .bind(after.0)
        .bind(after.1)
        .bind(limit)
        .all(on)
        .await?)
}
