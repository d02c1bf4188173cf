//! One run of a project: its states, and when they may change. Pure.

mod plan;

use authz::Place;
use kernel::{Date, Id, OrganisationId, PersonId, Refusal, Timestamp, text};

use crate::Project;

pub use plan::Plan;
pub(crate) use plan::{wrong_name, wrong_venue};

/// Classes that nobody filed may neither recruit nor count (S69).
pub const UNFILED_CLAUSE: &str = "教育部、财政部关于实施“中小学教师国家级培训计划”的通知（教师〔2010〕4号）：禁止乱办班、乱收费等损害教师合法权益的行为";

store::code! {
    /// Where a class stands (domain 2.2).
    pub enum ClassState {
        /// 待备案: being prepared, or handed in and not yet decided.
        Draft = "draft",
        /// 已备案·招生.
        Filed = "filed",
        /// 在训.
        Running = "running",
        /// 结业待审: the completion list is handed in.
        Closing = "closing",
        /// 已结业: nothing changes any more.
        Closed = "closed",
    }
}

store::code! {
    /// Where a class is held (S83).
    pub enum VenueKind {
        /// 省会（首府）集中.
        Capital = "capital",
        /// 送训到地州.
        Prefecture = "prefecture",
    }
}

store::record! {
    /// A class (班次): one run of a project at one institution.
    pub struct Class {
        /// Its id.
        pub id: Id<Class>,
        /// The project that authorises it.
        pub project_id: Id<Project>,
        /// `GP2011-PTH-62-0001-C07`.
        pub number: String,
        /// Its name.
        pub name: String,
        /// Who runs it.
        pub institution_id: OrganisationId,
        /// The institution's name.
        pub institution_name: String,
        /// The institution's place.
        pub institution_place: Place,
        /// Who files it.
        pub province_id: OrganisationId,
        /// The province's name.
        pub province_name: String,
        /// The province's place.
        pub province_place: Place,
        /// Where: in the capital, or out in a prefecture.
        pub venue_kind: VenueKind,
        /// Where exactly.
        pub venue: String,
        /// The opening day.
        pub opens_on: Date,
        /// The last day.
        pub closes_on: Date,
        /// Planned people.
        pub planned_people: i64,
        /// Where it stands.
        pub state: ClassState,
        /// Who made it; somebody else files it.
        pub created_by: PersonId,
        /// When.
        pub created_at: Timestamp,
        /// Who handed it in for filing.
        pub submitted_by: Option<PersonId>,
        /// When; none while it is being prepared or was returned.
        pub submitted_at: Option<Timestamp>,
        /// Why it was returned, until it is handed in again.
        pub opinion: Option<String>,
        /// 备案号.
        pub filing_number: Option<String>,
        /// Who filed it.
        pub filed_by: Option<PersonId>,
        /// When.
        pub filed_at: Option<Timestamp>,
        /// The day on which it was closed.
        pub closed_on: Option<Date>,
    }
}

store::record! {
    /// One decision on a class.
    pub struct ClassStep {
        /// Which: `submitted`, `filed`, `returned`, `opened`, `closing`, `closed`.
        pub step: String,
        /// Who.
        pub by_name: String,
        /// In which duty.
        pub duty: String,
        /// With which opinion.
        pub opinion: Option<String>,
        /// When.
        pub at: Timestamp,
    }
}

fn unfiled(class: &Class) -> Refusal {
    Refusal::because(text!("class-not-filed", number = class.number.clone()))
        .clause(UNFILED_CLAUSE)
        .remedy(text!("class-not-filed-remedy"))
}

fn closed(class: &Class) -> Refusal {
    Refusal::because(text!("class-closed", number = class.number.clone())).remedy(text!("class-closed-remedy"))
}

/// Whether `class` may recruit: nominations, approvals, admissions, confirmations.
///
/// # Errors
/// Refused with the clause (S69) when it is not filed; refused when it runs already or is closed.
pub fn recruiting(class: &Class) -> Result<(), Refusal> {
    match class.state {
        ClassState::Filed => Ok(()),
        ClassState::Draft => Err(unfiled(class)),
        ClassState::Running | ClassState::Closing => {
            Err(Refusal::because(text!("class-recruiting-over", number = class.number.clone()))
                .remedy(text!("class-recruiting-over-remedy")))
        }
        ClassState::Closed => Err(closed(class)),
    }
}

