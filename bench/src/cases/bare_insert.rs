//! The limit for writes: rows put in batches through `store`, without request, session or rules.
//!
//! `xingtan bench-insert` says `ready`, waits for a line, inserts for the given seconds, says
//! `{"rows", "statements", "seconds", "p50_ms", "p99_ms"}` (p50 and p99 of a row, from its being
//! offered until its batch is committed) and waits for the end of its input, so that its CPU and
//! memory can be read while it still lives.

use std::time::Duration;

use anyhow::Context as _;
use futures::FutureExt as _;
use futures::future::LocalBoxFuture;
use serde::Deserialize;

use crate::case::{Case, Limit};
use crate::load::Measured;
use crate::rig::Rig;

/// Bare rows in batches.
pub struct BareInsert;

#[derive(Deserialize)]
struct Told {
    rows: u64,
    statements: u64,
    seconds: f64,
    p50_ms: f64,
    p99_ms: f64,
}

impl Case for BareInsert {
    fn name(&self) -> &'static str {
        "bare_insert"
    }

    fn limit(&self) -> Option<Limit> {
        None
    }

    fn measure<'a>(&'a self, rig: &'a Rig) -> LocalBoxFuture<'a, anyhow::Result<Measured>> {
        async {
            let mut process = rig.start_insert()?;
            let line = process.line().await?;
            anyhow::ensure!(line == "ready", "bench-insert said {line:?} instead of ready");
            let before = process.cpu()?;
            process.say("go").await?;
            let line = process.line().await?;
            let cpu = process.cpu()?.saturating_sub(before);
            let told: Told = serde_json::from_str(&line).with_context(|| format!("bench-insert said {line:?}"))?;
            Ok(Measured {
                ops: told.rows,
                cpu,
                time: Duration::try_from_secs_f64(told.seconds)?,
                p50: Duration::try_from_secs_f64(told.p50_ms / 1000.0)?,
                p99: Duration::try_from_secs_f64(told.p99_ms / 1000.0)?,
                peak_rss_kb: process.peak_rss_kb()?,
                statements: Some(told.statements),
            })
        }
        .boxed_local()
    }
}
