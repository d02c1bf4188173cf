//! What is known of the trainees of a class when it ends, gathered once for the page and for the list
//! that is handed in.

use std::collections::BTreeMap;

use classes::{Class, Enrolment, EnrolmentState, Project};
use kernel::{Date, PersonId, Refusal, Result, text};
use store::On;

use crate::completion::{self, Evidence, Judgement, Mark, Outcome};
use crate::rule::{self, Amount, CreditRule, Mode};

/// One trainee.
#[derive(Clone, Debug)]
pub struct Line {
    /// The enrolment.
    pub enrolment: Enrolment,
    /// What is known.
    pub evidence: Evidence,
    /// What the rules make of it.
    pub judgement: Judgement,
    /// What they propose.
    pub proposed: Outcome,
    /// What the class manager marked instead.
    pub mark: Option<Mark>,
    /// What will be handed in.
    pub outcome: Outcome,
}

impl Line {
    /// What the trainee earns.
    #[must_use]
    pub fn earned(&self) -> Amount {
        self.judgement.earned(self.outcome)
    }
}

/// The confirmed trainees of a class.
#[derive(Clone, Debug)]
pub struct Roster {
    /// The project.
    pub project: Project,
    /// The rule by which hours are counted.
    pub rule: CreditRule,
    /// The way of training.
    pub mode: Mode,
    /// The trainees, by person.
    pub lines: Vec<Line>,
}

/// No class plans more; a longer list is a fault elsewhere.
const MOST: u32 = 1000;

/// Gathers the confirmed trainees of `class`: six statements.
///
/// # Errors
/// A refusal when no rule of hours fits the class; otherwise when the database refuses.
pub async fn gather(on: impl Into<On<'_>>, class: &Class) -> Result<Roster> {
    let mut on = on.into();
    let project = classes::find_project(on.again(), class.project_id).await?.ok_or(kernel::Error::NotFound)?;
    let rules = crate::store::list_rules(on.again()).await?;
    let sessions = classes::list_sessions(on.again(), class.id).await?;
    let enrolments =
        classes::list_enrolments(on.again(), class.id, Some(EnrolmentState::Confirmed), None, MOST).await?;
    let watched = courses::list_evidence(on.again(), class.id, None, MOST.into()).await?;
    let marks = crate::store::list_marks(on.again(), class.id).await?;
    let lessons = watched.iter().map(|it| it.lessons_total).max().unwrap_or_default();
    let mode = Mode::of(!sessions.is_empty(), lessons > 0);
    let rule =
        rule::fit(&rules, &class.province_place, &project.level, mode, class.closes_on).cloned().ok_or_else(no_rule)?;
    let mut days: BTreeMap<Date, i64> = BTreeMap::new();
    for session in &sessions {
        let day = days.entry(session.on).or_default();
        *day = day.saturating_add(session.minutes);
    }
    let planned = rule.countable(days.into_values());
    let evidence = |person: PersonId, absent: i64| {
        let watched = watched.iter().find(|it| it.person_id == person);
        Evidence {
            planned_minutes: planned,
            absent_minutes: absent,
            lessons_done: watched.map_or(0, |it| it.lessons_done),
            lessons_total: lessons,
            online_minutes: watched.map_or(0, |it| it.minutes),
            quiz_best: watched.and_then(|it| it.quiz_best),
            complete: watched.is_some_and(|it| it.complete),
        }
    };
    let absent = |person: PersonId| marks.iter().find(|it| it.person_id == person).map_or(0, |it| it.absent_minutes);
    let judged: Vec<(Evidence, Judgement)> = enrolments
        .iter()
        .map(|it| evidence(it.person_id, absent(it.person_id)))
        .map(|evidence| (evidence, completion::judge(&rule, &evidence)))
        .collect();
    let proposed = completion::propose(&rule, &judged);
    let lines =
        enrolments.into_iter().zip(judged).zip(proposed).map(|((enrolment, (evidence, judgement)), proposed)| {
            let mark = marks.iter().find(|it| it.person_id == enrolment.person_id).cloned();
            let marked = mark.as_ref().and_then(|mark| mark.outcome);
            // A mark that the evidence no longer bears gives way to the proposal.
            let outcome =
                marked.filter(|outcome| completion::may_mark(&rule, &judgement, *outcome).is_ok()).unwrap_or(proposed);
            Line { enrolment, evidence, judgement, proposed, mark, outcome }
        });
    let lines = lines.collect();
    Ok(Roster { project, rule, mode, lines })
}

fn no_rule() -> kernel::Error {
    Refusal::because(text!("completion-no-rule")).remedy(text!("completion-no-rule-remedy")).into()
}

impl Roster {
    /// The line of one trainee.
    #[must_use]
    pub fn line(&self, person: PersonId) -> Option<&Line> {
        self.lines.iter().find(|line| line.enrolment.person_id == person)
    }

    /// How many end so.
    #[must_use]
    pub fn count(&self, outcome: Outcome) -> i64 {
        kernel::count(self.lines.iter().filter(|line| line.outcome == outcome).count())
    }
}
