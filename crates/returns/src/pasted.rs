//! What an institution pastes from a spreadsheet: a line for each trainee, tabs between cells.

use std::collections::BTreeMap;

use kernel::{PersonId, Text, text};

use crate::annex::column::{find, typed_columns};
use crate::annex::item::normal;
use crate::annex::{Row, Supplement};

/// The cells before the typed columns: 序号 and 姓名.
const LEADING: usize = 2;

/// What was read of each trainee.
pub type Taken = Vec<(PersonId, Supplement)>;

/// What is wrong, by the line of the text, from 1.
pub type LineFaults = Vec<(usize, Text)>;

/// What stands now, as lines that a spreadsheet takes: first the headings, then each trainee.
#[must_use]
pub fn lines(rows: &[Row], headings: &[String]) -> String {
    let mut text = headings.join("\t");
    for row in rows {
        text.push('\n');
        let leading = [row.nth.to_string(), row.trainee.name.clone()];
        let typed = typed_columns().map(|(column, _)| row.cell(column.key).unwrap_or_default());
        let cells: Vec<String> = leading.into_iter().chain(typed).collect();
        text.push_str(&cells.join("\t"));
    }
    text
}

/// Reads the lines back. A line is matched by its number, and its name must be that trainee's, so that a
/// sorted or shifted sheet is noticed. Trainees without a line stay as they are.
///
/// # Errors
/// Each line that cannot be taken, with its number in the text and why; then nothing is taken.
pub fn read(rows: &[Row], text: &str) -> Result<Taken, LineFaults> {
    let (mut taken, mut faults) = (Vec::new(), Vec::new());
    for (line, number) in text.lines().zip(1_usize..) {
        let mut cells = line.split('\t').map(str::trim);
        let nth = cells.next().unwrap_or_default();
        // Headings and empty lines are no trainees.
        let Ok(nth) = nth.parse::<i64>() else {
            if number > 1 && !line.trim().is_empty() {
                faults.push((number, text!("annex-paste-number", given = nth)));
            }
            continue;
        };
        let name = cells.next().unwrap_or_default();
        let Some(row) = rows.iter().find(|row| row.nth == nth) else {
            faults.push((number, text!("annex-paste-nobody", nth = nth)));
            continue;
        };
        if row.trainee.name != name {
            faults.push((number, text!("annex-paste-name", nth = nth, name = row.trainee.name.as_str(), given = name)));
            continue;
        }
        match supplement(&mut cells) {
            Ok(typed) => taken.push((row.trainee.person, typed)),
            Err(fault) => faults.push((number, fault)),
        }
    }
    if taken.is_empty() && faults.is_empty() {
        faults.push((1, text!("annex-paste-empty")));
    }
    if faults.is_empty() { Ok(taken) } else { Err(faults) }
}

fn supplement<'a>(cells: &mut impl Iterator<Item = &'a str>) -> Result<Supplement, Text> {
    let mut typed = BTreeMap::new();
    for (at, (column, kind)) in typed_columns().enumerate() {
        let cell = cells.next().unwrap_or_default();
        let kept = normal(kind, cell).map_err(|_| text!("annex-paste-cell", place = at + LEADING + 1, given = cell))?;
        if let Some(kept) = kept {
            typed.insert(column.key.to_owned(), kept);
        }
    }
    if cells.any(|cell| !cell.is_empty()) {
        return Err(text!("annex-paste-wide"));
    }
    Ok(Supplement(typed))
}

/// What a form says of one trainee.
///
/// # Errors
/// Each field that cannot be taken.
pub fn form(given: &BTreeMap<String, String>) -> Result<Supplement, Vec<kernel::FieldFault>> {
    let (mut typed, mut faults) = (BTreeMap::new(), Vec::new());
    for (column, kind) in typed_columns() {
        match normal(kind, given.get(column.key).map_or("", String::as_str)) {
            Ok(Some(kept)) => drop(typed.insert(column.key.to_owned(), kept)),
            Ok(None) => {}
            Err(text) => faults.push(kernel::FieldFault { field: find(column.key).map_or("form", |it| it.key), text }),
        }
    }
    if faults.is_empty() { Ok(Supplement(typed)) } else { Err(faults) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annex::sample;

    #[test]
    fn what_stands_can_be_pasted_back_as_it_is() {
        let rows = sample::rows(3);
        let taken = read(&rows, &lines(&rows, &["序号".into(), "姓名".into()])).unwrap();
        assert_eq!(taken.len(), 3);
        assert_eq!(taken[1], (rows[1].trainee.person, rows[1].typed.clone()));
    }

    #[test]
    fn a_shifted_sheet_is_noticed_and_nothing_is_taken() {
        let rows = sample::rows(3);
        let faults = read(&rows, "1\t学员2\n9\t学员9\n二\t学员2").unwrap_err();
        let said: Vec<_> = faults.iter().map(|(line, text)| (*line, text.key.as_str())).collect();
        assert_eq!(said, [(1, "annex-paste-name"), (2, "annex-paste-nobody"), (3, "annex-paste-number")]);
    }

    #[test]
    fn a_cell_that_cannot_be_names_its_place() {
        let rows = sample::rows(1);
        let place = typed_columns().position(|(column, _)| column.key == "pre-score").unwrap();
        let line = format!("1\t学员1{}101", "\t".repeat(place + 1));
        let faults = read(&rows, &line).unwrap_err();
        assert_eq!(faults[0].1, text!("annex-paste-cell", place = place + 3, given = "101"));
        assert!(read(&rows, "").is_err());
    }
}
