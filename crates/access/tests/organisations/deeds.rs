//! Opening, renaming and closing.

use http::testing::form;
use registry::{OrganisationKind, find_by_code};

use super::office::{Office, offices, with_basis};

#[tokio::test]
async fn a_county_opens_a_school_with_a_sound_code_and_no_other_county_does() {
    for office in offices(1).await {
        let path = format!("/organisations/{}/opening", office.land.counties[0].id);
        let new = with_basis(&[("kind", "school"), ("name", "临潭县新建小学"), ("code", "2162000099")]);
        assert!(office.page("county", &path).await.contains("设立机构"));
        let preview = office.page("county", &format!("{path}?{new}")).await;
        assert!(preview.contains("设立 临潭县新建小学") && preview.contains("临教〔2026〕3号"));
        assert!(find_by_code(office.store(), OrganisationKind::School, "2162000099").await.unwrap().is_none());
        assert_eq!(office.post("county2", &path, &new).await.status.as_u16(), 404);
        assert_eq!(office.post("head", &path, &new).await.status.as_u16(), 404);
        let own = format!("/organisations/{}/renaming", office.land.schools[0].id);
        assert_eq!(office.status("head", "GET", &own).await, 403, "a school does not rename itself");
        let to = office.deed("county", &path, &new).await;
        let page = office.page("county", &to).await;
        assert!(page.contains("临潭县新建小学") && page.contains("2026-03-01") && page.contains("学校布局调整"));
        for (name, code, said) in [
            ("临潭县又一小学", "2162000099", "这个代码已经用过"),
            ("临潭县又一小学", "216200009", "10 位数字"),
            ("临潭县又一小学", "2163000098", "省码与上级机构不一致"),
            ("临潭县新建小学", "2162000097", "已有同名机构"),
        ] {
            let wrong = with_basis(&[("kind", "school"), ("name", name), ("code", code)]);
            let answer = office.post("county", &path, &wrong).await;
            assert_eq!(answer.status.as_u16(), 422);
            assert!(answer.text.contains(said), "{said}");
        }
        let county = with_basis(&[("kind", "county"), ("name", "县中县教育局"), ("code", "623099")]);
        let answer = office.post("county", &path, &county).await;
        assert!(answer.text.contains("下不能设立这一类机构"), "{}", answer.text);
        office.is_whole().await;
    }
}

#[tokio::test]
async fn offices_stand_at_the_place_of_their_authority_and_of_their_host() {
    for office in offices(1).await {
        let land = &office.land;
        for (over, kind, code, place) in [
            (&land.counties[0], "finance", "91350100M000100Y43", &land.counties[0].place),
            (&land.institution, "executive-office", "", &land.province.place),
        ] {
            let path = format!("/organisations/{}/opening", over.id);
            let new = with_basis(&[("kind", kind), ("name", "某办公室"), ("code", code)]);
            let to = office.deed("province", &path, &new).await;
            let id = to.rsplit('/').next().unwrap().parse().unwrap();
            let it = registry::get_organisation(office.store(), id).await.unwrap();
            assert_eq!(it.place, *place, "{kind}");
        }
        office.is_whole().await;
    }
}

#[tokio::test]
async fn another_name_is_told_to_those_who_hold_a_duty_there_and_the_old_one_stays_in_the_history() {
    for office in offices(2).await {
        let school = &office.land.schools[0];
        let path = format!("/organisations/{}/renaming", school.id);
        let new = with_basis(&[("name", "临潭县第一小学")]);
        let preview = office.page("county", &format!("{path}?{new}")).await;
        assert!(preview.contains("临潭县城关小学") && preview.contains("2026-02-28"), "{preview}");
        let seen = Office::hidden(&preview, "seen");
        let sent = format!("{new}&{}", form(&[("seen", &seen)]));
        office.deed("county", &path, &sent).await;
        // The preview of somebody who looked before that does not hold any more.
        let late = office.post("province", &path, &sent.replace("2026-03-01", "2026-03-02")).await;
        assert_eq!(late.status.as_u16(), 422);
        assert!(late.text.contains("预览之后情况有了变化") || late.text.contains("没有变化"), "{}", late.text);
        office.settle().await;
        assert_eq!(office.now(school).await.name, "临潭县第一小学");
        assert_eq!(office.duties(school).await[0].organisation_name, "临潭县第一小学");
        let page = office.page("county", &format!("/organisations/{}", school.id)).await;
        assert!(page.contains("临潭县城关小学 → 临潭县第一小学"));
        let tree = format!("/organisations/{}/tree", office.land.counties[0].id);
        let before = office.page("county", &format!("{tree}?on=2026-02-28")).await;
        assert!(before.contains("临潭县城关小学") && before.contains("现名 临潭县第一小学"));
        assert!(!office.page("county", &tree).await.contains("临潭县城关小学"));
        office.is_whole().await;
    }
}

