use std::borrow::Cow;

use sqlx::postgres::PgArguments;
use sqlx::sqlite::SqliteArguments;
use sqlx::{Arguments as _, AssertSqlSafe, SqlSafeStr as _, SqlStr};

use crate::open::Backend;
use crate::{Column, Error, Kind, Record, Row, Store, Tx, Value, count};

/// Where a statement runs: on a reader of the store, or inside a transaction.
pub enum On<'a> {
    /// Outside any transaction.
    Store(&'a Store),
    /// Inside one.
    Tx(&'a mut Tx),
}

/// So many values of a list, or rows of a batch, are one statement that recurs and stays prepared. Whoever asks for
/// thousands asks by pieces of so many: SQLite looks each numbered place of a list up among all the others.
pub const AT_ONCE: usize = 64;

impl On<'_> {
    /// The same place once more, for a function that sends more than one statement.
    pub fn again(&mut self) -> On<'_> {
        match self {
            Self::Store(store) => On::Store(store),
            Self::Tx(tx) => On::Tx(tx),
        }
    }

    /// A statement for PostgreSQL alone, whose text recurs.
    pub(crate) async fn execute(self, text: String, arguments: PgArguments) -> Result<u64, Error> {
        count::one_more();
        let query = sqlx::query_with(AssertSqlSafe(text).into_sql_str(), arguments);
        let done = match self {
            Self::Store(store) => match store.backend() {
                Backend::Postgres(pool) => query.execute(pool).await?,
                Backend::Sqlite { .. } => return Err(Error::NotFound),
            },
            Self::Tx(Tx::Postgres(tx)) => query.execute(&mut **tx).await?,
            Self::Tx(Tx::Sqlite(_)) => return Err(Error::NotFound),
        };
        Ok(done.rows_affected())
    }

    pub(crate) fn kind(&self) -> Kind {
        match self {
            Self::Store(store) => store.kind(),
            Self::Tx(Tx::Sqlite(_)) => Kind::Sqlite,
            Self::Tx(Tx::Postgres(_)) => Kind::Postgres,
        }
    }
}

impl<'a> From<&'a Store> for On<'a> {
    fn from(store: &'a Store) -> Self {
        Self::Store(store)
    }
}

impl<'a> From<&'a mut Tx> for On<'a> {
    fn from(tx: &'a mut Tx) -> Self {
        Self::Tx(tx)
    }
}

/// One statement and its values.
#[derive(Clone, Debug)]
pub struct Sql {
    text: Cow<'static, str>,
    values: Vec<Value>,
    /// Kept prepared on its connection; not for long texts whose length varies.
    kept: bool,
}

/// A statement, written once for both databases, with `$1`, `$2` … for its values.
#[must_use]
pub fn sql(text: &'static str) -> Sql {
    Sql { text: Cow::Borrowed(text), values: Vec::new(), kept: true }
}

/// A statement whose `{list}` becomes the values of `list`: `where id in ({list})`. The list's values
/// take the numbers after `before`, the values that are bound first.
#[must_use]
pub fn sql_list<V: Into<Value>>(text: &'static str, before: Vec<Value>, list: impl IntoIterator<Item = V>) -> Sql {
    let mut values = before;
    let bound = values.len();
    let mut places = String::new();
    for value in list {
        values.push(value.into());
        if !places.is_empty() {
            places.push(',');
        }
        places.push('$');
        places.push_str(&values.len().to_string());
    }
    if places.is_empty() {
        places.push_str("null");
    }
    let kept = values.len() - bound <= AT_ONCE;
    Sql { text: Cow::Owned(text.replace("{list}", &places)), values, kept }
}

/// The end of a statement that holds the rows it reads until its transaction ends.
const HOLDS: &str = " for update";

/// The text as a database of this kind takes it. SQLite has one writer: its transactions hold everything.
pub(crate) fn understood(kind: Kind, text: &str) -> &str {
    match kind {
        Kind::Sqlite => text.strip_suffix(HOLDS).unwrap_or(text),
        Kind::Postgres => text,
    }
}

impl Sql {
    pub(crate) fn owned(text: String, values: Vec<Value>) -> Self {
        Self { text: Cow::Owned(text), values, kept: true }
    }

    /// Binds the next value.
    #[must_use]
    pub fn bind(mut self, value: impl Into<Value>) -> Self {
        self.values.push(value.into());
        self
    }

    fn parts(self, kind: Kind) -> (SqlStr, Vec<Value>, bool) {
        let text = match self.text {
            Cow::Borrowed(text) => understood(kind, text).into_sql_str(),
            // Built from literals of slices and from placeholders, never from input.
            Cow::Owned(mut text) => {
                text.truncate(understood(kind, &text).len());
                AssertSqlSafe(text).into_sql_str()
            }
        };
        (text, self.values, self.kept)
    }

    /// Every row, as `T`.
    ///
    /// # Errors
    /// When the database refuses or a row is not a `T`.
    pub async fn all<T: Record>(self, on: impl Into<On<'_>>) -> Result<Vec<T>, Error> {
        self.rows(on.into()).await?.iter().map(T::read).collect()
    }

