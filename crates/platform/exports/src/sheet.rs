//! Rows as the bytes of a file.

use documents::sheet::write::csv::List;
use documents::sheet::write::{Column, Error, Form, Value, Workbook};
use kernel::Timestamp;

use crate::Format;

/// More rows than this are no workbook that a village laptop opens; separated text has no end. [check]
pub(crate) const MOST_SHEET_ROWS: i64 = 100_000;

/// What stands over the rows.
#[derive(Clone, Debug)]
pub(crate) struct Head {
    pub title: String,
    /// Who took it, when, under which mark.
    pub note: String,
    pub headings: Vec<&'static str>,
    pub at: Timestamp,
}

/// The heading of the last column.
const MARK: &str = "导出标记";

impl Head {
    fn form(&self) -> Form {
        let own = self.headings.iter().map(|heading| Column::text(heading, 18.0));
        let columns = own.chain([Column::text(MARK, 16.0)]).collect();
        let titles = vec![self.title.clone(), self.note.clone()];
        Form { titles, footer: self.note.clone(), ..Form::new("名单", columns, self.at.into()) }
    }
}

/// A file that is being written.
pub(crate) enum Sheet {
    Book(Box<Workbook>),
    Text,
}

impl Sheet {
    /// Begins it; what is to be written first.
    pub(crate) fn begin(format: Format, head: &Head) -> Result<(Self, Vec<u8>), Error> {
        match format {
            Format::Xlsx => Ok((Self::Book(Box::new(Workbook::new(&head.form())?)), Vec::new())),
            Format::Csv => Ok((Self::Text, List::new(Vec::new(), &head.form())?.finish()?)),
        }
    }

    /// Adds rows; what is to be written next.
    pub(crate) fn add(&mut self, rows: &[Vec<String>], mark: &str) -> Result<Vec<u8>, Error> {
        match self {
            Self::Book(book) => {
                for row in rows {
                    book.row(&values(row, mark))?;
                }
                Ok(Vec::new())
            }
            Self::Text => {
                let mut list = List::more(Vec::new());
                for row in rows {
                    list.row(&values(row, mark))?;
                }
                list.finish()
            }
        }
    }

    /// Ends it; what is to be written last.
    pub(crate) fn end(self) -> Result<Vec<u8>, Error> {
        match self {
            Self::Book(book) => book.into_bytes(),
            Self::Text => Ok(Vec::new()),
        }
    }
}

/// The cells of a row, and its mark.
fn values<'a>(row: &'a [String], mark: &'a str) -> Vec<Value<'a>> {
    row.iter().map(String::as_str).chain([mark]).map(Value::Text).collect()
}
