//! What seldom changes, kept at hand: lessons with their questions, the course of a class, and who is
//! enrolled. A heartbeat must not ask the database for any of it again.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

use classes::{Class, ClassState, Enrolment, EnrolmentState};
use kernel::{Date, Error, PersonId, Refusal, Result, Timestamp, text};
use store::Store;

use crate::course::{Book, ClassId, LessonId, Studied};
use crate::store as db;

/// How long a thing is believed without asking again, milliseconds. Whoever leaves a class may still be
/// recorded for so long; the completion list is made of confirmed enrolments only.
const BELIEVED_MS: i64 = 60_000;
/// Things kept of each kind; beyond it all are forgotten, which costs one question each.
const MOST: usize = 20_000;

struct Kept<K, V>(Mutex<HashMap<K, (Timestamp, V)>>);

impl<K: Hash + Eq, V: Clone> Kept<K, V> {
    fn new() -> Self {
        Self(Mutex::new(HashMap::new()))
    }

    fn get(&self, key: &K, now: Timestamp) -> Option<V> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(key).filter(|it| (0..BELIEVED_MS).contains(&now.millis_since(it.0))).map(|it| it.1.clone())
    }

    fn put(&self, key: K, value: &V, now: Timestamp) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST {
            kept.clear();
        }
        kept.insert(key, (now, value.clone()));
    }
}

/// The shelf.
pub(crate) struct Shelf {
    books: Kept<LessonId, Arc<Book>>,
    studied: Kept<ClassId, Arc<Studied>>,
    learners: Kept<(PersonId, ClassId), Arc<str>>,
}

impl Shelf {
    pub(crate) fn new() -> Self {
        Self { books: Kept::new(), studied: Kept::new(), learners: Kept::new() }
    }

    /// The course of a class.
    pub(crate) async fn studied(&self, store: &Store, class: ClassId, now: Timestamp) -> Result<Arc<Studied>> {
        if let Some(kept) = self.studied.get(&class, now) {
            return Ok(kept);
        }
        let studied = Arc::new(db::find_studied(store, class).await?.ok_or(Error::NotFound)?);
        self.studied.put(class, &studied, now);
        Ok(studied)
    }

    /// A lesson of the course of a class.
    pub(crate) async fn book(
        &self,
        store: &Store,
        class: ClassId,
        lesson: LessonId,
        now: Timestamp,
    ) -> Result<(Arc<Studied>, Arc<Book>)> {
        let studied = self.studied(store, class, now).await?;
        let book = match self.books.get(&lesson, now) {
            Some(kept) => kept,
            None => {
                let book = Arc::new(db::find_book(store, lesson).await?.ok_or(Error::NotFound)?);
                self.books.put(lesson, &book, now);
                book
            }
        };
        // A lesson of another course is none of this class's.
        if book.lesson.course_id == studied.course.course_id { Ok((studied, book)) } else { Err(Error::NotFound) }
    }

    /// The name of somebody who is confirmed for a class.
    pub(crate) async fn learner(
        &self,
        store: &Store,
        person: PersonId,
        class: ClassId,
        now: Timestamp,
    ) -> Result<Arc<str>> {
        if let Some(kept) = self.learners.get(&(person, class), now) {
            return Ok(kept);
        }
        let enrolment = classes::find_enrolment(store, person, class).await?.ok_or(Error::NotFound)?;
        records(&enrolment)?;
        let name: Arc<str> = enrolment.person_name.into();
        self.learners.put((person, class), &name, now);
        Ok(name)
    }
}

/// Whether what this person does in the class is recorded.
///
/// # Errors
/// Refused before the person has confirmed, and after the result is written.
pub fn records(enrolment: &Enrolment) -> std::result::Result<(), Refusal> {
    match enrolment.state {
        EnrolmentState::Confirmed => Ok(()),
        EnrolmentState::Passed | EnrolmentState::Excellent | EnrolmentState::Failed | EnrolmentState::Credited => {
            Err(Refusal::because(text!("lesson-has-result")).remedy(text!("lesson-has-result-remedy")))
        }
        _ => Err(Refusal::because(text!("lesson-not-confirmed")).remedy(text!("lesson-not-confirmed-remedy"))),
    }
}

/// Whether this person may see the lessons: from the confirmation on, also after the end.
#[must_use]
pub const fn may_study(state: EnrolmentState) -> bool {
    matches!(
        state,
        EnrolmentState::Confirmed
            | EnrolmentState::Passed
            | EnrolmentState::Excellent
            | EnrolmentState::Failed
            | EnrolmentState::Credited
    )
}

/// Whether learning in `class` is recorded on `today`.
///
/// # Errors
/// Refused with the clause (S69) when the class is not filed; refused before it opens, and from the
/// moment on at which its completion list was handed in.
pub fn open(class: &Class, today: Date) -> std::result::Result<(), Refusal> {
    classes::issuing(class)?;
    if class.state == ClassState::Closing {
        return Err(Refusal::because(text!("lesson-class-closing")).remedy(text!("lesson-class-closing-remedy")));
    }
    if class.state == ClassState::Filed && today < class.opens_on {
        return Err(Refusal::because(text!("lesson-class-not-open", on = class.opens_on.at_length()))
            .remedy(text!("lesson-class-not-open-remedy")));
    }
    Ok(())
}
