//! Sessions, the clock of their people, and beats; all in batches.

use kernel::{PersonId, Result, Timestamp};
use store::{Insert, Store, Tx, sql, sql_list};
use uuid::Uuid;

use super::watch::{WatchRow, damaged};
use crate::course::{ClassId, LessonId};
use crate::memory::Seated;
use crate::tail::{self, RawBeat, Tail};
use crate::{Intervals, Playback, Seat, Spent};

/// A session with its lesson.
#[derive(Clone, Debug)]
pub(crate) struct PlaybackRow {
    pub class_id: ClassId,
    pub lesson_id: LessonId,
    pub playback: Playback,
    pub tail: Tail,
}

store::record! {
    struct SeatRow {
        person_id: PersonId, session_id: Option<kernel::Id<Playback>>, seat_last_at: i64, claimed: Vec<u8>, slack_ms: i64, slack_at: i64, days: Vec<u8>, version: i64,
        class_id: Option<kernel::Id<classes::Class>>, lesson_id: Option<LessonId>, begun_at: Option<i64>, last_at: Option<i64>, media_ms: Option<i64>, skew_ms: Option<i64>, taken: Option<Vec<u8>>, refused: Option<i64>, ended_at: Option<i64>, tail: Option<Vec<u8>>, pages: Option<i64>,
        covered: Option<Vec<u8>>, passed: Option<Vec<u8>>, answered: Option<i64>, figured_ms: Option<i64>, quiz_score: Option<i64>, watch_begun_at: Option<Timestamp>, watched_at: Option<Timestamp>, quiz_at: Option<Timestamp>, done_at: Option<Timestamp>,
    }
}

store::record! {
    struct Stored { class_id: ClassId, lesson_id: LessonId, begun_at: i64, last_at: i64, media_ms: i64, skew_ms: i64, taken: Vec<u8>, refused: i64, ended_at: Option<i64>, tail: Option<Vec<u8>>, pages: i64 }
}

/// The seats of `people`, in one statement.
pub(crate) async fn list_seats(tx: &mut Tx, people: &[PersonId]) -> Result<Vec<Seated>> {
    let rows: Vec<SeatRow> = sql_list(
        "select s.person_id, s.session_id, s.last_at as seat_last_at, s.claimed, s.slack_ms, s.slack_at, s.days, s.version, p.class_id, p.lesson_id, p.begun_at, p.last_at, p.media_ms, p.skew_ms, p.taken, p.refused, p.ended_at, p.tail, p.pages, w.covered, w.passed, w.answered, w.figured_ms, w.quiz_score, w.begun_at as watch_begun_at, w.watched_at, w.quiz_at, w.done_at from seat s left join playback p on p.person_id = s.person_id and p.id = s.session_id left join watch w on w.person_id = s.person_id and w.class_id = p.class_id and w.lesson_id = p.lesson_id where s.person_id in ({list})",
        Vec::new(),
        people.iter().copied(),
    )
    .all(tx)
    .await?;
    rows.into_iter().map(SeatRow::seated).collect()
}

impl SeatRow {
    fn seated(self) -> Result<Seated> {
        let spent =
            Spent::of(&self.claimed, self.slack_ms, self.slack_at, &self.days).ok_or_else(|| damaged("seat"))?;
        let session = self.session_id.map(kernel::Id::uuid);
        let seat = Seat { session, last_at: self.seat_last_at, spent, version: self.version };
        let stored = || {
            Some(Stored {
                class_id: self.class_id?,
                lesson_id: self.lesson_id?,
                begun_at: self.begun_at?,
                last_at: self.last_at?,
                media_ms: self.media_ms?,
                skew_ms: self.skew_ms?,
                taken: self.taken.clone()?,
                refused: self.refused?,
                ended_at: self.ended_at,
                tail: self.tail.clone(),
                pages: self.pages?,
            })
        };
        let playback = match (session, stored()) {
            (Some(id), Some(stored)) => Some((id, stored.row()?)),
            _ => None,
        };
        let watch = match (&playback, self.covered, self.passed, self.answered, self.figured_ms, self.watch_begun_at) {
            (Some((_, row)), Some(covered), Some(passed), Some(answered), Some(figured_ms), Some(begun_at)) => {
                let stored = WatchRow {
                    covered,
                    passed,
                    answered,
                    figured_ms,
                    quiz_score: self.quiz_score,
                    begun_at,
                    watched_at: self.watched_at,
                    quiz_at: self.quiz_at,
                    done_at: self.done_at,
                };
                Some(((self.person_id, row.class_id, row.lesson_id), stored.watch()?))
            }
            _ => None,
        };
        Ok(Seated { person: self.person_id, seat, playback, watch })
    }
}

impl Stored {
    fn row(self) -> Result<PlaybackRow> {
        let taken = Intervals::decode(&self.taken).ok_or_else(|| damaged("playback"))?;
        let playback = Playback {
            begun_at: self.begun_at,
            last_at: self.last_at,
            media_ms: self.media_ms,
            skew_ms: self.skew_ms,
            taken,
            refused: self.refused,
            ended_at: self.ended_at,
        };
        let tail = Tail::of(self.tail, self.pages);
        Ok(PlaybackRow { class_id: self.class_id, lesson_id: self.lesson_id, playback, tail })
    }
}

