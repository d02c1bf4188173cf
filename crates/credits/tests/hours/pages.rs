//! Every page of the slice, by those who may and those who may not, with its statements counted.

use credits::testing::{World, at};

/// What the slice puts on the first page of `who`.
async fn desk(house: &World, who: &str) -> String {
    let answer = house.desk(credits::slice().waiting.unwrap(), who).await;
    assert!(answer.statements() <= 10, "{who}: {} statements", answer.statements());
    answer.text
}

#[tokio::test]
async fn from_the_list_to_the_certificate_in_pages() {
    for house in World::both().await {
        let (class, person) = (house.class.id, house.people[0]);
        let list = format!("/classes/{class}/completion");
        assert!(house.page("manager", "/completions").await.contains("待提交"));
        assert_eq!(house.status("county", "GET", "/completions").await, 403);
        let page = house.page("manager", &list).await;
        assert!(page.contains("提交结业名单") && page.contains("张建华"));
        assert_eq!(house.status("stranger", "GET", &list).await, 404);
        assert_eq!(house.post("province", &list, "").await.status, 403);
        let trainee = format!("{list}/{}", house.people[2]);
        assert!(house.page("manager", &trainee).await.contains("缺勤分钟数"));
        let wrong = house.post("manager", &trainee, "outcome=failed&absent_minutes=12&reason=").await;
        assert!(
            wrong.status == 422 && wrong.text.contains("value=\"12\"") && wrong.text.contains("请写明理由"),
            "{}",
            wrong.text
        );
        house.deed("manager", &trainee, "outcome=failed&absent_minutes=12&reason=未参加结业考核").await;
        // One truth before and after: who does not pass earns nothing.
        let before = house.page("manager", &list).await;
        let row = before.split("<tr").find(|it| it.contains(&format!("/{}\"", house.people[2]))).unwrap();
        assert!(row.contains("<div>0</div>") && !row.contains("<div>59</div>"), "{row}");
        house.deed("manager", &list, "").await;
        assert_eq!(house.post("manager", &list, "").await.status, 409);
        assert!(house.page("manager", &list).await.contains("已提交的名单"));
        house.ground.go_to("2011-09-26");

        let county = house.counties[0];
        assert!(house.page("county", "/recognitions").await.contains("双语教师普通话一班"));
        assert_eq!(house.status("teacher", "GET", "/recognitions").await, 403);
        let part = format!("/recognitions/{class}/{county}");
        assert_eq!(house.status("county2", "GET", &part).await, 404);
        assert!(house.page("county", &part).await.contains("确认并登记学时"));
        let wrong =
            house.post("county", &format!("{part}/return"), &format!("people={}&reason=", house.people[1])).await;
        assert!(wrong.status == 422 && wrong.text.contains("checked"), "{}", wrong.text);
        house.deed("county", &format!("{part}/confirmation"), "").await;
        assert_eq!(house.post("county", &format!("{part}/confirmation"), "").await.status, 409);

        let account = house.page("teacher", "/hours").await;
        assert!(account.contains("59") && account.contains("360"));
        let entry = credits::list_entries(&house.store, person, None, 1).await.unwrap()[0].id;
        let why = house.page("teacher", &format!("/hours/{entry}")).await;
        for words in
            ["教师厅〔2011〕2号", "备案号", "2655 分钟 ÷ 45 分钟", "国家级 · 集中 · 第 1 版", "登记人", "认定人"]
        {
            assert!(why.contains(words), "{words} is not in {why}");
        }
        assert_eq!(house.status("colleague", "GET", &format!("/hours/{entry}")).await, 404);
        house.page("county", &format!("/people/{person}/hours")).await;
        house.page("county", &format!("/people/{person}/hours/{entry}")).await;
        assert_eq!(house.status("county2", "GET", &format!("/people/{person}/hours/{entry}")).await, 404);
        let file = house.get("teacher", &format!("/hours/{entry}/certificate.pdf")).await;
        assert!(file.status == 200 && file.bytes.starts_with(b"%PDF"));
        let file = house.get("manager", &format!("/people/{person}/hours/{entry}/certificate.pdf")).await;
        assert_eq!(file.status, 200);
        assert_eq!(
            house.status("county2", "GET", &format!("/people/{person}/hours/{entry}/certificate.pdf")).await,
            404
        );
        let record = house.get("teacher", "/hours/record.xlsx").await;
        assert!(record.status == 200 && record.bytes.starts_with(b"PK"));
    }
}

