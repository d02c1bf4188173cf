//! The completion list (结业名单): what the evidence proposes for each trainee, what the class manager
//! may mark instead, and when the list may be handed in. No I/O, no clock.

mod list;
#[cfg(test)]
mod tests;

use authz::{Key, Noun, Place};
use classes::Class;
use kernel::{Date, Id, Refusal, Result, Text, text};
use store::Store;

use crate::rule::{Amount, CreditRule};

pub use list::{List, ListRow, ListState, Mark, Outcome, RowState};

/// What is known of one trainee when the class ends.
#[derive(Clone, Copy, Debug, Default)]
pub struct Evidence {
    /// Minutes of the timetable that count.
    pub planned_minutes: i64,
    /// Absent minutes by the sign-in sheets.
    pub absent_minutes: i64,
    /// Lessons done.
    pub lessons_done: i64,
    /// Of so many; 0 when the class has none.
    pub lessons_total: i64,
    /// Minutes of lessons, by the server's record.
    pub online_minutes: i64,
    /// Best quiz score.
    pub quiz_best: Option<i64>,
    /// Whether all that the lessons ask is done.
    pub complete: bool,
}

/// One rule and how a trainee stands to it.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule with its numbers.
    pub text: Text,
    /// Whether it is met.
    pub met: bool,
    /// The clause, word for word.
    pub clause: String,
}

/// What the rules make of the evidence.
#[derive(Clone, Debug)]
pub struct Judgement {
    /// Each rule.
    pub findings: Vec<Finding>,
    /// Minutes, hours and credits, if the trainee passes.
    pub amount: Amount,
    /// Whether the trainee may be excellent, were there no share.
    pub may_excel: bool,
}

impl Judgement {
    /// What somebody earns who ends so: whoever does not pass earns nothing; the evidence stays.
    #[must_use]
    pub fn earned(&self, outcome: Outcome) -> Amount {
        let amount = self.amount;
        if outcome == Outcome::Failed { Amount { hours_x100: 0, credits_x100: 0, ..amount } } else { amount }
    }
}

impl Judgement {
    /// Whether every rule is met.
    #[must_use]
    pub fn passes(&self) -> bool {
        self.findings.iter().all(|finding| finding.met)
    }
}

/// Judges one trainee.
#[must_use]
pub fn judge(rule: &CreditRule, evidence: &Evidence) -> Judgement {
    let attended = evidence.planned_minutes.saturating_sub(evidence.absent_minutes).max(0);
    let amount = rule.amount(attended, evidence.online_minutes);
    let mut findings = Vec::new();
    if evidence.planned_minutes > 0 {
        findings.push(Finding {
            text: text!("completion-finding-attendance", attended = attended, planned = evidence.planned_minutes),
            met: rule.attended(attended, evidence.planned_minutes),
            clause: rule.attendance_clause.clone(),
        });
    }
    let has_lessons = evidence.lessons_total > 0;
    if has_lessons {
        findings.push(Finding {
            text: text!("completion-finding-lessons", done = evidence.lessons_done, total = evidence.lessons_total),
            met: evidence.complete,
            clause: rule.attendance_clause.clone(),
        });
    }
    findings.push(Finding {
        text: text!("completion-finding-hours", minutes = amount.minutes, hours = kernel::fixed_2(amount.hours_x100)),
        met: amount.hours_x100 > 0,
        clause: rule.clause.clone(),
    });
    let passes = findings.iter().all(|finding| finding.met);
    let scored = !has_lessons || evidence.quiz_best.is_some_and(|score| score >= rule.excellent_score);
    Judgement { findings, amount, may_excel: passes && scored }
}

