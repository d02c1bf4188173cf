//! A batch of posts between the reading and the writing of its rows.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use kernel::{Error, PersonId, Refusal, Result, Timestamp};
use store::Tx;
use uuid::Uuid;

use crate::batcher::Recorded;
use crate::course::{Book, ClassId, LessonId, Studied};
use crate::memory::{Memory, Seated};
use crate::sitting::{Setting, take};
use crate::store::{self as db, NewPages, PlaybackRow, WatchKey};
use crate::tail::Tail;
use crate::watch::Progress;
use crate::{Beat, Gain, Playback, Refused, Seat, Watch};

/// A post with what the rules need to know of it.
#[derive(Clone, Debug)]
pub(crate) struct Post {
    pub person: PersonId,
    pub name: Arc<str>,
    pub class: ClassId,
    pub lesson: LessonId,
    pub studied: Arc<Studied>,
    pub book: Arc<Book>,
    pub session: Uuid,
    pub opened_at: Timestamp,
    pub beats: Vec<Beat>,
}

/// The answer to a post.
pub(crate) type Answer = std::result::Result<Recorded, Refusal>;

/// Another program wrote a person's row between our reading and our writing.
#[derive(Debug, thiserror::Error)]
#[error("another program records the same person; begun anew")]
struct Race;

pub(crate) fn is_race(error: &Error) -> bool {
    matches!(error, Error::Internal(cause) if cause.is::<Race>())
}

/// The rows of a batch.
pub(crate) struct Ledger {
    /// Ordered, so that two programs write people in the same order and never wait for each other.
    seats: BTreeMap<PersonId, (Seat, bool)>,
    playbacks: HashMap<(PersonId, Uuid), (PlaybackRow, bool)>,
    watches: HashMap<WatchKey, (Watch, Option<Progress>)>,
    gains: HashMap<(PersonId, ClassId), (Arc<str>, i64, Gain)>,
    pages: NewPages,
}

impl Ledger {
    /// What the people of `posts` did last, from `memory`, and for those not in it by one statement.
    pub(crate) async fn read(tx: &mut Tx, posts: &[Post], memory: &mut Memory) -> Result<Self> {
        let mut people: Vec<PersonId> = posts.iter().map(|it| it.person).collect();
        people.sort_unstable();
        people.dedup();
        let mut ledger = Self {
            seats: BTreeMap::new(),
            playbacks: HashMap::new(),
            watches: HashMap::new(),
            gains: HashMap::new(),
            pages: NewPages::new(),
        };
        people.retain(|person| match memory.take(*person) {
            Some(it) => {
                ledger.put(it);
                false
            }
            None => true,
        });
        if !people.is_empty() {
            for it in db::list_seats(tx, &people).await? {
                ledger.put(it);
            }
        }
        Ok(ledger)
    }

    fn put(&mut self, it: Seated) {
        if let Some((id, row)) = it.playback {
            self.playbacks.insert((it.person, id), (row, false));
        }
        if let Some((key, watch)) = it.watch {
            self.watches.insert(key, (watch, None));
        }
        self.seats.insert(it.person, (it.seat, false));
    }

    /// The people as they are after this batch, for the next one.
    pub(crate) fn seated(mut self) -> Vec<Seated> {
        let seats = std::mem::take(&mut self.seats);
        let mut seated = Vec::with_capacity(seats.len());
        for (person, (seat, _)) in seats {
            let playback = seat.session.and_then(|id| Some((id, self.playbacks.remove(&(person, id))?.0)));
            let key = playback.as_ref().map(|(_, row)| (person, row.class_id, row.lesson_id));
            let watch = key.and_then(|key| Some((key, self.watches.remove(&key)?.0)));
            seated.push(Seated { person, seat, playback, watch });
        }
        seated
    }

    /// Reads what a post needs beyond that: a session or a lesson other than the person's last.
    async fn complete(&mut self, tx: &mut Tx, post: &Post, now: Timestamp) -> Result<()> {
        let session = (post.person, post.session);
        if let Entry::Vacant(place) = self.playbacks.entry(session) {
            let row = db::find_playback(tx, post.person, post.session).await?;
            place.insert((
                row.unwrap_or_else(|| PlaybackRow {
                    class_id: post.class,
                    lesson_id: post.lesson,
                    playback: Playback::default(),
                    tail: Tail::default(),
                }),
                false,
            ));
        }
        let key = (post.person, post.class, post.lesson);
        if let Entry::Vacant(place) = self.watches.entry(key) {
            place.insert((db::find_watch(tx, key).await?.unwrap_or_else(|| Watch::begun(now)), None));
        }
        Ok(())
    }

