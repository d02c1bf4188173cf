use std::collections::BTreeSet;

use authz::Place;
use kernel::{OrganisationId, Result};
use store::{Insert, On, Tx, sql, sql_list};

use super::period::insert_periods;
use crate::period::Period;
use crate::{Organisation, OrganisationKind};

/// Places asked for in one statement.
const LISTED: usize = 500;

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
    for places in above.chunks(LISTED) {
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
