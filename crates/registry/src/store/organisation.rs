use authz::Place;
use kernel::{OrganisationId, Result};
use store::{Insert, On, Tx, sql};

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

/// The nearest organisation of `kind` whose area covers `place`: the county of a school, the province
/// of a county.
///
/// # Errors
/// When the database refuses.
pub async fn find_above(on: impl Into<On<'_>>, place: &Place, kind: OrganisationKind) -> Result<Option<Organisation>> {
    Ok(sql("select id, parent_id, place, code, kind, name, division_code, urban_rural, opened_on, closed_on from organisation where kind = $2 and substr($1, 1, length(place)) = place order by length(place) desc limit 1")
        .bind(place)
        .bind(kind)
        .optional(on)
        .await?)
}

/// Organisations of `kind` within `place`, by code, `limit` of them after the code `after`.
///
/// # Errors
/// When the database refuses.
pub async fn list_within(
    on: impl Into<On<'_>>,
    place: &Place,
    kind: OrganisationKind,
    after: &str,
    limit: u32,
) -> Result<Vec<Organisation>> {
    Ok(sql("select id, parent_id, place, code, kind, name, division_code, urban_rural, opened_on, closed_on from organisation where place >= $1 and place < $2 and kind = $3 and code > $4 order by code limit $5")
        .bind(place)
        .bind(beyond(place))
        .bind(kind)
        .bind(after)
        .bind(limit)
        .all(on)
        .await?)
}

/// Every open school within `place`.
///
/// # Errors
/// When the database refuses.
pub async fn list_schools_within(on: impl Into<On<'_>>, place: &Place) -> Result<Vec<Organisation>> {
    list_within(on, place, OrganisationKind::School, "", 1_000_000).await
}

/// What hangs directly under `parent`, by code, `limit` of it after the code `after`.
///
/// # Errors
/// When the database refuses.
pub async fn list_children(
    on: impl Into<On<'_>>,
    parent: OrganisationId,
    after: &str,
    limit: u32,
) -> Result<Vec<Organisation>> {
    Ok(sql("select id, parent_id, place, code, kind, name, division_code, urban_rural, opened_on, closed_on from organisation where parent_id = $1 and code > $2 order by code limit $3")
        .bind(parent)
        .bind(after)
        .bind(limit)
        .all(on)
        .await?)
}

/// Writes new organisations.
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
    rows.run(tx).await?;
    Ok(())
}

/// The first text after everything within `place`: paths end in a slash, and `0` follows the slash.
pub(super) fn beyond(place: &Place) -> String {
    let path = place.as_str();
    format!("{}0", path.strip_suffix('/').unwrap_or(path))
}
