//! The two works on a roster: the check, which writes nothing but its report, and the run.
//!
//! ```text
//! file --reader (own thread)--> batches of checked rows --> those on file --> report, or people
//! ```

mod batch;
mod dry_run;
mod file;
mod reading;
mod schools;
mod wrong_rows;

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use audit::{By, Entry};
use blobs::Blobs;
use http::{Belongings, Parts};
use jobs::{Hearing, Job, Progress, Report, Work};
use kernel::{Error, Id, Refusal, Result, Timestamp, count, text};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::{Store, Tx};
use tokio::task::JoinSet;
use vault::Vault;

use crate::Organisation;
use crate::import::{ImportState, RosterImport};
use crate::news::RosterApplied;
use crate::store::{self as rows, NewRows};
use batch::{Batch, Desk};
use dry_run::check;
pub(crate) use file::MOST_BYTES;
pub use file::{Counter, RosterFile};
use reading::Reading;
pub use schools::hold_schools;
pub(crate) use wrong_rows::{Marks, wrong_rows};

/// What both works need.
#[derive(Clone)]
pub struct Tools {
    /// To seal numbers and to find them.
    pub vault: Arc<Vault>,
    /// Where the files lie.
    pub blobs: Blobs,
    /// Whether the invented numbers of the demonstration world count as counties in force.
    pub invented: bool,
}

impl Tools {
    /// Those of a house.
    pub(crate) fn of(parts: &Parts, vault: Arc<Vault>) -> Self {
        Self { vault, blobs: parts.blobs.clone(), invented: parts.demonstration }
    }
}

/// The dry run: reads every row and says what is wrong with it.
pub struct CheckRoster(pub Tools);

/// The real run: writes the good rows.
pub struct ApplyRoster(pub Tools);

/// The kinds of long work of this slice.
///
/// # Errors
/// When the vault was not opened.
pub(crate) fn work(parts: &Parts, own: &Belongings) -> Result<Vec<Box<dyn Work>>> {
    let tools = Tools::of(parts, own.get()?);
    Ok(vec![Box::new(CheckRoster(tools.clone())), Box::new(ApplyRoster(tools))])
}

/// What the two jobs carry.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Task {
    pub import: Id<RosterImport>,
    /// The duty in which it was asked for; the run is written down in it.
    #[serde(default)]
    pub duty: String,
}

/// The kinds of job.
pub(crate) const CHECK: &str = "roster.check";
pub(crate) const APPLY: &str = "roster.apply";

impl Work for CheckRoster {
    fn kind(&self) -> &'static str {
        CHECK
    }

    fn run<'a>(
        &'a self,
        job: &'a Job,
        progress: &'a Progress,
    ) -> Pin<Box<dyn Future<Output = Result<Report>> + Send + 'a>> {
        Box::pin(check(&self.0, job, progress))
    }

    fn given_up<'a>(&'a self, tx: &'a mut Tx, job: &'a Job, _at: Timestamp) -> Hearing<'a> {
        Box::pin(failed(tx, job, ImportState::Checking))
    }
}

impl Work for ApplyRoster {
    fn kind(&self) -> &'static str {
        APPLY
    }

    fn run<'a>(
        &'a self,
        job: &'a Job,
        progress: &'a Progress,
    ) -> Pin<Box<dyn Future<Output = Result<Report>> + Send + 'a>> {
        Box::pin(apply(&self.0, job, progress))
    }

    fn given_up<'a>(&'a self, tx: &'a mut Tx, job: &'a Job, _at: Timestamp) -> Hearing<'a> {
        Box::pin(failed(tx, job, ImportState::Applying))
    }
}

/// Takes a roster in and queues its check.
///
/// # Errors
/// When the database refuses.
pub async fn submit_roster(
    tx: &mut Tx,
    by: &By,
    organisation: &Organisation,
    file: &RosterFile,
) -> Result<Id<RosterImport>> {
    let id = file.id;
    let task = Task { import: id, duty: by.duty.clone() };
    let job_id = jobs::enqueue(&mut *tx, by.now, CHECK, by.person, &task).await?;
    let import = RosterImport {
        id,
        organisation_id: organisation.id,
        place: organisation.place.clone(),
        file_name: file.name.clone(),
        blob_key: file.blob_key.clone(),
        digest: file.digest.clone(),
        file_secret: Some(file.secret.clone()),
        file_removed_at: None,
        state: ImportState::Checking,
        job_id,
        rows_read: 0,
        rows_good: 0,
        rows_wrong: 0,
        rows_warned: 0,
        rows_new: 0,
        rows_changed: 0,
        created_by: by.person,
        created_at: by.now,
        applied_at: None,
    };
    rows::insert_import(&mut *tx, &import).await?;
    by.record(tx, Entry::new("roster.submit", "roster", id).after(file.digest.as_str())).await?;
    Ok(id)
}

/// Queues the run of a checked roster.
///
/// # Errors
/// A refusal when it is not checked, holds no good row, or runs already.
pub async fn run_roster(tx: &mut Tx, by: &By, id: Id<RosterImport>) -> Result<()> {
    let import = rows::get_import_for_change(tx, id).await?;
    import.applicable()?;
    let task = Task { import: id, duty: by.duty.clone() };
    let job = jobs::enqueue(&mut *tx, by.now, APPLY, by.person, &task).await?;
    rows::set_import_state(&mut *tx, id, ImportState::Checked, ImportState::Applying, job).await?;
    by.record(tx, Entry::new("roster.run", "roster", id)).await
}

