//! Pairs of a name and a value.

use maud::{Markup, html};

/// One pair.
#[derive(Debug, Clone)]
pub struct Fact<'a> {
    /// The name.
    pub key: &'a str,
    /// The value, already markup: text, link, tag.
    pub value: Markup,
}

impl<'a> Fact<'a> {
    /// A pair whose value is plain text.
    pub fn text(key: &'a str, value: &str) -> Self {
        Self { key, value: html! { (value) } }
    }

    /// A pair whose value is markup.
    pub fn new(key: &'a str, value: Markup) -> Self {
        Self { key, value }
    }
}

/// A list of pairs; two columns on a desk.
pub fn facts(facts: &[Fact<'_>]) -> Markup {
    html! {
        dl.facts {
            @for f in facts { div { dt { (f.key) } dd { (f.value) } } }
        }
    }
}
