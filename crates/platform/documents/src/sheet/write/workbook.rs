//! Writes a workbook row by row; memory stays the same however many rows follow.

use std::path::Path;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rust_xlsxwriter::{DataValidation, DocProperties, ExcelDateTime, Format, Formula, Note, Worksheet, XlsxError};

use super::form::{Column, Form, Paper, Value};
use super::{Error, style};

/// The format itself holds no more text in a list of choices.
const INLINE_CHOICES: usize = 255;
/// The sheet that holds longer lists of choices.
const CHOICES: &str = "_choices";

struct Track {
    column: Column,
    format: Format,
    formula: Format,
}

/// A workbook with one sheet that is being written.
pub struct Workbook {
    book: rust_xlsxwriter::Workbook,
    tracks: Vec<Track>,
    next: u32,
    first: u32,
    spare: u32,
}

impl Workbook {
    /// Starts the workbook: titles, header, page layout.
    ///
    /// # Errors
    /// [`Error::Workbook`] for a name that a sheet cannot bear, [`Error::TooLarge`]
    /// beyond 16,384 columns, [`Error::Date`] when `created` is before 1900.
    pub fn new(form: &Form) -> Result<Self, Error> {
        let mut book = rust_xlsxwriter::Workbook::new();
        let title = form.titles.first().map_or(form.name.as_str(), String::as_str);
        let created = instant(form.created)?;
        book.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&created));
        let sheet = book.add_worksheet_with_constant_memory()?;
        sheet.set_name(&form.name)?;
        for (index, column) in form.columns.iter().enumerate() {
            sheet.set_column_width(number(index)?, column.width)?;
        }
        let first = head(sheet, form)?;
        page(sheet, form, first)?;
        let tracks = form.columns.iter().map(|column| Track {
            format: style::column(column),
            formula: style::formula(column),
            column: column.clone(),
        });
        let tracks = tracks.collect();
        Ok(Self { book, tracks, next: first, first, spare: form.spare_rows })
    }

    /// Writes one row below the last; gives its number as the program shows it.
    ///
    /// # Errors
    /// [`Error::TooLarge`] beyond the format, [`Error::Date`] outside its years.
    pub fn row(&mut self, values: &[Value<'_>]) -> Result<u32, Error> {
        let row = self.next;
        let sheet = self.book.worksheet_from_index(0)?;
        for (index, (track, value)) in self.tracks.iter().zip(values).enumerate() {
            cell(sheet, row, number(index)?, track, value)?;
        }
        self.next = row.checked_add(1).ok_or(Error::TooLarge)?;
        Ok(self.next)
    }

    /// Puts a note on the cell in `column` (from 0) of the row written last.
    ///
    /// # Errors
    /// [`Error::Workbook`] when the text is longer than 32,713 characters.
    pub fn note(&mut self, column: usize, text: &str) -> Result<(), Error> {
        let row = self.next.saturating_sub(1);
        let note = Note::new(text).add_author_prefix(false).set_author("").set_width(260);
        self.book.worksheet_from_index(0)?.insert_note(row, number(column)?, &note)?;
        Ok(())
    }

    /// Adds spare rows and choices and writes the file at `path`.
    ///
    /// # Errors
    /// [`Error::Workbook`] when the disk fails.
    pub fn finish(mut self, path: &Path) -> Result<(), Error> {
        self.close()?;
        Ok(self.book.save(path)?)
    }

    /// As [`Self::finish`], into memory.
    ///
    /// # Errors
    /// [`Error::Workbook`] when the temporary file fails.
    pub fn into_bytes(mut self) -> Result<Vec<u8>, Error> {
        self.close()?;
        Ok(self.book.save_to_buffer()?)
    }

    fn close(&mut self) -> Result<(), Error> {
        for _ in 0..self.spare {
            let blank = vec![Value::Blank; self.tracks.len()];
            self.row(&blank)?;
        }
        let last = self.next.saturating_sub(1);
        if last < self.first {
            return Ok(());
        }
        let rules = self.rules()?;
        let sheet = self.book.worksheet_from_index(0)?;
        for (index, rule) in rules {
            sheet.add_data_validation(self.first, index, last, index, &rule)?;
        }
        Ok(())
    }

    /// The rule of each column with choices; long lists go to a sheet of their own.
    fn rules(&mut self) -> Result<Vec<(u16, DataValidation)>, Error> {
        let mut rules = Vec::new();
        let mut long: u16 = 0;
        for (index, track) in self.tracks.iter().enumerate() {
            let choices = &track.column.choices;
            if choices.is_empty() {
                continue;
            }
            let units: usize = choices.iter().map(|choice| choice.encode_utf16().count().saturating_add(1)).sum();
            let rule = DataValidation::new();
            let rule = if units <= INLINE_CHOICES && !choices.iter().any(|choice| choice.contains(',')) {
                rule.allow_list_strings(choices)?
            } else {
                let list = choice_list(&mut self.book, long, choices)?;
                long = long.saturating_add(1);
                rule.allow_list_formula(Formula::new(list))
            };
            rules.push((number(index)?, rule));
        }
        Ok(rules)
    }
}

