//! The quiz of a lesson: five questions, each answer saved as it is chosen, marked once.

use kernel::{PersonId, Refusal, Timestamp, text};

use crate::WatchRule;
use crate::course::{ClassId, LessonId, QuizItem};

store::record! {
    /// One attempt of a person at a quiz.
    pub struct Attempt {
        /// Counted from 1.
        pub nth: i64,
        /// The answers so far, as [`Answers`] are stored.
        pub answers: String,
        /// The score, of 100, once marked.
        pub score: Option<i64>,
        /// Whether the score passes, once marked.
        pub passed: Option<bool>,
        /// The number of the receipt, once marked.
        pub receipt: Option<String>,
        /// When the first answer was saved.
        pub begun_at: Timestamp,
        /// When it was handed in.
        pub submitted_at: Option<Timestamp>,
    }
}

/// The answers of an attempt: for each item the place of the chosen answer, from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers(Vec<Option<i64>>);

impl Answers {
    /// No answers to `items` questions.
    #[must_use]
    pub fn none(items: usize) -> Self {
        Self(vec![None; items])
    }

    /// From the stored form: places separated by commas, empty where there is no answer.
    #[must_use]
    pub fn stored(text: &str, items: usize) -> Self {
        let mut answers: Vec<_> = text.split(',').map(|it| it.parse().ok()).collect();
        answers.resize(items, None);
        Self(answers)
    }

    /// The stored form.
    #[must_use]
    pub fn to_text(&self) -> String {
        let places: Vec<String> = self.0.iter().map(|it| it.map(|it| it.to_string()).unwrap_or_default()).collect();
        places.join(",")
    }

    /// Chooses `choice` for item `nth` (from 0); `false` when there is no such item or choice.
    pub fn choose(&mut self, items: &[QuizItem], nth: usize, choice: i64) -> bool {
        let known = items.get(nth).is_some_and(|it| (1..=kernel::count(it.options.lines().count())).contains(&choice));
        match self.0.get_mut(nth) {
            Some(place) if known => {
                *place = Some(choice);
                true
            }
            _ => false,
        }
    }

    /// The answer to item `nth` (from 0).
    #[must_use]
    pub fn get(&self, nth: usize) -> Option<i64> {
        self.0.get(nth).copied().flatten()
    }

    /// The items without an answer, from 0.
    pub fn missing(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().enumerate().filter(|it| it.1.is_none()).map(|it| it.0)
    }

    /// The score, of 100.
    #[must_use]
    pub fn score(&self, items: &[QuizItem]) -> i64 {
        let right = items.iter().zip(&self.0).filter(|(item, answer)| **answer == Some(item.answer)).count();
        (kernel::count(right) * 100).checked_div(kernel::count(items.len())).unwrap_or_default()
    }
}

/// Which attempt is the next to be worked on, from 1, after `attempts` in order.
///
/// # Errors
/// Refused when the quiz was passed or every try is used.
pub fn next_attempt(attempts: &[Attempt], rule: &WatchRule) -> Result<i64, Refusal> {
    if attempts.iter().any(|it| it.passed == Some(true)) {
        return Err(Refusal::because(text!("quiz-already-passed")).remedy(text!("quiz-already-passed-remedy")));
    }
    let marked = kernel::count(attempts.iter().filter(|it| it.submitted_at.is_some()).count());
    if marked >= rule.quiz_tries {
        return Err(
            Refusal::because(text!("quiz-no-tries", tries = rule.quiz_tries)).remedy(text!("quiz-no-tries-remedy"))
        );
    }
    Ok(marked + 1)
}

/// The name of an attempt in forms. It names the person and the class too, so that answers left on a
/// shared device are never taken for somebody else's.
#[must_use]
pub fn attempt_name(person: PersonId, class: ClassId, lesson: LessonId, nth: i64) -> String {
    let last = |id: uuid::Uuid| id.simple().to_string().get(20..).unwrap_or_default().to_owned();
    format!("{}-{}-{}-{nth}", last(person.uuid()), last(class.uuid()), last(lesson.uuid()))
}

#[cfg(test)]
mod tests {
    use kernel::Id;

    use super::*;
    use crate::rule::rule;

    fn item(answer: i64) -> QuizItem {
        QuizItem {
            id: Id::new(Timestamp::from_millis(0)),
            nth: 1,
            wording: "?".into(),
            options: "甲\n乙\n丙".into(),
            answer,
            explanation: String::new(),
        }
    }

    fn attempt(nth: i64, score: i64) -> Attempt {
        let at = Timestamp::from_millis(nth);
        Attempt {
            nth,
            answers: String::new(),
            score: Some(score),
            passed: Some(score >= 60),
            receipt: None,
            begun_at: at,
            submitted_at: Some(at),
        }
    }

    #[test]
    fn a_score_is_the_share_of_right_answers() {
        let items = [item(1), item(2), item(3), item(1), item(2)];
        let mut answers = Answers::none(5);
        for (nth, choice) in [(0, 1), (1, 2), (2, 1), (3, 1)] {
            assert!(answers.choose(&items, nth, choice));
        }
        assert_eq!(answers.score(&items), 60);
        assert_eq!(answers.missing().collect::<Vec<_>>(), [4]);
        assert_eq!(Answers::stored(&answers.to_text(), 5), answers);
        assert!(!answers.choose(&items, 0, 4) && !answers.choose(&items, 5, 1) && !answers.choose(&items, 0, 0));
    }

    #[test]
    fn a_quiz_is_taken_three_times_at_most_and_not_again_once_passed() {
        assert_eq!(next_attempt(&[], &rule()), Ok(1));
        assert_eq!(next_attempt(&[attempt(1, 40), attempt(2, 20)], &rule()), Ok(3));
        assert_eq!(
            next_attempt(&[attempt(1, 40), attempt(2, 20), attempt(3, 0)], &rule()).unwrap_err().reason.key,
            "quiz-no-tries"
        );
        assert_eq!(next_attempt(&[attempt(1, 80)], &rule()).unwrap_err().reason.key, "quiz-already-passed");
    }
}
