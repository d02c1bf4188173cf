//! What this link tells the later ones.

use authz::Place;
use jobs::Topic;
use kernel::{Date, Id, OrganisationId, PersonId};
use serde::{Deserialize, Serialize};

use crate::import::RosterImport;

/// The good rows of a roster are on file.
#[derive(Debug, Serialize, Deserialize)]
pub struct RosterApplied {
    /// Which.
    pub import: Id<RosterImport>,
}

impl Topic for RosterApplied {
    const NAME: &'static str = "roster.applied";
}

/// An organisation has another name.
#[derive(Debug, Serialize, Deserialize)]
pub struct OrganisationRenamed {
    /// Which.
    pub organisation: OrganisationId,
    /// The name.
    pub name: String,
}

impl Topic for OrganisationRenamed {
    const NAME: &'static str = "organisation.renamed";
}

/// An organisation is closed.
#[derive(Debug, Serialize, Deserialize)]
pub struct OrganisationClosed {
    /// Which.
    pub organisation: OrganisationId,
    /// Its last day.
    pub last_day: Date,
}

impl Topic for OrganisationClosed {
    const NAME: &'static str = "organisation.closed";
}

/// An organisation hangs under another authority, and has another place.
#[derive(Debug, Serialize, Deserialize)]
pub struct OrganisationMoved {
    /// Which.
    pub organisation: OrganisationId,
    /// Its place before.
    pub from: Place,
    /// Its place now.
    pub to: Place,
}

impl Topic for OrganisationMoved {
    const NAME: &'static str = "organisation.moved";
}

/// Some people are at another organisation, or at another place with their own: told for some hundred at a time.
#[derive(Debug, Serialize, Deserialize)]
pub struct PeopleMoved {
    /// Who.
    pub people: Vec<PersonId>,
    /// Where they are now.
    pub organisation: OrganisationId,
    /// The place before.
    pub from: Place,
    /// The place now.
    pub to: Place,
}

impl Topic for PeopleMoved {
    const NAME: &'static str = "people.moved";
}

/// Somebody has left (离岗): the file stays, and nothing new is given to this person.
#[derive(Debug, Serialize, Deserialize)]
pub struct PersonLeft {
    /// Who.
    pub person: PersonId,
    /// The last day.
    pub last_day: Date,
}

impl Topic for PersonLeft {
    const NAME: &'static str = "person.left";
}
