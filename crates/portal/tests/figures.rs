//! The six figures of an officer's first page: counted from what the slices tally, for each place, on both
//! databases.
#![cfg(test)]

use credits::testing::{World, at, slices as before};
use http::Slice;

fn slices() -> Vec<Slice> {
    before().into_iter().chain([portal::slice()]).collect()
}

async fn worlds() -> Vec<World> {
    let plan = classes::testing::plan(40, "2011-09-05", "2011-09-24");
    let rows = classes::demo::timetable(plan.opens_on);
    World::of(slices, classes::testing::teachers, &plan, &rows).await
}

/// The values of the figures of `who`, in their order.
async fn figures(world: &World, who: &str) -> Vec<String> {
    let page = world.page(who, "/").await;
    let Some((_, figures)) = page.split_once("desk-figures") else { return Vec::new() };
    let values = figures.split("<p class=\"big\">").skip(1);
    let number = |it: &str| {
        let it = if it.starts_with("<a") { it.split_once('>').unwrap().1 } else { it };
        it.split('<').next().unwrap().to_owned()
    };
    values.map(number).collect()
}

#[tokio::test]
async fn nothing_is_shown_before_the_first_count_and_each_place_its_own_afterwards() {
    for world in worlds().await {
        assert!(figures(&world, "county").await.is_empty(), "no figure is invented");
        portal::figures::count(&world.store, world.ground.clock.now()).await.unwrap();
        let learning = world.people.len().to_string();
        let (county, all) = (figures(&world, "county").await, figures(&world, "province").await);
        assert_eq!((county.len(), &county[1], &all[1]), (6, &learning, &learning), "{county:?} {all:?}");
        let elsewhere = figures(&world, "county2").await;
        assert_eq!((elsewhere.len(), elsewhere[1].as_str()), (6, "0"), "nobody of the other county learns");
        let people = |it: &[String]| it[0].parse::<i64>().unwrap();
        assert!(people(&county) >= people(&elsewhere) && people(&elsewhere) > 0, "each county its own people");
        assert!(people(&all) >= people(&county) + people(&elsewhere), "the province has them all: {all:?}");
        let manager = figures(&world, "manager").await;
        assert_eq!((manager[0].as_str(), &manager[1]), ("1", &learning), "classes in place of teachers: {manager:?}");
    }
}

#[tokio::test]
async fn a_count_replaces_the_last_one_and_follows_what_was_recognised() {
    for world in worlds().await {
        let now = world.ground.clock.now();
        let first = portal::figures::count(&world.store, now).await.unwrap();
        let second = portal::figures::count(&world.store, now.plus_millis(1)).await.unwrap();
        assert_eq!(first, second, "counted twice, there once");
        world.ground.go_to("2011-09-25");
        world.submit("2011-09-25").await.unwrap();
        portal::figures::count(&world.store, at("2011-09-25")).await.unwrap();
        let waiting = figures(&world, "county").await;
        assert!(waiting[5].starts_with("0/1"), "handed in, not recognised: {waiting:?}");
        world.confirm(0, "2011-09-26").await.unwrap();
        portal::figures::count(&world.store, at("2011-09-26")).await.unwrap();
        let done = figures(&world, "county").await;
        assert!(done[5].starts_with("1/1"), "{done:?}");
        assert_ne!(done[2], waiting[2], "there are results now");
    }
}
