//! The daily root: one digest over the ends of all chains that have grown, chained from day to day. Whoever takes
//! entries off the end of a chain has to make every later root anew, and the copies of the file of roots elsewhere.

use std::collections::HashMap;
use std::path::Path;

use kernel::{Date, Error, PersonId, Result, Timestamp};
use sha2::{Digest as _, Sha256};
use store::Store;
use uuid::Uuid;

use crate::root_rows::{self as rows, Head, Place};

/// Entries looked at in one step.
const STEP: u32 = 1_000;
/// An entry bears the moment of its deed and is there a little later; one that comes later still is taken with the
/// next of its chain.
const LATE_MILLIS: i64 = 86_400_000;

store::record! {
    /// A daily root.
    pub struct Root {
        /// The day that was over.
        pub day: Date,
        /// When it was taken; what was written by then is in it.
        pub taken_at: Timestamp,
        /// Chains that had grown.
        pub chains: i64,
        /// The root before; 32 noughts for the first.
        pub previous: Vec<u8>,
        /// SHA-256 over the root before, the day, and the end of each chain in the order of people.
        pub root: Vec<u8>,
    }
}

impl Root {
    /// The line of the file of roots.
    #[must_use]
    pub fn line(&self) -> String {
        format!("{} {} {}", self.day, self.chains, hex::encode(&self.root))
    }
}

/// Takes the root of the day before `now`; again on the same day it answers with the one that was taken.
///
/// # Errors
/// When the database refuses. Begun again, it goes on.
pub async fn take_root(store: &Store, now: Timestamp) -> Result<Root> {
    let day = now.date().plus_days(-1);
    let mut last = rows::find_last_root(store).await?;
    let from = last.as_ref().map_or(Timestamp::from_millis(i64::MIN), |it| it.taken_at.plus_millis(-LATE_MILLIS));
    if let Some(open) = rows::find_unfinished(store, last.as_ref().map(|it| it.day)).await?.filter(|it| *it < day) {
        last = Some(close(store, open, last.as_ref(), now).await?);
    }
    if let Some(last) = last.clone().filter(|it| it.day >= day) {
        return Ok(last);
    }
    gather(store, day, from).await?;
    close(store, day, last.as_ref(), now).await
}

/// Writes the ends of the chains that have grown since `from`.
async fn gather(store: &Store, day: Date, from: Timestamp) -> Result<()> {
    let mut after = Place { at: from, person_id: PersonId::house(), nth: 0 };
    loop {
        let places = rows::list_places(store, &after, STEP).await?;
        let Some(last) = places.last() else { return Ok(()) };
        let mut people: Vec<PersonId> = places.iter().map(|it| it.person_id).collect();
        people.sort_unstable();
        people.dedup();
        store::transaction!(store, tx => {
            let ends = rows::list_ends(&mut *tx, &people).await?;
            let known: HashMap<PersonId, i64> = rows::list_known(&mut *tx, &people).await?.into_iter().collect();
            let grown: Vec<Head> =
                ends.into_iter().filter(|it| known.get(&it.person_id).is_none_or(|nth| *nth < it.nth)).collect();
            rows::insert_heads(tx, day, &grown).await
        })?;
        after = last.clone();
    }
}

async fn close(store: &Store, day: Date, last: Option<&Root>, now: Timestamp) -> Result<Root> {
    let previous = last.map_or_else(|| vec![0; 32], |it| it.root.clone());
    let (chains, root) = digest(store, day, &previous).await?;
    let root = Root { day, taken_at: now, chains, previous, root };
    store::transaction!(store, tx => { rows::insert_root(tx, &root).await })?;
    Ok(root)
}

/// The root of `day` over its heads, and how many there are.
async fn digest(store: &Store, day: Date, previous: &[u8]) -> Result<(i64, Vec<u8>)> {
    let mut hash = Sha256::new();
    hash.update(previous);
    hash.update(day.to_string());
    let (mut chains, mut after, mut first) = (0, PersonId::house(), true);
    loop {
        let heads = rows::list_heads(store, day, after, first, STEP).await?;
        let Some(last) = heads.last() else { return Ok((chains, hash.finalize().to_vec())) };
        (after, first) = (last.person_id, false);
        for it in &heads {
            hash.update(it.person_id.uuid().as_bytes());
            hash.update(it.nth.to_be_bytes());
            hash.update(&it.digest);
        }
        chains += kernel::count(heads.len());
    }
}

