use super::*;

fn organisation(place: &Place, kind: OrganisationKind) -> Organisation {
    Organisation {
        id: Id::new(Timestamp::from_millis(1)),
        parent_id: None,
        place: place.clone(),
        code: String::new(),
        kind,
        name: place.to_string(),
        division_code: None,
        urban_rural: None,
        opened_on: Date::of(2001, 9, 1).unwrap(),
        closed_on: None,
    }
}

fn notice(issuer: &Organisation, state: NoticeState) -> Notice {
    Notice {
        id: Id::new(Timestamp::from_millis(1)),
        number: "甘教师函〔2026〕1号".into(),
        issuer_id: issuer.id,
        issuer_name: issuer.name.clone(),
        issuer_place: issuer.place.clone(),
        title: String::new(),
        body: String::new(),
        effective_on: Date::of(2026, 3, 1).unwrap(),
        state,
        replaces: None,
        replaced_by: None,
        replaced_number: String::new(),
        area: issuer.place.clone(),
        area_name: String::new(),
        kinds: Kinds(vec![OrganisationKind::School, OrganisationKind::Province]),
        duty: String::new(),
        task: String::new(),
        task_days: 0,
        task_due_on: None,
        recipients: 3,
        opened: 0,
        signed: 1,
        answered: 0,
        drafted_by: PersonId::house(),
        drafted_name: String::new(),
        drafted_at: Timestamp::default(),
        issued_name: String::new(),
        issued_at: None,
        delivered_at: None,
        reminded_at: None,
        withdrawn_reason: String::new(),
    }
}

fn province() -> Organisation {
    organisation(&Place::root().child("62"), OrganisationKind::Province)
}

#[test]
fn a_notice_speaks_to_the_kinds_it_names_within_its_area_and_never_to_its_issuer() {
    let province = province();
    let it = notice(&province, NoticeState::Issued);
    let at = |step: &str, kind| organisation(&Place::root().child(step).child("1"), kind);
    assert!(it.addresses(&at("62", OrganisationKind::School)));
    assert!(!it.addresses(&at("62", OrganisationKind::County)), "a kind that is not named");
    assert!(!it.addresses(&at("63", OrganisationKind::School)), "a neighbour");
    assert!(!it.addresses(&province), "the issuer");
    let closed = Organisation { closed_on: Date::of(2020, 1, 1), ..at("62", OrganisationKind::School) };
    assert!(!it.addresses(&closed));
    assert!(!notice(&province, NoticeState::Draft).addresses(&at("62", OrganisationKind::School)));
}

#[test]
fn what_is_issued_is_changed_by_nobody_and_a_draft_by_its_issuer_alone() {
    let (province, other) = (province(), province());
    assert!(notice(&province, NoticeState::Draft).editable_by(province.id).is_ok());
    assert!(notice(&province, NoticeState::Draft).editable_by(other.id).is_err());
    for state in [NoticeState::Issued, NoticeState::Replaced, NoticeState::Withdrawn] {
        assert!(notice(&province, state).editable_by(province.id).is_err());
    }
    assert!(notice(&province, NoticeState::Issued).in_force_of(province.id).is_ok());
    assert!(notice(&province, NoticeState::Replaced).in_force_of(province.id).is_err());
    assert!(notice(&province, NoticeState::Issued).in_force_of(other.id).is_err());
}

#[test]
fn who_signs_and_who_answers_holds_the_duty_that_is_named() {
    let mut it = notice(&province(), NoticeState::Issued);
    assert!(it.signable("school-officer").is_ok() && it.answerable("school-officer").is_err(), "nothing is asked");
    it.task = "报送名单".into();
    it.duty = "school-officer".into();
    assert!(it.answerable("school-officer").is_ok() && it.signable("class-manager").is_err());
    it.state = NoticeState::Withdrawn;
    assert!(it.signable("school-officer").is_err() && it.answerable("school-officer").is_err());
    assert_eq!(it.unsigned(), 2);
}
