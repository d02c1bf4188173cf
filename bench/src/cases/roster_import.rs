//! A county officer brings ten thousand teachers in: the upload, the check, the run.
//!
//! The figure is that of the run. It counts from the answer to the officer's "run" until the page says
//! that it is done, which is asked every few milliseconds, as the officer's own page asks every second.
//! The check, and both for a roster whose people are all on file already, are told beside it.

use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use futures::FutureExt as _;
use futures::future::LocalBoxFuture;

use crate::case::{Case, Limit};
use crate::connection::Connection;
use crate::load::Measured;
use crate::markup;
use crate::process::Process;
use crate::rig::Rig;
use crate::world::{COUNTY, ROSTER_FILE, ROSTER_FORM, ROSTER_ROWS, ROSTERS};

/// A roster, from the officer's upload to the last row.
pub struct RosterImport;

/// Each look costs the server a small page, so that more of them would count in the figure.
const LOOK: Duration = Duration::from_millis(15);
const PATIENCE: Duration = Duration::from_secs(120);

impl Case for RosterImport {
    fn name(&self) -> &'static str {
        "roster_import"
    }

    fn limit(&self) -> Option<Limit> {
        Some(Limit::BareInsert)
    }

    fn measure<'a>(&'a self, rig: &'a Rig) -> LocalBoxFuture<'a, anyhow::Result<Measured>> {
        async {
            let (rows, wrong) = ROSTER_ROWS;
            let file = rig.roster(rows, wrong).await?;
            let server = rig.start_server().await?;
            let mut officer = Connection::open(server.port, 0).await?;
            for account in rig.accounts(COUNTY)?.iter().take(1) {
                officer.sign_in(account).await?;
            }
            let mut desk = Desk { officer, process: &server.process, rows };
            let roster = desk.send(&file).await?;
            desk.work(&roster, "the check of new people", "tag-due").await?;
            desk.begin(&roster).await?;
            let run = desk.work(&roster, "the run of new people", "tag-ok").await?;
            let again = desk.send(&file).await?;
            desk.work(&again, "the check of people on file", "tag-due").await?;
            desk.begin(&again).await?;
            desk.work(&again, "the run of people on file", "tag-ok").await?;
            Ok(run)
        }
        .boxed_local()
    }
}

struct Desk<'a> {
    officer: Connection,
    process: &'a Process,
    rows: u64,
}

impl Desk<'_> {
    /// Sends the file; answers the roster's address.
    async fn send(&mut self, file: &[u8]) -> anyhow::Result<String> {
        let page = self.officer.read(ROSTERS).await?;
        let (name, beginning) = ROSTER_FORM;
        let form = markup::attributes(&page, name).find(|it| it.starts_with(beginning));
        let form = form.context("the desk of rosters has no form")?;
        let reply = self.officer.post_file(&form, ROSTER_FILE, "roster.xlsx", file).await?;
        reply.expect(303)?.location.context("a roster that was sent has an address")
    }

    /// Asks for the run.
    async fn begin(&mut self, roster: &str) -> anyhow::Result<()> {
        self.officer.post_form(&format!("{roster}/run"), &[]).await?.expect(303)?;
        Ok(())
    }

    /// Waits until the work is done, which must end with this tag.
    async fn work(&mut self, roster: &str, what: &str, tag: &str) -> anyhow::Result<Measured> {
        let (began, before) = (Instant::now(), self.process.cpu()?);
        let panel = format!("{roster}/progress");
        loop {
            let shown = self.officer.read(&panel).await?;
            if !shown.contains("<x-poll") {
                ensure!(shown.contains(tag), "{what} ended otherwise: {shown}");
                break;
            }
            ensure!(began.elapsed() < PATIENCE, "{what} does not end");
            tokio::time::sleep(LOOK).await;
        }
        let time = began.elapsed();
        let cpu = self.process.cpu()?.saturating_sub(before);
        let each = u32::try_from(self.rows)?.max(1);
        let per_second = f64::from(each) / time.as_secs_f64();
        eprintln!("  {what}: {per_second:.0} rows/s, {} us CPU a row", (cpu / each).as_micros());
        Ok(Measured {
            ops: self.rows,
            cpu,
            time,
            p50: time,
            p99: time,
            peak_rss_kb: self.process.peak_rss_kb()?,
            // The server counts statements of requests; this is the worker's.
            statements: None,
        })
    }
}
