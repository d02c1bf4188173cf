use kernel::{Arg, Timestamp};

use super::*;

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn rules() -> Vec<Rule> {
    putonghua::rules(Id::new(Timestamp::from_millis(0)), "6230,6229", date("2011-06-21"))
}

/// A bilingual Tibetan teacher of a village school who fulfils every rule.
fn dolma() -> Candidate {
    Candidate {
        place: Place::root().child("62").child("6230").child("623021").child("s1"),
        ethnicity: "04".into(),
        bilingual: true,
        psc_level: Some("3B".into()),
        born_on: date("1980-03-02"),
        urban_rural: Some("220".into()),
        post: Some("10".into()),
        overlapping: Vec::new(),
        same_topic: Vec::new(),
    }
}

const OPENING: &str = "2011-07-10";

fn verdict(candidate: &Candidate, code: &str) -> Verdict {
    judge(&rules(), candidate, date(OPENING)).into_iter().find(|verdict| verdict.code == code).unwrap()
}

fn arg(text: &Text, name: &str) -> Arg {
    text.args.iter().find(|(key, _)| key == name).unwrap().1.clone()
}

#[test]
fn whoever_fulfils_all_gets_every_point_and_each_verdict_has_its_clause() {
    let verdicts = judge(&rules(), &dolma(), date(OPENING));
    assert_eq!(
        verdicts.iter().map(|it| it.code.as_str()).collect::<Vec<_>>(),
        ["R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8"]
    );
    assert!(verdicts.iter().all(|it| it.passed && !it.clause.is_empty()));
    assert_eq!(priority(&verdicts), 90);
}

#[test]
fn forty_five_lasts_until_the_day_before_the_forty_sixth_birthday() {
    let born = |day| verdict(&Candidate { born_on: date(day), ..dolma() }, "R4");
    assert!(born("1965-07-11").passed, "46 on the day after the opening");
    let birthday = born("1965-07-10");
    assert!(!birthday.passed && birthday.needs_exception() && !birthday.forbids());
    assert_eq!(arg(&birthday.given, "years"), Arg::Number(46));
    assert_eq!(arg(&birthday.limit, "first"), Arg::Words("1965-07-11".into()));
    assert_eq!(birthday.approver.as_deref(), Some("language-officer"));
}

#[test]
fn the_limit_that_is_shown_is_the_limit_that_is_applied_on_every_opening_day() {
    let mut opening = date("2011-12-30");
    for _ in 0..800 {
        opening = opening.plus_days(1);
        let judged = |born_on| {
            judge(&rules(), &Candidate { born_on, ..dolma() }, opening).into_iter().find(|it| it.code == "R4").unwrap()
        };
        let Arg::Words(first) = arg(&judged(date("1980-01-01")).limit, "first") else { panic!("a date") };
        assert!(judged(date(&first)).passed, "{opening} {first}");
        assert!(!judged(date(&first).plus_days(-1)).passed, "{opening} {first}");
    }
}

#[test]
fn the_other_reading_takes_a_birth_date() {
    let mut rules = rules();
    for rule in rules.iter_mut().filter(|rule| rule.field == Field::Age) {
        rule.op = Op::BornFrom;
        rule.value = "1966-01-01".into();
    }
    let passes = |day| {
        judge(&rules, &Candidate { born_on: date(day), ..dolma() }, date(OPENING))
            .iter()
            .find(|it| it.code == "R4")
            .unwrap()
            .passed
    };
    assert!(passes("1966-01-01") && !passes("1965-12-31"));
}

#[test]
fn a_rule_of_two_conditions_holds_when_both_do() {
    let han = verdict(&Candidate { ethnicity: "01".into(), ..dolma() }, "R2");
    assert!(!han.passed && !han.forbids() && !han.needs_exception());
    let monolingual = verdict(&Candidate { bilingual: false, ..dolma() }, "R2");
    assert!(!monolingual.passed);
    assert_eq!(monolingual.given.key, "selection-given-not-bilingual");
    assert_eq!(priority(&judge(&rules(), &Candidate { bilingual: false, ..dolma() }, date(OPENING))), 60);
}

#[test]
fn a_weak_or_missing_level_comes_first_and_a_strong_one_does_not() {
    let level = |level: Option<&str>| verdict(&Candidate { psc_level: level.map(Into::into), ..dolma() }, "R3").points;
    assert_eq!([level(None), level(Some("2B")), level(Some("2A")), level(Some("1A"))], [30, 30, 0, 0]);
}

#[test]
fn town_schools_get_no_rural_points_and_other_regions_need_an_exception() {
    assert_eq!(verdict(&Candidate { urban_rural: Some("111".into()), ..dolma() }, "R5").points, 0);
    assert_eq!(verdict(&Candidate { urban_rural: None, ..dolma() }, "R5").given.key, "selection-given-nothing");
    let elsewhere = verdict(&Candidate { place: Place::root().child("62").child("6201"), ..dolma() }, "R1");
    assert!(elsewhere.needs_exception());
}

#[test]
fn only_front_line_posts_and_only_one_class_at_a_time() {
    assert!(verdict(&Candidate { post: Some("31".into()), ..dolma() }, "R6").forbids());
    assert!(verdict(&Candidate { post: None, ..dolma() }, "R6").forbids());
    let other =
        Other { number: "GP2011-SX-62-0002-C01".into(), opens_on: date("2011-07-20"), closes_on: date("2011-07-30") };
    let busy = verdict(&Candidate { overlapping: vec![other], ..dolma() }, "R7");
    assert!(busy.forbids());
    assert_eq!(arg(&busy.given, "number"), Arg::Words("GP2011-SX-62-0002-C01".into()));
}

#[test]
fn the_same_topic_again_only_after_three_years() {
    let ended = |day| Other { number: "C".into(), opens_on: date("2008-01-01"), closes_on: date(day) };
    assert!(verdict(&Candidate { same_topic: vec![ended("2008-07-10")], ..dolma() }, "R8").needs_exception());
    assert!(verdict(&Candidate { same_topic: vec![ended("2008-07-09")], ..dolma() }, "R8").passed);
}

#[test]
fn a_rule_holds_in_its_days_and_the_newest_version_counts() {
    assert!(judge(&rules(), &dolma(), date("2011-06-20")).is_empty());
    let mut rules = rules();
    let stricter =
        Rule { version: 2, value: "40".into(), ..rules.iter().find(|rule| rule.code == "R4").unwrap().clone() };
    rules.push(stricter);
    let old = Candidate { born_on: date("1968-01-01"), ..dolma() };
    let verdict = judge(&rules, &old, date(OPENING)).into_iter().find(|it| it.code == "R4").unwrap();
    assert!(!verdict.passed && verdict.version == 2);
}
