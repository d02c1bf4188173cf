//! What a person has done in a class, as the links after this one read it.

use kernel::{PersonId, Timestamp};

use crate::course::{ClassId, LessonId};

store::record! {
    /// The figure of a person in a class: a row kept up to date, never a sum made on a page.
    pub struct Evidence {
        /// Who.
        pub person_id: PersonId,
        /// In which class.
        pub class_id: ClassId,
        /// The name, as in the enrolment.
        pub person_name: String,
        /// Lessons finished: watched, questions answered, quiz passed.
        pub lessons_done: i64,
        /// Lessons of the class's course.
        pub lessons_total: i64,
        /// Media that count, milliseconds; follows by whole minutes.
        pub watched_ms: i64,
        /// Whole minutes of the lessons finished: what hours are made of.
        pub minutes: i64,
        /// The mean of the best scores of the quizzes taken, of 100.
        pub quiz_best: Option<i64>,
        /// Every lesson is finished.
        pub complete: bool,
        /// When it last changed.
        pub updated_at: Timestamp,
    }
}

store::record! {
    /// What a person has done in one lesson.
    pub struct LessonEvidence {
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
        /// Media that count, milliseconds.
        pub watched_ms: i64,
        /// The lesson is finished.
        pub complete: bool,
        /// When enough was watched and every question answered.
        pub watched_at: Option<Timestamp>,
        /// When its last question was answered.
        pub question_answered_at: Option<Timestamp>,
        /// The best score of its quiz, of 100.
        pub quiz_score: Option<i64>,
        /// When its quiz was passed.
        pub quiz_at: Option<Timestamp>,
        /// When it was finished.
        pub completed_at: Option<Timestamp>,
        /// Whole minutes that it counts; 0 until it is finished.
        pub minutes: i64,
        /// What was watched, as stored.
        pub covered: Option<Vec<u8>>,
    }
}

impl LessonEvidence {
    /// The pieces that were watched, milliseconds.
    #[must_use]
    pub fn pieces(&self) -> Vec<(i64, i64)> {
        let covered = self.covered.as_deref().and_then(crate::Intervals::decode).unwrap_or_default();
        covered.iter().collect()
    }
}

store::record! {
    /// One learning session, for whoever looks into a figure.
    pub struct PlaybackLine {
        /// The lesson.
        pub lesson_id: LessonId,
        /// When it began, by our clock.
        pub begun_at: Timestamp,
        /// When its newest beat ended.
        pub last_at: Timestamp,
        /// When its newest post came.
        pub received_at: Timestamp,
        /// All media it played, rewatching included, milliseconds.
        pub media_ms: i64,
        /// How many beats were refused.
        pub refused: i64,
    }
}

store::record! {
    /// The answer to a question within a lesson.
    pub struct AnswerLine {
        /// The question.
        pub question_id: kernel::Id<crate::Question>,
        /// The place of the chosen answer, from 1.
        pub choice: i64,
        /// Whether it is the right one.
        pub correct: bool,
        /// When.
        pub answered_at: Timestamp,
    }
}

store::record! {
    /// A marked attempt at a quiz, for whoever looks into a figure.
    pub struct AttemptLine {
        /// The lesson.
        pub lesson_id: LessonId,
        /// Counted from 1.
        pub nth: i64,
        /// Of 100.
        pub score: i64,
        /// Whether it passes.
        pub passed: bool,
        /// The number of the receipt.
        pub receipt: String,
        /// When it was handed in.
        pub submitted_at: Timestamp,
    }
}
