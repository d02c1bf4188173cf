//! The figure of a person in a class, and what makes it.

use kernel::{PersonId, Result, Timestamp};
use store::{Insert, On, Tx, Value, sql, sql_list};

use super::WatchKey;
use crate::Gain;
use crate::course::{ClassId, LessonId};
use crate::evidence::{AnswerLine, AttemptLine, Evidence, LessonEvidence, PlaybackLine};

pub(super) const COLUMNS: &[&str] = &[
    "person_id",
    "class_id",
    "person_name",
    "lessons_done",
    "lessons_total",
    "watched_ms",
    "counted_ms",
    "updated_at",
];

pub(super) fn empty_row(person: PersonId, class: ClassId, name: &str, lessons: i64, now: Timestamp) -> [Value; 8] {
    row(person, class, name, lessons, Gain::default(), now)
}

fn row(person: PersonId, class: ClassId, name: &str, lessons: i64, gain: Gain, now: Timestamp) -> [Value; 8] {
    [
        person.into(),
        class.into(),
        name.into(),
        gain.lessons.into(),
        lessons.into(),
        gain.watched_ms.into(),
        gain.counted_ms.into(),
        now.into(),
    ]
}

/// A person's figure in a class.
///
/// # Errors
/// When the database refuses.
pub async fn find_evidence(on: impl Into<On<'_>>, person: PersonId, class: ClassId) -> Result<Option<Evidence>> {
    Ok(sql("select person_id, class_id, person_name, lessons_done, lessons_total, watched_ms, counted_ms / 60000 as minutes, quiz_best, (lessons_total > 0 and lessons_done >= lessons_total) as complete, updated_at from evidence where person_id = $1 and class_id = $2")
        .bind(person)
        .bind(class)
        .optional(on)
        .await?)
}

/// The figures of a class, by person, after `after`; at most `limit`.
///
/// # Errors
/// When the database refuses.
pub async fn list_evidence(
    on: impl Into<On<'_>>,
    class: ClassId,
    after: Option<PersonId>,
    limit: i64,
) -> Result<Vec<Evidence>> {
    let after = after.unwrap_or_else(|| uuid::Uuid::nil().into());
    Ok(sql("select person_id, class_id, person_name, lessons_done, lessons_total, watched_ms, counted_ms / 60000 as minutes, quiz_best, (lessons_total > 0 and lessons_done >= lessons_total) as complete, updated_at from evidence where class_id = $1 and person_id > $2 order by person_id limit $3")
        .bind(class)
        .bind(after)
        .bind(limit)
        .all(on)
        .await?)
}

/// What a person has done in each lesson of a class's course, in order.
///
/// # Errors
/// When the database refuses.
pub async fn list_lesson_evidence(
    on: impl Into<On<'_>>,
    person: PersonId,
    class: ClassId,
) -> Result<Vec<LessonEvidence>> {
    Ok(sql("select l.id as lesson_id, l.nth, l.title, l.duration_ms, l.video_bytes, coalesce(w.recorded_ms, 0) as recorded_ms, coalesce(w.watched_ms, 0) as watched_ms, (w.done_at is not null) as complete, w.watched_at, (select max(a.answered_at) from question q join answer a on a.person_id = $1 and a.class_id = $2 and a.question_id = q.id where q.lesson_id = l.id) as question_answered_at, w.quiz_score, w.quiz_at, w.done_at as completed_at, (case when w.done_at is null then 0 else l.duration_ms / 60000 end) as minutes, w.covered from course_class k join lesson l on l.course_id = k.course_id left join watch w on w.person_id = $1 and w.class_id = $2 and w.lesson_id = l.id where k.class_id = $2 order by l.nth limit 200")
        .bind(person)
        .bind(class)
        .all(on)
        .await?)
}

store::record! {
    /// A lesson of one of a person's classes, for the first page.
    pub struct LessonLine {
        /// The class.
        pub class_id: ClassId,
        /// The lesson.
        pub lesson_id: LessonId,
        /// Its place in the course.
        pub nth: i64,
        /// Its title.
        pub title: String,
        /// Its length, milliseconds.
        pub duration_ms: i64,
        /// The size of its film, bytes.
        pub video_bytes: i64,
        /// 已记录至, milliseconds.
        pub recorded_ms: i64,
        /// When enough was watched.
        pub watched_at: Option<Timestamp>,
        /// When its quiz was passed.
        pub quiz_at: Option<Timestamp>,
        /// When it was finished.
        pub done_at: Option<Timestamp>,
    }
}

