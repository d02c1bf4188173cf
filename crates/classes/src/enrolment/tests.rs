use super::*;
use crate::class::tests::{class, date};

const DEEDS: [Deed; 8] = [
    Deed::Approve,
    Deed::RefuseNomination,
    Deed::RefuseException,
    Deed::Admit,
    Deed::RefuseAdmission,
    Deed::Confirm,
    Deed::Decline,
    Deed::Withdraw,
];

fn enrolment(state: EnrolmentState) -> Enrolment {
    let at = Timestamp::from_millis(0);
    Enrolment {
        person_id: Id::new(at),
        class_id: Id::new(at),
        person_name: "卓玛".into(),
        school_id: Id::new(at),
        school_name: "青山小学".into(),
        place: Place::root().child("62").child("6230").child("s"),
        institution_place: Place::root().child("62").child("j1"),
        state,
        priority: 90,
        open_exceptions: 0,
        nominated_by: Id::new(at),
        why: None,
        changed_at: at,
    }
}

fn steps(state: EnrolmentState) -> Vec<(Deed, EnrolmentState)> {
    let (class, today) = (class(ClassState::Filed), date("2011-07-01"));
    DEEDS.iter().filter_map(|deed| enrolment(state).after(*deed, &class, 0, today).ok().map(|to| (*deed, to))).collect()
}

#[test]
fn from_each_state_only_the_next_ones_are_reached() {
    use EnrolmentState as S;
    assert_eq!(
        steps(S::Nominated),
        [
            (Deed::Approve, S::CountyApproved),
            (Deed::RefuseNomination, S::Refused),
            (Deed::RefuseException, S::Refused),
            (Deed::Withdraw, S::Withdrawn)
        ]
    );
    assert_eq!(
        steps(S::CountyApproved),
        [(Deed::Admit, S::Admitted), (Deed::RefuseAdmission, S::Refused), (Deed::Withdraw, S::Withdrawn)]
    );
    assert_eq!(
        steps(S::Admitted),
        [(Deed::Confirm, S::Confirmed), (Deed::Decline, S::Declined), (Deed::Withdraw, S::Withdrawn)]
    );
    assert_eq!(steps(S::Confirmed), [(Deed::Withdraw, S::Withdrawn)]);
    for ended in [S::Declined, S::Refused, S::Withdrawn, S::Passed, S::Excellent, S::Failed, S::Credited] {
        assert!(steps(ended).is_empty(), "{ended:?}");
    }
}

#[test]
fn every_refused_step_says_what_to_do() {
    let today = date("2011-07-01");
    for class_state in ClassState::ALL {
        for state in EnrolmentState::ALL {
            for deed in DEEDS {
                if let Err(refusal) = enrolment(*state).after(deed, &class(*class_state), 0, today) {
                    assert!(refusal.remedy.is_some(), "{deed:?} from {state:?} in {class_state:?}");
                }
            }
        }
    }
}

#[test]
fn only_a_class_that_recruits_lets_anybody_move() {
    let today = date("2011-07-01");
    for state in [ClassState::Draft, ClassState::Running, ClassState::Closing, ClassState::Closed] {
        for deed in DEEDS {
            assert!(enrolment(EnrolmentState::Nominated).after(deed, &class(state), 0, today).is_err());
        }
    }
    let unfiled =
        enrolment(EnrolmentState::Nominated).after(Deed::Approve, &class(ClassState::Draft), 0, today).unwrap_err();
    assert_eq!(unfiled.clause.as_deref(), Some(class::UNFILED_CLAUSE));
}

#[test]
fn the_county_waits_for_open_exceptions() {
    let waiting = Enrolment { open_exceptions: 1, ..enrolment(EnrolmentState::Nominated) };
    let (class, today) = (class(ClassState::Filed), date("2011-07-01"));
    assert_eq!(waiting.after(Deed::Approve, &class, 0, today).unwrap_err().reason.key, "enrolment-exception-open");
    assert!(waiting.after(Deed::RefuseNomination, &class, 0, today).is_ok(), "it may refuse at once");
}

#[test]
fn a_full_class_admits_nobody() {
    let (class, today) = (class(ClassState::Filed), date("2011-07-01"));
    let next = enrolment(EnrolmentState::CountyApproved);
    assert!(next.after(Deed::Admit, &class, 39, today).is_ok());
    assert_eq!(next.after(Deed::Admit, &class, 40, today).unwrap_err().reason.key, "enrolment-class-full");
}

#[test]
fn a_confirmed_person_is_replaced_until_three_days_before_the_opening() {
    let (class, confirmed) = (class(ClassState::Filed), enrolment(EnrolmentState::Confirmed));
    assert!(confirmed.after(Deed::Withdraw, &class, 0, date("2011-07-07")).is_ok());
    assert!(confirmed.after(Deed::Withdraw, &class, 0, date("2011-07-08")).is_err());
}

#[test]
fn only_an_ended_nomination_is_made_anew() {
    use EnrolmentState as S;
    for state in S::ALL {
        assert_eq!(enrolment(*state).renewable().is_ok(), matches!(state, S::Declined | S::Refused | S::Withdrawn));
    }
}

#[test]
fn a_result_is_for_the_confirmed_and_is_final_once_hours_are_posted() {
    use EnrolmentState as S;
    let closing = class(ClassState::Closing);
    assert!(result_allowed(&closing, S::Confirmed, S::Passed).is_ok());
    assert!(result_allowed(&closing, S::Passed, S::Excellent).is_ok());
    assert!(result_allowed(&closing, S::Passed, S::Credited).is_ok());
    assert!(result_allowed(&closing, S::Credited, S::Failed).is_err());
    assert!(result_allowed(&closing, S::Failed, S::Credited).is_err());
    assert!(result_allowed(&closing, S::Admitted, S::Passed).is_err());
    assert!(result_allowed(&closing, S::Confirmed, S::Nominated).is_err());
    assert!(result_allowed(&class(ClassState::Draft), S::Confirmed, S::Passed).is_err());
    assert!(result_allowed(&class(ClassState::Closed), S::Confirmed, S::Passed).is_err());
}
