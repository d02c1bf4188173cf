use classes::Class;
use kernel::{Id, OrganisationId, PersonId, Result, Timestamp};
use store::{Insert, On, Tx, sql, sql_list};

use crate::completion::{List, ListRow, ListState, Mark};
use crate::{ClassResult, HourEntry};

/// The list of a class, once it was handed in.
///
/// # Errors
/// When the database refuses.
pub async fn find_list(on: impl Into<On<'_>>, class: Id<Class>) -> Result<Option<List>> {
    Ok(sql("select class_id, state, rule_version, people, counties, confirmed, round, submitted_by, submitted_name, submitted_at from completion where class_id = $1").bind(class).optional(on).await?)
}

/// The list of a class, held until the transaction ends.
///
/// # Errors
/// When the database refuses.
pub async fn find_list_for_change(tx: &mut Tx, class: Id<Class>) -> Result<Option<List>> {
    Ok(sql("select class_id, state, rule_version, people, counties, confirmed, round, submitted_by, submitted_name, submitted_at from completion where class_id = $1 for update").bind(class).optional(tx).await?)
}

/// Hands a list in: a new one, or one that was sent back. Whether it was taken; one that is with the
/// counties or confirmed is not.
///
/// # Errors
/// When the database refuses.
pub async fn put_list(tx: &mut Tx, list: &List) -> Result<bool> {
    let taken = sql("insert into completion (class_id, state, rule_version, people, counties, confirmed, round, submitted_by, submitted_name, submitted_at) values ($1, $2, $3, $4, $5, 0, 1, $6, $7, $8) on conflict (class_id) do update set state = excluded.state, people = excluded.people, counties = excluded.counties, round = completion.round + 1, submitted_by = excluded.submitted_by, submitted_name = excluded.submitted_name, submitted_at = excluded.submitted_at where completion.state = 'returned'")
        .bind(list.class_id)
        .bind(ListState::Submitted)
        .bind(list.rule_version.as_str())
        .bind(list.people)
        .bind(list.counties)
        .bind(list.submitted_by)
        .bind(list.submitted_name.as_str())
        .bind(list.submitted_at)
        .run(tx)
        .await?;
    Ok(taken == 1)
}

/// One county more has confirmed; the list as it is then. Who counts holds the list.
///
/// # Errors
/// When the database refuses.
pub async fn count_confirmed(tx: &mut Tx, class: Id<Class>) -> Result<List> {
    sql("update completion set confirmed = confirmed + 1, state = case when confirmed + 1 >= counties then 'confirmed' else state end where class_id = $1").bind(class).run(&mut *tx).await?;
    find_list(tx, class).await?.ok_or(kernel::Error::NotFound)
}

/// A county sent its part back.
///
/// # Errors
/// When the database refuses.
pub async fn set_list_returned(tx: &mut Tx, class: Id<Class>) -> Result<()> {
    sql("update completion set state = $2 where class_id = $1").bind(class).bind(ListState::Returned).run(tx).await?;
    Ok(())
}

/// The marks of a class.
///
/// # Errors
/// When the database refuses.
pub async fn list_marks(on: impl Into<On<'_>>, class: Id<Class>) -> Result<Vec<Mark>> {
    Ok(sql("select person_id, outcome, absent_minutes, reason from completion_mark where class_id = $1")
        .bind(class)
        .all(on)
        .await?)
}

/// Sets the mark of one trainee.
///
/// # Errors
/// When the database refuses.
pub async fn put_mark(tx: &mut Tx, class: Id<Class>, mark: &Mark, by: PersonId, at: Timestamp) -> Result<()> {
    sql("insert into completion_mark (person_id, class_id, outcome, absent_minutes, reason, marked_by, marked_at) values ($1, $2, $3, $4, $5, $6, $7) on conflict (person_id, class_id) do update set outcome = excluded.outcome, absent_minutes = excluded.absent_minutes, reason = excluded.reason, marked_by = excluded.marked_by, marked_at = excluded.marked_at")
        .bind(mark.person_id)
        .bind(class)
        .bind(mark.outcome.map(crate::completion::Outcome::as_str))
        .bind(mark.absent_minutes)
        .bind(mark.reason.as_str())
        .bind(by)
        .bind(at)
        .run(tx)
        .await?;
    Ok(())
}

