//! Courses, their lessons, and what is asked in them.

use kernel::Id;

use crate::{Plan, WatchRule};

/// The id of a lesson.
pub type LessonId = Id<Lesson>;
/// The id of a class.
pub type ClassId = Id<classes::Class>;

store::record! {
    /// A course: lessons in order.
    pub struct Course {
        /// Its id.
        pub id: Id<Course>,
        /// Its title.
        pub title: String,
    }
}

store::record! {
    /// A lesson: one film with captions and transcript, questions within it, and a quiz.
    pub struct Lesson {
        /// Its id.
        pub id: LessonId,
        /// The course it belongs to.
        pub course_id: Id<Course>,
        /// Its place in the course, from 1.
        pub nth: i64,
        /// Its title.
        pub title: String,
        /// Its length in milliseconds.
        pub duration_ms: i64,
        /// The blob of the film: MP4.
        pub video_key: String,
        /// The size of the film in bytes.
        pub video_bytes: i64,
        /// The blob of the captions: WebVTT, zh-CN.
        pub captions_key: String,
        /// The blob of the still picture: JPEG.
        pub poster_key: String,
        /// What is said, as text; paragraphs end with a line break.
        pub transcript: String,
    }
}

store::record! {
    /// Which course a class studies, and by which version of the rule.
    pub struct CourseClass {
        /// The class.
        pub class_id: ClassId,
        /// The course.
        pub course_id: Id<Course>,
        /// The title of the course.
        pub title: String,
        /// The version of the [`WatchRule`].
        pub rule_version: String,
        /// The number of its lessons.
        pub lessons: i64,
    }
}

store::record! {
    /// A question within a lesson, about what was just shown (domain 2.12.3).
    pub struct Question {
        /// Its id.
        pub id: Id<Question>,
        /// The position at which it opens, milliseconds.
        pub at_ms: i64,
        /// The question.
        pub wording: String,
        /// The answers, one a line.
        pub options: String,
        /// The place of the right answer, from 1.
        pub answer: i64,
        /// Why it is right.
        pub explanation: String,
        /// What the explanation rests on, or nothing.
        pub clause: String,
    }
}

store::record! {
    /// A question of a lesson's quiz: one right answer.
    pub struct QuizItem {
        /// Its id.
        pub id: Id<QuizItem>,
        /// Its place in the quiz, from 1.
        pub nth: i64,
        /// The question.
        pub wording: String,
        /// The answers, one a line.
        pub options: String,
        /// The place of the right answer, from 1.
        pub answer: i64,
        /// Why it is right.
        pub explanation: String,
    }
}

/// A lesson with all that is asked in it.
#[derive(Clone, Debug)]
pub struct Book {
    /// The lesson.
    pub lesson: Lesson,
    /// Its questions, by position.
    pub questions: Vec<Question>,
    /// Its quiz, in order.
    pub items: Vec<QuizItem>,
    /// What the rule needs to know of it.
    pub plan: Plan,
}

impl Book {
    /// A lesson and what is asked in it.
    #[must_use]
    pub fn new(lesson: Lesson, questions: Vec<Question>, items: Vec<QuizItem>) -> Self {
        let plan = Plan { duration_ms: lesson.duration_ms, questions: questions.iter().map(|it| it.at_ms).collect() };
        Self { lesson, questions, items, plan }
    }
}

/// A class with the course it studies and the rule by which watching counts in it.
#[derive(Clone, Debug)]
pub struct Studied {
    /// Class and course.
    pub course: CourseClass,
    /// The rule.
    pub rule: WatchRule,
}

/// A position in the media, or a length, as people read it: `12:34`, `1:02:03`.
#[must_use]
pub fn clock(ms: i64) -> String {
    let seconds = ms.max(0) / 1_000;
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes:02}:{seconds:02}") }
}

/// Bytes in megabytes, as shown before playing: `2.4`.
#[must_use]
pub fn megabytes(bytes: i64) -> String {
    let tenths = (bytes.max(0) + 52_428) / 104_858;
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_and_sizes_are_written_for_people() {
        assert_eq!(clock(754_321), "12:34");
        assert_eq!(clock(3_723_000), "1:02:03");
        assert_eq!(megabytes(2_500_000), "2.4");
        assert_eq!(megabytes(0), "0.0");
    }
}
