use audit::{By, Entry};
use authz::Place;
use kernel::{Error, Id, PersonId, Result, text};
use serde_json::json;
use store::Tx;

use super::sure;
use crate::enrolment::{Deed, EnrolmentStep};
use crate::exception::ExceptionState;
use crate::{Class, Enrolment, EnrolmentConfirmed, EnrolmentState, figure, store as db};

/// Does `deed` to the enrolment of `person` in `class`; `within` is the area that the doer answers for.
///
/// # Errors
/// [`Error::NotFound`] when the school lies outside `within`; invalid without a reason where one is
/// needed; refused by [`Enrolment::after`].
pub async fn decide(
    tx: &mut Tx,
    by: &By,
    class: Id<Class>,
    person: PersonId,
    deed: Deed,
    why: &str,
    within: Option<&Place>,
) -> Result<EnrolmentState> {
    // Held, and with it the figure: of two officers who saw the same last place one gets it.
    let it = db::get_class_for_change(tx, class).await?;
    let mut enrolment = db::get_enrolment_for_change(tx, person, class).await?;
    if within.is_some_and(|within| !enrolment.place.within(within)) {
        return Err(Error::NotFound);
    }
    let why = if deed.needs_reason() { Some(reason("why", why)?) } else { None };
    let figure = db::find_figure(&mut *tx, class).await?;
    let to = enrolment.after(deed, &it, figure.admitted, by.today())?;
    move_on(tx, by, &mut enrolment, to, why).await?;
    if to == EnrolmentState::Confirmed {
        jobs::emit(tx, by.now, &EnrolmentConfirmed { class, person }).await?;
    }
    Ok(to)
}

/// Takes back for `person`, who has left, whatever the school could still take back today: the places are free again.
/// Who is confirmed shortly before the opening, or takes part, stays until the institution writes down the result.
///
/// # Errors
/// When the database refuses.
pub async fn release(tx: &mut Tx, by: &By, person: PersonId, why: &str) -> Result<()> {
    for open in db::list_memberships(&mut *tx, &[person]).await?.iter().filter(|it| it.state.binds()) {
        let class = db::get_class_for_change(tx, open.class_id).await?;
        let mut enrolment = db::get_enrolment_for_change(tx, person, class.id).await?;
        if let Ok(to) = enrolment.after(Deed::Withdraw, &class, 0, by.today()) {
            move_on(tx, by, &mut enrolment, to, Some(why.to_owned())).await?;
        }
    }
    Ok(())
}

/// Writes the new state with its figure, its step and its audit entry; open exceptions end with it.
pub(super) async fn move_on(
    tx: &mut Tx,
    by: &By,
    enrolment: &mut Enrolment,
    to: EnrolmentState,
    why: Option<String>,
) -> Result<()> {
    let from = enrolment.state;
    if !to.binds() && enrolment.open_exceptions > 0 {
        end_exceptions(tx, by, enrolment, why.as_deref().unwrap_or_default()).await?;
        enrolment.open_exceptions = 0;
    }
    enrolment.state = to;
    enrolment.why = why;
    enrolment.changed_at = by.now;
    sure(db::set_enrolment(tx, enrolment, from).await?)?;
    db::add_to_figure(tx, enrolment.class_id, figure::change(Some(from), to)).await?;
    enrolment_step(tx, by, enrolment, Some(from)).await
}

async fn end_exceptions(tx: &mut Tx, by: &By, enrolment: &Enrolment, why: &str) -> Result<()> {
    for mut exception in db::list_exceptions_of_person(&mut *tx, enrolment.person_id, enrolment.class_id).await? {
        if exception.state == ExceptionState::Open {
            exception.state = ExceptionState::Refused;
            exception.decided_by = Some(by.name.clone());
            exception.opinion = Some(why.to_owned());
            exception.decided_at = Some(by.now);
            db::decide_exception(tx, &exception).await?;
        }
    }
    Ok(())
}

/// Writes the step that led here, and the same into the audit.
pub(super) async fn enrolment_step(
    tx: &mut Tx,
    by: &By,
    enrolment: &Enrolment,
    from: Option<EnrolmentState>,
) -> Result<()> {
    let step = EnrolmentStep {
        state: enrolment.state,
        by_name: by.name.clone(),
        duty: by.duty.clone(),
        why: enrolment.why.clone(),
        at: by.now,
    };
    db::add_enrolment_step(tx, enrolment.person_id, enrolment.class_id, &step).await?;
    let deed = format!("enrolment.{}", enrolment.state.as_str());
    let entry = Entry::new(&deed, "enrolment", format!("{}/{}", enrolment.class_id, enrolment.person_id))
        .about(enrolment.person_id)
        .after(json!({ "state": enrolment.state.as_str() }))
        .why(enrolment.why.as_deref().unwrap_or_default());
    let entry = match from {
        Some(from) => entry.before(json!({ "state": from.as_str() })),
        None => entry,
    };
    by.record(tx, entry).await
}

/// A reason of 4 to 500 characters.
pub(super) fn reason(field: &'static str, given: &str) -> Result<String> {
    let given = given.trim();
    if (4..=500).contains(&given.chars().count()) {
        return Ok(given.to_owned());
    }
    Err(Error::field(field, text!("class-reason-length")))
}