/// One session of a person.
pub(crate) async fn find_playback(tx: &mut Tx, person: PersonId, session: Uuid) -> Result<Option<PlaybackRow>> {
    let row: Option<Stored> = sql("select class_id, lesson_id, begun_at, last_at, media_ms, skew_ms, taken, refused, ended_at, tail, pages from playback where person_id = $1 and id = $2")
        .bind(person)
        .bind(session)
        .optional(tx)
        .await?;
    row.map(Stored::row).transpose()
}

/// Writes seats whose versions were counted up; `false` when somebody else wrote one meanwhile: then
/// the transaction is to be undone.
pub(crate) async fn write_seats(tx: &mut Tx, seats: &[(PersonId, &Seat)]) -> Result<bool> {
    let mut rows = Insert::into("seat", &["person_id", "session_id", "last_at", "claimed", "slack_ms", "slack_at", "days", "version"]).suffix(
        "on conflict (person_id) do update set session_id = excluded.session_id, last_at = excluded.last_at, claimed = excluded.claimed, slack_ms = excluded.slack_ms, slack_at = excluded.slack_at, days = excluded.days, version = excluded.version where seat.version = excluded.version - 1",
    )
    .room(seats.len());
    for (person, seat) in seats {
        let (claimed, slack_ms, slack_at, days) = seat.spent.parts();
        rows.row([
            (*person).into(),
            seat.session.into(),
            seat.last_at.into(),
            claimed.into(),
            slack_ms.into(),
            slack_at.into(),
            days.into(),
            seat.version.into(),
        ]);
    }
    Ok(rows.run(tx).await? == u64::try_from(seats.len()).unwrap_or(u64::MAX))
}

/// Writes sessions.
pub(crate) async fn write_playbacks(
    tx: &mut Tx,
    playbacks: &[(PersonId, Uuid, &PlaybackRow)],
    now: Timestamp,
) -> Result<()> {
    let mut rows = Insert::into(
        "playback",
        &["person_id", "id", "class_id", "lesson_id", "begun_at", "last_at", "received_at", "media_ms", "skew_ms", "taken", "refused", "ended_at", "tail", "pages"],
    )
    .suffix("on conflict (person_id, id) do update set begun_at = excluded.begun_at, last_at = excluded.last_at, received_at = excluded.received_at, media_ms = excluded.media_ms, skew_ms = excluded.skew_ms, taken = excluded.taken, refused = excluded.refused, ended_at = excluded.ended_at, tail = excluded.tail, pages = excluded.pages")
    .room(playbacks.len());
    for (person, id, row) in playbacks {
        let it = &row.playback;
        let (tail, pages) = row.tail.parts();
        rows.row([
            (*person).into(),
            (*id).into(),
            row.class_id.into(),
            row.lesson_id.into(),
            it.begun_at.into(),
            it.last_at.into(),
            now.into(),
            it.media_ms.into(),
            it.skew_ms.into(),
            it.taken.encode().into(),
            it.refused.into(),
            it.ended_at.into(),
            tail.into(),
            pages.into(),
        ]);
    }
    rows.run(tx).await?;
    Ok(())
}

/// Full pages of raw beats on their way into the table.
pub(crate) struct NewPages(Insert);

impl NewPages {
    pub(crate) const fn new() -> Self {
        Self(Insert::into("beat_page", &["person_id", "session_id", "nth", "beats", "received_at"]))
    }

    /// Takes the page of a session's tail, when it is full.
    pub(crate) fn take(&mut self, person: PersonId, session: Uuid, tail: &mut Tail, now: Timestamp) {
        if let Some((nth, beats)) = tail.take_full() {
            self.0.row([person.into(), session.into(), nth.into(), beats.into(), now.into()]);
        }
    }

    /// Writes them.
    pub(crate) async fn run(self, tx: &mut Tx) -> Result<()> {
        self.0.run(tx).await?;
        Ok(())
    }
}

/// Every beat of a session that counted, as it came, in the order in which they came.
///
/// # Errors
/// When the database refuses, or a page is damaged.
pub async fn list_raw_beats(on: &Store, person: PersonId, session: Uuid) -> Result<Vec<RawBeat>> {
    let mut pages: Vec<Vec<u8>> =
        sql("select beats as value from beat_page where person_id = $1 and session_id = $2 order by nth")
            .bind(person)
            .bind(session)
            .values(on)
            .await?;
    let tail: Vec<Option<Vec<u8>>> = sql("select tail as value from playback where person_id = $1 and id = $2")
        .bind(person)
        .bind(session)
        .values(on)
        .await?;
    pages.extend(tail.into_iter().flatten());
    let beats: Option<Vec<_>> = pages.iter().map(|bytes| tail::read(bytes)).collect();
    Ok(beats.ok_or_else(|| damaged("beat_page"))?.concat())
}
