//! The two databases, each made fresh for a run.

use std::fmt;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, ensure};
use clap::ValueEnum;
use serde::{Deserialize, Serialize};

/// Which database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A file in the data folder.
    Sqlite,
    /// A server of its own on the loopback.
    Postgres,
}

impl Kind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Sqlite, Self::Postgres];
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        })
    }
}

/// A PostgreSQL that writes durably, as in production; stopped and removed when this is dropped.
pub struct Postgres {
    /// Where it answers.
    pub url: String,
}

impl Postgres {
    /// Starts one. What an interrupted run left behind is removed first.
    pub fn start() -> anyhow::Result<Self> {
        script("stop")?;
        let url = script("start")?.trim().to_owned();
        ensure!(url.starts_with("postgres://"), "scripts/postgres.sh start said {url:?}");
        Ok(Self { url })
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        if let Err(error) = script("stop") {
            eprintln!("PostgreSQL could not be stopped: {error:#}");
        }
    }
}

fn script(deed: &str) -> anyhow::Result<String> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = own.parent().context("bench lies directly in the workspace")?;
    let answer = Command::new(root.join("scripts/postgres.sh"))
        .args([deed, "bench"])
        .env("PG_DURABLE", "1")
        .stderr(std::process::Stdio::inherit())
        .output()
        .context("running scripts/postgres.sh")?;
    ensure!(answer.status.success(), "scripts/postgres.sh {deed} ended with {}", answer.status);
    Ok(String::from_utf8(answer.stdout)?)
}
