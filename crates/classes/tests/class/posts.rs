//! Posts of those who are nominated, on both databases.

use classes::enrolment::Deed;
use classes::testing::{World, refusal, slices, teachers};
use classes::{EnrolmentState, find_enrolment, find_figure, list_enrolment_steps, list_post_kinds};
use http::testing::form;

/// Some further post, as the county enters it.
async fn entered(world: &World, person: kernel::PersonId, fields: &[(&str, &str)]) {
    let own = [("from", "2011-06-01"), ("reason", "工作需要")];
    world.deed("county", &format!("/people/{person}/posts"), &form(&[fields, &own].concat())).await;
}

#[tokio::test]
async fn who_has_left_is_not_offered_and_not_nominated_until_the_return() {
    for world in World::both(slices, teachers).await {
        let class = world.filed(40).await;
        let gone = world.teachers[0];
        let list = format!("/classes/{}/nominations", class.id);
        let row = format!("/classes/{}/nominations/{gone}", class.id);
        assert!(world.page("head", &list).await.contains(&row));
        let leaving = form(&[("how", "gone"), ("until", "2011-06-20"), ("reason", "调往外省")]);
        world.deed("county", &format!("/people/{gone}/leaving"), &leaving).await;
        world.app.worker().drain().await.unwrap();
        assert!(!world.page("head", &list).await.contains(&row));
        let found = world.deed("head", &format!("{list}/finding"), &form(&[("who", "zhuoma")])).await;
        let found = world.page("head", &found).await;
        assert!(!found.contains(&row) && found.contains(&world.teachers[2].to_string()));
        let refused = world.nominate(class.id, &[gone]).await;
        assert_eq!(refusal(refused).reason.key, "person-left");
        let back = form(&[("kind", "10"), ("from", "2011-06-22"), ("reason", "调回")]);
        world.deed("county", &format!("/people/{gone}/return"), &back).await;
        world.nominate(class.id, &[gone]).await.unwrap();
    }
}

#[tokio::test]
async fn rules_ask_for_the_main_post_whatever_is_held_beside_it() {
    for world in World::both(slices, teachers).await {
        let person = world.teachers[0];
        entered(&world, person, &[("nature", "itinerant"), ("kind", "31"), ("code", "2162000002")]).await;
        let kinds = list_post_kinds(world.store(), &[person], "2011-06-25".parse().unwrap()).await.unwrap();
        assert_eq!(kinds.iter().map(|it| it.kind.as_str()).collect::<Vec<_>>(), ["31", "10"], "the main one last");
        // One who is away for the main post's sake is judged by the new one.
        entered(&world, person, &[("nature", "main"), ("kind", "20")]).await;
        let kinds = list_post_kinds(world.store(), &[person], "2011-06-25".parse().unwrap()).await.unwrap();
        assert_eq!(kinds.last().unwrap().kind, "20");
    }
}

#[tokio::test]
async fn who_goes_to_another_school_takes_what_is_open_along() {
    for world in World::both(slices, teachers).await {
        let class = world.filed(40).await;
        let person = world.teachers[0];
        world.nominate(class.id, &[person]).await.unwrap();
        let wish = form(&[
            ("nature", "main"),
            ("kind", "10"),
            ("code", "2162000003"),
            ("from", "2011-06-25"),
            ("reason", "工作需要"),
        ]);
        let path = world.deed("county", &format!("/people/{person}/transfers"), &wish).await;
        world.deed("county2", &format!("{path}/confirmation"), "").await;
        world.app.worker().drain().await.unwrap();
        let waiting = classes::list_nominated(world.store(), &world.land.counties[1].place, 10).await.unwrap();
        assert_eq!(waiting.iter().map(|it| it.person_id).collect::<Vec<_>>(), [person]);
    }
}

#[tokio::test]
async fn who_leaves_frees_the_place_and_what_is_over_stays() {
    for world in World::both(slices, teachers).await {
        let store = world.store();
        let [class, other] = [world.filed(40).await, world.filed(40).await];
        let gone = world.teachers[0];
        world.nominate(other.id, &[gone]).await.unwrap();
        world.decide("county", other.id, &[gone], Deed::RefuseNomination).await.unwrap();
        world.nominate(class.id, &[gone, world.teachers[2]]).await.unwrap();
        world.decide("county", class.id, &[gone], Deed::Approve).await.unwrap();
        let leaving = form(&[("how", "retired"), ("until", "2011-06-20"), ("reason", "到龄退休")]);
        world.deed("county", &format!("/people/{gone}/leaving"), &leaving).await;
        world.app.worker().drain().await.unwrap();

        let open = find_enrolment(store, gone, class.id).await.unwrap().unwrap();
        assert_eq!(open.state, EnrolmentState::Withdrawn);
        assert_eq!(open.why.as_deref(), Some("本人已离岗，最后在岗日 2011-06-20"));
        let steps = list_enrolment_steps(store, gone, class.id).await.unwrap();
        assert_eq!(steps.last().unwrap().state, EnrolmentState::Withdrawn);
        let figure = find_figure(store, class.id).await.unwrap();
        assert_eq!((figure.nominated, figure.approved), (1, 0), "the other one is still there");
        let past = find_enrolment(store, gone, other.id).await.unwrap().unwrap();
        assert_eq!(past.state, EnrolmentState::Refused);
    }
}
