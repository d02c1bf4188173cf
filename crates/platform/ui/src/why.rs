//! Why a number is what it is.

use maud::{Markup, html};

/// One link of the chain, nearest first.
#[derive(Debug, Clone, Copy, Default)]
pub struct Link<'a> {
    /// What kind of record.
    pub kind: &'a str,
    /// The record in words.
    pub text: &'a str,
    /// Its page, or `""` when the reader may not open it.
    pub href: &'a str,
    /// When, who, which version: a small line, or `""`.
    pub note: &'a str,
}

/// The link beside a number that opens its reasons. `of` names the number for screen readers.
pub fn link(href: &str, text: &str, of: &str) -> Markup {
    html! { a.why href=(href) { (text) @if !of.is_empty() { span.sr { " " (of) } } } }
}

/// The chain, as a panel with a heading and a closing line (rule version, as of when).
pub fn panel(title: &str, chain: &[Link<'_>], closing: &str) -> Markup {
    html! {
        section.card.why-panel {
            header.card-head { h2 { (title) } }
            ol.chain {
                @for l in chain {
                    li {
                        span.chain-kind { (l.kind) }
                        span.chain-text {
                            @if l.href.is_empty() { (l.text) } @else { a href=(l.href) { (l.text) } }
                            @if !l.note.is_empty() { small { (l.note) } }
                        }
                    }
                }
            }
            @if !closing.is_empty() { p.closing { (closing) } }
        }
    }
}
