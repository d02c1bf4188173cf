use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;

use authz::Place;
use credits::recognition::RecognitionState;
use jobs::{Job, Progress, Report, Work};
use kernel::{Date, Result, Timestamp, text};
use store::Store;

use super::Code;
use super::tally::Tally;
use crate::store as db;

/// The kind of the work, and the name under which it recurs.
pub const COUNT: &str = "portal.figures";
/// Rows written in one transaction: others write in between.
const CHUNK: usize = 2_000;
/// Classes looked up in one statement.
const CLASSES: usize = 500;

/// Counts the figures of all first pages.
pub struct CountFigures;

impl Work for CountFigures {
    fn kind(&self) -> &'static str {
        COUNT
    }

    fn run<'a>(
        &'a self,
        _: &'a Job,
        progress: &'a Progress,
    ) -> Pin<Box<dyn Future<Output = Result<Report>> + Send + 'a>> {
        Box::pin(async move {
            let figures = count(progress.store(), progress.clock().now()).await?;
            Ok(Report::of(text!("figures-counted", figures = figures)))
        })
    }
}

/// Counts everything anew and writes it down; answers with how many figures there are.
///
/// # Errors
/// When the database refuses.
pub async fn count(store: &Store, now: Timestamp) -> Result<usize> {
    let year = Date::of(now.date().year(), 1, 1).unwrap_or_else(|| now.date());
    let mut tally = Tally::default();
    people(store, &mut tally).await?;
    learners(store, year, &mut tally).await?;
    hours(store, year.start(), now, &mut tally).await?;
    parts(store, year.start(), &mut tally).await?;
    let counted = tally.into_counted();
    for chunk in counted.chunks(CHUNK) {
        let rows: Vec<_> = chunk.iter().map(|it| (&it.0, &it.1)).collect();
        store::transaction!(store, tx => { db::put_figures(tx, &rows, now).await })?;
    }
    store::transaction!(store, tx => { db::remove_older(tx, now).await })?;
    Ok(counted.len())
}

async fn people(store: &Store, tally: &mut Tally) -> Result<()> {
    for (place, people) in registry::tally_people_figures(store).await? {
        // A figure of people holds those of the places below it; only the nation has none of its own.
        if place.above().len() == 2 {
            tally.add_at(Place::root(), Code::People, people, 0);
        }
        tally.add_at(place, Code::People, people, 0);
    }
    Ok(())
}

async fn learners(store: &Store, year: Date, tally: &mut Tally) -> Result<()> {
    for it in classes::tally_running(store).await? {
        tally.add_at(it.place, Code::Running, it.classes, 0);
    }
    for it in classes::tally_learning(store).await? {
        tally.add_above(&it.place, Code::Learning, it.people, 0);
        tally.add_at(it.institution_place, Code::Learning, it.people, 0);
    }
    for it in classes::tally_finished(store, year).await? {
        tally.add_above(&it.place, Code::Finished, it.passed, it.people);
        tally.add_at(it.institution_place, Code::Finished, it.passed, it.people);
    }
    Ok(())
}

async fn hours(store: &Store, from: Timestamp, now: Timestamp, tally: &mut Tally) -> Result<()> {
    let posted = credits::tally_hours(store, from, now).await?;
    let mut ids: Vec<_> = posted.iter().map(|it| it.class_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut institutions: HashMap<_, Place> = HashMap::new();
    for chunk in ids.chunks(CLASSES) {
        let classes = classes::list_classes_by_id(store, chunk).await?;
        institutions.extend(classes.into_iter().map(|it| (it.id, it.institution_place)));
    }
    for it in posted {
        tally.add_above(&it.place, Code::Hours, it.hours_x100, 0);
        if let Some(institution) = institutions.get(&it.class_id) {
            tally.add_at(institution.clone(), Code::Hours, it.hours_x100, 0);
        }
    }
    Ok(())
}

async fn parts(store: &Store, from: Timestamp, tally: &mut Tally) -> Result<()> {
    for it in credits::tally_parts(store, from).await? {
        let done = if it.state == RecognitionState::Confirmed { it.parts } else { 0 };
        tally.add_above(&it.place, Code::Recognised, done, it.parts);
        tally.add_at(it.institution_place, Code::Recognised, done, it.parts);
    }
    Ok(())
}
