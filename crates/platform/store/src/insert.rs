use crate::lists::unnest;
use crate::sql::AT_ONCE;
use crate::{Error, Kind, On, Sql, Value};

/// Many rows into one table with few statements: `insert into … values (…), (…) …` on SQLite, and over
/// arrays on PostgreSQL.
#[derive(Clone, Debug)]
pub struct Insert {
    table: &'static str,
    columns: &'static [&'static str],
    suffix: &'static str,
    rows: Vec<Value>,
}

/// SQLite takes 32,766 values in a statement.
const MOST_VALUES: usize = 32_000;
/// More rows in a statement no longer make it faster, and cost memory.
const MOST_ROWS: usize = 128;
/// Rows in a statement over arrays: bounds its memory.
const MOST_LISTED: usize = 5_000;

impl Insert {
    /// An empty batch for `table`.
    #[must_use]
    pub const fn into(table: &'static str, columns: &'static [&'static str]) -> Self {
        Self { table, columns, suffix: "", rows: Vec::new() }
    }

    /// What stands behind the values: `on conflict (…) do nothing`.
    #[must_use]
    pub const fn suffix(mut self, suffix: &'static str) -> Self {
        self.suffix = suffix;
        self
    }

    /// Room for so many rows, where their number is known: a batch that grows is copied as often as it doubles.
    #[must_use]
    pub fn room(mut self, rows: usize) -> Self {
        self.rows.reserve_exact(rows * self.columns.len());
        self
    }

    /// One row more; its values in the order of the columns.
    pub fn row<const N: usize>(&mut self, values: [Value; N]) {
        debug_assert_eq!(N, self.columns.len(), "a row of {} has as many values as columns", self.table);
        self.rows.extend(values);
    }

    /// The number of rows waiting.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len().checked_div(self.columns.len()).unwrap_or_default()
    }

    /// Whether no row waits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The statement over `rows`, the text that gives the rows.
    fn text(&self, rows: &str) -> String {
        format!("insert into {} ({}) {rows} {}", self.table, self.columns.join(","), self.suffix)
    }

    /// `values (?,?),(?,?)`: SQLite looks a numbered place up among all the others, which squares the
    /// time of a long statement.
    fn places(&self, rows: usize) -> String {
        let row = format!("({})", vec!["?"; self.columns.len()].join(","));
        format!("values {}", vec![row.as_str(); rows].join(","))
    }

    /// Writes every row; the number of rows written.
    ///
    /// # Errors
    /// When the database refuses; rows of earlier statements are undone with the transaction.
    pub async fn run(self, on: impl Into<On<'_>>) -> Result<u64, Error> {
        let mut on = on.into();
        let mut left = self.len();
        let statement = Self { rows: Vec::new(), ..self };
        let mut values = self.rows.into_iter();
        let mut written = 0;
        while left > 0 {
            let rows = statement.piece(left, on.kind());
            left -= rows;
            let values = values.by_ref().take(rows * statement.columns.len()).collect();
            written += match on.kind() {
                Kind::Sqlite => Sql::owned(statement.text(&statement.places(rows)), values).run(on.again()).await?,
                Kind::Postgres => {
                    let (lists, arguments) = unnest(values, statement.columns)?;
                    on.again().execute(statement.text(&format!("select * from {lists}")), arguments).await?
                }
            };
        }
        Ok(written)
    }

    /// How many of the `left` rows the next statement takes. On SQLite what is too long for one is cut at powers of
    /// two: there are few lengths then, and they recur. To parse a long statement takes longer than to run it.
    fn piece(&self, left: usize, kind: Kind) -> usize {
        match kind {
            Kind::Sqlite if left <= AT_ONCE => left.min(self.most_rows()),
            Kind::Sqlite => 1 << left.min(self.most_rows()).ilog2(),
            Kind::Postgres => left.min(MOST_LISTED),
        }
    }

    fn most_rows(&self) -> usize {
        (MOST_VALUES / self.columns.len().max(1)).clamp(1, MOST_ROWS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(columns: &'static [&'static str], mut left: usize, kind: Kind) -> Vec<usize> {
        let insert = Insert::into("thing", columns);
        let mut pieces = Vec::new();
        while left > 0 {
            pieces.push(insert.piece(left, kind));
            left -= pieces.last().unwrap();
        }
        pieces
    }

    #[test]
    fn few_lengths_of_statements_recur_on_sqlite() {
        assert_eq!(pieces(&["a"], 64, Kind::Sqlite), [64]);
        assert_eq!(pieces(&["a"], 350, Kind::Sqlite), [128, 128, 64, 30]);
        assert_eq!(pieces(&["a"], 260, Kind::Sqlite), [128, 128, 4]);
    }

    #[test]
    fn no_statement_has_more_values_than_sqlite_takes() {
        static MANY: [&str; 300] = ["a"; 300];
        assert_eq!(pieces(&MANY, 250, Kind::Sqlite), [64, 64, 64, 58]);
        static TOO_MANY: [&str; 1_000] = ["a"; 1_000];
        assert_eq!(pieces(&TOO_MANY, 40, Kind::Sqlite), [32, 8]);
    }

    #[test]
    fn a_statement_over_arrays_is_bounded_on_postgresql() {
        assert_eq!(pieces(&["a"], 12_000, Kind::Postgres), [5_000, 5_000, 2_000]);
    }
}
