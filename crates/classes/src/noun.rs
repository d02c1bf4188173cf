//! What rights speak of in this slice, and how a request finds it.

use authz::{Actor, Key, Noun, Place};
use kernel::{PersonId, Result};
use store::Store;

use crate::exception::Exception;
use crate::project::Allowed;
use crate::{Class, Enrolment, Project, store as db};

/// What each duty may do here: duty, verb, noun.
pub const RIGHTS: &[(&str, &str, &str)] = &[
    ("class-manager", "manage", "class-opening"),
    ("class-manager", "view", "class"),
    ("class-manager", "manage", "class"),
    ("class-manager", "view", "enrolment"),
    ("school-officer", "view", "nomination"),
    ("school-officer", "manage", "nomination"),
    ("county-officer", "view", "nomination"),
    ("county-officer", "approve", "nomination"),
    ("county-officer", "approve", "exception"),
    ("county-officer", "view", "enrolment"),
    ("school-officer", "view", "enrolment"),
    ("province-officer", "view", "class"),
    ("province-officer", "approve", "class"),
    ("province-officer", "approve", "exception"),
    ("province-officer", "view", "enrolment"),
    ("language-officer", "view", "class"),
    ("language-officer", "approve", "class"),
    ("language-officer", "approve", "exception"),
    ("language-officer", "view", "enrolment"),
    ("ministry-officer", "view", "class"),
    ("auditor", "view", "class"),
    ("auditor", "view", "enrolment"),
];

impl Noun for Class {
    const NAME: &'static str = "class";

    async fn find(store: &Store, key: Key<'_>) -> Result<Option<Self>> {
        match key.get("class") {
            Some(id) => db::find_class(store, id).await,
            None => Ok(None),
        }
    }

    fn places(&self) -> Vec<Place> {
        vec![self.institution_place.clone(), self.province_place.clone()]
    }
}

/// A project that somebody wants to open a class of: it lives where its institutions are.
#[derive(Clone, Debug)]
pub struct Opening {
    /// The project.
    pub project: Project,
    /// The institutions that may run its classes.
    pub allowed: Vec<Allowed>,
}

impl Noun for Opening {
    const NAME: &'static str = "class-opening";

    async fn find(store: &Store, key: Key<'_>) -> Result<Option<Self>> {
        let Some(id) = key.get("project") else { return Ok(None) };
        let Some(project) = db::find_project(store, id).await? else { return Ok(None) };
        Ok(Some(Self { allowed: db::list_allowed(store, id).await?, project }))
    }

    fn places(&self) -> Vec<Place> {
        self.allowed.iter().map(|it| it.place.clone()).collect()
    }
}

/// A class as the schools and counties of its province see it: they nominate and approve, each for the
/// own area. It lives wherever the asker holds a duty within the province.
#[derive(Clone, Debug)]
pub struct Recruitment {
    /// The class.
    pub class: Class,
    /// The asker's places within the province.
    pub areas: Vec<Place>,
}

impl Noun for Recruitment {
    const NAME: &'static str = "nomination";

    async fn find(store: &Store, key: Key<'_>) -> Result<Option<Self>> {
        let Some(id) = key.get("class") else { return Ok(None) };
        let Some(class) = db::find_class(store, id).await? else { return Ok(None) };
        let areas = key.actor.map(|actor| areas(actor, &class)).unwrap_or_default();
        Ok(Some(Self { class, areas }))
    }

    fn places(&self) -> Vec<Place> {
        self.areas.clone()
    }
}

fn areas(actor: &Actor, class: &Class) -> Vec<Place> {
    actor.appointments.iter().map(|it| &it.place).filter(|place| place.within(&class.province_place)).cloned().collect()
}

impl Noun for Enrolment {
    const NAME: &'static str = "enrolment";

    /// The enrolment of `{person}` in `{class}`; without `{person}`, that of the asker.
    async fn find(store: &Store, key: Key<'_>) -> Result<Option<Self>> {
        let person = if key.params.iter().any(|(name, _)| name == "person") { key.get("person") } else { key.person() };
        match (person, key.get("class")) {
            (Some(person), Some(class)) => db::find_enrolment(store, person, class).await,
            _ => Ok(None),
        }
    }

    /// The school, and with it its county and province; and the institution that runs the class.
    fn places(&self) -> Vec<Place> {
        vec![self.place.clone(), self.institution_place.clone()]
    }

    fn owner(&self) -> Option<PersonId> {
        Some(self.person_id)
    }
}

impl Noun for Exception {
    const NAME: &'static str = "exception";

    async fn find(store: &Store, key: Key<'_>) -> Result<Option<Self>> {
        match (key.get("person"), key.get("class"), key.get::<String>("rule")) {
            (Some(person), Some(class), Some(rule)) => db::find_exception(store, person, class, &rule).await,
            _ => Ok(None),
        }
    }

    fn places(&self) -> Vec<Place> {
        vec![self.place.clone()]
    }

    /// The level that the rule names.
    fn decider(&self) -> Option<&str> {
        Some(&self.approver)
    }
}
