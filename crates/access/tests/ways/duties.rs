//! Terms of a duty, and who may open whose account anew.

use access::{Term, appoint};
use authz::Verb;
use axum::http::StatusCode;
use kernel::{Date, Id, PersonId};
use registry::Organisation;

use crate::office::{NUMBERS, Office, PASSWORD, offices};

async fn give(office: &Office, person: PersonId, duty: &str, at: &Organisation, from: Date, until: Option<Date>) {
    store::transaction!(office.store(), tx => {
        appoint(tx, &office.by(person), person, Term { duty, at, from, until }).await
    })
    .unwrap();
}

#[tokio::test]
async fn a_duty_that_is_renewed_goes_on() {
    for office in offices().await {
        let today = office.clock.today();
        let (last_year, yesterday) = (today.plus_days(-365), today.plus_days(-1));
        give(&office, office.teacher, "school-officer", &office.school, last_year, Some(yesterday)).await;
        give(&office, office.teacher, "school-officer", &office.school, today, None).await;
        let actor =
            access::find_actor(office.store(), office.teacher, Id::new(office.clock.now())).await.unwrap().unwrap();
        let terms: Vec<_> = actor.appointments.iter().map(|it| (it.from, it.until)).collect();
        assert_eq!(terms, [(last_year, Some(yesterday)), (today, None)]);
        assert!(actor.duties_with(Verb::Manage, "account", today).next().is_some());
        let gap: Vec<_> = actor.appointments.iter().filter(|it| it.holds_on(last_year.plus_days(-1))).collect();
        assert!(gap.is_empty());
    }
}

#[tokio::test]
async fn a_school_opens_the_account_of_a_teacher_and_not_of_a_superior_filed_there() {
    for office in offices().await {
        let officer = office.sign_in("10.0.0.1", "chengxing", PASSWORD).await.session().unwrap();
        let path = format!("/people/{}/activation", office.teacher);
        let opened = office.post(&officer, "10.0.0.1", &path, &[]).await;
        assert_eq!(opened.status, StatusCode::OK, "{}", opened.text);
        let entries = audit::list_about(office.store(), "account", &office.teacher.to_string(), 1).await.unwrap();
        assert_eq!((entries[0].deed.as_str(), entries[0].duty.as_str()), ("account.activation", "school-officer"));

        // The same person, with a duty over the county: the school may not act in its name.
        give(&office, office.teacher, "county-officer", &office.county, office.clock.today(), None).await;
        let (by, hash) = (office.by(office.teacher), access::hash_password(PASSWORD.to_owned()).await.unwrap());
        store::transaction!(office.store(), tx => { access::set_password(tx, &by, office.teacher, &hash).await })
            .unwrap();
        let refused = office.post(&officer, "10.0.0.1", &path, &[]).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.text);
        assert!(refused.text.contains("请由上一级教育行政部门办理"), "{}", refused.text);
        assert_eq!(office.sign_in("10.0.0.1", NUMBERS[0], PASSWORD).await.status, StatusCode::SEE_OTHER);
        let own = format!("/people/{}/activation", office.officer);
        assert_eq!(office.post(&officer, "10.0.0.1", &own, &[]).await.status, StatusCode::CONFLICT, "nor its own");
    }
}
