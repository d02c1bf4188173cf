//! What this link tells the later ones, and what it hears of the earlier ones.

use audit::By;
use jobs::{Hearing, Subscriber, Topic};
use kernel::{Id, PersonId, Timestamp};
use registry::news::{PeopleMoved, PersonLeft};
use serde::{Deserialize, Serialize};
use store::Tx;

use crate::{Class, deed, store as rows};

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
    vec![
        Subscriber::of::<PeopleMoved>("classes.people-moved", moved),
        Subscriber::of::<PersonLeft>("classes.person-left", left),
    ]
}

/// Who is on the way into a class or in it is from now on a matter of the new school and its county: they decide on
/// what is open. What was decided keeps the school of its day.
fn moved(tx: &mut Tx, told: PeopleMoved, _now: Timestamp) -> Hearing<'_> {
    Box::pin(async move {
        let school = registry::get_organisation(&mut *tx, told.organisation).await?;
        rows::move_enrolments(tx, &told.people, &school).await
    })
}

/// Who has left takes no place that somebody else could have; who is back by now keeps what is open.
fn left(tx: &mut Tx, told: PersonLeft, now: Timestamp) -> Hearing<'_> {
    Box::pin(async move {
        let person = registry::find_person(&mut *tx, told.person).await?;
        if person.is_none_or(|it| it.left_on.is_none()) {
            return Ok(());
        }
        let by = By::acting(PersonId::house(), "", "", now);
        let why = format!("本人已离岗，最后在岗日 {}", told.last_day);
        deed::release(tx, &by, told.person, &why).await
    })
}
