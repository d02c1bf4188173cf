//! One person in one class: the way in, and the result. Pure.

use authz::Place;
use kernel::{Date, Id, OrganisationId, PersonId, Refusal, Timestamp, text};

use crate::{Class, ClassState, class};

store::code! {
    /// Where a person stands on the way into, through and out of a class (domain 2.2).
    pub enum EnrolmentState {
        /// 提名: by the school.
        Nominated = "nominated",
        /// 县审通过.
        CountyApproved = "county-approved",
        /// 机构录取.
        Admitted = "admitted",
        /// 本人确认.
        Confirmed = "confirmed",
        /// 本人放弃.
        Declined = "declined",
        /// 退回: by the county, the institution, or the level that refused an exception.
        Refused = "refused",
        /// 学校撤回.
        Withdrawn = "withdrawn",
        /// 合格.
        Passed = "passed",
        /// 优秀.
        Excellent = "excellent",
        /// 未结业.
        Failed = "failed",
        /// 学时已登记.
        Credited = "credited",
    }
}

store::record! {
    /// One person in one class.
    pub struct Enrolment {
        /// Who.
        pub person_id: PersonId,
        /// In which class.
        pub class_id: Id<Class>,
        /// The name, as on the day of the nomination.
        pub person_name: String,
        /// The school that nominated.
        pub school_id: OrganisationId,
        /// The school's name.
        pub school_name: String,
        /// The school's place.
        pub place: Place,
        /// The place of the institution that runs the class.
        pub institution_place: Place,
        /// Where it stands.
        pub state: EnrolmentState,
        /// Priority points by the project's rules.
        pub priority: i64,
        /// Exceptions asked for and not yet decided.
        pub open_exceptions: i64,
        /// Who nominated.
        pub nominated_by: PersonId,
        /// Why it was refused, declined or withdrawn.
        pub why: Option<String>,
        /// When it last changed on the way in.
        pub changed_at: Timestamp,
    }
}

store::record! {
    /// One step of an enrolment.
    pub struct EnrolmentStep {
        /// Where it went.
        pub state: EnrolmentState,
        /// Who decided.
        pub by_name: String,
        /// In which duty.
        pub duty: String,
        /// Why.
        pub why: Option<String>,
        /// When.
        pub at: Timestamp,
    }
}

/// What somebody does to an enrolment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// The county approves.
    Approve,
    /// The county refuses.
    RefuseNomination,
    /// The level above refuses an exception: the nomination falls with it.
    RefuseException,
    /// The institution admits.
    Admit,
    /// The institution refuses.
    RefuseAdmission,
    /// The teacher confirms.
    Confirm,
    /// The teacher declines.
    Decline,
    /// The school takes the nomination back (换员: until three days before the opening).
    Withdraw,
}

impl Deed {
    /// Whether it needs a reason.
    #[must_use]
    pub const fn needs_reason(self) -> bool {
        !matches!(self, Self::Approve | Self::Admit | Self::Confirm)
    }

    /// The state it is done from, and the state it leads to.
    const fn way(self, from: EnrolmentState) -> Option<EnrolmentState> {
        use EnrolmentState::{Admitted, Confirmed, CountyApproved, Declined, Nominated, Refused, Withdrawn};
        match (self, from) {
            (Self::Approve, Nominated) => Some(CountyApproved),
            (Self::RefuseNomination | Self::RefuseException, Nominated) | (Self::RefuseAdmission, CountyApproved) => {
                Some(Refused)
            }
            (Self::Admit, CountyApproved) => Some(Admitted),
            (Self::Confirm, Admitted) => Some(Confirmed),
            (Self::Decline, Admitted) => Some(Declined),
            (Self::Withdraw, Nominated | CountyApproved | Admitted | Confirmed) => Some(Withdrawn),
            _ => None,
        }
    }
}

/// A confirmed person may be replaced until so many days before the opening (domain 2.2).
const REPLACED_UNTIL_DAYS: i32 = -3;

impl Enrolment {
    /// Where `deed` leads, in `class`, on `today`, when `admitted` people hold a place already.
    ///
    /// # Errors
    /// Refused, with what to do, when the class does not recruit, when the step before is missing or the
    /// deed was done, when an exception is undecided, or when the class is full.
    pub fn after(&self, deed: Deed, class: &Class, admitted: i64, today: Date) -> Result<EnrolmentState, Refusal> {
        class::recruiting(class)?;
        let Some(to) = deed.way(self.state) else { return Err(self.out_of_turn()) };
        if deed == Deed::Approve && self.open_exceptions > 0 {
            return Err(Refusal::because(text!(
                "enrolment-exception-open",
                name = self.person_name.clone(),
                count = self.open_exceptions
            ))
            .remedy(text!("enrolment-exception-open-remedy")));
        }
        if deed == Deed::Admit && admitted >= class.planned_people {
            return Err(Refusal::because(text!("enrolment-class-full", planned = class.planned_people))
                .remedy(text!("enrolment-class-full-remedy")));
        }
        let last = class.opens_on.plus_days(REPLACED_UNTIL_DAYS);
        if deed == Deed::Withdraw && self.state == EnrolmentState::Confirmed && today > last {
            return Err(Refusal::because(text!("enrolment-too-late-to-replace", until = last))
                .remedy(text!("enrolment-too-late-to-replace-remedy")));
        }
        Ok(to)
    }

