//! Annex 1 and its checks on a screen.

use http::Cx;
use kernel::text;
use maud::{Markup, html};
use ui::steps::{self, Tick};
use ui::{Fact, TagKind, card_with, facts, tag};

use crate::Return;
use crate::annex::Summary;
use crate::annex::check::{self, Check, Outcome};
use crate::annex::item::{ITEMS, Item};

/// The checks of `annex`, those that fail first.
pub(super) fn checks(cx: &Cx, it: &Return, annex: &Summary) -> Markup {
    let mut checks = check::all(annex);
    checks.sort_by_key(|check| (check.outcome == Outcome::Met, !check.hard));
    let met = checks.iter().filter(|check| check.outcome == Outcome::Met).count();
    let words: Vec<(String, String, String)> = checks
        .iter()
        .map(|check| {
            let rule = cx.t(&format!("annex-check-{}", check.key)).into_owned();
            (rule, cx.t(word(check)).into_owned(), sides(cx, check))
        })
        .collect();
    let ticks: Vec<Tick<'_>> = checks
        .iter()
        .zip(&words)
        .map(|(check, (rule, word, sides))| Tick {
            rule,
            outcome: outcome(check),
            word,
            event: sides,
            clause: check.clause,
            aside: aside(cx, it, check),
        })
        .collect();
    let stops = checks.iter().filter(|check| check.stops()).count();
    let hints = checks.len().saturating_sub(met).saturating_sub(stops);
    let mut said = cx.say(&text!("annex-checks-met", met = met, all = checks.len()));
    for (key, count) in [("annex-checks-stop", stops), ("annex-checks-hint", hints)] {
        if count > 0 {
            said.push_str(&cx.say(&kernel::Text::new(key).with("count", count)));
        }
    }
    let count = tag(if met == checks.len() { TagKind::Ok } else { TagKind::Due }, &said);
    card_with(&cx.t("annex-checks"), &count, &steps::ticks(&ticks))
}

fn outcome(check: &Check) -> steps::Outcome {
    match (check.outcome, check.hard) {
        (Outcome::Met, _) => steps::Outcome::Met,
        (Outcome::Open, _) => steps::Outcome::Open,
        (Outcome::Failed, true) => steps::Outcome::Failed,
        (Outcome::Failed, false) => steps::Outcome::Warned,
    }
}

fn word(check: &Check) -> &'static str {
    match outcome(check) {
        steps::Outcome::Met => "annex-outcome-met",
        steps::Outcome::Open | steps::Outcome::Partly => "annex-outcome-open",
        steps::Outcome::Failed => "annex-outcome-failed",
        steps::Outcome::Warned => "annex-outcome-warned",
    }
}

/// Both numbers, as they are written; the sign says how they stand.
fn sides(cx: &Cx, check: &Check) -> String {
    let said = |side: &str| if side.is_empty() { cx.t("annex-empty").into_owned() } else { side.to_owned() };
    // Days lie within a window and numbers below a bound: neither equals the other side.
    let key = match (check.outcome, check.key) {
        (Outcome::Met, "window") => "annex-sides-within",
        (Outcome::Failed, "window") => "annex-sides-outside",
        (Outcome::Met, "survey") => "annex-sides-below",
        (Outcome::Met, _) => "annex-sides-met",
        (Outcome::Failed, _) => "annex-sides-failed",
        (Outcome::Open, _) => "annex-sides-open",
    };
    cx.say(&kernel::Text::new(key).with("left", said(&check.left)).with("right", said(&check.right)))
}

fn aside(cx: &Cx, it: &Return, check: &Check) -> Markup {
    if check.outcome == Outcome::Met || check.target.is_empty() {
        return html! {};
    }
    html! { a href={ (it.path()) (check.target) } { (cx.t("annex-look")) span.sr { " " (cx.t(&format!("annex-check-{}", check.key))) } } }
}

/// Annex 1: a card for each group, with the number of empty cells in it.
pub(super) fn groups(cx: &Cx, it: &Return, annex: &Summary) -> Markup {
    let column = |groups: &[&str]| html! { @for group in groups { (card(cx, it, annex, group)) } };
    ui::card::columns(&column(LEFT), &column(RIGHT))
}

/// The groups in two columns of about one length.
const LEFT: &[&str] = &["class", "hours", "people", "staff", "survey"];
const RIGHT: &[&str] = &["scores", "modules", "funds", "papers"];

fn card(cx: &Cx, it: &Return, annex: &Summary, group: &str) -> Markup {
    let items: Vec<(&Item, String)> = ITEMS
        .iter()
        .filter(|item| item.group == group)
        .map(|item| (item, cx.t(&format!("annex-item-{}", item.key)).into_owned()))
        .collect();
    let empty = items.iter().filter(|(item, _)| annex.get(item.key).is_none()).count();
    let pairs: Vec<Fact<'_>> =
        items.iter().map(|(item, label)| Fact::new(label, value(cx, it, annex, item, label))).collect();
    let aside = html! { @if empty > 0 { (tag(TagKind::Due, &cx.say(&text!("annex-empty-count", count = empty)))) } };
    card_with(&cx.t(&format!("annex-group-{group}")), &aside, &facts(&pairs))
}

/// A number leads to the people behind it.
fn value(cx: &Cx, it: &Return, annex: &Summary, item: &Item, label: &str) -> Markup {
    let Some(shown) = annex.shown(item) else {
        return tag(TagKind::Due, &cx.t("annex-empty"));
    };
    match item.drill {
        Some((by, is)) if annex.value(item.key).is_some_and(|count| count > 0) => {
            html! { a href={ (it.path()) "/people?who=" (by) ":" (is) } { (shown) span.sr { " " (label) } } }
        }
        _ => html! { (shown) },
    }
}

#[cfg(test)]
mod tests {
    use super::{LEFT, RIGHT};
    use crate::annex::item::GROUPS;

    #[test]
    fn every_group_stands_in_one_column() {
        let mut shown = [LEFT, RIGHT].concat();
        let mut all = GROUPS.to_vec();
        shown.sort_unstable();
        all.sort_unstable();
        assert_eq!(shown, all);
    }
}
