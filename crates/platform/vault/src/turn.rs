//! The turning of a ring: what was sealed under another key is sealed anew under the active one.

use kernel::{Clock, Error, Result, Timestamp};
use store::Store;
use uuid::Uuid;

pub use crate::store::Turned;
use crate::store::{self as rows, Progress};
use crate::unlock::acknowledge;
use crate::{Count, Fault, Hold, Holding, KeyId, Ring, Step, Stepping, Tally, Vault};

/// Records in one transaction: short enough that nobody waits for it.
const STEP: u32 = 200;
/// Records opened at once when nothing is written.
const LOOK: u32 = 1_000;
/// Faults that are named; more are more of the same.
const NAMED: usize = 100;
/// So often a holding is walked, while programs that had not seen the new key leave something behind.
const ROUNDS: usize = 3;
/// A key rests so long before it is retired: what was begun with it is long written by then.
const REST_MILLIS: i64 = 10 * 60_000;

/// How far the turning of a holding has come.
#[derive(Clone, Copy, Debug)]
pub struct Turn {
    /// The holding.
    pub holding: &'static str,
    /// Records seen in this round.
    pub seen: i64,
    /// Values sealed anew.
    pub moved: i64,
    /// Values that do not open. They stay as they are.
    pub unreadable: i64,
    /// Whether it is at its end.
    pub ended: bool,
}

/// Seals anew what `holdings` hold. It may be broken off between any two steps and begun again: it goes on
/// where it stood. No value is unreadable in between, because the ring has both keys. `tell` hears of each step.
///
/// # Errors
/// When the database refuses.
pub async fn turn(
    store: &Store,
    vault: &Vault,
    _: &Hold,
    clock: &Clock,
    holdings: &[&dyn Holding],
    tell: &mut (dyn FnMut(&Turn) + Send),
) -> Result<Vec<Turn>> {
    turn_telling(store, vault, clock, holdings, &mut Aloud(tell)).await
}

/// Who hears of each step, between two transactions.
pub(crate) trait Telling: Send {
    /// Hears of it.
    ///
    /// # Errors
    /// Then the turning is broken off.
    fn tell<'a>(&'a mut self, turn: &'a Turn) -> Stepping<'a, ()>;
}

struct Aloud<'a>(&'a mut (dyn FnMut(&Turn) + Send));

impl Telling for Aloud<'_> {
    fn tell<'a>(&'a mut self, turn: &'a Turn) -> Stepping<'a, ()> {
        (self.0)(turn);
        Box::pin(std::future::ready(Ok(())))
    }
}

pub(crate) async fn turn_telling(
    store: &Store,
    vault: &Vault,
    clock: &Clock,
    holdings: &[&dyn Holding],
    tell: &mut dyn Telling,
) -> Result<Vec<Turn>> {
    let ring = vault.ring();
    acknowledge(store, &ring, clock.now()).await?;
    let mut turns = Vec::new();
    for holding in holdings {
        let mut last = walk(store, &ring, clock, *holding, tell).await?;
        for _ in 1..ROUNDS {
            let left: i64 = stale(&ring, &holding.tally(store).await?);
            if left <= last.unreadable {
                break;
            }
            let round = walk(store, &ring, clock, *holding, tell).await?;
            last = Turn { moved: last.moved + round.moved, ..round };
        }
        turns.push(last);
    }
    Ok(turns)
}

/// Sealed values that are not current.
#[must_use]
pub fn stale(ring: &Ring, tallies: &[Tally]) -> i64 {
    let stale = |it: &&Tally| match it.count {
        Count::Sealed => it.key != Some(ring.active()),
        Count::Unnamed => true,
        Count::Traces => false,
    };
    tallies.iter().filter(stale).map(|it| it.values).sum()
}

/// One round through a holding, from where the last one was broken off.
async fn walk(
    store: &Store,
    ring: &Ring,
    clock: &Clock,
    holding: &dyn Holding,
    tell: &mut dyn Telling,
) -> Result<Turn> {
    let (name, key) = (holding.name(), ring.active());
    let begin =
        |now| Progress { after_id: Uuid::nil(), seen: 0, moved: 0, unreadable: 0, begun_at: now, ended_at: None };
    let found = rows::find_progress(store, name, key).await?.filter(|it| it.ended_at.is_none());
    let mut at = found.unwrap_or_else(|| begin(clock.now()));
    while at.ended_at.is_none() {
        let now = clock.now();
        at = store::transaction!(store, tx => {
            let step = holding.turn(tx, ring, at.after_id, STEP).await?;
            let next = advanced(&at, &step, now);
            rows::keep_progress(tx, name, key, &next).await?;
            Ok(next)
        })?;
        tell.tell(&said(name, &at)).await?;
    }
    Ok(said(name, &at))
}

fn advanced(at: &Progress, step: &Step, now: Timestamp) -> Progress {
    let unreadable = step.faults.iter().filter(|(_, fault)| matches!(fault, Fault::Unreadable(..))).count();
    Progress {
        after_id: step.last.unwrap_or(at.after_id),
        seen: at.seen + step.seen,
        moved: at.moved + step.moved,
        unreadable: at.unreadable + kernel::count(unreadable),
        begun_at: at.begun_at,
        ended_at: step.last.is_none().then_some(now),
    }
}

