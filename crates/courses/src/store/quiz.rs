//! Attempts at quizzes and answers to questions within lessons.

use kernel::{Id, PersonId, Result, Timestamp};
use store::{On, Tx, sql};

use super::WatchKey;
use crate::course::{ClassId, LessonId, Question};
use crate::evidence::AnswerLine;
use crate::quiz::Attempt;

/// The attempts of a person at the quiz of a lesson, in order.
pub(crate) async fn list_attempts(on: impl Into<On<'_>>, key: WatchKey) -> Result<Vec<Attempt>> {
    Ok(sql("select nth, answers, score, passed, receipt, begun_at, submitted_at from quiz_attempt where person_id = $1 and class_id = $2 and lesson_id = $3 order by nth limit 100")
        .bind(key.0)
        .bind(key.1)
        .bind(key.2)
        .all(on)
        .await?)
}

/// One of them.
pub(crate) async fn find_attempt(on: impl Into<On<'_>>, key: WatchKey, nth: i64) -> Result<Option<Attempt>> {
    Ok(sql("select nth, answers, score, passed, receipt, begun_at, submitted_at from quiz_attempt where person_id = $1 and class_id = $2 and lesson_id = $3 and nth = $4")
        .bind(key.0)
        .bind(key.1)
        .bind(key.2)
        .bind(nth)
        .optional(on)
        .await?)
}

/// Keeps the answers of an attempt that was not yet handed in.
pub(crate) async fn save_attempt(tx: &mut Tx, key: WatchKey, nth: i64, answers: &str, now: Timestamp) -> Result<()> {
    sql("insert into quiz_attempt (person_id, class_id, lesson_id, nth, answers, begun_at) values ($1, $2, $3, $4, $5, $6) on conflict (person_id, class_id, lesson_id, nth) do update set answers = excluded.answers where quiz_attempt.submitted_at is null")
        .bind(key.0)
        .bind(key.1)
        .bind(key.2)
        .bind(nth)
        .bind(answers)
        .bind(now)
        .run(tx)
        .await?;
    Ok(())
}

/// Writes down how an attempt was marked; it is marked once.
pub(crate) async fn mark_attempt(tx: &mut Tx, key: WatchKey, attempt: &Attempt) -> Result<()> {
    sql("update quiz_attempt set score = $5, passed = $6, receipt = $7, submitted_at = $8 where person_id = $1 and class_id = $2 and lesson_id = $3 and nth = $4 and submitted_at is null")
        .bind(key.0)
        .bind(key.1)
        .bind(key.2)
        .bind(attempt.nth)
        .bind(attempt.score)
        .bind(attempt.passed)
        .bind(attempt.receipt.clone())
        .bind(attempt.submitted_at)
        .run(tx)
        .await?;
    Ok(())
}

/// Writes down an answer; the first one stands. Whether this is it.
pub(crate) async fn create_answer(
    tx: &mut Tx,
    person: PersonId,
    class: ClassId,
    question: &Question,
    choice: i64,
    now: Timestamp,
) -> Result<bool> {
    let written = sql("insert into answer (person_id, class_id, question_id, choice, correct, answered_at) values ($1, $2, $3, $4, $5, $6) on conflict (person_id, class_id, question_id) do nothing")
        .bind(person)
        .bind(class)
        .bind(question.id)
        .bind(choice)
        .bind(choice == question.answer)
        .bind(now)
        .run(tx)
        .await?;
    Ok(written == 1)
}

/// A person's answers to the questions within a lesson.
pub(crate) async fn list_answers(
    on: impl Into<On<'_>>,
    person: PersonId,
    class: ClassId,
    lesson: LessonId,
) -> Result<Vec<AnswerLine>> {
    Ok(sql("select a.question_id, a.choice, a.correct, a.answered_at from question q join answer a on a.person_id = $1 and a.class_id = $2 and a.question_id = q.id where q.lesson_id = $3 order by q.at_ms limit 62")
        .bind(person)
        .bind(class)
        .bind(Id::<crate::Lesson>::from(lesson.uuid()))
        .all(on)
        .await?)
}
