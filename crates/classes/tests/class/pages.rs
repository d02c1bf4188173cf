//! Every page of the slice, by those who may and those who may not, with its statements counted.

use access::{Term, appoint};
use classes::testing::{Deed, World, slices, teachers};

const PLAN: &str = "name=双语教师普通话培训一班&venue_kind=capital&venue=河岸师范大学&opens_on=2011-07-10&closes_on=2011-07-24&planned_people=40";

#[tokio::test]
async fn the_way_from_a_form_to_a_confirmed_teacher() {
    for house in World::both(slices, teachers).await {
        let project = house.project.id;
        let index = house.page("manager", "/classes").await;
        assert!(index.contains("还没有班次"));
        house.page("manager", &format!("/projects/{project}/classes/new")).await;
        let wrong = house
            .post(
                "manager",
                &format!("/projects/{project}/classes"),
                &PLAN.replace("2011-07-24", "2011-02-30").replace('+', "%2B"),
            )
            .await;
        assert_eq!(wrong.status, 422);
        assert!(
            wrong.text.contains("请填写实际存在的日期") && wrong.text.contains("双语教师普通话培训一班"),
            "what was typed is kept"
        );
        let blank = house.post("manager", &format!("/projects/{project}/classes"), "").await;
        let named: Vec<&str> = blank.text.split("href=\"#f-").skip(1).filter_map(|it| it.split('"').next()).collect();
        assert_eq!(named, ["name", "venue_kind", "venue", "opens_on", "closes_on", "planned_people"]);
        let outside = house
            .post("manager", &format!("/projects/{project}/classes"), &PLAN.replace("2011-07-24", "2011-12-24"))
            .await;
        assert!(outside.status == 422 && outside.text.contains("2011-10"));

        let timetable = house.deed("manager", &format!("/projects/{project}/classes"), PLAN).await;
        let class = timetable.strip_suffix("/timetable").unwrap().to_owned();
        house.page("manager", &timetable).await;
        let shown = house.page("manager", &class).await;
        assert!(
            shown.contains("填写课程表") && !shown.contains("提交备案</button>"),
            "what comes first is offered first"
        );
        let empty = house.post("manager", &format!("{class}/submission"), "").await;
        assert!(empty.status == 409 && empty.text.contains("课程表是空的"));
        let line = |kind: &str, module: &str| format!("2011-07-12%09{kind}%09{module}%09声调与变调%0990%09%0A");
        let bad =
            house.post("manager", &timetable, &format!("rows={}{}", line("训练", "拼音"), line("唱歌", "拼音"))).await;
        assert!(bad.status == 422 && bad.text.contains("第 2 行") && bad.text.contains("声调与变调"));
        house.deed("manager", &timetable, &format!("rows={}{}", line("训练", "拼音"), line("讲授", "法律"))).await;
        house
            .deed(
                "manager",
                &format!("{class}/sessions"),
                "on=2011-07-13&kind=test&module=testing&topic=模拟测试&minutes=90&practice=",
            )
            .await;
        let added = house
            .post(
                "manager",
                &format!("{class}/sessions"),
                "on=2011-09-13&kind=test&module=testing&topic=模拟测试&minutes=90",
            )
            .await;
        assert_eq!(added.status, 422);
        house.deed("manager", &format!("{class}/sessions/3/removal"), "").await;
        house.page("manager", &format!("{class}/edit")).await;
        house.deed("manager", &class, &PLAN.replace("planned_people=40", "planned_people=2")).await;
        house.deed("manager", &format!("{class}/submission"), "").await;

        let nominations = format!("{class}/nominations");
        let unfiled = house.get("head", &nominations).await;
        assert!(unfiled.status == 409 && unfiled.text.contains("教师〔2010〕4号"));
        house.page("province", &format!("{class}/filing")).await;
        let mute = house.post("province", &format!("{class}/filing"), "decision=return&opinion=").await;
        assert_eq!(mute.status, 422);
        house.deed("language", &format!("{class}/filing"), "decision=file").await;
        let shown = house.page("province", &class).await;
        assert!(shown.contains("BA62-2011-0001") && shown.contains("讲授") && shown.contains("没有安排"));

        selection(&house, &class, &nominations).await;
        house.ground.go_to("2011-07-11");
        house.deed("manager", &format!("{class}/opening"), "").await;
        assert!(house.page("manager", &class).await.contains("在训"));
        assert_eq!(house.status("county", "GET", &format!("{class}/approvals")).await, 409);
    }
}

