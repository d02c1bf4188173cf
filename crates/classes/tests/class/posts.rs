//! Posts of those who are nominated, on both databases.

use classes::list_post_kinds;
use classes::testing::{World, refusal, slices, teachers};
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
