//! Bringing a notice to those to whom it speaks: by job, for a nation has many schools.

use std::future::Future;
use std::pin::Pin;

use jobs::{Job, Progress, Report, Work};
use kernel::{Id, Result, text};
use registry::Organisation;
use serde::{Deserialize, Serialize};

use crate::notice::Notice;
use crate::store as rows;

/// The kind of job.
pub(crate) const KIND: &str = "notices.deliver";
/// Organisations in a transaction.
const STEP: u32 = 500;

/// What such a job is to do.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Task {
    pub notice: Id<Notice>,
}

/// Brings a notice to its recipients; begun anew it brings it to the rest.
pub struct DeliverNotice;

impl Work for DeliverNotice {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn run<'a>(
        &'a self,
        job: &'a Job,
        progress: &'a Progress,
    ) -> Pin<Box<dyn Future<Output = Result<Report>> + Send + 'a>> {
        Box::pin(async move { deliver(job.task::<Task>()?.notice, progress).await })
    }
}

async fn deliver(id: Id<Notice>, progress: &Progress) -> Result<Report> {
    let store = progress.store();
    let notice = rows::find_notice(store, id).await?.ok_or(kernel::Error::NotFound)?;
    let mut last: Option<Organisation> = None;
    let (mut seen, mut reached) = (0, 0);
    // What was taken back meanwhile goes no further.
    while rows::is_in_force(store, id).await? {
        let some = registry::list_open_within(store, &notice.area, last.as_ref(), STEP).await?;
        let addressed: Vec<&Organisation> = some.iter().filter(|it| notice.addresses(it)).collect();
        reached += store::transaction!(store, tx => {
            let new = rows::insert_recipients(tx, id, &addressed).await?;
            rows::add_to_delivered(tx, id, new).await?;
            Ok(new)
        })?;
        seen += kernel::count(some.len());
        progress.set(seen, 0).await?;
        match kernel::last_of_full(&some, STEP) {
            Some(full) => last = Some(full.clone()),
            None => break,
        }
    }
    let now = progress.clock().now();
    store::transaction!(store, tx => { rows::set_delivered(tx, id, now).await })?;
    Ok(Report::of(text!("notice-delivered", count = reached)))
}
