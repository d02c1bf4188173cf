//! What the program measures of itself, where there is no request.
//!
//! `xingtan bench-insert` and `bench-duty` say `ready`, wait for a line, work for the given seconds, say
//! `{"rows", "turns", "seconds", "p50_ms", "p99_ms"}` (p50 and p99 of a turn) and wait for the end of their input, so
//! that their CPU and memory can be read while they still live.

use std::time::Duration;

use anyhow::Context as _;
use serde::Deserialize;

use crate::load::Measured;
use crate::process::Process;

#[derive(Deserialize)]
struct Told {
    rows: u64,
    turns: u64,
    seconds: f64,
    p50_ms: f64,
    p99_ms: f64,
}

/// What `process` did, and in how many turns.
pub async fn measure(mut process: Process) -> anyhow::Result<(Measured, u64)> {
    let line = process.line().await?;
    anyhow::ensure!(line == "ready", "the program said {line:?} instead of ready");
    let before = process.cpu()?;
    process.say("go").await?;
    let line = process.line().await?;
    let cpu = process.cpu()?.saturating_sub(before);
    let told: Told = serde_json::from_str(&line).with_context(|| format!("the program said {line:?}"))?;
    let measured = Measured {
        ops: told.rows,
        cpu,
        time: Duration::try_from_secs_f64(told.seconds)?,
        p50: Duration::try_from_secs_f64(told.p50_ms / 1000.0)?,
        p99: Duration::try_from_secs_f64(told.p99_ms / 1000.0)?,
        peak_rss_kb: process.peak_rss_kb()?,
        statements: None,
    };
    Ok((measured, told.turns))
}
