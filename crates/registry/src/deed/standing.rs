//! How an organisation stands before it is changed, and the writing that all changes share.

use audit::By;
use kernel::{Date, Error, OrganisationId, Refusal, Result, text};
use store::Tx;

use crate::basis::Basis;
use crate::period::{Period, What};
use crate::store as rows;
use crate::{Organisation, OrganisationKind};

/// An organisation that is to be changed, held until the transaction ends.
#[derive(Clone, Debug)]
pub(crate) struct Standing {
    /// As it is.
    pub organisation: Organisation,
    /// Its last period.
    pub last: Period,
}

/// The organisation, held for a change by `by`.
///
/// # Errors
/// A refusal when it is closed, or when the change is for the authority above.
pub(crate) async fn stand(tx: &mut Tx, by: &By, id: OrganisationId) -> Result<Standing> {
    let organisation = rows::get_organisation_for_change(&mut *tx, id).await?;
    let periods = rows::list_periods(tx, id).await?;
    standing(by, organisation, &periods)
}

/// The same of one that is held, with its periods, or those of others among them.
///
/// # Errors
/// As [`stand`].
pub(crate) fn standing(by: &By, organisation: Organisation, periods: &[Period]) -> Result<Standing> {
    organisation.changeable_from(&by.area()?.place)?;
    let mut own = periods.iter().filter(|it| it.organisation_id == organisation.id);
    let last = own.next_back().cloned().ok_or(Error::NotFound)?;
    if let Some(until) = last.until_on {
        let over = text!("period-over", name = &organisation.name, on = until);
        return Err(Refusal::because(over).remedy(text!("period-over-remedy")).into());
    }
    Ok(Standing { organisation, last })
}

/// The refusal of a preview that does not show what is there any more.
pub(crate) fn fresh(seen: &str, now: &str) -> std::result::Result<(), Refusal> {
    if seen == now {
        return Ok(());
    }
    Err(Refusal::because(text!("preview-stale")).remedy(text!("preview-stale-remedy")))
}

/// Whether a code of `kind` was ever given: it is never given again.
///
/// # Errors
/// Wrong input when it was.
pub(crate) async fn taken(tx: &mut Tx, kind: OrganisationKind, code: &str) -> Result<()> {
    match rows::find_code_holder(tx, kind, code).await? {
        Some(name) => Err(Error::field("code", text!("code-taken", name = name))),
        None => Ok(()),
    }
}

impl Standing {
    /// What the preview shows of it: whoever changes it meanwhile makes another of it.
    pub(crate) fn seen(&self) -> String {
        self.last.nth.to_string()
    }

    /// Ends the last period and begins the next, in which it is `after`.
    ///
    /// # Errors
    /// When somebody else ended it, or the database refuses.
    pub(crate) async fn begin(&self, tx: &mut Tx, after: &Organisation, from: Date, last_day: Date) -> Result<()> {
        rows::end_period(&mut *tx, &self.last, last_day).await?;
        rows::insert_periods(&mut *tx, &[self.last.next(after, from)]).await?;
        rows::update_organisation(tx, after).await
    }
}

/// Writes down in the history of `id` that `what` happened, by `basis`; with the `other` of a merger or a split.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn write_down(
    tx: &mut Tx,
    by: &By,
    id: OrganisationId,
    what: What,
    basis: &Basis,
    other: Option<OrganisationId>,
) -> Result<()> {
    rows::insert_change(tx, by, id, what, basis, other).await
}