/// The lessons of several classes with a person's state in each, in order.
///
/// # Errors
/// When the database refuses.
pub async fn list_lesson_lines(
    on: impl Into<On<'_>>,
    person: PersonId,
    classes: &[ClassId],
) -> Result<Vec<LessonLine>> {
    Ok(sql_list(
        "select k.class_id, l.id as lesson_id, l.nth, l.title, l.duration_ms, l.video_bytes, coalesce(w.recorded_ms, 0) as recorded_ms, w.watched_at, w.quiz_at, w.done_at from course_class k join lesson l on l.course_id = k.course_id left join watch w on w.person_id = $1 and w.class_id = k.class_id and w.lesson_id = l.id where k.class_id in ({list}) order by k.class_id, l.nth limit 200",
        vec![person.into()],
        classes.iter().copied(),
    )
    .all(on)
    .await?)
}

/// Makes the figure of a person who was confirmed; one that is there stays.
///
/// # Errors
/// When the database refuses.
pub async fn create_evidence(
    tx: &mut Tx,
    person: PersonId,
    class: ClassId,
    name: &str,
    lessons: i64,
    now: Timestamp,
) -> Result<()> {
    let mut rows = Insert::into("evidence", COLUMNS).suffix("on conflict (person_id, class_id) do nothing");
    rows.row(empty_row(person, class, name, lessons, now));
    rows.run(tx).await?;
    Ok(())
}

/// Adds gains to the figures `(person, class, name, lessons of the course, gain)`.
pub(crate) async fn add_gains(
    tx: &mut Tx,
    gains: &[(PersonId, ClassId, &str, i64, Gain)],
    now: Timestamp,
) -> Result<()> {
    let mut rows = Insert::into("evidence", COLUMNS).suffix(
        "on conflict (person_id, class_id) do update set lessons_done = evidence.lessons_done + excluded.lessons_done, watched_ms = evidence.watched_ms + excluded.watched_ms, counted_ms = evidence.counted_ms + excluded.counted_ms, updated_at = excluded.updated_at",
    );
    gains.iter().for_each(|it| rows.row(row(it.0, it.1, it.2, it.3, it.4, now)));
    rows.run(tx).await?;
    Ok(())
}

/// Brings the mean of the best scores up to date after a quiz was marked.
pub(crate) async fn mean_score(tx: &mut Tx, key: WatchKey) -> Result<()> {
    sql("update evidence set quiz_best = (select cast(sum(w.quiz_score) as bigint) / count(w.quiz_score) from watch w where w.person_id = $1 and w.class_id = $2 and w.quiz_score is not null) where person_id = $1 and class_id = $2")
        .bind(key.0)
        .bind(key.1)
        .run(tx)
        .await?;
    Ok(())
}

/// The learning sessions of a person in a class, the newest first; at most 100.
///
/// # Errors
/// When the database refuses.
pub async fn list_playbacks(on: impl Into<On<'_>>, person: PersonId, class: ClassId) -> Result<Vec<PlaybackLine>> {
    Ok(sql("select lesson_id, begun_at, last_at, received_at, media_ms, refused from playback where person_id = $1 and class_id = $2 order by begun_at desc limit 100").bind(person).bind(class).all(on).await?)
}

/// The answers of a person to the questions within the lessons of a class.
///
/// # Errors
/// When the database refuses.
pub async fn list_answers_of_person(
    on: impl Into<On<'_>>,
    person: PersonId,
    class: ClassId,
) -> Result<Vec<AnswerLine>> {
    Ok(sql("select question_id, choice, correct, answered_at from answer where person_id = $1 and class_id = $2 order by answered_at limit 200").bind(person).bind(class).all(on).await?)
}

/// The marked attempts of a person at the quizzes of a class.
///
/// # Errors
/// When the database refuses.
pub async fn list_marked_attempts(on: impl Into<On<'_>>, person: PersonId, class: ClassId) -> Result<Vec<AttemptLine>> {
    Ok(sql("select lesson_id, nth, score, passed, receipt, submitted_at from quiz_attempt where person_id = $1 and class_id = $2 and submitted_at is not null order by submitted_at limit 200").bind(person).bind(class).all(on).await?)
}
