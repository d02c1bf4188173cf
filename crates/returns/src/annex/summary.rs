//! Annex 1: one class in about eighty numbers and words, calculated from Annex 2, the timetable and
//! what was typed.

use std::collections::BTreeMap;

use kernel::{Date, fixed_2};
use serde::{Deserialize, Serialize};

use super::item::{ITEMS, Kind, hundredths};
use super::{Item, Row};

/// What the records say of the class itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClassFacts {
    /// 填报单位.
    pub reporter: String,
    /// 班名.
    pub name: String,
    /// 班号.
    pub number: String,
    /// 承办单位.
    pub institution: String,
    /// 办班形式, in its official words.
    pub venue_kind: String,
    /// 培训地点.
    pub venue: String,
    /// 开班日期.
    pub opens_on: Date,
    /// 结业日期.
    pub closes_on: Date,
    /// The first day of the project's national window.
    pub window_from: Date,
    /// Its last day.
    pub window_until: Date,
    /// 计划人数.
    pub planned: i64,
    /// The day on which the annex is filled.
    pub filled_on: Date,
    /// The timetable.
    pub lessons: Vec<Lesson>,
}

/// A session of the timetable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lesson {
    /// `lecture`, `tutoring`, or any other word for a kind of training.
    pub kind: String,
    /// One of the six modules (S78): `law`, `pinyin`, `skills`, `testing`, `methods`, `recitation`.
    pub module: String,
    /// How long.
    pub minutes: i64,
    /// Whether it counts as practice.
    pub practice: bool,
}

/// What stands in a column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// A number, in the unit of the column's [`Kind`].
    Number(i64),
    /// Words, or a day as `YYYY-MM-DD`.
    Words(String),
}

/// Annex 1, and what its checks compare it with. Absent columns are not filled in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    values: BTreeMap<String, Value>,
    /// The project's national window.
    pub window: (Date, Date),
    /// Cells of Annex 2 that are expected and empty.
    pub cells_missing: i64,
    /// Trainees over 45 without a granted exception.
    pub unexcused: i64,
}

impl Summary {
    /// Fills Annex 1.
    #[must_use]
    pub fn of(class: &ClassFacts, rows: &[Row], entries: &BTreeMap<String, String>) -> Self {
        let mut it = Self {
            values: BTreeMap::new(),
            window: (class.window_from, class.window_until),
            cells_missing: rows.iter().map(Row::missing).sum(),
            unexcused: count(rows, |row| row.matches("age", "over") && row.trainee.exception.is_none()),
        };
        it.class(class);
        it.lessons(&class.lessons);
        for item in ITEMS {
            if let Some((by, is)) = item.drill {
                it.number(item.key, count(rows, |row| row.matches(by, is)));
            }
            if let Some(value) = entries.get(item.key).filter(|_| item.typed()) {
                it.typed(item, value);
            }
        }
        it.words("ethnicities", ethnicities(rows));
        it.scores(rows);
        it.sums();
        it
    }

    fn class(&mut self, class: &ClassFacts) {
        for (key, words) in [
            ("reporter", &class.reporter),
            ("name", &class.name),
            ("number", &class.number),
            ("institution", &class.institution),
            ("venue-kind", &class.venue_kind),
            ("venue", &class.venue),
        ] {
            self.words(key, words.clone());
        }
        for (key, day) in [("opens-on", class.opens_on), ("closes-on", class.closes_on), ("filled-on", class.filled_on)]
        {
            self.words(key, day.to_string());
        }
        self.number("nth", 1);
        self.number("days", class.opens_on.days_until(class.closes_on) + 1);
        self.number("planned", class.planned);
    }

    fn lessons(&mut self, lessons: &[Lesson]) {
        let hours = |taken: &dyn Fn(&Lesson) -> bool| {
            to_hours(lessons.iter().filter(|it| taken(it)).map(|it| it.minutes).sum())
        };
        let all = hours(&|_| true);
        self.number("hours", all);
        // The form knows three kinds; discussion, observation and tests are training.
        self.number("lecture-hours", hours(&|it| it.kind == "lecture"));
        self.number("training-hours", hours(&|it| it.kind != "lecture" && it.kind != "tutoring"));
        self.number("tutoring-hours", hours(&|it| it.kind == "tutoring"));
        for (key, module) in [
            ("module-law", "law"),
            ("module-pinyin", "pinyin"),
            ("module-skills", "skills"),
            ("module-testing", "testing"),
            ("module-methods", "methods"),
            ("module-recitation", "recitation"),
        ] {
            self.number(key, hours(&|it| it.module == module));
        }
        if let Some(share) = share(hours(&|it| it.practice), all) {
            self.number("practice-share", share);
        }
    }

