//! One row as it was read.

use std::borrow::Cow;

/// How the spreadsheet stored a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// Nothing.
    #[default]
    Empty,
    /// Text.
    Text,
    /// A number of at most 15 digits; whole ones without a point.
    Number,
    /// A number of more than 15 digits: the spreadsheet program has already lost
    /// the last ones, so an identifier in this cell cannot be trusted.
    LossyNumber,
    /// A date or time, given as `2011-09-05` or `2011-09-05T08:30:00`.
    Date,
    /// TRUE or FALSE.
    Boolean,
    /// A fault of a formula such as `#N/A`.
    Fault,
}

/// One cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell<'a> {
    /// The text, without leading and trailing white space.
    pub text: Cow<'a, str>,
    /// How it was stored.
    pub kind: Kind,
    /// Whether the value is the stored result of a formula.
    pub formula: bool,
}

impl<'a> Cell<'a> {
    /// A cell of text, trimmed. What looks like `1.10101E+17` is a number that a
    /// spreadsheet program shortened, and is flagged as [`Kind::LossyNumber`].
    pub(super) fn text(text: Cow<'a, str>) -> Self {
        let text = match text {
            Cow::Borrowed(text) => Cow::Borrowed(trim(text)),
            Cow::Owned(text) if trim(&text).len() == text.len() => Cow::Owned(text),
            Cow::Owned(text) => Cow::Owned(trim(&text).to_owned()),
        };
        let kind = if text.is_empty() {
            Kind::Empty
        } else if shortened(&text) {
            Kind::LossyNumber
        } else {
            Kind::Text
        };
        Self { text, kind, formula: false }
    }
}

fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}' | '\u{200e}'))
}

fn shortened(text: &str) -> bool {
    let Some((digits, exponent)) = text.split_once(['E', 'e']) else { return false };
    let digits_only = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    digits.contains('.')
        && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && exponent.strip_prefix('+').is_some_and(digits_only)
}

/// One row with the number that the spreadsheet program shows beside it.
#[derive(Debug)]
pub struct Row<'r> {
    /// Row number, from 1.
    pub number: u32,
    cells: &'r [Cell<'r>],
}

/// Stands in for the cells that a row does not have.
static BLANK: Cell<'static> = Cell { text: Cow::Borrowed(""), kind: Kind::Empty, formula: false };

impl<'r> Row<'r> {
    pub(super) fn new(number: u32, cells: &'r [Cell<'r>]) -> Self {
        Self { number, cells }
    }

    /// The cell in `column` (from 0); an empty one beyond the end of the row.
    #[must_use]
    pub fn get(&self, column: usize) -> &Cell<'r> {
        self.cells.get(column).unwrap_or(&BLANK)
    }

    /// The cell in `column` when there is such a column, for optional headings.
    #[must_use]
    pub fn find(&self, column: Option<usize>) -> &Cell<'r> {
        column.map_or(&BLANK, |column| self.get(column))
    }

    /// All cells from the first column on.
    #[must_use]
    pub fn cells(&self) -> &'r [Cell<'r>] {
        self.cells
    }
}

/// The name of `column` (from 0) as the spreadsheet program shows it: A, Z, AA.
#[must_use]
pub fn column_name(column: usize) -> String {
    let mut name = Vec::new();
    let mut rest = column.saturating_add(1);
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or_default();
        name.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    name.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_columns() {
        let names: Vec<String> = [0, 25, 26, 701, 702].into_iter().map(column_name).collect();
        assert_eq!(names, ["A", "Z", "AA", "ZZ", "AAA"]);
    }

    #[test]
    fn flags_a_shortened_identifier() {
        assert_eq!(Cell::text("1.10101E+17".into()).kind, Kind::LossyNumber);
        assert_eq!(Cell::text("E+17".into()).kind, Kind::Text);
        assert_eq!(Cell::text("王E".into()).kind, Kind::Text);
    }

    #[test]
    fn trims_what_the_eye_does_not_see() {
        assert_eq!(Cell::text("\u{3000}张三\u{200b} ".into()).text, "张三");
    }
}
