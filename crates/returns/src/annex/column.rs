//! The columns of Annex 2 (参训学员信息统计表, domain 2.18.2), as a table.

use super::item::Kind;

/// A column of Annex 2.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its key; the label is the message `annex-column-` and the key.
    pub key: &'static str,
    /// Which of the four views shows it: `person`, `post`, `language`, `result`.
    pub view: &'static str,
    /// What the institution may type into it; `None` when the records hold it or it is calculated.
    pub typed: Option<Kind>,
    /// Whether an empty cell is counted as 未填.
    pub expected: bool,
    /// Width on paper in mm.
    pub width: u16,
}

const fn record(view: &'static str, key: &'static str, width: u16) -> Column {
    Column { key, view, typed: None, expected: true, width }
}

const fn maybe(view: &'static str, key: &'static str, width: u16) -> Column {
    Column { key, view, typed: None, expected: false, width }
}

const fn typed(view: &'static str, key: &'static str, width: u16, kind: Kind) -> Column {
    Column { key, view, typed: Some(kind), expected: true, width }
}

const fn free(view: &'static str, key: &'static str, width: u16, kind: Kind) -> Column {
    Column { key, view, typed: Some(kind), expected: false, width }
}

use Kind::{Choice, Hundredths, Percent, Words};

/// The views of the page, in order.
pub const VIEWS: &[&str] = &["person", "post", "language", "result"];

/// 边远、边境、民族自治地方.
pub const AREAS: &[&str] = &["否", "边远", "边境", "民族自治地方"];

/// Every column, in the order of the form.
pub const COLUMNS: &[Column] = &[
    record("person", "nth", 10),
    record("person", "class-number", 34),
    record("person", "name", 22),
    record("person", "sex", 10),
    record("person", "ethnicity", 18),
    record("person", "born", 18),
    record("person", "age", 10),
    record("person", "identity-kind", 20),
    record("person", "identity", 38),
    free("person", "political", 20, Words(30)),
    typed("person", "education", 20, Words(30)),
    free("person", "major", 24, Words(50)),
    record("post", "work-from", 18),
    record("post", "service", 10),
    typed("post", "post", 20, Words(30)),
    record("post", "title", 20),
    record("post", "school", 44),
    record("post", "school-code", 26),
    record("post", "province", 18),
    maybe("post", "prefecture", 22),
    record("post", "county", 22),
    free("post", "township", 20, Words(50)),
    record("post", "urban-rural", 18),
    typed("post", "remote", 22, Choice(AREAS)),
    record("post", "stage", 18),
    record("post", "subject", 20),
    typed("language", "teaching-language", 20, Words(30)),
    typed("language", "mode", 16, Choice(&["一类模式", "二类模式", "三类模式"])),
    record("language", "mother-tongue", 18),
    maybe("language", "psc-level", 18),
    free("language", "psc-score", 14, Hundredths),
    free("language", "psc-number", 28, Words(40)),
    typed("result", "pre-score", 14, Hundredths),
    typed("result", "post-score", 14, Hundredths),
    maybe("result", "post-level", 18),
    maybe("result", "gain", 12),
    typed("result", "attendance", 14, Percent),
    free("result", "modules", 30, Words(100)),
    record("result", "outcome", 16),
    maybe("result", "certificate", 40),
    record("result", "credit", 18),
    maybe("person", "mobile", 24),
    maybe("result", "exception", 30),
    free("result", "note", 24, Words(100)),
];

/// The column `key`.
#[must_use]
pub fn find(key: &str) -> Option<&'static Column> {
    COLUMNS.iter().find(|column| column.key == key)
}

/// The columns that the institution types, in order.
pub fn typed_columns() -> impl Iterator<Item = (&'static Column, Kind)> {
    COLUMNS.iter().filter_map(|column| column.typed.map(|kind| (column, kind)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_has_its_own_key_and_a_view() {
        let mut keys: Vec<_> = COLUMNS.iter().map(|column| column.key).collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), COLUMNS.len());
        assert!(COLUMNS.iter().all(|column| VIEWS.contains(&column.view)));
    }
}
