//! Transfers: asked for by one side, confirmed by both, in effect on their day.

use http::testing::form;
use kernel::PersonId;
use registry::testing::number;
use registry::{Nature, find_person, list_posts};
use store::sql;

use super::office::{Office, name, offices};

/// What is asked for: the second school, as the main post, from the day on.
fn wish(on: &str, fields: &[(&str, &str)]) -> String {
    let own = [("nature", "main"), ("code", "2162000002"), ("kind", "10"), ("from", on), ("reason", "工作需要")];
    let kept = own.iter().filter(|(key, _)| fields.iter().all(|(other, _)| other != key));
    form(&[fields, &kept.copied().collect::<Vec<_>>()].concat())
}

async fn first(office: &Office) -> PersonId {
    office.found(&name(1), &office.land.schools[0].place).await[0]
}

async fn school_of(office: &Office, person: PersonId) -> kernel::OrganisationId {
    find_person(office.store(), person).await.unwrap().unwrap().school_id
}

#[tokio::test]
async fn a_school_lets_somebody_go_and_the_other_side_confirms_at_once() {
    for office in offices(1).await {
        let (land, person) = (&office.land, first(&office).await);
        let path = office.deed("head", &format!("/people/{person}/transfers"), &wish("2026-03-01", &[])).await;
        let page = office.page("head", &path).await;
        assert!(page.contains("调出方确认") && page.contains("等待学校确认") && page.contains("撤回申请"));
        assert!(!page.contains(&format!("{path}/confirmation")), "the own side has spoken");
        assert!(office.page("county", "/transfers").await.contains(&path));
        assert_eq!(office.status("county2", "GET", &path).await, 404);
        let twice = office.post("head", &format!("{path}/confirmation"), "").await;
        assert!(twice.text.contains("您所代表的一方已经确认"), "{}", twice.text);
        assert_eq!(school_of(&office, person).await, land.schools[0].id);
        office.deed("county", &format!("{path}/confirmation"), "").await;
        office.settle().await;
        assert_eq!(school_of(&office, person).await, land.schools[1].id);
        assert!(office.page("county", &path).await.contains("已生效"));
        assert!(!office.page("county", "/transfers").await.contains(&path), "nothing is on the way any more");
        let again = office.post("county", &format!("{path}/confirmation"), "").await;
        assert!(again.text.contains("已经办完或终止"), "{}", again.text);
        office.is_whole().await;
    }
}

#[tokio::test]
async fn between_counties_both_counties_confirm_and_it_takes_effect_on_its_day() {
    for office in offices(1).await {
        let (land, person) = (&office.land, first(&office).await);
        let asked = wish("2026-09-01", &[("code", "2162000003"), ("stage", "3")]);
        let path = office.deed("head", &format!("/people/{person}/transfers"), &asked).await;
        assert!(office.page("head", &path).await.contains("跨县调动由县级教育行政部门确认"));
        let head = office.post("head", &format!("{path}/confirmation"), "").await;
        assert!(head.text.contains("请报县级教育行政部门"), "{}", head.text);
        office.deed("county2", &format!("{path}/confirmation"), "").await;
        office.deed("county", &format!("{path}/confirmation"), "").await;
        assert!(office.page("county", &path).await.contains("待生效"));
        office.settle().await;
        assert_eq!(school_of(&office, person).await, land.schools[0].id, "not before its day");
        office.ground.go_to("2026-09-01");
        office.settle().await;
        let it = find_person(office.store(), person).await.unwrap().unwrap();
        assert_eq!((it.school_id, it.stage.as_deref()), (land.schools[2].id, Some("3")));
        let posts = list_posts(office.store(), person).await.unwrap();
        assert_eq!(posts[0].until_on.unwrap().to_string(), "2026-08-31");
        let done: i64 = sql("select count(*) as value from audit where deed = 'transfer.done' and about_person = $1")
            .bind(person)
            .value(office.store())
            .await
            .unwrap();
        assert_eq!(done, 1);
        office.is_whole().await;
    }
}

#[tokio::test]
async fn a_school_asks_for_somebody_by_name_and_number_and_learns_nothing_by_guessing() {
    for office in offices(1).await {
        let (land, person) = (&office.land, first(&office).await);
        let holds = number("1980-01-01".parse().unwrap(), 1).reveal().to_owned();
        let asks =
            |who: &str, number: &str| wish("2026-03-01", &[("who", who), ("number", number), ("code", "2162000003")]);
        for (who, number) in [(name(2).as_str(), holds.as_str()), (&name(1), "52990119800101999X"), (&name(1), "")] {
            let wrong = office.post("county2", "/transfers", &asks(who, number)).await;
            assert_eq!(wrong.status.as_u16(), 422);
            assert!(wrong.text.contains("姓名与证件号码不相符，或没有在册"), "{}", wrong.text);
        }
        let elsewhere = wish("2026-03-01", &[("who", &name(1)), ("number", &holds), ("code", "2162000002")]);
        let not_theirs = office.post("county2", "/transfers", &elsewhere).await;
        assert!(not_theirs.text.contains("调入单位不在您的管辖范围内"), "{}", not_theirs.text);
        let path = office.deed("county2", "/transfers", &asks(&name(1), &holds)).await;
        let busy = office.post("head", &format!("/people/{person}/transfers"), &wish("2026-03-01", &[])).await;
        assert!(busy.text.contains("已有一项办理中的调动"), "{}", busy.text);
        office.deed("county", &format!("{path}/confirmation"), "").await;
        office.settle().await;
        assert_eq!(school_of(&office, person).await, land.schools[2].id);
        office.is_whole().await;
    }
}

