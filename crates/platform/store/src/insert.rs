use crate::lists::unnest;
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
const MOST_ROWS: usize = 500;
/// Statements of up to so many rows recur and stay prepared, as full ones do; longer ones do not.
const MOST_KEPT: usize = 64;
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
    pub async fn run(mut self, on: impl Into<On<'_>>) -> Result<u64, Error> {
        let mut on = on.into();
        let most = match on.kind() {
            Kind::Sqlite => (MOST_VALUES / self.columns.len().max(1)).clamp(1, MOST_ROWS),
            Kind::Postgres => MOST_LISTED,
        };
        let mut written = 0;
        while !self.rows.is_empty() {
            let rows = self.len().min(most);
            let rest = self.rows.split_off(rows * self.columns.len());
            let values = std::mem::replace(&mut self.rows, rest);
            written += match on.kind() {
                Kind::Sqlite => {
                    let kept = rows == most || rows <= MOST_KEPT;
                    Sql::owned(self.text(&self.places(rows)), values, kept).run(on.again()).await?
                }
                Kind::Postgres => {
                    let (lists, arguments) = unnest(values, self.columns)?;
                    on.again().execute(self.text(&format!("select * from {lists}")), arguments).await?
                }
            };
        }
        Ok(written)
    }
}
