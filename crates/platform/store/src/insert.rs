use crate::{Error, Kind, On, Sql, Value};

/// Many rows into one table with few statements: `insert into … values (…), (…) …`.
#[derive(Clone, Debug)]
pub struct Insert {
    table: &'static str,
    columns: &'static [&'static str],
    suffix: &'static str,
    rows: Vec<Value>,
}

/// SQLite takes 32,766 values in a statement, PostgreSQL 65,535.
const MOST_VALUES: usize = 32_000;
/// More rows in a statement no longer make it faster, and cost memory.
const MOST_ROWS: usize = 500;

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

    fn text(&self, rows: usize, numbered: bool) -> String {
        let width = self.columns.len();
        let mut text = format!("insert into {} ({}) values ", self.table, self.columns.join(","));
        text.reserve(rows * width * if numbered { 7 } else { 2 });
        for place in 0..rows * width {
            let opening = if place % width == 0 { if place == 0 { "(" } else { "),(" } } else { "," };
            text.push_str(opening);
            if numbered {
                text.push('$');
                text.push_str(&(place + 1).to_string());
            } else {
                text.push('?');
            }
        }
        text.push_str(") ");
        text.push_str(self.suffix);
        text
    }

    /// Writes every row; the number of rows written.
    ///
    /// # Errors
    /// When the database refuses; rows of earlier statements are undone with the transaction.
    pub async fn run(mut self, on: impl Into<On<'_>>) -> Result<u64, Error> {
        let mut on = on.into();
        // SQLite looks a numbered place up among all the others, which squares the time of a long
        // statement; PostgreSQL knows no others.
        let numbered = on.kind() == Kind::Postgres;
        let most = (MOST_VALUES / self.columns.len().max(1)).clamp(1, MOST_ROWS);
        let mut written = 0;
        while !self.rows.is_empty() {
            let rows = self.len().min(most);
            let rest = self.rows.split_off(rows * self.columns.len());
            let values = std::mem::replace(&mut self.rows, rest);
            // Full statements recur and stay prepared; the last, shorter one does not.
            written += Sql::owned(self.text(rows, numbered), values, rows == most).run(on.again()).await?;
        }
        Ok(written)
    }
}
