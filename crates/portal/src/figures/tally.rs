use std::collections::BTreeMap;

use authz::Place;

use super::Code;

/// A count and what it is a part of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// How many.
    pub value: i64,
    /// Of how many; nought where it is no part of anything.
    pub whole: i64,
}

/// Counts on their way from schools to the nation.
#[derive(Debug, Default)]
pub struct Tally(BTreeMap<(Place, Code), Counted>);

impl Tally {
    /// Adds what was counted at a place to it and to every place above.
    pub fn add_above(&mut self, place: &Place, code: Code, value: i64, whole: i64) {
        for above in place.above() {
            self.add_at(above, code, value, whole);
        }
    }

    /// Adds what was counted for an institution to it alone: the areas have their people by their schools.
    pub fn add_at(&mut self, place: Place, code: Code, value: i64, whole: i64) {
        let counted = self.0.entry((place, code)).or_default();
        counted.value += value;
        counted.whole += whole;
    }

    /// All of them, by place.
    #[must_use]
    pub fn into_counted(self) -> Vec<((Place, Code), Counted)> {
        self.0.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_school_counts_for_all_above_it_and_an_institution_for_itself() {
        let province = Place::root().child("62");
        let (school, institution) = (province.child("6230").child("school"), province.child("university"));
        let mut tally = Tally::default();
        for people in [2, 3] {
            tally.add_above(&school, Code::Finished, people, people + 1);
            tally.add_at(institution.clone(), Code::Finished, people, people + 1);
        }
        let five = Counted { value: 5, whole: 7 };
        let found = tally.into_counted();
        assert_eq!(found.len(), 5);
        assert!(found.iter().all(|it| it.1 == five), "{found:?}");
        for place in [Place::root(), province, institution, school] {
            assert!(found.iter().any(|it| it.0 == (place.clone(), Code::Finished)), "{place}");
        }
    }
}
