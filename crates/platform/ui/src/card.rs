//! A sheet of paper with a heading.

use maud::{Markup, html};

/// A section with a heading of level 2.
pub fn card(title: &str, body: &Markup) -> Markup {
    card_with(title, &Markup::default(), body)
}

/// A section with a heading and, at the end of its line, an aside: a count, a link.
pub fn card_with(title: &str, aside: &Markup, body: &Markup) -> Markup {
    html! {
        section.card {
            header.card-head {
                h2 { (title) }
                @if !aside.0.is_empty() { div.card-aside { (aside) } }
            }
            (body)
        }
    }
}

/// A sheet without heading.
pub fn plain(body: &Markup) -> Markup {
    html! { div.card { (body) } }
}

/// The head of a page: its one heading of level 1, a line of facts, and deeds at the end.
pub fn head(title: &str, line: &Markup, deeds: &Markup) -> Markup {
    html! {
        header.page-head {
            div {
                h1 { (title) }
                @if !line.0.is_empty() { p.page-line { (line) } }
            }
            @if !deeds.0.is_empty() { div.deeds { (deeds) } }
        }
    }
}

/// Two columns on a desk, the first wider; one column on a phone.
pub fn columns(first: &Markup, second: &Markup) -> Markup {
    html! { div.columns { div.stack { (first) } div.stack { (second) } } }
}

/// Things one under another with the space of the page between them.
pub fn stack(body: &Markup) -> Markup {
    html! { div.stack { (body) } }
}

/// The head of a printed page: issuer, title, and a line that says from what and when; unseen on
/// a screen.
pub fn print_head(issuer: &str, title: &str, line: &str) -> Markup {
    html! {
        div.print-head { p.print-issuer { (issuer) } p.print-title { (title) } p { (line) } }
    }
}
