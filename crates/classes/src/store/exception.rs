use authz::Place;
use kernel::{Id, PersonId, Result};
use store::{On, Tx, sql};

use crate::Class;
use crate::exception::Exception;

/// The request for `person` in `class` against the rule `code`.
///
/// # Errors
/// When the database refuses.
pub async fn find_exception(
    on: impl Into<On<'_>>,
    person: PersonId,
    class: Id<Class>,
    code: &str,
) -> Result<Option<Exception>> {
    Ok(sql("select person_id, class_id, rule_code, person_name, place, citation, given, approver, reason, state, requested_by, requested_at, decided_by, opinion, decided_at from enrolment_exception where person_id = $1 and class_id = $2 and rule_code = $3").bind(person).bind(class).bind(code).optional(on).await?)
}

/// As [`find_exception`], of a request that must exist, held until the transaction ends.
///
/// # Errors
/// [`kernel::Error::NotFound`] when it does not.
pub async fn get_exception_for_change(
    tx: &mut Tx,
    person: PersonId,
    class: Id<Class>,
    code: &str,
) -> Result<Exception> {
    Ok(sql("select person_id, class_id, rule_code, person_name, place, citation, given, approver, reason, state, requested_by, requested_at, decided_by, opinion, decided_at from enrolment_exception where person_id = $1 and class_id = $2 and rule_code = $3 for update").bind(person).bind(class).bind(code).one(tx).await?)
}

/// The requests for `person` in `class`.
///
/// # Errors
/// When the database refuses.
pub async fn list_exceptions_of_person(
    on: impl Into<On<'_>>,
    person: PersonId,
    class: Id<Class>,
) -> Result<Vec<Exception>> {
    Ok(sql("select person_id, class_id, rule_code, person_name, place, citation, given, approver, reason, state, requested_by, requested_at, decided_by, opinion, decided_at from enrolment_exception where person_id = $1 and class_id = $2 order by rule_code").bind(person).bind(class).all(on).await?)
}

/// The requests of a class, by person and rule.
///
/// # Errors
/// When the database refuses.
pub async fn list_exceptions_of_class(on: impl Into<On<'_>>, class: Id<Class>, limit: u32) -> Result<Vec<Exception>> {
    Ok(sql("select person_id, class_id, rule_code, person_name, place, citation, given, approver, reason, state, requested_by, requested_at, decided_by, opinion, decided_at from enrolment_exception where class_id = $1 order by person_id, rule_code limit $2").bind(class).bind(limit).all(on).await?)
}

/// The undecided requests from schools within `place`, the longest waiting first.
///
/// # Errors
/// When the database refuses.
pub async fn list_open_exceptions(on: impl Into<On<'_>>, place: &Place, limit: u32) -> Result<Vec<Exception>> {
    let (from, until) = place.range();
    Ok(sql("select person_id, class_id, rule_code, person_name, place, citation, given, approver, reason, state, requested_by, requested_at, decided_by, opinion, decided_at from enrolment_exception where state = 'open' and place >= $1 and place < $2 order by requested_at, person_id limit $3").bind(from).bind(until).bind(limit).all(on).await?)
}

/// Writes a request, anew or in place of an earlier one of the same rule.
pub async fn put_exception(tx: &mut Tx, it: &Exception) -> Result<()> {
    sql("insert into enrolment_exception (person_id, class_id, rule_code, person_name, place, citation, given, approver, reason, state, requested_by, requested_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict (person_id, class_id, rule_code) do update set person_name = excluded.person_name, place = excluded.place, citation = excluded.citation, given = excluded.given, approver = excluded.approver, reason = excluded.reason, state = excluded.state, requested_by = excluded.requested_by, requested_at = excluded.requested_at, decided_by = null, opinion = null, decided_at = null")
        .bind(it.person_id)
        .bind(it.class_id)
        .bind(it.rule_code.as_str())
        .bind(it.person_name.as_str())
        .bind(&it.place)
        .bind(it.citation.as_str())
        .bind(it.given.as_str())
        .bind(it.approver.as_str())
        .bind(it.reason.as_str())
        .bind(it.state)
        .bind(it.requested_by)
        .bind(it.requested_at)
        .run(tx)
        .await?;
    Ok(())
}

/// Keeps the decision on a request; false when it was decided before.
pub async fn decide_exception(tx: &mut Tx, it: &Exception) -> Result<bool> {
    let changed = sql("update enrolment_exception set state = $4, decided_by = $5, opinion = $6, decided_at = $7 where person_id = $1 and class_id = $2 and rule_code = $3 and state = 'open'")
        .bind(it.person_id)
        .bind(it.class_id)
        .bind(it.rule_code.as_str())
        .bind(it.state)
        .bind(it.decided_by.clone())
        .bind(it.opinion.clone())
        .bind(it.decided_at)
        .run(tx)
        .await?;
    Ok(changed == 1)
}
