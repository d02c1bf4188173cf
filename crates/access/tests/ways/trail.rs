//! The page of the record of deeds: who may look, what is found, and that each look is itself written down.

use access::{Term, appoint};
use axum::http::StatusCode;
use registry::OrganisationKind;
use registry::testing::{insert, organisation};

use crate::office::{NUMBERS, Office, PASSWORD, offices};

const HERE: &str = "10.0.0.1";

/// Makes the officer an auditor of the nation, too; the cookie.
async fn auditor(office: &Office) -> String {
    let nation = organisation(None, OrganisationKind::Nation, "0", "教育部");
    insert(office.store(), std::slice::from_ref(&nation), &[]).await;
    let (by, today) = (office.by(office.officer), office.clock.today());
    store::transaction!(office.store(), tx => {
        appoint(tx, &by, office.officer, Term { duty: "auditor", at: &nation, from: today, until: None }).await
    })
    .unwrap();
    office.sign_in(HERE, "chengxing", PASSWORD).await.session().unwrap()
}

/// Searches; where it leads.
async fn search(office: &Office, cookie: &str, by: &str, what: &str) -> String {
    let answer = office.post(cookie, HERE, "/audit", &[("by", by), ("what", what)]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{by} {what}");
    answer.location().to_owned()
}

async fn searches(office: &Office) -> i64 {
    store::sql("select count(*) as value from audit where deed = 'audit.search'").value(office.store()).await.unwrap()
}

async fn found(office: &Office, cookie: &str, href: &str) -> String {
    let page = office.get(cookie, href).await;
    assert_eq!(page.status, StatusCode::OK);
    page.text
}

#[tokio::test]
async fn the_auditor_finds_by_officer_by_person_and_by_record_and_each_search_is_written_down() {
    for office in offices().await {
        let cookie = auditor(&office).await;
        // What the officer did, by the login; the address has an id and no name.
        let href = search(&office, &cookie, "officer", " ChengXing").await;
        assert_eq!(href, format!("/audit?officer={}", office.officer));
        let page = found(&office, &cookie, &href).await;
        assert!(page.contains("授予职责") && page.contains("审计管理员") && !page.contains("duty.appoint"), "{page}");
        assert!(page.contains("单位 教育部"), "an organisation is named: {page}");
        assert!(page.contains("李成行"));
        let href = search(&office, &cookie, "about", &office.teacher.to_string()).await;
        assert!(found(&office, &cookie, &href).await.contains("修改密码"), "what was done with the teacher's own");
        // By the number of the document, as at the way in: it travels no further.
        assert_eq!(search(&office, &cookie, "about", NUMBERS[0]).await, href);
        let record = format!("https://xingtan.test/people/{}?at=1", office.teacher);
        let href = search(&office, &cookie, "record", &record).await;
        assert_eq!(href, format!("/audit?record={}", office.teacher));
        found(&office, &cookie, &href).await;
        assert_eq!(searches(&office).await, 3);
        found(&office, &cookie, &format!("/audit?about={}", office.officer)).await;
        assert_eq!(searches(&office).await, 4, "an address that was made by hand is a search too");
        // Whom it concerns sees that somebody looked.
        let about = audit::list_about_person(office.store(), office.teacher, None, 50).await.unwrap();
        assert!(about.iter().any(|it| it.deed == "audit.search" && it.person_id == office.officer));
        for (by, what) in [("officer", "nobody"), ("record", "chengxing"), ("about", "")] {
            let answer = office.post(&cookie, HERE, "/audit", &[("by", by), ("what", what)]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{by} {what}");
        }
        assert_eq!(searches(&office).await, 4, "what is not understood is not sought");
    }
}

#[tokio::test]
async fn a_long_list_goes_on_by_its_last_entry() {
    for office in offices().await {
        let cookie = auditor(&office).await;
        let by = office.by(office.officer);
        for nth in 0..120 {
            let entry = || audit::Entry::new("class.mark", "class", nth);
            store::transaction!(office.store(), tx => { by.record(tx, entry()).await }).unwrap();
        }
        let (mut href, mut seen) = (Some(format!("/audit?officer={}", office.officer)), 0);
        while let Some(at) = href {
            let page = found(&office, &cookie, &at).await;
            seen += page.matches("class.mark").count();
            href = page
                .split("rel=\"next\" href=\"")
                .nth(1)
                .and_then(|it| it.split('"').next())
                .map(|it| it.replace("&amp;", "&"));
        }
        assert_eq!(seen, 120);
    }
}

#[tokio::test]
async fn nobody_without_the_duty_looks_into_the_record() {
    for office in offices().await {
        let teacher = office.sign_in(HERE, NUMBERS[0], PASSWORD).await.session().unwrap();
        let officer = office.sign_in(HERE, "chengxing", PASSWORD).await.session().unwrap();
        for cookie in [teacher, officer] {
            for path in ["/audit", "/retention"] {
                assert_eq!(office.get(&cookie, path).await.status, StatusCode::FORBIDDEN, "{path}");
            }
            let posted = office.post(&cookie, HERE, "/audit", &[("by", "officer"), ("what", "chengxing")]).await;
            assert_eq!(posted.status, StatusCode::FORBIDDEN);
        }
        assert_eq!(searches(&office).await, 0);
    }
}
