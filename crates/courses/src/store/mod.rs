//! Every statement of the slice.

mod evidence;
mod expired;
mod lessons;
mod playback;
mod quiz;
mod watch;

pub use evidence::{
    LessonLine, create_evidence, find_evidence, list_answers_of_person, list_evidence, list_lesson_evidence,
    list_lesson_lines, list_marked_attempts, list_playbacks,
};
pub(crate) use evidence::{add_gains, mean_score};
pub(crate) use expired::{clear_tails, delete_beat_pages, find_oldest_beat_page, find_oldest_tail};
pub(crate) use lessons::seal_key;
pub use lessons::{
    create_course, create_item, create_lesson, create_question, find_book, find_studied, get_rule, link_course,
};
pub use playback::list_raw_beats;
pub(crate) use playback::{NewPages, PlaybackRow, find_playback, list_seats, write_playbacks, write_seats};
pub(crate) use quiz::{create_answer, find_attempt, list_answers, list_attempts, mark_attempt, save_attempt};
pub(crate) use watch::{WatchKey, find_watch, hold, write_watches};
