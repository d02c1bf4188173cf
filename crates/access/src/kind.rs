//! What a duty is, beside its rights.

use registry::OrganisationKind;

store::code! {
    /// The branch of the separated administration to which a duty belongs (GB/T 22239-2019, 8.1.5): nobody stands in
    /// two of them.
    pub enum Branch {
        /// The training itself.
        Business = "business",
        /// 系统管理.
        System = "system",
        /// 安全管理.
        Security = "security",
        /// 审计管理.
        Audit = "audit",
    }
}

store::code! {
    /// Why it takes a second person to give a duty.
    pub enum Second {
        /// It takes none.
        Needless = "needless",
        /// It changes many people's files at once.
        MassChange = "mass-change",
        /// It takes back what was issued.
        Deletion = "deletion",
        /// It administers the platform, its keys among them.
        Administrator = "administrator",
        /// Nobody stands above it.
        Highest = "highest",
    }
}

store::record! {
    /// A duty as the house knows it.
    pub struct DutyKind {
        /// Its code.
        pub code: String,
        /// The level at which it is held.
        pub level: String,
        /// The kind of organisation at which it is held.
        pub seat: OrganisationKind,
        /// Its branch.
        pub branch: Branch,
        /// Why it takes a second person to give it.
        pub second: Second,
    }
}

/// A mark of a duty: its code, seat, branch and second person.
pub(crate) type Mark = (&'static str, OrganisationKind, Branch, Second);

/// The marks of [`DUTIES`](crate::DUTIES).
pub(crate) const MARKS: &[Mark] = &[
    ("ministry-officer", OrganisationKind::Nation, Branch::Business, Second::Highest),
    ("auditor", OrganisationKind::Nation, Branch::Audit, Second::Administrator),
    ("security-officer", OrganisationKind::Nation, Branch::Security, Second::Administrator),
    ("system-officer", OrganisationKind::Nation, Branch::System, Second::Administrator),
    ("province-officer", OrganisationKind::Province, Branch::Business, Second::Deletion),
    ("language-officer", OrganisationKind::LanguageOffice, Branch::Business, Second::Needless),
    ("county-officer", OrganisationKind::County, Branch::Business, Second::MassChange),
    ("school-officer", OrganisationKind::School, Branch::Business, Second::Needless),
    ("class-manager", OrganisationKind::Institution, Branch::Business, Second::Needless),
];

impl Branch {
    /// The message that says what the branch may and may not.
    #[must_use]
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Business => "branch-business",
            Self::System => "branch-system",
            Self::Security => "branch-security",
            Self::Audit => "branch-audit",
        }
    }
}

impl Second {
    /// The message that says why.
    #[must_use]
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Needless => "second-needless",
            Self::MassChange => "second-mass-change",
            Self::Deletion => "second-deletion",
            Self::Administrator => "second-administrator",
            Self::Highest => "second-highest",
        }
    }
}

impl DutyKind {
    /// The message key of its name.
    #[must_use]
    pub(crate) fn word(&self) -> String {
        format!("duty-{}", self.code)
    }

    /// Whether nobody may hold it beside `other`: who administers does nothing else.
    #[must_use]
    pub(crate) fn excludes(&self, other: &Self) -> bool {
        self.code != other.code && (self.branch != Branch::Business || other.branch != Branch::Business)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(code: &str) -> DutyKind {
        let (code, seat, branch, second) = *MARKS.iter().find(|it| it.0 == code).unwrap();
        DutyKind { code: code.into(), level: String::new(), seat, branch, second }
    }

    #[test]
    fn every_duty_of_the_house_has_its_marks() {
        let marked: Vec<&str> = MARKS.iter().map(|it| it.0).collect();
        let known: Vec<&str> = crate::DUTIES.iter().map(|it| it.0).collect();
        assert_eq!(marked, known);
    }

    #[test]
    fn who_administers_does_nothing_else_and_three_administrators_are_three_people() {
        let three = ["auditor", "security-officer", "system-officer"].map(kind);
        for one in &three {
            for other in &three {
                assert_eq!(one.excludes(other), one.code != other.code, "{} {}", one.code, other.code);
            }
            for business in ["ministry-officer", "county-officer", "school-officer", "class-manager"].map(kind) {
                assert!(one.excludes(&business) && business.excludes(one), "{} {}", one.code, business.code);
            }
            assert_eq!(one.second, Second::Administrator);
        }
        assert!(!kind("county-officer").excludes(&kind("school-officer")));
    }
}
