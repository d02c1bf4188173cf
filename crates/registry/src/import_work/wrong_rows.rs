//! The wrong rows of a roster as a roster of their own: whole, as they were sent, each with what is to be
//! mended, so that an officer corrects this file and sends it in again.

use std::collections::HashMap;
use std::ops::ControlFlow;

use documents::sheet::write::{Column as SheetColumn, Form, Value, Workbook};
use kernel::{Error, Result, Timestamp};

use super::Tools;
use super::file::open;
use super::reading::read_sheet;
use crate::import::RosterImport;

/// What is wrong in each row, in the reader's language, by the row's number in the sheet.
pub(crate) type Marks = HashMap<u32, String>;

/// The sheet of the wrong rows. `mend` is the heading of the column that says what to mend.
///
/// # Errors
/// Refused when the stored file is no longer the one that was sent.
pub(crate) async fn wrong_rows(tools: &Tools, import: &RosterImport, mend: String, marks: Marks) -> Result<Vec<u8>> {
    let file = open(tools, import).await?;
    let made = import.created_at;
    tokio::task::spawn_blocking(move || sheet(&file, &mend, &marks, made)).await.map_err(Error::internal)?
}

fn sheet(file: &[u8], mend: &str, marks: &Marks, made: Timestamp) -> Result<Vec<u8>> {
    let mut book: Option<Workbook> = None;
    let mut failed = None;
    read_sheet(file, |header, row| {
        let Some(mark) = marks.get(&row.number) else { return ControlFlow::Continue(()) };
        let mut cells: Vec<&str> = row.cells().iter().map(|cell| cell.text.as_ref()).collect();
        cells.resize(header.names.len(), "");
        cells.push(mark);
        let values: Vec<Value<'_>> = cells.into_iter().map(Value::Text).collect();
        let written = match &mut book {
            Some(book) => book.row(&values),
            None => begin(&header.names, mend, made).and_then(|fresh| book.insert(fresh).row(&values)),
        };
        match written {
            Ok(_) => ControlFlow::Continue(()),
            Err(error) => {
                failed = Some(error);
                ControlFlow::Break(())
            }
        }
    })?;
    match (failed, book) {
        (Some(error), _) => Err(Error::internal(error)),
        (None, Some(book)) => book.into_bytes().map_err(Error::internal),
        (None, None) => Err(Error::NotFound),
    }
}

fn begin(
    headings: &[String],
    mend: &str,
    made: Timestamp,
) -> std::result::Result<Workbook, documents::sheet::write::Error> {
    let own = headings.iter().map(|heading| SheetColumn::text(heading, 16.0));
    let columns = own.chain([SheetColumn::text(mend, 60.0)]).collect();
    Workbook::new(&Form::new("有误的行", columns, made.into()))
}
