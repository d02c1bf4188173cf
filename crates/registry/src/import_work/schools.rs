//! The schools of those who are written.

use std::collections::BTreeMap;

use authz::Place;
use kernel::{OrganisationId, Refusal, Result, text};
use store::Tx;

use crate::{Organisation, store as rows};

/// Holds the schools of new people: nobody comes to one that was closed or moved since the file was opened. Last, so
/// that two writers wait for each other no longer than they do for the figures.
///
/// # Errors
/// A refusal when one was.
pub async fn hold_schools(tx: &mut Tx, new: &[rows::NewPerson]) -> Result<()> {
    let schools: BTreeMap<OrganisationId, &Place> =
        new.iter().map(|it| (it.person.school_id, &it.person.place)).collect();
    let held = rows::hold_organisations(tx, &schools.keys().copied().collect::<Vec<_>>()).await?;
    let stands =
        |it: &Organisation| it.closed_on.is_none() && schools.get(&it.id).is_some_and(|place| **place == it.place);
    match held.iter().find(|it| !stands(it)) {
        Some(it) => Err(Refusal::because(text!("import-school-changed", name = &it.name))
            .remedy(text!("import-school-changed-remedy"))
            .into()),
        None => Ok(()),
    }
}
