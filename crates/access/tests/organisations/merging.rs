//! Two schools become one.

use registry::reorganisation::ReorganisationState;
use registry::testing::{insert, person};

use super::office::{Office, offices, with_basis};

#[tokio::test]
async fn a_school_that_is_merged_is_closed_and_its_people_and_posts_go_to_the_other() {
    for office in offices(3).await {
        let land = &office.land;
        let [source, target] = [&land.schools[0], &land.schools[1]];
        let draft = office.draft("county", "merge", source, "2162000002").await;
        let preview = office.page("county", &draft).await;
        for said in ["临潭县新城小学", "2026-02-28", "撤并 临潭县城关小学，转出 4 人", "自 2026-03-01 起在新单位任职"]
        {
            assert!(preview.contains(said), "{said}");
        }
        office.confirm("county", &draft).await;
        office.settle().await;
        assert_eq!(office.reorganisation(&draft).await.state, ReorganisationState::Done);
        assert_eq!(office.now(source).await.closed_on.unwrap().to_string(), "2026-02-28");
        assert_eq!([office.people_at(source).await, office.people_at(target).await], [0, 4]);
        let person = office.found("师零零贰", &target.place).await[0];
        let posts = office.posts(person).await;
        assert_eq!((posts[0].organisation_id, posts[0].until_on.as_deref()), (source.id, Some("2026-02-28")));
        assert_eq!((posts[1].organisation_id, posts[1].from_on.as_str()), (target.id, "2026-03-01"));
        // Nobody is head of what is not there; each history points to the other.
        assert_eq!(office.duties(source).await[0].until_on.as_deref(), Some("2026-02-28"));
        let old = office.page("county", &format!("/organisations/{}", source.id)).await;
        assert!(
            old.contains("并入") && old.contains(&format!("/organisations/{}", target.id)) && old.contains("已撤销")
        );
        let new = office.page("county", &format!("/organisations/{}", target.id)).await;
        assert!(new.contains("接收并入") && new.contains(&format!("/organisations/{}", source.id)));
        assert!(new.contains("师零零贰"));
        // What is closed is neither merged again nor merged into.
        for (one, code) in [(source, "2162000002"), (target, "2162000001")] {
            let path = format!("/organisations/{}/reorganisation", one.id);
            let again = office.post("county", &path, &with_basis(&[("kind", "merge"), ("code", code)])).await;
            assert!(again.text.contains("已撤销"), "{}", again.text);
        }
        office.is_whole().await;
    }
}

#[tokio::test]
async fn a_merger_whose_preview_is_stale_changes_nothing() {
    for office in offices(2).await {
        let [source, target] = [&office.land.schools[0], &office.land.schools[1]];
        let draft = office.draft("county", "merge", source, "2162000002").await;
        let seen = Office::hidden(&office.page("county", &draft).await, "seen");
        // Somebody new came in since.
        insert(office.store(), &[], &[person(source, 700, "新来者")]).await;
        let done = office.done().await;
        let answer = office.post("county", &format!("{draft}/confirmation"), &format!("seen={seen}")).await;
        assert_eq!(answer.status.as_u16(), 409);
        assert!(answer.text.contains("预览之后情况有了变化"), "{}", answer.text);
        office.settle().await;
        assert_eq!(office.now(source).await.closed_on, None);
        assert_eq!([office.people_at(source).await, office.people_at(target).await], [4, 0]);
        assert_eq!(office.done().await, done);
        // Looked at again it goes, and only once.
        office.confirm("county", &draft).await;
        let twice = office.post("county", &format!("{draft}/confirmation"), &format!("seen={seen}")).await;
        assert_eq!(twice.status.as_u16(), 409);
        office.settle().await;
        assert_eq!([office.people_at(source).await, office.people_at(target).await], [0, 4]);
        office.is_whole().await;
    }
}

#[tokio::test]
async fn of_two_who_merge_crosswise_at_once_one_does() {
    for office in offices(1).await {
        let [one, other] = [&office.land.schools[0], &office.land.schools[1]];
        let drafts = [
            office.draft("county", "merge", one, "2162000002").await,
            office.draft("county", "merge", other, "2162000001").await,
        ];
        let mut seen = Vec::new();
        for draft in &drafts {
            seen.push(Office::hidden(&office.page("county", draft).await, "seen"));
        }
        let send = async |nth: usize| {
            office
                .post("county", &format!("{}/confirmation", drafts[nth]), &format!("seen={}", seen[nth]))
                .await
                .status
                .as_u16()
        };
        let mut answers = <[u16; 2]>::from(tokio::join!(send(0), send(1)));
        answers.sort_unstable();
        assert_eq!(answers, [303, 409]);
        office.settle().await;
        let closed =
            [office.now(one).await, office.now(other).await].iter().filter(|it| it.closed_on.is_some()).count();
        assert_eq!(closed, 1);
        office.is_whole().await;
    }
}
