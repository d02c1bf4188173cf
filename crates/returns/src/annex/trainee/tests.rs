use super::*;
use crate::annex::sample;

#[test]
fn the_levels_begin_where_the_outline_says() {
    for (score, expected) in
        [(9_700, "1A"), (9_699, "1B"), (9_199, "2A"), (8_699, "2B"), (7_999, "3A"), (6_999, "3B"), (5_999, "0")]
    {
        assert_eq!(level(score), expected, "{score}");
    }
}

#[test]
fn age_and_service_are_those_of_the_opening_day() {
    let mut trainee = sample::trainee(1);
    trainee.born_on = "1965-09-06".parse().unwrap();
    trainee.work_from = Some("1990-09".into());
    let row = Row::of(1, "C07", "2011-09-05".parse().unwrap(), trainee, Supplement::default());
    assert_eq!((row.age, row.service), (45, Some(21)));
    assert!(row.matches("age", "45") && !row.matches("age", "over"));
    assert_eq!(row.cell("born").as_deref(), Some("1965-09"));
}

#[test]
fn what_was_typed_and_what_follows_from_it_stand_in_their_cells() {
    let mut row = sample::rows(1).remove(0);
    row.typed.0.insert("pre-score".into(), "76.5".into());
    row.typed.0.insert("post-score".into(), "83".into());
    assert_eq!(row.cell("post-level").as_deref(), Some("二级乙等"));
    assert_eq!(row.cell("gain").as_deref(), Some("6.5"));
    assert!(row.matches("reached", "yes") && row.matches("pre", "3A"));
    assert_eq!(row.cell("note"), None);
}
