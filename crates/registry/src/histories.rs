//! Going over the histories of all organisations: for `doctor`.

use kernel::{OrganisationId, Result};
use store::Store;

use crate::period::{Broken, Period, whole};
use crate::store as rows;

/// Organisations read in one statement.
const BATCH: u32 = 500;

/// Organisations whose history is broken, or does not say what they are, with what is wrong, at most `limit`.
///
/// # Errors
/// When the database refuses.
pub async fn list_wrong_histories(store: &Store, limit: usize) -> Result<Vec<(OrganisationId, Broken)>> {
    let (mut wrong, mut after) = (Vec::new(), OrganisationId::from(uuid::Uuid::nil()));
    loop {
        let some = rows::list_more_organisations(store, after, BATCH).await?;
        let ids: Vec<OrganisationId> = some.iter().map(|it| it.id).collect();
        let periods = rows::list_periods_of(store, &ids).await?;
        for it in &some {
            let own: Vec<Period> = periods.iter().filter(|one| one.organisation_id == it.id).cloned().collect();
            if let Err(broken) = whole(it, &own) {
                wrong.push((it.id, broken));
            }
        }
        match kernel::last_of_full(&some, BATCH) {
            Some(last) if wrong.len() < limit => after = last.id,
            _ => break,
        }
    }
    wrong.truncate(limit);
    Ok(wrong)
}
