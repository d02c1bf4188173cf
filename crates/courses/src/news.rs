//! What happens before this link of the chain, and what follows from it here.

use std::future::Future;
use std::pin::Pin;

use jobs::{Event, Subscriber};
use kernel::{PersonId, Result, Timestamp};
use serde::Deserialize;
use store::Tx;

use crate::course::ClassId;
use crate::store as db;

/// Who hears of what.
pub(crate) const SUBSCRIBERS: &[Subscriber] =
    &[Subscriber { name: "courses.confirmed", topic: "enrolment.confirmed", hear: confirmed }];

#[derive(Deserialize)]
struct Confirmed {
    class: ClassId,
    person: PersonId,
}

/// Somebody is confirmed: the figure begins at nought, so that the manager's list shows who has not
/// begun.
fn confirmed<'a>(
    tx: &'a mut Tx,
    event: &'a Event,
    now: Timestamp,
) -> Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>> {
    Box::pin(async move {
        let it: Confirmed = event.facts()?;
        let Some(studied) = db::find_studied(&mut *tx, it.class).await? else { return Ok(()) };
        let Some(enrolment) = classes::find_enrolment(&mut *tx, it.person, it.class).await? else {
            return Ok(());
        };
        db::create_evidence(tx, it.person, it.class, &enrolment.person_name, studied.course.lessons, now).await
    })
}
