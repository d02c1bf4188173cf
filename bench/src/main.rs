//! Measures the server from outside, over loopback, as a browser meets it.
//!
//! For each database it makes a demo world, and for each case starts the server anew, warms it up,
//! loads it for some seconds and reads what the server's process used. How to read the results:
//! bench/README.md.

mod case;
mod cases;
mod connection;
mod database;
mod load;
mod markup;
mod outcome;
mod process;
mod rig;
mod told;
mod world;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context as _, ensure};
use clap::Parser;

use case::{Case, Limit};
use database::Kind;
use outcome::{Outcome, Report};
use rig::Rig;

#[derive(Parser)]
#[command(about = "Measures the server: CPU, throughput, latency and memory of its cases")]
struct Arguments {
    /// The server's program, built for release.
    #[arg(long)]
    server: PathBuf,
    /// The folder of lesson media for the demo world.
    #[arg(long)]
    media: PathBuf,
    /// The folder of administrative divisions for the demo world.
    #[arg(long)]
    divisions: PathBuf,
    /// Measures this case only (and the limit it is held against).
    #[arg(long)]
    case: Option<String>,
    /// Measures on this database only.
    #[arg(long)]
    db: Option<Kind>,
    /// Seconds under load for each case.
    #[arg(long, default_value_t = 5)]
    seconds: u64,
    /// Teachers who are put into the counties beside those of the demo world.
    #[arg(long, default_value_t = 0)]
    people: u64,
    /// Where the results are written.
    #[arg(long, default_value = "bench/results/latest.json")]
    out: PathBuf,
}

// One thread: the generator must leave the other core to the server.
#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> anyhow::Result<()> {
    ensure!(arguments.seconds > 0, "--seconds must be at least 1");
    let chosen = chosen(arguments.case.as_deref())?;
    let mut report = Report::read(&arguments.out)?;
    let kinds = arguments.db.map_or_else(|| Kind::ALL.to_vec(), |kind| vec![kind]);
    for kind in kinds {
        let rig = Rig::make(
            kind,
            &arguments.server,
            &arguments.media,
            &arguments.divisions,
            Duration::from_secs(arguments.seconds),
            chosen.iter().map(|case| case.audience()).max().unwrap_or_default(),
        )
        .await
        .with_context(|| format!("making the world on {kind}"))?;
        if arguments.people > 0 {
            rig.fill(arguments.people).await.with_context(|| format!("filling the world on {kind}"))?;
        }
        let mut done: Vec<Outcome> = Vec::new();
        for case in &chosen {
            eprintln!("{kind} {}", case.name());
            let measured = case.measure(&rig).await;
            let measured = measured.with_context(|| format!("measuring {} on {kind}", case.name()))?;
            let bar = match case.limit() {
                None => None,
                Some(limit) => done.iter().find(|outcome| outcome.case == limit.case()),
            };
            done.push(measured.outcome(case.name(), kind, bar));
        }
        report.put(done);
    }
    report.print()?;
    report.write(&arguments.out)
}

/// The cases to measure, each limit before the cases that are held against it.
fn chosen(name: Option<&str>) -> anyhow::Result<Vec<Box<dyn Case>>> {
    let mut all = cases::all();
    let Some(name) = name else { return Ok(all) };
    let limit = all.iter().find(|case| case.name() == name).map(|case| case.limit());
    let known = || cases::all().iter().map(|case| case.name()).collect::<Vec<_>>().join(", ");
    let limit = limit.with_context(|| format!("no case {name}; there are {}", known()))?;
    all.retain(|case| case.name() == name || Some(case.name()) == limit.map(Limit::case));
    Ok(all)
}
