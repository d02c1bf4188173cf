//! Posts of people: begun, ended, made the main one; people who leave and come back.

use http::testing::form;
use kernel::PersonId;
use registry::testing::{born, insert};
use registry::{Nature, find_person, list_posts};
use store::sql;

use super::office::{Office, name, offices, with_basis};

/// A post as the form sends it, with these fields in place of its own.
fn post(fields: &[(&str, &str)]) -> String {
    let own = [("nature", "beside"), ("kind", "10"), ("from", "2026-02-01"), ("reason", "工作需要")];
    let kept = own.iter().filter(|(key, _)| fields.iter().all(|(other, _)| other != key));
    form(&[fields, &kept.copied().collect::<Vec<_>>()].concat())
}

async fn first(office: &Office) -> PersonId {
    office.found(&name(1), &office.land.schools[0].place).await[0]
}

#[tokio::test]
async fn a_county_enters_a_second_post_and_the_file_shows_both() {
    for office in offices(1).await {
        let (land, person) = (&office.land, first(&office).await);
        let (file, posts) = (format!("/people/{person}"), format!("/people/{person}/posts"));
        assert!(office.page("county", &file).await.contains("登记任职"));
        let support = [("nature", "support"), ("code", "2162000002"), ("until", "2026-07-31"), ("lessons", "12")];
        office.deed("county", &posts, &post(&support)).await;
        let page = office.page("county", &file).await;
        for said in ["主岗", "支教", "2026-02-01 至 2026-07-31", "临潭县新城小学", "每周 12 节"] {
            assert!(page.contains(said), "{said}");
        }
        let on_file = find_person(office.store(), person).await.unwrap().unwrap();
        assert_eq!(on_file.school_id, land.schools[0].id, "help elsewhere moves nobody");
        let audit: i64 = sql("select count(*) as value from audit where deed = 'post.begin' and about_person = $1")
            .bind(person)
            .value(office.store())
            .await
            .unwrap();
        assert_eq!(audit, 1);
        office.is_whole().await;
    }
}

#[tokio::test]
async fn two_open_posts_that_exclude_each_other_are_refused_and_what_was_typed_stays() {
    for office in offices(1).await {
        let person = first(&office).await;
        let posts = format!("/people/{person}/posts");
        let same = office.post("head", &posts, &post(&[("reason", "再登记一次")])).await;
        assert_eq!(same.status.as_u16(), 422);
        for said in ["不能同时担任", "请先结束原来的那一项", "再登记一次", "临潭县城关小学"]
        {
            assert!(same.text.contains(said), "{said}: {}", same.text);
        }
        let term = |code| post(&[("nature", "exchange"), ("code", code), ("until", "2026-07-31")]);
        office.deed("county", &posts, &term("2162000002")).await;
        let twice = office
            .post("county", &posts, &post(&[("nature", "support"), ("code", "623021"), ("until", "2026-06-30")]))
            .await;
        assert!(twice.text.contains("不能同时在两处"), "{}", twice.text);
        for (fields, said) in [
            (&[("kind", "")][..], "请从列表中选择"),
            (&[("kind", "99")], "请从列表中选择"),
            (&[("nature", "boss")], "请从列表中选择"),
            (&[("from", "2026-02-30")], "请按 年-月-日 填写日期"),
            (&[("from", "2026-03-03"), ("kind", "23")], "起始日期还没有到"),
            (&[("code", "2162009999")], "没有这个代码的单位"),
            (&[("lessons", "41")], "0 到 40"),
            (&[("reason", "无")], "请写明事由"),
            (&[("code", "2162000003")], "不在您的管辖范围内"),
        ] {
            let answer = office.post("county", &posts, &post(fields)).await;
            assert_eq!(answer.status.as_u16(), 422, "{said}");
            assert!(answer.text.contains(said), "{said}: {}", answer.text);
        }
        assert_eq!(list_posts(office.store(), person).await.unwrap().len(), 2);
    }
}

#[tokio::test]
async fn another_main_post_moves_the_person_and_its_figures() {
    for office in offices(2).await {
        let (land, person) = (&office.land, first(&office).await);
        let posts = format!("/people/{person}/posts");
        let main = post(&[("nature", "main"), ("code", "2162000002"), ("stage", "3"), ("subject", "14")]);
        office.deed("county", &posts, &main).await;
        let it = find_person(office.store(), person).await.unwrap().unwrap();
        assert_eq!((it.school_id, &it.place), (land.schools[1].id, &land.schools[1].place));
        assert_eq!((it.stage.as_deref(), it.subject.as_deref()), (Some("3"), Some("14")));
        let held = list_posts(office.store(), person).await.unwrap();
        let old = held.iter().find(|it| it.until_on.is_some()).unwrap();
        assert_eq!(old.until_on.unwrap().to_string(), "2026-01-31");
        assert_eq!((old.stage.as_deref(), old.subject.as_deref()), (Some("2"), Some("13")), "what was taught there");
        assert_eq!(office.found(&name(1), &land.schools[1].place).await, [person]);
        assert_eq!(office.status("head", "GET", &format!("/people/{person}")).await, 404, "of the old school");
        office.is_whole().await;
    }
}

