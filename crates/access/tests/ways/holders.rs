//! The page of duties: who holds which, here and above, and what each lets one do.

use access::{Term, appoint, seed_duties};
use axum::http::StatusCode;
use kernel::PersonId;
use registry::Organisation;
use registry::testing::{insert, person};

use crate::office::{NUMBERS, Office, PASSWORD, offices};

async fn give(office: &Office, to: PersonId, duty: &str, at: &Organisation, from: i32, until: Option<i32>) {
    let today = office.clock.today();
    let term = Term { duty, at, from: today.plus_days(from), until: until.map(|days| today.plus_days(days)) };
    store::transaction!(office.store(), tx => { appoint(tx, &office.by(office.officer), to, term).await }).unwrap();
}

#[tokio::test]
async fn an_officer_sees_who_holds_a_duty_here_and_above_and_nobody_beside() {
    for office in offices().await {
        let cookie = office.sign_in("203.0.113.9", "chengxing", PASSWORD).await.session().unwrap();
        let page = office.get(&cookie, "/duties").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.statements() <= 12, "{}", page.statements());
        assert!(page.text.contains("李成行") && page.text.contains("平台启用时设立"), "{}", page.text);

        let new = ["张县管", "王邻县", "赵到期", "钱未来"].map(|name| (name, 70 + name.len()));
        let people: Vec<_> = new.iter().zip(70..).map(|((name, _), nth)| person(&office.county, nth, name)).collect();
        insert(office.store(), &[], &people).await;
        let id = |nth: usize| people[nth].person.id;
        give(&office, id(0), "county-officer", &office.county, -9, None).await;
        give(&office, id(1), "county-officer", &office.elsewhere, -9, None).await;
        give(&office, id(2), "county-officer", &office.county, -9, Some(-1)).await;
        give(&office, id(3), "county-officer", &office.county, 5, Some(9)).await;
        let page = office.get(&cookie, "/duties").await;
        assert!(page.statements() <= 12, "{}", page.statements());
        let shown = ["李成行", "张县管", "钱未来", "王邻县", "赵到期"].map(|name| page.text.contains(name));
        assert_eq!(shown, [true, true, true, false, false], "{}", page.text);
        assert!(page.text.contains("尚未开始") && page.text.contains("2026-03-02"));
        let at = |name: &str| page.text.find(&format!("{name}<")).unwrap();
        assert!(at("李成行") < at("张县管"), "the own ones first");

        let beside = format!("/duties?of={}", office.elsewhere.id);
        assert_eq!(office.get(&cookie, &beside).await.status, StatusCode::NOT_FOUND);
        let teacher = office.sign_in("203.0.113.9", NUMBERS[0], PASSWORD).await.session().unwrap();
        assert_eq!(office.get(&teacher, "/duties").await.status, StatusCode::FORBIDDEN);
        assert_eq!(office.get(&teacher, "/duties/kinds").await.status, StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn a_long_list_of_holders_goes_on_where_it_ended() {
    for office in offices().await {
        let people: Vec<_> = (100..160).map(|nth| person(&office.school, nth, &format!("师{nth}"))).collect();
        insert(office.store(), &[], &people).await;
        for it in &people {
            give(&office, it.person.id, "school-officer", &office.school, 0, None).await;
        }
        give(&office, people[0].person.id, "county-officer", &office.county, 0, None).await;
        let cookie = office.sign_in("203.0.113.9", "chengxing", PASSWORD).await.session().unwrap();
        let (mut path, mut rows, mut pages) = ("/duties".to_owned(), 0, 0);
        loop {
            let page = office.get(&cookie, &path).await;
            rows += page.text.matches("scope=\"row\"").count();
            pages += 1;
            let next = page.text.split("href=\"").find(|it| it.contains("after=") && it.starts_with("/duties"));
            let Some(next) = next else { break };
            path = next.split('"').next().unwrap().replace("&amp;", "&");
        }
        assert_eq!((rows, pages), (62, 2), "each once: the officer, sixty, and the county's");
        let wrong = office.get(&cookie, "/duties?after=9.x").await;
        assert_eq!(wrong.status, StatusCode::OK, "a place that is none begins anew");
    }
}

#[tokio::test]
async fn what_a_duty_may_do_is_read_from_the_rows_that_decide() {
    for office in offices().await {
        let cookie = office.sign_in("203.0.113.9", "chengxing", PASSWORD).await.session().unwrap();
        let own = office.get(&cookie, "/duties/kinds").await;
        assert!(
            own.text.contains("教师账号") && own.text.contains("8.1.4.1") && own.statements() <= 12,
            "{}",
            own.text
        );
        assert!(!own.text.contains("数据保存与清除"), "{}", own.text);
        seed_duties(office.store(), &[], &[("school-officer", "view", "retention")]).await.unwrap();
        let more = office.get(&cookie, "/duties/kinds?duty=school-officer").await;
        assert!(more.text.contains("数据保存与清除"), "{}", more.text);
        let auditor = office.get(&cookie, "/duties/kinds?duty=auditor").await;
        assert!(auditor.text.contains("三员分立") && auditor.text.contains("须经第二人复核"), "{}", auditor.text);
        for wrong in ["nobody", "%3Cscript%3E"] {
            let answer = office.get(&cookie, &format!("/duties/kinds?duty={wrong}")).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND);
        }
    }
}
