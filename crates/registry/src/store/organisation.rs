use std::collections::BTreeSet;

use authz::Place;
use kernel::{OrganisationId, Result};
use store::{AT_ONCE, Insert, On, Tx, sql, sql_list};

use super::period::insert_periods;
use crate::period::Period;
use crate::{Organisation, OrganisationKind};

/// The organisation `id`.
///
/// # Errors
/// When the database refuses.
pub async fn find_organisation(on: impl Into<On<'_>>, id: OrganisationId) -> Result<Option<Organisation>> {
    Ok(sql("select id, parent_id, place, code, kind, name, division_code, urban_rural, opened_on, closed_on from organisation where id = $1").bind(id).optional(on).await?)
}

/// The organisation `id`, which must exist.
///
/// # Errors
/// [`kernel::Error::NotFound`] when it does not.
pub async fn get_organisation(on: impl Into<On<'_>>, id: OrganisationId) -> Result<Organisation> {
    find_organisation(on, id).await?.ok_or(kernel::Error::NotFound)
}

/// The organisation `id`, held until the transaction ends.
///
/// # Errors
/// [`kernel::Error::NotFound`] when there is none.
pub async fn get_organisation_for_change(tx: &mut Tx, id: OrganisationId) -> Result<Organisation> {
    Ok(sql("select id, parent_id, place, code, kind, name, division_code, urban_rural, opened_on, closed_on from organisation where id = $1 for update").bind(id).one(tx).await?)
}

/// Holds these organisations until the transaction ends; as they are.
///
/// # Errors
/// When the database refuses.
pub async fn hold_organisations(tx: &mut Tx, ids: &[OrganisationId]) -> Result<Vec<Organisation>> {
    Ok(sql_list("select id, parent_id, place, code, kind, name, division_code, urban_rural, opened_on, closed_on from organisation where id in ({list}) order by id for update", Vec::new(), ids.iter().copied()).all(tx).await?)
}

/// The organisation of `kind` with this code.
///
/// # Errors
/// When the database refuses.
pub async fn find_by_code(on: impl Into<On<'_>>, kind: OrganisationKind, code: &str) -> Result<Option<Organisation>> {
    Ok(sql("select id, parent_id, place, code, kind, name, division_code, urban_rural, opened_on, closed_on from organisation where code = $1 and kind = $2")
        .bind(code)
        .bind(kind)
        .optional(on)
        .await?)
}

/// The organisations with these ids, in no order.
///
/// # Errors
/// When the database refuses.
pub async fn list_organisations_by_id(on: impl Into<On<'_>>, ids: &[OrganisationId]) -> Result<Vec<Organisation>> {
    Ok(sql_list("select id, parent_id, place, code, kind, name, division_code, urban_rural, opened_on, closed_on from organisation where id in ({list})", Vec::new(), ids.iter().copied()).all(on).await?)
}

/// The nearest organisation of `kind` whose area covers `place`: the county of a school, the province
/// of a county.
///
/// # Errors
/// When the database refuses.
pub async fn find_above(on: impl Into<On<'_>>, place: &Place, kind: OrganisationKind) -> Result<Option<Organisation>> {
    Ok(sql_list("select id, parent_id, place, code, kind, name, division_code, urban_rural, opened_on, closed_on from organisation where kind = $1 and place in ({list}) order by length(place) desc limit 1", vec![kind.into()], &place.above()).optional(on).await?)
}

/// Every authority whose area covers one of `places`, for [`Organisation::nearest`].
///
/// # Errors
/// When the database refuses.
pub async fn list_authorities_over(on: impl Into<On<'_>>, places: &BTreeSet<&Place>) -> Result<Vec<Organisation>> {
    let mut on = on.into();
    let above: BTreeSet<Place> = places.iter().flat_map(|place| place.above()).collect();
    let above: Vec<Place> = above.into_iter().collect();
    let mut found = Vec::new();
    for places in above.chunks(AT_ONCE) {
        let some: Vec<Organisation> = sql_list("select id, parent_id, place, code, kind, name, division_code, urban_rural, opened_on, closed_on from organisation where kind in ('province', 'prefecture', 'county') and place in ({list})", Vec::new(), places).all(on.again()).await?;
        found.extend(some);
    }
    Ok(found)
}

