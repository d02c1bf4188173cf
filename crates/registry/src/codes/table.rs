//! One code table: its codes and the spellings it answers to.

use super::text::{half_width, is_blank};
use kernel::Date;
use serde::Deserialize;
use std::collections::HashMap;

/// One value of a table.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Code {
    /// The code, unique in its table.
    pub code: String,
    /// The official name: what screens and forms show.
    pub name: String,
    /// What it is called on an English page; forms and files keep the official name.
    pub en: Option<String>,
    /// 简称, where there is one (provinces).
    pub short: Option<String>,
    /// Other spellings that the table answers to.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// The first day on which the code may be given; always, when absent.
    pub valid_from: Option<Date>,
    /// The last day on which the code may be given; without end, when absent.
    pub valid_to: Option<Date>,
    /// The code that took the place of this one.
    pub replaced_by: Option<String>,
    /// Provinces: the six digits of GB/T 2260.
    pub gb2260: Option<String>,
    /// Ethnicities: the two letters of GB/T 3304.
    pub roman2: Option<String>,
    /// 师 of the 兵团: the city of its seat.
    pub city: Option<String>,
    /// Subjects: the stages that teach it, such as 小学、初中 or 全.
    pub stage: Option<String>,
    /// Titles: the grade of the title.
    pub grade: Option<String>,
    /// Putonghua levels: the least score.
    pub min: Option<u8>,
    /// Languages: the code of ISO 639-1.
    pub iso: Option<String>,
    /// What the value means, in a sentence.
    pub desc: Option<String>,
}

impl Code {
    /// The name on a page: the official one, or what English readers understand.
    pub fn on_page(&self, english: bool) -> &str {
        self.en.as_deref().filter(|_| english).unwrap_or(&self.name)
    }

    /// Whether the code may be given on a day.
    pub fn is_valid_on(&self, day: Date) -> bool {
        self.valid_from.is_none_or(|first| first <= day) && self.valid_to.is_none_or(|last| day <= last)
    }
}

/// A table in the order of its file.
#[derive(Debug)]
pub struct Table {
    codes: Vec<Code>,
    by_code: HashMap<String, usize>,
    by_spelling: HashMap<String, Vec<usize>>,
}

impl Table {
    /// The codes in the order of the table.
    pub fn iter(&self) -> impl Iterator<Item = &Code> {
        self.codes.iter()
    }

    /// The value of exactly this code.
    pub fn by_code(&self, code: &str) -> Option<&Code> {
        self.by_code.get(code).and_then(|place| self.codes.get(*place))
    }

    /// The first value that answers to a code, a name or another spelling;
    /// blanks, width, case and a bracketed part do not matter.
    pub fn find(&self, text: &str) -> Option<&Code> {
        self.find_all(text).next()
    }

    /// All values that answer to a text: two subjects are called 信息技术.
    pub fn find_all(&self, text: &str) -> impl Iterator<Item = &Code> {
        // As typed first: most cells need no second look.
        let places = self.by_spelling.get(text).or_else(|| self.by_spelling.get(&spelling(text)));
        places.into_iter().flatten().filter_map(|place| self.codes.get(*place))
    }

    pub(super) fn read(json: &str) -> Self {
        #[expect(clippy::expect_used, reason = "the tables are part of the program; a test reads each of them")]
        let codes: Vec<Code> = serde_json::from_str(json).expect("a code table is well-formed");
        let by_code = codes.iter().enumerate().map(|(place, code)| (code.code.clone(), place)).collect();
        let mut by_spelling: HashMap<String, Vec<usize>> = HashMap::new();
        for (place, code) in codes.iter().enumerate() {
            for key in spellings(code) {
                let places = by_spelling.entry(key).or_default();
                if !places.contains(&place) {
                    places.push(place);
                }
            }
        }
        Self { codes, by_code, by_spelling }
    }
}

/// A code answers to itself, to itself without leading zeros (a spreadsheet
/// drops them), to its names and aliases, and to its name without the bracket.
fn spellings(code: &Code) -> impl Iterator<Item = String> {
    let unbracketed = code.name.split_once('(').map(|(name, _)| name);
    let written = [Some(code.code.as_str()), Some(code.code.trim_start_matches('0')), Some(&code.name), unbracketed];
    let others = code.short.iter().chain(&code.aliases).map(String::as_str);
    written.into_iter().flatten().chain(others).map(spelling).filter(|key| !key.is_empty())
}

fn spelling(text: &str) -> String {
    text.chars()
        .filter(|character| !is_blank(*character))
        .map(|character| half_width(character).to_ascii_uppercase())
        .collect()
}
