use kernel::{Date, Id, Month, Timestamp};
use sqlx::{ColumnIndex as _, Row as _};
use uuid::Uuid;

use crate::Error;

/// One row of an answer, whichever database gave it.
#[derive(Debug)]
pub enum Row {
    /// From SQLite.
    Sqlite(sqlx::sqlite::SqliteRow),
    /// From PostgreSQL.
    Postgres(sqlx::postgres::PgRow),
}

impl Row {
    /// The value of the column `name`.
    ///
    /// # Errors
    /// When there is no such column or it holds something else.
    pub fn get<T: Column>(&self, name: &str) -> Result<T, Error> {
        T::read(self, name)
    }

    /// Whether the answer has a column of that name.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        match self {
            Self::Sqlite(row) => name.index(row).is_ok(),
            Self::Postgres(row) => name.index(row).is_ok(),
        }
    }
}

/// A type that a column can hold.
pub trait Column: Sized {
    /// Reads the column `name` of `row`.
    ///
    /// # Errors
    /// When there is no such column or it holds something else.
    fn read(row: &Row, name: &str) -> Result<Self, Error>;
}

/// A type that a whole row can be read as.
pub trait Record: Sized {
    /// Reads `row`.
    ///
    /// # Errors
    /// When a column is missing or holds something else.
    fn read(row: &Row) -> Result<Self, Error>;
}

macro_rules! native {
    ($($kind:ty),*) => {$(
        impl Column for $kind {
            fn read(row: &Row, name: &str) -> Result<Self, Error> {
                // SQLite would read nothing as "" and 0; PostgreSQL refuses. Both refuse here.
                let it: Option<Self> = row.get(name)?;
                it.ok_or_else(|| Error::Value { column: name.to_owned(), cause: "nothing where something must be".to_owned() })
            }
        }
        impl Column for Option<$kind> {
            fn read(row: &Row, name: &str) -> Result<Self, Error> {
                Ok(match row {
                    Row::Sqlite(row) => row.try_get(name)?,
                    Row::Postgres(row) => row.try_get(name)?,
                })
            }
        }
    )*};
}

native!(String, i64, bool, f64, Uuid, Vec<u8>);

fn parsed<T: std::str::FromStr>(name: &str, text: &str) -> Result<T, Error>
where
    T::Err: std::fmt::Display,
{
    text.parse().map_err(|cause: T::Err| Error::Value { column: name.to_owned(), cause: cause.to_string() })
}

macro_rules! through {
    ($($kind:ty : $stored:ty => |$name:ident, $it:ident| $make:expr),* $(,)?) => {$(
        impl Column for $kind {
            fn read(row: &Row, $name: &str) -> Result<Self, Error> {
                let $it: $stored = row.get($name)?;
                $make
            }
        }
        impl Column for Option<$kind> {
            fn read(row: &Row, $name: &str) -> Result<Self, Error> {
                let it: Option<$stored> = row.get($name)?;
                it.map(|$it| $make).transpose()
            }
        }
    )*};
}

through! {
    Timestamp: i64 => |_name, it| Ok(Timestamp::from_millis(it)),
    Date: String => |name, it| parsed(name, &it),
    Month: String => |name, it| parsed(name, &it),
}

impl<T> Column for Id<T> {
    fn read(row: &Row, name: &str) -> Result<Self, Error> {
        row.get::<Uuid>(name).map(Self::from)
    }
}

impl<T> Column for Option<Id<T>> {
    fn read(row: &Row, name: &str) -> Result<Self, Error> {
        Ok(row.get::<Option<Uuid>>(name)?.map(Id::from))
    }
}
