//! The history of organisations.

use audit::By;
use kernel::{Date, OrganisationId, Result};
use store::{Insert, On, Tx, sql, sql_list};

use crate::OrganisationKind;
use crate::basis::Basis;
use crate::period::{Change, Period, What};

/// The periods of an organisation, the first one first.
///
/// # Errors
/// When the database refuses.
pub async fn list_periods(on: impl Into<On<'_>>, organisation: OrganisationId) -> Result<Vec<Period>> {
    Ok(sql("select organisation_id, nth, parent_id, place, code, kind, name, from_on, until_on from organisation_period where organisation_id = $1 order by nth").bind(organisation).all(on).await?)
}

/// The periods of these organisations, in their order.
///
/// # Errors
/// When the database refuses.
pub async fn list_periods_of(on: impl Into<On<'_>>, organisations: &[OrganisationId]) -> Result<Vec<Period>> {
    Ok(sql_list("select organisation_id, nth, parent_id, place, code, kind, name, from_on, until_on from organisation_period where organisation_id in ({list}) order by organisation_id, nth", Vec::new(), organisations.iter().copied()).all(on).await?)
}

/// What hung directly under `parent` on `day`, by code, `limit` of it after the code `after`.
///
/// # Errors
/// When the database refuses.
pub async fn list_children_on(
    on: impl Into<On<'_>>,
    parent: OrganisationId,
    day: Date,
    after: &str,
    limit: u32,
) -> Result<Vec<Period>> {
    Ok(sql("select organisation_id, nth, parent_id, place, code, kind, name, from_on, until_on from organisation_period where parent_id = $1 and code > $3 and from_on <= $2 and (until_on is null or until_on >= $2) order by code limit $4")
        .bind(parent)
        .bind(day)
        .bind(after)
        .bind(limit)
        .all(on)
        .await?)
}

/// What happened to an organisation, as it was written down.
///
/// # Errors
/// When the database refuses.
pub async fn list_changes(on: impl Into<On<'_>>, organisation: OrganisationId) -> Result<Vec<Change>> {
    Ok(sql("select organisation_id, nth, what, on_day, other_id, document, reason, by_name, at from organisation_change where organisation_id = $1 order by nth").bind(organisation).all(on).await?)
}

/// Writes periods that begin.
///
/// # Errors
/// When the database refuses.
pub async fn insert_periods(tx: &mut Tx, periods: &[Period]) -> Result<()> {
    let mut rows = Insert::into(
        "organisation_period",
        &["organisation_id", "nth", "parent_id", "place", "code", "kind", "name", "from_on", "until_on"],
    );
    for it in periods {
        rows.row([
            it.organisation_id.into(),
            it.nth.into(),
            it.parent_id.into(),
            (&it.place).into(),
            it.code.as_str().into(),
            it.kind.into(),
            it.name.as_str().into(),
            it.from_on.into(),
            it.until_on.into(),
        ]);
    }
    rows.run(tx).await?;
    Ok(())
}

/// Ends the last period of an organisation.
///
/// # Errors
/// [`store::Error::LostRace`] when somebody else ended it.
pub async fn end_period(tx: &mut Tx, last: &Period, last_day: Date) -> Result<()> {
    let ended = sql(
        "update organisation_period set until_on = $3 where organisation_id = $1 and nth = $2 and until_on is null",
    )
    .bind(last.organisation_id)
    .bind(last.nth)
    .bind(last_day)
    .run(tx)
    .await?;
    if ended == 1 { Ok(()) } else { Err(store::Error::LostRace.into()) }
}

/// Writes down what happened to an organisation that is held.
///
/// # Errors
/// When the database refuses.
pub async fn insert_change(
    tx: &mut Tx,
    by: &By,
    organisation: OrganisationId,
    what: What,
    basis: &Basis,
    other: Option<OrganisationId>,
) -> Result<()> {
    let nth: i64 = sql("select coalesce(max(nth), 0) + 1 as value from organisation_change where organisation_id = $1")
        .bind(organisation)
        .value(&mut *tx)
        .await?;
    sql("insert into organisation_change (organisation_id, nth, what, on_day, other_id, document, reason, by_id, by_name, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)")
        .bind(organisation)
        .bind(nth)
        .bind(what)
        .bind(basis.on)
        .bind(other)
        .bind(basis.document.as_str())
        .bind(basis.reason.as_str())
        .bind(by.person)
        .bind(by.name.as_str())
        .bind(by.now)
        .run(tx)
        .await?;
    Ok(())
}

/// The name under which a code of `kind` was given, in any period.
///
/// # Errors
/// When the database refuses.
pub async fn find_code_holder(on: impl Into<On<'_>>, kind: OrganisationKind, code: &str) -> Result<Option<String>> {
    let names: Vec<String> =
        sql("select name as value from organisation_period where kind = $1 and code = $2 order by nth desc limit 1")
            .bind(kind)
            .bind(code)
            .values(on)
            .await?;
    Ok(names.into_iter().next())
}
