use super::*;

fn id<T>(nth: u128) -> Id<T> {
    Id::from(uuid::Uuid::from_u128(nth))
}

struct World {
    county: Place,
    schools: [Place; 2],
    away: Place,
}

fn world() -> World {
    let county = Place::root().child("62").child("623021");
    World {
        schools: ["s1", "s2"].map(|step| county.child(step)),
        away: Place::root().child("62").child("623027"),
        county,
    }
}

/// Asked for by the source, which nobody has confirmed yet.
fn transfer(source: (&Place, &Place), target: (&Place, &Place)) -> Transfer {
    Transfer {
        person_id: id(1),
        id: id(2),
        person_name: "安宁".to_owned(),
        asked_side: Side::Source,
        state: TransferState::Open,
        source_id: id(3),
        source_name: String::new(),
        source_place: source.0.clone(),
        source_area: source.1.clone(),
        target_id: id(4),
        target_name: String::new(),
        target_place: target.0.clone(),
        target_area: target.1.clone(),
        kind: "10".to_owned(),
        nature: Nature::Main,
        on_day: "2026-03-01".parse().unwrap(),
        until_on: None,
        stage: None,
        subject: None,
        weekly_lessons: None,
        document: None,
        reason: "工作需要".to_owned(),
        asked_by: id(5),
        asked_name: String::new(),
        asked_at: Timestamp::default(),
        source_by: None,
        source_by_name: None,
        source_at: None,
        target_by: None,
        target_by_name: None,
        target_at: None,
        ended_name: None,
        ended_at: None,
        end_reason: None,
    }
}

fn why<T: std::fmt::Debug>(ruled: Ruled<T>) -> String {
    ruled.unwrap_err().reason.key
}

#[test]
fn within_a_county_each_school_confirms_for_itself_and_two_people_do() {
    let world = world();
    let [one, other] = &world.schools;
    let mut it = transfer((one, &world.county), (other, &world.county));
    assert_eq!(it.confirmable(id(10), one), Ok(Side::Source));
    assert_eq!(it.confirmable(id(10), other), Ok(Side::Target));
    it.source_by = Some(id(10));
    assert_eq!(why(it.confirmable(id(11), one)), "transfer-confirmed");
    assert_eq!(why(it.confirmable(id(10), &world.county)), "transfer-two", "an officer over both is one person");
    assert_eq!(it.confirmable(id(11), &world.county), Ok(Side::Target));
    assert_eq!(why(it.confirmable(it.person_id, other)), "post-own");
}

#[test]
fn between_counties_the_counties_confirm_and_no_school_does() {
    let world = world();
    let there = world.away.child("s3");
    let it = transfer((&world.schools[0], &world.county), (&there, &world.away));
    assert_eq!(why(it.confirmable(id(10), &world.schools[0])), "transfer-county");
    assert_eq!(why(it.confirmable(id(10), &there)), "transfer-county");
    assert_eq!(it.confirmable(id(10), &world.county), Ok(Side::Source));
    assert_eq!(it.confirmable(id(10), &world.away), Ok(Side::Target));
}

#[test]
fn the_side_that_asked_takes_it_back_and_the_other_declines() {
    use TransferState::{Declined, Withdrawn};
    let world = world();
    let [one, other] = &world.schools;
    let mut it = transfer((one, &world.county), (other, &world.county));
    assert_eq!(it.endable(Withdrawn, one), Ok(()));
    assert_eq!(it.endable(Declined, other), Ok(()));
    assert_eq!(why(it.endable(Withdrawn, other)), "transfer-other-side");
    assert_eq!(why(it.endable(Declined, one)), "transfer-other-side");
    it.state = TransferState::Agreed;
    assert_eq!(it.endable(Declined, other), Ok(()), "until its day");
    for state in [TransferState::Done, Declined, Withdrawn, TransferState::Failed] {
        it.state = state;
        assert_eq!(why(it.endable(Withdrawn, one)), "transfer-decided");
        assert_eq!(why(it.confirmable(id(10), other)), "transfer-decided");
    }
}

#[test]
fn a_transfer_is_asked_for_at_most_a_year_ahead() {
    let day = |text: &str| text.parse().unwrap();
    assert_eq!(may_take_effect(day("2027-03-02"), day("2026-03-01")), Ok(()));
    assert_eq!(why(may_take_effect(day("2027-03-03"), day("2026-03-01"))), "transfer-far");
    assert_eq!(may_take_effect(day("2020-01-01"), day("2026-03-01")), Ok(()));
}
