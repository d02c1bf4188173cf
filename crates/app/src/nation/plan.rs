//! Which schools there are, and how many work in each.

use std::sync::Arc;

use registry::Organisation;

use super::proportions::{KINDS, split};

/// A school of the nation.
pub(super) struct Planned {
    /// Whose it is.
    pub county: Arc<Organisation>,
    /// 学校(机构)标识码.
    pub code: String,
    /// Its name.
    pub name: String,
    /// 城乡分类.
    pub urban_rural: &'static str,
    /// How many work there.
    pub staff: usize,
    /// The number of the first of them among all people of the generator.
    pub first: usize,
}

/// Town centre, town, village: one school in three is each.
const URBAN_RURAL: [&str; 3] = ["111", "121", "220"];

/// The schools of a province in which `people` teach, of whom the first is number `first`: county after county.
pub(super) fn schools(
    province: &str,
    counties: Vec<Organisation>,
    people: usize,
    mut first: usize,
) -> impl Iterator<Item = Planned> {
    let head = province.get(..2).unwrap_or_default().to_owned();
    let shares: Vec<usize> = counties.iter().map(|it| weight(&it.code)).collect();
    // The number of the last school of each kind: codes are unique in a province.
    let mut last = [0_usize; KINDS.len()];
    counties.into_iter().map(Arc::new).zip(split(people, &shares)).flat_map(move |(county, people)| {
        let division = county.name.trim_end_matches("教育局").to_owned();
        let mut planned = Vec::new();
        let parts = split(people, &KINDS.map(|kind| kind.teachers));
        for ((kind, teachers), last) in KINDS.iter().zip(parts).zip(&mut last) {
            for (staff, nth) in staffs(teachers, kind.teachers / kind.schools).into_iter().zip(1_usize..) {
                *last += 1;
                planned.push(Planned {
                    county: Arc::clone(&county),
                    code: format!("{}{head}{:06}", kind.prefix, *last),
                    name: format!("{division}第{nth}{}", kind.name),
                    urban_rural: URBAN_RURAL.get(nth % URBAN_RURAL.len()).copied().unwrap_or("220"),
                    staff,
                    first,
                });
                first += staff;
            }
        }
        planned
    })
}

/// How many work in each school, where `teachers` work in all and `usual` in one.
fn staffs(teachers: usize, usual: usize) -> Vec<usize> {
    let schools = (teachers / usual.max(1)).max(usize::from(teachers > 0));
    split(teachers, &vec![1; schools])
}

/// Counties differ: the largest has some ten times the teachers of the smallest.
fn weight(code: &str) -> usize {
    let mixed = code.bytes().fold(7_usize, |mixed, byte| (mixed * 31 + usize::from(byte)) % 1_000_003);
    let chance = mixed % 100;
    10 + chance * chance / 100
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use authz::Place;
    use kernel::{Date, Id, Timestamp};
    use registry::OrganisationKind;

    fn counties() -> Vec<Organisation> {
        let county = |nth: u32| Organisation {
            id: Id::new(Timestamp::default()),
            parent_id: None,
            place: Place::root().child(&format!("6299{nth:02}")),
            code: format!("6299{nth:02}"),
            kind: OrganisationKind::County,
            name: format!("第{nth}县教育局"),
            division_code: Some(format!("6299{nth:02}")),
            urban_rural: None,
            opened_on: Date::of(2000, 1, 1).unwrap(),
            closed_on: None,
        };
        (1..=40).map(county).collect()
    }

    #[test]
    fn every_teacher_has_a_place_and_a_number_of_the_own() {
        let planned: Vec<Planned> = schools("620000", counties(), 100_000, 500).collect();
        assert_eq!(planned.iter().map(|it| it.staff).sum::<usize>(), 100_000);
        let mut next = 500;
        for it in &planned {
            assert_eq!(it.first, next);
            next += it.staff;
        }
        let codes: BTreeSet<&str> = planned.iter().map(|it| it.code.as_str()).collect();
        assert_eq!(codes.len(), planned.len(), "no code twice");
        assert!(codes.iter().all(|code| code.parse::<registry::school_code::SchoolCode>().is_ok()));
    }

    #[test]
    fn kindergartens_are_many_and_small_and_counties_differ() {
        let planned: Vec<Planned> = schools("620000", counties(), 300_000, 0).collect();
        let (many, few): (Vec<&Planned>, Vec<&Planned>) = planned.iter().partition(|it| it.code.starts_with("11"));
        assert!(many.len() > few.len());
        assert!(many.iter().all(|it| it.staff <= 24));
        let of = |code: &str| planned.iter().filter(|it| it.county.code == code).map(|it| it.staff).sum::<usize>();
        let sizes: Vec<usize> = counties().iter().map(|it| of(&it.code)).collect();
        assert!(sizes.iter().max().unwrap() > &(3 * sizes.iter().min().unwrap()), "{sizes:?}");
    }

    #[test]
    fn the_plan_is_the_same_each_time() {
        let codes = || schools("620000", counties(), 5_000, 0).map(|it| (it.code, it.first)).collect::<Vec<_>>();
        assert_eq!(codes(), codes());
    }
}
