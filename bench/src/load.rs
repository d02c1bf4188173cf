//! A closed loop: every connection does one operation after the other, until the time is over.

use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use futures::future::{LocalBoxFuture, try_join_all};

use crate::connection::Connection;
use crate::process::Process;

/// How long the server is under load before anything is counted.
const WARM_UP: Duration = Duration::from_secs(1);

/// What one operation did.
pub struct Done {
    /// How many it counts for: 1, or the rows that it brought.
    pub units: u64,
    /// SQL statements it took, if the server tells.
    pub statements: Option<u64>,
}

/// What is done again and again. Any error ends the measurement: a wrong answer is no figure.
pub trait Operation {
    /// How long a reader waits before each turn; not part of its latency.
    fn pause(&self) -> Duration {
        Duration::ZERO
    }

    /// Does it once; `turn` counts over all connections from 0.
    fn run<'a>(&'a self, connection: &'a mut Connection, turn: u64) -> LocalBoxFuture<'a, anyhow::Result<Done>>;
}

/// What was measured in one case.
#[derive(Debug)]
pub struct Measured {
    /// Operations that ended in the time.
    pub ops: u64,
    /// CPU of the server's process in the time.
    pub cpu: Duration,
    /// How long it took.
    pub time: Duration,
    /// Half of the operations were no slower.
    pub p50: Duration,
    /// 99 of 100 were no slower.
    pub p99: Duration,
    /// The most memory that the process ever held.
    pub peak_rss_kb: u32,
    /// SQL statements of all operations.
    pub statements: Option<u64>,
}

/// A load on a process.
pub struct Load<'a> {
    /// How long it is counted.
    pub seconds: Duration,
    /// Whose CPU and memory are read.
    pub process: &'a Process,
}

impl Load<'_> {
    /// Warms up, then loads and measures.
    pub async fn run(&self, mut connections: Vec<Connection>, operation: &dyn Operation) -> anyhow::Result<Measured> {
        ensure!(!connections.is_empty(), "a load has at least one connection");
        self.phase(&mut connections, operation, WARM_UP).await.context("warming up")?;
        let before = self.process.cpu()?;
        let began = Instant::now();
        let mut samples = self.phase(&mut connections, operation, self.seconds).await?;
        let time = began.elapsed();
        let cpu = self.process.cpu()?.saturating_sub(before);
        samples.took.sort_unstable();
        Ok(Measured {
            ops: samples.units,
            cpu,
            time,
            p50: rank(&samples.took, 50),
            p99: rank(&samples.took, 99),
            peak_rss_kb: self.process.peak_rss_kb()?,
            statements: samples.statements,
        })
    }

    async fn phase(
        &self,
        connections: &mut [Connection],
        operation: &dyn Operation,
        time: Duration,
    ) -> anyhow::Result<Samples> {
        let until = Instant::now() + time;
        let turn = std::cell::Cell::new(0_u64);
        let each = connections.iter_mut().map(|connection| {
            let turn = &turn;
            async move {
                let mut samples = Samples { statements: Some(0), ..Samples::default() };
                while Instant::now() < until {
                    if !operation.pause().is_zero() {
                        tokio::time::sleep(operation.pause()).await;
                    }
                    let began = Instant::now();
                    let done = operation.run(connection, turn.replace(turn.get() + 1)).await?;
                    samples.took.push(began.elapsed());
                    samples.units += done.units;
                    samples.statements = samples.statements.zip(done.statements).map(|(a, b)| a + b);
                }
                anyhow::Ok(samples)
            }
        });
        let all = try_join_all(each).await?;
        Ok(all.into_iter().fold(Samples { statements: Some(0), ..Samples::default() }, Samples::with))
    }
}

#[derive(Default)]
struct Samples {
    took: Vec<Duration>,
    units: u64,
    statements: Option<u64>,
}

impl Samples {
    fn with(mut self, mut other: Self) -> Self {
        self.took.append(&mut other.took);
        self.units += other.units;
        self.statements = self.statements.zip(other.statements).map(|(a, b)| a + b);
        self
    }
}

/// The duration that `percent` of the sorted ones do not exceed; zero when there are none.
fn rank(sorted: &[Duration], percent: usize) -> Duration {
    let place = (sorted.len() * percent).div_ceil(100).saturating_sub(1);
    sorted.get(place).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_are_the_nearest() {
        let hundred: Vec<Duration> = (1..=100).map(Duration::from_millis).collect();
        assert_eq!(rank(&hundred, 50), Duration::from_millis(50));
        assert_eq!(rank(&hundred, 99), Duration::from_millis(99));
        assert_eq!(rank(&hundred[..1], 99), Duration::from_millis(1));
        assert_eq!(rank(&[], 99), Duration::ZERO);
    }
}
