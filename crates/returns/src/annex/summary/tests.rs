use super::*;
use crate::annex::sample;

#[test]
fn the_timetable_becomes_hours_of_45_minutes() {
    let it = sample::summary(40);
    let value = |key| it.value(key);
    assert_eq!(value("hours"), Some(8_000));
    assert_eq!(value("lecture-hours"), Some(2_000));
    assert_eq!(value("tutoring-hours"), Some(600));
    assert_eq!(value("practice-share"), Some(7_500));
    assert_eq!(value("module-skills"), Some(3_000));
    assert_eq!(value("days"), Some(20));
}

#[test]
fn people_are_counted_once_in_each_band() {
    let it = sample::summary(40);
    let value = |key| it.value(key).unwrap();
    assert_eq!(value("actual"), 40);
    assert_eq!(value("male") + value("female"), 40);
    assert_eq!(value("age-35") + value("age-45") + value("age-over"), 40);
    assert_eq!(value("minority"), 36);
    assert_eq!(it.get("ethnicities"), Some(&Value::Words("藏族36、汉族4".into())));
    assert_eq!(value("rural"), 40);
}

#[test]
fn means_gain_and_money_are_calculated_to_the_hundredth() {
    let it = sample::summary(40);
    assert_eq!((it.value("pre-mean"), it.value("post-mean"), it.value("gain")), (Some(7_600), Some(8_300), Some(700)));
    assert_eq!(it.value("reached-share"), Some(10_000));
    // 118,000.50 yuan by 40 people is 2,950.0125 each.
    assert_eq!(it.value("per-head"), Some(295_001));
    assert_eq!(rounded(5, 2), Some(3));
    assert_eq!(rounded(1, 0), None);
}

#[test]
fn a_class_without_people_divides_by_nothing() {
    let it = Summary::of(&sample::class(), &[], &BTreeMap::new());
    assert_eq!((it.value("actual"), it.value("per-head"), it.value("pre-mean")), (Some(0), None, None));
    assert!(it.missing() > 20);
}