#[tokio::test]
async fn a_post_beside_becomes_the_main_one_and_the_old_one_may_go_on() {
    for office in offices(1).await {
        let (land, person) = (&office.land, first(&office).await);
        office
            .deed(
                "county",
                &format!("/people/{person}/posts"),
                &post(&[("nature", "itinerant"), ("code", "2162000002")]),
            )
            .await;
        let held = list_posts(office.store(), person).await.unwrap();
        let it = held.iter().find(|it| it.nature == Nature::Itinerant).unwrap();
        let path = format!("/people/{person}/posts/{}", it.id);
        assert!(office.page("county", &path).await.contains("改为主岗"));
        let promotion = |from: &str| form(&[("from", from), ("keeps", "1"), ("reason", "调整岗位")]);
        let early = office.post("county", &format!("{path}/promotion"), &promotion("2026-02-01")).await;
        assert!(early.text.contains("要晚于这一天") && early.text.contains("调整岗位"), "{}", early.text);
        office.deed("county", &format!("{path}/promotion"), &promotion("2026-03-01")).await;
        let open: Vec<_> = list_posts(office.store(), person).await.unwrap();
        let open: Vec<_> =
            open.iter().filter(|it| it.until_on.is_none()).map(|it| (it.nature, it.organisation_id)).collect();
        assert_eq!(open.len(), 2);
        assert!(
            open.contains(&(Nature::Main, land.schools[1].id)) && open.contains(&(Nature::Beside, land.schools[0].id))
        );
        office.is_whole().await;
    }
}

#[tokio::test]
async fn a_post_beside_ends_and_the_main_one_does_not() {
    for office in offices(1).await {
        let person = first(&office).await;
        office.deed("head", &format!("/people/{person}/posts"), &post(&[("kind", "23")])).await;
        let held = list_posts(office.store(), person).await.unwrap();
        let path = |it: &registry::Post| format!("/people/{person}/posts/{}/end", it.id);
        let ending = form(&[("until", "2026-02-28"), ("why", "不再担任")]);
        let main = held.iter().find(|it| it.nature == Nature::Main).unwrap();
        let beside = held.iter().find(|it| it.nature == Nature::Beside).unwrap();
        assert!(office.post("head", &path(main), &ending).await.text.contains("主岗不能单独结束"));
        office.deed("head", &path(beside), &ending).await;
        assert!(office.post("head", &path(beside), &ending).await.text.contains("已在 2026-02-28 结束"));
        assert_eq!(office.status("county2", "GET", &format!("/people/{person}/posts/{}", beside.id)).await, 404);
        office.is_whole().await;
    }
}

#[tokio::test]
async fn nobody_enters_the_own_posts() {
    for office in offices(1).await {
        let head: PersonId = sql("select person_id as value from appointment where duty = 'school-officer'")
            .value(office.store())
            .await
            .unwrap();
        assert!(!office.page("head", &format!("/people/{head}")).await.contains("登记任职"));
        let own = office.post("head", &format!("/people/{head}/posts"), &post(&[("kind", "31")])).await;
        assert!(own.text.contains("不能登记自己的任职"), "{}", own.text);
        let leaving = form(&[("how", "retired"), ("until", "2026-03-01"), ("reason", "到龄退休")]);
        let own = office.post("head", &format!("/people/{head}/leaving"), &leaving).await;
        assert!(own.text.contains("不能登记自己的任职"), "{}", own.text);
    }
}

