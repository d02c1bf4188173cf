//! The records of a completion list.

use authz::Place;
use classes::Class;
use kernel::{Id, OrganisationId, PersonId, Timestamp};

use crate::HourEntry;

store::code! {
    /// How a trainee ends a class.
    pub enum Outcome {
        /// 优秀.
        Excellent = "excellent",
        /// 合格.
        Passed = "passed",
        /// 未结业.
        Failed = "failed",
    }
}

impl Outcome {
    /// The message key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Excellent => "outcome-excellent",
            Self::Passed => "outcome-passed",
            Self::Failed => "outcome-failed",
        }
    }
}

store::code! {
    /// Where a list stands.
    pub enum ListState {
        /// With the counties.
        Submitted = "submitted",
        /// A county sent its part back.
        Returned = "returned",
        /// Every county has confirmed.
        Confirmed = "confirmed",
    }
}

store::code! {
    /// Where a row of the list stands.
    pub enum RowState {
        /// Waits for its county.
        Listed = "listed",
        /// Sent back with a reason.
        Returned = "returned",
        /// Recognised.
        Recognised = "recognised",
    }
}

store::record! {
    /// A list that was handed in.
    pub struct List {
        /// The class.
        pub class_id: Id<Class>,
        /// Where it stands.
        pub state: ListState,
        /// The rule by which hours were counted.
        pub rule_version: String,
        /// People on it.
        pub people: i64,
        /// Counties whose teachers are on it.
        pub counties: i64,
        /// Counties that have confirmed.
        pub confirmed: i64,
        /// How often it was handed in.
        pub round: i64,
        /// Who handed it in.
        pub submitted_by: PersonId,
        /// That person's name.
        pub submitted_name: String,
        /// When.
        pub submitted_at: Timestamp,
    }
}

/// What the class manager marks on a trainee before the list is handed in.
#[derive(Clone, Debug)]
pub struct Mark {
    /// Who.
    pub person_id: PersonId,
    /// Instead of the proposal; none follows it.
    pub outcome: Option<Outcome>,
    /// Absent minutes by the sign-in sheets (签到表).
    pub absent_minutes: i64,
    /// Why, where the mark differs from the proposal.
    pub reason: String,
}

impl store::Record for Mark {
    fn read(row: &store::Row) -> Result<Self, store::Error> {
        let outcome: Option<String> = row.get("outcome")?;
        Ok(Self {
            person_id: row.get("person_id")?,
            outcome: outcome.as_deref().map(str::parse).transpose()?,
            absent_minutes: row.get("absent_minutes")?,
            reason: row.get("reason")?,
        })
    }
}

store::record! {
    /// A row of a list that was handed in.
    pub struct ListRow {
        /// Who.
        pub person_id: PersonId,
        /// In which class.
        pub class_id: Id<Class>,
        /// The name.
        pub person_name: String,
        /// The school at that time.
        pub school_id: OrganisationId,
        /// The school's place.
        pub place: Place,
        /// Who recognises it.
        pub county_id: OrganisationId,
        /// Where it stands.
        pub state: RowState,
        /// What the rules proposed.
        pub proposed: Outcome,
        /// What the institution hands in.
        pub outcome: Outcome,
        /// Why it differs.
        pub reason: String,
        /// Minutes of the timetable that count.
        pub planned_minutes: i64,
        /// Absent minutes.
        pub absent_minutes: i64,
        /// Lessons done.
        pub lessons_done: i64,
        /// Of so many.
        pub lessons_total: i64,
        /// Best quiz score.
        pub quiz_best: Option<i64>,
        /// Minutes in the room.
        pub face_minutes: i64,
        /// Minutes of lessons.
        pub online_minutes: i64,
        /// Both.
        pub minutes: i64,
        /// Hours in hundredths.
        pub hours_x100: i64,
        /// Credits in hundredths.
        pub credits_x100: i64,
        /// Why the county sent it back, or empty.
        pub return_reason: String,
        /// The entry of the ledger, once posted.
        pub entry_id: Option<Id<HourEntry>>,
        /// The number of its certificate.
        pub certificate_number: Option<String>,
        /// When its county recognised it.
        pub recognised_at: Option<Timestamp>,
    }
}