async fn selection(house: &World, class: &str, nominations: &str) {
    let (young, old) = (house.teachers[0], house.teachers[1]);
    assert!(house.page("head", "/classes").await.contains("双语教师普通话培训一班"));
    house.page("head", &format!("{class}/recruitment")).await;
    let list = house.page("head", nominations).await;
    assert!(list.contains("卓玛01") && list.contains("须申请例外：R4"));
    let sought = house.deed("head", &format!("{nominations}/finding"), "who=卓玛").await;
    assert!(sought.starts_with(&format!("{nominations}?for=")) && sought.is_ascii(), "the address names nobody");
    let found = house.page("head", &sought).await;
    assert!(found.contains("卓玛02</th>") && found.contains("卓玛01</th>"), "{found}");
    let sought = house.deed("head", &format!("{nominations}/finding"), "who=zm").await;
    assert!(house.page("head", &sought).await.contains("卓玛01</th>"), "by initials too");
    let sought = house.deed("head", &format!("{nominations}/finding"), "who=李").await;
    assert!(house.page("head", &sought).await.contains("本校没有查到"));
    assert_eq!(house.deed("head", &format!("{nominations}/finding"), "who=").await, *nominations);
    let mobile = house.post("head", &format!("{nominations}/finding"), "who=13900000000").await;
    assert!(mobile.status == 422 && mobile.text.contains("手机号查不到"), "{}", mobile.text);
    let candidate = house.page("head", &format!("{nominations}/{old}")).await;
    assert!(
        candidate.contains("1965-07-11 及以后出生")
            && candidate.contains("46 周岁")
            && candidate.contains("原则上不超过45周岁")
    );
    let silent = house.post("head", &format!("{nominations}/{old}"), "reason-R4=").await;
    assert!(silent.status == 422 && silent.text.contains("#f-reason-R4"));
    house.deed("head", &format!("{nominations}/{old}"), "reason-R4=全校唯一的双语语文教师").await;
    house.deed("head", &format!("{nominations}/{young}"), "").await;
    house.page("head", &format!("{nominations}/{young}")).await;

    let approvals = format!("{class}/approvals");
    assert!(house.page("county", &approvals).await.contains("R4 待审批"));
    let both = format!("person={young}&person={old}");
    assert_eq!(house.post("county", &approvals, "").await.status, 422);
    assert_eq!(house.post("county", &approvals, &both).await.status, 409);
    let unexplained = house.post("county", &approvals, &format!("person={young}&decision=refuse")).await;
    assert!(unexplained.status == 422 && unexplained.text.contains("checked"));

    assert!(house.page("language", "/exceptions").await.contains("卓玛02"));
    assert!(house.page("province", "/exceptions").await.contains("没有等待审批的例外"));
    let exception = format!("{class}/exceptions/{old}/R4");
    house.page("language", &exception).await;
    assert_eq!(house.post("province", &exception, "").await.status, 409);
    house.deed("language", &exception, "opinion=").await;
    house.deed("county", &approvals, &both).await;
    house.page("county", &approvals).await;

    let admissions = format!("{class}/admissions");
    let places = house.page("manager", &admissions).await;
    assert!(places.contains("还可录取 2 人") && places.contains("不录取的理由") && !places.contains("退回理由"));
    house.deed("manager", &admissions, &both).await;
    for who in ["manager", "county", "head", "province"] {
        house.page(who, &format!("{class}/people/{old}")).await;
    }
    assert!(house.page("teacher", "/classes/mine").await.contains("待本人确认"));
    assert!(house.page("teacher", &format!("{class}/mine")).await.contains("不向学员收取任何费用"));
    house.deed("teacher", &format!("{class}/confirmation"), "decision=confirm").await;
    assert_eq!(house.post("colleague", &format!("{class}/confirmation"), "decision=decline&why=").await.status, 422);
    house.deed("colleague", &format!("{class}/confirmation"), "decision=decline&why=家中有事不能参加").await;
    assert_eq!(house.post("teacher", &format!("{class}/confirmation"), "decision=confirm").await.status, 409);
    assert!(house.page("manager", &format!("{class}?state=reached-admitted")).await.contains("卓玛01"));
}

