//! The 国内培训 record of the national teacher file (domain.md 2.19): exactly its columns, from the
//! ledger.

use std::collections::BTreeSet;

use classes::{Class, Project};
use documents::sheet::write::{Column, Error, Form, Kind, Value, Workbook};
use kernel::{Id, Timestamp};

use crate::HourEntry;
use crate::rule::Mode;

/// The headings, in the order of the national file.
pub const HEADINGS: [&str; 7] =
    ["培训年度", "培训类别", "培训项目名称", "培训机构名称", "培训方式", "培训获得学时", "培训获得学分"];

/// One row of the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Training {
    /// 培训年度.
    pub year: i64,
    /// 培训类别: 国家级, 省级 …
    pub level: String,
    /// 培训项目名称.
    pub project: String,
    /// 培训机构名称.
    pub institution: String,
    /// 培训方式: 集中, 网络, 混合.
    pub mode: &'static str,
    /// 培训获得学时, in hundredths.
    pub hours_x100: i64,
    /// 培训获得学分, in hundredths.
    pub credits_x100: i64,
}

/// The rows of a person's record: what stands in the ledger and was not taken back, oldest first.
/// `name` gives a project's name; an unknown one falls back to the class.
#[must_use]
pub fn trainings(entries: &[HourEntry], name: impl Fn(Id<Project>, Id<Class>) -> Option<String>) -> Vec<Training> {
    let reversed: BTreeSet<Id<HourEntry>> = entries.iter().filter_map(|entry| entry.reversal_of).collect();
    let stands = |entry: &&HourEntry| entry.reversal_of.is_none() && !reversed.contains(&entry.id);
    let mut rows: Vec<Training> = entries
        .iter()
        .filter(stands)
        .map(|entry| Training {
            year: entry.occurred_on.year().into(),
            level: level_name(&entry.level),
            project: name(entry.project_id, entry.class_id).unwrap_or_else(|| entry.class_name.clone()),
            institution: entry.institution_name.clone(),
            mode: match entry.mode {
                Mode::Face => "集中",
                Mode::Online => "网络",
                Mode::Blended => "混合",
            },
            hours_x100: entry.hours_x100,
            credits_x100: entry.credits_x100,
        })
        .collect();
    rows.reverse();
    rows
}

/// The record as a workbook.
///
/// # Errors
/// When the writer fails.
pub fn workbook(rows: &[Training], at: Timestamp) -> Result<Vec<u8>, Error> {
    let [year, level, project, institution, mode, hours, credits] = HEADINGS;
    let columns = vec![
        Column::of(Kind::Integer, year, 10.0),
        Column::text(level, 12.0),
        Column::text(project, 44.0),
        Column::text(institution, 28.0),
        Column::text(mode, 10.0),
        Column::of(Kind::Decimal(2), hours, 14.0),
        Column::of(Kind::Decimal(2), credits, 14.0),
    ];
    let created = jiff::Timestamp::from_millisecond(at.as_millis()).unwrap_or_default();
    let form = Form::new("国内培训", columns, created);
    let mut book = Workbook::new(&form)?;
    for row in rows {
        book.row(&[
            Value::Integer(row.year),
            Value::Text(&row.level),
            Value::Text(&row.project),
            Value::Text(&row.institution),
            Value::Text(row.mode),
            Value::Decimal { units: row.hours_x100, places: 2 },
            Value::Decimal { units: row.credits_x100, places: 2 },
        ])?;
    }
    book.into_bytes()
}

/// The name of a level of training, as the code table has it.
#[must_use]
pub fn level_name(level: &str) -> String {
    registry::codes::training_level().by_code(level).map(|code| code.name.clone()).unwrap_or_default()
}
