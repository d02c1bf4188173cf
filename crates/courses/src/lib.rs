//! Courses: lessons, the player's evidence, questions within a lesson, and quizzes.
//!
//! What counts is decided here and nowhere else: a person's watching of a lesson is the union of the
//! pieces that the rule accepts (domain 2.12.2), a lesson is finished when it is watched, its questions
//! are answered and its quiz is passed, and the figure of a person in a class is a row.

mod batcher;
mod beat;
pub mod course;
pub mod deed;
pub mod demo;
pub mod evidence;
mod film;
mod intervals;
mod ledger;
mod memory;
mod news;
mod noun;
mod pages;
pub mod quiz;
mod retention;
mod rule;
mod seal;
mod shelf;
mod sitting;
mod spent;
mod store;
mod tail;
mod varint;
mod watch;

use ::store::Migration;
use authz::Verb;
use http::{Beside, NavEntry, NavRight, Slice};

pub use batcher::{Batcher, MOST_BEATS, Recorded, Sent};
pub use beat::{Beat, Refused};
pub use course::{Book, ClassId, Course, CourseClass, Lesson, LessonId, Question, QuizItem, Studied};
pub use evidence::{AnswerLine, AttemptLine, Evidence, LessonEvidence, PlaybackLine};
pub use intervals::Intervals;
pub use noun::{Learner, RIGHTS, Study};
pub use rule::WatchRule;
pub use shelf::{may_study, open, records};
pub use sitting::{Outcome, Playback, Seat, Setting, take};
pub use spent::Spent;
pub use store::{
    LessonLine, create_course, create_evidence, create_item, create_lesson, create_question, find_book, find_evidence,
    find_studied, get_rule, link_course, list_answers_of_person, list_evidence, list_lesson_evidence,
    list_lesson_lines, list_marked_attempts, list_playbacks, list_raw_beats,
};
pub use tail::RawBeat;
pub use watch::{Gain, Plan, Progress, Watch};

/// The tables of the slice.
pub const MIGRATIONS: &[Migration] = &[
    Migration { slice: "courses", number: 1, text: include_str!("../migrations/0001_courses.sql") },
    Migration { slice: "courses", number: 2, text: include_str!("../migrations/0002_beat_pages.sql") },
    Migration { slice: "courses", number: 3, text: include_str!("../migrations/0003_retention.sql") },
];

/// The messages of the slice.
pub const MESSAGES: locale::Source = locale::source!("courses");

/// All that `app` needs to know.
#[must_use]
pub fn slice() -> Slice {
    Slice {
        name: "courses",
        migrations: MIGRATIONS,
        rights: RIGHTS,
        messages: vec![MESSAGES],
        retention: retention::RULES,
        routes: pages::routes(),
        nav: vec![
            NavEntry { key: "nav-courses", href: "/courses", right: NavRight::Teacher, order: 20 },
            NavEntry { key: "nav-studies", href: "/studies", right: NavRight::Duty(Verb::View, "study"), order: 20 },
        ],
        waiting: Some(pages::waiting),
        beside: vec![Beside {
            noun: "class",
            key: "study-beside-class",
            href: "/courses/{}/people",
            right: NavRight::Duty(Verb::View, "study"),
        }],
        subscribers: news::subscribers(),
        own: Some(|parts, own| own.make(|| Ok(Batcher::new(parts.store.clone(), parts.clock.clone())))),
        ..Slice::default()
    }
}
