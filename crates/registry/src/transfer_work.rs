//! The work that carries out, by night, the transfers whose day has come; and what they hear of moves.

use std::future::Future;
use std::pin::Pin;

use audit::By;
use jobs::{Hearing, Job, Progress, Recurring, Report, Subscriber, When, Work, recurring};
use kernel::{Error, Result, Timestamp, text};
use store::Tx;

use crate::news::{OrganisationMoved, PeopleMoved};
use crate::transfer::Transfer;
use crate::{deed, store as rows};

/// The kind of job.
const DUE: &str = "transfers.due";
/// Transfers read in one statement.
const BATCH: u32 = 100;

/// Carries out what is due, each in a transaction of its own; what a rule refuses by now is written down as failed.
pub struct CarryOutTransfers;

/// Shortly after midnight.
pub(crate) const CARRYING_OUT: Recurring = recurring("registry.transfers-due", When::Daily(0, 30), DUE);

impl Work for CarryOutTransfers {
    fn kind(&self) -> &'static str {
        DUE
    }

    fn run<'a>(
        &'a self,
        _job: &'a Job,
        progress: &'a Progress,
    ) -> Pin<Box<dyn Future<Output = Result<Report>> + Send + 'a>> {
        Box::pin(run(progress))
    }
}

async fn run(progress: &Progress) -> Result<Report> {
    let (store, now) = (progress.store(), progress.clock().now());
    let (mut done, mut failed) = (0, 0);
    loop {
        // Each that was carried out or failed is due no more: the list goes on by itself.
        let due = rows::list_due_transfers(store, now.date(), BATCH).await?;
        if due.is_empty() {
            break;
        }
        for it in &due {
            match effect(store, it, now).await? {
                true => done += 1,
                false => failed += 1,
            }
        }
        progress.set(done + failed, done + failed).await?;
    }
    Ok(Report::of(text!("transfers-carried-out", done = done, failed = failed)))
}

/// Whether it took effect; in the name of whoever confirmed last.
async fn effect(store: &store::Store, it: &Transfer, now: Timestamp) -> Result<bool> {
    let last = [(it.source_at, it.source_by, &it.source_by_name), (it.target_at, it.target_by, &it.target_by_name)];
    let (_, who, name) = last.into_iter().max_by_key(|it| it.0).ok_or(Error::NotFound)?;
    let by = By::acting(who.unwrap_or(it.asked_by), name.as_deref().unwrap_or_default(), "", now);
    match store::transaction!(store, tx => { deed::take_effect(tx, &by, it.person_id, it.id).await }) {
        Ok(done) => Ok(done),
        Err(Error::Refused(refusal)) => {
            store::transaction!(store, tx => { deed::fail(tx, &by, it.person_id, it.id, &refusal.reason).await })?;
            Ok(false)
        }
        Err(error) => Err(error),
    }
}

/// Whom this slice sends to listen to itself: a transfer on the way follows its person and its schools.
pub(crate) fn subscribers() -> Vec<Subscriber> {
    vec![
        Subscriber::of::<PeopleMoved>("registry.transfers-people", people_moved),
        Subscriber::of::<OrganisationMoved>("registry.transfers-target", target_moved),
    ]
}

fn people_moved(tx: &mut Tx, told: PeopleMoved, now: Timestamp) -> Hearing<'_> {
    Box::pin(async move {
        let it = rows::get_organisation(&mut *tx, told.organisation).await?;
        let area = rows::area_around(&mut *tx, &it.place).await?;
        let fault = serde_json::to_string(&text!("transfer-moved")).map_err(Error::internal)?;
        rows::follow_people(tx, &told.people, &it, &area, (&fault, now)).await
    })
}

fn target_moved(tx: &mut Tx, told: OrganisationMoved, _now: Timestamp) -> Hearing<'_> {
    Box::pin(async move {
        let it = rows::get_organisation(&mut *tx, told.organisation).await?;
        let area = rows::area_around(&mut *tx, &it.place).await?;
        rows::follow_target(tx, it.id, &it.place, &area).await
    })
}
