//! The check of one row.

mod person;
mod post;

use super::row::Identification;
use super::row::Row;
use super::seen::{Before, Seen};
use super::{Column, Fault, KnownCodes, Layout, Reason, Warning};
use crate::codes::text::masked;
use crate::codes::{self, Code, Table};
use crate::person_name::PersonName;
use crate::school_code::SchoolCode;
use kernel::Date;
use std::collections::HashMap;

/// A school that a row may name. `K` is the caller's key.
#[derive(Debug, Clone)]
pub struct School<K> {
    /// What the row gets for the school.
    pub key: K,
    /// The registered name.
    pub name: String,
    /// Whether the importing officer serves it.
    pub within: bool,
}

/// What a row is held against; one for a whole file.
#[derive(Debug)]
pub struct Context<'a, K> {
    /// Where the sheet has its columns.
    pub layout: &'a Layout,
    /// Every school of the register, or as many as may be told apart.
    pub schools: &'a HashMap<SchoolCode, School<K>>,
    /// The address codes in force.
    pub counties: &'a KnownCodes,
    /// The day of the check.
    pub today: Date,
}

/// Checks one row, `number` of the sheet (from 1, the header counted, so that
/// people find it). Reads every cell, so that one correction can mend all.
///
/// # Errors
/// All faults of the row, in the order of the columns. A readable number is
/// noted in `seen` also when its row is refused for another reason.
pub fn check<K: Clone, S: AsRef<str>>(
    cells: &[S],
    number: u32,
    context: &Context<'_, K>,
    seen: &mut Seen,
) -> Result<(Row<K>, Vec<Warning>), Vec<Fault>> {
    let mut desk = Desk { cells, context, faults: Vec::new(), warnings: Vec::new() };
    let row = desk.row(number, seen);
    match row {
        Some(row) if desk.faults.is_empty() => Ok((row, desk.warnings)),
        _ => {
            desk.faults.sort_by_key(|fault| fault.column);
            Err(desk.faults)
        }
    }
}

/// A row in the making.
struct Desk<'a, K, S> {
    cells: &'a [S],
    context: &'a Context<'a, K>,
    faults: Vec<Fault>,
    warnings: Vec<Warning>,
}

impl<'a, K: Clone, S: AsRef<str>> Desk<'a, K, S> {
    fn row(&mut self, number: u32, seen: &mut Seen) -> Option<Row<K>> {
        let name: Option<PersonName> =
            self.cell(Column::Name).parse().map_err(|why| self.fault(Column::Name, Reason::Name(why))).ok();
        let id_type = self.id_type();
        let identification = id_type.and_then(|id_type| self.identification(id_type));
        if let (Some(name), Some(identification)) = (&name, &identification)
            && let Some(before) = seen.note(identification, name, number)
        {
            self.fault(
                Column::Number,
                match before {
                    Before::SameName(row) => Reason::NumberTwice(row),
                    Before::OtherName(row) => Reason::NumberOtherName(row),
                },
            );
        }
        let told = match &identification {
            Some(Identification::Number(number)) => Some(*number),
            _ => None,
        };
        let may_be_empty = identification.is_none();
        let sex = self.sex(told, may_be_empty);
        let birth_date = self.birth_date(told, may_be_empty);
        let ethnicity = self.code(Column::Ethnicity, codes::ethnicity(), Reason::Ethnicity);
        let school = self.school();
        let (stage, subject) = self.taught();
        let title = self.code(Column::Title, codes::title(), Reason::Title);
        let mobile = self.mobile();
        let work_start = self.work_start(birth_date);
        let bilingual = self.bilingual();
        let putonghua = self.code(Column::Putonghua, codes::psc_level(), Reason::Putonghua);
        let mother_tongue = self.code(Column::MotherTongue, codes::language(), Reason::MotherTongue);
        let (school_code, school) = school?;
        Some(Row {
            name: name?,
            id_type: id_type?,
            identification: identification?,
            sex: sex?,
            birth_date: birth_date?,
            ethnicity,
            school_code,
            school,
            stage,
            subject,
            title,
            mobile,
            work_start,
            bilingual,
            putonghua,
            mother_tongue,
        })
    }

    /// The code of a cell that may be empty.
    fn code(&mut self, column: Column, table: &'static Table, reason: Reason) -> Option<&'static Code> {
        let text = self.cell(column);
        let found = table.find_all(text).find(|code| code.is_valid_on(self.context.today));
        if found.is_none() && !text.is_empty() {
            self.fault(column, reason);
        }
        found
    }

    fn cell(&self, column: Column) -> &'a str {
        self.context.layout.cell(self.cells, column)
    }

    fn fault(&mut self, column: Column, reason: Reason) {
        let text = self.cell(column);
        let given = if column == Column::Number { masked(text) } else { text.to_owned() };
        self.faults.push(Fault { column, reason, given });
    }
}