#[tokio::test]
async fn one_person_does_not_confirm_for_both_sides() {
    for office in offices(1).await {
        let person = first(&office).await;
        let path = office.deed("county", &format!("/people/{person}/transfers"), &wish("2026-03-01", &[])).await;
        let both = office.post("county", &format!("{path}/confirmation"), "").await;
        assert!(both.text.contains("双方要由不同的人确认"), "{}", both.text);
        assert_eq!(school_of(&office, person).await, office.land.schools[0].id);
    }
}

#[tokio::test]
async fn the_other_side_declines_with_a_reason_and_the_own_side_takes_back() {
    for office in offices(1).await {
        let person = first(&office).await;
        let ask = async || {
            let asked = wish("2026-09-01", &[("code", "2162000003")]);
            office.deed("head", &format!("/people/{person}/transfers"), &asked).await
        };
        let path = ask().await;
        let wrong = office.post("county2", &format!("{path}/declining"), "reason=").await;
        assert!(wrong.status.as_u16() == 422 && wrong.text.contains("请写明事由"), "{}", wrong.text);
        let other = office.post("county2", &format!("{path}/withdrawal"), &form(&[("reason", "不再需要")])).await;
        assert!(other.text.contains("申请方可以撤回，另一方可以谢绝"), "{}", other.text);
        office.deed("county2", &format!("{path}/declining"), &form(&[("reason", "编制已满")])).await;
        let page = office.page("head", &path).await;
        assert!(page.contains("已谢绝") && page.contains("编制已满"));
        let path = ask().await;
        office.deed("head", &format!("{path}/withdrawal"), &form(&[("reason", "不再需要")])).await;
        assert!(office.page("county2", &path).await.contains("已撤回"));
    }
}

#[tokio::test]
async fn what_a_rule_refuses_on_the_day_fails_and_says_why() {
    for office in offices(1).await {
        let person = first(&office).await;
        let path = office.deed("head", &format!("/people/{person}/transfers"), &wish("2026-09-01", &[])).await;
        office.deed("county", &format!("{path}/confirmation"), "").await;
        let leaving = form(&[("how", "retired"), ("until", "2026-03-01"), ("reason", "到龄退休")]);
        office.deed("county", &format!("/people/{person}/leaving"), &leaving).await;
        office.settle().await;
        office.ground.go_to("2026-09-01");
        office.settle().await;
        let page = office.page("county", &path).await;
        assert!(page.contains("未能生效") && page.contains("已离岗，最后一日为 2026-03-01"), "{page}");
        office.is_whole().await;
    }
}

#[tokio::test]
async fn a_transfer_on_the_way_follows_its_school_and_ends_when_its_person_is_elsewhere() {
    for office in offices(1).await {
        let (land, person) = (&office.land, first(&office).await);
        let path = office.deed("head", &format!("/people/{person}/transfers"), &wish("2026-09-01", &[])).await;
        let draft = office.draft("province", "move", &land.schools[0], "623027").await;
        office.confirm("province", &draft).await;
        office.settle().await;
        assert!(office.page("county2", &path).await.contains("等待县级教育行政部门确认"), "it is between counties now");
        let main = wish("2026-03-02", &[("code", "2162000003")]);
        office.deed("county2", &format!("/people/{person}/posts"), &main).await;
        office.settle().await;
        assert!(office.page("county", &path).await.contains("已不在原来的调出单位"));
    }
}

#[tokio::test]
async fn support_teaching_in_another_county_is_agreed_and_moves_nobody() {
    for office in offices(1).await {
        let (land, person) = (&office.land, first(&office).await);
        let asked = wish("2026-03-01", &[("nature", "support"), ("until", "2027-02-28"), ("code", "2162000004")]);
        let path = office.deed("county", &format!("/people/{person}/transfers"), &asked).await;
        office.deed("county2", &format!("{path}/confirmation"), "").await;
        assert_eq!(school_of(&office, person).await, land.schools[0].id);
        let posts = list_posts(office.store(), person).await.unwrap();
        let support = posts.iter().find(|it| it.nature == Nature::Support).unwrap();
        assert_eq!((support.organisation_id, support.until_on.is_some()), (land.schools[3].id, true));
        office.is_whole().await;
    }
}

#[tokio::test]
async fn what_is_asked_for_wrongly_is_shown_back() {
    for office in offices(1).await {
        let person = first(&office).await;
        let path = format!("/people/{person}/transfers");
        for (fields, said) in [
            (&[("code", "")][..], "请填写调入单位的代码"),
            (&[("code", "2162009999")], "没有这个代码的单位"),
            (&[("code", "2162000001")], "调出和调入是同一个单位"),
            (&[("from", "2027-03-04")], "生效日期在一年以后"),
            (&[("from", "2005-09-01")], "要晚于这一天"),
        ] {
            let answer = office.post("head", &path, &wish("2026-03-01", fields)).await;
            assert_eq!(answer.status.as_u16(), 422, "{said}: {}", answer.text);
            assert!(answer.text.contains(said), "{said}: {}", answer.text);
        }
    }
}
