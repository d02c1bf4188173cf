//! The work that files in the look-up whoever was on file before it, or before it held more.

use std::future::Future;
use std::pin::Pin;

use jobs::{Job, Progress, Recurring, Report, When, Work, recurring};
use kernel::{Result, count, text};

use crate::store as rows;

/// The kind of job.
const LIST: &str = "people.list";
/// People in one transaction: others write in between.
const BATCH: u32 = 500;

/// Files everybody, some hundred at a time; a later beginning goes on where it stopped. With all filed it
/// asks once and is done.
pub struct ListPeople;

/// It is looked after every five minutes, so that a new release is followed soon.
pub(crate) const LISTING: Recurring = recurring("registry.people-listing", When::Every(300), LIST);

impl Work for ListPeople {
    fn kind(&self) -> &'static str {
        LIST
    }

    fn run<'a>(
        &'a self,
        _job: &'a Job,
        progress: &'a Progress,
    ) -> Pin<Box<dyn Future<Output = Result<Report>> + Send + 'a>> {
        Box::pin(list(progress))
    }
}

async fn list(progress: &Progress) -> Result<Report> {
    let mut listed = 0;
    loop {
        let now = progress.clock().now();
        let more = store::transaction!(progress.store(), tx => { rows::list_more_people(tx, BATCH, now).await })?;
        let Some(more) = more else { return Ok(Report::of(text!("find-listed", people = listed))) };
        listed += count(more);
        progress.set(listed, listed).await?;
    }
}
