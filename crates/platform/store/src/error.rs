use thiserror::Error as ThisError;

/// What the data floor answers when it cannot do what was asked.
#[derive(Debug, ThisError)]
pub enum Error {
    /// The database, or the way to it.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    /// Somebody else was faster, by the caller's own judgement: the transaction may be tried again.
    #[error("somebody else was faster")]
    LostRace,
    /// A query that must find one row found none.
    #[error("no such row")]
    NotFound,
    /// A stored word that this version does not know.
    #[error("{kind} has no value {word:?}")]
    UnknownCode {
        /// The enum.
        kind: &'static str,
        /// The word that was read.
        word: String,
    },
    /// A stored value that cannot be what its column says.
    #[error("column {column}: {cause}")]
    Value {
        /// The column.
        column: String,
        /// Why not.
        cause: String,
    },
    /// A migration that was applied differs from the one in this program.
    #[error("migration {slice}/{number} was applied with another text; restore the backup of that release")]
    MigrationChanged {
        /// The slice.
        slice: String,
        /// The number.
        number: i64,
    },
    /// An address that names no database this program knows.
    #[error("not a database address (postgres://… or a SQLite file): {0}")]
    Address(String),
    /// The folder or file of the database cannot be made.
    #[error("{path}: {cause}")]
    File {
        /// The path.
        path: String,
        /// Why not.
        cause: std::io::Error,
    },
}

impl Error {
    /// The transaction lost a race and may be tried again as it was.
    #[must_use]
    pub fn is_lost_race(&self) -> bool {
        matches!(self, Self::LostRace)
            || self.code().is_some_and(|code| matches!(code.as_str(), "40001" | "40P01" | "5" | "517"))
    }

    /// A unique key already holds this value.
    #[must_use]
    pub fn is_duplicate(&self) -> bool {
        matches!(self, Self::Database(sqlx::Error::Database(cause)) if cause.is_unique_violation())
    }

    fn code(&self) -> Option<String> {
        match self {
            Self::Database(sqlx::Error::Database(cause)) => cause.code().map(Into::into),
            _ => None,
        }
    }
}

impl From<Error> for kernel::Error {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound => Self::NotFound,
            other => Self::internal(other),
        }
    }
}