#[tokio::test]
async fn a_preview_that_is_stale_changes_nothing() {
    for office in offices(1).await {
        let school = &office.land.schools[0];
        let path = format!("/organisations/{}/renaming", school.id);
        let done = office.done().await;
        for seen in ["", "0", "2"] {
            let sent = with_basis(&[("name", "临潭县第一小学"), ("seen", seen)]);
            let answer = office.post("county", &path, &sent).await;
            assert!(answer.text.contains("预览之后情况有了变化"), "{}", answer.text);
        }
        assert_eq!(office.now(school).await.name, school.name);
        assert_eq!(office.done().await, done);
    }
}

#[tokio::test]
async fn dates_that_cannot_be_are_refused_with_what_to_do() {
    for office in offices(1).await {
        let path = format!("/organisations/{}/renaming", office.land.schools[0].id);
        for (on, said) in
            [("2026-03-03", "还没有到"), ("1949-10-01", "生效日期要晚于上一次变更"), ("2026-02-30", "请按 年-月-日")]
        {
            let typed = form(&[
                ("name", "临潭县第一小学"),
                ("on", on),
                ("document", "临教〔2026〕3号"),
                ("reason", "更名更名"),
            ]);
            let answer = office.get("county", &format!("{path}?{typed}")).await;
            assert_eq!(answer.status.as_u16(), 422, "{on}");
            assert!(answer.text.contains(said), "{on}: {}", answer.text);
        }
    }
}

#[tokio::test]
async fn what_has_people_or_something_below_is_not_closed_and_an_authority_not_by_itself() {
    for office in offices(1).await {
        let land = &office.land;
        let closing = |it: &registry::Organisation| format!("/organisations/{}/closing", it.id);
        let typed = with_basis(&[("seen", "1.0")]);
        let answer = office.post("county", &closing(&land.schools[0]), &typed).await;
        assert!(answer.text.contains("还有在册人员 2 人"), "{}", answer.text);
        let answer = office.post("province", &closing(&land.institution), &typed).await;
        assert_eq!(answer.status.as_u16(), 303, "nobody is there: {}", answer.text);
        let answer = office.post("county", &closing(&land.counties[0]), &typed).await;
        assert!(answer.text.contains("由上级教育行政部门办理"), "{}", answer.text);
        // An empty school ends; its code is never given again.
        let school = &land.schools[1];
        assert!(office.page("county", &format!("{}?{typed}", closing(school))).await.contains("2026-02-28"));
        office.deed("county", &closing(school), &typed).await;
        assert_eq!(office.now(school).await.closed_on.unwrap().to_string(), "2026-02-28");
        let again = office.post("county", &closing(school), &typed).await;
        assert!(again.text.contains("已撤销"), "{}", again.text);
        let path = format!("/organisations/{}/opening", land.counties[0].id);
        let reuse = with_basis(&[("kind", "school"), ("name", "临潭县另一小学"), ("code", &school.code)]);
        assert!(office.post("county", &path, &reuse).await.text.contains("撤销机构的代码也不再使用"));
        let page = office.page("county", &format!("/organisations/{}", land.counties[0].id)).await;
        assert!(!page.contains(&school.name), "what is closed does not hang under it any more");
        office.is_whole().await;
    }
}
