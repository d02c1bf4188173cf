//! The address codes that are in force.

use crate::division::{Division, Level};
use crate::identity_number::{Document, IdentityNumber};
use std::collections::HashSet;

/// The codes that an identity number may begin with today, to warn of others.
/// Counties, and prefectures that have none.
#[derive(Debug, Clone, Default)]
pub struct KnownCodes {
    codes: HashSet<String>,
    with_invented: bool,
}

impl KnownCodes {
    /// Takes the codes from a tree.
    pub fn new(tree: &[Division]) -> Self {
        let parents: HashSet<&str> = tree.iter().filter_map(|division| division.parent.as_deref()).collect();
        let is_leaf =
            |division: &&Division| division.level != Level::Province && !parents.contains(division.code.as_str());
        Self::of(tree.iter().filter(is_leaf).map(|division| division.code.clone()))
    }

    /// Takes bare codes, such as those of a table.
    pub fn of(codes: impl IntoIterator<Item = String>) -> Self {
        Self { codes: codes.into_iter().collect(), with_invented: false }
    }

    /// Accepts the invented codes of [`generate`](crate::roster::generate) too
    /// (places 3 and 4 are 99): for demonstration and load data only.
    #[must_use]
    pub fn with_invented(mut self) -> Self {
        self.with_invented = true;
        self
    }

    /// Whether the address code of a number is in force. Documents other than
    /// the 居民身份证 have no county, so theirs always is.
    pub fn has(&self, number: &IdentityNumber) -> bool {
        let code = number.address_code();
        number.document() != Document::Resident
            || self.codes.contains(code)
            || (self.with_invented && code.get(2..4) == Some("99"))
            // 嘉峪关 620200 has no county, yet its numbers begin with 620201.
            || code.get(..4).is_some_and(|prefecture| self.codes.contains(&format!("{prefecture}00")))
    }
}
