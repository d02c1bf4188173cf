use authz::Place;
use classes::{Class, ClassState, VenueKind};
use kernel::{Id, Timestamp};

use super::*;
use crate::rule::tests::rule;

fn evidence() -> Evidence {
    Evidence {
        planned_minutes: 4500,
        absent_minutes: 0,
        lessons_done: 2,
        lessons_total: 2,
        online_minutes: 90,
        quiz_best: Some(80),
        complete: true,
    }
}

fn class(state: ClassState) -> Class {
    let at = Timestamp::from_millis(1);
    Class {
        id: Id::new(at),
        project_id: Id::new(at),
        number: "GP2011-PTH-62-0001-C01".into(),
        name: "普通话一班".into(),
        institution_id: Id::new(at),
        institution_name: "某学院".into(),
        institution_place: Place::root().child("62").child("x"),
        province_id: Id::new(at),
        province_name: "甘肃省教育厅".into(),
        province_place: Place::root().child("62"),
        venue_kind: VenueKind::Capital,
        venue: "兰州".into(),
        opens_on: "2011-09-05".parse().unwrap(),
        closes_on: "2011-09-24".parse().unwrap(),
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

fn list(state: ListState) -> List {
    let at = Timestamp::from_millis(1);
    List {
        class_id: Id::new(at),
        state,
        rule_version: "1".into(),
        people: 40,
        counties: 2,
        confirmed: 0,
        round: 1,
        submitted_by: Id::new(at),
        submitted_name: "赵老师".into(),
        submitted_at: at,
    }
}

#[test]
fn whoever_was_there_and_finished_the_lessons_passes() {
    let judgement = judge(&rule(), &evidence());
    assert!(judgement.passes());
    assert_eq!(judgement.amount.hours_x100, 10_200);
    assert_eq!(judgement.findings.len(), 3);
}

#[test]
fn whoever_does_not_pass_earns_nothing_before_the_list_is_handed_in_as_after() {
    let judgement = judge(&rule(), &evidence());
    assert_eq!(judgement.earned(Outcome::Passed), judgement.amount);
    let failed = judgement.earned(Outcome::Failed);
    assert_eq!((failed.hours_x100, failed.credits_x100, failed.minutes), (0, 0, judgement.amount.minutes));
}

#[test]
fn more_than_a_fifth_absent_or_a_lesson_missing_fails_by_clause() {
    let absent = judge(&rule(), &Evidence { absent_minutes: 901, ..evidence() });
    assert!(!absent.passes());
    assert_eq!(absent.findings.iter().find(|it| !it.met).unwrap().clause, "不少于五分之四");
    assert!(judge(&rule(), &Evidence { absent_minutes: 900, ..evidence() }).passes());
    assert!(!judge(&rule(), &Evidence { complete: false, ..evidence() }).passes());
    assert!(
        !judge(&rule(), &Evidence { planned_minutes: 0, lessons_total: 0, online_minutes: 44, ..evidence() }).passes()
    );
}

#[test]
fn the_best_scores_are_proposed_as_excellent_within_a_fifth() {
    let people: Vec<(Evidence, Judgement)> = [100, 90, 86, 95, 84]
        .iter()
        .map(|score| Evidence { quiz_best: Some(*score), ..evidence() })
        .map(|evidence| (evidence, judge(&rule(), &evidence)))
        .collect();
    use Outcome::{Excellent, Passed};
    assert_eq!(propose(&rule(), &people), [Excellent, Passed, Passed, Passed, Passed]);
}

#[test]
fn nobody_is_marked_up_without_the_evidence() {
    let missing = judge(&rule(), &Evidence { complete: false, ..evidence() });
    let refusal = may_mark(&rule(), &missing, Outcome::Passed).unwrap_err();
    assert_eq!(refusal.reason.key, "completion-evidence-missing");
    assert!(refusal.clause.is_some());
    assert!(may_mark(&rule(), &missing, Outcome::Failed).is_ok());
    let low = judge(&rule(), &evidence());
    assert_eq!(may_mark(&rule(), &low, Outcome::Excellent).unwrap_err().reason.key, "completion-score-too-low");
    assert!(
        may_mark(&rule(), &judge(&rule(), &Evidence { quiz_best: Some(85), ..evidence() }), Outcome::Excellent).is_ok()
    );
}

#[test]
fn a_ninth_excellent_of_forty_is_refused_by_clause() {
    assert!(may_excel(&rule(), 8, 40).is_ok());
    assert_eq!(may_excel(&rule(), 9, 40).unwrap_err().clause.as_deref(), Some("不超过20%"));
}

#[test]
fn a_list_is_handed_in_once_after_the_end_for_a_filed_class() {
    let over = "2011-09-24".parse().unwrap();
    let key = |state, list: Option<&List>, people, today| {
        may_submit(&class(state), list, people, today).map_err(|refusal| (refusal.reason.key, refusal.clause.is_some()))
    };
    assert_eq!(key(ClassState::Running, None, 40, over), Ok(()));
    assert_eq!(key(ClassState::Draft, None, 40, over), Err(("class-not-filed".into(), true)));
    assert_eq!(
        key(ClassState::Running, None, 40, "2011-09-23".parse().unwrap()),
        Err(("completion-class-not-over".into(), false))
    );
    assert_eq!(key(ClassState::Running, None, 0, over), Err(("completion-nobody".into(), false)));
    assert_eq!(
        key(ClassState::Closing, Some(&list(ListState::Submitted)), 40, over),
        Err(("completion-submitted-already".into(), false))
    );
    assert_eq!(key(ClassState::Closing, Some(&list(ListState::Returned)), 40, over), Ok(()));
    assert_eq!(
        key(ClassState::Closed, Some(&list(ListState::Confirmed)), 40, over),
        Err(("class-closed".into(), false))
    );
}