    /// The first row, as `T`, if there is one.
    ///
    /// # Errors
    /// When the database refuses or the row is not a `T`.
    pub async fn optional<T: Record>(self, on: impl Into<On<'_>>) -> Result<Option<T>, Error> {
        self.first(on.into()).await?.as_ref().map(T::read).transpose()
    }

    /// The one row, as `T`.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub async fn one<T: Record>(self, on: impl Into<On<'_>>) -> Result<T, Error> {
        self.optional(on).await?.ok_or(Error::NotFound)
    }

    /// The column `value` of the one row: `select count(*) as value …`.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no row.
    pub async fn value<T: Column>(self, on: impl Into<On<'_>>) -> Result<T, Error> {
        self.first(on.into()).await?.ok_or(Error::NotFound)?.get("value")
    }

    /// The column `value` of every row.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn values<T: Column>(self, on: impl Into<On<'_>>) -> Result<Vec<T>, Error> {
        self.rows(on.into()).await?.iter().map(|row| row.get("value")).collect()
    }

    /// Runs a statement that answers no rows; the number of rows it touched.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn run(self, on: impl Into<On<'_>>) -> Result<u64, Error> {
        count::one_more();
        let on = on.into();
        let (text, values, kept) = self.parts(on.kind());
        match on {
            On::Store(store) => match store.backend() {
                Backend::Sqlite { writer, .. } => {
                    let done = sqlx::query_with(text, sqlite(values)?).persistent(kept).execute(writer).await?;
                    Ok(done.rows_affected())
                }
                Backend::Postgres(pool) => {
                    let done = sqlx::query_with(text, postgres(values)?).persistent(kept).execute(pool).await?;
                    Ok(done.rows_affected())
                }
            },
            On::Tx(Tx::Sqlite(tx)) => {
                let done = sqlx::query_with(text, sqlite(values)?).persistent(kept).execute(&mut **tx).await?;
                Ok(done.rows_affected())
            }
            On::Tx(Tx::Postgres(tx)) => {
                let done = sqlx::query_with(text, postgres(values)?).persistent(kept).execute(&mut **tx).await?;
                Ok(done.rows_affected())
            }
        }
    }

    /// The first row, if there is one. A reader of SQLite then stops, instead of saying once more that
    /// there are no others.
    async fn first(self, on: On<'_>) -> Result<Option<Row>, Error> {
        let On::Store(store) = on else { return Ok(self.rows(on).await?.into_iter().next()) };
        let Backend::Sqlite { readers, .. } = store.backend() else {
            return Ok(self.rows(on).await?.into_iter().next());
        };
        count::one_more();
        let (text, values, kept) = self.parts(Kind::Sqlite);
        let mut reader = readers.take().await?;
        let query = sqlx::query_with(text, sqlite(values)?).persistent(kept);
        let row = query.fetch_optional(&mut reader.connection).await;
        reader.end();
        Ok(row?.map(Row::Sqlite))
    }

    async fn rows(self, on: On<'_>) -> Result<Vec<Row>, Error> {
        count::one_more();
        let (text, values, kept) = self.parts(on.kind());
        match on {
            On::Store(store) => match store.backend() {
                Backend::Sqlite { readers, .. } => {
                    let mut reader = readers.take().await?;
                    let query = sqlx::query_with(text, sqlite(values)?).persistent(kept);
                    let rows = query.fetch_all(&mut reader.connection).await;
                    reader.end();
                    Ok(rows?.into_iter().map(Row::Sqlite).collect())
                }
                Backend::Postgres(pool) => {
                    let rows = sqlx::query_with(text, postgres(values)?).persistent(kept).fetch_all(pool).await?;
                    Ok(rows.into_iter().map(Row::Postgres).collect())
                }
            },
            On::Tx(Tx::Sqlite(tx)) => {
                let rows = sqlx::query_with(text, sqlite(values)?).persistent(kept).fetch_all(&mut **tx).await?;
                Ok(rows.into_iter().map(Row::Sqlite).collect())
            }
            On::Tx(Tx::Postgres(tx)) => {
                let rows = sqlx::query_with(text, postgres(values)?).persistent(kept).fetch_all(&mut **tx).await?;
                Ok(rows.into_iter().map(Row::Postgres).collect())
            }
        }
    }
}

macro_rules! arguments {
    ($name:ident, $arguments:ty) => {
        fn $name(values: Vec<Value>) -> Result<$arguments, Error> {
            let mut arguments = <$arguments>::default();
            arguments.reserve(values.len(), 0);
            for value in values {
                match value {
                    Value::Text(it) => arguments.add(it),
                    Value::Int(it) => arguments.add(it),
                    Value::Bool(it) => arguments.add(it),
                    Value::Float(it) => arguments.add(it),
                    Value::Uuid(it) => arguments.add(it),
                    Value::Bytes(it) => arguments.add(it),
                }
                .map_err(sqlx::Error::Encode)?;
            }
            Ok(arguments)
        }
    };
}

arguments!(sqlite, SqliteArguments);
arguments!(postgres, PgArguments);
