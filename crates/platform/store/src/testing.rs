//! Fresh databases of both kinds, made for one test and gone after it.
#![expect(clippy::expect_used, clippy::panic, reason = "tests fail by panicking")]

use std::time::Duration;

use kernel::{Clock, Id};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, raw_sql};

use crate::{Config, Migration, Store, Tx};

/// A database for one test, empty but for `migrations`.
pub struct Fresh {
    /// The database.
    pub store: Store,
    /// Its address, for a second program beside the test.
    pub address: String,
    folder: Option<tempfile::TempDir>,
}

/// A fresh SQLite file.
pub async fn sqlite(migrations: &[Migration]) -> Fresh {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let address = folder.path().join("test.sqlite").display().to_string();
    let store = Store::open(&Config::new(&address)).await.expect("SQLite opens");
    store.migrate(migrations).await.expect("migrations apply");
    Fresh { store, address, folder: Some(folder) }
}

/// A fresh PostgreSQL database on the server that `XINGTAN_TEST_PG` names.
pub async fn postgres(migrations: &[Migration]) -> Fresh {
    let Ok(server) = std::env::var("XINGTAN_TEST_PG") else {
        panic!(
            "XINGTAN_TEST_PG names no server: run `make test`, or `export XINGTAN_TEST_PG=$(scripts/postgres.sh start)` first"
        );
    };
    // A process id comes again, a UUID does not.
    let name = format!("t_{}", Id::<Fresh>::new(Clock::System.now()).uuid().simple());
    let mut admin = PgConnection::connect(&server).await.expect("the test server answers");
    raw_sql(AssertSqlSafe(format!("create database {name}"))).execute(&mut admin).await.expect("a database is made");
    let (host, _) = server.rsplit_once('/').expect("an address with a database");
    let address = format!("{host}/{name}");
    let store = Store::open(&Config { address: address.clone(), connections: 4 }).await.expect("PostgreSQL opens");
    store.migrate(migrations).await.expect("migrations apply");
    Fresh { store, address, folder: None }
}

/// One fresh database of each kind: a test that runs over them says one thing of both.
pub async fn both(migrations: &[Migration]) -> [Fresh; 2] {
    [sqlite(migrations).await, postgres(migrations).await]
}

/// Commits `first` once `second` has had the time to read what stood before it: whoever decides by what
/// was not held decides wrongly. The answer of `second`.
///
/// # Panics
/// When the commit is refused.
pub async fn meanwhile<T>(first: Tx, second: impl Future<Output = T>) -> T {
    let commit = async {
        tokio::time::sleep(Duration::from_millis(150)).await;
        first.commit().await.expect("a commit");
    };
    tokio::join!(second, commit).0
}

impl Fresh {
    /// The folder of a SQLite file, when it is one.
    #[must_use]
    pub fn folder(&self) -> Option<&std::path::Path> {
        self.folder.as_ref().map(tempfile::TempDir::path)
    }
}
