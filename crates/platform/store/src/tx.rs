use std::time::Duration;

use crate::open::Backend;
use crate::{Error, Store};

/// An open transaction. Dropped without [`Tx::commit`], it is undone.
pub enum Tx {
    /// On SQLite: the one writer, begun IMMEDIATE.
    Sqlite(sqlx::Transaction<'static, sqlx::Sqlite>),
    /// On PostgreSQL.
    Postgres(sqlx::Transaction<'static, sqlx::Postgres>),
}

/// How a transaction ended.
pub enum Outcome<T> {
    /// Committed or undone, with its answer.
    Done(kernel::Result<T>),
    /// It lost a race: begin anew.
    Again,
}

/// A race is lost to somebody who won; after so many rounds something else is wrong.
const MOST_ATTEMPTS: u32 = 5;

impl Store {
    /// Begins a transaction. Most callers want [`transaction!`](crate::transaction), which retries.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn begin(&self) -> Result<Tx, Error> {
        crate::count::one_more();
        Ok(match self.backend() {
            Backend::Sqlite { writer, .. } => Tx::Sqlite(writer.begin_with("BEGIN IMMEDIATE").await?),
            Backend::Postgres(pool) => Tx::Postgres(pool.begin().await?),
        })
    }
}

impl Tx {
    /// Makes it so.
    ///
    /// # Errors
    /// When the database refuses; then nothing was done.
    pub async fn commit(self) -> Result<(), Error> {
        match self {
            Self::Sqlite(tx) => tx.commit().await?,
            Self::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }

    /// Undoes it.
    ///
    /// # Errors
    /// When the database cannot be reached; then it is undone all the same.
    pub async fn rollback(self) -> Result<(), Error> {
        match self {
            Self::Sqlite(tx) => tx.rollback().await?,
            Self::Postgres(tx) => tx.rollback().await?,
        }
        Ok(())
    }

    /// Commits or undoes by the answer; the end of [`transaction!`](crate::transaction).
    pub async fn finish<T>(self, answer: kernel::Result<T>, attempt: u32) -> Outcome<T> {
        let failed = match answer {
            Ok(value) => match self.commit().await {
                Ok(()) => return Outcome::Done(Ok(value)),
                Err(error) => kernel::Error::from(error),
            },
            Err(error) => {
                if let Err(undo) = self.rollback().await {
                    tracing::warn!(%undo, "a transaction was undone by its connection");
                }
                error
            }
        };
        if attempt < MOST_ATTEMPTS && lost_race(&failed) {
            tokio::time::sleep(Duration::from_millis(5 << attempt)).await;
            return Outcome::Again;
        }
        Outcome::Done(Err(failed))
    }
}

fn lost_race(error: &kernel::Error) -> bool {
    match error {
        kernel::Error::Internal(cause) => cause.downcast_ref::<Error>().is_some_and(Error::is_lost_race),
        _ => false,
    }
}
