//! The cross-checks of Annex 1 (domain 2.18.1), each with both its numbers.

use kernel::fixed_2;

use super::Summary;
use super::item::Origin;

/// How a check came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Both sides agree.
    Met,
    /// They differ.
    Failed,
    /// A side is not filled in yet.
    Open,
}

/// A check and its two sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Its key; what it asks is the message `annex-check-` and the key.
    pub key: &'static str,
    /// Whether the return cannot be submitted while it fails.
    pub hard: bool,
    /// How it came out.
    pub outcome: Outcome,
    /// The first side, as people read it.
    pub left: String,
    /// The second side.
    pub right: String,
    /// Where to look, below the return's address.
    pub target: &'static str,
    /// The clause it rests on, or `""`.
    pub clause: &'static str,
}

impl Check {
    /// Whether it keeps the return from being submitted.
    #[must_use]
    pub fn stops(&self) -> bool {
        self.hard && self.outcome != Outcome::Met
    }
}

fn whole(number: i64) -> String {
    number.to_string()
}

struct Rule {
    key: &'static str,
    hard: bool,
    target: &'static str,
    shown: fn(i64) -> String,
}

impl Rule {
    fn of(&self, left: Option<i64>, right: Option<i64>, met: impl Fn(i64, i64) -> bool) -> Check {
        let outcome = match (left, right) {
            (Some(left), Some(right)) if met(left, right) => Outcome::Met,
            (Some(_), Some(_)) => Outcome::Failed,
            _ => Outcome::Open,
        };
        let said = |side: Option<i64>| side.map(self.shown).unwrap_or_default();
        Check {
            key: self.key,
            hard: self.hard,
            outcome,
            left: said(left),
            right: said(right),
            target: self.target,
            clause: "",
        }
    }
}

/// Every check of `annex`.
#[must_use]
pub fn all(annex: &Summary) -> Vec<Check> {
    let value = |key| annex.value(key);
    let sum = |keys: &[&str]| keys.iter().map(|key| annex.value(key)).sum::<Option<i64>>();
    let equal = |left, right| left == right;
    let people = |key, hard, target| Rule { key, hard, target, shown: whole };
    let money = |key| Rule { key, hard: true, target: "/entries#f-budget", shown: fixed_2 };
    let actual = value("actual");
    vec![
        people("sexes", true, "/people").of(sum(&["male", "female"]), actual, equal),
        people("ages", true, "/people").of(sum(&["age-35", "age-45", "age-over"]), actual, equal),
        people("stages", false, "/people").of(
            sum(&["kindergarten", "primary", "junior", "senior", "other-stage"]),
            actual,
            equal,
        ),
        people("areas", false, "/people").of(sum(&["rural", "town", "city"]), actual, equal),
        people("completion", true, "/people?who=outcome:failed").of(sum(&["completed", "failed"]), actual, equal),
        people("pre-levels", true, "/people?show=result").of(
            sum(&["pre-0", "pre-3b", "pre-3a", "pre-2b", "pre-2a", "pre-1"]),
            value("pre-tested"),
            equal,
        ),
        people("post-levels", true, "/people?show=result").of(
            sum(&["post-0", "post-3b", "post-3a", "post-2b", "post-2a", "post-1"]),
            value("post-tested"),
            equal,
        ),
        people("unexcused", false, "/people?who=age:over").of(Some(annex.unexcused), Some(0), equal),
        Rule { key: "modules", hard: false, target: "", shown: fixed_2 }.of(
            sum(&[
                "module-law",
                "module-pinyin",
                "module-skills",
                "module-testing",
                "module-methods",
                "module-recitation",
            ]),
            value("hours"),
            // Six roundings to the hundredth may differ by a few of them.
            |left, right| (left - right).abs() <= 5,
        ),
        money("sources").of(sum(&["central", "matching", "other-funds"]), value("budget"), equal),
        money("balance").of(
            value("arrived").zip(value("spent")).map(|(arrived, spent)| arrived - spent),
            value("balance"),
            equal,
        ),
        survey(annex),
        window(annex),
        charge(annex),
        needed(annex),
    ]
}

/// 有效 ≤ 回收 ≤ 发放; a class without a survey is not kept back.
fn survey(annex: &Summary) -> Check {
    let [sent, back, valid] = ["survey-sent", "survey-back", "survey-valid"].map(|key| annex.value(key));
    let met = back.unwrap_or(0) <= sent.unwrap_or(i64::MAX) && valid.unwrap_or(0) <= back.unwrap_or(i64::MAX);
    let none = sent.is_none() && back.is_none() && valid.is_none();
    let said = |side: Option<i64>| side.map(whole).unwrap_or_default();
    Check {
        key: "survey",
        hard: !none,
        outcome: match (none, met) {
            (true, _) => Outcome::Open,
            (false, true) => Outcome::Met,
            (false, false) => Outcome::Failed,
        },
        left: if none { String::new() } else { format!("{} / {}", said(valid), said(back)) },
        right: said(sent),
        target: "/entries#f-survey-sent",
        clause: "",
    }
}

