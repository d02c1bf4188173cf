//! The record of a person and a lesson, and the lock of a person.

use kernel::{Error, PersonId, Result, Timestamp};
use store::{Insert, On, Tx, sql};

use crate::course::{ClassId, LessonId};
use crate::watch::Progress;
use crate::{Intervals, Watch, varint};

/// Person, class, lesson.
pub(crate) type WatchKey = (PersonId, ClassId, LessonId);

store::record! {
    pub(crate) struct WatchRow {
        pub(crate) covered: Vec<u8>, pub(crate) passed: Vec<u8>, pub(crate) answered: i64, pub(crate) figured_ms: i64, pub(crate) quiz_score: Option<i64>,
        pub(crate) begun_at: Timestamp, pub(crate) watched_at: Option<Timestamp>, pub(crate) quiz_at: Option<Timestamp>, pub(crate) done_at: Option<Timestamp>,
    }
}

/// Stored bytes that are not what we wrote.
pub(crate) fn damaged(table: &str) -> Error {
    Error::internal(format!("a row of {table} is damaged"))
}

impl WatchRow {
    pub(crate) fn watch(self) -> Result<Watch> {
        Ok(Watch {
            covered: Intervals::decode(&self.covered).ok_or_else(|| damaged("watch"))?,
            passed: varint::read_all(&self.passed).ok_or_else(|| damaged("watch"))?,
            answered: self.answered,
            figured_ms: self.figured_ms,
            quiz_score: self.quiz_score,
            begun_at: self.begun_at,
            watched_at: self.watched_at,
            quiz_at: self.quiz_at,
            done_at: self.done_at,
        })
    }
}

/// The record of a person and a lesson.
pub(crate) async fn find_watch(on: impl Into<On<'_>>, key: WatchKey) -> Result<Option<Watch>> {
    let row: Option<WatchRow> = sql("select covered, passed, answered, figured_ms, quiz_score, begun_at, watched_at, quiz_at, done_at from watch where person_id = $1 and class_id = $2 and lesson_id = $3")
        .bind(key.0)
        .bind(key.1)
        .bind(key.2)
        .optional(on)
        .await?;
    row.map(WatchRow::watch).transpose()
}

/// Writes records with what counts of them now.
pub(crate) async fn write_watches(tx: &mut Tx, watches: &[(WatchKey, &Watch, Progress)], now: Timestamp) -> Result<()> {
    let mut rows = Insert::into(
        "watch",
        &["person_id", "class_id", "lesson_id", "covered", "passed", "answered", "watched_ms", "recorded_ms", "figured_ms", "quiz_score", "begun_at", "watched_at", "quiz_at", "done_at", "updated_at"],
    )
    .suffix("on conflict (person_id, class_id, lesson_id) do update set covered = excluded.covered, passed = excluded.passed, answered = excluded.answered, watched_ms = excluded.watched_ms, recorded_ms = excluded.recorded_ms, figured_ms = excluded.figured_ms, quiz_score = excluded.quiz_score, watched_at = excluded.watched_at, quiz_at = excluded.quiz_at, done_at = excluded.done_at, updated_at = excluded.updated_at")
    .room(watches.len());
    for (key, it, progress) in watches {
        rows.row([
            key.0.into(),
            key.1.into(),
            key.2.into(),
            it.covered.encode().into(),
            it.passed_bytes().into(),
            it.answered.into(),
            progress.watched_ms.into(),
            progress.recorded_ms.into(),
            it.figured_ms.into(),
            it.quiz_score.into(),
            it.begun_at.into(),
            it.watched_at.into(),
            it.quiz_at.into(),
            it.done_at.into(),
            now.into(),
        ]);
    }
    rows.run(tx).await?;
    Ok(())
}

/// Takes the person's row for this transaction: until it ends, nobody else changes what this person
/// has learned. First deed of every such transaction but the batch, which checks versions instead.
pub(crate) async fn hold(tx: &mut Tx, person: PersonId) -> Result<()> {
    sql("insert into seat (person_id, session_id, last_at, claimed, slack_ms, slack_at, days, version) values ($1, null, 0, $2, 0, 0, $2, 1) on conflict (person_id) do update set version = seat.version + 1")
        .bind(person)
        .bind(Vec::<u8>::new())
        .run(tx)
        .await?;
    Ok(())
}
