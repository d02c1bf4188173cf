//! The return of a finished class: its states and who may move it.

use authz::Place;
use kernel::{Date, Id, OrganisationId, PersonId, Refusal, Timestamp, text};

use crate::annex::{Check, Summary};
use crate::deadline;

store::code! {
    /// Where a return stands.
    pub enum ReturnState {
        /// 待报送: being filled.
        Draft = "draft",
        /// 已报送: with the province.
        Submitted = "submitted",
        /// 退回修改: an office gave it back with a reason.
        Returned = "returned",
        /// 已收件: both offices have received it.
        Received = "received",
    }
}

store::code! {
    /// The two receiving departments of a submission (S107).
    pub enum Office {
        /// 师范教育 line: the province's education department.
        Education = "education",
        /// 语言文字 line: the province's language office.
        Language = "language",
    }
}

store::code! {
    /// What an office decided.
    pub enum Decision {
        /// 收件.
        Received = "received",
        /// 退回.
        Returned = "returned",
    }
}

store::code! {
    /// The paper copy beside the electronic one (domain 2.18.3).
    pub enum Paper {
        /// 电子已收: the paper has not come.
        Awaited = "awaited",
        /// 两者一致: the paper has come and its digest is that of the electronic file.
        Agrees = "agrees",
        /// The paper has come and differs.
        Differs = "differs",
    }
}

store::record! {
    /// The return of one class.
    pub struct Return {
        /// Its id.
        pub id: Id<Return>,
        /// The class.
        pub class_id: Id<classes::Class>,
        /// The class's name.
        pub class_name: String,
        /// The class's number.
        pub class_number: String,
        /// Who reports.
        pub institution_id: OrganisationId,
        /// The institution's name.
        pub institution_name: String,
        /// The institution's place.
        pub institution_place: Place,
        /// The province's name.
        pub province_name: String,
        /// The province's place.
        pub province_place: Place,
        /// The last day of the class.
        pub closes_on: Date,
        /// The last day in time: see [`deadline::due_on`].
        pub due_on: Date,
        /// Where it stands.
        pub state: ReturnState,
        /// The last submission; 0 before the first.
        pub version: i64,
        /// Whether the first submission came after the deadline.
        pub late: bool,
        /// Annex 1 as filled, JSON of a [`Summary`].
        pub annex: String,
        /// When the records were read.
        pub filled_at: Timestamp,
        /// Cells that say 未填.
        pub missing: i64,
        /// Checks that keep it from being submitted.
        pub failing: i64,
        /// When it was opened.
        pub opened_at: Timestamp,
        /// The last submission's time.
        pub submitted_at: Option<Timestamp>,
    }
}

store::record! {
    /// A submission: never changed.
    pub struct Version {
        /// Of which return.
        pub return_id: Id<Return>,
        /// Counted from 1.
        pub version: i64,
        /// 核验码.
        pub code: String,
        /// Annex 1, JSON of a [`Summary`].
        pub annex: String,
        /// Annex 2, JSON of its rows.
        pub trainees: String,
        /// The blob of Annex 1's spreadsheet.
        pub annex_1_key: String,
        /// Its SM3 digest.
        pub annex_1_digest: String,
        /// The blob of Annex 2's spreadsheet.
        pub annex_2_key: String,
        /// Its SM3 digest.
        pub annex_2_digest: String,
        /// Whether it came after the deadline.
        pub late: bool,
        /// Who submitted.
        pub submitter_id: PersonId,
        /// By name.
        pub submitter_name: String,
        /// When.
        pub submitted_at: Timestamp,
    }
}

store::record! {
    /// An office's decision on a submission.
    pub struct Receipt {
        /// Of which return.
        pub return_id: Id<Return>,
        /// Of which submission.
        pub version: i64,
        /// Which office.
        pub office: Office,
        /// What it decided.
        pub outcome: Decision,
        /// The paper copy.
        pub paper: Paper,
        /// Why it was given back.
        pub reason: Option<String>,
        /// Who decided.
        pub decider_id: PersonId,
        /// By name.
        pub decider_name: String,
        /// When.
        pub decided_at: Timestamp,
    }
}

