use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use kernel::{Date, OrganisationId, PersonId, Result, Timestamp};
use uuid::Uuid;

use crate::{Place, Verb};

/// One right of a duty: a verb on a noun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// What one may do.
    pub verb: Verb,
    /// To what: a [`Noun::NAME`](crate::Noun::NAME).
    pub noun: String,
}

/// For whom somebody holds a duty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Principal {
    /// Who.
    pub person: PersonId,
    /// The name.
    pub name: String,
}

/// A duty that a person holds at an organisation, for dates.
#[derive(Clone, Debug)]
pub struct Appointment {
    /// The term: a duty that is held again is another one.
    pub id: Uuid,
    /// The code of the duty.
    pub duty: String,
    /// Where.
    pub organisation: OrganisationId,
    /// The organisation's name, as the officer reads it.
    pub organisation_name: String,
    /// The organisation's place; the right holds within it.
    pub place: Place,
    /// The first day.
    pub from: Date,
    /// The last day, when one is set.
    pub until: Option<Date>,
    /// For whom it is held, when it is held for somebody else (委托).
    pub principal: Option<Principal>,
    /// What the duty lets one do.
    pub grants: Arc<[Grant]>,
}

/// Where a duty is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    /// The organisation.
    pub organisation: OrganisationId,
    /// Its name, as the officer reads it.
    pub name: String,
    /// Its place; the right holds within it.
    pub place: Place,
}

impl Appointment {
    /// Where the duty is held.
    #[must_use]
    pub fn area(&self) -> Area {
        Area { organisation: self.organisation, name: self.organisation_name.clone(), place: self.place.clone() }
    }

    /// Whether the duty is held on `day`.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }

    /// Whether the duty lets one do `verb` to `noun` anywhere.
    #[must_use]
    pub fn grants(&self, verb: Verb, noun: &str) -> bool {
        self.grants.iter().any(|grant| grant.verb == verb && grant.noun == noun)
    }
}

/// Somebody who is signed in.
#[derive(Clone, Debug)]
pub struct Actor {
    /// Who.
    pub person: PersonId,
    /// The name as shown.
    pub name: String,
    /// The session that speaks.
    pub session: Uuid,
    /// The duties held.
    pub appointments: Vec<Appointment>,
    /// How the session stands.
    pub standing: Standing,
}

/// How a session stands.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    /// When somebody last proved who sits there.
    pub checked_at: Option<Timestamp>,
    /// The duties rest until a second factor is set: there are none in the meantime.
    pub rests: bool,
}

impl Actor {
    /// The first duty that this person holds on `day`, the longest held first.
    #[must_use]
    pub fn duty_on(&self, day: Date) -> Option<&Appointment> {
        self.appointments.iter().find(|duty| duty.holds_on(day))
    }

    /// Whether this person acts for an organisation on `day`. Who does may learn too: ask this only for how
    /// a page is laid out, and look into the records for what somebody learns.
    #[must_use]
    pub fn is_officer(&self, day: Date) -> bool {
        self.duty_on(day).is_some()
    }

    /// The duties that let this person do `verb` to `noun` somewhere on `day`.
    pub fn duties_with<'a, 'n>(
        &'a self,
        verb: Verb,
        noun: &'n str,
        day: Date,
    ) -> impl Iterator<Item = &'a Appointment> + use<'a, 'n> {
        self.appointments.iter().filter(move |duty| duty.holds_on(day) && duty.grants(verb, noun))
    }

    /// The duties that let this person do `verb` to `noun` at one of `places` on `day`.
    pub fn duties_for<'a, 'n>(
        &'a self,
        verb: Verb,
        noun: &'n str,
        places: &'n [Place],
        day: Date,
    ) -> impl Iterator<Item = &'a Appointment> + use<'a, 'n> {
        self.duties_with(verb, noun, day).filter(|duty| places.iter().any(|place| place.within(&duty.place)))
    }

    /// The first of [`Self::duties_for`].
    #[must_use]
    pub fn duty_for(&self, verb: Verb, noun: &str, places: &[Place], day: Date) -> Option<&Appointment> {
        self.duties_for(verb, noun, places, day).next()
    }

    /// Whether any duty, with any right, covers one of `places` on `day`: the existence of what lies
    /// there is then no secret.
    #[must_use]
    pub fn knows(&self, places: &[Place], day: Date) -> bool {
        self.appointments.iter().any(|duty| duty.holds_on(day) && places.iter().any(|place| place.within(&duty.place)))
    }
}

/// What a doorkeeper answers, some time later.
pub type Found<'a> = Pin<Box<dyn Future<Output = Result<Option<Arc<Actor>>>> + Send + 'a>>;

/// Turns the cookie of a request into an actor.
pub trait Doorkeeper: Send + Sync {
    /// The actor whose session `token` names; `None` when there is none or it has ended.
    fn actor<'a>(&'a self, token: &'a str) -> Found<'a>;
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Id;

    fn officer(from: &str, until: Option<&str>) -> Actor {
        let at = Timestamp::from_millis(0);
        let grant = Grant { verb: Verb::Approve, noun: "class".into() };
        Actor {
            person: Id::new(at),
            name: "李主任".into(),
            session: Id::<Actor>::new(at).uuid(),
            appointments: vec![Appointment {
                id: Id::<Appointment>::new(at).uuid(),
                principal: None,
                duty: "province-officer".into(),
                organisation: Id::new(at),
                organisation_name: "甘肃省教育厅".into(),
                place: Place::root().child("62"),
                from: from.parse().unwrap(),
                until: until.map(|day| day.parse().unwrap()),
                grants: [grant].into(),
            }],
            standing: Standing::default(),
        }
    }

    #[test]
    fn a_right_holds_within_its_place_and_its_dates_and_for_its_verb() {
        let officer = officer("2026-01-01", Some("2026-12-31"));
        let here = [Place::root().child("62").child("6230")];
        let there = [Place::root().child("65")];
        let day = "2026-07-01".parse().unwrap();
        assert!(officer.duty_for(Verb::Approve, "class", &here, day).is_some());
        assert!(officer.duty_for(Verb::Approve, "class", &there, day).is_none());
        assert!(officer.duty_for(Verb::Manage, "class", &here, day).is_none());
        assert!(officer.duty_for(Verb::Approve, "lesson", &here, day).is_none());
        assert!(officer.duty_for(Verb::Approve, "class", &here, "2027-01-01".parse().unwrap()).is_none());
    }

    #[test]
    fn who_held_a_duty_once_is_no_officer_any_more() {
        let officer = officer("2026-01-01", Some("2026-12-31"));
        assert!(officer.is_officer("2026-12-31".parse().unwrap()));
        assert!(!officer.is_officer("2027-01-01".parse().unwrap()));
        assert!(!officer.is_officer("2025-12-31".parse().unwrap()));
    }
}
