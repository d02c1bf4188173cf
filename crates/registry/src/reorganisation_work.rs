//! The work that brings people over when a school is moved, merged or split.

use std::future::Future;
use std::pin::Pin;

use audit::{By, Entry};
use jobs::{Hearing, Job, Progress, Report, Work};
use kernel::{Error, Id, PersonId, Refusal, Result, Timestamp, count, text};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::Tx;

use crate::news::PeopleMoved;
use crate::reorganisation::{Reorganisation, ReorganisationKind, ReorganisationState};
use crate::store::{self as rows, Whence};
use crate::{Organisation, Person};

/// The kind of job.
pub(crate) const MOVE_PEOPLE: &str = "people.move";
/// People in one transaction: others write in between.
const BATCH: u32 = 200;

/// What the job carries.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Task {
    pub reorganisation: Id<Reorganisation>,
    /// The duty in which it was decided; its end is written down in it.
    pub duty: String,
}

/// Brings people over, some hundred at a time. Whoever is over is no longer where they are looked for: begun anew, it
/// goes on where it stopped.
pub struct MovePeople;

impl Work for MovePeople {
    fn kind(&self) -> &'static str {
        MOVE_PEOPLE
    }

    fn run<'a>(
        &'a self,
        job: &'a Job,
        progress: &'a Progress,
    ) -> Pin<Box<dyn Future<Output = Result<Report>> + Send + 'a>> {
        Box::pin(run(job, progress))
    }

    fn given_up<'a>(&'a self, tx: &'a mut Tx, job: &'a Job, _at: Timestamp) -> Hearing<'a> {
        Box::pin(async move {
            let task: Task = job.task()?;
            let (running, stopped) = (ReorganisationState::Running, ReorganisationState::Stopped);
            rows::set_reorganisation_state(tx, task.reorganisation, running, stopped).await?;
            Ok(())
        })
    }
}

async fn run(job: &Job, progress: &Progress) -> Result<Report> {
    let (task, store): (Task, _) = (job.task()?, progress.store());
    loop {
        let now = progress.clock().now();
        let more = store::transaction!(store, tx => { some(tx, task.reorganisation, now).await })?;
        let it = rows::find_reorganisation(store, task.reorganisation).await?.ok_or(Error::NotFound)?;
        progress.set(it.moved, it.people.max(it.moved)).await?;
        if !more {
            break;
        }
    }
    let name = rows::find_person(store, job.owner_id).await?.map(|it| it.name).unwrap_or_default();
    let by = By::acting(job.owner_id, &name, &task.duty, progress.clock().now());
    let it = rows::find_reorganisation(store, task.reorganisation).await?.ok_or(Error::NotFound)?;
    store::transaction!(store, tx => {
        if !rows::set_reorganisation_done(&mut *tx, it.id, by.now).await? {
            return Ok(());
        }
        by.record(tx, Entry::new("reorganisation.done", "reorganisation", it.id).after(json!({ "people": it.moved }))).await
    })?;
    Ok(Report::of(text!("reorganisation-ended", people = it.moved)))
}

/// Brings the next batch over; whether there may be more.
///
/// # Errors
/// A refusal when it does not run any more.
pub async fn some(tx: &mut Tx, id: Id<Reorganisation>, at: Timestamp) -> Result<bool> {
    let it = rows::get_reorganisation_for_change(&mut *tx, id).await?;
    match it.state {
        ReorganisationState::Running => {}
        // An earlier beginning ended it and died before it could say so.
        ReorganisationState::Done => return Ok(false),
        ReorganisationState::Draft | ReorganisationState::Stopped | ReorganisationState::Withdrawn => {
            return Err(Refusal::because(text!("reorganisation-not-running")).into());
        }
    }
    // The place of a school that was moved is its new one by now.
    let arrives = match it.kind {
        ReorganisationKind::Move => it.source_id,
        ReorganisationKind::Merge | ReorganisationKind::Split => it.target_id,
    };
    let target = rows::get_organisation(&mut *tx, arrives).await?;
    let people = next(&mut *tx, &it).await?;
    if people.is_empty() {
        return beside(tx, &it, &target, at).await;
    }
    bring(&mut *tx, &it, &people, &target, at).await?;
    rows::add_moved(tx, it.id, count(people.iter().filter(|it| it.left_on.is_none()).count())).await?;
    Ok(true)
}

/// Brings the next of those over who only help out there; whether there may be more. A split leaves them.
async fn beside(tx: &mut Tx, it: &Reorganisation, target: &Organisation, at: Timestamp) -> Result<bool> {
    match it.kind {
        ReorganisationKind::Split => return Ok(false),
        ReorganisationKind::Move | ReorganisationKind::Merge => {}
    }
    let posts = rows::list_beside_for_change(&mut *tx, it.source_id, &it.place_before, it.on_day, BATCH).await?;
    let whence = Whence { source: it.source_id, place: &it.place_before, on: it.on_day, at };
    rows::move_posts_beside(tx, &posts, whence, target).await?;
    Ok(!posts.is_empty())
}

/// Those who go next.
async fn next(tx: &mut Tx, it: &Reorganisation) -> Result<Vec<Person>> {
    match it.kind {
        ReorganisationKind::Move | ReorganisationKind::Merge => {
            rows::list_people_at_for_change(tx, it.source_id, &it.place_before, BATCH).await
        }
        ReorganisationKind::Split => rows::list_chosen_for_change(tx, it.id, it.source_id, BATCH).await,
    }
}

async fn bring(
    tx: &mut Tx,
    it: &Reorganisation,
    people: &[Person],
    target: &Organisation,
    at: Timestamp,
) -> Result<()> {
    let whence = Whence { source: it.source_id, place: &it.place_before, on: it.on_day, at };
    rows::move_people(&mut *tx, people, whence, target).await?;
    let people: Vec<PersonId> = people.iter().map(|it| it.id).collect();
    let (from, to) = (it.place_before.clone(), target.place.clone());
    jobs::emit(tx, at, &PeopleMoved { people, organisation: target.id, from, to }).await
}
