//! What every source of rows goes through: limits, the header, the visitor.

use std::ops::ControlFlow;

use super::cell::{Cell, Kind, Row};
use super::header::{Header, Headings};
use super::{Error, Limits};

type Visit<'v> = &'v mut dyn FnMut(&Header, &Row<'_>) -> ControlFlow<()>;

pub(super) struct Intake<'v> {
    pub limits: &'v Limits,
    headings: Headings<'v>,
    visit: Visit<'v>,
    header: Option<Header>,
    nearest: (usize, Vec<String>),
    looked: u32,
    rows: u32,
}

impl<'v> Intake<'v> {
    pub fn new(limits: &'v Limits, headings: Headings<'v>, visit: Visit<'v>) -> Self {
        Self { limits, headings, visit, header: None, nearest: (0, Vec::new()), looked: 0, rows: 0 }
    }

    /// Takes one row; `Break` means that nothing more is wanted.
    pub fn row(&mut self, number: u32, cells: &[Cell<'_>]) -> Result<ControlFlow<()>, Error> {
        if cells.iter().all(|cell| cell.kind == Kind::Empty) {
            return Ok(ControlFlow::Continue(()));
        }
        let limit = self.limits.cell_chars;
        // A length in bytes is never below that in characters, and free to know.
        if cells.iter().any(|cell| cell.text.len() > limit && cell.text.chars().count() > limit) {
            return Err(Error::CellTooLong { row: number, limit });
        }
        let Some(header) = &self.header else { return self.seek_header(number, cells) };
        if self.rows >= self.limits.rows {
            return Err(Error::TooManyRows { limit: self.limits.rows });
        }
        self.rows = self.rows.saturating_add(1);
        Ok((self.visit)(header, &Row::new(number, cells)))
    }

    fn seek_header(&mut self, number: u32, cells: &[Cell<'_>]) -> Result<ControlFlow<()>, Error> {
        self.looked = self.looked.saturating_add(1);
        let names: Vec<String> = cells.iter().map(|cell| cell.text.to_string()).collect();
        let header = Header::new(number, names);
        let matches = header.matches(self.headings);
        if matches > 0 && matches.saturating_mul(2) >= self.headings.len() {
            self.header = Some(header);
            return Ok(ControlFlow::Continue(()));
        }
        if matches > self.nearest.0 || self.nearest.1.is_empty() {
            self.nearest = (matches, header.names);
        }
        if self.looked >= self.limits.header_within {
            return Err(self.no_header());
        }
        Ok(ControlFlow::Continue(()))
    }

    fn no_header(&mut self) -> Error {
        Error::NoHeader { looked: self.looked, nearest: std::mem::take(&mut self.nearest.1) }
    }

    /// The header and the number of rows visited.
    pub fn finish(mut self) -> Result<(Header, u32), Error> {
        match self.header.take() {
            Some(header) => Ok((header, self.rows)),
            None => Err(self.no_header()),
        }
    }
}
