//! Who may be selected: policy as data, judged without I/O, each verdict with its clause (domain 2.5.1).

use authz::Place;
use kernel::{Date, Id, Text};

use crate::Project;

mod judge;
pub mod putonghua;

pub use judge::judge;

store::code! {
    /// What a condition looks at.
    pub enum Field {
        /// The area: steps of the school's place.
        Region = "region",
        /// 民族, GB/T 3304.
        Ethnicity = "ethnicity",
        /// 双语教师.
        Bilingual = "bilingual",
        /// 普通话水平等级; `none` for somebody without.
        PscLevel = "psc-level",
        /// Age at the opening day, or the birth date.
        Age = "age",
        /// 城乡分类 of the school.
        UrbanRural = "urban-rural",
        /// 岗位.
        Post = "post",
        /// Other classes on the same days.
        Overlap = "overlap",
        /// Completed classes of the same topic.
        SameTopic = "same-topic",
    }
}

store::code! {
    /// How the value is compared.
    pub enum Op {
        /// Is exactly the value.
        Is = "is",
        /// Is anything but the value.
        Not = "not",
        /// Is one of the values, separated by commas.
        In = "in",
        /// Full years at the opening day are at most the value: until the day before the next birthday.
        AtMostYears = "at-most-years",
        /// Born on the value, a date, or later.
        BornFrom = "born-from",
        /// There is none.
        None = "none",
        /// There is none within so many years before the opening day.
        NoneWithinYears = "none-within-years",
    }
}

store::code! {
    /// What follows when a rule does not hold.
    pub enum Strength {
        /// Nobody is taken against it.
        Hard = "hard",
        /// 原则上: only with a reasoned exception from the level that the rule names.
        Soft = "soft",
        /// Whoever fulfils it comes first.
        Priority = "priority",
    }
}

store::record! {
    /// One condition of a rule, as a row. Rows of one code hold together.
    pub struct Rule {
        /// Of which project.
        pub project_id: Id<Project>,
        /// `R1` … `R8`.
        pub code: String,
        /// Which condition of the rule.
        pub nth: i64,
        /// What it looks at.
        pub field: Field,
        /// How it compares.
        pub op: Op,
        /// With what.
        pub value: String,
        /// What follows.
        pub strength: Strength,
        /// Priority points for whoever fulfils the rule; on its first row.
        pub weight: i64,
        /// The duty that decides an exception: `language-officer`.
        pub approver: Option<String>,
        /// The rule in words.
        pub words: String,
        /// Document and clause, word for word.
        pub citation: String,
        /// Its version.
        pub version: i64,
        /// The first day on which it holds.
        pub valid_from: Date,
        /// The last day.
        pub valid_until: Option<Date>,
    }
}

/// Another class that a candidate is or was in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other {
    /// Its number.
    pub number: String,
    /// Its opening day.
    pub opens_on: Date,
    /// Its last day.
    pub closes_on: Date,
}

/// What the rules know of somebody.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The school's place.
    pub place: Place,
    /// 民族.
    pub ethnicity: String,
    /// 双语教师.
    pub bilingual: bool,
    /// 普通话水平等级.
    pub psc_level: Option<String>,
    /// 出生日期.
    pub born_on: Date,
    /// 城乡分类 of the school.
    pub urban_rural: Option<String>,
    /// 岗位.
    pub post: Option<String>,
    /// Classes on the same days that bind the person.
    pub overlapping: Vec<Other>,
    /// Completed classes of the same topic.
    pub same_topic: Vec<Other>,
}

/// What one rule says of a candidate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The rule.
    pub code: String,
    /// What follows when it does not hold.
    pub strength: Strength,
    /// Whether it holds.
    pub passed: bool,
    /// The rule in words.
    pub words: String,
    /// Document and clause.
    pub clause: String,
    /// What the record says.
    pub given: Text,
    /// What the rule allows, computed for this opening day.
    pub limit: Text,
    /// Priority points earned.
    pub points: i64,
    /// The duty that decides an exception.
    pub approver: Option<String>,
    /// The rule's version.
    pub version: i64,
}

impl Verdict {
    /// Whether nobody may be nominated against it.
    #[must_use]
    pub fn forbids(&self) -> bool {
        !self.passed && self.strength == Strength::Hard
    }

    /// Whether a reasoned exception is needed.
    #[must_use]
    pub fn needs_exception(&self) -> bool {
        !self.passed && self.strength == Strength::Soft
    }
}

/// The priority points of a candidate.
#[must_use]
pub fn priority(verdicts: &[Verdict]) -> i64 {
    verdicts.iter().map(|verdict| verdict.points).sum()
}

impl Strength {
    /// The message key of its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Hard => "selection-hard",
            Self::Soft => "selection-soft",
            Self::Priority => "selection-priority",
        }
    }
}

#[cfg(test)]
mod tests;
