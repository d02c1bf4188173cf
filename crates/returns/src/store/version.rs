use kernel::{Id, Result, Timestamp};
use store::{On, Tx, sql};

use crate::{Receipt, Return, Version};

store::record! {
    /// A submission without what was submitted, for lists.
    pub struct Line {
        /// Counted from 1.
        pub version: i64,
        /// 核验码.
        pub code: String,
        /// The SM3 digest of Annex 1's spreadsheet.
        pub annex_1_digest: String,
        /// The SM3 digest of Annex 2's.
        pub annex_2_digest: String,
        /// Whether it came after the deadline.
        pub late: bool,
        /// Who submitted.
        pub submitter_name: String,
        /// When.
        pub submitted_at: Timestamp,
    }
}

/// The submissions of a return, newest first, without what was submitted.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn list_lines(on: impl Into<On<'_>>, id: Id<Return>) -> Result<Vec<Line>> {
    Ok(sql("select version, code, annex_1_digest, annex_2_digest, late, submitter_name, submitted_at from return_version where return_id = $1 order by version desc limit 100").bind(id).all(on).await?)
}

/// The submissions of a return, newest first.
///
/// # Errors
/// When the database refuses.
pub async fn list_versions(on: impl Into<On<'_>>, id: Id<Return>) -> Result<Vec<Version>> {
    Ok(sql("select return_id, version, code, annex, trainees, annex_1_key, annex_1_digest, annex_2_key, annex_2_digest, late, submitter_id, submitter_name, submitted_at from return_version where return_id = $1 order by version desc limit 100").bind(id).all(on).await?)
}

/// One submission.
///
/// # Errors
/// When the database refuses.
pub async fn find_version(on: impl Into<On<'_>>, id: Id<Return>, version: i64) -> Result<Option<Version>> {
    Ok(sql("select return_id, version, code, annex, trainees, annex_1_key, annex_1_digest, annex_2_key, annex_2_digest, late, submitter_id, submitter_name, submitted_at from return_version where return_id = $1 and version = $2").bind(id).bind(version).optional(on).await?)
}

/// The submission with this 核验码.
///
/// # Errors
/// When the database refuses.
pub async fn find_version_by_code(on: impl Into<On<'_>>, code: &str) -> Result<Option<Version>> {
    Ok(sql("select return_id, version, code, annex, trainees, annex_1_key, annex_1_digest, annex_2_key, annex_2_digest, late, submitter_id, submitter_name, submitted_at from return_version where code = $1").bind(code).optional(on).await?)
}

/// Every decision on a return, newest first.
///
/// # Errors
/// When the database refuses.
pub async fn list_receipts(on: impl Into<On<'_>>, id: Id<Return>) -> Result<Vec<Receipt>> {
    Ok(sql("select return_id, version, office, outcome, paper, reason, decider_id, decider_name, decided_at from return_receipt where return_id = $1 order by version desc, decided_at desc limit 200").bind(id).all(on).await?)
}

/// Writes a submission.
pub(crate) async fn insert_version(tx: &mut Tx, it: &Version) -> Result<()> {
    sql("insert into return_version (return_id, version, code, annex, trainees, annex_1_key, annex_1_digest, annex_2_key, annex_2_digest, late, submitter_id, submitter_name, submitted_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)")
        .bind(it.return_id)
        .bind(it.version)
        .bind(it.code.as_str())
        .bind(it.annex.as_str())
        .bind(it.trainees.as_str())
        .bind(it.annex_1_key.as_str())
        .bind(it.annex_1_digest.as_str())
        .bind(it.annex_2_key.as_str())
        .bind(it.annex_2_digest.as_str())
        .bind(it.late)
        .bind(it.submitter_id)
        .bind(it.submitter_name.as_str())
        .bind(it.submitted_at)
        .run(tx)
        .await?;
    Ok(())
}

/// Writes a decision.
pub(crate) async fn insert_receipt(tx: &mut Tx, it: &Receipt) -> Result<()> {
    sql("insert into return_receipt (return_id, version, office, outcome, paper, reason, decider_id, decider_name, decided_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)")
        .bind(it.return_id)
        .bind(it.version)
        .bind(it.office)
        .bind(it.outcome)
        .bind(it.paper)
        .bind(it.reason.clone())
        .bind(it.decider_id)
        .bind(it.decider_name.as_str())
        .bind(it.decided_at)
        .run(tx)
        .await?;
    Ok(())
}
