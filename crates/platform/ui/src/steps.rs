//! States of a record over time, and the rules it meets.

use crate::{Icon, icon};
use maud::{Markup, html};

/// Where a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    /// Behind us.
    Done,
    /// Here.
    Now,
    /// Still to come.
    Next,
    /// Ended here: refused, returned, withdrawn.
    Stopped,
}

/// One step.
#[derive(Debug, Clone, Copy)]
pub struct Step<'a> {
    /// The official name of the state.
    pub title: &'a str,
    /// When and by whom, or until when; `""` for nothing.
    pub note: &'a str,
    /// Where it stands.
    pub stand: Stand,
    /// The stand in a word, for those who cannot see the sign.
    pub word: &'a str,
}

/// The line of steps: along the row on a desk, down the page on a phone.
pub fn steps(label: &str, steps: &[Step<'_>]) -> Markup {
    html! {
        ol.steps aria-label=(label) {
            @for s in steps {
                li class=(class(s.stand)) aria-current=[(s.stand == Stand::Now).then_some("step")] {
                    span.step-sign { (icon(sign(s.stand))) }
                    span.step-text {
                        strong { (s.title) } span.sr { " " (s.word) }
                        @if !s.note.is_empty() { small { (s.note) } }
                    }
                }
            }
        }
    }
}

const fn class(stand: Stand) -> &'static str {
    match stand {
        Stand::Done => "done",
        Stand::Now => "now",
        Stand::Next => "next",
        Stand::Stopped => "stopped",
    }
}

const fn sign(stand: Stand) -> Icon {
    match stand {
        Stand::Done => Icon::Done,
        Stand::Now => Icon::Half,
        Stand::Next => Icon::Open,
        Stand::Stopped => Icon::No,
    }
}

/// How a rule came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Met.
    Met,
    /// Under way.
    Partly,
    /// Not begun.
    Open,
    /// Not met.
    Failed,
    /// Not met, but the rule only says "as a principle": needs a reasoned exception.
    Warned,
}

/// One rule and what fulfilled it.
#[derive(Debug, Clone)]
pub struct Tick<'a> {
    /// The rule in words.
    pub rule: &'a str,
    /// The outcome.
    pub outcome: Outcome,
    /// The outcome in a word, for those who cannot see the sign.
    pub word: &'a str,
    /// The event and its time, or what is missing.
    pub event: &'a str,
    /// The clause, or `""`.
    pub clause: &'a str,
    /// Where to read more or act, already markup; empty for nothing.
    pub aside: Markup,
}

/// The rules, one under another.
pub fn ticks(list: &[Tick<'_>]) -> Markup {
    html! {
        ul.ticks {
            @for t in list {
                li class=(outcome_class(t.outcome)) {
                    span.tick-sign { (icon(outcome_sign(t.outcome))) span.sr { (t.word) " " } }
                    span.tick-rule {
                        (t.rule)
                        @if !t.clause.is_empty() { small.clause { (t.clause) } }
                    }
                    span.tick-event { (t.event) @if !t.aside.0.is_empty() { " " (t.aside) } }
                }
            }
        }
    }
}

const fn outcome_class(o: Outcome) -> &'static str {
    match o {
        Outcome::Met => "met",
        Outcome::Partly => "partly",
        Outcome::Open => "open",
        Outcome::Failed => "failed",
        Outcome::Warned => "warned",
    }
}

const fn outcome_sign(o: Outcome) -> Icon {
    match o {
        Outcome::Met => Icon::Done,
        Outcome::Partly => Icon::Half,
        Outcome::Open => Icon::Open,
        Outcome::Failed => Icon::No,
        Outcome::Warned => Icon::Warn,
    }
}

#[cfg(test)]
mod tests {
    use super::{Stand, Step, steps};

    #[test]
    fn the_present_step_is_marked_for_screen_readers() {
        let step = |title, stand| Step { title, note: "", stand, word: "w" };
        let html = steps("s", &[step("a", Stand::Done), step("b", Stand::Now)]).into_string();
        assert_eq!(html.matches("aria-current=\"step\"").count(), 1);
        assert!(html.contains("<li class=\"now\" aria-current=\"step\">"));
    }
}
