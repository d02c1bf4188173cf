//! Opening, signing, answering, being reminded.

use axum::http::StatusCode;
use registry::OrganisationKind;
use registry::testing::{insert, organisation};
use store::sql;

use crate::world::World;

#[tokio::test]
async fn a_receipt_is_opened_signed_once_and_counted() {
    for world in World::both().await {
        let notice = world.draft(&[]).await;
        world.issue(&notice).await;
        let county = world.land.counties[0].clone();
        let page = world.house.page("county", &notice).await;
        assert!(page.contains("还没有签收"), "{page}");
        assert_eq!(world.number("select opened as value from notice").await, 1);
        world.house.page("county", &notice).await;
        assert_eq!(world.number("select opened as value from notice").await, 1, "opened once");
        assert!(!world.house.page("province", &notice).await.contains("还没有签收"), "the issuer signs nothing");
        assert_eq!(world.sign("head", &notice, &county).await, StatusCode::CONFLICT, "not for another");
        assert_eq!(world.sign("county", &notice, &county).await, StatusCode::SEE_OTHER);
        assert_eq!(world.sign("county", &notice, &county).await, StatusCode::CONFLICT);
        let figures = world.number("select signed * 10 + opened as value from notice").await;
        assert_eq!(figures, 11);
        let unsigned = world.house.page("province", &format!("{notice}/receipts?standing=unsigned")).await;
        assert!(unsigned.contains("夏河县教育局") && !unsigned.contains("临潭县教育局"));
        // A county sees its own area alone.
        let own = world.house.page("county", &format!("{notice}/receipts")).await;
        assert!(own.contains("临潭县教育局") && !own.contains("夏河县教育局") && !own.contains("催办"));
    }
}

#[tokio::test]
async fn what_is_asked_is_due_after_working_days_and_whoever_answers_has_signed() {
    for world in World::both().await {
        let days = "days=2026-03-07 班 调休\n2026-03-09 休 虚构的假日";
        world.house.deed("moe", "/calendar/days", &days.replace(' ', "%20").replace('\n', "%0A")).await;
        let task = [("task", "请报送人数"), ("task_days", "5"), ("duty", "county-officer")];
        let notice = world.draft(&task).await;
        world.issue(&notice).await;
        // From Monday the 2nd: 3, 4, 5, 6, and Saturday the 7th, which makes up for a holiday.
        assert!(world.house.page("county", &notice).await.contains("2026-03-07"));
        let path = format!("{notice}/answer");
        let county = format!("organisation={}", world.land.counties[0].id);
        assert_eq!(world.refused("county", &path, &format!("{county}&answer= ")).await.0, 422);
        world.house.deed("county", &path, &format!("{county}&answer=24 人")).await;
        world.house.deed("county", &path, &format!("{county}&answer=25 人")).await;
        let figures = world.number("select signed * 100 + answered * 10 + opened as value from notice").await;
        assert_eq!(figures, 111, "once, however often");
        let page = world.house.page("province", &format!("{notice}/receipts?standing=answered")).await;
        assert!(page.contains("25 人") && !page.contains("24 人"));
        let waiting = notices::slice().waiting.unwrap();
        assert!(!world.house.desk(waiting, "county").await.text.contains("报送参训需求"), "nothing is left to do");
        assert!(world.house.desk(waiting, "county2").await.text.contains("签收：关于报送参训需求的通知"));
    }
}

#[tokio::test]
async fn a_duty_that_is_named_signs_and_no_other() {
    for world in World::both().await {
        let land = &world.land;
        world.accounts.officer("clerk", "class-manager", &land.counties[1]).await;
        let notice = world.draft(&[("duty", "county-officer")]).await;
        world.issue(&notice).await;
        let (status, text) = world
            .refused("clerk", &format!("{notice}/receipt"), &format!("organisation={}", land.counties[1].id))
            .await;
        assert!(status == 409 && text.contains("另一项职责"), "{status}");
        assert_eq!(world.sign("county2", &notice, &land.counties[1]).await, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn a_school_that_is_opened_later_finds_what_is_in_force_and_signs_for_it() {
    for world in World::both().await {
        let notice = world.draft(&[("kinds", "school")]).await;
        let county = &world.land.counties[0];
        world.issue(&notice).await;
        assert_eq!(world.number("select recipients as value from notice").await, 4);
        let late = organisation(Some(county), OrganisationKind::School, "2162000009", "临潭县新设小学");
        insert(world.house.store(), std::slice::from_ref(&late), &[]).await;
        world.accounts.officer("late", "school-officer", &late).await;
        assert!(world.house.page("late", "/notices").await.contains("参训需求"));
        assert!(world.house.page("late", &notice).await.contains("还没有签收"));
        assert_eq!(world.sign("late", &notice, &late).await, StatusCode::SEE_OTHER);
        assert_eq!(world.number("select recipients * 10 + signed as value from notice").await, 51);
        // Delivered once more, as after a crash, it reaches nobody twice.
        sql("update job set state = 'waiting', attempts = 0 where kind = 'notices.deliver'")
            .run(world.house.store())
            .await
            .unwrap();
        world.work().await;
        assert_eq!(world.number("select recipients as value from notice").await, 5);
    }
}

#[tokio::test]
async fn those_who_have_not_signed_are_reminded_once_a_day() {
    for world in World::both().await {
        let notice = world.draft(&[]).await;
        world.issue(&notice).await;
        let path = format!("{notice}/reminder");
        assert_eq!(world.house.status("county", "POST", &path).await, 404, "the issuer's deed");
        world.house.deed("province", &path, "").await;
        let (status, text) = world.refused("province", &path, "").await;
        assert!(status == 409 && text.contains("今天已经催办过"));
        let waiting = notices::slice().waiting.unwrap();
        assert!(world.house.desk(waiting, "county").await.text.contains("签收：关于报送参训需求的通知"));
        for (who, county) in ["county", "county2"].into_iter().zip(&world.land.counties) {
            assert_eq!(world.sign(who, &notice, county).await, StatusCode::SEE_OTHER);
        }
        world.house.ground.go_to("2026-03-03");
        let (status, text) = world.refused("province", &path, "").await;
        assert!(status == 409 && text.contains("都已签收"));
    }
}