    fn typed(&mut self, item: &Item, value: &str) {
        match item.kind {
            Kind::Count => {
                if let Ok(number) = value.parse() {
                    self.number(item.key, number);
                }
            }
            Kind::Hundredths | Kind::Percent | Kind::Money => {
                if let Some(number) = hundredths(value) {
                    self.number(item.key, number);
                }
            }
            Kind::Day | Kind::Words(_) | Kind::Choice(_) => self.words(item.key, value.to_owned()),
        }
    }

    fn scores(&mut self, rows: &[Row]) {
        let mean = |scores: Vec<i64>| rounded(scores.iter().sum(), kernel::count(scores.len()));
        let both: Vec<i64> = rows.iter().filter_map(|row| Some(row.post()? - row.pre()?)).collect();
        for (key, mean) in [
            ("pre-mean", mean(rows.iter().filter_map(Row::pre).collect())),
            ("post-mean", mean(rows.iter().filter_map(Row::post).collect())),
            ("gain", mean(both)),
        ] {
            if let Some(mean) = mean {
                self.number(key, mean);
            }
        }
        let tested = count(rows, |row| row.post().is_some());
        if let Some(share) = self.value("reached").and_then(|reached| share(reached, tested)) {
            self.number("reached-share", share);
        }
    }

    fn sums(&mut self) {
        let people = self.value("actual").unwrap_or_default();
        if let Some(each) = self.value("spent").and_then(|spent| rounded(spent, people)) {
            self.number("per-head", each);
        }
    }

    fn number(&mut self, key: &str, number: i64) {
        self.values.insert(key.to_owned(), Value::Number(number));
    }

    fn words(&mut self, key: &str, words: String) {
        if !words.is_empty() {
            self.values.insert(key.to_owned(), Value::Words(words));
        }
    }

    /// What stands in the column `key`.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.values.get(key)
    }

    /// The number in the column `key`, in the unit of its kind.
    #[must_use]
    pub fn value(&self, key: &str) -> Option<i64> {
        match self.values.get(key)? {
            Value::Number(number) => Some(*number),
            Value::Words(_) => None,
        }
    }

    /// The column as people read it; `None` when it is not filled in.
    #[must_use]
    pub fn shown(&self, item: &Item) -> Option<String> {
        Some(match self.values.get(item.key)? {
            Value::Words(words) => words.clone(),
            Value::Number(number) => match item.kind {
                Kind::Hundredths | Kind::Money => fixed_2(*number),
                Kind::Percent => format!("{}%", fixed_2(*number)),
                Kind::Count | Kind::Day | Kind::Words(_) | Kind::Choice(_) => number.to_string(),
            },
        })
    }

    /// The columns that are not filled in.
    pub fn empty(&self) -> impl Iterator<Item = &'static Item> {
        ITEMS.iter().filter(|item| !self.values.contains_key(item.key))
    }

    /// Cells that say 未填, of both annexes.
    #[must_use]
    pub fn missing(&self) -> i64 {
        kernel::count(self.empty().count()) + self.cells_missing
    }
}

fn count(rows: &[Row], taken: impl Fn(&Row) -> bool) -> i64 {
    kernel::count(rows.iter().filter(|row| taken(row)).count())
}

/// Minutes as hours (学时 of 45 minutes), in hundredths.
fn to_hours(minutes: i64) -> i64 {
    rounded(minutes * 100, 45).unwrap_or_default()
}

/// `part` of `whole`, in hundredths of a percent; `None` of nothing.
fn share(part: i64, whole: i64) -> Option<i64> {
    rounded(part * 10_000, whole)
}

/// The quotient, rounded half up; `None` when divided by nothing.
fn rounded(number: i64, by: i64) -> Option<i64> {
    (by > 0).then(|| (number * 2 + by).div_euclid(by * 2))
}

/// The largest groups: `藏族36、汉族4`.
fn ethnicities(rows: &[Row]) -> String {
    let mut groups: BTreeMap<&str, i64> = BTreeMap::new();
    for row in rows {
        *groups.entry(row.trainee.ethnicity.as_str()).or_default() += 1;
    }
    let mut groups: Vec<(i64, &str)> = groups.into_iter().map(|(code, count)| (count, code)).collect();
    groups.sort_by_key(|(count, code)| (-count, *code));
    let named = groups.iter().take(6).map(|(count, code)| {
        let name = registry::codes::ethnicity().by_code(code).map_or(*code, |it| it.name.as_str());
        format!("{name}{count}")
    });
    named.collect::<Vec<_>>().join("、")
}

#[cfg(test)]
mod tests;
