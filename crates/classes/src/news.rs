//! What this link tells the later ones, and what it hears of the earlier ones.

use jobs::{Hearing, Subscriber, Topic};
use kernel::{Id, PersonId, Timestamp};
use registry::news::PeopleMoved;
use serde::{Deserialize, Serialize};
use store::Tx;

use crate::{Class, store as rows};

/// A class is on file (已备案): it recruits.
#[derive(Debug, Serialize, Deserialize)]
pub struct ClassFiled {
    /// Which.
    pub class: Id<Class>,
}

impl Topic for ClassFiled {
    const NAME: &'static str = "class.filed";
}

/// Somebody is confirmed and takes part.
#[derive(Debug, Serialize, Deserialize)]
pub struct EnrolmentConfirmed {
    /// In which class.
    pub class: Id<Class>,
    /// Who.
    pub person: PersonId,
}

impl Topic for EnrolmentConfirmed {
    const NAME: &'static str = "enrolment.confirmed";
}

/// A class is closed (已结业): every county has recognised its people.
#[derive(Debug, Serialize, Deserialize)]
pub struct ClassClosed {
    /// Which.
    pub class: Id<Class>,
}

impl Topic for ClassClosed {
    const NAME: &'static str = "class.closed";
}

/// Whom this link sends to listen.
pub(crate) fn subscribers() -> Vec<Subscriber> {
    vec![Subscriber::of::<PeopleMoved>("classes.people-moved", moved)]
}

/// Who is on the way into a class or in it is from now on a matter of the new school and its county: they decide on
/// what is open. What was decided keeps the school of its day.
fn moved(tx: &mut Tx, told: PeopleMoved, _now: Timestamp) -> Hearing<'_> {
    Box::pin(async move {
        let school = registry::get_organisation(&mut *tx, told.organisation).await?;
        rows::move_enrolments(tx, &told.people, &school).await
    })
}