    /// Whether the school may nominate the person anew.
    ///
    /// # Errors
    /// Refused while the earlier nomination stands.
    pub fn renewable(&self) -> Result<(), Refusal> {
        match self.state {
            EnrolmentState::Declined | EnrolmentState::Refused | EnrolmentState::Withdrawn => Ok(()),
            _ => Err(Refusal::because(text!("enrolment-nominated-already", name = self.person_name.clone()))
                .remedy(text!("enrolment-nominated-already-remedy"))),
        }
    }

    fn out_of_turn(&self) -> Refusal {
        let name = self.person_name.clone();
        match self.state {
            EnrolmentState::Nominated => Refusal::because(text!("enrolment-awaits-county", name = name))
                .remedy(text!("enrolment-awaits-county-remedy")),
            EnrolmentState::CountyApproved => Refusal::because(text!("enrolment-awaits-institution", name = name))
                .remedy(text!("enrolment-awaits-institution-remedy")),
            EnrolmentState::Admitted => Refusal::because(text!("enrolment-awaits-person", name = name))
                .remedy(text!("enrolment-awaits-person-remedy")),
            EnrolmentState::Confirmed => Refusal::because(text!("enrolment-confirmed-already", name = name))
                .remedy(text!("enrolment-confirmed-already-remedy")),
            EnrolmentState::Declined | EnrolmentState::Refused | EnrolmentState::Withdrawn => {
                Refusal::because(text!("enrolment-ended", name = name)).remedy(text!("enrolment-ended-remedy"))
            }
            EnrolmentState::Passed | EnrolmentState::Excellent | EnrolmentState::Failed | EnrolmentState::Credited => {
                Refusal::because(text!("enrolment-has-result", name = name))
                    .remedy(text!("enrolment-has-result-remedy"))
            }
        }
    }
}

impl EnrolmentState {
    /// The message key of the official name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Nominated => "enrolment-state-nominated",
            Self::CountyApproved => "enrolment-state-county-approved",
            Self::Admitted => "enrolment-state-admitted",
            Self::Confirmed => "enrolment-state-confirmed",
            Self::Declined => "enrolment-state-declined",
            Self::Refused => "enrolment-state-refused",
            Self::Withdrawn => "enrolment-state-withdrawn",
            Self::Passed => "enrolment-state-passed",
            Self::Excellent => "enrolment-state-excellent",
            Self::Failed => "enrolment-state-failed",
            Self::Credited => "enrolment-state-credited",
        }
    }

    /// Whether the person takes part, or took part, in the class.
    #[must_use]
    pub const fn takes_part(self) -> bool {
        matches!(self, Self::Confirmed | Self::Passed | Self::Excellent | Self::Failed | Self::Credited)
    }

    /// Whether the person is still bound to the dates of the class.
    #[must_use]
    pub const fn binds(self) -> bool {
        !matches!(self, Self::Declined | Self::Refused | Self::Withdrawn)
    }

    /// Whether the person completed the class.
    #[must_use]
    pub const fn completed(self) -> bool {
        matches!(self, Self::Passed | Self::Excellent | Self::Credited)
    }
}

/// Whether a class in `class` state lets a result go from `from` to `to`: a confirmed person gets a
/// result, a result may be corrected until hours are posted, and posting ends it.
///
/// # Errors
/// Refused with the clause (S69) when the class is not filed; refused when it is closed, when the person
/// never confirmed, or when hours are posted already.
pub fn result_allowed(class: &Class, from: EnrolmentState, to: EnrolmentState) -> Result<(), Refusal> {
    use EnrolmentState::{Confirmed, Credited, Excellent, Failed, Passed};
    class::issuing(class)?;
    let allowed = match to {
        Passed | Excellent | Failed => matches!(from, Confirmed | Passed | Excellent | Failed),
        Credited => matches!(from, Passed | Excellent) && class.state != ClassState::Draft,
        _ => false,
    };
    if allowed {
        return Ok(());
    }
    Err(Refusal::because(text!("enrolment-no-result-here")).remedy(text!("enrolment-no-result-here-remedy")))
}

#[cfg(test)]
mod tests;
