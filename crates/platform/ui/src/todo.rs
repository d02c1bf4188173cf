//! What to do now: each with the least that helps to decide, and its deed at the end.

use crate::{TagKind, tag};
use maud::{Markup, html};

/// One thing to do.
#[derive(Debug, Clone, Copy, Default)]
pub struct Todo<'a> {
    /// What it is.
    pub title: &'a str,
    /// Where I was, how long, how big, who holds it.
    pub facts: &'a str,
    /// Until when, in words.
    pub tag: Option<(TagKind, &'a str)>,
    /// Where the deed leads.
    pub href: &'a str,
    /// The deed: one verb.
    pub action: &'a str,
    /// The one that should be done first; its deed is the filled button.
    pub first: bool,
}

/// The list. Empty: use [`crate::state::empty`].
pub fn todo_list(items: &[Todo<'_>]) -> Markup {
    html! {
        ul.todo {
            @for t in items {
                li {
                    div.todo-what {
                        strong { (t.title) }
                        p.todo-facts {
                            @if let Some((kind, text)) = t.tag { (tag(kind, text)) " " }
                            span { (t.facts) }
                        }
                    }
                    a.btn.quiet[!t.first] href=(t.href) { (t.action) span.sr { " " (t.title) } }
                }
            }
        }
    }
}