fn window(annex: &Summary) -> Check {
    let day = |key| super::item::find(key).and_then(|item| annex.shown(item)).unwrap_or_default();
    let (from, until) = (annex.window.0.to_string(), annex.window.1.to_string());
    let (opens, closes) = (day("opens-on"), day("closes-on"));
    // ISO dates sort as days do.
    let met = from <= opens && opens <= closes && closes <= until;
    Check {
        key: "window",
        hard: true,
        outcome: if met { Outcome::Met } else { Outcome::Failed },
        left: format!("{opens} – {closes}"),
        right: format!("{from} – {until}"),
        target: "",
        clause: "",
    }
}

fn charge(annex: &Summary) -> Check {
    let said = super::item::find("charged").and_then(|item| annex.shown(item));
    Check {
        key: "charge",
        hard: true,
        outcome: match said.as_deref() {
            Some("否") => Outcome::Met,
            Some(_) => Outcome::Failed,
            None => Outcome::Open,
        },
        left: said.unwrap_or_default(),
        right: "否".to_owned(),
        target: "/entries#f-charged",
        clause: "不得向参训学员另外收取培训费用",
    }
}

/// What must be typed is typed.
fn needed(annex: &Summary) -> Check {
    let open = kernel::count(annex.empty().filter(|item| item.origin == Origin::Needed).count());
    Rule { key: "needed", hard: true, target: "/entries", shown: whole }
        .of(Some(open), Some(0), |left, right| left == right)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::{Result, Row, sample};
    use super::*;

    fn failing(rows: &[Row], entries: &BTreeMap<String, String>) -> Vec<&'static str> {
        let annex = Summary::of(&sample::class(), rows, entries);
        all(&annex).iter().filter(|check| check.outcome == Outcome::Failed).map(|check| check.key).collect()
    }

    fn with(key: &str, value: &str) -> BTreeMap<String, String> {
        let mut entries = sample::entries(40);
        entries.insert(key.into(), value.into());
        entries
    }

    #[test]
    fn a_whole_return_agrees_with_itself() {
        let annex = sample::summary(40);
        let checks = all(&annex);
        assert!(checks.iter().all(|check| check.outcome == Outcome::Met), "{checks:?}");
        assert!(!checks.iter().any(Check::stops));
    }

    #[test]
    fn each_check_of_the_people_fails_once() {
        let changed = |change: fn(&mut Row)| {
            let mut rows = sample::rows(40);
            change(&mut rows[7]);
            failing(&rows, &sample::entries(40))
        };
        assert_eq!(changed(|row| row.trainee.sex = "9".into()), ["sexes"]);
        assert_eq!(changed(|row| row.trainee.stage = None), ["stages"]);
        assert_eq!(changed(|row| row.trainee.urban_rural = Some("1".into())), ["areas"]);
        assert_eq!(changed(|row| row.age = 46), ["unexcused"]);
        assert_eq!(changed(|row| drop(row.typed.0.remove("pre-score"))), ["pre-levels"]);
        assert_eq!(changed(|row| drop(row.typed.0.remove("post-score"))), ["post-levels"]);
        assert!(changed(|row| row.trainee.result = Result::Failed).is_empty());
    }

    #[test]
    fn each_check_of_the_entries_fails_once() {
        let rows = sample::rows(40);
        assert_eq!(failing(&rows, &with("matching", "29999.99")), ["sources"]);
        assert_eq!(failing(&rows, &with("balance", "2000")), ["balance"]);
        assert_eq!(failing(&rows, &with("charged", "是")), ["charge"]);
        assert_eq!(failing(&rows, &with("pre-tested", "39")), ["pre-levels"]);
        let mut survey = with("survey-sent", "40");
        survey.insert("survey-back".into(), "41".into());
        assert_eq!(failing(&rows, &survey), ["survey"]);
        let mut short = sample::entries(40);
        short.remove("head");
        assert_eq!(failing(&rows, &short), ["needed"]);
    }

    #[test]
    fn a_sum_that_its_people_no_longer_make_fails() {
        // Ages and completion follow from the rows; a stored annex that was tampered with is caught.
        let mut json = serde_json::to_value(sample::summary(40)).unwrap();
        json["values"]["age-35"] = 99.into();
        json["values"]["failed"] = 7.into();
        json["values"]["module-law"] = 0.into();
        let annex: Summary = serde_json::from_value(json).unwrap();
        let failed: Vec<_> =
            all(&annex).iter().filter(|check| check.outcome == Outcome::Failed).map(|check| check.key).collect();
        assert_eq!(failed, ["ages", "completion", "modules"]);
    }

    #[test]
    fn a_class_outside_the_national_window_fails() {
        let class = super::super::ClassFacts { closes_on: "2011-11-01".parse().unwrap(), ..sample::class() };
        let annex = Summary::of(&class, &sample::rows(40), &sample::entries(40));
        let check = all(&annex).into_iter().find(|check| check.key == "window").unwrap();
        assert_eq!((check.outcome, check.right.as_str()), (Outcome::Failed, "2011-07-01 – 2011-10-31"));
    }

    #[test]
    fn a_side_that_is_not_filled_in_is_open_and_stops() {
        let mut entries = sample::entries(40);
        entries.remove("spent");
        let annex = Summary::of(&sample::class(), &sample::rows(40), &entries);
        let check = all(&annex).into_iter().find(|check| check.key == "balance").unwrap();
        assert!(check.outcome == Outcome::Open && check.stops());
    }
}
