//! Ways through the house.

use maud::{Markup, html};

/// One entry of a menu or tab bar.
#[derive(Debug, Clone, Copy, Default)]
pub struct NavItem<'a> {
    /// Its word.
    pub text: &'a str,
    /// Its address.
    pub href: &'a str,
    /// The reader is there.
    pub current: bool,
    /// How many things wait there; 0 shows nothing.
    pub count: u32,
}

pub(crate) fn items(list: &[NavItem<'_>]) -> Markup {
    html! {
        @for i in list {
            a href=(i.href) aria-current=[i.current.then_some("page")] {
                span { (i.text) }
                @if i.count > 0 { " " span.count { (i.count) } }
            }
        }
    }
}

/// The same page for another choice, of which one is shown: the areas of an officer, the views of a table.
pub fn switch(label: &str, list: &[NavItem<'_>]) -> Markup {
    html! {
        nav.deeds aria-label=(label) {
            @for i in list { a.btn.quiet href=(i.href) aria-current=[i.current.then_some("page")] { (i.text) } }
        }
    }
}

/// One place above this page.
#[derive(Debug, Clone, Copy, Default)]
pub struct Crumb<'a> {
    /// Its name.
    pub text: &'a str,
    /// Its address.
    pub href: &'a str,
}

/// The places above this page, outermost first. On a phone only the last is shown.
pub fn breadcrumbs(label: &str, list: &[Crumb<'_>]) -> Markup {
    html! {
        nav.crumbs aria-label=(label) {
            ol { @for c in list { li { a href=(c.href) { (c.text) } } } }
        }
    }
}

/// Pages of a list by key: there is a next and a previous one, never a number.
#[derive(Debug, Clone, Copy, Default)]
pub struct Pager<'a> {
    /// Name of the navigation.
    pub label: &'a str,
    /// Words and address of the page before, if any.
    pub previous: Option<(&'a str, &'a str)>,
    /// Words and address of the page after, if any.
    pub next: Option<(&'a str, &'a str)>,
    /// What is shown ("50 of 1,204"), or `""`.
    pub shown: &'a str,
}

/// The pager; nothing when there is only one page and nothing to say.
pub fn pager(p: &Pager<'_>) -> Markup {
    html! {
        @if p.previous.is_some() || p.next.is_some() || !p.shown.is_empty() {
            nav.pager aria-label=(p.label) {
                @if let Some((text, href)) = p.previous { a.btn.quiet rel="prev" href=(href) { (text) } }
                span.pager-shown { (p.shown) }
                @if let Some((text, href)) = p.next { a.btn.quiet rel="next" href=(href) { (text) } }
            }
        }
    }
}
