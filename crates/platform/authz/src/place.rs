use std::fmt;

use serde::{Deserialize, Serialize};

/// A place in the tree of organisations, as the path from the root: `/62/6230/623021/`.
///
/// A path, because "is it within my county?" is asked on every page and is then one comparison.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Place(String);

impl Place {
    /// The root: the nation.
    #[must_use]
    pub fn root() -> Self {
        Self("/".to_owned())
    }

    /// The place of the child `step` of this one. A slash within the step would forge a place; it
    /// becomes a hyphen.
    #[must_use]
    pub fn child(&self, step: &str) -> Self {
        Self(format!("{}{}/", self.0, step.replace('/', "-")))
    }

    /// Whether this place is `outer` or lies below it.
    #[must_use]
    pub fn within(&self, outer: &Self) -> bool {
        self.0.starts_with(&outer.0)
    }

    /// The path as stored.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A stored path; one that does not begin and end with a slash is no place.
    #[must_use]
    pub fn stored(path: &str) -> Option<Self> {
        (path.starts_with('/') && path.ends_with('/')).then(|| Self(path.to_owned()))
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl store::Column for Place {
    fn read(row: &store::Row, name: &str) -> Result<Self, store::Error> {
        let path: String = row.get(name)?;
        Self::stored(&path).ok_or_else(|| store::Error::Value { column: name.to_owned(), cause: "not a place".into() })
    }
}

impl From<&Place> for store::Value {
    fn from(place: &Place) -> Self {
        Self::from(place.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_neighbour_whose_code_begins_alike_is_not_within() {
        let gansu = Place::root().child("62");
        let stranger = Place::root().child("621");
        assert!(!stranger.within(&gansu));
        assert!(gansu.child("6230").within(&gansu));
        assert!(gansu.within(&gansu));
    }

    #[test]
    fn a_slash_in_a_code_forges_no_place() {
        assert!(!Place::root().child("99/62").within(&Place::root().child("99").child("62")));
    }
}
