//! Makes spreadsheets: a [`Workbook`] in constant memory, or [`csv`] text.

pub mod csv;
mod form;
mod style;
mod workbook;

pub use form::{Column, Form, Kind, Paper, Value};
pub use workbook::Workbook;

/// Why a spreadsheet could not be written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The writer refused: a sheet name, a size beyond the format, or the disk.
    #[error("the workbook could not be written: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// Separated text could not be written.
    #[error("the list could not be written: {0}")]
    Text(#[from] ::csv::Error),
    /// The disk or pipe failed.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// More columns or rows than the format holds (16,384 and 1,048,576).
    #[error("more rows or columns than a sheet holds")]
    TooLarge,
    /// A date outside 1900 to 9999.
    #[error("the date {0} is outside what a sheet holds")]
    Date(jiff::civil::Date),
}
