//! What one person has watched of one lesson in one class, and what of it counts.

use kernel::Timestamp;

use crate::{WatchRule, intervals::Intervals, varint};

/// What a rule needs to know of a lesson.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Its length in milliseconds.
    pub duration_ms: i64,
    /// The positions of its questions in milliseconds, in order; at most 62.
    pub questions: Vec<i64>,
}

/// The record of a person and a lesson.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Watch {
    /// What was watched, whatever counts of it.
    pub covered: Intervals,
    /// When each question of the plan was first passed, in order; 0 while it was not.
    pub passed: Vec<i64>,
    /// One bit for each question that was answered.
    pub answered: i64,
    /// The part of `watched_ms` that the person's figure already holds.
    pub figured_ms: i64,
    /// The best score of the quiz, of 100.
    pub quiz_score: Option<i64>,
    /// When the first beat came.
    pub begun_at: Timestamp,
    /// When enough was watched and every question answered.
    pub watched_at: Option<Timestamp>,
    /// When the quiz was passed.
    pub quiz_at: Option<Timestamp>,
    /// When the lesson was finished: watched, answered, and the quiz passed.
    pub done_at: Option<Timestamp>,
}

/// What counts at a moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// 已记录至, milliseconds.
    pub recorded_ms: i64,
    /// The union of all that counts, milliseconds.
    pub watched_ms: i64,
    /// Watched enough, and every question answered.
    pub watched: bool,
    /// Milliseconds that wait for the answer of a question.
    pub held_ms: i64,
}

/// What a change of the record means for the person's figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gain {
    /// Lessons finished: 0 or 1.
    pub lessons: i64,
    /// Watched milliseconds more (or less, when a question was missed).
    pub watched_ms: i64,
    /// Milliseconds of finished lessons more.
    pub counted_ms: i64,
}

/// The figure follows in steps of this size, so that not each beat writes it.
const FIGURE_STEP_MS: i64 = 60_000;

impl Watch {
    /// A record that begins at `at`.
    #[must_use]
    pub fn begun(at: Timestamp) -> Self {
        Self { begun_at: at, ..Self::default() }
    }

    /// Adds a piece that ended at `at_ms`; how much of it was new. Notes the questions it passed.
    pub fn add(&mut self, plan: &Plan, from: i64, to: i64, at_ms: i64) -> i64 {
        self.passed.resize(plan.questions.len(), 0);
        for (passed, at) in self.passed.iter_mut().zip(&plan.questions) {
            if *passed == 0 && from <= *at && *at < to {
                *passed = at_ms;
            }
        }
        self.covered.add(from, to)
    }

    /// Whether question `nth` was answered.
    #[must_use]
    pub fn has_answered(&self, nth: usize) -> bool {
        u32::try_from(nth).ok().and_then(|nth| 1_i64.checked_shl(nth)).is_some_and(|bit| self.answered & bit != 0)
    }

    /// Notes that question `nth` was answered.
    pub fn answer(&mut self, nth: usize) {
        if let Some(bit) = u32::try_from(nth).ok().and_then(|nth| 1_i64.checked_shl(nth)) {
            self.answered |= bit;
        }
    }

    /// What counts at `now`. A question that was passed and left unanswered for longer than its window
    /// holds back what lies between the last confirmed point and the question, and nothing else; its
    /// answer, however late, gives it back (domain 2.12.3).
    #[must_use]
    pub fn progress(&self, plan: &Plan, rule: &WatchRule, now: Timestamp) -> Progress {
        let mut counted = self.covered.clone();
        let mut confirmed = 0;
        let mut all_answered = true;
        for (nth, at) in plan.questions.iter().enumerate() {
            if self.has_answered(nth) {
                confirmed = *at;
                continue;
            }
            all_answered = false;
            let passed = self.passed.get(nth).copied().unwrap_or_default();
            if passed > 0 && now.as_millis() > passed.saturating_add(rule.window_ms) {
                counted.remove(confirmed, *at);
            }
        }
        let watched_ms = counted.length();
        Progress {
            recorded_ms: counted.reach().min(plan.duration_ms),
            watched_ms,
            watched: all_answered && rule.is_enough(watched_ms, plan.duration_ms),
            held_ms: self.covered.length() - watched_ms,
        }
    }