/// Organisations of `kind` within `place`, by place, `limit` of them after the place `after`.
///
/// # Errors
/// When the database refuses.
pub async fn list_within(
    on: impl Into<On<'_>>,
    place: &Place,
    kind: OrganisationKind,
    after: Option<&Place>,
    limit: u32,
) -> Result<Vec<Organisation>> {
    let (from, until) = place.range();
    Ok(sql("select id, parent_id, place, code, kind, name, division_code, urban_rural, opened_on, closed_on from organisation where kind = $1 and place >= $2 and place < $3 and place > $4 order by place limit $5")
        .bind(kind)
        .bind(from)
        .bind(until)
        .bind(after.map_or("", Place::as_str))
        .bind(limit)
        .all(on)
        .await?)
}

/// The open organisations within `place`, of every kind, by place and id: `limit` of them after the last of an earlier
/// list.
///
/// # Errors
/// When the database refuses.
pub async fn list_open_within(
    on: impl Into<On<'_>>,
    place: &Place,
    after: Option<&Organisation>,
    limit: u32,
) -> Result<Vec<Organisation>> {
    let (from, until) = place.range();
    let none = OrganisationId::from(uuid::Uuid::nil());
    Ok(sql("select id, parent_id, place, code, kind, name, division_code, urban_rural, opened_on, closed_on from organisation where place >= $1 and place < $2 and (place, id) > ($3, $4) and closed_on is null order by place, id limit $5")
        .bind(from)
        .bind(until)
        .bind(after.map_or("", |it| it.place.as_str()))
        .bind(after.map_or(none, |it| it.id))
        .bind(limit)
        .all(on)
        .await?)
}

/// The codes of all counties, 行政区划代码.
///
/// # Errors
/// When the database refuses.
pub async fn list_county_codes(on: impl Into<On<'_>>) -> Result<Vec<String>> {
    Ok(sql("select division_code as value from organisation where kind = 'county' and division_code is not null")
        .values(on)
        .await?)
}

/// The next organisations by id after `after`, `limit` of them: for going over all of them, not for pages.
///
/// # Errors
/// When the database refuses.
pub async fn list_more_organisations(
    on: impl Into<On<'_>>,
    after: OrganisationId,
    limit: u32,
) -> Result<Vec<Organisation>> {
    Ok(sql("select id, parent_id, place, code, kind, name, division_code, urban_rural, opened_on, closed_on from organisation where id > $1 order by id limit $2").bind(after).bind(limit).all(on).await?)
}

/// Every school within `place`, by place.
///
/// # Errors
/// When the database refuses.
pub async fn list_schools_within(on: impl Into<On<'_>>, place: &Place) -> Result<Vec<Organisation>> {
    list_within(on, place, OrganisationKind::School, None, 1_000_000).await
}

/// Schools within `place` whose name holds `name`, by place, at most `limit`.
///
/// # Errors
/// When the database refuses.
pub async fn list_schools_named(
    on: impl Into<On<'_>>,
    place: &Place,
    name: &str,
    limit: u32,
) -> Result<Vec<Organisation>> {
    let (from, until) = place.range();
    Ok(sql("select id, parent_id, place, code, kind, name, division_code, urban_rural, opened_on, closed_on from organisation where kind = 'school' and place >= $1 and place < $2 and replace(name, $3, '') <> name order by place limit $4")
        .bind(from)
        .bind(until)
        .bind(name)
        .bind(limit)
        .all(on)
        .await?)
}

