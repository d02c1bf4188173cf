use authz::Place;
use kernel::{Date, Id, PersonId, Timestamp};

use super::*;

pub(crate) fn date(text: &str) -> Date {
    text.parse().unwrap()
}

pub(crate) fn project() -> Project {
    let at = Timestamp::from_millis(0);
    Project {
        id: Id::new(at),
        number: "GP2011-PTH-62-0001".into(),
        name: "双语教师普通话培训".into(),
        scheme: "国培计划".into(),
        level: "1".into(),
        topic: "putonghua".into(),
        document: "教师厅〔2011〕2号".into(),
        clause: "时间：2011年7—10月".into(),
        province_id: Id::new(at),
        province_name: "甘肃省教育厅".into(),
        province_place: Place::root().child("62"),
        province_code: "62".into(),
        window_from: "2011-07".parse().unwrap(),
        window_until: "2011-10".parse().unwrap(),
        most_people: 500,
        practice_percent: 50,
        practice_clause: "精讲多练".into(),
        classes: 0,
        approved_at: at,
    }
}

pub(crate) fn class(state: ClassState) -> Class {
    let at = Timestamp::from_millis(0);
    let project = project();
    Class {
        id: Id::new(at),
        project_id: project.id,
        number: project.class_number(7),
        name: "双语教师普通话培训 1 班".into(),
        institution_id: Id::new(at),
        institution_name: "河岸师范大学".into(),
        institution_place: Place::root().child("62").child("j1"),
        province_id: project.province_id,
        province_name: project.province_name,
        province_place: project.province_place,
        venue_kind: VenueKind::Capital,
        venue: "河岸师范大学".into(),
        opens_on: date("2011-07-10"),
        closes_on: date("2011-08-08"),
        planned_people: 40,
        state,
        created_by: Id::new(at),
        created_at: at,
        submitted_by: None,
        submitted_at: None,
        opinion: None,
        filing_number: None,
        filed_by: None,
        filed_at: None,
        closed_on: None,
    }
}

fn plan() -> Plan {
    Plan {
        name: "双语教师普通话培训 1 班".into(),
        venue_kind: VenueKind::Capital,
        venue: "河岸师范大学".into(),
        opens_on: date("2011-07-10"),
        closes_on: date("2011-08-08"),
        planned_people: 40,
    }
}

fn fields(plan: &Plan) -> Vec<&'static str> {
    plan.check(&project()).iter().map(|fault| fault.field).collect()
}

#[test]
fn a_class_number_continues_its_projects_number() {
    assert_eq!(project().class_number(7), "GP2011-PTH-62-0001-C07");
    assert_eq!(project().class_number(112), "GP2011-PTH-62-0001-C112");
}

#[test]
fn a_plan_stays_within_the_months_of_the_window_both_ends_included() {
    assert!(fields(&plan()).is_empty());
    assert!(fields(&Plan { opens_on: date("2011-07-01"), closes_on: date("2011-10-31"), ..plan() }).is_empty());
    assert_eq!(fields(&Plan { opens_on: date("2011-06-30"), ..plan() }), ["opens_on"]);
    assert_eq!(fields(&Plan { closes_on: date("2011-11-01"), ..plan() }), ["closes_on"]);
    assert_eq!(fields(&Plan { closes_on: date("2011-07-09"), ..plan() }), ["closes_on"]);
}

#[test]
fn a_plan_has_one_to_the_projects_most_people_and_a_name_and_a_venue() {
    assert_eq!(fields(&Plan { planned_people: 0, ..plan() }), ["planned_people"]);
    assert_eq!(fields(&Plan { planned_people: 501, ..plan() }), ["planned_people"]);
    assert!(fields(&Plan { planned_people: 500, ..plan() }).is_empty());
    assert_eq!(fields(&Plan { name: "  班 ".into(), venue: " ".into(), ..plan() }), ["name", "venue"]);
}

#[test]
fn what_is_not_filed_neither_recruits_nor_counts_and_the_clause_says_so() {
    for refused in
        [recruiting(&class(ClassState::Draft)), issuing(&class(ClassState::Draft)), class(ClassState::Draft).closable()]
    {
        let refusal = refused.unwrap_err();
        assert!(refusal.clause.unwrap().contains("教师〔2010〕4号"));
        assert!(refusal.remedy.is_some());
    }
    assert!(recruiting(&class(ClassState::Filed)).is_ok() && issuing(&class(ClassState::Filed)).is_ok());
}

#[test]
fn a_running_class_counts_and_no_longer_recruits_and_a_closed_one_does_nothing() {
    assert!(recruiting(&class(ClassState::Running)).is_err() && issuing(&class(ClassState::Running)).is_ok());
    assert!(issuing(&class(ClassState::Closing)).is_ok());
    let closed = class(ClassState::Closed);
    assert!(
        recruiting(&closed).is_err()
            && issuing(&closed).is_err()
            && closed.editable().is_err()
            && closed.closable().is_err()
    );
    assert!(
        closed.openable(date("2011-09-01"), 40).is_err()
            && closed.decidable(Id::new(Timestamp::from_millis(1))).is_err()
    );
}

#[test]
fn a_class_is_filed_by_somebody_who_neither_made_it_nor_handed_it_in() {
    let (clerk, officer): (PersonId, PersonId) =
        (Id::new(Timestamp::from_millis(1)), Id::new(Timestamp::from_millis(2)));
    let mut class = class(ClassState::Draft);
    assert!(class.decidable(officer).is_err(), "not handed in");
    class.submitted_at = Some(Timestamp::from_millis(5));
    class.submitted_by = Some(clerk);
    assert!(class.decidable(clerk).is_err() && class.decidable(class.created_by).is_err());
    assert!(class.decidable(officer).is_ok());
    class.state = ClassState::Filed;
    assert!(class.decidable(officer).is_err(), "filed already");
}

#[test]
fn a_class_changes_until_it_is_handed_in_and_needs_a_timetable_for_that() {
    let mut class = class(ClassState::Draft);
    assert!(class.editable().is_ok() && class.submittable(1).is_ok() && class.submittable(0).is_err());
    class.submitted_at = Some(Timestamp::from_millis(5));
    assert!(class.editable().is_err() && class.submittable(1).is_err());
}

#[test]
fn a_class_opens_on_its_day_with_people() {
    let class = class(ClassState::Filed);
    assert!(class.openable(date("2011-07-09"), 3).is_err());
    assert!(class.openable(date("2011-07-10"), 0).is_err());
    assert!(class.openable(date("2011-07-10"), 3).is_ok());
    assert_eq!(class.days(), 30);
}
