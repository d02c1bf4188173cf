use super::*;
use crate::kind::MARKS;
use kernel::{Id, Timestamp};

fn kinds() -> Vec<DutyKind> {
    let kind = |it: &crate::kind::Mark| DutyKind {
        code: it.0.into(),
        level: String::new(),
        seat: it.1,
        branch: it.2,
        second: it.3,
    };
    MARKS.iter().map(kind).collect()
}

fn place(steps: &[&str]) -> Place {
    steps.iter().fold(Place::root(), |place, step| place.child(step))
}

fn person(nth: u128) -> PersonId {
    uuid::Uuid::from_u128(nth).into()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn held(duty: &str, steps: &[&str], until: Option<&str>) -> Appointment {
    Appointment {
        id: uuid::Uuid::nil(),
        principal: None,
        duty: duty.into(),
        organisation: uuid::Uuid::from_u128(9).into(),
        organisation_name: "临潭县教育局".into(),
        place: place(steps),
        from: day("2026-01-01"),
        until: until.map(day),
        grants: [].into(),
    }
}

fn organisation(kind: OrganisationKind, steps: &[&str]) -> Organisation {
    Organisation {
        id: Id::new(Timestamp::default()),
        parent_id: None,
        place: place(steps),
        code: String::new(),
        kind,
        name: "某单位".into(),
        division_code: None,
        urban_rural: None,
        opened_on: day("2001-01-01"),
        closed_on: None,
    }
}

/// Whether the holder of `own` may give `duty` at its seat under `steps`; and agree to it.
fn may(own: &Appointment, duty: &str, steps: &[&str]) -> [bool; 2] {
    let kinds = kinds();
    let kind = kind_of(&kinds, duty).unwrap();
    let at = organisation(kind.seat, steps);
    let gift = Gift { kind, at: &at, to: person(2), from: day("2026-07-01"), until: None };
    [gift.giver(person(1), &[own], &kinds).is_ok(), gift.second(person(1), &[own], &kinds).is_ok()]
}

const COUNTY: &[&str] = &["62", "623021"];
const SCHOOL: &[&str] = &["62", "623021", "1"];

#[test]
fn one_gives_what_one_holds_or_oversees_within_the_own_place() {
    let county = held("county-officer", COUNTY, None);
    assert_eq!(may(&county, "school-officer", SCHOOL), [true, true]);
    assert_eq!(may(&county, "county-officer", COUNTY), [true, true], "a colleague");
    assert_eq!(may(&county, "province-officer", &["62"]), [false, false], "above");
    assert_eq!(may(&county, "school-officer", &["62", "623022", "1"]), [false, false], "elsewhere");
    assert_eq!(may(&held("language-officer", &["62"], None), "province-officer", &["62"]), [false, false], "beside");
    assert_eq!(may(&held("province-officer", &["62"], None), "class-manager", &["62", "yx"]), [true, true]);
    assert_eq!(may(&held("somebody-new", &[], None), "school-officer", SCHOOL), [false, false], "of no known kind");
}

#[test]
fn an_administrator_gives_no_duty_of_the_training_and_nobody_below_the_top_gives_an_administrator() {
    let (top, security) = (held("ministry-officer", &[], None), held("security-officer", &[], None));
    for duty in ["auditor", "security-officer", "system-officer"] {
        assert_eq!(may(&top, duty, &[]), [true, true], "{duty}");
        assert_eq!(may(&security, duty, &[]), [true, true], "{duty}");
        assert_eq!(may(&held("province-officer", &["62"], None), duty, &[]), [false, false], "{duty}");
        for other in ["auditor", "system-officer"] {
            assert_eq!(may(&held(other, &[], None), duty, &[]), [false, false], "{other} {duty}");
        }
    }
    assert_eq!(may(&security, "county-officer", COUNTY), [false, true], "looks at what others grant");
    assert_eq!(may(&held("auditor", &[], None), "county-officer", COUNTY), [false, false]);
}

#[test]
fn nobody_gives_a_duty_to_oneself_nor_agrees_to_the_own() {
    let (kinds, top) = (kinds(), held("ministry-officer", &[], None));
    let at = organisation(OrganisationKind::County, COUNTY);
    let kind = kind_of(&kinds, "county-officer").unwrap();
    let gift = Gift { kind, at: &at, to: person(1), from: day("2026-07-01"), until: None };
    assert!(gift.giver(person(1), &[&top], &kinds).is_err());
    assert!(gift.second(person(1), &[&top], &kinds).is_err());
}

#[test]
fn what_excludes_another_duty_waits_until_that_is_over() {
    let kinds = kinds();
    let at = organisation(OrganisationKind::Nation, &[]);
    let fits = |duty: &str, held: &Appointment| {
        let kind = kind_of(&kinds, duty).unwrap();
        let gift = Gift { kind, at: &at, to: person(2), from: day("2026-07-01"), until: Some(day("2026-12-31")) };
        gift.fits(std::slice::from_ref(held), &kinds)
    };
    for duty in ["auditor", "security-officer", "system-officer"] {
        let refused = fits(duty, &held("county-officer", COUNTY, None)).unwrap_err();
        assert_eq!(refused.clause.as_deref(), Some(SEPARATION), "{duty}");
        assert!(fits(duty, &held("county-officer", COUNTY, Some("2026-06-30"))).is_ok(), "over before it begins");
        assert!(fits(duty, &held("somebody-new", COUNTY, None)).is_err(), "of no known kind");
    }
    assert!(fits("ministry-officer", &held("auditor", &[], Some("2026-07-01"))).is_err(), "one day in both");
    let mut coming = held("auditor", &[], None);
    coming.from = day("2027-01-01");
    assert!(fits("system-officer", &coming).is_ok(), "that begins afterwards");
    assert!(fits("ministry-officer", &held("county-officer", COUNTY, None)).is_ok(), "two of the training");
}

#[test]
fn the_same_duty_is_held_once_at_a_time_and_only_at_its_seat() {
    let kinds = kinds();
    let fits = |at: &Organisation, held: &[Appointment]| {
        let kind = kind_of(&kinds, "county-officer").unwrap();
        Gift { kind, at, to: person(2), from: day("2026-07-01"), until: None }.fits(held, &kinds).is_ok()
    };
    let at = organisation(OrganisationKind::County, COUNTY);
    assert!(!fits(&at, &[Appointment { organisation: at.id, ..held("county-officer", COUNTY, None) }]));
    assert!(fits(&at, &[held("county-officer", &["62", "623022"], None)]), "of another county");
    assert!(!fits(&organisation(OrganisationKind::School, SCHOOL), &[]), "at a school");
    let closing = Organisation { closed_on: Some(day("2026-08-31")), ..at };
    assert!(!fits(&closing, &[]), "it would outlive its county");
}

#[test]
fn days_begin_today_at_the_earliest_and_end_after_they_begin() {
    let today = day("2026-07-01");
    let wrong = |from: &str, until: &str| -> Vec<&str> {
        days(from, until, today).unwrap_err().iter().map(|it| it.field).collect()
    };
    assert_eq!(days("2026-07-01", "", today), Ok((today, None)));
    assert_eq!(days(" 2026-07-02", "2026-07-02 ", today), Ok((day("2026-07-02"), Some(day("2026-07-02")))));
    assert_eq!(wrong("2026-06-30", ""), ["from"]);
    assert_eq!(wrong("2026-07-03", "2026-07-02"), ["until"]);
    assert_eq!(wrong("", "31.12.2026"), ["from", "until"]);
    assert_eq!(wrong("2026-02-30", "2026-01-01"), ["from"]);
}

#[test]
fn a_reason_is_there_and_has_an_end() {
    assert_eq!(reason(" 工作需要 ").as_deref(), Ok("工作需要"));
    assert!(reason(" \n ").is_err() && reason(&"事".repeat(LONGEST + 1)).is_err());
    assert!(reason(&"事".repeat(LONGEST)).is_ok());
}
