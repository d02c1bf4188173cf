//! What the demonstration world is made of, through the same functions as everything else.

mod content;

use std::path::Path;

use blobs::Blobs;
use bytes::Bytes;
use classes::Class;
use kernel::{Error, Id, PersonId, Result, Timestamp};
use store::{Store, Tx};
use uuid::Uuid;

use crate::course::{Book, Course, Lesson, Question, QuizItem, Studied};
use crate::quiz::{Answers, Attempt};
use crate::sitting::Playback;
use crate::store::{self as db, PlaybackRow};
use crate::tail::Tail;
use crate::{Beat, Intervals, Watch, film};
use content::{LESSONS, Written};

/// The version of the rule that the demonstration uses.
pub const RULE: &str = "2026-1";

/// Makes the course of two lessons from the films in `folder`: `lesson-1.mp4`, `.zh-CN.vtt`, `.jpg` and
/// `.txt`, and the same of `lesson-2`. Files go into `blobs`, under the digests of their bytes.
///
/// # Errors
/// When a file is missing or is no film, and when the database refuses.
pub async fn seed_course(store: &Store, blobs: &Blobs, folder: &Path, now: Timestamp) -> Result<Course> {
    let course = Course { id: Id::new(now), title: "普通话语音与汉语拼音教学".to_owned() };
    let mut lessons = Vec::new();
    for (written, nth) in LESSONS.iter().zip(1_i64..) {
        lessons.push((lesson(blobs, folder, &course, written, nth, now).await?, written));
    }
    store::transaction!(store, tx => {
        db::create_course(tx, &course, now).await?;
        for (lesson, written) in &lessons {
            db::create_lesson(tx, lesson).await?;
            ask(tx, lesson, written, now).await?;
        }
        Ok(())
    })?;
    Ok(course)
}

async fn lesson(
    blobs: &Blobs,
    folder: &Path,
    course: &Course,
    written: &Written,
    nth: i64,
    now: Timestamp,
) -> Result<Lesson> {
    let read = |end: &str| {
        let path = folder.join(format!("lesson-{nth}.{end}"));
        async move { tokio::fs::read(&path).await.map_err(|cause| Error::internal(format!("{}: {cause}", path.display()))) }
    };
    let film = read("mp4").await?;
    let duration_ms =
        film::duration_ms(&film).ok_or_else(|| Error::internal(format!("lesson-{nth}.mp4 is no film")))?;
    let transcript = String::from_utf8(read("txt").await?).map_err(Error::internal)?;
    let video_bytes = kernel::count(film.len());
    let keep = async |bytes: Vec<u8>| {
        blobs.put_content(Bytes::from(bytes)).await.map(|key| key.to_string()).map_err(Error::internal)
    };
    Ok(Lesson {
        id: Id::new(now),
        course_id: course.id,
        nth,
        title: written.title.to_owned(),
        duration_ms,
        video_key: keep(film).await?,
        video_bytes,
        captions_key: keep(read("zh-CN.vtt").await?).await?,
        poster_key: keep(read("jpg").await?).await?,
        transcript,
    })
}

async fn ask(tx: &mut Tx, lesson: &Lesson, written: &Written, now: Timestamp) -> Result<()> {
    let asked = &written.question;
    let question = Question {
        id: Id::new(now),
        // A shorter film asks before its end.
        at_ms: written.at_ms.min(lesson.duration_ms * 4 / 5),
        wording: asked.wording.to_owned(),
        options: asked.options.join("\n"),
        answer: asked.answer,
        explanation: asked.explanation.to_owned(),
        clause: String::new(),
    };
    db::create_question(tx, lesson.id, &question).await?;
    for (it, nth) in written.quiz.iter().zip(1_i64..) {
        let item = QuizItem {
            id: Id::new(now),
            nth,
            wording: it.wording.to_owned(),
            options: it.options.join("\n"),
            answer: it.answer,
            explanation: it.explanation.to_owned(),
        };
        db::create_item(tx, lesson.id, &item).await?;
    }
    Ok(())
}

/// Gives `class` the course; those already confirmed get their figure.
///
/// # Errors
/// When the database refuses.
pub async fn link(store: &Store, class: &Class, course: &Course, now: Timestamp) -> Result<()> {
    store::transaction!(store, tx => { db::link_course(tx, class, course.id, RULE, now).await })
}

/// How far a person of the demonstration came.
#[derive(Clone, Copy, Debug)]
pub enum Came {
    /// Watched `lesson` (from 1) up to this position in milliseconds, answered nothing.
    UpTo(i64, i64),
    /// Finished every lesson of the course.
    Through,
}