impl ReturnState {
    /// The message key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Draft => "return-state-draft",
            Self::Submitted => "return-state-submitted",
            Self::Returned => "return-state-returned",
            Self::Received => "return-state-received",
        }
    }
}

impl Office {
    /// The noun on which those decide who act for the office.
    #[must_use]
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Education => "return-education",
            Self::Language => "return-language",
        }
    }

    /// The message key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Education => "return-office-education",
            Self::Language => "return-office-language",
        }
    }
}

impl Paper {
    /// The message key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Awaited => "return-paper-awaited",
            Self::Agrees => "return-paper-agrees",
            Self::Differs => "return-paper-differs",
        }
    }
}

impl Return {
    /// Whether the institution may change what it typed.
    ///
    /// # Errors
    /// Refused while the province has it, and once it is received.
    pub fn editable(&self) -> Result<(), Refusal> {
        match self.state {
            ReturnState::Draft | ReturnState::Returned => Ok(()),
            ReturnState::Submitted => {
                Err(Refusal::because(text!("return-with-province")).remedy(text!("return-with-province-remedy")))
            }
            ReturnState::Received => {
                Err(Refusal::because(text!("return-is-received")).remedy(text!("return-is-received-remedy")))
            }
        }
    }

    /// Whether it may be submitted with these checks.
    ///
    /// # Errors
    /// As [`Self::editable`]; refused while a hard check does not pass.
    pub fn submittable(&self, checks: &[Check]) -> Result<(), Refusal> {
        self.editable()?;
        let stopping = checks.iter().filter(|check| check.stops()).count();
        if stopping > 0 {
            return Err(Refusal::because(text!("return-checks-fail", count = stopping))
                .clause(deadline::CLAUSE)
                .remedy(text!("return-checks-fail-remedy")));
        }
        Ok(())
    }

    /// Whether `decider` of `office` may decide on the last submission, on which `receipts` exist.
    ///
    /// # Errors
    /// Refused when nothing is submitted, when the office has decided, or when the decider submitted it.
    pub fn decidable(
        &self,
        office: Office,
        decider: PersonId,
        version: &Version,
        receipts: &[Receipt],
    ) -> Result<(), Refusal> {
        if self.state != ReturnState::Submitted {
            return Err(
                Refusal::because(text!("return-nothing-to-decide")).remedy(text!("return-nothing-to-decide-remedy"))
            );
        }
        if version.submitter_id == decider {
            return Err(Refusal::because(text!("return-own-submission")).remedy(text!("return-own-submission-remedy")));
        }
        if receipts.iter().any(|it| it.version == self.version && it.office == office) {
            return Err(
                Refusal::because(text!("return-decided-already")).remedy(text!("return-decided-already-remedy"))
            );
        }
        Ok(())
    }

    /// Annex 1 as filled.
    ///
    /// # Errors
    /// When the stored figure is not one.
    pub fn summary(&self) -> kernel::Result<Summary> {
        serde_json::from_str(&self.annex).map_err(kernel::Error::internal)
    }

    /// The address of its page.
    #[must_use]
    pub fn path(&self) -> String {
        format!("/returns/{}", self.id)
    }
}

/// Where a return stands after `decision`, when `others` are the decisions of the other offices on the
/// same submission: given back by one is given back; received needs both.
#[must_use]
pub fn after(decision: Decision, others: &[Decision]) -> ReturnState {
    match decision {
        Decision::Returned => ReturnState::Returned,
        Decision::Received if others.len() + 1 < Office::ALL.len() => ReturnState::Submitted,
        Decision::Received if others.contains(&Decision::Returned) => ReturnState::Returned,
        Decision::Received => ReturnState::Received,
    }
}

mod noun;
pub use noun::{AtEducation, AtLanguage};
#[cfg(test)]
mod tests;
