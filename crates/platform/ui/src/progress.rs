//! How far something is.

use crate::{TagKind, tag};
use maud::{Markup, html};

/// A bar from 0 to `max` with its label in words ("6 of 15 days").
pub fn bar(label: &str, value: f64, max: f64) -> Markup {
    let max = if max > 0.0 { max } else { 1.0 };
    let value = value.clamp(0.0, max);
    html! { progress.bar value=(value) max=(max) aria-label=(label) { (label) } }
}

/// Long work on a file or a list: can be left and found again.
#[derive(Debug, Clone, Default)]
pub struct Work<'a> {
    /// What is being done.
    pub title: &'a str,
    /// How it stands.
    pub state: (TagKind, &'a str),
    /// Rows done and rows in all; `None` while the total is not known.
    pub done: Option<(u32, u32)>,
    /// The progress in words ("3,200 of 10,000 rows, about 12 seconds more").
    pub line: &'a str,
    /// What the reader may do meanwhile ("You may close this page").
    pub advice: &'a str,
    /// Counts at the end or so far: name, number in words, and the list behind it or `""`.
    pub counts: &'a [(&'a str, &'a str, &'a str)],
    /// Deeds: cancel, open the report.
    pub deeds: Markup,
    /// The address of this fragment, asked again every `every` seconds; `None` when the work has
    /// ended: script then stops asking.
    pub poll: Option<Poll<'a>>,
}

/// Asking again for a fragment.
#[derive(Debug, Clone, Copy, Default)]
pub struct Poll<'a> {
    /// Address that answers with the fragment alone.
    pub src: &'a str,
    /// Seconds between two questions.
    pub every: u8,
    /// For browsers without script: the words of a link that loads the page again.
    pub reload: &'a str,
    /// Address of the whole page.
    pub page: &'a str,
}

/// A fragment that refreshes itself. The answer of `src` replaces the whole element, so that an
/// answer without it ends the asking.
pub fn poll(p: &Poll<'_>, body: &Markup) -> Markup {
    html! {
        x-poll src=(p.src) every=(p.every) {
            (body)
            noscript { p { a href=(p.page) { (p.reload) } } }
        }
    }
}

/// The panel of long work.
pub fn work(w: &Work<'_>) -> Markup {
    let body = html! {
        section.card.work {
            header.card-head { h2 { (w.title) } div.card-aside { (tag(w.state.0, w.state.1)) } }
            @if let Some((done, total)) = w.done {
                (bar(w.line, f64::from(done), f64::from(total)))
            }
            p.work-line role="status" { (w.line) }
            @if !w.counts.is_empty() {
                dl.counts {
                    @for (name, number, href) in w.counts {
                        div {
                            dt { (name) }
                            dd { @if href.is_empty() { (number) } @else { a href=(href) { (number) } } }
                        }
                    }
                }
            }
            @if !w.advice.is_empty() { p.hint { (w.advice) } }
            @if !w.deeds.0.is_empty() { div.deeds { (w.deeds) } }
        }
    };
    match &w.poll {
        Some(p) => poll(p, &body),
        None => body,
    }
}

#[cfg(test)]
mod tests {
    use super::{Poll, Work, bar, work};

    #[test]
    fn a_bar_never_leaves_its_bounds() {
        assert!(bar("x", 9.0, 4.0).into_string().contains("value=\"4\" max=\"4\""));
        assert!(bar("x", 1.0, 0.0).into_string().contains("max=\"1\""));
    }

    #[test]
    fn finished_work_no_longer_polls() {
        let mut w = Work { title: "t", ..Work::default() };
        assert!(!work(&w).into_string().contains("x-poll"));
        w.poll = Some(Poll { src: "/s", every: 2, ..Poll::default() });
        assert!(work(&w).into_string().starts_with("<x-poll src=\"/s\" every=\"2\">"));
    }
}
