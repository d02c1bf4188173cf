use authz::Place;
use kernel::{Date, Id, PersonId, Result, Timestamp};
use store::{Insert, On, Tx, sql, sql_list};

use super::place_taken;
use crate::class::{ClassStep, Plan};
use crate::{Class, ClassState, Figure};

/// The class `id`.
///
/// # Errors
/// When the database refuses.
pub async fn find_class(on: impl Into<On<'_>>, id: Id<Class>) -> Result<Option<Class>> {
    Ok(sql("select id, project_id, number, name, institution_id, institution_name, institution_place, province_id, province_name, province_place, venue_kind, venue, opens_on, closes_on, planned_people, state, created_by, created_at, submitted_by, submitted_at, opinion, filing_number, filed_by, filed_at, closed_on from class where id = $1").bind(id).optional(on).await?)
}

/// The class `id`, which must exist.
///
/// # Errors
/// [`kernel::Error::NotFound`] when it does not.
pub async fn get_class(on: impl Into<On<'_>>, id: Id<Class>) -> Result<Class> {
    find_class(on, id).await?.ok_or(kernel::Error::NotFound)
}

/// The class `id`, held until the transaction ends: who decides by what it says reads it with this.
///
/// # Errors
/// [`kernel::Error::NotFound`] when there is none.
pub async fn get_class_for_change(tx: &mut Tx, id: Id<Class>) -> Result<Class> {
    Ok(sql("select id, project_id, number, name, institution_id, institution_name, institution_place, province_id, province_name, province_place, venue_kind, venue, opens_on, closes_on, planned_people, state, created_by, created_at, submitted_by, submitted_at, opinion, filing_number, filed_by, filed_at, closed_on from class where id = $1 for update").bind(id).one(tx).await?)
}

/// The class with this number, or with this filing number (备案号).
///
/// # Errors
/// When the database refuses.
pub async fn find_class_by_number(on: impl Into<On<'_>>, number: &str) -> Result<Option<Class>> {
    Ok(sql("select id, project_id, number, name, institution_id, institution_name, institution_place, province_id, province_name, province_place, venue_kind, venue, opens_on, closes_on, planned_people, state, created_by, created_at, submitted_by, submitted_at, opinion, filing_number, filed_by, filed_at, closed_on from class where number = $1 or filing_number = $1 limit 1").bind(number).optional(on).await?)
}

/// Before the newest.
fn last() -> Id<Class> {
    Id::from(uuid::Uuid::max())
}

/// Classes of institutions or provinces within `place`, newest first, `limit` of them after the id `after`.
///
/// # Errors
/// When the database refuses.
pub async fn list_classes_within(
    on: impl Into<On<'_>>,
    place: &Place,
    after: Option<Id<Class>>,
    limit: u32,
) -> Result<Vec<Class>> {
    class_place_page(on, place, None, after, limit).await
}

/// As [`list_classes_within`], of one state when `state` says so.
///
/// # Errors
/// When the database refuses.
pub async fn class_place_page(
    on: impl Into<On<'_>>,
    place: &Place,
    state: Option<ClassState>,
    after: Option<Id<Class>>,
    limit: u32,
) -> Result<Vec<Class>> {
    let (from, until) = place.range();
    Ok(sql("select id, project_id, number, name, institution_id, institution_name, institution_place, province_id, province_name, province_place, venue_kind, venue, opens_on, closes_on, planned_people, state, created_by, created_at, submitted_by, submitted_at, opinion, filing_number, filed_by, filed_at, closed_on from class where id in (select id from class where institution_place >= $1 and institution_place < $2 union select id from class where province_place >= $1 and province_place < $2) and id < $3 and ($4 = '' or state = $4) order by id desc limit $5")
        .bind(from)
        .bind(until)
        .bind(after.unwrap_or_else(last))
        .bind(state.map_or("", ClassState::as_str))
        .bind(limit)
        .all(on)
        .await?)
}

/// Classes that recruit in the province over `place`, the next to open first.
///
/// # Errors
/// When the database refuses.
pub async fn list_classes_recruiting(on: impl Into<On<'_>>, place: &Place, limit: u32) -> Result<Vec<Class>> {
    Ok(sql_list("select id, project_id, number, name, institution_id, institution_name, institution_place, province_id, province_name, province_place, venue_kind, venue, opens_on, closes_on, planned_people, state, created_by, created_at, submitted_by, submitted_at, opinion, filing_number, filed_by, filed_at, closed_on from class where state = 'filed' and province_place in ({list}) order by opens_on, id limit $1", vec![limit.into()], &place.above()).all(on).await?)
}