#[tokio::test]
async fn anybody_checks_a_certificate_and_a_revoked_one_says_when_and_why() {
    for house in World::both().await {
        house.submit("2011-09-24").await.unwrap();
        house.confirm(0, "2011-09-26").await.unwrap();
        house.ground.go_to("2011-10-08");
        let person = house.people[1];
        let entry = credits::list_entries(&house.store, person, None, 1).await.unwrap()[0].id;
        let certificate = credits::find_certificate_of(&house.store, person, entry).await.unwrap().unwrap();
        let public = format!("/certificates/{}", certificate.number);
        let valid = house.page("nobody", &public).await;
        assert!(
            valid.contains("证书有效")
                && valid.contains("张*华")
                && !valid.contains("张建华")
                && !valid.contains("529*")
        );
        let slipped = certificate.number.replacen("62", "26", 1);
        assert!(house.get("nobody", &format!("/certificates/{slipped}")).await.text.contains("校验位不对"));
        let unknown = credits::number::Number { year: 2011, province: 62, serial: 77 }.machine();
        assert!(house.get("nobody", &format!("/certificates/{unknown}")).await.text.contains("没有发过"));
        assert!(house.get("nobody", "/certificates?number=abc").await.text.contains("不是本平台的证书编号"));
        house.page("nobody", "/certificates").await;

        let ask = format!("/people/{person}/hours/{entry}/revocation");
        assert_eq!(house.status("county", "GET", &ask).await, 403);
        house.page("province", &ask).await;
        house.deed("province", &ask, "reason=签到表系他人代签").await;
        let asked = house.page("province", "/corrections").await;
        let (_, rest) = asked.split_once(&format!("/people/{person}/corrections/")).unwrap();
        let correction = format!("/people/{person}/corrections/{}", &rest[..36]);
        assert!(house.page("province", &correction).await.contains("提出更正的人不能自己审核"));
        assert_eq!(house.post("province", &correction, "decision=grant").await.status, 422);
        assert_eq!(house.status("county", "GET", &correction).await, 404, "a revocation is the province's");
        let list = format!("/people/{person}/hours/{entry}/reversal");
        assert_eq!(
            house.post("county", &list, "reason=签到表系他人代签").await.status,
            422,
            "one correction at a time"
        );
        credits::demo::grant(&house.store, person, entry, &house.officers[1].at(at("2011-10-09"))).await.unwrap();
        let revoked = house.page("nobody", &public).await;
        assert!(revoked.contains("证书已于 2011年10月9日 撤销") && revoked.contains("签到表系他人代签"));
        assert_eq!(house.status("colleague", "GET", &format!("/hours/{entry}/certificate.pdf")).await, 409);

        let mut answers = Vec::new();
        for _ in 0..40 {
            answers.push(house.status("nobody", "GET", &public).await);
        }
        assert!(answers.contains(&429), "one origin is slowed");
    }
}

#[tokio::test]
async fn the_first_page_says_what_waits_for_whom() {
    for house in World::both().await {
        house.ground.go_to("2011-09-27");
        let manager = desk(&house, "manager").await;
        assert!(
            manager.contains("“双语教师普通话一班”已结束，请提交结业名单") && manager.contains("已过 3 天"),
            "{manager}"
        );
        assert!(desk(&house, "teacher").await.ends_with("0 学时"));
        house.submit("2011-09-27").await.unwrap();
        assert_eq!(desk(&house, "manager").await, "");
        assert!(desk(&house, "county").await.contains("认定“双语教师普通话一班”5 人的学时"));
        assert!(desk(&house, "county2").await.contains("认定“双语教师普通话一班”3 人的学时"));
        assert_eq!(desk(&house, "province").await, "");
        let part = house.part(1).await;
        let by = house.officers[1].at(at("2011-09-27"));
        store::transaction!(house.store, tx => { credits::deed::send_back(tx, &by, &part, &[], "请核对签到表").await })
            .unwrap();
        assert!(desk(&house, "manager").await.contains("请核对签到表"));
        house.confirm(0, "2011-09-27").await.unwrap();
        assert_eq!(desk(&house, "county").await, "");
        let teacher = desk(&house, "teacher").await;
        assert!(teacher.contains("证书已发") && teacher.ends_with("59 学时"), "{teacher}");
        let entry = credits::list_entries(&house.store, house.people[0], None, 1).await.unwrap()[0].id;
        house.get("teacher", &format!("/hours/{entry}/certificate.pdf")).await;
        assert!(!desk(&house, "teacher").await.contains("证书已发"), "fetched once, it is no longer new");
        credits::demo::ask_revocation(
            &house.store,
            house.people[0],
            house.class.id,
            "签到表系他人代签",
            &house.manager.at(at("2011-09-27")),
        )
        .await
        .unwrap();
        assert!(desk(&house, "province").await.contains("证书撤销"));
        assert_eq!(desk(&house, "county").await, "");
    }
}
