//! A stored figure that wears its marks and opens the list that makes it.

use maud::{Markup, html};

/// The three marks of a figure, in words; `""` leaves one out.
#[derive(Debug, Clone, Copy, Default)]
pub struct Marks<'a> {
    /// As of when.
    pub as_of: &'a str,
    /// How complete.
    pub complete: &'a str,
    /// Approved by whom.
    pub approved: &'a str,
}

/// One figure.
#[derive(Debug, Clone, Copy, Default)]
pub struct Figure<'a> {
    /// What is counted.
    pub label: &'a str,
    /// The number, already written for people (`61,204`, `94.1%`).
    pub value: &'a str,
    /// The unit after the number, or `""`.
    pub unit: &'a str,
    /// A line that puts it beside a target or a peer, or `""`.
    pub note: &'a str,
    /// The list that makes it; `""` when there is none to open.
    pub href: &'a str,
    /// Its marks.
    pub marks: Marks<'a>,
}

/// One figure as a card.
pub fn figure(f: &Figure<'_>) -> Markup {
    let marks = [f.marks.as_of, f.marks.complete, f.marks.approved];
    html! {
        div.figure {
            p.figure-label { (f.label) }
            p.big {
                @if f.href.is_empty() { (f.value) }
                @else { a href=(f.href) { (f.value) span.sr { " " (f.label) } } }
                @if !f.unit.is_empty() { span.unit { " " (f.unit) } }
            }
            @if !f.note.is_empty() { p.figure-note { (f.note) } }
            @if marks.iter().any(|m| !m.is_empty()) {
                ul.marks { @for m in marks.iter().filter(|m| !m.is_empty()) { li { (m) } } }
            }
        }
    }
}

/// Figures side by side: six on a desk, two on a phone.
pub fn figures(list: &[Figure<'_>]) -> Markup {
    html! { div.figures { @for f in list { (figure(f)) } } }
}
