//! What it takes for a lesson to count.

use classes::Enrolment;
use http::Cx;
use kernel::text;
use ui::steps::{Outcome, Tick};
use ui::{Markup, html};

use super::lesson::{Done, Opened};
use crate::course::clock;

/// 这一讲怎样算学时: each rule with the event that met it, or with what is missing.
pub(super) fn ticks(cx: &Cx, enrolment: &Enrolment, opened: &Opened, done: &Done) -> Markup {
    let (rule, plan, watch) = (&opened.studied.rule, &opened.book.plan, &done.watch);
    let needed = (plan.duration_ms.saturating_mul(rule.percent) + 99) / 100;
    let watched = if rule.is_enough(done.progress.watched_ms, plan.duration_ms) {
        (Outcome::Met, text!("tick-watched", length = clock(done.progress.watched_ms)))
    } else if done.progress.watched_ms > 0 {
        (
            Outcome::Partly,
            text!(
                "tick-watching",
                length = clock(done.progress.watched_ms),
                rest = clock(needed - done.progress.watched_ms)
            ),
        )
    } else {
        (Outcome::Open, text!("tick-not-begun"))
    };
    let answered = match done.answers.iter().map(|it| it.answered_at).max() {
        Some(at) if done.answers.len() >= plan.questions.len() => (Outcome::Met, text!("tick-answered", at = at)),
        Some(_) => {
            (Outcome::Partly, text!("tick-some-answered", answered = done.answers.len(), of = plan.questions.len()))
        }
        None if plan.questions.is_empty() => (Outcome::Met, text!("tick-no-question")),
        None => {
            (Outcome::Open, text!("tick-unanswered", at = clock(plan.questions.first().copied().unwrap_or_default())))
        }
    };
    let passed = match (watch.quiz_at, watch.quiz_score) {
        (Some(at), score) => (Outcome::Met, text!("tick-quiz-passed", score = score.unwrap_or_default(), at = at)),
        (None, Some(score)) => (Outcome::Partly, text!("tick-quiz-failed", score = score)),
        (None, None) => (Outcome::Open, text!("tick-quiz-open")),
    };
    let finished = match watch.done_at {
        Some(at) => (
            Outcome::Met,
            text!("tick-done", hours = super::lesson::hours(plan.duration_ms, rule.hour_minutes), at = at),
        ),
        None => (Outcome::Open, text!("tick-not-done")),
    };
    let rules = [
        cx.say(&text!("tick-rule-watch", percent = rule.percent, rate = rule.rate())),
        cx.say(&text!("tick-rule-question")),
        cx.say(&text!("tick-rule-quiz", pass = rule.quiz_pass)),
        cx.say(&text!("tick-rule-hours", minutes = rule.hour_minutes, hours = rule.daily_hours)),
    ];
    let stands = [watched, answered, passed, finished];
    let events: Vec<String> = stands.iter().map(|it| cx.say(&it.1)).collect();
    let outcome_words: Vec<String> = stands.iter().map(|it| cx.t(outcome_key(it.0)).into_owned()).collect();
    let list: Vec<Tick<'_>> = rules
        .iter()
        .zip(&stands)
        .zip(events.iter().zip(&outcome_words))
        .map(|((rule, stand), (event, word))| Tick { rule, outcome: stand.0, word, event, clause: "", aside: html! {} })
        .collect();
    let version = html! {
        a href={ "/watch-rules/" (rule.version) } { (cx.say(&text!("watch-rule-version", version = &rule.version))) }
    };
    ui::card_with(
        &cx.t("lesson-how-it-counts"),
        &version,
        &html! {
            (ui::steps::ticks(&list))
            p { a href={ "/courses/" (enrolment.class_id) "/evidence" } { (cx.t("lesson-evidence")) } }
        },
    )
}

const fn outcome_key(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Met => "tick-outcome-met",
        Outcome::Partly => "tick-outcome-partly",
        Outcome::Open | Outcome::Failed | Outcome::Warned => "tick-outcome-open",
    }
}
