//! What lets a row pass and is to be looked at.

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

    /// The arguments of the message.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::AddressCode { code } => vec![("code", code.clone())],
            Self::SchoolName { registered } => vec![("registered", registered.clone())],
            Self::SubjectStage { subject, stage } => {
                vec![
                    ("subject", (*subject).to_owned()),
                    ("stage", (*stage).to_owned()),
                ]
            }
            Self::Age { years } | Self::WorkStart { years } => vec![("years", years.to_string())],
        }
    }
}
