use std::path::Path;
use std::str::FromStr as _;
use std::sync::Arc;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{PgPool, SqlitePool};

use crate::Error;
use crate::readers::Readers;

/// Which database, and how many connections to it.
#[derive(Clone, Debug)]
pub struct Config {
    /// `postgres://…`, or the path of a SQLite file.
    pub address: String,
    /// Readers on SQLite; connections on PostgreSQL.
    pub connections: u32,
}

impl Config {
    /// The usual number of connections to `address`.
    #[must_use]
    pub fn new(address: impl Into<String>) -> Self {
        Self { address: address.into(), connections: 8 }
    }
}

/// Which of the two databases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The file in the data folder.
    Sqlite,
    /// The server.
    Postgres,
}

#[derive(Debug)]
pub(crate) enum Backend {
    Sqlite { writer: SqlitePool, readers: Box<Readers> },
    Postgres(PgPool),
}

/// An open database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store(Arc<Backend>);

impl Store {
    /// Opens the database that `config` names; a SQLite file is made when there is none.
    ///
    /// # Errors
    /// When the address names no database or it cannot be opened.
    pub async fn open(config: &Config) -> Result<Self, Error> {
        let address = config.address.as_str();
        let backend = if address.starts_with("postgres://") || address.starts_with("postgresql://") {
            postgres(address, config.connections).await?
        } else if address.contains("://") {
            return Err(Error::Address(address.to_owned()));
        } else {
            sqlite(Path::new(address), config.connections).await?
        };
        Ok(Self(Arc::new(backend)))
    }

    /// Which database this is. For figures and for the doctor; never for a branch in a slice.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match &*self.0 {
            Backend::Sqlite { .. } => Kind::Sqlite,
            Backend::Postgres(_) => Kind::Postgres,
        }
    }

    /// Ends every connection; statements under way are finished first.
    pub async fn close(&self) {
        match &*self.0 {
            Backend::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
            Backend::Postgres(pool) => pool.close().await,
        }
    }

    pub(crate) fn backend(&self) -> &Backend {
        &self.0
    }
}

async fn sqlite(path: &Path, readers: u32) -> Result<Backend, Error> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|cause| Error::File { path: folder.display().to_string(), cause })?;
    }
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        // What was acknowledged survives the power cut, not only the crash.
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(Duration::from_secs(10))
        .foreign_keys(true)
        .statement_cache_capacity(256)
        .pragma("cache_size", "-65536")
        .pragma("temp_store", "memory")
        // 16 MB: pages that are written again and again go to the file less often.
        .pragma("wal_autocheckpoint", "4000");
    // One writer: writes queue here, in order, instead of failing with "database is locked".
    let writer = SqlitePoolOptions::new()
        .max_connections(1)
        .acquire_timeout(Duration::from_secs(30))
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        // Batches of each size up to 64 rows stay prepared here.
        .connect_with(options.clone().statement_cache_capacity(1_024))
        .await?;
    let readers = Readers::open(options.pragma("query_only", "on"), readers).await?;
    Ok(Backend::Sqlite { writer, readers: Box::new(readers) })
}

async fn postgres(address: &str, connections: u32) -> Result<Backend, Error> {
    let options = PgConnectOptions::from_str(address)?.statement_cache_capacity(256).application_name("xingtan");
    let pool = PgPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(Duration::from_secs(30))
        .test_before_acquire(false)
        .connect_with(options)
        .await?;
    Ok(Backend::Postgres(pool))
}
