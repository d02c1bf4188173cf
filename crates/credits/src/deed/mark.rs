use audit::{By, Entry};
use kernel::{Error, PersonId, Refusal, Result, text};
use serde_json::json;
use store::Tx;

use super::reason;
use crate::completion::{self, Completion, ListState, Mark, Outcome};
use crate::recognition::RecognitionState;
use crate::{roster, store as tables};

/// What the class manager says of a trainee.
#[derive(Clone, Debug, Default)]
pub struct NewMark {
    /// Instead of the proposal; none follows it.
    pub outcome: Option<Outcome>,
    /// Absent minutes by the sign-in sheets.
    pub absent_minutes: i64,
    /// Why, where a trainee who could pass does not, or was absent.
    pub reason: String,
}

/// Marks one trainee of a class whose list is not with the counties.
///
/// # Errors
/// A refusal with the clause when the evidence does not bear the mark or the share of excellent is
/// full; wrong input when a reason is missing.
pub async fn mark(tx: &mut Tx, by: &By, at: &Completion, person: PersonId, new: &NewMark) -> Result<()> {
    // The class, because before it is handed in there is no list that could be held.
    classes::get_class_for_change(tx, at.class.id).await?;
    let list = tables::find_list_for_change(tx, at.class.id).await?;
    // First of all: the trainees of a closed class are no longer those who are confirmed.
    if list.as_ref().is_some_and(|list| list.state == ListState::Confirmed) {
        return Err(Refusal::because(text!("completion-confirmed-already"))
            .remedy(text!("completion-confirmed-already-remedy"))
            .into());
    }
    if !(Completion { class: at.class.clone(), list }.open() && part_open(tx, at, person).await?) {
        return Err(Refusal::because(text!("completion-submitted-already"))
            .remedy(text!("completion-submitted-already-remedy"))
            .into());
    }
    let mut roster = roster::gather(&mut *tx, &at.class).await?;
    let rule = roster.rule.clone();
    let line = roster.lines.iter_mut().find(|line| line.enrolment.person_id == person).ok_or(Error::NotFound)?;
    if new.absent_minutes < 0 || new.absent_minutes > line.evidence.planned_minutes {
        return Err(Error::field(
            "absent_minutes",
            text!("completion-absent-range", planned = line.evidence.planned_minutes),
        ));
    }
    line.evidence.absent_minutes = new.absent_minutes;
    line.judgement = completion::judge(&rule, &line.evidence);
    if let Some(outcome) = new.outcome {
        completion::may_mark(&rule, &line.judgement, outcome)?;
        line.outcome = outcome;
    }
    let withheld = new.outcome == Some(Outcome::Failed) && line.judgement.passes();
    let why = if withheld { reason("reason", &new.reason)? } else { new.reason.trim().to_owned() };
    if new.outcome == Some(Outcome::Excellent) {
        completion::may_excel(&rule, roster.count(Outcome::Excellent), kernel::count(roster.lines.len()))?;
    }
    let mark = Mark { person_id: person, outcome: new.outcome, absent_minutes: new.absent_minutes, reason: why };
    tables::put_mark(&mut *tx, at.class.id, &mark, by.person, by.now).await?;
    let after = json!({ "person": person, "outcome": mark.outcome.map(Outcome::as_str), "absent_minutes": mark.absent_minutes });
    let entry = Entry::new("completion.mark", "completion", at.class.id).about(person).after(after).why(&mark.reason);
    by.record(tx, entry).await
}

/// Whether the part of the trainee's county is not with the county and not confirmed.
async fn part_open(tx: &mut Tx, at: &Completion, person: PersonId) -> Result<bool> {
    let Some(row) = tables::find_row(&mut *tx, person, at.class.id).await? else { return Ok(true) };
    let part = tables::find_recognition(tx, at.class.id, row.county_id).await?;
    Ok(part.is_none_or(|part| part.state == RecognitionState::Returned))
}