#[tokio::test]
async fn whoever_leaves_holds_nothing_and_comes_back_to_all_that_was_on_file() {
    for office in offices(2).await {
        let land = &office.land;
        let head: PersonId = sql("select person_id as value from appointment where duty = 'school-officer'")
            .value(office.store())
            .await
            .unwrap();
        let file = format!("/people/{head}");
        let leaving = |until: &str| form(&[("how", "retired"), ("until", until), ("reason", "到龄退休")]);
        let early = office.post("county", &format!("{file}/leaving"), &leaving("2026-03-03")).await;
        assert!(early.text.contains("最后一日还没有到"), "{}", early.text);
        office.deed("county", &format!("{file}/leaving"), &leaving("2026-03-01")).await;
        office.settle().await;
        assert_eq!(office.duties(&land.schools[0]).await[0].until_on.as_deref(), Some("2026-03-01"));
        let page = office.page("county", &file).await;
        assert!(page.contains("已离岗，最后一日为 2026-03-01") && page.contains("退休") && page.contains("登记返岗"));
        let list = office.page("county", &format!("/organisations/{}", land.schools[0].id)).await;
        assert!(!list.contains(&file), "who has left is no teacher of the school");
        office.is_whole().await;
        // Nothing new is given to somebody who has left.
        let duty = form(&[
            ("duty", "school-officer"),
            ("at", &land.schools[0].id.to_string()),
            ("from", "2026-03-02"),
            ("reason", "工作需要"),
        ]);
        let given = office.post("county", &format!("{file}/duties"), &duty).await;
        assert!(given.text.contains("已离岗"), "{}", given.text);
        assert_eq!(office.status("county", "GET", &format!("{file}/posts/new")).await, 409);
        let back = post(&[("from", "2026-03-02"), ("code", "2162000002")]);
        office.deed("county", &format!("{file}/return"), &back).await;
        office.settle().await;
        let it = find_person(office.store(), head).await.unwrap().unwrap();
        assert_eq!((it.left_on, it.school_id), (None, land.schools[1].id));
        assert_eq!((it.stage.as_deref(), it.psc_level.as_deref()), (Some("2"), Some("3B")), "as it was on file");
        assert_eq!(list_posts(office.store(), head).await.unwrap().len(), 2);
        office
            .deed(
                "county",
                &format!("{file}/duties"),
                &duty.replace(&land.schools[0].id.to_string(), &land.schools[1].id.to_string()),
            )
            .await;
        office.is_whole().await;
    }
}

#[tokio::test]
async fn a_school_that_is_merged_takes_along_who_helps_out_there_and_nobody_twice() {
    for office in offices(1).await {
        let land = &office.land;
        let guest = born(&land.schools[1], 810, "来帮忙", "1980-01-01");
        let id = guest.person.id;
        insert(office.store(), &[], &[guest]).await;
        let person = first(&office).await;
        // One helps out at the school that ends and works where it goes; the other way round for the second.
        let help = |code| post(&[("nature", "itinerant"), ("code", code)]);
        office.deed("county", &format!("/people/{id}/posts"), &help("2162000001")).await;
        office.deed("county", &format!("/people/{person}/posts"), &help("2162000002")).await;
        let draft = office.draft("county", "merge", &land.schools[0], "2162000002").await;
        office.confirm("county", &draft).await;
        office.settle().await;
        for person in [id, person] {
            let posts = list_posts(office.store(), person).await.unwrap();
            let open: Vec<_> = posts.iter().filter(|it| it.until_on.is_none()).collect();
            assert_eq!(open.len(), 1, "{posts:?}");
            assert_eq!((open[0].nature, open[0].organisation_id), (Nature::Main, land.schools[1].id));
        }
        office.is_whole().await;
    }
}

#[tokio::test]
async fn a_school_that_moves_or_closes_takes_its_part_time_posts_along_or_ends_them() {
    for office in offices(1).await {
        let land = &office.land;
        let guest = born(&land.schools[1], 810, "来帮忙", "1980-01-01");
        let id = guest.person.id;
        insert(office.store(), &[], &[guest]).await;
        office
            .deed("county", &format!("/people/{id}/posts"), &post(&[("nature", "itinerant"), ("code", "2162000001")]))
            .await;
        let draft = office.draft("province", "move", &land.schools[0], "623027").await;
        office.confirm("province", &draft).await;
        office.settle().await;
        let now = office.now(&land.schools[0]).await;
        let posts = list_posts(office.store(), id).await.unwrap();
        let beside: Vec<_> = posts.iter().filter(|it| it.nature == Nature::Itinerant).collect();
        assert_eq!(beside.len(), 2);
        assert_eq!(
            (beside[0].until_on.unwrap().to_string(), &beside[0].place),
            ("2026-02-28".to_owned(), &land.schools[0].place)
        );
        assert_eq!((beside[1].from_on.to_string(), &beside[1].place), ("2026-03-01".to_owned(), &now.place));
        office.is_whole().await;
    }
    for office in offices(0).await {
        let land = &office.land;
        let guest = born(&land.schools[0], 810, "来帮忙", "1980-01-01");
        let id = guest.person.id;
        insert(office.store(), &[], &[guest]).await;
        office
            .deed("county", &format!("/people/{id}/posts"), &post(&[("nature", "itinerant"), ("code", "2162000002")]))
            .await;
        let path = format!("/organisations/{}/closing", land.schools[1].id);
        let preview = office.page("county", &format!("{path}?{}", with_basis(&[]))).await;
        let seen = Office::hidden(&preview, "seen");
        office.deed("county", &path, &with_basis(&[("seen", &seen)])).await;
        let posts = list_posts(office.store(), id).await.unwrap();
        let beside = posts.iter().find(|it| it.nature == Nature::Itinerant).unwrap();
        assert_eq!(beside.until_on.unwrap().to_string(), "2026-02-28");
        office.is_whole().await;
    }
}