/// Writes down that `people` (id and name) studied in `class` as far as they `came`, from `at` on: the
/// same records that the player makes, so that every figure leads back to what made it.
///
/// # Errors
/// When the database refuses; [`Error::NotFound`] when the class has no course.
pub async fn study(
    store: &Store,
    class: &Class,
    people: &[(PersonId, String)],
    came: Came,
    at: Timestamp,
) -> Result<()> {
    let studied = db::find_studied(store, class.id).await?.ok_or(Error::NotFound)?;
    let mut books = Vec::new();
    for line in db::list_lesson_lines(store, Id::from(Uuid::nil()), &[class.id]).await? {
        books.push(db::find_book(store, line.lesson_id).await?.ok_or(Error::NotFound)?);
    }
    store::transaction!(store, tx => {
        for (person, name) in people {
            let mut begins = at;
            for book in &books {
                let to = match came {
                    Came::Through => book.lesson.duration_ms,
                    Came::UpTo(nth, to) if nth == book.lesson.nth => to.min(book.lesson.duration_ms),
                    Came::UpTo(..) => continue,
                };
                let studying = Studying { class, studied: &studied, book, person: *person, name, begins };
                studying.watched(tx, to, matches!(came, Came::Through)).await?;
                begins = begins.plus_millis(book.lesson.duration_ms + 300_000);
            }
            if matches!(came, Came::Through) {
                db::mean_score(tx, (*person, class.id, Id::from(Uuid::nil()))).await?;
            }
        }
        Ok(())
    })
}

/// One person at one lesson.
struct Studying<'a> {
    class: &'a Class,
    studied: &'a Studied,
    book: &'a Book,
    person: PersonId,
    name: &'a str,
    begins: Timestamp,
}

/// Milliseconds in a beat of the demonstration; the real player sends one each five seconds.
const BEAT_MS: i64 = 30_000;

impl Studying<'_> {
    async fn watched(&self, tx: &mut Tx, to: i64, through: bool) -> Result<()> {
        let end = self.begins.plus_millis(to);
        let mut watch = Watch::begun(self.begins);
        watch.add(&self.book.plan, 0, to, end.as_millis());
        self.played(tx, to).await?;
        if through {
            for (question, nth) in self.book.questions.iter().zip(0_usize..) {
                let at = self.begins.plus_millis(question.at_ms + 20_000);
                db::create_answer(tx, self.person, self.class.id, question, question.answer, at).await?;
                watch.answer(nth);
            }
            self.examined(tx, &mut watch, end.plus_millis(180_000)).await?;
        }
        let (progress, gain) = watch.settle(&self.book.plan, &self.studied.rule, end.plus_millis(180_000));
        let key = (self.person, self.class.id, self.book.lesson.id);
        db::write_watches(tx, &[(key, &watch, progress)], end).await?;
        db::add_gains(tx, &[(self.person, self.class.id, self.name, self.studied.course.lessons, gain)], end).await
    }

    /// The session and its beats.
    async fn played(&self, tx: &mut Tx, to: i64) -> Result<()> {
        let session = Id::<Playback>::new(self.begins).uuid();
        let beats = (to + BEAT_MS - 1) / BEAT_MS;
        let begun = self.begins.as_millis();
        let playback = Playback {
            begun_at: begun,
            last_at: begun + to,
            media_ms: to,
            taken: Intervals::of(1, beats + 1),
            ended_at: Some(begun + to),
            ..Playback::default()
        };
        let mut tail = Tail::default();
        let mut pages = db::NewPages::new();
        for seq in 1..=beats {
            let (from_ms, to_ms) = ((seq - 1) * BEAT_MS, (seq * BEAT_MS).min(to));
            let beat = Beat { seq, from_ms, to_ms, rate: 1.0, visible: true, at_ms: begun + to_ms };
            let came = Timestamp::from_millis(begun + to_ms);
            tail.add(&beat, (from_ms, to_ms, begun + to_ms), came);
            pages.take(self.person, session, &mut tail, came);
        }
        pages.run(tx).await?;
        let row = PlaybackRow { class_id: self.class.id, lesson_id: self.book.lesson.id, playback, tail };
        db::write_playbacks(tx, &[(self.person, session, &row)], self.begins.plus_millis(to)).await
    }

    /// The quiz: every second person misses its last question.
    async fn examined(&self, tx: &mut Tx, watch: &mut Watch, at: Timestamp) -> Result<()> {
        let items = &self.book.items;
        let slip = self.person.uuid().as_bytes().last().is_some_and(|it| it % 2 == 0);
        let mut answers = Answers::none(items.len());
        for (place, item) in items.iter().enumerate() {
            let wrong = slip && place + 1 == items.len();
            answers.choose(items, place, if wrong { item.answer % 3 + 1 } else { item.answer });
        }
        let score = answers.score(items);
        let stamp = Id::<Attempt>::new(at).uuid().simple().to_string();
        let key = (self.person, self.class.id, self.book.lesson.id);
        let attempt = Attempt {
            nth: 1,
            answers: answers.to_text(),
            score: Some(score),
            passed: Some(score >= self.studied.rule.quiz_pass),
            receipt: Some(format!(
                "{}-{}",
                at.date().to_string().replace('-', ""),
                stamp.get(22..).unwrap_or_default().to_uppercase()
            )),
            begun_at: at,
            submitted_at: Some(at),
        };
        db::save_attempt(tx, key, 1, &attempt.answers, at).await?;
        db::mark_attempt(tx, key, &attempt).await?;
        watch.quiz_score = Some(score);
        watch.quiz_at = (score >= self.studied.rule.quiz_pass).then_some(at);
        Ok(())
    }
}
