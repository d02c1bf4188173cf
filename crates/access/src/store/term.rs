use audit::By;
use kernel::{Date, PersonId, Result};
use store::{On, Tx, sql, sql_list};
use uuid::Uuid;

use crate::term::HeldTerm;

/// The term, if there is one.
///
/// # Errors
/// When the database refuses.
pub async fn find_term(on: impl Into<On<'_>>, person: PersonId, id: Uuid) -> Result<Option<HeldTerm>> {
    Ok(sql("select person_id, id, duty, organisation_id, organisation_name, place, from_on, until_on, ended_at, ended_by_name, end_reason, principal_id, principal_name, principal_term from appointment where person_id = $1 and id = $2").bind(person).bind(id).optional(on).await?)
}

/// The term, held until the transaction ends.
///
/// # Errors
/// When there is none, or the database refuses.
pub async fn get_term_for_change(tx: &mut Tx, person: PersonId, id: Uuid) -> Result<HeldTerm> {
    Ok(sql("select person_id, id, duty, organisation_id, organisation_name, place, from_on, until_on, ended_at, ended_by_name, end_reason, principal_id, principal_name, principal_term from appointment where person_id = $1 and id = $2 for update").bind(person).bind(id).one(tx).await?)
}

/// The terms that stand in for one of `terms` and are not over.
///
/// # Errors
/// When the database refuses.
pub async fn list_stand_ins(on: impl Into<On<'_>>, terms: &[Uuid], today: Date) -> Result<Vec<HeldTerm>> {
    Ok(sql_list("select person_id, id, duty, organisation_id, organisation_name, place, from_on, until_on, ended_at, ended_by_name, end_reason, principal_id, principal_name, principal_term from appointment where principal_term in ({list}) and ended_at is null and until_on >= $1 order by from_on, id", vec![today.into()], terms.iter().copied()).all(on).await?)
}

/// Ends a term now; false when it is over already.
///
/// # Errors
/// When the database refuses.
pub async fn set_ended(tx: &mut Tx, by: &By, it: &HeldTerm, reason: &str) -> Result<bool> {
    let touched = sql("update appointment set ended_at = $3, ended_by_name = $4, end_reason = $5 where person_id = $1 and id = $2 and ended_at is null and (until_on is null or until_on >= $6)")
        .bind(it.person_id)
        .bind(it.id)
        .bind(by.now)
        .bind(by.name.as_str())
        .bind(reason)
        .bind(by.today())
        .run(tx)
        .await?;
    Ok(touched == 1)
}

/// Sets an earlier last day; false when the term ends by then, or is over.
///
/// # Errors
/// When the database refuses.
pub async fn set_until(tx: &mut Tx, it: &HeldTerm, until: Date) -> Result<bool> {
    let touched = sql("update appointment set until_on = $3 where person_id = $1 and id = $2 and ended_at is null and (until_on is null or until_on > $3)")
        .bind(it.person_id)
        .bind(it.id)
        .bind(until)
        .run(tx)
        .await?;
    Ok(touched == 1)
}