/// What the rules propose for each of a class, in the order given: 未结业 where a rule is not met, 优秀
/// for the best quiz scores within the share, 合格 for all others. Without scores nobody is proposed
/// as excellent: then it is the institution's to say.
#[must_use]
pub fn propose(rule: &CreditRule, people: &[(Evidence, Judgement)]) -> Vec<Outcome> {
    let mut best: Vec<(i64, usize)> = people
        .iter()
        .enumerate()
        .filter(|(_, (_, judgement))| judgement.may_excel)
        .filter_map(|(place, (evidence, _))| evidence.quiz_best.map(|score| (score, place)))
        .collect();
    best.sort_by_key(|(score, place)| (-score, *place));
    best.truncate(kernel::small(rule.most_excellent(kernel::count(people.len()))));
    let outcome = |place: usize, judgement: &Judgement| match judgement.passes() {
        false => Outcome::Failed,
        true if best.iter().any(|(_, at)| *at == place) => Outcome::Excellent,
        true => Outcome::Passed,
    };
    people.iter().enumerate().map(|(place, (_, judgement))| outcome(place, judgement)).collect()
}

/// Whether a trainee whom the rules judge so may be marked as `outcome`.
///
/// # Errors
/// A refusal with the clause of the rule that is not met.
pub fn may_mark(rule: &CreditRule, judgement: &Judgement, outcome: Outcome) -> std::result::Result<(), Refusal> {
    if outcome == Outcome::Failed {
        return Ok(());
    }
    if let Some(finding) = judgement.findings.iter().find(|finding| !finding.met) {
        return Err(Refusal::because(text!("completion-evidence-missing"))
            .clause(finding.clause.clone())
            .remedy(text!("completion-evidence-missing-remedy")));
    }
    if outcome == Outcome::Excellent && !judgement.may_excel {
        return Err(Refusal::because(text!("completion-score-too-low", score = rule.excellent_score))
            .clause(rule.excellent_clause.clone())
            .remedy(text!("completion-score-too-low-remedy")));
    }
    Ok(())
}

/// Whether so many of `people` may be excellent.
///
/// # Errors
/// A refusal that says how many may be.
pub fn may_excel(rule: &CreditRule, excellent: i64, people: i64) -> std::result::Result<(), Refusal> {
    let most = rule.most_excellent(people);
    if excellent <= most {
        return Ok(());
    }
    Err(Refusal::because(text!("completion-too-many-excellent", excellent = excellent, most = most, people = people))
        .clause(rule.excellent_clause.clone())
        .remedy(text!("completion-too-many-excellent-remedy")))
}

/// Whether the list of a class may be handed in `today`.
///
/// # Errors
/// A refusal: not filed, not over, nobody on it, or handed in already.
pub fn may_submit(class: &Class, list: Option<&List>, people: usize, today: Date) -> std::result::Result<(), Refusal> {
    classes::issuing(class)?;
    match list.map(|list| list.state) {
        Some(ListState::Submitted) => {
            return Err(Refusal::because(text!("completion-submitted-already"))
                .remedy(text!("completion-submitted-already-remedy")));
        }
        Some(ListState::Confirmed) => {
            return Err(Refusal::because(text!("completion-confirmed-already"))
                .remedy(text!("completion-confirmed-already-remedy")));
        }
        Some(ListState::Returned) => {}
        None => class.closable()?,
    }
    if today < class.closes_on {
        return Err(Refusal::because(text!("completion-class-not-over", on = class.closes_on))
            .remedy(text!("completion-class-not-over-remedy")));
    }
    if people == 0 {
        return Err(Refusal::because(text!("completion-nobody")).remedy(text!("completion-nobody-remedy")));
    }
    Ok(())
}

/// A class as the place of its completion list.
#[derive(Clone, Debug)]
pub struct Completion {
    /// The class.
    pub class: Class,
    /// The list, once it was handed in.
    pub list: Option<List>,
}

impl Completion {
    /// Whether rows may still be marked.
    #[must_use]
    pub fn open(&self) -> bool {
        self.list.as_ref().is_none_or(|list| list.state == ListState::Returned)
    }
}

impl Noun for Completion {
    const NAME: &'static str = "completion";

    async fn find(store: &Store, key: Key<'_>) -> Result<Option<Self>> {
        let Some(id) = key.get::<Id<Class>>("class") else { return Ok(None) };
        let Some(class) = classes::find_class(store, id).await? else { return Ok(None) };
        let list = crate::store::find_list(store, id).await?;
        Ok(Some(Self { class, list }))
    }

    fn places(&self) -> Vec<Place> {
        vec![self.class.institution_place.clone(), self.class.province_place.clone()]
    }
}
