//! Lists and pages without their content: empty, offline, no right, not found, failed.

use maud::{Markup, html};

/// Which absence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Absence {
    /// Nothing here yet.
    Empty,
    /// No connection.
    Offline,
    /// The reader has no right to it.
    NoRight,
    /// There is no such thing, or the reader may not know.
    NotFound,
    /// The server could not do it.
    Failed,
}

/// An absence: what it is, why, and a way onwards.
pub fn absence(kind: Absence, title: &str, text: &str, deeds: &Markup) -> Markup {
    let (class, path) = drawing(kind);
    html! {
        div class={ "absence absence-" (class) } {
            svg.absence-sign viewBox="0 0 64 48" aria-hidden="true" focusable="false" { path d=(path) {} }
            p.absence-title { strong { (title) } }
            @if !text.is_empty() { p { (text) } }
            @if !deeds.0.is_empty() { div.deeds { (deeds) } }
        }
    }
}

/// The absence of a list's rows.
pub fn empty(title: &str, text: &str, deeds: &Markup) -> Markup {
    absence(Absence::Empty, title, text, deeds)
}

/// A list that is still on its way; the words say of what. Static: nothing spins.
pub fn loading(text: &str) -> Markup {
    html! { p.loading role="status" { (text) } }
}

/// An absence as a whole page, with a heading of level 1.
pub fn absence_page(kind: Absence, title: &str, text: &str, deeds: &Markup) -> Markup {
    let (class, path) = drawing(kind);
    html! {
        section class={ "card absence absence-page absence-" (class) } {
            svg.absence-sign viewBox="0 0 64 48" aria-hidden="true" focusable="false" { path d=(path) {} }
            h1 { (title) }
            @if !text.is_empty() { p { (text) } }
            @if !deeds.0.is_empty() { div.deeds { (deeds) } }
        }
    }
}

const fn drawing(kind: Absence) -> (&'static str, &'static str) {
    match kind {
        Absence::Empty => ("empty", "M12 20h40v20H12zM12 20l6-10h28l6 10M24 20v5h16v-5"),
        Absence::Offline => {
            ("offline", "M10 20a32 32 0 0 1 44 0M18 28a21 21 0 0 1 28 0M26 36a10 10 0 0 1 12 0M32 42v.5M14 6l36 38")
        }
        Absence::NoRight => ("no-right", "M18 22h28v20H18zM24 22v-6a8 8 0 0 1 16 0v6M32 30v5"),
        Absence::NotFound => ("not-found", "M28 8a14 14 0 1 1 0 28a14 14 0 0 1 0-28zM38 32l12 12M24 22h8"),
        Absence::Failed => ("failed", "M32 6l24 38H8zM32 20v11M32 37v.6"),
    }
}
