//! The six figures of an officer's first page, in words; see [`crate::figures`].

use authz::{Appointment, Verb};
use http::Cx;
use kernel::{Result, fixed_2, text};
use maud::{Markup, html};
use ui::{Figure, Marks};

use crate::figures::{Code, Counted};
use crate::store::{self as db, Stored};

/// A figure in words.
struct Said {
    label: &'static str,
    value: String,
    unit: &'static str,
    note: String,
    href: String,
    approved: bool,
}

/// The figures of the area or the institution of `duty`; nothing before the first count.
pub(crate) async fn show(cx: &Cx, duty: &Appointment) -> Result<Markup> {
    let stored = db::list_figures(cx.store(), &duty.place).await?;
    // Whoever hands completion lists in is an institution: it has classes, the areas have teachers.
    let institution = cx.may(Verb::Manage, "completion", std::slice::from_ref(&duty.place));
    let people = stored.iter().find(|it| it.code == Code::People && !institution).map(|it| it.value);
    let Some(counted_at) = stored.iter().map(|it| it.counted_at).max() else { return Ok(html! {}) };
    let said = told(cx, duty, &stored, people);
    let at = if counted_at.date() == cx.today() { counted_at.clock() } else { counted_at.date().to_string() };
    let as_of = cx.say(&text!("figure-as-of", at = at));
    let approved = cx.t("figure-approved");
    let words: Vec<_> = said.iter().map(|it| (cx.t(it.label), cx.t(it.unit))).collect();
    let figures: Vec<Figure<'_>> = said
        .iter()
        .zip(&words)
        .map(|(it, (label, unit))| Figure {
            label,
            value: &it.value,
            unit: if it.unit.is_empty() { "" } else { unit },
            note: &it.note,
            href: &it.href,
            marks: Marks { as_of: &as_of, complete: "", approved: if it.approved { &approved } else { "" } },
        })
        .collect();
    Ok(html! { div.desk-figures { (ui::figures(&figures)) } })
}

/// What is said of a place: of an area, which has `people`, or of an institution, which has classes.
fn told(cx: &Cx, duty: &Appointment, stored: &[Stored], people: Option<i64>) -> Vec<Said> {
    let ways = Ways::of(cx, duty);
    let find = |code| {
        let found = stored.iter().find(|it| it.code == code);
        found.map_or_else(Counted::default, |it| Counted { value: it.value, whole: it.whole })
    };
    let (finished, parts, hours) = (find(Code::Finished), find(Code::Recognised), find(Code::Hours).value);
    let (learning, waiting) = (find(Code::Learning).value, parts.whole - parts.value);
    let some = |any: bool, text: kernel::Text| if any { cx.say(&text) } else { String::new() };
    let share = |value| people.map(|all| cx.say(&text!("figure-of-people", percent = percent(value, all))));
    let first = match people {
        Some(all) => Said { href: ways.people, ..said("figure-people", all.to_string(), "figure-unit-people") },
        None => {
            let running = find(Code::Running).value.to_string();
            Said { href: ways.running.clone(), ..said("figure-running", running, "figure-unit-classes") }
        }
    };
    let passed = text!("figure-passed-of", passed = finished.value, all = finished.whole);
    let each = text!("figure-hours-each", hours = fixed_2(hours / finished.value.max(1)));
    let left = text!("figure-parts-left", parts = waiting);
    let handed_in = match parts.whole {
        0 => said("figure-parts", "—".to_owned(), ""),
        all => said("figure-parts", format!("{}/{all}", parts.value), "figure-unit-parts"),
    };
    let note = if parts.whole == 0 { cx.t("figure-parts-none").into_owned() } else { some(waiting > 0, left) };
    [
        first,
        Said {
            note: share(learning).unwrap_or_default(),
            href: ways.running,
            ..said("figure-learning", learning.to_string(), "figure-unit-people")
        },
        Said { href: ways.results.clone(), ..said("figure-finished", finished.value.to_string(), "figure-unit-times") },
        Said {
            note: some(finished.whole > 0, passed),
            href: ways.results.clone(),
            ..said("figure-passed", percent(finished.value, finished.whole), "")
        },
        Said {
            note: some(hours > 0, each),
            href: ways.results.clone(),
            ..said("figure-hours", fixed_2(hours), "figure-unit-hours")
        },
        Said { note, href: ways.results, ..handed_in },
    ]
    .map(|it| Said { approved: APPROVED.contains(&it.label) && finished.value > 0, ..it })
    .into()
}

/// The lists that the figures open, as far as the reader may see them.
struct Ways {
    people: String,
    running: String,
    /// What was handed in, and what was recognised of it.
    results: String,
}

impl Ways {
    fn of(cx: &Cx, duty: &Appointment) -> Self {
        let may = |noun| cx.may(Verb::View, noun, std::slice::from_ref(&duty.place));
        let way = |noun, href: String| if may(noun) { href } else { String::new() };
        Self {
            people: way("organisation", format!("/organisations/{}", duty.organisation)),
            running: way("class", "/classes?state=running".to_owned()),
            results: match (may("recognition"), may("completion")) {
                (true, _) => "/recognitions".to_owned(),
                (false, true) => "/completions".to_owned(),
                (false, false) => String::new(),
            },
        }
    }
}

/// The figures that the counties have recognised, every one.
const APPROVED: [&str; 3] = ["figure-finished", "figure-passed", "figure-hours"];

fn said(label: &'static str, value: String, unit: &'static str) -> Said {
    Said { label, value, unit, note: String::new(), href: String::new(), approved: false }
}

/// A share with one decimal: 941 of 1000 is `94.1%`; of nothing it is a dash.
fn percent(value: i64, whole: i64) -> String {
    if whole <= 0 {
        return "—".to_owned();
    }
    let tenths = (value * 1_000 + whole / 2) / whole;
    format!("{}.{}%", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_rounded_to_one_decimal_and_nothing_has_no_share() {
        assert_eq!(percent(941, 1_000), "94.1%");
        assert_eq!(percent(2, 3), "66.7%");
        assert_eq!(percent(5, 5), "100.0%");
        assert_eq!(percent(0, 7), "0.0%");
        assert_eq!(percent(0, 0), "—");
    }
}
