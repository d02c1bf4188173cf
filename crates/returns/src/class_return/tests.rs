use super::*;
use crate::annex::{check, sample};
use crate::verification_code::code;

fn sample_return(state: ReturnState) -> Return {
    let at = Timestamp::from_millis(1_000);
    Return {
        id: Id::new(at),
        class_id: Id::new(at),
        class_name: "双语教师普通话培训班".into(),
        class_number: "C07".into(),
        institution_id: Id::new(at),
        institution_name: "样例师范学院".into(),
        institution_place: Place::root().child("62").child("91"),
        province_name: "甘肃省教育厅".into(),
        province_place: Place::root().child("62"),
        closes_on: "2011-09-24".parse().unwrap(),
        due_on: "2011-10-24".parse().unwrap(),
        state,
        version: 1,
        late: false,
        annex: serde_json::to_string(&sample::summary(40)).unwrap(),
        filled_at: at,
        missing: 0,
        failing: 0,
        opened_at: at,
        submitted_at: None,
    }
}

fn version(of: &Return, submitter_id: PersonId) -> Version {
    Version {
        return_id: of.id,
        version: 1,
        code: code(7),
        annex: String::new(),
        trainees: String::new(),
        annex_1_key: String::new(),
        annex_1_digest: String::new(),
        annex_2_key: String::new(),
        annex_2_digest: String::new(),
        late: false,
        submitter_id,
        submitter_name: "甲".into(),
        submitted_at: of.opened_at,
    }
}

#[test]
fn received_needs_both_departments_and_one_alone_gives_back() {
    use Decision::{Received, Returned};
    assert_eq!(after(Received, &[]), ReturnState::Submitted);
    assert_eq!(after(Received, &[Received]), ReturnState::Received);
    assert_eq!(after(Returned, &[]), ReturnState::Returned);
    assert_eq!(after(Returned, &[Received]), ReturnState::Returned);
}

#[test]
fn a_return_is_changed_only_while_the_institution_has_it() {
    assert!(sample_return(ReturnState::Draft).editable().is_ok());
    assert!(sample_return(ReturnState::Returned).editable().is_ok());
    assert_eq!(sample_return(ReturnState::Submitted).editable().unwrap_err().reason.key, "return-with-province");
    assert_eq!(sample_return(ReturnState::Received).editable().unwrap_err().reason.key, "return-is-received");
}

#[test]
fn a_failing_check_keeps_it_from_being_submitted_and_names_the_clause() {
    let draft = sample_return(ReturnState::Draft);
    let good = check::all(&draft.summary().unwrap());
    assert!(draft.submittable(&good).is_ok());
    let mut entries = sample::entries(40);
    entries.insert("balance".into(), "1".into());
    let annex = Summary::of(&sample::class(), &sample::rows(40), &entries);
    let refusal = draft.submittable(&check::all(&annex)).unwrap_err();
    assert_eq!(refusal.reason, text!("return-checks-fail", count = 1_i64));
    assert!(refusal.clause.is_some());
}

#[test]
fn nobody_decides_twice_or_on_what_they_submitted() {
    let at = Timestamp::from_millis(1_000);
    let (officer, manager) = (PersonId::new(at), PersonId::new(at));
    let sent = sample_return(ReturnState::Submitted);
    let version = version(&sent, manager);
    assert!(sent.decidable(Office::Education, officer, &version, &[]).is_ok());
    assert_eq!(
        sent.decidable(Office::Education, manager, &version, &[]).unwrap_err().reason.key,
        "return-own-submission"
    );
    let receipt = Receipt {
        return_id: sent.id,
        version: 1,
        office: Office::Education,
        outcome: Decision::Received,
        paper: Paper::Awaited,
        reason: None,
        decider_id: officer,
        decider_name: "乙".into(),
        decided_at: at,
    };
    assert!(sent.decidable(Office::Education, officer, &version, std::slice::from_ref(&receipt)).is_err());
    assert!(sent.decidable(Office::Language, officer, &version, &[receipt]).is_ok());
    let draft = sample_return(ReturnState::Draft);
    assert!(draft.decidable(Office::Education, officer, &version, &[]).is_err());
}