    /// Takes one post.
    pub(crate) async fn take(&mut self, tx: &mut Tx, post: &Post, now: Timestamp) -> Result<Recorded> {
        self.complete(tx, post, now).await?;
        let key = (post.person, post.class, post.lesson);
        let (seat, seat_changed) = self.seats.entry(post.person).or_default();
        let missing = || Error::internal("a row of the batch is missing");
        let (row, row_changed) = self.playbacks.get_mut(&(post.person, post.session)).ok_or_else(missing)?;
        let (watch, progress) = self.watches.get_mut(&key).ok_or_else(missing)?;
        if (row.class_id, row.lesson_id) != (post.class, post.lesson) {
            // A session belongs to the page on which it began.
            return Ok(Recorded {
                refused: post.beats.iter().map(|it| (it.seq, Refused::Outside)).collect(),
                ..Recorded::default()
            });
        }
        let on = Setting { plan: &post.book.plan, rule: &post.studied.rule, opened_at: post.opened_at, now };
        let before = seat.session;
        let outcome = take(seat, &mut row.playback, watch, post.session, &post.beats, on);
        let (now_progress, gain) = watch.settle(&post.book.plan, &post.studied.rule, now);
        *progress = Some(now_progress);
        (*seat_changed, *row_changed) = (true, true);
        for (beat, from, to, at) in &outcome.accepted {
            row.tail.add(beat, (*from, *to, *at), now);
        }
        self.pages.take(post.person, post.session, &mut row.tail, now);
        if !gain.is_none() {
            let kept = self
                .gains
                .entry((post.person, post.class))
                .or_insert_with(|| (Arc::clone(&post.name), post.studied.course.lessons, Gain::default()));
            kept.2 = kept.2.and(gain);
        }
        if let (Some(at), Some(before)) = (outcome.took_over_at, before) {
            self.end(post.person, before, at);
        }
        Ok(Recorded {
            acked: outcome.acked,
            refused: outcome.refused,
            recorded_ms: now_progress.recorded_ms,
            watched_ms: now_progress.watched_ms,
            complete: now_progress.watched,
            paused: outcome.paused,
        })
    }

    /// Ends the session that held the seat; it came with the seat or in this batch.
    fn end(&mut self, person: PersonId, session: Uuid, at: i64) {
        if let Some((row, changed)) = self.playbacks.get_mut(&(person, session)) {
            row.playback.ended_at = Some(at);
            *changed = true;
        }
    }

    /// Writes what changed: at most five statements for the whole batch.
    pub(crate) async fn write(&mut self, tx: &mut Tx, now: Timestamp) -> Result<()> {
        for (seat, _) in self.seats.values_mut().filter(|it| it.1) {
            seat.version += 1;
        }
        let seats: Vec<_> = self.seats.iter().filter(|it| it.1.1).map(|(person, it)| (*person, &it.0)).collect();
        if seats.is_empty() {
            return Ok(());
        }
        if !db::write_seats(tx, &seats).await? {
            return Err(Error::internal(Race));
        }
        let playbacks: Vec<_> =
            self.playbacks.iter().filter(|it| it.1.1).map(|(key, (row, _))| (key.0, key.1, row)).collect();
        db::write_playbacks(tx, &playbacks, now).await?;
        let watches: Vec<_> =
            self.watches.iter().filter_map(|(key, (watch, progress))| Some((*key, watch, (*progress)?))).collect();
        db::write_watches(tx, &watches, now).await?;
        std::mem::replace(&mut self.pages, NewPages::new()).run(tx).await?;
        if !self.gains.is_empty() {
            let gains: Vec<_> = self.gains.iter().map(|(key, it)| (key.0, key.1, &*it.0, it.1, it.2)).collect();
            db::add_gains(tx, &gains, now).await?;
        }
        Ok(())
    }
}
