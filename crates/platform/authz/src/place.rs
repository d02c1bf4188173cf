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

    /// The last step of the path; `""` for the root.
    #[must_use]
    pub fn step(&self) -> &str {
        self.0.trim_end_matches('/').rsplit('/').next().unwrap_or_default()
    }

    /// Whether this place is `outer` or lies below it.
    #[must_use]
    pub fn within(&self, outer: &Self) -> bool {
        self.0.starts_with(&outer.0)
    }

    /// The bounds of all that is within: `place >= $from and place < $until`. Paths end in a slash, and `0`
    /// follows the slash.
    #[must_use]
    pub fn range(&self) -> (String, String) {
        (self.0.clone(), format!("{}0", self.0.strip_suffix('/').unwrap_or(&self.0)))
    }

    /// This place and every one above it, the root first: what covers it is one of them.
    #[must_use]
    pub fn above(&self) -> Vec<Self> {
        self.0.match_indices('/').filter_map(|(at, _)| self.0.get(..=at)).map(|path| Self(path.to_owned())).collect()
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
    fn a_place_is_the_child_of_what_is_above_it_by_its_step() {
        let county = Place::root().child("62").child("623021");
        assert_eq!(county.step(), "623021");
        assert_eq!(Place::root().child("62").child(county.step()), county);
        assert_eq!(Place::root().step(), "");
    }

    #[test]
    fn a_slash_in_a_code_forges_no_place() {
        assert!(!Place::root().child("99/62").within(&Place::root().child("99").child("62")));
    }

    #[test]
    fn the_range_holds_what_is_within_and_nothing_else() {
        let gansu = Place::root().child("62");
        let (from, until) = gansu.range();
        let holds = |place: &Place| place.as_str() >= from.as_str() && place.as_str() < until.as_str();
        assert!(holds(&gansu) && holds(&gansu.child("6230").child("学校")));
        for stranger in
            [Place::root(), Place::root().child("61"), Place::root().child("621"), Place::root().child("63")]
        {
            assert!(!holds(&stranger), "{stranger}");
        }
        assert_eq!(Place::root().range(), ("/".to_owned(), "0".to_owned()));
    }

    #[test]
    fn above_a_place_are_itself_and_what_it_lies_in() {
        let county = Place::root().child("62").child("6230");
        assert_eq!(county.above(), [Place::root(), Place::root().child("62"), county.clone()]);
        assert!(county.above().iter().all(|above| county.within(above)));
        assert_eq!(Place::root().above(), [Place::root()]);
    }
}