    /// Brings the record's own conclusions up to date after a change; what the figure gains by it.
    /// What was once finished stays finished.
    pub fn settle(&mut self, plan: &Plan, rule: &WatchRule, now: Timestamp) -> (Progress, Gain) {
        let progress = self.progress(plan, rule, now);
        if progress.watched && self.watched_at.is_none() {
            self.watched_at = Some(now);
        }
        let done = self.done_at.is_none() && self.watched_at.is_some() && self.quiz_at.is_some();
        if done {
            self.done_at = Some(now);
        }
        let step = progress.watched_ms / FIGURE_STEP_MS != self.figured_ms / FIGURE_STEP_MS;
        let mut gain = Gain::default();
        if done || step || progress.watched {
            gain.watched_ms = progress.watched_ms - self.figured_ms;
            self.figured_ms = progress.watched_ms;
        }
        if done {
            (gain.lessons, gain.counted_ms) = (1, plan.duration_ms);
        }
        (progress, gain)
    }

    /// The passed questions, as stored.
    pub(crate) fn passed_bytes(&self) -> Vec<u8> {
        varint::encode(self.passed.iter().copied())
    }
}

impl Gain {
    /// Whether the figure stays as it is.
    #[must_use]
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }

    /// Both together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self {
            lessons: self.lessons + other.lessons,
            watched_ms: self.watched_ms + other.watched_ms,
            counted_ms: self.counted_ms + other.counted_ms,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::rule;

    const T: i64 = 1_795_000_000_000;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(T + seconds * 1_000)
    }

    fn plan() -> Plan {
        Plan { duration_ms: 180_000, questions: vec![60_000, 120_000] }
    }

    #[test]
    fn a_missed_question_voids_only_what_lies_since_the_last_confirmed_point() {
        let mut watch = Watch::begun(at(0));
        watch.add(&plan(), 0, 150_000, T + 150_000);
        watch.answer(0);
        // Within the window everything counts.
        assert_eq!(watch.progress(&plan(), &rule(), at(200)).watched_ms, 150_000);
        let late = watch.progress(&plan(), &rule(), at(271));
        assert_eq!((late.watched_ms, late.recorded_ms, late.held_ms), (90_000, 60_000, 60_000));
        // The answer gives it back.
        watch.answer(1);
        assert_eq!(watch.progress(&plan(), &rule(), at(999)).watched_ms, 150_000);
    }

    #[test]
    fn a_lesson_is_finished_once_watched_answered_and_passed() {
        let mut watch = Watch::begun(at(0));
        watch.add(&plan(), 0, 170_000, T);
        let (progress, gain) = watch.settle(&plan(), &rule(), at(1));
        assert!(!progress.watched);
        assert_eq!(gain, Gain { watched_ms: 170_000, ..Gain::default() });
        watch.answer(0);
        watch.answer(1);
        assert!(watch.settle(&plan(), &rule(), at(2)).0.watched);
        assert_eq!(watch.done_at, None);
        watch.quiz_at = Some(at(3));
        let (_, gain) = watch.settle(&plan(), &rule(), at(4));
        assert_eq!(gain, Gain { lessons: 1, counted_ms: 180_000, ..Gain::default() });
        assert_eq!(watch.settle(&plan(), &rule(), at(5)).1, Gain::default());
        assert_eq!(watch.done_at, Some(at(4)));
    }

    #[test]
    fn the_figure_follows_minute_by_minute() {
        let mut watch = Watch::begun(at(0));
        watch.add(&plan(), 0, 30_000, T);
        assert!(watch.settle(&plan(), &rule(), at(1)).1.is_none());
        watch.add(&plan(), 30_000, 61_000, T);
        assert_eq!(watch.settle(&plan(), &rule(), at(2)).1.watched_ms, 61_000);
    }
}
