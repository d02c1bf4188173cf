//! 设立: a new organisation under one that is open.

use audit::{By, Entry};
use authz::Place;
use kernel::{Error, Id, OrganisationId, Refusal, Result, text};
use serde_json::json;
use store::Tx;

use super::standing::{taken, write_down};
use crate::basis::{Basis, code, name, step};
use crate::period::What;
use crate::{Organisation, OrganisationKind, codes, store as rows};

/// What was typed for a new organisation.
#[derive(Clone, Copy, Debug)]
pub struct NewOrganisation<'a> {
    /// The kind.
    pub kind: OrganisationKind,
    /// The name.
    pub name: &'a str,
    /// The code; `""` for an office.
    pub code: &'a str,
    /// 城乡分类, for a school; `""` where it is not known.
    pub urban_rural: &'a str,
    /// What it rests on.
    pub basis: &'a Basis,
}

/// The organisation that would be opened under `over`; nothing is written.
///
/// # Errors
/// A refusal or wrong input when it cannot be.
pub async fn opening(tx: &mut Tx, by: &By, over: OrganisationId, new: NewOrganisation<'_>) -> Result<Organisation> {
    let over = rows::get_organisation_for_change(&mut *tx, over).await?;
    let on = new.basis.on;
    if on > by.today() {
        return Err(Refusal::because(text!("period-to-come", on = on)).remedy(text!("period-to-come-remedy")).into());
    }
    over.may_hold(new.kind, on)?;
    let code = code(new.kind, &over, new.code)?;
    taken(&mut *tx, new.kind, &code).await?;
    let name = name(new.name)?;
    if rows::find_child_named(&mut *tx, over.id, &name).await?.is_some() {
        return Err(Error::field("name", text!("name-taken", over = &over.name)));
    }
    let place = place(&mut *tx, new.kind, &over, &code).await?;
    if new.kind.has_area() && rows::is_place_taken(&mut *tx, &place).await? {
        return Err(Error::field("code", text!("code-place-taken")));
    }
    let urban_rural = Some(new.urban_rural.trim()).filter(|it| !it.is_empty() && new.kind == OrganisationKind::School);
    if urban_rural.is_some_and(|it| codes::urban_rural().by_code(it).is_none()) {
        return Err(Error::field("urban_rural", text!("urban-rural-unknown")));
    }
    let division_code = if new.kind.is_authority() { Some(code.clone()) } else { over.division_code.clone() };
    Ok(Organisation {
        id: Id::new(by.now),
        parent_id: Some(over.id),
        place,
        code,
        kind: new.kind,
        name,
        division_code,
        urban_rural: urban_rural.map(ToOwned::to_owned),
        opened_on: on,
        closed_on: None,
    })
}

/// The place of the new organisation: its own under `over`, that of the authority for an office.
async fn place(tx: &mut Tx, kind: OrganisationKind, over: &Organisation, code: &str) -> Result<Place> {
    if !kind.shares_area() {
        return Ok(over.place.child(step(kind, code)));
    }
    if over.kind.is_authority() {
        return Ok(over.place.clone());
    }
    // Hosted by a university: what it answers for is the area of the authority over the host.
    let above = rows::get_organisation(tx, over.parent_id.ok_or(Error::NotFound)?).await?;
    Ok(above.place)
}

/// Opens the organisation.
///
/// # Errors
/// A refusal or wrong input when it cannot be.
pub async fn open(tx: &mut Tx, by: &By, over: OrganisationId, new: NewOrganisation<'_>) -> Result<Organisation> {
    let it = opening(&mut *tx, by, over, new).await?;
    rows::insert_organisations(&mut *tx, std::slice::from_ref(&it)).await?;
    write_down(&mut *tx, by, it.id, What::Opened, new.basis, None).await?;
    let after =
        json!({ "name": it.name, "code": it.code, "kind": it.kind.as_str(), "over": over, "from": it.opened_on });
    by.record(tx, Entry::new("organisation.open", "organisation", it.id).after(after).why(&new.basis.reason)).await?;
    Ok(it)
}
