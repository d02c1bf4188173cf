//! Giving duties: at once, by two people, and not at all.

use axum::http::StatusCode;
use http::testing::form;

use crate::court::{Court, REASON};

#[tokio::test]
async fn a_county_gives_a_school_its_officer_and_the_record_says_so() {
    for court in Court::both().await {
        let school = &court.land.schools[0];
        let asked = court.post("county", "/duties/finding", &form(&[("who", "杨春")])).await;
        let found = court.page("county", asked.location()).await;
        assert!(!asked.location().contains('杨') && !asked.location().contains("%E6"), "{}", asked.location());
        let one = format!("/people/{}/duties", court.id("teacher"));
        assert!(found.contains(&format!("href=\"{one}\"")), "{found}");
        assert!(court.page("county", &one).await.contains("没有担任过职责"));
        let choices = court.page("county", &format!("{one}/new")).await;
        assert!(choices.contains("学校师训管理员") && !choices.contains("duty=province-officer"), "{choices}");
        let chosen = court.page("county", &format!("{one}/new?duty=school-officer&at={}", school.id)).await;
        assert!(chosen.contains("范围内 3 人的资料") && chosen.contains("教师账号"), "the danger: {chosen}");

        let given = court.ask("county", "teacher", "school-officer", school, ["2026-03-02", "2026-12-31"]).await;
        assert_eq!((given.status, given.location()), (StatusCode::SEE_OTHER, one.as_str()), "{}", given.text);
        assert_eq!(court.held("teacher").await, ["school-officer"]);
        let page = court.page("county", &one).await;
        assert!(page.contains("2026-03-02 至 2026-12-31") && page.contains(REASON), "{page}");
        assert!(court.page("head", "/duties").await.contains("杨春暖"));
        let deeds = court.deeds_about("teacher").await;
        assert_eq!(deeds[0], ("duty.appoint".into(), "county-officer".into(), REASON.into()));
        court.page("teacher", "/duties").await;
        court.ground().go_to("2027-01-01");
        assert_eq!(court.held("teacher").await, Vec::<String>::new(), "it ends by itself");
    }
}

#[tokio::test]
async fn what_may_not_be_given_changes_nothing_and_keeps_what_was_typed() {
    for court in Court::both().await {
        let before = court.rows().await;
        let (school, county) = (&court.land.schools[0], &court.land.counties[0]);
        let days = ["2026-03-02", ""];
        let refused = [
            ("county", "county", "school-officer", county, days, 409, "不能给自己"),
            ("county", "teacher", "province-officer", &court.land.province, days, 409, "不能授予这项职责"),
            ("county", "teacher", "school-officer", &court.land.schools[2], days, 409, "不能授予这项职责"),
            ("county", "teacher", "school-officer", county, days, 409, "不在这类单位"),
            ("county", "head", "school-officer", school, days, 409, "已担任这项职责"),
            ("ministry", "county", "auditor", &court.land.nation, days, 409, "不得兼任"),
            ("province", "teacher", "auditor", &court.land.nation, days, 409, "不能授予这项职责"),
            ("security", "teacher", "school-officer", school, days, 409, "不能授予这项职责"),
            ("county", "teacher", "school-officer", school, ["2026-03-01", ""], 422, "不能早于今天"),
            ("county", "teacher", "school-officer", school, ["2026-05-01", "2026-04-30"], 422, "早于起始日期"),
            ("county", "teacher", "school-officer", school, ["soon", "2026-02-31"], 422, "不是有效日期"),
            ("county", "stranger", "school-officer", &court.land.schools[2], days, 404, ""),
            ("auditor", "teacher", "school-officer", school, days, 403, ""),
            ("teacher", "colleague", "school-officer", school, days, 404, ""),
            ("county", "teacher", "no-such-duty", school, days, 404, ""),
        ];
        for (who, to, duty, at, days, status, why) in refused {
            let answer = court.ask(who, to, duty, at, days).await;
            assert_eq!(answer.status.as_u16(), status, "{who} {to} {duty}: {}", answer.text);
            assert!(answer.text.contains(why), "{who} {to} {duty}: {}", answer.text);
            let form_is_there = status == 422 || (duty == "school-officer" && why == "已担任这项职责");
            assert!(!form_is_there || answer.text.contains(REASON), "{who} {to}: {}", answer.text);
        }
        let own = format!("/people/{}/duties", court.id("teacher"));
        let id = school.id.to_string();
        let silent = form(&[("duty", "school-officer"), ("at", &id), ("from", "2026-03-02"), ("reason", " ")]);
        let answer = court.post("county", &own, &silent).await;
        assert!(answer.status == 422 && answer.text.contains("请填写事由"), "{}", answer.text);
        let forged = form(&[("duty", "school-officer"), ("at", "x"), ("from", "2026-03-02"), ("reason", "事")]);
        assert_eq!(court.post("county", &own, &forged).await.status, StatusCode::NOT_FOUND);
        let nobody = court.post("county", "/duties/finding", &form(&[("who", " ")])).await;
        assert!(nobody.status == 422 && nobody.text.contains("请填写要找的姓名或号码"));
        assert_eq!(court.rows().await, before);
    }
}

