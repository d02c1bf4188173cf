use audit::{By, Entry};
use kernel::{Id, PersonId, Result};
use serde_json::json;
use store::Tx;

use super::sure;
use crate::enrolment::Deed;
use crate::exception::{Exception, ExceptionState};
use crate::{Class, store as db};

/// Grants or refuses the exception of `person` in `class` from the rule `code`. A refusal ends the
/// nomination; an opinion is needed for it.
///
/// # Errors
/// [`kernel::Error::NotFound`] when there is no such request; invalid without an opinion; refused when it is
/// decided, belongs to another level, or the nomination has moved on.
pub async fn rule_on_exception(
    tx: &mut Tx,
    by: &By,
    request: (Id<Class>, PersonId, &str),
    grant: bool,
    opinion: &str,
) -> Result<Exception> {
    let (class, person, code) = request;
    let it = db::get_class_for_change(tx, class).await?;
    crate::recruiting(&it)?;
    let mut enrolment = db::get_enrolment_for_change(tx, person, class).await?;
    let mut exception = db::get_exception_for_change(tx, person, class, code).await?;
    exception.decidable(by.person, &by.duty)?;
    exception.opinion = if grant {
        Some(opinion.trim().to_owned()).filter(|it| !it.is_empty())
    } else {
        Some(super::decision::reason("opinion", opinion)?)
    };
    exception.state = if grant { ExceptionState::Granted } else { ExceptionState::Refused };
    exception.decided_by = Some(by.name.clone());
    exception.decided_at = Some(by.now);
    sure(db::decide_exception(tx, &exception).await?)?;
    let subject = format!("{class}/{person}/{code}");
    let deed = format!("exception.{}", exception.state.as_str());
    let entry = Entry::new(&deed, "exception", subject)
        .about(person)
        .before(json!({ "state": "open", "reason": exception.reason }))
        .after(json!({ "state": exception.state.as_str() }))
        .why(exception.opinion.as_deref().unwrap_or_default());
    by.record(tx, entry).await?;
    enrolment.open_exceptions = (enrolment.open_exceptions - 1).max(0);
    if grant {
        sure(db::set_enrolment(tx, &enrolment, enrolment.state).await?)?;
    } else {
        let to = enrolment.after(Deed::RefuseException, &it, 0, by.today())?;
        super::decision::move_on(tx, by, &mut enrolment, to, exception.opinion.clone()).await?;
    }
    Ok(exception)
}
