//! 撤销: an organisation without people and without anything under it ends.

use audit::{By, Entry};
use kernel::{Date, OrganisationId, Refusal, Result, text};
use serde_json::json;
use store::Tx;

use super::standing::{Standing, fresh, stand, write_down};
use crate::basis::Basis;
use crate::news::OrganisationClosed;
use crate::period::What;
use crate::{Organisation, store as rows};

/// An organisation before its end.
#[derive(Clone, Debug)]
pub struct Closing {
    standing: Standing,
    /// As it is.
    pub organisation: Organisation,
    /// The last day.
    pub last_day: Date,
    /// How many people work there beside their main post elsewhere: those posts end.
    pub beside: i64,
    /// What the preview shows; see [`close`].
    pub seen: String,
}

/// What a closing would end; nothing is written.
///
/// # Errors
/// A refusal when somebody or something is still there.
pub async fn closing(tx: &mut Tx, by: &By, id: OrganisationId, basis: &Basis) -> Result<Closing> {
    let standing = stand(&mut *tx, by, id).await?;
    let organisation = standing.organisation.clone();
    if organisation.parent_id.is_none() {
        return Err(Refusal::because(text!("closing-nation")).into());
    }
    let people = rows::count_people_at(&mut *tx, &organisation).await?;
    if people > 0 {
        let why = text!("closing-people", people = people);
        return Err(Refusal::because(why).remedy(text!("closing-people-remedy")).into());
    }
    let below = rows::count_children(&mut *tx, id).await?;
    if below > 0 {
        return Err(Refusal::because(text!("closing-below", below = below))
            .remedy(text!("closing-below-remedy"))
            .into());
    }
    let last_day = standing.last.ends_before(basis.on, by.today())?;
    let beside = rows::count_beside(tx, id, last_day).await?;
    let seen = format!("{}.{beside}", standing.seen());
    Ok(Closing { standing, organisation, last_day, beside, seen })
}

/// Closes the organisation, if it still is as it was `seen`.
///
/// # Errors
/// A refusal when it cannot be.
pub async fn close(tx: &mut Tx, by: &By, id: OrganisationId, basis: &Basis, seen: &str) -> Result<()> {
    let it = closing(&mut *tx, by, id, basis).await?;
    fresh(seen, &it.seen)?;
    rows::end_period(&mut *tx, &it.standing.last, it.last_day).await?;
    rows::update_organisation(&mut *tx, &Organisation { closed_on: Some(it.last_day), ..it.organisation.clone() })
        .await?;
    rows::end_beside(&mut *tx, id, it.last_day).await?;
    write_down(&mut *tx, by, id, What::Closed, basis, None).await?;
    let entry = Entry::new("organisation.close", "organisation", id).after(json!({ "last_day": it.last_day }));
    by.record(&mut *tx, entry.why(&basis.reason)).await?;
    jobs::emit(tx, by.now, &OrganisationClosed { organisation: id, last_day: it.last_day }).await
}
