//! What a person does in a lesson besides watching: answers a question, saves and hands in a quiz.

use kernel::{Error, PersonId, Refusal, Result, Timestamp, text};
use store::{Store, Tx};

use crate::Watch;
use crate::course::{Book, ClassId, Question, Studied};
use crate::quiz::{Answers, Attempt, next_attempt};
use crate::store::{self as db, WatchKey};

/// Where a deed is done: the person, the class with its rule, the lesson.
#[derive(Clone, Copy, Debug)]
pub struct Desk<'a> {
    /// Who.
    pub person: PersonId,
    /// The name, as in the enrolment.
    pub name: &'a str,
    /// In which class.
    pub class: ClassId,
    /// The class's course and rule.
    pub studied: &'a Studied,
    /// The lesson.
    pub book: &'a Book,
    /// When.
    pub now: Timestamp,
}

impl Desk<'_> {
    fn key(&self) -> WatchKey {
        (self.person, self.class, self.book.lesson.id)
    }

    async fn watch(&self, tx: &mut Tx) -> Result<Watch> {
        Ok(db::find_watch(tx, self.key()).await?.unwrap_or_else(|| Watch::begun(self.now)))
    }

    /// Writes the record with what follows from it, and the figure.
    async fn settle(&self, tx: &mut Tx, mut watch: Watch) -> Result<()> {
        let (progress, gain) = watch.settle(&self.book.plan, &self.studied.rule, self.now);
        db::write_watches(tx, &[(self.key(), &watch, progress)], self.now).await?;
        if !gain.is_none() {
            db::add_gains(tx, &[(self.person, self.class, self.name, self.studied.course.lessons, gain)], self.now)
                .await?;
        }
        Ok(())
    }
}

/// Answers a question within a lesson; the first answer stands, a second one changes nothing.
///
/// # Errors
/// Invalid when `choice` is none of the answers.
pub async fn answer_question(store: &Store, desk: Desk<'_>, question: &Question, choice: i64) -> Result<()> {
    if !(1..=kernel::count(question.options.lines().count())).contains(&choice) {
        return Err(Error::field("answer", text!("question-choose-one")));
    }
    let nth = desk.book.questions.iter().position(|it| it.id == question.id).ok_or(Error::NotFound)?;
    store::transaction!(store, tx => {
        db::hold(tx, desk.person).await?;
        if db::create_answer(tx, desk.person, desk.class, question, choice, desk.now).await? {
            let mut watch = desk.watch(tx).await?;
            watch.answer(nth);
            desk.settle(tx, watch).await?;
        }
        Ok(())
    })
}

/// Keeps one answer of attempt `attempt` as it is chosen. `item` counts from 0.
///
/// # Errors
/// Refused when that attempt was handed in or is not the present one; invalid when there is no such
/// choice.
pub async fn save_answer(store: &Store, desk: Desk<'_>, attempt: i64, item: usize, choice: i64) -> Result<()> {
    store::transaction!(store, tx => {
        db::hold(tx, desk.person).await?;
        let attempts = db::list_attempts(&mut *tx, desk.key()).await?;
        let mut answers = open_attempt(&attempts, &desk, attempt)?;
        if !answers.choose(&desk.book.items, item, choice) {
            return Err(Error::field("answer", text!("question-choose-one")));
        }
        db::save_attempt(tx, desk.key(), attempt, &answers.to_text(), desk.now).await
    })
}

/// The answers so far of the attempt that is open.
fn open_attempt(attempts: &[Attempt], desk: &Desk<'_>, attempt: i64) -> std::result::Result<Answers, Refusal> {
    let handed_in = || Refusal::because(text!("quiz-handed-in")).remedy(text!("quiz-handed-in-remedy"));
    if attempts.iter().any(|it| it.nth == attempt && it.submitted_at.is_some()) {
        return Err(handed_in());
    }
    if next_attempt(attempts, &desk.studied.rule)? != attempt {
        return Err(handed_in());
    }
    let items = desk.book.items.len();
    Ok(attempts
        .iter()
        .find(|it| it.nth == attempt)
        .map_or_else(|| Answers::none(items), |it| Answers::stored(&it.answers, items)))
}

/// What handing in came to.
#[derive(Clone, Debug)]
pub enum HandedIn {
    /// Marked, now or when it came first: the same receipt.
    Marked(Attempt),
    /// Kept, but these questions have no answer yet, from 0.
    Missing(Vec<usize>),
}

/// Hands in attempt `attempt` with `chosen` answers `(item from 0, choice)` on top of those saved. Twice
/// counts once, and is answered with the same receipt.
///
/// # Errors
/// Refused when no try is left or the attempt is not the present one.
pub async fn hand_in(store: &Store, desk: Desk<'_>, attempt: i64, chosen: &[(usize, i64)]) -> Result<HandedIn> {
    store::transaction!(store, tx => {
        db::hold(tx, desk.person).await?;
        if let Some(marked) = db::find_attempt(&mut *tx, desk.key(), attempt).await?.filter(|it| it.submitted_at.is_some()) {
            return Ok(HandedIn::Marked(marked));
        }
        let attempts = db::list_attempts(&mut *tx, desk.key()).await?;
        let mut answers = open_attempt(&attempts, &desk, attempt)?;
        for (item, choice) in chosen {
            answers.choose(&desk.book.items, *item, *choice);
        }
        db::save_attempt(tx, desk.key(), attempt, &answers.to_text(), desk.now).await?;
        let missing: Vec<usize> = answers.missing().collect();
        if !missing.is_empty() {
            return Ok(HandedIn::Missing(missing));
        }
        mark(tx, &desk, attempt, &answers).await.map(HandedIn::Marked)
    })
}

/// Marks an attempt, and writes down what follows from its score.
async fn mark(tx: &mut Tx, desk: &Desk<'_>, attempt: i64, answers: &Answers) -> Result<Attempt> {
    let score = answers.score(&desk.book.items);
    let passed = score >= desk.studied.rule.quiz_pass;
    let stamp = kernel::Id::<Attempt>::new(desk.now).uuid().simple().to_string();
    let receipt = format!(
        "{}-{}",
        desk.now.date().to_string().replace('-', ""),
        stamp.get(22..).unwrap_or_default().to_uppercase()
    );
    let marked = Attempt {
        nth: attempt,
        answers: answers.to_text(),
        score: Some(score),
        passed: Some(passed),
        receipt: Some(receipt),
        begun_at: desk.now,
        submitted_at: Some(desk.now),
    };
    db::mark_attempt(tx, desk.key(), &marked).await?;
    let mut watch = desk.watch(tx).await?;
    watch.quiz_score = watch.quiz_score.max(Some(score));
    if passed && watch.quiz_at.is_none() {
        watch.quiz_at = Some(desk.now);
    }
    desk.settle(tx, watch).await?;
    db::mean_score(tx, desk.key()).await?;
    Ok(marked)
}