/// Filed classes of the province over `place`, newest first, `limit` of them after the id `after`.
///
/// # Errors
/// When the database refuses.
pub async fn list_classes_over(
    on: impl Into<On<'_>>,
    place: &Place,
    state: Option<ClassState>,
    after: Option<Id<Class>>,
    limit: u32,
) -> Result<Vec<Class>> {
    let before = vec![after.unwrap_or_else(last).into(), state.map_or("", ClassState::as_str).into(), limit.into()];
    Ok(sql_list("select id, project_id, number, name, institution_id, institution_name, institution_place, province_id, province_name, province_place, venue_kind, venue, opens_on, closes_on, planned_people, state, created_by, created_at, submitted_by, submitted_at, opinion, filing_number, filed_by, filed_at, closed_on from class where state <> 'draft' and province_place in ({list}) and id < $1 and ($2 = '' or state = $2) order by id desc limit $3", before, &place.above()).all(on).await?)
}

/// Classes that wait to be filed by a province within `place`, the longest waiting first.
///
/// # Errors
/// When the database refuses.
pub async fn list_classes_submitted(on: impl Into<On<'_>>, place: &Place, limit: u32) -> Result<Vec<Class>> {
    let (from, until) = place.range();
    Ok(sql("select id, project_id, number, name, institution_id, institution_name, institution_place, province_id, province_name, province_place, venue_kind, venue, opens_on, closes_on, planned_people, state, created_by, created_at, submitted_by, submitted_at, opinion, filing_number, filed_by, filed_at, closed_on from class where state = 'draft' and submitted_at is not null and province_place >= $1 and province_place < $2 order by submitted_at, id limit $3")
        .bind(from)
        .bind(until)
        .bind(limit)
        .all(on)
        .await?)
}

/// The classes with these ids, in no order.
///
/// # Errors
/// When the database refuses.
pub async fn list_classes_by_id(on: impl Into<On<'_>>, classes: &[Id<Class>]) -> Result<Vec<Class>> {
    Ok(sql_list("select id, project_id, number, name, institution_id, institution_name, institution_place, province_id, province_name, province_place, venue_kind, venue, opens_on, closes_on, planned_people, state, created_by, created_at, submitted_by, submitted_at, opinion, filing_number, filed_by, filed_at, closed_on from class where id in ({list})", Vec::new(), classes.iter().copied()).all(on).await?)
}

/// The decisions on a class, in order.
///
/// # Errors
/// When the database refuses.
pub async fn list_class_steps(on: impl Into<On<'_>>, class: Id<Class>) -> Result<Vec<ClassStep>> {
    Ok(sql("select step, by_name, duty, opinion, at from class_step where class_id = $1 order by nth")
        .bind(class)
        .all(on)
        .await?)
}

/// The figure of a class.
///
/// # Errors
/// When the database refuses.
pub async fn find_figure(on: impl Into<On<'_>>, class: Id<Class>) -> Result<Figure> {
    let found = sql("select class_id, nominated, approved, admitted, confirmed, passed, excellent, failed from class_figure where class_id = $1").bind(class).optional(on).await?;
    Ok(found.unwrap_or_else(|| Figure::empty(class)))
}

/// The figures of several classes.
///
/// # Errors
/// When the database refuses.
pub async fn list_figures(on: impl Into<On<'_>>, classes: &[Id<Class>]) -> Result<Vec<Figure>> {
    Ok(sql_list("select class_id, nominated, approved, admitted, confirmed, passed, excellent, failed from class_figure where class_id in ({list})", Vec::new(), classes.iter().copied()).all(on).await?)
}

/// Writes a new class with its empty figure.
pub async fn insert_class(tx: &mut Tx, it: &Class) -> Result<()> {
    let mut rows = Insert::into(
        "class",
        &[
            "id",
            "project_id",
            "number",
            "name",
            "institution_id",
            "institution_name",
            "institution_place",
            "province_id",
            "province_name",
            "province_place",
            "venue_kind",
            "venue",
            "opens_on",
            "closes_on",
            "planned_people",
            "state",
            "created_by",
            "created_at",
        ],
    );
    rows.row([
        it.id.into(),
        it.project_id.into(),
        it.number.as_str().into(),
        it.name.as_str().into(),
        it.institution_id.into(),
        it.institution_name.as_str().into(),
        (&it.institution_place).into(),
        it.province_id.into(),
        it.province_name.as_str().into(),
        (&it.province_place).into(),
        it.venue_kind.into(),
        it.venue.as_str().into(),
        it.opens_on.into(),
        it.closes_on.into(),
        it.planned_people.into(),
        it.state.into(),
        it.created_by.into(),
        it.created_at.into(),
    ]);
    rows.run(&mut *tx).await?;
    sql("insert into class_figure (class_id, nominated, approved, admitted, confirmed, passed, excellent, failed) values ($1, 0, 0, 0, 0, 0, 0, 0)").bind(it.id).run(tx).await?;
    Ok(())
}

