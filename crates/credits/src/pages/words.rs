//! Words and cells that several pages share.

use authz::{Noun as _, Place, Verb};
use http::Cx;
use kernel::{Error, FieldFault, PersonId, Refusal, fixed_2, text};
use maud::{Markup, html};
use ui::steps::{Outcome as Sign, Tick, ticks};
use ui::{TagKind, tag};

use crate::completion::{Finding, Outcome, RowState};
use crate::hours::Holder;
use crate::recognition::RecognitionState;
use crate::record;
use crate::rule::CreditRule;

/// `38.5 学时`.
pub fn hours(cx: &Cx, x100: i64) -> String {
    cx.say(&text!("hours-amount", hours = fixed_2(x100)))
}

/// `3.8 学分`.
pub fn credits(cx: &Cx, x100: i64) -> String {
    cx.say(&text!("credits-amount", credits = fixed_2(x100)))
}

/// A stored number for a drawing.
pub fn drawn(number: i64) -> f64 {
    f64::from(i32::try_from(number).unwrap_or(i32::MAX))
}

/// How somebody ended the class.
pub fn outcome(cx: &Cx, outcome: Outcome) -> Markup {
    let kind = match outcome {
        Outcome::Excellent | Outcome::Passed => TagKind::Ok,
        Outcome::Failed => TagKind::Late,
    };
    tag(kind, &cx.t(outcome.key()))
}

/// Where a row stands.
pub fn row_state(cx: &Cx, state: RowState) -> Markup {
    match state {
        RowState::Listed => tag(TagKind::Wait, &cx.t("completion-row-listed")),
        RowState::Returned => tag(TagKind::Late, &cx.t("completion-row-returned")),
        RowState::Recognised => tag(TagKind::Ok, &cx.t("completion-row-recognised")),
    }
}

/// Where a county's part stands.
pub fn recognition_state(cx: &Cx, state: RecognitionState) -> Markup {
    let kind = match state {
        RecognitionState::Waiting => TagKind::Wait,
        RecognitionState::Returned => TagKind::Late,
        RecognitionState::Confirmed => TagKind::Ok,
    };
    tag(kind, &cx.t(state.key()))
}

/// A name that leads to the person's hours, for those who may see them.
pub fn holder(cx: &Cx, person: PersonId, name: &str, places: &[Place]) -> Markup {
    html! {
        @if cx.may(Verb::View, Holder::NAME, places) { a href={ "/people/" (person) "/hours" } { (name) span.sr { " " (cx.t("hours-title-account")) } } }
        @else { (name) }
    }
}

/// The rule by its level, way of training and first day, and by its version for whoever looks it up.
pub fn rule(cx: &Cx, rule: &CreditRule) -> String {
    let level = record::level_name(&rule.level);
    let mode = cx.t(rule.mode.key()).into_owned();
    cx.say(&text!("credits-rule-said", level = level, mode = mode, from = rule.valid_from, version = &rule.version))
}

/// The rules and how a trainee stands to each, by clause.
pub fn findings(cx: &Cx, findings: &[Finding]) -> Markup {
    let said: Vec<(String, String)> = findings
        .iter()
        .map(|it| (cx.say(&it.text), cx.t(if it.met { "completion-met" } else { "completion-unmet" }).into_owned()))
        .collect();
    let list: Vec<Tick<'_>> = findings
        .iter()
        .zip(&said)
        .map(|(it, (rule, word))| Tick {
            rule,
            outcome: if it.met { Sign::Met } else { Sign::Failed },
            word,
            event: word,
            clause: &it.clause,
            aside: html! {},
        })
        .collect();
    ticks(&list)
}

/// A refusal within a page, with its clause.
pub fn refused(cx: &Cx, refusal: &Refusal) -> Markup {
    let title = cx.say(&refusal.reason);
    let advice = refusal.remedy.as_ref().map(|remedy| cx.say(remedy)).unwrap_or_default();
    ui::notice(&ui::Notice {
        tone: ui::Tone::Warn,
        title: &title,
        text: &advice,
        clause: refusal.clause.as_deref().unwrap_or_default(),
        deeds: html! {},
    })
}

/// What a form was sent back with: faults of fields, or a refusal shown above it.
#[derive(Debug, Default)]
pub struct Sent {
    faults: Vec<FieldFault>,
    refusal: Option<Refusal>,
}

impl Sent {
    /// Faults that the form itself can show; any other error goes on to its own page.
    pub fn of(error: Error) -> http::Result<Self> {
        match error {
            Error::Invalid(faults) => Ok(Self { faults, refusal: None }),
            Error::Refused(refusal) => Ok(Self { faults: Vec::new(), refusal: Some(*refusal) }),
            other => Err(other.into()),
        }
    }

    /// What is wrong with `field`.
    pub fn error(&self, cx: &Cx, field: &str) -> String {
        self.faults.iter().find(|fault| fault.field == field).map(|fault| cx.say(&fault.text)).unwrap_or_default()
    }

    /// The summary above the form.
    pub fn summary(&self, cx: &Cx) -> Markup {
        let said: Vec<(&str, String)> = self.faults.iter().map(|fault| (fault.field, cx.say(&fault.text))).collect();
        let errors: Vec<(&str, &str)> = said.iter().map(|(field, said)| (*field, said.as_str())).collect();
        html! {
            @if let Some(refusal) = &self.refusal { (refused(cx, refusal)) }
            (ui::error_summary(&cx.say(&text!("http-error-summary", count = errors.len())), &errors))
        }
    }
}