/// What hangs directly under `parent` today, by code, `limit` of it after the code `after`.
///
/// # Errors
/// When the database refuses.
pub async fn list_children(
    on: impl Into<On<'_>>,
    parent: OrganisationId,
    after: &str,
    limit: u32,
) -> Result<Vec<Organisation>> {
    Ok(sql("select id, parent_id, place, code, kind, name, division_code, urban_rural, opened_on, closed_on from organisation where parent_id = $1 and code > $2 and closed_on is null order by code limit $3")
        .bind(parent)
        .bind(after)
        .bind(limit)
        .all(on)
        .await?)
}

/// Writes new organisations, each with its first period.
///
/// # Errors
/// When the database refuses.
pub async fn insert_organisations(tx: &mut Tx, organisations: &[Organisation]) -> Result<()> {
    let mut rows = Insert::into(
        "organisation",
        &["id", "parent_id", "place", "code", "kind", "name", "division_code", "urban_rural", "opened_on", "closed_on"],
    );
    for it in organisations {
        rows.row([
            it.id.into(),
            it.parent_id.into(),
            (&it.place).into(),
            it.code.as_str().into(),
            it.kind.into(),
            it.name.as_str().into(),
            it.division_code.clone().into(),
            it.urban_rural.clone().into(),
            it.opened_on.into(),
            it.closed_on.into(),
        ]);
    }
    rows.run(&mut *tx).await?;
    insert_periods(tx, &organisations.iter().map(Period::first).collect::<Vec<_>>()).await
}

/// Brings an organisation that is held to what it is now.
///
/// # Errors
/// When the database refuses.
pub async fn update_organisation(tx: &mut Tx, it: &Organisation) -> Result<()> {
    sql("update organisation set parent_id = $2, place = $3, code = $4, name = $5, division_code = $6, closed_on = $7 where id = $1")
        .bind(it.id)
        .bind(it.parent_id)
        .bind(&it.place)
        .bind(it.code.as_str())
        .bind(it.name.as_str())
        .bind(it.division_code.clone())
        .bind(it.closed_on)
        .run(tx)
        .await?;
    Ok(())
}

/// How many organisations hang directly under `parent` today.
///
/// # Errors
/// When the database refuses.
pub async fn count_children(on: impl Into<On<'_>>, parent: OrganisationId) -> Result<i64> {
    Ok(sql("select count(*) as value from organisation where parent_id = $1 and closed_on is null")
        .bind(parent)
        .value(on)
        .await?)
}

/// What hangs directly under `parent` today and is called `name`.
///
/// # Errors
/// When the database refuses.
pub async fn find_child_named(
    on: impl Into<On<'_>>,
    parent: OrganisationId,
    name: &str,
) -> Result<Option<OrganisationId>> {
    let ids: Vec<OrganisationId> =
        sql("select id as value from organisation where parent_id = $1 and name = $2 and closed_on is null limit 1")
            .bind(parent)
            .bind(name)
            .values(on)
            .await?;
    Ok(ids.into_iter().next())
}

/// Whether `place` is or was that of an organisation.
///
/// # Errors
/// When the database refuses.
pub async fn is_place_taken(on: impl Into<On<'_>>, place: &Place) -> Result<bool> {
    let ids: Vec<OrganisationId> =
        sql("select id as value from organisation where place = $1 limit 1").bind(place).values(on).await?;
    Ok(!ids.is_empty())
}

/// How many people an organisation has: by the figure of its place, or of its own where it stands at another's.
///
/// # Errors
/// When the database refuses.
pub async fn count_people_at(on: impl Into<On<'_>>, it: &Organisation) -> Result<i64> {
    if it.kind.has_area() && !it.kind.is_authority() {
        let people: Vec<i64> =
            sql("select people as value from people_figure where place = $1").bind(&it.place).values(on).await?;
        return Ok(people.first().copied().unwrap_or_default());
    }
    // An authority or an office has a handful of its own.
    Ok(sql("select count(*) as value from person where school_id = $1 and left_on is null")
        .bind(it.id)
        .value(on)
        .await?)
}
