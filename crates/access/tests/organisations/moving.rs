//! A school goes to another county, with its people.

use registry::reorganisation::ReorganisationState;
use registry::testing::bring_some;

use super::office::{Office, offices, with_basis};

#[tokio::test]
async fn a_school_is_moved_to_another_county_with_all_that_belongs_to_it() {
    for office in offices(3).await {
        let land = &office.land;
        let school = &land.schools[0];
        let draft = office.draft("province", "move", school, "623027").await;
        let preview = office.page("province", &draft).await;
        assert!(preview.contains("夏河县教育局") && preview.contains("划转 临潭县城关小学 和 4 人"), "{preview}");
        assert_eq!(office.now(school).await.place, school.place, "nothing has changed");
        office.confirm("province", &draft).await;
        office.settle().await;
        let now = office.now(school).await;
        assert_eq!(now.place, land.counties[1].place.child(&school.code));
        assert_eq!(now.parent_id, Some(land.counties[1].id));
        assert_eq!(office.people_at(&now).await, 4);
        let it = office.reorganisation(&draft).await;
        assert_eq!((it.state, it.moved, it.people), (ReorganisationState::Done, 4, 4));
        let done = office.page("province", &draft).await;
        assert!(done.contains("已办结") && done.contains("共转 4 人"));
        // Found there and nowhere else; the post says since when.
        assert!(office.found("师零零壹", &land.counties[0].place).await.is_empty());
        let person = office.found("师零零壹", &land.counties[1].place).await[0];
        let posts = office.posts(person).await;
        assert_eq!(posts.len(), 2);
        assert_eq!((posts[0].until_on.as_deref(), &posts[0].place), (Some("2026-02-28"), &school.place));
        assert_eq!(
            (posts[1].from_on.as_str(), posts[1].until_on.as_deref(), &posts[1].place),
            ("2026-03-01", None, &now.place)
        );
        // The head's duty goes with the school; the old county sees it no more, the new one does.
        assert_eq!(office.duties(school).await[0].place, now.place);
        let page = format!("/organisations/{}", school.id);
        assert_eq!(office.status("county", "GET", &page).await, 404);
        assert!(office.page("county2", &page).await.contains("临潭县教育局 → 夏河县教育局"));
        let tree = |county: usize, on: &str| format!("/organisations/{}/tree?on={on}", land.counties[county].id);
        assert!(office.page("county", &tree(0, "2026-02-28")).await.contains("临潭县城关小学"));
        assert!(!office.page("county", &tree(0, "2026-03-01")).await.contains("临潭县城关小学"));
        assert!(office.page("county2", &tree(1, "2026-03-01")).await.contains("临潭县城关小学"));
        office.is_whole().await;
    }
}

#[tokio::test]
async fn people_whose_work_died_between_two_batches_all_arrive_once() {
    for office in offices(450).await {
        let land = &office.land;
        let school = &land.schools[0];
        let draft = office.draft("province", "move", school, "623027").await;
        office.confirm("province", &draft).await;
        let it = office.reorganisation(&draft).await;
        let now = office.ground.clock.now();
        store::transaction!(office.store(), tx => { bring_some(tx, it.id, now).await }).unwrap();
        assert_eq!(office.reorganisation(&draft).await.moved, 200);
        assert_eq!(registry::list_wrong_figures(office.store(), 10).await.unwrap(), [], "in between, too");
        let busy = office
            .post(
                "province",
                &format!("/organisations/{}/reorganisation", school.id),
                &with_basis(&[("kind", "merge"), ("code", "2162000003")]),
            )
            .await;
        assert!(busy.text.contains("有正在办理的"), "{}", busy.text);
        office.settle().await;
        let it = office.reorganisation(&draft).await;
        assert_eq!((it.state, it.moved), (ReorganisationState::Done, 451));
        assert_eq!(office.people_at(&office.now(school).await).await, 451);
        office.is_whole().await;
    }
}

#[tokio::test]
async fn a_work_that_was_given_up_goes_on_when_it_is_asked_to() {
    for office in offices(2).await {
        let school = &office.land.schools[0];
        let draft = office.draft("province", "move", school, "623027").await;
        office.confirm("province", &draft).await;
        let it = office.reorganisation(&draft).await;
        let (job, now) = (it.job_id.unwrap(), office.ground.clock.now());
        let owner = it.created_by;
        assert!(store::transaction!(office.store(), tx => { jobs::cancel(tx, job, owner, now).await }).unwrap());
        office.settle().await;
        assert_eq!(office.reorganisation(&draft).await.state, ReorganisationState::Stopped);
        assert!(office.page("province", &draft).await.contains("没有办完"));
        office.deed("province", &format!("{draft}/resumption"), "").await;
        office.settle().await;
        let it = office.reorganisation(&draft).await;
        assert_eq!((it.state, it.moved), (ReorganisationState::Done, 3));
        assert_eq!(office.post("province", &format!("{draft}/resumption"), "").await.status.as_u16(), 409);
        office.is_whole().await;
    }
}

#[tokio::test]
async fn a_county_moves_nothing_beyond_itself_and_an_authority_stays_where_it_is() {
    for office in offices(1).await {
        let land = &office.land;
        let path = |it: &registry::Organisation| format!("/organisations/{}/reorganisation", it.id);
        for (who, of, kind, code, said) in [
            ("county", &land.schools[0], "move", "623027", "不在您的管理范围内"),
            ("county", &land.schools[0], "merge", "2162000003", "不在您的管理范围内"),
            ("county", &land.schools[0], "move", "623021", "已经隶属于这个机构"),
            ("county", &land.schools[0], "merge", "2162000001", "不能并入自己"),
            ("county", &land.schools[0], "merge", "2162009999", "没有找到这个代码的机构"),
            ("county", &land.schools[0], "", "2162000002", "请选择办理事项"),
            ("province", &land.counties[0], "move", "62", "目前只有学校"),
            ("province", &land.institution, "move", "623021", "目前只有学校"),
        ] {
            let answer = office.post(who, &path(of), &with_basis(&[("kind", kind), ("code", code)])).await;
            assert_eq!(answer.status.as_u16(), 422, "{said}: {}", answer.text);
            assert!(answer.text.contains(said), "{said}: {}", answer.text);
        }
        let draft = office.draft("province", "move", &land.schools[0], "623027").await;
        assert_eq!(office.status("county", "GET", &draft).await, 404, "the draft is the province's");
        let seen = Office::hidden(&office.page("province", &draft).await, "seen");
        office.deed("province", &format!("{draft}/withdrawal"), "").await;
        let gone = office.post("province", &format!("{draft}/confirmation"), &format!("seen={seen}")).await;
        assert_eq!(gone.status.as_u16(), 409);
        office.is_whole().await;
    }
}
