//! What the reader must be told, and refusals with their clause.

use crate::{Icon, icon};
use maud::{Markup, html};

/// How it is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// For knowledge.
    #[default]
    Info,
    /// Done.
    Ok,
    /// Take care.
    Warn,
    /// Refused; nothing has changed.
    Refusal,
}

/// A message within a page.
#[derive(Debug, Clone, Default)]
pub struct Notice<'a> {
    /// How it is meant.
    pub tone: Tone,
    /// The message in one line.
    pub title: &'a str,
    /// More, or `""`.
    pub text: &'a str,
    /// The clause it rests on, or `""`.
    pub clause: &'a str,
    /// Deeds; empty for none.
    pub deeds: Markup,
}

/// The message.
pub fn notice(n: &Notice<'_>) -> Markup {
    let (class, sign) = match n.tone {
        Tone::Info => ("info", Icon::Info),
        Tone::Ok => ("ok", Icon::Done),
        Tone::Warn => ("warn", Icon::Warn),
        Tone::Refusal => ("refusal", Icon::No),
    };
    let role = if n.tone == Tone::Refusal { "alert" } else { "status" };
    html! {
        div class={ "notice notice-" (class) } role=(role) {
            (icon(sign))
            div.notice-body {
                p { strong { (n.title) } }
                @if !n.text.is_empty() { p { (n.text) } }
                @if !n.clause.is_empty() { p.clause { (n.clause) } }
                @if !n.deeds.0.is_empty() { div.deeds { (n.deeds) } }
            }
        }
    }
}

/// A refusal as a whole page: reason, clause, what to do.
#[derive(Debug, Clone, Default)]
pub struct Refusal<'a> {
    /// What was refused.
    pub title: &'a str,
    /// Why, in one sentence.
    pub reason: &'a str,
    /// Heading of the clause.
    pub clause_label: &'a str,
    /// The clause: document, number, words.
    pub clause: &'a str,
    /// Heading of the advice.
    pub advice_label: &'a str,
    /// What to do now.
    pub advice: &'a str,
    /// Deeds; empty for none.
    pub deeds: Markup,
}

/// The refusal.
pub fn refusal(r: &Refusal<'_>) -> Markup {
    html! {
        section.card.panel.panel-refusal {
            h1 { (r.title) }
            p.lead { (r.reason) }
            dl.facts {
                @if !r.clause.is_empty() { div { dt { (r.clause_label) } dd { (r.clause) } } }
                @if !r.advice.is_empty() { div { dt { (r.advice_label) } dd { (r.advice) } } }
            }
            @if !r.deeds.0.is_empty() { div.deeds { (r.deeds) } }
        }
    }
}

/// Something was done and has a number to keep.
#[derive(Debug, Clone, Default)]
pub struct Confirmation<'a> {
    /// What was done.
    pub title: &'a str,
    /// Name of the number.
    pub number_label: &'a str,
    /// The number.
    pub number: &'a str,
    /// What happens next and until when.
    pub next: &'a str,
    /// Deeds; empty for none.
    pub deeds: Markup,
}

/// The confirmation.
pub fn confirmation(c: &Confirmation<'_>) -> Markup {
    html! {
        section.card.panel.panel-ok role="status" {
            h1 { (icon(Icon::Done)) (c.title) }
            p.receipt { (c.number_label) " " strong { (c.number) } }
            @if !c.next.is_empty() { p { (c.next) } }
            @if !c.deeds.0.is_empty() { div.deeds { (c.deeds) } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Notice, Tone, notice};

    #[test]
    fn a_refusal_is_announced_with_its_clause() {
        let n = Notice { tone: Tone::Refusal, title: "<t>", clause: "c", ..Notice::default() };
        let html = notice(&n).into_string();
        assert!(html.contains("role=\"alert\"") && html.contains("&lt;t&gt;"));
        assert!(html.contains("<p class=\"clause\">c</p>"));
    }
}
