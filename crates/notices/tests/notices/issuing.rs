//! Drafting, issuing, replacing and withdrawing; and the days of the calendar.

use axum::http::{Request, StatusCode};
use http::testing::form;

use crate::world::World;

#[tokio::test]
async fn a_draft_is_seen_by_its_issuer_alone_and_an_issued_notice_by_whom_it_speaks_to() {
    for world in World::both().await {
        let notice = world.draft(&[]).await;
        assert!(
            world.house.page("province", &notice).await.contains("甘教师函〔2026〕12号"),
            "the number is put right"
        );
        for who in ["county", "head", "manager"] {
            assert_eq!(world.house.status(who, "GET", &notice).await, 404, "{who}");
        }
        assert!(!world.house.page("county", "/notices").await.contains("参训需求"));
        world.issue(&notice).await;
        let [one, other] = &world.land.counties;
        assert!(world.house.page("county", "/notices").await.contains("关于报送参训需求的通知"));
        assert!(!world.house.page("head", "/notices").await.contains("参训需求"), "schools were not addressed");
        assert_eq!(world.house.status("head", "GET", &notice).await, 200, "though it is no secret within the area");
        let page = world.house.page("province", &format!("{notice}/receipts")).await;
        assert!(page.contains(&one.name) && page.contains(&other.name) && !page.contains("城关小学"));
        assert_eq!(world.number("select recipients as value from notice").await, 2);
        // Nothing is changed once it is issued.
        for (path, fields) in [
            (notice.clone(), world.fields(&[])),
            (format!("{notice}/issue"), String::new()),
            (format!("{notice}/removal"), String::new()),
        ] {
            let (status, text) = world.refused("province", &path, &fields).await;
            assert!(status == 409 && text.contains("已经印发"), "{path}: {status}");
        }
        // The neighbour at the same place is another issuer.
        assert_eq!(
            world.refused("language", &format!("{notice}/withdrawal"), "reason=内容有误，重新印发").await.0,
            409
        );
    }
}

#[tokio::test]
async fn a_replacement_says_what_it_replaces_and_the_old_one_by_what() {
    for world in World::both().await {
        let old = world.draft(&[]).await;
        world.issue(&old).await;
        let id = old.strip_prefix("/notices/").unwrap();
        let form = world.house.page("province", &format!("/notices/new?replaces={id}")).await;
        assert!(form.contains("各县教育局") && form.contains(id), "what stays is filled in");
        let new = world.draft(&[("number", "甘教师函〔2026〕13号"), ("replaces", id)]).await;
        let second = world.draft(&[("number", "甘教师函〔2026〕14号"), ("replaces", id)]).await;
        assert!(world.house.page("county", &old).await.contains("现行有效"), "until the other is issued");
        world.issue(&new).await;
        let page = world.house.page("county", &old).await;
        assert!(page.contains("已被 甘教师函〔2026〕13号 替代") && page.contains(&new), "{page}");
        assert_eq!(world.sign("county", &old, &world.land.counties[0]).await, StatusCode::CONFLICT);
        assert!(!world.house.page("county", "/notices").await.contains("甘教师函〔2026〕12号"));
        assert!(world.house.page("county", "/notices?view=past").await.contains("甘教师函〔2026〕12号"));
        let (status, text) = world.refused("province", &format!("{second}/issue"), "").await;
        assert!(status == 409 && text.contains("已经失效"), "two do not replace the same");
        let (status, _) = world
            .refused("province", "/notices", &world.fields(&[("number", "甘教师函〔2026〕15号"), ("replaces", id)]))
            .await;
        assert_eq!(status, 422, "nor is one drafted for what is over");
        assert_eq!(world.number("select count(*) as value from notice where state = 'issued'").await, 1);
    }
}

#[tokio::test]
async fn what_cannot_be_taken_is_shown_at_its_field_with_all_that_was_typed() {
    for world in World::both().await {
        let stranger = world.land.nation.place.child("63").to_string();
        for (fields, said) in [
            (vec![("number", "第4号")], "文号要有发文机关代字"),
            (vec![("title", "通知")], "标题写 4 到"),
            (vec![("kinds", "")], "至少选择一类"),
            (vec![("area", stranger.as_str())], "管辖范围内"),
            (vec![("effective_on", "2026-02-30")], "日期写成"),
            (vec![("task", "请报送人数")], "1 到 120 个工作日"),
            (vec![("duty", "auditor")], "从列出的职责"),
        ] {
            let (status, text) = world.refused("province", "/notices", &world.fields(&fields)).await;
            assert!(status == 422 && text.contains(said), "{fields:?}: {status}");
            assert!(text.contains("请按时报送本县参训需求"), "what was typed is there");
        }
        world.draft(&[]).await;
        let (status, text) = world.refused("province", "/notices", &world.fields(&[])).await;
        assert!(status == 422 && text.contains("已经用过"), "a number is given once");
        assert_eq!(world.number("select count(*) as value from notice").await, 1);
    }
}

