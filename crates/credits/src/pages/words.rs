//! Words and cells that several pages share.

use authz::{Noun as _, Place, Verb};
use http::Cx;
use kernel::{PersonId, fixed_2, text};
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

/// The rule by its level, way of training, version and first day.
pub fn rule(cx: &Cx, rule: &CreditRule) -> String {
    let level = record::level_name(&rule.level);
    let mode = cx.t(rule.mode.key()).into_owned();
    cx.say(&text!("credits-rule-said", level = level, mode = mode, from = rule.valid_from, version = rule.edition()))
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
