//! What a sheet looks like, before its rows.

use jiff::Timestamp;
use jiff::civil::Date;

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// Text; long identifiers stay whole because the cell is text.
    #[default]
    Text,
    /// Whole numbers.
    Integer,
    /// Numbers with this many decimal places (0 to 9).
    Decimal(u8),
    /// Dates, shown as 2011-09-05.
    Date,
}

/// One column.
#[derive(Debug, Clone, Default)]
pub struct Column {
    /// The heading.
    pub heading: String,
    /// Width in characters of the default font; a Chinese character takes two.
    pub width: f64,
    /// What the cells hold.
    pub kind: Kind,
    /// The only values that the spreadsheet program should accept; empty for any.
    pub choices: Vec<String>,
    /// Whether the cells stay locked when the sheet is protected.
    pub locked: bool,
}

impl Column {
    /// A column of text.
    #[must_use]
    pub fn text(heading: &str, width: f64) -> Self {
        Self { heading: heading.to_owned(), width, ..Self::default() }
    }

    /// A column of another kind.
    #[must_use]
    pub fn of(kind: Kind, heading: &str, width: f64) -> Self {
        Self { kind, ..Self::text(heading, width) }
    }

    /// Offers only these values.
    #[must_use]
    pub fn choices(mut self, choices: &[&str]) -> Self {
        self.choices = choices.iter().map(|choice| (*choice).to_owned()).collect();
        self
    }

    /// Keeps the cells locked when the sheet is protected.
    #[must_use]
    pub fn locked(mut self) -> Self {
        self.locked = true;
        self
    }
}

/// Paper sizes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Paper {
    /// 210 x 297 mm.
    #[default]
    A4,
    /// 297 x 420 mm.
    A3,
}

/// A sheet before its rows.
#[derive(Debug, Clone)]
pub struct Form {
    /// Name of the sheet: at most 31 characters, none of `[]:*?/\`.
    pub name: String,
    /// Lines above the header; the first is the title.
    pub titles: Vec<String>,
    /// The columns from left to right.
    pub columns: Vec<Column>,
    /// Columns on the left that stay in view and repeat on each printed page.
    pub fixed_columns: u16,
    /// Paper to print on.
    pub paper: Paper,
    /// Whether the paper lies on its side.
    pub landscape: bool,
    /// Printed at the foot of each page beside "page / pages".
    pub footer: String,
    /// Whether only cells of unlocked columns may be changed (no password: this
    /// guards against slips, not against intent).
    pub protected: bool,
    /// Empty rows below the last that keep format and choices, for templates.
    pub spare_rows: u32,
    /// Time written into the file, so that the same rows give the same bytes.
    pub created: Timestamp,
}

impl Form {
    /// A sheet on A4 landscape without titles.
    #[must_use]
    pub fn new(name: &str, columns: Vec<Column>, created: Timestamp) -> Self {
        Self {
            name: name.to_owned(),
            titles: Vec::new(),
            columns,
            fixed_columns: 0,
            paper: Paper::A4,
            landscape: true,
            footer: String::new(),
            protected: false,
            spare_rows: 0,
            created,
        }
    }
}

/// One value of a row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value<'a> {
    /// Nothing.
    Blank,
    /// Text, never read as a formula.
    Text(&'a str),
    /// A whole number.
    Integer(i64),
    /// `units` / 10^`places`: 1250 with 2 places is 12.50.
    Decimal {
        /// The number without its point.
        units: i64,
        /// Digits behind the point (0 to 9).
        places: u8,
    },
    /// A date.
    Date(Date),
    /// A formula of ours, always locked, with the result it has now.
    Formula {
        /// The formula, such as `=SUM(C4:C203)`.
        text: &'a str,
        /// The result shown before the program calculates anew.
        result: &'a str,
    },
}

impl Value<'_> {
    /// The value as plain text: dates as ISO 8601, decimals with their places.
    #[must_use]
    pub fn plain(&self) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Text(text) => (*text).to_owned(),
            Self::Integer(number) => number.to_string(),
            Self::Decimal { units, places } => decimal(*units, *places),
            Self::Date(date) => date.to_string(),
            Self::Formula { result, .. } => (*result).to_owned(),
        }
    }
}

fn decimal(units: i64, places: u8) -> String {
    let places = usize::from(places.min(9));
    let digits = format!("{:0>width$}", units.unsigned_abs(), width = places.saturating_add(1));
    let (whole, fraction) = digits.split_at(digits.len().saturating_sub(places));
    let sign = if units < 0 { "-" } else { "" };
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_decimals_exactly() {
        let plain = |units, places| Value::Decimal { units, places }.plain();
        assert_eq!(plain(1250, 2), "12.50");
        assert_eq!(plain(-5, 2), "-0.05");
        assert_eq!(plain(7, 0), "7");
    }
}
