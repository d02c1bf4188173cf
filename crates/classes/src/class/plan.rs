use kernel::{Date, Text, text};

use super::VenueKind;
use crate::Project;

/// What a class manager says of a class; checked by [`Plan::check`].
#[derive(Clone, Debug)]
pub struct Plan {
    /// Its name, 4 to 60 characters.
    pub name: String,
    /// In the capital or in a prefecture.
    pub venue_kind: VenueKind,
    /// Where exactly, 2 to 80 characters.
    pub venue: String,
    /// The opening day.
    pub opens_on: Date,
    /// The last day.
    pub closes_on: Date,
    /// Planned people.
    pub planned_people: i64,
}

impl Plan {
    /// Every fault of the plan under `project`, each with the form's field.
    #[must_use]
    pub fn check(&self, project: &Project) -> Vec<kernel::FieldFault> {
        let mut faults = Vec::new();
        let mut fault = |field, text: Text| faults.push(kernel::FieldFault { field, text });
        if let Some(text) = wrong_name(&self.name) {
            fault("name", text);
        }
        if let Some(text) = wrong_venue(&self.venue) {
            fault("venue", text);
        }
        if self.closes_on < self.opens_on {
            fault("closes_on", text!("class-ends-before-it-opens"));
        } else if let Err(refusal) = project.admits(self.opens_on, self.closes_on) {
            let field = if self.opens_on < project.window_from.first() { "opens_on" } else { "closes_on" };
            fault(field, refusal.reason);
        }
        if !(1..=project.most_people).contains(&self.planned_people) {
            fault("planned_people", text!("class-people-range", most = project.most_people));
        }
        faults
    }
}

/// What is wrong with the name of a class.
pub(crate) fn wrong_name(name: &str) -> Option<Text> {
    (!(4..=60).contains(&name.trim().chars().count())).then(|| text!("class-name-length"))
}

/// What is wrong with the place of a class.
pub(crate) fn wrong_venue(venue: &str) -> Option<Text> {
    (!(2..=80).contains(&venue.trim().chars().count())).then(|| text!("class-venue-length"))
}
