//! What rights speak of in this slice, and how a request finds it.

use authz::{Key, Noun, Place};
use classes::Class;
use kernel::{PersonId, Result};
use store::Store;

use crate::course::{ClassId, LessonId};
use crate::shelf::may_study;

/// What each duty may do here: duty, verb, noun.
pub const RIGHTS: &[(&str, &str, &str)] = &[
    ("class-manager", "view", "study"),
    ("province-officer", "view", "study"),
    ("language-officer", "view", "study"),
    ("ministry-officer", "view", "study"),
    ("auditor", "view", "study"),
    ("class-manager", "view", "learner"),
    ("school-officer", "view", "learner"),
    ("county-officer", "view", "learner"),
    ("province-officer", "view", "learner"),
    ("language-officer", "view", "learner"),
    ("auditor", "view", "learner"),
];

/// The course of a class, for those who look after the class: `{class}`.
#[derive(Clone, Debug)]
pub struct Study {
    /// The class.
    pub class: Class,
}

impl Noun for Study {
    const NAME: &'static str = "study";

    async fn find(store: &Store, key: Key<'_>) -> Result<Option<Self>> {
        match key.get("class") {
            Some(id) => Ok(classes::find_class(store, id).await?.map(|class| Self { class })),
            None => Ok(None),
        }
    }

    fn places(&self) -> Vec<Place> {
        self.class.places()
    }
}

/// A film with its captions and its picture: the own of everybody who learns in the class, and open to
/// those who look after it. `{class}` and `{lesson}`.
#[derive(Clone, Debug)]
pub struct Film {
    /// The class.
    pub class: ClassId,
    /// The lesson.
    pub lesson: LessonId,
    learner: Option<PersonId>,
    places: Vec<Place>,
}

impl Noun for Film {
    const NAME: &'static str = "study";

    async fn find(store: &Store, key: Key<'_>) -> Result<Option<Self>> {
        let (Some(class), Some(lesson), Some(person)) = (key.get("class"), key.get("lesson"), key.person()) else {
            return Ok(None);
        };
        let enrolment = classes::find_enrolment(store, person, class).await?;
        if enrolment.is_some_and(|it| may_study(it.state)) {
            // A player asks for many parts of a film: who learns costs one look.
            return Ok(Some(Self { class, lesson, learner: Some(person), places: Vec::new() }));
        }
        let class = classes::find_class(store, class).await?;
        Ok(class.map(|it| Self { class: it.id, lesson, learner: None, places: it.places() }))
    }

    fn places(&self) -> Vec<Place> {
        self.places.clone()
    }

    fn owner(&self) -> Option<PersonId> {
        self.learner
    }
}

/// A person in a class, for those who look into the evidence: `{class}` and `{person}`.
#[derive(Clone, Debug)]
pub struct Learner {
    /// The enrolment.
    pub enrolment: classes::Enrolment,
    /// The class.
    pub class: Class,
}

impl Noun for Learner {
    const NAME: &'static str = "learner";

    async fn find(store: &Store, key: Key<'_>) -> Result<Option<Self>> {
        let (Some(class), Some(person)) = (key.get("class"), key.get("person")) else {
            return Ok(None);
        };
        let Some(enrolment) = classes::find_enrolment(store, person, class).await? else {
            return Ok(None);
        };
        Ok(classes::find_class(store, class).await?.map(|class| Self { enrolment, class }))
    }

    /// The school with its county and province, and the institution.
    fn places(&self) -> Vec<Place> {
        let mut places = self.class.places();
        places.push(self.enrolment.place.clone());
        places
    }

    fn owner(&self) -> Option<PersonId> {
        Some(self.enrolment.person_id)
    }
}