/// A file as a browser sends it.
async fn upload(world: &World, notice: &str, name: &str, bytes: &str) -> (u16, String) {
    let body = format!(
        "--edge\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\ncontent-type: text/html\r\n\r\n{bytes}\r\n--edge--\r\n"
    );
    let request = Request::post(format!("{notice}/files"))
        .header("host", "xingtan.test")
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "multipart/form-data; boundary=edge");
    let answer = world.house.send("province", request, body).await;
    (answer.status.as_u16(), answer.text)
}

#[tokio::test]
async fn attachments_come_back_as_they_were_sent_and_are_never_shown_as_pages() {
    for world in World::both().await {
        let notice = world.draft(&[]).await;
        assert_eq!(upload(&world, &notice, "恶意.html", "<script>").await.0, 422);
        assert_eq!(upload(&world, &notice, "空.pdf", "").await.0, 422);
        assert_eq!(upload(&world, &notice, "../../名单.PDF", "<b>内容</b>").await.0, 303);
        world.issue(&notice).await;
        assert!(world.house.page("county", &notice).await.contains("名单.PDF"));
        let file = world.house.get("county", &format!("{notice}/files/1")).await;
        assert_eq!((file.status.as_u16(), file.text.as_str()), (200, "<b>内容</b>"));
        assert_eq!(file.header("content-type"), "application/octet-stream");
        assert!(file.header("content-disposition").starts_with("attachment"));
        assert_eq!(upload(&world, &notice, "更多.pdf", "x").await.0, 409, "not once it is issued");
        assert_eq!(world.house.status("province", "POST", &format!("{notice}/files/1/removal")).await, 409);
        assert_eq!(world.house.status("county", "GET", &format!("{notice}/files/2")).await, 404);
    }
}

#[tokio::test]
async fn a_notice_is_withdrawn_with_a_reason_and_its_receipts_leave_the_house_as_a_list() {
    for world in World::both().await {
        let notice = world.draft(&[]).await;
        world.issue(&notice).await;
        let export = world.house.deed("province", &format!("{notice}/receipts/export"), "standing=unsigned").await;
        world.work().await;
        assert_eq!(world.number("select list_rows as value from export where state = 'ready'").await, 2, "{export}");
        assert_eq!(world.house.status("county", "POST", &format!("{notice}/receipts/export")).await, 404);
        assert_eq!(world.refused("province", &format!("{notice}/withdrawal"), "reason=误").await.0, 422);
        world.house.deed("province", &format!("{notice}/withdrawal"), "reason=内容有误，重新印发").await;
        let page = world.house.page("county", &notice).await;
        assert!(page.contains("已经撤回") && page.contains("内容有误") && !page.contains("签收</button>"));
        assert_eq!(world.sign("county", &notice, &world.land.counties[0]).await, StatusCode::CONFLICT);
    }
}

#[tokio::test]
async fn the_nation_says_its_days_and_a_province_its_own_days() {
    for world in World::both().await {
        let house = &world.house;
        let days = |text: &str| form(&[("days", text)]);
        house.deed("moe", "/calendar/days", &days("2026-05-04 休 虚构的假日")).await;
        house.deed("province", "/calendar/days", &days("2026-05-27 休 古尔邦节")).await;
        assert!(house.page("province", "/calendar").await.contains("虚构的假日"));
        assert!(!house.page("moe", "/calendar").await.contains("古尔邦节"));
        assert_eq!(house.status("county", "GET", "/calendar").await, 403);
        let (status, text) = world.refused("moe", "/calendar/days", &days("五月四日 休 青年节")).await;
        assert!(status == 422 && text.contains("第 1 行看不懂") && text.contains("五月四日"));
        assert_eq!(world.refused("province", "/calendar/days/removal", "day=2026-05-04").await.0, 404, "not one's own");
        house.deed("moe", "/calendar/days/removal", "day=2026-05-04").await;
        assert!(!house.page("moe", "/calendar").await.contains("虚构的假日"));
    }
}
