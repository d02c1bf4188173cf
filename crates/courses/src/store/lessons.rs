//! Courses, lessons, what is asked in them, and the rule.

use classes::{Class, EnrolmentState};
use kernel::{Id, Result, Timestamp};
use store::{Insert, On, Store, Tx, sql};

use crate::course::{Book, ClassId, Course, CourseClass, Lesson, LessonId, Question, QuizItem, Studied};
use crate::rule::WatchRule;

/// The lesson `id` with its questions and its quiz.
///
/// # Errors
/// When the database refuses.
pub async fn find_book(on: impl Into<On<'_>>, id: LessonId) -> Result<Option<Book>> {
    let mut on = on.into();
    let lesson: Option<Lesson> = sql("select id, course_id, nth, title, duration_ms, video_key, video_bytes, captions_key, poster_key, transcript from lesson where id = $1").bind(id).optional(on.again()).await?;
    let Some(lesson) = lesson else { return Ok(None) };
    let questions: Vec<Question> =
        sql("select id, at_ms, wording, options, answer, explanation, clause from question where lesson_id = $1 order by at_ms limit 62").bind(id).all(on.again()).await?;
    let items: Vec<QuizItem> =
        sql("select id, nth, wording, options, answer, explanation from quiz_item where lesson_id = $1 order by nth limit 100").bind(id).all(on).await?;
    Ok(Some(Book::new(lesson, questions, items)))
}

/// The course that `class` studies, and the rule by which watching counts in it.
///
/// # Errors
/// When the database refuses.
pub async fn find_studied(on: impl Into<On<'_>>, class: ClassId) -> Result<Option<Studied>> {
    let mut on = on.into();
    let course: Option<CourseClass> = sql("select k.class_id, k.course_id, c.title, k.rule_version, k.lessons from course_class k join course c on c.id = k.course_id where k.class_id = $1")
        .bind(class)
        .optional(on.again())
        .await?;
    let Some(course) = course else { return Ok(None) };
    let rule = get_rule(on, &course.rule_version).await?;
    Ok(Some(Studied { course, rule }))
}

/// Version `version` of the rule.
///
/// # Errors
/// [`kernel::Error::NotFound`] when there is none.
pub async fn get_rule(on: impl Into<On<'_>>, version: &str) -> Result<WatchRule> {
    Ok(sql("select version, percent, rate_percent, slack_ms, late_ms, daily_hours, hour_minutes, window_ms, quiz_pass, quiz_tries, citation, valid_from, valid_until from watch_rule where version = $1")
        .bind(version)
        .one(on)
        .await?)
}

/// Makes a course.
///
/// # Errors
/// When the database refuses.
pub async fn create_course(tx: &mut Tx, course: &Course, now: Timestamp) -> Result<()> {
    sql("insert into course (id, title, created_at) values ($1, $2, $3)")
        .bind(course.id)
        .bind(course.title.as_str())
        .bind(now)
        .run(tx)
        .await?;
    Ok(())
}

/// Makes a lesson.
///
/// # Errors
/// When the database refuses; a place of the course holds one lesson.
pub async fn create_lesson(tx: &mut Tx, it: &Lesson) -> Result<()> {
    sql("insert into lesson (id, course_id, nth, title, duration_ms, video_key, video_bytes, captions_key, poster_key, transcript) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)")
        .bind(it.id)
        .bind(it.course_id)
        .bind(it.nth)
        .bind(it.title.as_str())
        .bind(it.duration_ms)
        .bind(it.video_key.as_str())
        .bind(it.video_bytes)
        .bind(it.captions_key.as_str())
        .bind(it.poster_key.as_str())
        .bind(it.transcript.as_str())
        .run(tx)
        .await?;
    Ok(())
}

/// Puts a question into a lesson.
///
/// # Errors
/// When the database refuses; a position holds one question.
pub async fn create_question(tx: &mut Tx, lesson: LessonId, it: &Question) -> Result<()> {
    sql("insert into question (id, lesson_id, at_ms, wording, options, answer, explanation, clause) values ($1, $2, $3, $4, $5, $6, $7, $8)")
        .bind(it.id)
        .bind(lesson)
        .bind(it.at_ms)
        .bind(it.wording.as_str())
        .bind(it.options.as_str())
        .bind(it.answer)
        .bind(it.explanation.as_str())
        .bind(it.clause.as_str())
        .run(tx)
        .await?;
    Ok(())
}

/// Puts a question into a lesson's quiz.
///
/// # Errors
/// When the database refuses; a place of the quiz holds one question.
pub async fn create_item(tx: &mut Tx, lesson: LessonId, it: &QuizItem) -> Result<()> {
    sql("insert into quiz_item (id, lesson_id, nth, wording, options, answer, explanation) values ($1, $2, $3, $4, $5, $6, $7)")
        .bind(it.id)
        .bind(lesson)
        .bind(it.nth)
        .bind(it.wording.as_str())
        .bind(it.options.as_str())
        .bind(it.answer)
        .bind(it.explanation.as_str())
        .run(tx)
        .await?;
    Ok(())
}

/// Enrolments read at a time.
const PAGE: u32 = 500;

/// Gives `class` the course it studies; those already confirmed get their figure.
///
/// # Errors
/// When the database refuses; a class studies one course.
pub async fn link_course(
    tx: &mut Tx,
    class: &Class,
    course: Id<Course>,
    rule_version: &str,
    now: Timestamp,
) -> Result<()> {
    let lessons: i64 =
        sql("select count(*) as value from lesson where course_id = $1").bind(course).value(&mut *tx).await?;
    sql("insert into course_class (class_id, course_id, rule_version, lessons, linked_at) values ($1, $2, $3, $4, $5)")
        .bind(class.id)
        .bind(course)
        .bind(rule_version)
        .bind(lessons)
        .bind(now)
        .run(&mut *tx)
        .await?;
    let mut after = None;
    loop {
        let people = classes::list_enrolments(&mut *tx, class.id, Some(EnrolmentState::Confirmed), after, PAGE).await?;
        let mut rows =
            Insert::into("evidence", super::evidence::COLUMNS).suffix("on conflict (person_id, class_id) do nothing");
        people
            .iter()
            .for_each(|it| rows.row(super::evidence::empty_row(it.person_id, class.id, &it.person_name, lessons, now)));
        rows.run(&mut *tx).await?;
        after = people.last().map(|it| it.person_id);
        if people.len() < 500 {
            return Ok(());
        }
    }
}

/// The key of the seals; made by whoever asks first.
pub(crate) async fn seal_key(on: &Store, fresh: Vec<u8>) -> Result<Vec<u8>> {
    sql("insert into course_seal (id, secret) values (1, $1) on conflict (id) do nothing").bind(fresh).run(on).await?;
    Ok(sql("select secret as value from course_seal where id = 1").value(on).await?)
}
