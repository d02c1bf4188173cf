//! The results: a table to read, a file to compare.

use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use anyhow::Context as _;
use serde::{Deserialize, Serialize};

use crate::database::Kind;
use crate::load::Measured;

/// One case on one database.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Outcome {
    /// The case's name.
    pub case: String,
    /// The database.
    pub db: Kind,
    /// Operations that were counted.
    pub ops: u64,
    /// CPU of the server's process (user and system) for one operation, in microseconds.
    pub cpu_us_per_op: f64,
    /// Throughput.
    pub ops_per_s: f64,
    /// Half of the operations took no longer, in milliseconds.
    pub p50_ms: f64,
    /// 99 of 100 took no longer, in milliseconds.
    pub p99_ms: f64,
    /// The most memory of the server's process, in MB.
    pub peak_rss_mb: f64,
    /// SQL statements for one operation; null where the server does not tell.
    pub statements_per_op: Option<f64>,
    /// CPU for one operation, divided by that of the limit; null for the limits themselves.
    pub ratio_to_limit: Option<f64>,
}

/// Results with what they were measured on.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Report {
    machine: String,
    commit: String,
    cases: Vec<Outcome>,
}

impl Measured {
    /// The figures for one operation.
    pub fn outcome(self, case: &str, db: Kind, limit: Option<&Outcome>) -> Outcome {
        let ops = real(self.ops.max(1));
        let cpu = self.cpu.as_secs_f64() * 1e6 / ops;
        let ratio = limit.map(|limit| limit.cpu_us_per_op).filter(|limit| *limit > 0.0);
        Outcome {
            case: case.to_owned(),
            db,
            ops: self.ops,
            cpu_us_per_op: rounded(cpu),
            ops_per_s: rounded(ops / self.time.as_secs_f64().max(1e-9)),
            p50_ms: rounded(self.p50.as_secs_f64() * 1e3),
            p99_ms: rounded(self.p99.as_secs_f64() * 1e3),
            peak_rss_mb: rounded(f64::from(self.peak_rss_kb) / 1024.0),
            statements_per_op: self.statements.map(|count| rounded(real(count) / ops)),
            ratio_to_limit: ratio.map(|limit| rounded(cpu / limit)),
        }
    }
}

impl Report {
    /// A report for this machine and commit, with the cases of an earlier run on just these:
    /// a run of one case then replaces that case only.
    pub fn read(path: &Path) -> anyhow::Result<Self> {
        let now = Self { machine: machine()?, commit: commit(), cases: Vec::new() };
        let earlier = std::fs::read(path).ok();
        let earlier = earlier.and_then(|text| serde_json::from_slice::<Self>(&text).ok());
        let same = |it: &Self| it.machine == now.machine && it.commit == now.commit;
        Ok(earlier.filter(same).unwrap_or(now))
    }

    /// Adds outcomes in the place of earlier ones of the same case and database.
    pub fn put(&mut self, outcomes: Vec<Outcome>) {
        for new in outcomes {
            let old = self.cases.iter_mut().find(|old| old.case == new.case && old.db == new.db);
            match old {
                Some(old) => *old = new,
                None => self.cases.push(new),
            }
        }
    }

    /// The table, on standard output.
    pub fn print(&self) -> anyhow::Result<()> {
        let mut out = std::io::stdout().lock();
        writeln!(out, "{} at {}", self.machine, self.commit)?;
        writeln!(
            out,
            "{:<14}{:<9}{:>9}{:>12}{:>11}{:>9}{:>9}{:>9}{:>12}{:>8}",
            "case", "db", "ops", "cpu us/op", "ops/s", "p50 ms", "p99 ms", "rss MB", "statements", "ratio"
        )?;
        for it in &self.cases {
            let or_dash = |figure: Option<f64>| figure.map_or("-".to_owned(), |n| n.to_string());
            writeln!(
                out,
                "{:<14}{:<9}{:>9}{:>12}{:>11}{:>9}{:>9}{:>9}{:>12}{:>8}",
                it.case,
                it.db.to_string(),
                it.ops,
                it.cpu_us_per_op,
                it.ops_per_s,
                it.p50_ms,
                it.p99_ms,
                it.peak_rss_mb,
                or_dash(it.statements_per_op),
                or_dash(it.ratio_to_limit),
            )?;
        }
        Ok(())
    }

    /// The file.
    pub fn write(&self, path: &Path) -> anyhow::Result<()> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let text = serde_json::to_string_pretty(self)? + "\n";
        std::fs::write(path, text).with_context(|| format!("writing {}", path.display()))
    }
}

/// A count as a real number; counts of a run stay far below four thousand million.
fn real(count: u64) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// To three places: more would be noise.
fn rounded(figure: f64) -> f64 {
    (figure * 1000.0).round() / 1000.0
}

fn machine() -> anyhow::Result<String> {
    let cpu = std::fs::read_to_string("/proc/cpuinfo")?;
    let model = cpu.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let model = model.map_or(std::env::consts::ARCH, |(_, model)| model);
    let cores = std::thread::available_parallelism()?;
    let memory = std::fs::read_to_string("/proc/meminfo")?;
    let kb = memory.lines().find_map(|line| line.strip_prefix("MemTotal:")?.split_whitespace().next());
    let gb = kb.and_then(|kb| kb.parse::<u64>().ok()).unwrap_or_default() / 1_000_000;
    Ok(format!("{model}, {cores} cores, {gb} GB, {}", std::env::consts::OS))
}

/// The commit that lies here, marked when files differ from it; empty outside a repository.
fn commit() -> String {
    let git = |arguments: &[&str]| {
        let answer = Command::new("git").args(arguments).output().ok()?;
        let text = String::from_utf8(answer.stdout).ok()?;
        answer.status.success().then(|| text.trim().to_owned())
    };
    let Some(commit) = git(&["rev-parse", "--short=12", "HEAD"]) else {
        return String::new();
    };
    let changed = git(&["status", "--porcelain", "--", ":!bench/results"]);
    let clean = changed.is_some_and(|changed| changed.is_empty());
    if clean { commit } else { commit + "+" }
}

#[cfg(test)]
mod tests;