/// What is wrong with the roots, or what they say is wrong with the chains.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RootFault {
    /// The entry with which the chain ended on that day is gone: it was removed, with all after it or alone.
    Removed(PersonId, i64, Date),
    /// The entry with which the chain ended on that day is another one.
    Altered(PersonId, i64, Date),
    /// The root of that day is not that of its heads and of the day before.
    Broken(Date),
    /// The file has a root of that day, and the database none or another one.
    NotOfFile(Date),
    /// A line of the file is no root.
    Unreadable(usize),
}

/// Holds the roots against the chains, against each other, and against the lines of the file of roots.
///
/// # Errors
/// When the database refuses.
pub async fn verify_roots(store: &Store, file: &str) -> Result<Vec<RootFault>> {
    let mut faults = verify_heads(store).await?;
    let roots = all_roots(store).await?;
    let mut previous = vec![0; 32];
    for it in &roots {
        let (chains, root) = digest(store, it.day, &previous).await?;
        if it.previous != previous || it.root != root || it.chains != chains {
            faults.push(RootFault::Broken(it.day));
        }
        previous.clone_from(&it.root);
    }
    let known: HashMap<Date, String> = roots.iter().map(|it| (it.day, it.line())).collect();
    for (line, nth) in file.lines().zip(1..) {
        let day = line.split(' ').next().and_then(|day| day.parse::<Date>().ok());
        match day {
            None => faults.push(RootFault::Unreadable(nth)),
            Some(day) if known.get(&day).is_some_and(|it| it == line) => {}
            Some(day) => faults.push(RootFault::NotOfFile(day)),
        }
    }
    Ok(faults)
}

async fn verify_heads(store: &Store) -> Result<Vec<RootFault>> {
    let mut faults = Vec::new();
    let mut after = (PersonId::from(Uuid::nil()), None);
    loop {
        let page = rows::list_held(store, after, STEP).await?;
        let Some(last) = page.last() else { return Ok(faults) };
        after = (last.person_id, Some(last.day));
        for it in &page {
            match &it.found {
                None => faults.push(RootFault::Removed(it.person_id, it.nth, it.day)),
                Some(found) if *found != it.digest => {
                    faults.push(RootFault::Altered(it.person_id, it.nth, it.day));
                }
                Some(_) => {}
            }
        }
    }
}

/// All of them: one a day.
async fn all_roots(store: &Store) -> Result<Vec<Root>> {
    let mut all: Vec<Root> = Vec::new();
    loop {
        let page = rows::list_roots(store, all.last().map(|it| it.day), STEP).await?;
        if page.is_empty() {
            return Ok(all);
        }
        all.extend(page);
    }
}

/// Adds to the file of roots what it does not have yet; it is made when it is missing.
///
/// # Errors
/// When the database or the disk refuses.
pub async fn write_roots(store: &Store, path: &Path) -> Result<()> {
    use std::io::Write as _;
    let written = read_roots(path)?;
    let last = written.lines().filter_map(|line| line.split(' ').next()?.parse::<Date>().ok()).max();
    let mut text = String::new();
    // A line that was cut off by a crash is not mended: the doctor names it.
    if !written.is_empty() && !written.ends_with('\n') {
        text.push('\n');
    }
    for it in all_roots(store).await?.iter().filter(|it| last.is_none_or(|last| it.day > last)) {
        text.push_str(&it.line());
        text.push('\n');
    }
    let mut file = std::fs::File::options().create(true).append(true).open(path).map_err(Error::internal)?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(Error::internal)
}

/// The file of roots; empty when there is none.
///
/// # Errors
/// When the disk refuses.
pub fn read_roots(path: &Path) -> Result<String> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(text),
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => Ok(String::new()),
        Err(cause) => Err(Error::internal(cause)),
    }
}
