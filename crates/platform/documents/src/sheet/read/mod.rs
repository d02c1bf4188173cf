//! Opens an uploaded spreadsheet without trusting it.
//!
//! The kind is told from the bytes, not from the name. A workbook is a zip
//! archive: its directory is checked before anything is inflated, and then every
//! part is inflated once against the same limits, since the directory may lie.
//! Neither the XML reader nor anything here resolves an external entity.

mod archive;
mod cell;
mod header;
mod intake;
mod kind;
mod source;
mod text;
mod workbook;

use std::io;
use std::ops::ControlFlow;

pub use cell::{Cell, Kind, Row, column_name};
pub use header::{Header, Headings};
pub use kind::Format;
pub use source::Source;

/// What an upload may cost at most.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Bytes of the file as sent.
    pub file_bytes: u64,
    /// Entries in the archive.
    pub entries: usize,
    /// Bytes of all parts together when inflated.
    pub inflated_bytes: u64,
    /// Inflated bytes for each byte as sent, judged above 1 MB inflated.
    pub ratio: u64,
    /// Data rows below the header.
    pub rows: u32,
    /// Columns.
    pub columns: u32,
    /// Characters in one cell; Excel itself stops at 32,767.
    pub cell_chars: usize,
    /// Rows from the top in which the header is looked for.
    pub header_within: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 20 << 20,
            entries: 1_000,
            inflated_bytes: 400 << 20,
            ratio: 200,
            rows: 200_000,
            columns: 256,
            cell_chars: 32_767,
            header_within: 20,
        }
    }
}

/// Why a file was not read, or not to its end.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Something else than XLSX or CSV; what it is when that could be told.
    #[error("not a spreadsheet: {0:?}")]
    NotASpreadsheet(Format),
    /// A workbook that asks for a password.
    #[error("the workbook is protected by a password")]
    Encrypted,
    /// The file itself is larger than allowed.
    #[error("the file is larger than {limit} bytes")]
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// The archive would inflate beyond its limits, or lies about its size.
    #[error("the archive inflates beyond its limits: {0}")]
    ZipBomb(Excess),
    /// None of the first rows carries the expected headings.
    #[error("no header among the first {looked} rows")]
    NoHeader {
        /// Rows that were looked at.
        looked: u32,
        /// The row that came nearest, for the message; empty in an empty sheet.
        nearest: Vec<String>,
    },
    /// A row has more columns than allowed.
    #[error("row {row} has more than {limit} columns")]
    TooManyColumns {
        /// Row number as the spreadsheet program shows it.
        row: u32,
        /// The limit.
        limit: u32,
    },
    /// More data rows than allowed.
    #[error("more than {limit} rows")]
    TooManyRows {
        /// The limit.
        limit: u32,
    },
    /// A cell holds more characters than allowed.
    #[error("a cell in row {row} is longer than {limit} characters")]
    CellTooLong {
        /// Row number as the spreadsheet program shows it.
        row: u32,
        /// The limit.
        limit: usize,
    },
    /// The right kind of file, but damaged.
    #[error("the file is damaged: {0}")]
    Damaged(String),
    /// The file could not be read from disk.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Which limit an archive broke.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Excess {
    /// Too many entries.
    #[error("too many entries")]
    Entries,
    /// Too many bytes when inflated.
    #[error("too many bytes")]
    Bytes,
    /// Inflates by too large a factor.
    #[error("too large a factor")]
    Ratio,
    /// A part is larger than the archive's directory says.
    #[error("a part is larger than declared")]
    Lie,
}

/// What was read.
#[derive(Debug, Clone)]
pub struct Summary {
    /// XLSX or CSV.
    pub format: Format,
    /// Name of the sheet; empty for CSV.
    pub sheet: String,
    /// The header that was found.
    pub header: Header,
    /// Data rows given to the visitor; empty rows are passed over.
    pub rows: u32,
}

/// Reads the first visible sheet of `source`, row by row, in constant
/// memory but for the workbook's shared strings (bounded by [`Limits`]).
///
/// The header is the first row in which at least half of the `headings` stand.
/// `visit` gets each non-empty row below it and may stop the reading.
///
/// # Errors
/// See [`Error`]; rows already visited stay visited, so a caller that must take
/// all or nothing checks first and takes later.
pub fn rows<'s>(
    source: impl Into<Source<'s>>,
    limits: &Limits,
    headings: Headings<'_>,
    mut visit: impl FnMut(&Header, &Row<'_>) -> ControlFlow<()>,
) -> Result<Summary, Error> {
    let source = source.into();
    let length = source.length()?;
    if length > limits.file_bytes {
        return Err(Error::TooLarge { limit: limits.file_bytes });
    }
    let format = kind::of(source)?;
    let mut intake = intake::Intake::new(limits, headings, &mut visit);
    let sheet = match format {
        Format::Xlsx => {
            archive::check(source, length, limits)?;
            workbook::read(source, &mut intake)?
        }
        Format::Csv => {
            text::read(source, &mut intake)?;
            String::new()
        }
        Format::EncryptedWorkbook => return Err(Error::Encrypted),
        other => return Err(Error::NotASpreadsheet(other)),
    };
    let (header, rows) = intake.finish()?;
    Ok(Summary { format, sheet, header, rows })
}