/// Brings a draft to its new plan; false when it is no draft of the manager any more.
pub async fn update_class(tx: &mut Tx, id: Id<Class>, plan: &Plan) -> Result<bool> {
    let changed = sql("update class set name = $2, venue_kind = $3, venue = $4, opens_on = $5, closes_on = $6, planned_people = $7 where id = $1 and state = 'draft' and submitted_at is null")
        .bind(id)
        .bind(plan.name.trim())
        .bind(plan.venue_kind)
        .bind(plan.venue.trim())
        .bind(plan.opens_on)
        .bind(plan.closes_on)
        .bind(plan.planned_people)
        .run(tx)
        .await?;
    Ok(changed == 1)
}

/// Hands a draft in; false when somebody already did.
pub async fn set_submitted(tx: &mut Tx, id: Id<Class>, by: PersonId, at: Timestamp) -> Result<bool> {
    let changed = sql("update class set submitted_by = $2, submitted_at = $3, opinion = null where id = $1 and state = 'draft' and submitted_at is null").bind(id).bind(by).bind(at).run(tx).await?;
    Ok(changed == 1)
}

/// Files a class; false when it was decided already.
pub async fn set_filed(tx: &mut Tx, id: Id<Class>, number: &str, by: PersonId, at: Timestamp) -> Result<bool> {
    let changed = sql("update class set state = 'filed', filing_number = $2, filed_by = $3, filed_at = $4 where id = $1 and state = 'draft' and submitted_at is not null").bind(id).bind(number).bind(by).bind(at).run(tx).await?;
    Ok(changed == 1)
}

/// Returns a class to its maker; false when it was decided already.
pub async fn set_returned(tx: &mut Tx, id: Id<Class>, opinion: &str) -> Result<bool> {
    let changed = sql("update class set submitted_by = null, submitted_at = null, opinion = $2 where id = $1 and state = 'draft' and submitted_at is not null").bind(id).bind(opinion).run(tx).await?;
    Ok(changed == 1)
}

/// Opens a class; false when it does not recruit any more.
pub async fn set_running(tx: &mut Tx, id: Id<Class>) -> Result<bool> {
    Ok(sql("update class set state = 'running' where id = $1 and state = 'filed'").bind(id).run(tx).await? == 1)
}

/// Begins the closing of a class; false when it began already.
pub async fn set_closing(tx: &mut Tx, id: Id<Class>) -> Result<bool> {
    Ok(sql("update class set state = 'closing' where id = $1 and state in ('filed', 'running')")
        .bind(id)
        .run(tx)
        .await?
        == 1)
}

/// Closes a class; false when it is not being closed.
pub async fn set_closed(tx: &mut Tx, id: Id<Class>, on: Date) -> Result<bool> {
    Ok(sql("update class set state = 'closed', closed_on = $2 where id = $1 and state = 'closing'")
        .bind(id)
        .bind(on)
        .run(tx)
        .await?
        == 1)
}

/// Adds a decision to those of a class.
pub async fn add_class_step(tx: &mut Tx, class: Id<Class>, it: &ClassStep) -> Result<()> {
    let nth: i64 = sql("select coalesce(max(nth), 0) as value from class_step where class_id = $1")
        .bind(class)
        .value(&mut *tx)
        .await?;
    sql("insert into class_step (class_id, nth, step, by_name, duty, opinion, at) values ($1, $2, $3, $4, $5, $6, $7)")
        .bind(class)
        .bind(nth + 1)
        .bind(it.step.as_str())
        .bind(it.by_name.as_str())
        .bind(it.duty.as_str())
        .bind(it.opinion.clone())
        .bind(it.at)
        .run(tx)
        .await
        .map_err(place_taken)?;
    Ok(())
}

/// The next filing number of a province and year, counted from 1.
pub async fn next_filing(tx: &mut Tx, province_code: &str, year: i64) -> Result<i64> {
    sql("insert into filing_series (province_code, year, last) values ($1, $2, 1) on conflict (province_code, year) do update set last = filing_series.last + 1").bind(province_code).bind(year).run(&mut *tx).await?;
    Ok(sql("select last as value from filing_series where province_code = $1 and year = $2")
        .bind(province_code)
        .bind(year)
        .value(tx)
        .await?)
}

/// Adds `change` to the figure of a class, in the order of [`Figure`].
pub async fn add_to_figure(tx: &mut Tx, class: Id<Class>, change: [i64; 7]) -> Result<()> {
    let mut statement = sql("update class_figure set nominated = nominated + $2, approved = approved + $3, admitted = admitted + $4, confirmed = confirmed + $5, passed = passed + $6, excellent = excellent + $7, failed = failed + $8 where class_id = $1").bind(class);
    for it in change {
        statement = statement.bind(it);
    }
    statement.run(tx).await?;
    Ok(())
}
