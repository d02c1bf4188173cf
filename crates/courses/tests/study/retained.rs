//! How long raw beats are kept: what they add up to stays.

use crate::world::{World, beat};
use jobs::{When, Worker, recurring};
use retention::{KIND, NAME, Rules, Sweep};
use store::sql;

const DAY: i64 = 86_400_000;

/// The work that removes, at night.
fn keeper(world: &World) -> Worker {
    let rules = Rules::new(courses::slice().retention.iter().copied());
    let work: Vec<Box<dyn jobs::Work>> = vec![Box::new(Sweep::new(rules, world.world.ground.blobs.clone()))];
    let recurs = vec![recurring(NAME, When::Daily(3, 40), KIND)];
    Worker::new(world.store.clone(), world.clock.clone(), Vec::new(), work).recurring(recurs)
}

#[tokio::test]
async fn beats_of_a_session_that_was_heard_of_late_go_too() {
    for world in World::both(2).await {
        let keeper = keeper(&world);
        world.clock.advance(600_000);
        world.post(world.people[0], 1, vec![beat(1)]).await.unwrap();
        keeper.drain().await.unwrap();
        // Another session begins and ends while the phone of the first has no network for a month.
        world.clock.advance(20 * DAY);
        let at = world.clock.now();
        world.post(world.people[1], 2, vec![beat(1)]).await.unwrap();
        sql("update playback set begun_at = $2, received_at = $2 where person_id = $1")
            .bind(world.people[1])
            .bind(at)
            .run(&world.store)
            .await
            .unwrap();
        sql("update playback set received_at = $2 where person_id = $1")
            .bind(world.people[0])
            .bind(at.plus_millis(10 * DAY))
            .run(&world.store)
            .await
            .unwrap();
        let waiting = async || world.number(sql("select count(*) as value from playback where tail is not null")).await;
        world.clock.advance(182 * DAY);
        keeper.drain().await.unwrap();
        assert_eq!(waiting().await, 1, "the first was heard of 172 days ago");
        world.clock.advance(10 * DAY);
        keeper.drain().await.unwrap();
        assert_eq!(waiting().await, 0);
    }
}

#[tokio::test]
async fn raw_beats_go_after_half_a_year_and_what_they_add_up_to_stays() {
    for world in World::both(2).await {
        let keeper = keeper(&world);
        world.clock.advance(600_000);
        // One fills pages and leaves a few beats over, the other never fills one.
        world.post(world.people[0], 1, (1..=110).map(beat).collect()).await.unwrap();
        world.post(world.people[1], 2, (1..=3).map(beat).collect()).await.unwrap();
        let watched = async || world.number(sql("select cast(sum(watched_ms) as bigint) as value from watch")).await;
        let (beats, seconds) = (world.raw_beats().await, watched().await);
        assert_eq!((beats, seconds), (113, 113 * 5_000));
        let pages = world.number(sql("select count(*) as value from beat_page")).await;
        keeper.drain().await.unwrap();
        world.clock.advance(178 * DAY);
        keeper.drain().await.unwrap();
        assert_eq!(world.raw_beats().await, 113, "178 days");
        world.clock.advance(3 * DAY);
        keeper.drain().await.unwrap();
        assert_eq!((world.raw_beats().await, watched().await), (0, seconds));
        assert_eq!(
            world.number(sql("select count(*) as value from playback")).await,
            2,
            "sessions stay in the evidence"
        );
        let runs = retention::list_runs(&world.store, None, 9).await.unwrap();
        let of = |rule: &str| runs.iter().filter(|it| it.rule == rule).map(|it| it.removed).sum::<i64>();
        assert_eq!((of("courses.beats"), of("courses.tails")), (pages, 2));
    }
}
