//! What happens before this link of the chain, and what follows from it here.

use classes::EnrolmentConfirmed;
use jobs::{Hearing, Subscriber};
use kernel::Timestamp;
use store::Tx;

use crate::store as db;

/// Who hears of what.
pub(crate) fn subscribers() -> Vec<Subscriber> {
    vec![Subscriber::of::<EnrolmentConfirmed>("courses.confirmed", confirmed)]
}

/// Somebody is confirmed: the figure begins at nought, so that the manager's list shows who has not
/// begun.
fn confirmed(tx: &mut Tx, it: EnrolmentConfirmed, now: Timestamp) -> Hearing<'_> {
    Box::pin(async move {
        let Some(studied) = db::find_studied(&mut *tx, it.class).await? else { return Ok(()) };
        let Some(enrolment) = classes::find_enrolment(&mut *tx, it.person, it.class).await? else {
            return Ok(());
        };
        db::create_evidence(tx, it.person, it.class, &enrolment.person_name, studied.course.lessons, now).await
    })
}
