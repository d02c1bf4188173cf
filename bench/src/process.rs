//! A child process, and what the kernel says of it.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context as _, ensure};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

/// The kernel counts CPU time for user space in hundredths of a second.
const TICK: Duration = Duration::from_millis(10);

/// A child that ends when this is dropped.
pub struct Process {
    child: Child,
    id: u32,
    input: ChildStdin,
    output: Lines<BufReader<ChildStdout>>,
}

impl Process {
    /// Starts a program; its complaints go to our own standard error.
    pub fn start(program: &Path, arguments: &[String]) -> anyhow::Result<Self> {
        let mut child = Command::new(program)
            .args(arguments)
            .env_remove("DATABASE_URL")
            .env_remove("PORT")
            .env_remove("XINGTAN_DATA")
            // Measured as it runs in production, without a line for every request.
            .env("RUST_LOG", "warn")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("starting {}", program.display()))?;
        let id = child.id().context("the program ended at once")?;
        let input = child.stdin.take().context("its input is a pipe")?;
        let output = child.stdout.take().context("its output is a pipe")?;
        Ok(Self { child, id, input, output: BufReader::new(output).lines() })
    }

    /// The next line that it says.
    pub async fn line(&mut self) -> anyhow::Result<String> {
        self.output.next_line().await?.context("the program ended without an answer")
    }

    /// Says a line to it.
    pub async fn say(&mut self, line: &str) -> anyhow::Result<()> {
        self.input.write_all(format!("{line}\n").as_bytes()).await?;
        Ok(self.input.flush().await?)
    }

    /// Waits for its end, which must be a success.
    pub async fn finish(mut self) -> anyhow::Result<()> {
        // Nobody listens to a full pipe: read to the end, then wait.
        while self.output.next_line().await?.is_some() {}
        let status = self.child.wait().await?;
        ensure!(status.success(), "the program ended with {status}");
        Ok(())
    }

    /// Has it ended?
    pub fn ended(&mut self) -> anyhow::Result<bool> {
        Ok(self.child.try_wait()?.is_some())
    }

    /// The CPU time used so far, in user space and in the kernel, by all its threads.
    pub fn cpu(&self) -> anyhow::Result<Duration> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.id))?;
        let ticks = ticks(&stat).context("/proc/PID/stat is not as it should be")?;
        Ok(TICK * u32::try_from(ticks)?)
    }

    /// The most memory it ever held at once, in kB.
    pub fn peak_rss_kb(&self) -> anyhow::Result<u32> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.id))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kb = line.and_then(|line| line.split_whitespace().next()).context("no VmHWM")?;
        Ok(kb.parse()?)
    }
}

/// User and system ticks: the 14th and 15th field of /proc/PID/stat. The name of the program, the
/// second field, may hold spaces and brackets.
fn ticks(stat: &str) -> Option<u64> {
    let mut fields = stat.rsplit_once(") ")?.1.split_whitespace().skip(11);
    let user: u64 = fields.next()?.parse().ok()?;
    let system: u64 = fields.next()?.parse().ok()?;
    Some(user + system)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_counted_behind_an_odd_name() {
        let stat = "42 (a b) c) S 1 42 42 0 -1 4194560 100 0 0 0 250 17 0 0 20 0 1 0 100 1 1";
        assert_eq!(ticks(stat), Some(267));
        assert_eq!(ticks("42 (a) S 1"), None);
    }
}