/// Writes rows of a list; a row that was sent back is written anew.
///
/// # Errors
/// When the database refuses.
pub async fn insert_rows(tx: &mut Tx, rows: &[ListRow]) -> Result<()> {
    let mut batch = Insert::into(
        "completion_row",
        &["person_id", "class_id", "person_name", "school_id", "place", "county_id", "state", "proposed", "outcome", "reason", "planned_minutes", "absent_minutes", "lessons_done", "lessons_total", "quiz_best", "face_minutes", "online_minutes", "minutes", "hours_x100", "credits_x100", "return_reason"],
    )
    .suffix("on conflict (person_id, class_id) do update set state = excluded.state, proposed = excluded.proposed, outcome = excluded.outcome, reason = excluded.reason, planned_minutes = excluded.planned_minutes, absent_minutes = excluded.absent_minutes, lessons_done = excluded.lessons_done, lessons_total = excluded.lessons_total, quiz_best = excluded.quiz_best, face_minutes = excluded.face_minutes, online_minutes = excluded.online_minutes, minutes = excluded.minutes, hours_x100 = excluded.hours_x100, credits_x100 = excluded.credits_x100, return_reason = excluded.return_reason");
    for row in rows {
        batch.row([
            row.person_id.into(),
            row.class_id.into(),
            row.person_name.as_str().into(),
            row.school_id.into(),
            (&row.place).into(),
            row.county_id.into(),
            row.state.into(),
            row.proposed.into(),
            row.outcome.into(),
            row.reason.as_str().into(),
            row.planned_minutes.into(),
            row.absent_minutes.into(),
            row.lessons_done.into(),
            row.lessons_total.into(),
            row.quiz_best.into(),
            row.face_minutes.into(),
            row.online_minutes.into(),
            row.minutes.into(),
            row.hours_x100.into(),
            row.credits_x100.into(),
            row.return_reason.as_str().into(),
        ]);
    }
    batch.run(tx).await?;
    Ok(())
}

/// The rows of a list, by person, `limit` of them after `after`.
///
/// # Errors
/// When the database refuses.
pub async fn list_rows(
    on: impl Into<On<'_>>,
    class: Id<Class>,
    after: Option<PersonId>,
    limit: u32,
) -> Result<Vec<ListRow>> {
    Ok(sql("select person_id, class_id, person_name, school_id, place, county_id, state, proposed, outcome, reason, planned_minutes, absent_minutes, lessons_done, lessons_total, quiz_best, face_minutes, online_minutes, minutes, hours_x100, credits_x100, return_reason, entry_id, certificate_number, recognised_at from completion_row where class_id = $1 and person_id > $2 order by person_id limit $3")
        .bind(class)
        .bind(after.unwrap_or_else(first))
        .bind(limit)
        .all(on)
        .await?)
}

/// The rows of a list that one county recognises.
///
/// # Errors
/// When the database refuses.
pub async fn list_rows_of_county(
    on: impl Into<On<'_>>,
    class: Id<Class>,
    county: OrganisationId,
) -> Result<Vec<ListRow>> {
    Ok(sql("select person_id, class_id, person_name, school_id, place, county_id, state, proposed, outcome, reason, planned_minutes, absent_minutes, lessons_done, lessons_total, quiz_best, face_minutes, online_minutes, minutes, hours_x100, credits_x100, return_reason, entry_id, certificate_number, recognised_at from completion_row where class_id = $1 and county_id = $2 order by person_id").bind(class).bind(county).all(on).await?)
}

/// The row of one trainee.
///
/// # Errors
/// When the database refuses.
pub async fn find_row(on: impl Into<On<'_>>, person: PersonId, class: Id<Class>) -> Result<Option<ListRow>> {
    Ok(sql("select person_id, class_id, person_name, school_id, place, county_id, state, proposed, outcome, reason, planned_minutes, absent_minutes, lessons_done, lessons_total, quiz_best, face_minutes, online_minutes, minutes, hours_x100, credits_x100, return_reason, entry_id, certificate_number, recognised_at from completion_row where person_id = $1 and class_id = $2").bind(person).bind(class).optional(on).await?)
}

/// A row was recognised; `posted` are its entry and its certificate, when hours were earned.
///
/// # Errors
/// When the database refuses.
pub async fn set_recognised(
    tx: &mut Tx,
    row: &ListRow,
    posted: Option<(Id<HourEntry>, &str)>,
    at: Timestamp,
) -> Result<()> {
    sql("update completion_row set state = 'recognised', entry_id = $3, certificate_number = $4, recognised_at = $5 where person_id = $1 and class_id = $2")
        .bind(row.person_id)
        .bind(row.class_id)
        .bind(posted.map(|(entry, _)| entry))
        .bind(posted.map(|(_, number)| number))
        .bind(at)
        .run(tx)
        .await?;
    Ok(())
}

/// Rows were sent back with a reason.
///
/// # Errors
/// When the database refuses.
pub async fn set_rows_returned(
    tx: &mut Tx,
    class: Id<Class>,
    county: OrganisationId,
    people: &[PersonId],
    reason: &str,
) -> Result<()> {
    let before = vec![class.into(), county.into(), reason.into()];
    sql_list("update completion_row set state = 'returned', return_reason = $3 where class_id = $1 and county_id = $2 and person_id in ({list})", before, people.iter().copied()).run(tx).await?;
    Ok(())
}

/// The results of a class for the links after this one, by person.
///
/// # Errors
/// When the database refuses.
pub async fn list_results(
    on: impl Into<On<'_>>,
    class: Id<Class>,
    after: Option<PersonId>,
    limit: u32,
) -> Result<Vec<ClassResult>> {
    Ok(sql("select person_id, class_id, outcome, minutes, hours_x100, credits_x100, certificate_number, recognised_at from completion_row where class_id = $1 and person_id > $2 order by person_id limit $3")
        .bind(class)
        .bind(after.unwrap_or_else(first))
        .bind(limit)
        .all(on)
        .await?)
}

fn first() -> PersonId {
    PersonId::from(uuid::Uuid::nil())
}