/// Whether hours may be posted for `class`.
///
/// # Errors
/// Refused with the clause (S69) when it is not filed; refused when it is closed.
pub fn issuing(class: &Class) -> Result<(), Refusal> {
    match class.state {
        ClassState::Draft => Err(unfiled(class)),
        ClassState::Closed => Err(closed(class)),
        ClassState::Filed | ClassState::Running | ClassState::Closing => Ok(()),
    }
}

impl ClassState {
    /// The message key of the official name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Draft => "class-state-draft",
            Self::Filed => "class-state-filed",
            Self::Running => "class-state-running",
            Self::Closing => "class-state-closing",
            Self::Closed => "class-state-closed",
        }
    }
}

impl VenueKind {
    /// The message key of the official name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Capital => "class-venue-capital",
            Self::Prefecture => "class-venue-prefecture",
        }
    }
}

impl Class {
    /// Days from the opening to the last day, both counted.
    #[must_use]
    pub fn days(&self) -> i64 {
        self.opens_on.days_until(self.closes_on) + 1
    }

    /// Whether the plan and the timetable may be changed: before it is handed in, or after a return.
    ///
    /// # Errors
    /// Refused while the province decides, and for good once it is filed.
    pub fn editable(&self) -> Result<(), Refusal> {
        match self.state {
            ClassState::Draft if self.submitted_at.is_none() => Ok(()),
            ClassState::Draft => {
                Err(Refusal::because(text!("class-being-decided")).remedy(text!("class-being-decided-remedy")))
            }
            ClassState::Closed => Err(closed(self)),
            _ => {
                Err(Refusal::because(text!("class-filed-unchangeable"))
                    .remedy(text!("class-filed-unchangeable-remedy")))
            }
        }
    }

    /// Whether it may be handed in for filing; `sessions` is the length of its timetable.
    ///
    /// # Errors
    /// Refused when it was handed in already, is filed, or has no timetable.
    pub fn submittable(&self, sessions: usize) -> Result<(), Refusal> {
        self.editable()?;
        if sessions == 0 {
            return Err(
                Refusal::because(text!("class-without-timetable")).remedy(text!("class-without-timetable-remedy"))
            );
        }
        Ok(())
    }

    /// Whether `decider` may file or return it.
    ///
    /// # Errors
    /// Refused when it was not handed in, was decided already, or the decider made it or handed it in.
    pub fn decidable(&self, decider: PersonId) -> Result<(), Refusal> {
        match self.state {
            ClassState::Draft if self.submitted_at.is_none() => {
                return Err(Refusal::because(text!("class-not-submitted")).remedy(text!("class-not-submitted-remedy")));
            }
            ClassState::Draft => {}
            ClassState::Closed => return Err(closed(self)),
            _ => {
                return Err(Refusal::because(text!(
                    "class-already-filed",
                    filing = self.filing_number.clone().unwrap_or_default()
                ))
                .remedy(text!("class-already-filed-remedy")));
            }
        }
        if self.created_by == decider || self.submitted_by == Some(decider) {
            return Err(
                Refusal::because(text!("class-filed-by-its-maker")).remedy(text!("class-filed-by-its-maker-remedy"))
            );
        }
        Ok(())
    }

    /// Whether it may open on `today` with `confirmed` people.
    ///
    /// # Errors
    /// Refused before the opening day, without anybody confirmed, or from any state but 已备案.
    pub fn openable(&self, today: Date, confirmed: i64) -> Result<(), Refusal> {
        recruiting(self)?;
        if today < self.opens_on {
            return Err(Refusal::because(text!("class-opens-later", on = self.opens_on))
                .remedy(text!("class-opens-later-remedy")));
        }
        if confirmed == 0 {
            return Err(
                Refusal::because(text!("class-nobody-confirmed")).remedy(text!("class-nobody-confirmed-remedy"))
            );
        }
        Ok(())
    }

    /// Whether its completion list may be handed in.
    ///
    /// # Errors
    /// Refused with the clause (S69) when it is not filed; refused when the list is in or it is closed.
    pub fn closable(&self) -> Result<(), Refusal> {
        match self.state {
            ClassState::Filed | ClassState::Running => Ok(()),
            ClassState::Draft => Err(unfiled(self)),
            ClassState::Closing => {
                Err(Refusal::because(text!("class-closing-already")).remedy(text!("class-closing-already-remedy")))
            }
            ClassState::Closed => Err(closed(self)),
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