#[tokio::test]
async fn a_duty_that_changes_many_files_waits_for_a_second_person() {
    for court in Court::both().await {
        let county = &court.land.counties[0];
        let proposed = court.ask("province", "clerk", "county-officer", county, ["2026-03-02", ""]).await;
        let path = proposed.location().to_owned();
        assert!(path.contains("/duty-proposals/"), "{}", proposed.text);
        assert_eq!(court.held("clerk").await, Vec::<String>::new());
        let own = court.page("province", &path).await;
        assert!(own.contains("提交人和本人不能复核") && !own.contains("同意授予"), "{own}");
        assert!(court.page("province2", "/duty-proposals").await.contains("贡保"));
        let waiting = access::slice().waiting.unwrap();
        let [own, other] = [court.desk(waiting, "province").await, court.desk(waiting, "province2").await];
        assert!(other.text.contains(&path) && !own.text.contains(&path), "{} {}", own.text, other.text);
        let page = court.page("province2", &path).await;
        assert!(page.contains("同意授予") && page.contains("批量改动"), "{page}");

        let before = court.rows().await;
        let approval = format!("{path}/approval");
        for (who, status) in [("province", 409), ("clerk", 404), ("head", 404), ("county2", 404), ("auditor", 403)] {
            assert_eq!(court.post(who, &approval, "").await.status.as_u16(), status, "{who}");
        }
        let silent = court.post("province2", &format!("{path}/refusal"), "reason=+").await;
        assert!(silent.status == 422 && silent.text.contains("请填写事由"), "{}", silent.text);
        assert_eq!(court.rows().await, before);
        court.deed("province2", &approval, "").await;
        assert_eq!(court.held("clerk").await, ["county-officer"]);
        assert!(
            court
                .page("province2", &format!("/people/{}/duties", court.id("clerk")))
                .await
                .contains("甘肃省教育厅经办人复核")
        );
        let after = court.rows().await;
        let again = court.post("province2", &approval, "").await;
        assert!(again.status == 409 && again.text.contains("已复核过"), "{}", again.text);
        assert_eq!(court.post("province2", &format!("{path}/refusal"), "reason=x").await.status, 409);
        assert_eq!(court.rows().await, after);
        let mut deeds: Vec<_> = court.deeds_about("clerk").await.into_iter().map(|it| it.0).collect();
        deeds.sort_unstable();
        assert_eq!(deeds, ["duty.appoint", "duty.propose"]);
    }
}