/// Writes down that the wrong rows left the house, with the numbers that stand in them.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn take_wrong_rows(tx: &mut Tx, by: &By, import: &RosterImport) -> Result<()> {
    by.record(tx, Entry::new("roster.wrong-rows", "roster", import.id)).await
}

async fn import_of(job: &Job, store: &Store) -> Result<RosterImport> {
    let task: Task = job.task()?;
    rows::find_import(store, task.import).await?.ok_or(Error::NotFound)
}

/// What was refused, given up or cancelled no longer works: the officer may send it in again.
async fn failed(tx: &mut Tx, job: &Job, from: ImportState) -> Result<()> {
    let task: Task = job.task()?;
    rows::set_import_state(tx, task.import, from, ImportState::Failed, job.id).await?;
    Ok(())
}

async fn apply(tools: &Tools, job: &Job, progress: &Progress) -> Result<Report> {
    let import = import_of(job, progress.store()).await?;
    match import.state {
        ImportState::Applying => apply_rows(tools, job, &import, progress).await,
        // An earlier beginning wrote it and died before it could say so.
        ImportState::Applied => Ok(applied(import.rows_new, import.rows_changed)),
        ImportState::Checking | ImportState::Checked | ImportState::Failed => {
            Err(Refusal::because(text!("import-failed")).into())
        }
    }
}

fn applied(new: i64, changed: i64) -> Report {
    Report::of(text!("import-applied", new = new, changed = changed))
}

async fn apply_rows(tools: &Tools, job: &Job, import: &RosterImport, progress: &Progress) -> Result<Report> {
    let store = progress.store();
    let desk = Desk::open(tools, import, progress).await?;
    let reading = Reading::start(&desk, tools, import).await?;
    let run =
        Run { desk, import: import.id, rows: import.rows_read, read: AtomicI64::new(0), progress: progress.clone() };
    let (new, changed) = write_all(run, reading).await?;
    let by = in_name_of(job, progress).await?;
    store::transaction!(store, tx => {
        if !rows::set_applied(tx, import.id, new, changed, by.now).await? {
            return Ok(());
        }
        by.record(tx, Entry::new("roster.applied", "roster", import.id).after(json!({ "new": new, "changed": changed }))).await?;
        jobs::emit(tx, by.now, &RosterApplied { import: import.id }).await
    })?;
    Ok(applied(new, changed))
}

/// Writers at once: while the database writes the rows of one, the other seals and encodes its own.
const WRITERS: usize = 2;

/// What the writers of one run share.
struct Run {
    desk: Desk,
    import: Id<RosterImport>,
    /// Rows of the file, as the check counted them.
    rows: i64,
    read: AtomicI64,
    progress: Progress,
}

/// Sorts and writes every batch, some at once, each in a task of its own: no number stands in two of them, the check
/// of the file saw to it. How many people were new, and how many changed.
async fn write_all(run: Run, mut reading: Reading) -> Result<(i64, i64)> {
    let run = Arc::new(run);
    // Gone with this run: a writer that nobody waits for any more gives its transaction back.
    let mut writers = JoinSet::new();
    let (mut new, mut changed) = (0, 0);
    let mut more = true;
    loop {
        tokio::select! {
            batch = reading.next(), if more && writers.len() < WRITERS => match batch {
                Some(batch) => drop(writers.spawn(write(Arc::clone(&run), batch))),
                None => more = false,
            },
            Some(written) = writers.join_next() => {
                let written: (i64, i64) = written.map_err(Error::internal)??;
                new += written.0;
                changed += written.1;
            }
            else => break,
        }
    }
    reading.end().await?;
    Ok((new, changed))
}

/// Whoever asked for the job, in the duty of then: the run ends in this name.
async fn in_name_of(job: &Job, progress: &Progress) -> Result<By> {
    let task: Task = job.task()?;
    let name = rows::find_person(progress.store(), job.owner_id).await?.map(|it| it.name).unwrap_or_default();
    Ok(By::acting(job.owner_id, &name, &task.duty, progress.clock().now()))
}

/// One batch, one transaction: after a crash the run finds its own people on file and goes on.
async fn write(run: Arc<Run>, batch: Batch) -> Result<(i64, i64)> {
    let progress = &run.progress;
    let sorted = run.desk.sort(batch, progress.store()).await?;
    let (new, import, now) = (&sorted.new, Some(run.import.uuid()), progress.clock().now());
    let mut made = Some(NewRows::of(progress.store(), new, import, now.date(), now).await?);
    store::transaction!(progress.store(), tx => {
        rows::update_people(tx, &sorted.changed, now).await?;
        match made.take() {
            Some(made) => made.write(tx, new).await?,
            // The transaction was begun anew.
            None => rows::insert_people(tx, new, import, now.date(), now).await?,
        }
        hold_schools(tx, new).await
    })?;
    let before = run.read.fetch_add(sorted.read, Ordering::Relaxed);
    progress.set(before + sorted.read, run.rows).await?;
    Ok((count(sorted.new.len()), count(sorted.changed.len())))
}

/// A file that cannot be taken at all, and what to do about it.
fn unreadable(reason: kernel::Text) -> Error {
    Refusal::because(reason).remedy(text!("import-file-remedy")).into()
}
