use authz::{Actor, Place, Verb};
use kernel::{Date, PersonId};

/// Who acts, and in which duty: what a deed keeps of its doer.
#[derive(Clone, Debug)]
pub struct By {
    /// Who.
    pub person: PersonId,
    /// The name, as it stands beside the deed.
    pub name: String,
    /// The duty's code; empty for a deed in one's own name.
    pub duty: String,
}

impl By {
    /// The actor in the duty that gives `verb` on `noun` at one of `places`.
    #[must_use]
    pub fn of(actor: &Actor, verb: Verb, noun: &str, places: &[Place], day: Date) -> Self {
        let duty = actor.duty_for(verb, noun, places, day);
        Self {
            person: actor.person,
            name: actor.name.clone(),
            duty: duty.map(|it| it.duty.clone()).unwrap_or_default(),
        }
    }
}