#[tokio::test]
async fn a_proposal_lapses_is_sent_back_or_has_become_impossible() {
    for court in Court::both().await {
        let county = &court.land.counties[0];
        let propose = async || {
            let answer = court.ask("province", "clerk", "county-officer", county, ["2026-03-02", ""]).await;
            answer.location().to_owned()
        };
        let refused = propose().await;
        court.deed("province2", &format!("{refused}/refusal"), &form(&[("reason", "另有安排")])).await;
        assert!(court.page("province", &refused).await.contains("另有安排"));
        assert_eq!(court.post("province2", &format!("{refused}/approval"), "").await.status, 409);

        // The person got a duty in the meantime that excludes the proposed one.
        let crossed = propose().await;
        let by = audit::By::acting(court.id("ministry"), "", "", court.ground().clock.now());
        let today = court.ground().clock.now().date();
        let term = access::Term { duty: "auditor", at: &court.land.nation, from: today, until: Some(today) };
        store::transaction!(court.store(), tx => { access::appoint(tx, &by, court.id("clerk"), term).await }).unwrap();
        let answer = court.post("province2", &format!("{crossed}/approval"), "").await;
        assert!(answer.status == 409 && answer.text.contains("8.1.5"), "{}", answer.text);

        let late = propose().await;
        assert_eq!(late, "", "and none is proposed against it");
        court.ground().go_to("2026-03-16");
        let answer = court.post("province2", &format!("{crossed}/approval"), "").await;
        assert!(answer.status == 409 && answer.text.contains("过期"), "{}", answer.text);
        assert!(court.page("province2", &crossed).await.contains("过期未复核"));
        assert!(!court.page("province2", "/duty-proposals").await.contains("贡保"));
        assert_eq!(court.held("clerk").await, Vec::<String>::new());
    }
}

#[tokio::test]
async fn three_administrators_are_three_people_and_two_people_make_one() {
    for court in Court::both().await {
        let nation = &court.land.nation;
        let proposed = court.ask("security", "aide", "system-officer", nation, ["2026-03-02", ""]).await;
        let path = proposed.location().to_owned();
        assert_eq!(court.post("security", &format!("{path}/approval"), "").await.status, 409);
        assert_eq!(court.post("system", &format!("{path}/approval"), "").await.status, 403, "no right");
        court.deed("ministry", &format!("{path}/approval"), "").await;
        assert_eq!(court.held("aide").await, ["system-officer"]);
        for duty in ["auditor", "security-officer", "ministry-officer"] {
            let answer = court.ask("ministry", "aide", duty, nation, ["2026-03-02", ""]).await;
            assert!(answer.status == 409 && answer.text.contains("三员分立"), "{duty}: {}", answer.text);
        }
        for who in ["auditor", "system"] {
            let answer = court.ask("ministry", who, "security-officer", nation, ["2026-03-02", ""]).await;
            assert_eq!(answer.status, 409, "{who}");
        }
        let today = court.ground().clock.today();
        let unseparated = async || access::list_unseparated(court.store(), today, 9).await.unwrap();
        assert_eq!(unseparated().await, []);
        // Past the pages, as by hand.
        let by = audit::By::acting(court.id("ministry"), "", "", court.ground().clock.now());
        let term = |from, until| access::Term { duty: "school-officer", at: &court.land.schools[0], from, until };
        for (from, until, found) in [(today.plus_days(-9), Some(today.plus_days(-1)), 0), (today.plus_days(3), None, 1)]
        {
            store::transaction!(court.store(), tx => {
                access::appoint(tx, &by, court.id("system"), term(from, until)).await
            })
            .unwrap();
            assert_eq!(unseparated().await.len(), found);
        }
        let page = court.page("system", "/duties").await;
        assert!(page.contains("系统管理员") && page.contains("安全管理员") && page.contains("审计管理员"));
    }
}

#[tokio::test]
async fn duties_that_exclude_each_other_and_are_agreed_to_at_once_are_not_both_held() {
    for court in Court::both().await {
        let nation = &court.land.nation;
        let mut paths = Vec::new();
        for duty in ["system-officer", "auditor"] {
            let answer = court.ask("ministry", "aide", duty, nation, ["2026-03-02", ""]).await;
            paths.push(format!("{}/approval", answer.location()));
        }
        // Sessions are begun before the race.
        court.page("ministry2", "/duties").await;
        court.page("security", "/duties").await;
        let (one, other) = tokio::join!(court.post("ministry2", &paths[0], ""), court.post("security", &paths[1], ""));
        let mut answers = [one.status.as_u16(), other.status.as_u16()];
        answers.sort_unstable();
        assert_eq!(answers, [303, 409], "{} {}", one.text, other.text);
        assert_eq!(court.held("aide").await.len(), 1);
    }
}
