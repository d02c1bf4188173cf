//! The columns of Annex 1 (情况汇总表, domain 2.18.1), as a table.

use kernel::{Date, Text, text};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A whole number.
    Count,
    /// Hours or scores, in hundredths.
    Hundredths,
    /// A share of a hundred, in hundredths of a percent.
    Percent,
    /// Yuan, in fen.
    Money,
    /// A day.
    Day,
    /// Words, at most so many characters.
    Words(usize),
    /// One of these words.
    Choice(&'static [&'static str]),
}

/// Where the value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The records of the platform.
    Record,
    /// Calculated from other columns.
    Sum,
    /// Typed by the institution, and needed before the return can be submitted.
    Needed,
    /// Typed by the institution; may stay empty.
    Optional,
}

/// A column of Annex 1.
#[derive(Clone, Copy, Debug)]
pub struct Item {
    /// Its key; the label is the message `annex-item-` and the key.
    pub key: &'static str,
    /// The group it stands in; the heading is the message `annex-group-` and this.
    pub group: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Where it comes from.
    pub origin: Origin,
    /// The filter of Annex 2 that lists the people behind the number: `?who=by:is`.
    pub drill: Option<(&'static str, &'static str)>,
}

const fn item(group: &'static str, key: &'static str, kind: Kind, origin: Origin) -> Item {
    Item { key, group, kind, origin, drill: None }
}

const fn people(key: &'static str, by: &'static str, is: &'static str) -> Item {
    Item { key, group: "people", kind: Kind::Count, origin: Origin::Record, drill: Some((by, is)) }
}

const fn level(key: &'static str, by: &'static str, is: &'static str) -> Item {
    Item { key, group: "scores", kind: Kind::Count, origin: Origin::Record, drill: Some((by, is)) }
}

use Kind::{Choice, Count, Day, Hundredths, Money, Percent, Words};
use Origin::{Needed, Optional, Record, Sum};

/// The groups, in order.
pub const GROUPS: &[&str] = &["class", "hours", "people", "scores", "staff", "modules", "survey", "funds", "papers"];

/// Every column, in the order of the form.
pub const ITEMS: &[Item] = &[
    item("class", "reporter", Words(100), Record),
    item("class", "nth", Count, Record),
    item("class", "name", Words(100), Record),
    item("class", "number", Words(40), Record),
    item("class", "institution", Words(100), Record),
    item("class", "venue-kind", Words(20), Record),
    item("class", "venue", Words(100), Record),
    item("class", "opens-on", Day, Record),
    item("class", "closes-on", Day, Record),
    item("class", "days", Count, Sum),
    item("hours", "hours", Hundredths, Record),
    item("hours", "lecture-hours", Hundredths, Record),
    item("hours", "training-hours", Hundredths, Record),
    item("hours", "tutoring-hours", Hundredths, Record),
    item("hours", "practice-share", Percent, Sum),
    item("people", "planned", Count, Record),
    people("actual", "all", "yes"),
    people("completed", "outcome", "completed"),
    people("excellent", "outcome", "excellent"),
    people("failed", "outcome", "failed"),
    people("male", "sex", "1"),
    people("female", "sex", "2"),
    people("minority", "minority", "yes"),
    item("people", "ethnicities", Words(200), Record),
    people("age-35", "age", "35"),
    people("age-45", "age", "45"),
    people("age-over", "age", "over"),
    people("exceptions", "exception", "yes"),
    people("kindergarten", "stage", "kindergarten"),
    people("primary", "stage", "primary"),
    people("junior", "stage", "junior"),
    people("senior", "stage", "senior"),
    people("other-stage", "stage", "other"),
    people("rural", "area", "rural"),
    people("town", "area", "town"),
    people("city", "area", "city"),
    people("remote", "remote", "yes"),
    people("mode-1", "mode", "1"),
    people("mode-2", "mode", "2"),
    people("mode-3", "mode", "3"),
    item("scores", "pre-tested", Count, Needed),
    level("pre-0", "pre", "0"),
    level("pre-3b", "pre", "3B"),
    level("pre-3a", "pre", "3A"),
    level("pre-2b", "pre", "2B"),
    level("pre-2a", "pre", "2A"),
    level("pre-1", "pre", "1"),
    item("scores", "post-tested", Count, Needed),
    level("post-0", "post", "0"),
    level("post-3b", "post", "3B"),
    level("post-3a", "post", "3A"),
    level("post-2b", "post", "2B"),
    level("post-2a", "post", "2A"),
    level("post-1", "post", "1"),
    item("scores", "pre-mean", Hundredths, Sum),
    item("scores", "post-mean", Hundredths, Sum),
    item("scores", "gain", Hundredths, Sum),
    level("reached", "reached", "yes"),
    item("scores", "reached-share", Percent, Sum),
    item("staff", "teachers", Count, Needed),
    item("staff", "teachers-outside", Count, Optional),
    item("staff", "teachers-frontline", Count, Optional),
    item("staff", "examiners", Count, Optional),
    item("staff", "managers", Count, Needed),
    item("staff", "textbooks", Words(200), Optional),
    item("modules", "module-law", Hundredths, Record),
    item("modules", "module-pinyin", Hundredths, Record),
    item("modules", "module-skills", Hundredths, Record),
    item("modules", "module-testing", Hundredths, Record),
    item("modules", "module-methods", Hundredths, Record),
    item("modules", "module-recitation", Hundredths, Record),
    item("survey", "survey-sent", Count, Optional),
    item("survey", "survey-back", Count, Optional),
    item("survey", "survey-valid", Count, Optional),
    item("survey", "satisfied", Percent, Optional),
    item("survey", "inspections", Count, Optional),
    item("funds", "budget", Money, Needed),
    item("funds", "central", Money, Needed),
    item("funds", "matching", Money, Needed),
    item("funds", "other-funds", Money, Needed),
    item("funds", "arrived", Money, Needed),
    item("funds", "spent", Money, Needed),
    item("funds", "balance", Money, Needed),
    item("funds", "per-head", Money, Sum),
    item("funds", "paid-on", Day, Optional),
    item("funds", "charged", Choice(&["否", "是"]), Needed),
    item("papers", "vouchers-at", Words(100), Optional),
    item("papers", "vouchers-with", Words(50), Optional),
    item("papers", "summary-number", Words(50), Optional),
    item("papers", "filler", Words(50), Needed),
    item("papers", "reviewer", Words(50), Needed),
    item("papers", "head", Words(50), Needed),
    item("papers", "phone", Words(20), Needed),
    item("papers", "filled-on", Day, Record),
];

