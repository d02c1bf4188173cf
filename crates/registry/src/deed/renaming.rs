//! 更名: another name, and another code where the type of a school changed.

use audit::{By, Entry};
use kernel::{Date, Error, OrganisationId, Result, text};
use serde_json::json;
use store::Tx;

use super::standing::{Standing, fresh, stand, taken, write_down};
use crate::basis::{Basis, code, name};
use crate::news::OrganisationRenamed;
use crate::period::What;
use crate::{Organisation, store as rows};

/// What was typed for another name.
#[derive(Clone, Copy, Debug)]
pub struct NewName<'a> {
    /// The name.
    pub name: &'a str,
    /// The new code; `""` where it stays: a school keeps its code when it is renamed (domain 2.20.11).
    pub code: &'a str,
    /// What it rests on.
    pub basis: &'a Basis,
}

/// An organisation before and after another name.
#[derive(Clone, Debug)]
pub struct Renaming {
    standing: Standing,
    /// As it is.
    pub before: Organisation,
    /// As it will be.
    pub after: Organisation,
    /// The last day of the old name.
    pub last_day: Date,
    /// How many people there are within its place.
    pub people: i64,
    /// How many organisations hang under it.
    pub below: i64,
    /// What the preview shows; see [`rename`].
    pub seen: String,
}

/// What another name would change; nothing is written.
///
/// # Errors
/// A refusal or wrong input when it cannot be.
pub async fn renaming(tx: &mut Tx, by: &By, id: OrganisationId, new: NewName<'_>) -> Result<Renaming> {
    let standing = stand(&mut *tx, by, id).await?;
    let before = standing.organisation.clone();
    let mut after = Organisation { name: name(new.name)?, ..before.clone() };
    if !new.code.trim().is_empty() {
        let over = rows::get_organisation(&mut *tx, before.parent_id.ok_or(Error::NotFound)?).await?;
        after.code = code(before.kind, &over, new.code)?;
        if after.code != before.code {
            if before.kind.is_authority() {
                return Err(Error::field("code", text!("code-of-authority")));
            }
            taken(&mut *tx, before.kind, &after.code).await?;
        }
    }
    if after.name == before.name && after.code == before.code {
        return Err(Error::field("name", text!("name-same")));
    }
    let last_day = standing.last.ends_before(new.basis.on, by.today())?;
    let people = if before.kind.has_area() {
        let figures = rows::list_people_figures(&mut *tx, std::iter::once(&before.place)).await?;
        figures.get(&before.place).copied().unwrap_or_default()
    } else {
        rows::count_people_at(&mut *tx, &before).await?
    };
    let below = rows::count_children(tx, id).await?;
    let seen = standing.seen();
    Ok(Renaming { standing, before, after, last_day, people, below, seen })
}

/// Gives another name, if the organisation still is as it was `seen`.
///
/// # Errors
/// A refusal or wrong input when it cannot be.
pub async fn rename(tx: &mut Tx, by: &By, id: OrganisationId, new: NewName<'_>, seen: &str) -> Result<()> {
    let it = renaming(&mut *tx, by, id, new).await?;
    fresh(seen, &it.seen)?;
    it.standing.begin(&mut *tx, &it.after, new.basis.on, it.last_day).await?;
    if it.after.name != it.before.name {
        write_down(&mut *tx, by, id, What::Renamed, new.basis, None).await?;
    }
    if it.after.code != it.before.code {
        write_down(&mut *tx, by, id, What::Recoded, new.basis, None).await?;
    }
    let told = |it: &Organisation| json!({ "name": it.name, "code": it.code });
    let entry = Entry::new("organisation.rename", "organisation", id).before(told(&it.before)).after(told(&it.after));
    by.record(&mut *tx, entry.why(&new.basis.reason)).await?;
    jobs::emit(tx, by.now, &OrganisationRenamed { organisation: id, name: it.after.name.clone() }).await
}