/// Writes a list into the hidden sheet; gives the reference to it.
fn choice_list(book: &mut rust_xlsxwriter::Workbook, column: u16, choices: &[String]) -> Result<String, XlsxError> {
    if column == 0 {
        book.add_worksheet().set_name(CHOICES)?.set_hidden(true);
    }
    let sheet = book.worksheet_from_name(CHOICES)?;
    for (row, choice) in (0..).zip(choices) {
        sheet.write_string(row, column, choice)?;
    }
    let name = crate::sheet::read::column_name(usize::from(column));
    Ok(format!("='{CHOICES}'!${name}$1:${name}${}", choices.len()))
}

/// Titles and header; gives the index of the first data row.
fn head(sheet: &mut Worksheet, form: &Form) -> Result<u32, Error> {
    let last = number(form.columns.len().saturating_sub(1))?;
    let mut row: u32 = 0;
    for title in &form.titles {
        let format = style::title(row == 0);
        sheet.set_row_height(row, if row == 0 { 30 } else { 18 })?;
        if last == 0 {
            sheet.write_string_with_format(row, 0, title, &format)?;
        } else {
            sheet.merge_range(row, 0, row, last, title, &format)?;
        }
        row = row.saturating_add(1);
    }
    let format = style::heading();
    sheet.set_row_height(row, 32)?;
    for (index, column) in form.columns.iter().enumerate() {
        sheet.write_string_with_format(row, number(index)?, &column.heading, &format)?;
    }
    sheet.set_repeat_rows(row, row)?;
    Ok(row.saturating_add(1))
}

fn page(sheet: &mut Worksheet, form: &Form, first: u32) -> Result<(), Error> {
    sheet.set_freeze_panes(first, form.fixed_columns)?;
    if form.fixed_columns > 0 {
        sheet.set_repeat_columns(0, form.fixed_columns.saturating_sub(1))?;
    }
    sheet.set_paper_size(match form.paper {
        Paper::A4 => 9,
        Paper::A3 => 8,
    });
    if form.landscape {
        sheet.set_landscape();
    }
    // One page wide, as many pages long as it takes.
    sheet.set_print_fit_to_pages(1, 0).set_margins(0.5, 0.5, 0.6, 0.6, 0.3, 0.3);
    // An ampersand starts a code in a footer; two of them print one.
    sheet.set_footer(format!("&L{}&R&P / &N", form.footer.replace('&', "&&")));
    if form.protected {
        sheet.protect();
    }
    Ok(())
}

fn cell(sheet: &mut Worksheet, row: u32, column: u16, track: &Track, value: &Value<'_>) -> Result<(), Error> {
    let format = &track.format;
    match value {
        Value::Blank => sheet.write_blank(row, column, format)?,
        Value::Text(text) => sheet.write_string_with_format(row, column, *text, format)?,
        // Beyond 15 digits a number would lose its last ones: it stays text.
        Value::Integer(number) if number.unsigned_abs() >= 1_000_000_000_000_000 => {
            sheet.write_string_with_format(row, column, number.to_string(), format)?
        }
        Value::Integer(_) | Value::Decimal { .. } => {
            let parsed: f64 = value.plain().parse().map_err(|_| Error::TooLarge)?;
            sheet.write_number_with_format(row, column, parsed, format)?
        }
        Value::Date(date) => {
            let day = day(*date)?;
            sheet.write_datetime_with_format(row, column, &day, format)?
        }
        Value::Formula { text, result } => {
            let formula = Formula::new(*text).set_result(*result);
            sheet.write_formula_with_format(row, column, formula, &track.formula)?
        }
    };
    Ok(())
}

fn day(date: jiff::civil::Date) -> Result<ExcelDateTime, Error> {
    let parts = (u16::try_from(date.year()), u8::try_from(date.month()), u8::try_from(date.day()));
    let (Ok(year), Ok(month), Ok(day)) = parts else { return Err(Error::Date(date)) };
    ExcelDateTime::from_ymd(year, month, day).map_err(|_| Error::Date(date))
}

fn instant(time: Timestamp) -> Result<ExcelDateTime, Error> {
    let time = TimeZone::UTC.to_datetime(time);
    let hour = u16::try_from(time.hour()).unwrap_or_default();
    let minute = u8::try_from(time.minute()).unwrap_or_default();
    let second = u8::try_from(time.second()).unwrap_or_default();
    Ok(day(time.date())?.and_hms(hour, minute, second)?)
}

fn number(index: usize) -> Result<u16, Error> {
    u16::try_from(index).map_err(|_| Error::TooLarge)
}
