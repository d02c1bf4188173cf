//! The check of a roster: reads every row and writes nothing but the report.

use jobs::{Job, Progress, Report};
use kernel::{Refusal, Result, count, text};

use super::batch::Desk;
use super::reading::Reading;
use super::{Tools, import_of};
use crate::import::{ImportState, RosterFault, RosterImport};
use crate::store as rows;

pub(super) async fn check(tools: &Tools, job: &Job, progress: &Progress) -> Result<Report> {
    let store = progress.store();
    let mut import = import_of(job, store).await?;
    match import.state {
        ImportState::Checking => {}
        ImportState::Failed => return Err(Refusal::because(text!("import-failed")).into()),
        // An earlier beginning checked it and died before it could say so.
        ImportState::Checked | ImportState::Applying | ImportState::Applied => return Ok(checked(&import)),
    }
    let faults = check_rows(tools, &mut import, progress).await?;
    store::transaction!(store, tx => {
        // A check that was thought dead and comes late finds another's report, and leaves it.
        if rows::set_checked(tx, &import).await? {
            rows::insert_faults(tx, import.id, &faults).await?;
        }
        Ok(())
    })?;
    Ok(checked(&import))
}

fn checked(import: &RosterImport) -> Report {
    Report::of(text!("import-checked", good = import.rows_good, wrong = import.rows_wrong))
}

async fn check_rows(tools: &Tools, import: &mut RosterImport, progress: &Progress) -> Result<Vec<RosterFault>> {
    let desk = Desk::open(tools, import, progress).await?;
    let mut reading = Reading::start(&desk, tools, import).await?;
    let mut faults = Vec::new();
    while let Some(batch) = reading.next().await {
        let sorted = desk.sort(batch, progress.store()).await?;
        import.rows_read += sorted.read;
        import.rows_wrong += sorted.wrong;
        import.rows_warned += sorted.warned;
        import.rows_new += count(sorted.new.len());
        import.rows_changed += count(sorted.changed.len());
        faults.extend(sorted.faults);
        progress.set(import.rows_read, reading.estimate()).await?;
    }
    reading.end().await?;
    import.rows_good = import.rows_new + import.rows_changed;
    Ok(faults)
}
