//! A demo world on one database, and the programs that are measured on it.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail, ensure};
use serde::Deserialize;
use tempfile::TempDir;

use crate::connection::Connection;
use crate::database::{Kind, Postgres};
use crate::process::Process;
use crate::world::Reader;

/// Somebody of the demo world who can sign in, as `xingtan demo` lists them.
#[derive(Clone, Debug, Deserialize)]
pub struct Account {
    /// What is typed as the name.
    pub account: String,
    /// What is typed as the password.
    pub password: String,
    /// What the person may do, such as `teacher`.
    pub duty: String,
}

/// A world to measure in.
pub struct Rig {
    /// How long a case is under load.
    pub seconds: Duration,
    program: PathBuf,
    folder: TempDir,
    postgres: Option<Postgres>,
}

/// A server that answers.
pub struct Server {
    /// Its process.
    pub process: Process,
    /// Where it answers, on the loopback.
    pub port: u16,
}

impl Server {
    /// This many connections.
    pub async fn connections(&self, count: usize) -> anyhow::Result<Vec<Connection>> {
        let mut connections = Vec::new();
        for number in 0..count {
            connections.push(Connection::open(self.port, number).await?);
        }
        Ok(connections)
    }
}

impl Rig {
    /// Makes the demo world in a fresh folder and a fresh database.
    pub async fn make(
        kind: Kind,
        program: &Path,
        media: &Path,
        divisions: &Path,
        seconds: Duration,
        audience: usize,
    ) -> anyhow::Result<Self> {
        let postgres = match kind {
            Kind::Sqlite => None,
            Kind::Postgres => Some(Postgres::start()?),
        };
        let folder = TempDir::with_prefix("xingtan-bench-")?;
        let rig = Self { seconds, program: program.to_owned(), folder, postgres };
        let mut arguments = rig.arguments("demo");
        for (name, path) in [("--media", media), ("--divisions", divisions)] {
            arguments.extend([name.to_owned(), path.display().to_string()]);
        }
        arguments.extend(["--audience".to_owned(), audience.to_string()]);
        Process::start(program, &arguments)?.finish().await?;
        Ok(rig)
    }

    /// Puts so many teachers into the counties of the world, in the proportions of the nation.
    pub async fn fill(&self, teachers: u64) -> anyhow::Result<()> {
        let mut arguments = self.arguments("demo");
        arguments.extend(["nation".to_owned(), "--teachers".to_owned(), teachers.to_string()]);
        Process::start(&self.program, &arguments)?.finish().await
    }

    /// Those who read so; an error when there is nobody.
    pub fn accounts(&self, reader: Reader) -> anyhow::Result<Vec<Account>> {
        let list =
            std::fs::read(self.data().join("demo-accounts.json")).context("the demo world lists who can sign in")?;
        let mut accounts: Vec<Account> = serde_json::from_slice(&list)?;
        // Who has no password yet waits for the first use.
        accounts.retain(|it| !it.password.is_empty());
        accounts.retain(|it| match reader {
            Reader::Duty(duty) => it.duty == duty,
            Reader::Account(account) => it.account == account,
        });
        ensure!(!accounts.is_empty(), "the demo world has no {reader:?}");
        Ok(accounts)
    }

    /// The server on this world, started anew.
    pub async fn start_server(&self) -> anyhow::Result<Server> {
        let mut arguments = self.arguments("serve");
        arguments.push("--count-statements".to_owned());
        self.listening(arguments, "/healthz").await
    }

    /// The bare handler of the same program.
    pub async fn start_hello(&self) -> anyhow::Result<Server> {
        self.listening(vec!["bench-hello".to_owned()], "/").await
    }

    /// Bare inserts through the same program, on this world's database.
    pub fn start_insert(&self) -> anyhow::Result<Process> {
        let mut arguments = self.arguments("bench-insert");
        arguments.extend(["--seconds".to_owned(), self.seconds.as_secs().to_string()]);
        Process::start(&self.program, &arguments)
    }

    /// Checks of a duty of the session `token`, through the same program, on this world's database.
    pub fn start_duty(&self, token: &str) -> anyhow::Result<Process> {
        let mut arguments = self.arguments("bench-duty");
        arguments.extend(["--token".to_owned(), token.to_owned()]);
        arguments.extend(["--seconds".to_owned(), self.seconds.as_secs().to_string()]);
        Process::start(&self.program, &arguments)
    }

    /// A roster of this world as XLSX, with so many rows of which so many are wrong.
    pub async fn roster(&self, rows: u64, wrong: u64) -> anyhow::Result<Vec<u8>> {
        let file = self.folder.path().join("roster.xlsx");
        let mut arguments = self.arguments("roster");
        arguments.extend(["--rows".to_owned(), rows.to_string()]);
        arguments.extend(["--wrong".to_owned(), wrong.to_string()]);
        arguments.extend(["--out".to_owned(), file.display().to_string()]);
        Process::start(&self.program, &arguments)?.finish().await?;
        Ok(std::fs::read(&file)?)
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn arguments(&self, deed: &str) -> Vec<String> {
        let data = self.data().display().to_string();
        let mut arguments = vec![deed.to_owned(), "--data".to_owned(), data];
        if let Some(postgres) = &self.postgres {
            arguments.extend(["--database-url".to_owned(), postgres.url.clone()]);
        }
        arguments
    }

    async fn listening(&self, mut arguments: Vec<String>, path: &str) -> anyhow::Result<Server> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        arguments.extend(["--port".to_owned(), port.to_string()]);
        let mut process = Process::start(&self.program, &arguments)?;
        let until = Instant::now() + Duration::from_secs(30);
        while Instant::now() < until {
            ensure!(!process.ended()?, "the server ended at once");
            if let Ok(mut connection) = Connection::open(port, 0).await {
                connection.get(path).await?.expect(200)?;
                return Ok(Server { process, port });
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        bail!("the server did not answer in 30 s")
    }
}
