use std::sync::{Mutex, PoisonError};

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions as _, Connection as _};
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::Error;

/// Connections that only read. The driver's own pool asks each connection after each statement whether
/// it still lives, which for a file takes longer than the statement.
#[derive(Debug)]
pub(crate) struct Readers {
    options: SqliteConnectOptions,
    /// The last one used first: its cache is warm.
    idle: Mutex<Vec<SqliteConnection>>,
    free: Semaphore,
}

/// A reader for one question. Dropped before [`Lease::end`], as when the asker goes away, it is closed:
/// nobody knows how far it came.
pub(crate) struct Lease<'a> {
    pub(crate) connection: SqliteConnection,
    readers: &'a Readers,
    _permit: SemaphorePermit<'a>,
}

impl Readers {
    /// At most `most` readers; one is opened at once, so that a bad file is found here.
    pub(crate) async fn open(options: SqliteConnectOptions, most: u32) -> Result<Self, Error> {
        let first = options.connect().await?;
        let free = Semaphore::new(usize::try_from(most).unwrap_or(1).max(1));
        Ok(Self { options, idle: Mutex::new(vec![first]), free })
    }

    /// A reader, as soon as one is free.
    pub(crate) async fn take(&self) -> Result<Lease<'_>, Error> {
        let permit = self.free.acquire().await.map_err(|_| sqlx::Error::PoolClosed)?;
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = match idle {
            Some(connection) => connection,
            None => self.options.connect().await?,
        };
        Ok(Lease { connection, readers: self, _permit: permit })
    }

    /// Ends every reader, after the questions under way.
    pub(crate) async fn close(&self) {
        self.free.close();
        let idle = std::mem::take(&mut *self.idle.lock().unwrap_or_else(PoisonError::into_inner));
        for connection in idle {
            if let Err(error) = connection.close().await {
                tracing::warn!(%error, "a reader could not be closed");
            }
        }
    }
}

impl Lease<'_> {
    /// Gives the reader back.
    pub(crate) fn end(self) {
        if !self.readers.free.is_closed() {
            self.readers.idle.lock().unwrap_or_else(PoisonError::into_inner).push(self.connection);
        }
    }
}