/// The column `key`.
#[must_use]
pub fn find(key: &str) -> Option<&'static Item> {
    ITEMS.iter().find(|item| item.key == key)
}

impl Item {
    /// Whether the institution types it.
    #[must_use]
    pub fn typed(&self) -> bool {
        matches!(self.origin, Origin::Needed | Origin::Optional)
    }
}

/// Reads what was typed for a column of `kind` and writes it the one way it is kept; `None` when
/// nothing was typed.
///
/// # Errors
/// What is wrong and what to type.
pub fn normal(kind: Kind, typed: &str) -> Result<Option<String>, Text> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let kept = match kind {
        Kind::Count => typed.parse::<u32>().ok().filter(|count| *count <= 1_000_000).map(|count| count.to_string()),
        Kind::Hundredths | Kind::Percent => hundredths(typed).filter(|value| *value <= 10_000).map(kernel::fixed_2),
        Kind::Money => hundredths(typed).map(kernel::fixed_2),
        Kind::Day => typed.parse::<Date>().ok().map(|day| day.to_string()),
        Kind::Words(most) => {
            (typed.chars().count() <= most && !typed.chars().any(char::is_control)).then(|| typed.to_owned())
        }
        Kind::Choice(words) => words.contains(&typed).then(|| typed.to_owned()),
    };
    kept.map(Some).ok_or_else(|| fault(kind))
}

fn fault(kind: Kind) -> Text {
    match kind {
        Kind::Count => text!("annex-fault-count"),
        Kind::Hundredths => text!("annex-fault-score"),
        Kind::Percent => text!("annex-fault-percent"),
        Kind::Money => text!("annex-fault-money"),
        Kind::Day => text!("annex-fault-day"),
        Kind::Words(most) => text!("annex-fault-words", most = most),
        Kind::Choice(words) => text!("annex-fault-choice", words = words.join("、")),
    }
}

/// A decimal of at most two places, in hundredths; full-width digits and grouping commas are taken.
#[must_use]
pub fn hundredths(text: &str) -> Option<i64> {
    let plain: String = text.chars().filter(|c| !matches!(c, ',' | '，' | ' ')).map(half_width).collect();
    let plain = plain.strip_suffix('%').unwrap_or(&plain);
    let (whole, part) = plain.split_once('.').unwrap_or((plain, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 12 || part.len() > 2 || !digits(whole) || !digits(part) {
        return None;
    }
    format!("{whole}{part:0<2}").parse().ok()
}

fn half_width(c: char) -> char {
    match c {
        '．' | '。' => '.',
        '％' => '%',
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_kept_to_the_fen() {
        assert_eq!(hundredths("120,000.5"), Some(12_000_050));
        assert_eq!(hundredths("１２．３０"), Some(1_230));
        assert_eq!(hundredths("-1"), None);
        assert_eq!(hundredths("1.234"), None);
        assert_eq!(normal(Kind::Money, " 1,200.50 "), Ok(Some("1200.5".into())));
    }

    #[test]
    fn what_cannot_be_is_refused_with_what_to_type() {
        assert_eq!(normal(Kind::Count, "12.5"), Err(text!("annex-fault-count")));
        assert_eq!(normal(Kind::Percent, "101"), Err(text!("annex-fault-percent")));
        assert_eq!(normal(Kind::Day, "2011-02-30"), Err(text!("annex-fault-day")));
        assert!(normal(Kind::Choice(&["否", "是"]), "也许").is_err());
        assert_eq!(normal(Kind::Count, "  "), Ok(None));
    }

    #[test]
    fn every_column_has_its_own_key_and_a_known_group() {
        let mut keys: Vec<_> = ITEMS.iter().map(|item| item.key).collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), ITEMS.len());
        assert!(ITEMS.iter().all(|item| GROUPS.contains(&item.group)));
    }
}