/// How far the turning of a holding under the active key has come, as it stands in the database.
///
/// # Errors
/// When the database refuses.
pub async fn list_turns(store: &Store, ring: &Ring) -> Result<Vec<Turned>> {
    rows::list_turned(store, ring.active()).await
}

fn said(holding: &'static str, at: &Progress) -> Turn {
    let (seen, moved, unreadable) = (at.seen, at.moved, at.unreadable);
    Turn { holding, seen, moved, unreadable, ended: at.ended_at.is_some() }
}

/// How many values each key has sealed, over all holdings.
///
/// # Errors
/// When the database refuses.
pub async fn tally(store: &Store, holdings: &[&dyn Holding]) -> Result<Vec<Tally>> {
    let mut all = Vec::new();
    for holding in holdings {
        all.extend(holding.tally(store).await?);
    }
    Ok(all)
}

/// What a look at every sealed value found.
#[derive(Clone, Debug, Default)]
pub struct Examined {
    /// Records opened.
    pub seen: i64,
    /// What is wrong, with the holding and the record; the first hundred.
    pub faults: Vec<(&'static str, Uuid, Fault)>,
    /// How many faults there are.
    pub wrong: usize,
    /// How many of them are values that cannot be found.
    pub untraced: usize,
}

/// Opens everything.
///
/// # Errors
/// When the database refuses.
pub async fn examine(store: &Store, ring: &Ring, holdings: &[&dyn Holding]) -> Result<Examined> {
    let mut all = Examined::default();
    for holding in holdings {
        let mut after = Some(Uuid::nil());
        while let Some(from) = after {
            let step = holding.examine(store, ring, from, LOOK).await?;
            all.seen += step.seen;
            all.wrong += step.faults.len();
            all.untraced += step.faults.iter().filter(|(_, it)| matches!(it, Fault::Untraced(_))).count();
            let room = NAMED.saturating_sub(all.faults.len());
            all.faults.extend(step.faults.iter().take(room).map(|(record, fault)| (holding.name(), *record, *fault)));
            after = step.last;
        }
    }
    Ok(all)
}

/// Why a key was not retired.
#[derive(Debug, thiserror::Error)]
pub enum NotRetired {
    /// It seals.
    #[error("key {0} is the active one: `xingtan keys rotate` first")]
    Active(KeyId),
    /// There is no such key.
    #[error("the ring has no key {0}")]
    Unknown(KeyId),
    /// It was replaced a moment ago.
    #[error("key {0} was replaced a moment ago, and what was begun with it may still be written: try again at {1}")]
    Fresh(KeyId, Timestamp),
    /// Something is sealed with it.
    #[error(
        "{1} values of {2} are sealed with key {0}: `xingtan keys reseal` first; `xingtan doctor` names those that do not open"
    )]
    Wanted(KeyId, i64, &'static str),
    /// Something would be found no more.
    #[error("{0} records cannot be found under the active key: `xingtan doctor` names them")]
    Untraced(usize),
    /// The database or the ring.
    #[error(transparent)]
    Failed(#[from] Error),
}

/// Takes a key that nothing is sealed with out of the ring, with its traces; how many traces there were. What
/// older backups hold under it opens only with a copy of the ring from before.
///
/// # Errors
/// See [`NotRetired`].
pub async fn retire(
    store: &Store,
    vault: &Vault,
    hold: &Hold,
    clock: &Clock,
    holdings: &[&dyn Holding],
    id: KeyId,
) -> std::result::Result<u64, NotRetired> {
    let ring = vault.ring();
    if id == ring.active() {
        return Err(NotRetired::Active(id));
    }
    let key = ring.key(id).ok_or(NotRetired::Unknown(id))?;
    let rested = key.replaced_at().unwrap_or_default().plus_millis(REST_MILLIS);
    if clock.now() < rested {
        return Err(NotRetired::Fresh(id, rested));
    }
    wanted(store, holdings, id).await?;
    let untraced = examine(store, &ring, holdings).await?.untraced;
    if untraced > 0 {
        return Err(NotRetired::Untraced(untraced));
    }
    let mut traces = 0;
    for holding in holdings {
        traces += holding.forget(store, id).await?;
    }
    // Once more, now that nobody can have begun anything with it.
    wanted(store, holdings, id).await?;
    // In this order: a key that is still in the ring and said to be retired does no harm.
    rows::set_retired(store, id, clock.now()).await?;
    vault.remove(hold, id)?;
    Ok(traces)
}

async fn wanted(store: &Store, holdings: &[&dyn Holding], id: KeyId) -> std::result::Result<(), NotRetired> {
    let sealed = |it: &&Tally| it.key == Some(id) && it.count != Count::Traces && it.values > 0;
    match tally(store, holdings).await?.iter().find(sealed) {
        Some(it) => Err(NotRetired::Wanted(id, it.values, it.field)),
        None => Ok(()),
    }
}
