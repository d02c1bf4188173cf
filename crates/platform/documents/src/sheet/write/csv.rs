//! Separated text that Chinese spreadsheet programs open as it is meant.

use std::io::Write;

use super::{Error, Form, Value};

/// Writes a list as UTF-8 with a byte order mark (without it the programs guess
/// GB18030) and CRLF line ends.
#[derive(Debug)]
pub struct List<W: Write> {
    writer: ::csv::Writer<W>,
}

impl<W: Write> List<W> {
    /// Starts the list with the headings of `form`; its titles are left out.
    ///
    /// # Errors
    /// [`Error::Io`] and [`Error::Text`] when `out` fails.
    pub fn new(mut out: W, form: &Form) -> Result<Self, Error> {
        out.write_all("\u{feff}".as_bytes())?;
        let mut list = Self::more(out);
        list.writer.write_record(form.columns.iter().map(|column| guarded(&column.heading)))?;
        Ok(list)
    }

    /// Goes on with a list that was begun elsewhere: no byte order mark, no headings.
    pub fn more(out: W) -> Self {
        Self { writer: ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(out) }
    }

    /// Writes one row.
    ///
    /// # Errors
    /// [`Error::Text`] when the output fails or the row has another width.
    pub fn row(&mut self, values: &[Value<'_>]) -> Result<(), Error> {
        let cells = values.iter().map(|value| match value {
            Value::Text(text) => guarded(text),
            // Numbers and dates of ours cannot start a formula; a minus must stay.
            other => other.plain(),
        });
        Ok(self.writer.write_record(cells)?)
    }

    /// Ends the list and gives the output back.
    ///
    /// # Errors
    /// [`Error::Io`] when the output fails.
    pub fn finish(self) -> Result<W, Error> {
        self.writer.into_inner().map_err(|error| Error::Io(error.into_error()))
    }
}

/// Text that a spreadsheet program would take for a formula gets an apostrophe
/// (OWASP, "CSV injection").
fn guarded(text: &str) -> String {
    let dangerous = |c: char| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠');
    if text.starts_with(dangerous) { format!("'{text}") } else { text.to_owned() }
}
