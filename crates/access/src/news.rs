//! What this link hears of the earlier ones: a duty follows the organisation at which it is held.

use jobs::{Hearing, Subscriber};
use kernel::Timestamp;
use registry::OrganisationKind;
use registry::news::{OrganisationClosed, OrganisationMoved, OrganisationRenamed, PersonLeft};
use store::Tx;

use crate::store as rows;

/// Whom this link sends to listen.
pub(crate) fn subscribers() -> Vec<Subscriber> {
    vec![
        Subscriber::of::<OrganisationRenamed>("access.organisation-renamed", renamed),
        Subscriber::of::<OrganisationMoved>("access.organisation-moved", moved),
        Subscriber::of::<OrganisationClosed>("access.organisation-closed", closed),
        Subscriber::of::<PersonLeft>("access.person-left", left),
    ]
}

// What is heard late may be old: the organisation itself says what is.

fn renamed(tx: &mut Tx, told: OrganisationRenamed, _now: Timestamp) -> Hearing<'_> {
    Box::pin(async move {
        let it = registry::get_organisation(&mut *tx, told.organisation).await?;
        rows::rename_appointments(tx, it.id, &it.name).await
    })
}

fn moved(tx: &mut Tx, told: OrganisationMoved, _now: Timestamp) -> Hearing<'_> {
    Box::pin(async move {
        let it = registry::get_organisation(&mut *tx, told.organisation).await?;
        rows::move_appointments(tx, it.id, &it.place).await
    })
}

/// Nobody holds a duty at what is not there any more. Only those of an institution stay: they see their classes to the
/// end.
fn closed(tx: &mut Tx, told: OrganisationClosed, _now: Timestamp) -> Hearing<'_> {
    Box::pin(async move {
        let it = registry::get_organisation(&mut *tx, told.organisation).await?;
        if it.kind == OrganisationKind::Institution {
            return Ok(());
        }
        rows::end_appointments(tx, it.id, told.last_day).await
    })
}

/// Who has left decides nothing any more, and nobody stands in for them. Whoever is back by now keeps what was given
/// since.
fn left(tx: &mut Tx, told: PersonLeft, _now: Timestamp) -> Hearing<'_> {
    Box::pin(async move {
        let it = registry::find_person(&mut *tx, told.person).await?;
        let back = it.is_some_and(|it| it.left_on.is_none());
        let begun = if back { told.last_day } else { told.last_day.plus_days(LONG) };
        rows::end_appointments_of(tx, told.person, told.last_day, begun).await
    })
}

/// Further ahead than any duty begins.
const LONG: i32 = 366 * 100;