#[tokio::test]
async fn strangers_find_nothing_and_the_wrong_duty_is_told() {
    for house in World::both(slices, teachers).await {
        let class = format!("/classes/{}", house.filed(40).await.id);
        house.nominate(class.trim_start_matches("/classes/").parse().unwrap(), &house.teachers[..2]).await.unwrap();
        let (old, project) = (house.teachers[1], house.project.id);
        for route in classes::slice().routes.table() {
            let path = route
                .path
                .replace("/classes/{class}", &class)
                .replace("{person}", &old.to_string())
                .replace("{rule}", "R4")
                .replace("{nth}", "1")
                .replace("{project}", &project.to_string());
            let nobody = house.status("nobody", route.method, &path).await;
            assert_eq!(nobody, 303, "{} {path}: to the sign-in page", route.method);
            let stranger = house.status("stranger", route.method, &path).await;
            let expected = match route.guard {
                http::GuardInfo::SignedIn => 200,
                http::GuardInfo::Across(_) if path == "/exceptions" => 403,
                http::GuardInfo::Across(_) => 200,
                _ => 404,
            };
            assert_eq!(stranger, expected, "{} {path}", route.method);
        }
        assert_eq!(house.status("province", "POST", &format!("{class}/admissions")).await, 403);
        assert_eq!(house.status("manager", "POST", &format!("{class}/filing")).await, 403);
        assert_eq!(house.status("teacher", "GET", &class).await, 404);
        assert_eq!(house.status("head", "GET", &format!("{class}/approvals")).await, 403);
        assert_eq!(house.status("manager", "GET", "/classes/not-an-id").await, 404);
    }
}

#[tokio::test]
async fn the_first_page_says_what_waits_for_whom() {
    for house in World::both(slices, teachers).await {
        let class = house.filed(40).await;
        house.draft(40).await;
        house.nominate(class.id, &house.teachers[..2]).await.unwrap();
        let waits = async |who: &str| {
            let desk = house.desk(classes::slice().waiting.unwrap(), who).await;
            assert!(desk.statements() <= 4, "{who}: {}", desk.statements());
            desk.text
        };
        assert!(waits("province").await.contains("待备案："));
        assert!(waits("language").await.contains("1 项例外等待审批"));
        assert!(waits("county").await.contains("2 人等待县级审核"));
        assert!(waits("head").await.contains("可以提名："));
        assert_eq!(waits("teacher").await, "");
    }
}

#[tokio::test]
async fn who_leads_a_school_and_learns_sees_the_list_of_the_school_and_the_own_one() {
    for house in World::both(slices, teachers).await {
        let class = house.filed(40).await;
        let both = house.teachers[0];
        house.nominate(class.id, &[both]).await.unwrap();
        house.decide("county", class.id, &[both], Deed::Approve).await.unwrap();
        house.decide("manager", class.id, &[both], Deed::Admit).await.unwrap();
        let (now, school) = (house.ground.clock.now(), &house.land.schools[0]);
        let term = Term { duty: "school-officer", at: school, from: now.date(), until: None };
        let by = audit::By::acting(both, "", "", now);
        store::transaction!(house.store(), tx => { appoint(tx, &by, both, term).await }).unwrap();

        let page = house.page("teacher", "/classes").await;
        let (menu, list) = page.split_once("<main").unwrap();
        assert!(list.contains(&school.name) && menu.contains("/classes/mine"), "{page}");
        let own = house.page("teacher", "/classes/mine").await;
        assert!(own.contains("待本人确认"), "{own}");
        let desk = house.desk(classes::slice().waiting.unwrap(), "teacher").await.text;
        assert!(desk.contains(&format!("/classes/{}/mine", class.id)), "{desk}");
        let only_head = house.page("head", "/classes/mine").await;
        assert!(!only_head.contains("待本人确认"), "who learns nothing has nothing in the list");
    }
}
