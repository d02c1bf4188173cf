//! People whose school is moved to another county while they are on the way into a class, on both databases.

use classes::enrolment::Deed;
use classes::testing::{World, refusal, slices, teachers};
use classes::{EnrolmentState, find_enrolment, list_nominated};
use http::testing::form;

/// The first school goes to the other county.
async fn moved(world: &World) {
    let path = format!("/organisations/{}/reorganisation", world.land.schools[0].id);
    let wish = form(&[
        ("kind", "move"),
        ("code", "623027"),
        ("on", "2011-06-20"),
        ("document", "甘教〔2011〕3号"),
        ("reason", "区划调整"),
    ]);
    let draft = world.deed("province", &path, &wish).await;
    let page = world.page("province", &draft).await;
    let seen = page.split("name=\"seen\" value=\"").nth(1).and_then(|it| it.split('"').next()).unwrap();
    world.deed("province", &format!("{draft}/confirmation"), &form(&[("seen", seen)])).await;
    world.app.worker().drain().await.unwrap();
}

#[tokio::test]
async fn the_county_of_today_decides_on_what_is_open_and_what_was_decided_stays() {
    for world in World::both(slices, teachers).await {
        let store = world.store();
        let class = world.filed(40).await;
        let (open, refused) = (world.teachers[0], world.teachers[2]);
        world.nominate(class.id, &[open, refused]).await.unwrap();
        world.decide("county", class.id, &[refused], Deed::RefuseNomination).await.unwrap();
        moved(&world).await;
        let [old, new] = [&world.land.counties[0], &world.land.counties[1]];
        assert!(list_nominated(store, &old.place, 10).await.unwrap().is_empty());
        let waiting = list_nominated(store, &new.place, 10).await.unwrap();
        assert_eq!(waiting.iter().map(|it| it.person_id).collect::<Vec<_>>(), [open]);
        let past = find_enrolment(store, refused, class.id).await.unwrap().unwrap();
        assert_eq!((past.state, &past.place), (EnrolmentState::Refused, &world.land.schools[0].place));
        world.decide("county2", class.id, &[open], Deed::Approve).await.unwrap();
        let now = find_enrolment(store, open, class.id).await.unwrap().unwrap();
        assert_eq!(now.state, EnrolmentState::CountyApproved);
        assert!(now.place.within(&new.place));
    }
}

#[tokio::test]
async fn an_exception_that_is_open_goes_with_its_person() {
    for world in World::both(slices, teachers).await {
        let class = world.filed(40).await;
        let old = world.teachers[1];
        world.nominate(class.id, &[old]).await.unwrap();
        moved(&world).await;
        let open = classes::list_exceptions_of_person(world.store(), old, class.id).await.unwrap();
        assert!(open[0].place.within(&world.land.counties[1].place));
        let early = world.decide("county2", class.id, &[old], Deed::Approve).await;
        assert_eq!(refusal(early).reason.key, "enrolment-exception-open");
    }
}
