use authz::{Appointment, Place};
use http::Right;
use kernel::{Date, Refusal, Result, text};
use store::Store;

use crate::store::Level;

/// The duties that the house knows, with the level at which each is held (domain 2.24). What a duty may
/// do is data: the rows of `duty_right`, which each slice brings for its own nouns.
pub const DUTIES: &[(&str, &str)] = &[
    ("ministry-officer", "nation"),
    ("auditor", "nation"),
    ("security-officer", "nation"),
    ("system-officer", "nation"),
    ("province-officer", "province"),
    ("language-officer", "province"),
    ("county-officer", "county"),
    ("school-officer", "school"),
    ("class-manager", "institution"),
];

/// Writes the duties of the slices and what each may do. Rows that are there are left alone; a right of
/// this release that was deleted by hand comes back at the next start.
///
/// # Errors
/// When the database refuses.
pub async fn seed_duties(store: &Store, duties: &[(&str, &str)], rights: &[Right]) -> Result<()> {
    store::transaction!(store, tx => {
        crate::store::insert_duties(tx, duties, crate::kind::MARKS, rights).await
    })
}

/// How far from the top a level stands; one that is not known is taken for the top.
fn rank(levels: &[Level], duty: &str) -> u8 {
    match levels.iter().find(|it| it.code == duty).map(|it| it.level.as_str()) {
        Some("school" | "institution") => 4,
        Some("county") => 3,
        Some("prefecture") => 2,
        Some("province") => 1,
        _ => 0,
    }
}

/// Whether a duty is held above a school.
pub(crate) fn is_above_school(levels: &[Level], duty: &str) -> bool {
    rank(levels, duty) < 4
}

/// The duty of `own` in which the account of somebody at `place`, who holds the duties `held`, may be opened
/// anew: it must stand above each of them. Whoever opens an account can act in its duties, and two of one
/// rank would sign for each other.
///
/// # Errors
/// A refusal when there is none.
pub(crate) fn may_reset<'a>(
    own: &[&'a Appointment],
    place: &Place,
    held: &[Appointment],
    levels: &[Level],
    today: Date,
) -> std::result::Result<&'a Appointment, Refusal> {
    let over = |term: &Appointment, duty: &Appointment| {
        term.place.within(&duty.place) && rank(levels, &duty.duty) < rank(levels, &term.duty)
    };
    let lasting = |term: &&Appointment| term.until.is_none_or(|until| today <= until);
    own.iter()
        .filter(|duty| place.within(&duty.place))
        .find(|duty| held.iter().filter(lasting).all(|term| over(term, duty)))
        .copied()
        .ok_or_else(|| Refusal::because(text!("account-above")).remedy(text!("account-above-remedy")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::{Id, Timestamp};

    fn held(duty: &str, at: &[&str], until: Option<&str>) -> Appointment {
        let id = Timestamp::from_millis(0);
        Appointment {
            id: uuid::Uuid::nil(),
            principal: None,
            duty: duty.into(),
            organisation: Id::new(id),
            organisation_name: String::new(),
            place: at.iter().fold(Place::root(), |place, step| place.child(step)),
            from: "2026-01-01".parse().unwrap(),
            until: until.map(|it| it.parse().unwrap()),
            grants: [].into(),
        }
    }

    fn may(own: &Appointment, held: &[Appointment]) -> bool {
        let levels: Vec<Level> =
            DUTIES.iter().map(|(code, level)| Level { code: (*code).into(), level: (*level).into() }).collect();
        let school = Place::root().child("62").child("623021").child("1");
        may_reset(&[own], &school, held, &levels, "2026-07-01".parse().unwrap()).is_ok()
    }

    #[test]
    fn nobody_opens_the_account_of_a_superior_or_of_a_peer() {
        let county = held("county-officer", &["62", "623021"], None);
        let school = held("school-officer", &["62", "623021", "1"], None);
        let province = held("province-officer", &["62"], None);
        assert!(may(&school, &[]) && may(&county, &[]), "a teacher's");
        assert!(may(&county, std::slice::from_ref(&school)));
        assert!(!may(&school, std::slice::from_ref(&county)));
        assert!(!may(&school, std::slice::from_ref(&school)), "a colleague could sign in both names");
        assert!(!may(&county, &[school, province.clone()]), "one duty above is enough");
        assert!(!may(&county, &[held("auditor", &["62", "623021"], None)]), "of a higher level, though within");
        assert!(!may(&province, &[held("county-officer", &["63", "632321"], None)]), "a duty elsewhere");
    }

    #[test]
    fn a_duty_that_is_over_protects_nobody_and_one_to_come_does() {
        let county = held("county-officer", &["62", "623021"], None);
        assert!(may(&county, &[held("province-officer", &["62"], Some("2026-06-30"))]));
        let mut coming = held("province-officer", &["62"], None);
        coming.from = "2026-09-01".parse().unwrap();
        assert!(!may(&county, &[coming]));
    }

    #[test]
    fn a_duty_of_no_known_level_is_taken_for_the_highest() {
        let county = held("county-officer", &["62", "623021"], None);
        assert!(!may(&county, &[held("somebody-new", &["62", "623021", "1"], None)]));
    }
}
