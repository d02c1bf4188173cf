//! What lets a row pass and is to be looked at.

use kernel::Text;

use super::Column;

/// A warning about a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Warning {
    /// The address code of the identity number is not in force: the county was
    /// abolished or merged, or a digit is wrong.
    AddressCode {
        /// The six digits.
        code: String,
    },
    /// The school has another name in the register; the code decides.
    SchoolName {
        /// The name in the register.
        registered: String,
    },
    /// The curriculum has no such subject at the stage.
    SubjectStage {
        /// The official name of the subject.
        subject: &'static str,
        /// The official name of the stage.
        stage: &'static str,
    },
    /// Under 18 or over 65 on the day of the check.
    Age {
        /// Full years.
        years: i16,
    },
    /// Work began before the age of 16.
    WorkStart {
        /// The age in years, to within one.
        years: i16,
    },
}

impl Warning {
    /// The message key.
    pub fn key(&self) -> &'static str {
        match self {
            Self::AddressCode { .. } => "roster-warning-address-code",
            Self::SchoolName { .. } => "roster-warning-school-name",
            Self::SubjectStage { .. } => "roster-warning-subject-stage",
            Self::Age { .. } => "roster-warning-age",
            Self::WorkStart { .. } => "roster-warning-work-start",
        }
    }

    /// The column to look at.
    pub const fn column(&self) -> Column {
        match self {
            Self::AddressCode { .. } => Column::Number,
            Self::SchoolName { .. } => Column::SchoolName,
            Self::SubjectStage { .. } => Column::Subject,
            Self::Age { .. } => Column::BirthDate,
            Self::WorkStart { .. } => Column::WorkStart,
        }
    }

    /// What to look at, and what to do.
    pub fn text(&self) -> Text {
        let text = Text::new(self.key());
        match self {
            Self::AddressCode { code } => text.with("code", code),
            Self::SchoolName { registered } => text.with("registered", registered),
            Self::SubjectStage { subject, stage } => text.with("subject", *subject).with("stage", *stage),
            Self::Age { years } | Self::WorkStart { years } => text.with("years", *years),
        }
    }
}
