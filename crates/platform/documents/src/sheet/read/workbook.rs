//! Streams the rows of a workbook.

use std::borrow::Cow;

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use super::Error;
use super::cell::{Cell, Kind};
use super::intake::Intake;
use super::source::Source;

/// Reads the first visible worksheet; gives its name.
pub(super) fn read(source: Source<'_>, intake: &mut Intake<'_>) -> Result<String, Error> {
    let mut book = Xlsx::new(source.open()?).map_err(damaged)?;
    let name = book
        .sheets_metadata()
        .iter()
        .find(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .ok_or_else(|| Error::Damaged("no visible worksheet".to_owned()))?;
    let mut reader = book.worksheet_cells_reader(&name).map_err(damaged)?;
    let columns = intake.limits.columns;
    let mut cells: Vec<Cell<'_>> = Vec::new();
    let mut current: u32 = 0;
    while let Some(record) = reader.next_cell_with_formula_metadata().map_err(damaged)? {
        let (row, column) = record.pos;
        if row != current {
            if intake.row(current.saturating_add(1), &cells)?.is_break() {
                return Ok(name);
            }
            cells.clear();
            current = row;
        }
        if matches!(record.value, DataRef::Empty) {
            // Formatted but empty cells may stretch to the last column of the sheet.
            continue;
        }
        if column >= columns {
            return Err(Error::TooManyColumns { row: row.saturating_add(1), limit: columns });
        }
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        let mut cell = cell(record.value);
        cell.formula = record.formula.is_some();
        place(&mut cells, column, cell);
    }
    let _done = intake.row(current.saturating_add(1), &cells)?;
    Ok(name)
}

fn place<'a>(cells: &mut Vec<Cell<'a>>, column: usize, cell: Cell<'a>) {
    if cells.len() <= column {
        cells.resize_with(column, Cell::default);
        cells.push(cell);
    } else if let Some(slot) = cells.get_mut(column) {
        *slot = cell;
    }
}

fn cell(value: DataRef<'_>) -> Cell<'_> {
    let stored = |text: String, kind| Cell { text: Cow::Owned(text), kind, formula: false };
    match value {
        DataRef::Empty => Cell::default(),
        DataRef::String(text) => Cell::text(Cow::Owned(text)),
        DataRef::SharedString(text) => Cell::text(Cow::Borrowed(text)),
        DataRef::Int(number) => {
            let lossy = number.unsigned_abs() >= 1_000_000_000_000_000;
            stored(number.to_string(), if lossy { Kind::LossyNumber } else { Kind::Number })
        }
        DataRef::Float(number) => {
            let lossy = number.abs() >= 1e15;
            stored(decimal(number), if lossy { Kind::LossyNumber } else { Kind::Number })
        }
        DataRef::Bool(value) => stored(if value { "TRUE" } else { "FALSE" }.to_owned(), Kind::Boolean),
        DataRef::DateTime(time) => stored(iso(&time), Kind::Date),
        DataRef::DateTimeIso(text) => stored(text.trim_end_matches("T00:00:00").to_owned(), Kind::Date),
        DataRef::DurationIso(text) => stored(text, Kind::Text),
        DataRef::Error(fault) => stored(fault.to_string(), Kind::Fault),
    }
}

/// A number with the 15 significant digits that a spreadsheet program shows,
/// never with an exponent: 0.1 + 0.2 is 0.3.
fn decimal(number: f64) -> String {
    let plain = number.to_string();
    if plain.len() <= 15 || number.abs() >= 1e15 {
        return plain;
    }
    format!("{number:.14e}").parse::<f64>().map_or(plain, |rounded| rounded.to_string())
}

fn iso(time: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
    if time.is_duration() || time.as_f64() < 1.0 {
        return format!("{hour:02}:{minute:02}:{second:02}");
    }
    if (hour, minute, second) == (0, 0, 0) {
        return format!("{year:04}-{month:02}-{day:02}");
    }
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
}

fn damaged(error: XlsxError) -> Error {
    match error {
        XlsxError::Password => Error::Encrypted,
        XlsxError::Io(error) => Error::Io(error),
        other => Error::Damaged(other.to_string()),
    }
}
