//! Approved projects: basis, window, limits. Pure.

use authz::Place;
use kernel::{Date, Id, Month, OrganisationId, Refusal, Timestamp, text};

store::record! {
    /// An approved project (项目) of one province: what it rests on, and the limits that its documents set.
    pub struct Project {
        /// Its id.
        pub id: Id<Project>,
        /// `GP2011-PTH-62-0001`: scheme and year, branch, province, sequence (domain 2.20.12).
        pub number: String,
        /// The official name.
        pub name: String,
        /// 国培计划, 省培计划 …
        pub scheme: String,
        /// 培训层级: a code of [`registry::codes::training_level`].
        pub level: String,
        /// What it is about; classes of one topic count as the same training.
        pub topic: String,
        /// The document it rests on, with its number (文号).
        pub document: String,
        /// The clause, word for word.
        pub clause: String,
        /// The province that approved it.
        pub province_id: OrganisationId,
        /// The province's name.
        pub province_name: String,
        /// The province's place.
        pub province_place: Place,
        /// Two digits, as in the numbers.
        pub province_code: String,
        /// The first month in which a class may run.
        pub window_from: Month,
        /// The last month.
        pub window_until: Month,
        /// The most people that one class may plan.
        pub most_people: i64,
        /// The least share of practice in a timetable, percent.
        pub practice_percent: i64,
        /// The clause that asks for it.
        pub practice_clause: String,
        /// How many classes were given a number.
        pub classes: i64,
        /// When it was approved.
        pub approved_at: Timestamp,
    }
}

store::record! {
    /// An institution that may run classes of a project.
    pub struct Allowed {
        /// The institution.
        pub organisation_id: OrganisationId,
        /// Its name.
        pub name: String,
        /// Its place.
        pub place: Place,
    }
}

impl Project {
    /// The number of the class `nth` of this project: `GP2011-PTH-62-0001-C07`.
    #[must_use]
    pub fn class_number(&self, nth: i64) -> String {
        format!("{}-C{nth:02}", self.number)
    }

    /// The window in words: `2011-07 — 2011-10`.
    #[must_use]
    pub fn window(&self) -> String {
        format!("{} — {}", self.window_from, self.window_until)
    }

    /// Whether a class may run from `opens_on` to `closes_on`: within the months of the window, both ends
    /// included.
    ///
    /// # Errors
    /// Refused with the project's document when it may not.
    pub fn admits(&self, opens_on: Date, closes_on: Date) -> Result<(), Refusal> {
        if opens_on >= self.window_from.first() && closes_on <= self.window_until.last() {
            return Ok(());
        }
        Err(Refusal::because(text!(
            "class-outside-window",
            from = self.window_from.to_string(),
            until = self.window_until.to_string()
        ))
        .clause(self.document.clone())
        .remedy(text!("class-outside-window-remedy")))
    }
}
