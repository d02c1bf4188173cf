//! Beats through the batcher, on both databases.

use std::sync::Arc;

use crate::world::{NOW, World, beat};
use courses::{Batcher, Refused};
use kernel::{Error, Id};
use store::sql;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_people_at_once_lose_nothing_and_count_nothing_twice() {
    for world in World::both(40).await.into_iter().map(Arc::new) {
        world.clock.advance(600_000);
        let mut tasks = tokio::task::JoinSet::new();
        for (person, session) in world.people.clone().into_iter().zip(1_u128..) {
            // Each post comes twice, as after an answer that was lost on the way, and out of order.
            for turn in [3, 1, 2, 1, 3, 4, 2, 4] {
                let world = Arc::clone(&world);
                tasks.spawn(async move {
                    let beats = (1..=10).map(|n| beat((turn - 1) * 10 + n)).collect();
                    world.post(person, session, beats).await.unwrap()
                });
            }
        }
        while let Some(recorded) = tasks.join_next().await {
            let recorded = recorded.unwrap();
            assert_eq!((recorded.acked.len(), recorded.refused.len(), recorded.paused), (10, 0, false));
        }
        assert_eq!(world.raw_beats().await, 40 * 40);
        assert_eq!(
            world
                .number(sql("select count(*) as value from watch where watched_ms = 200000 and recorded_ms = 200000"))
                .await,
            40
        );
        assert_eq!(world.number(sql("select count(*) as value from playback where media_ms = 200000")).await, 40);
        // The figure follows by whole minutes and agrees with what it is made of.
        assert_eq!(world.number(sql("select count(*) as value from evidence e join watch w on w.person_id = e.person_id where e.watched_ms = w.figured_ms and e.watched_ms >= 180000")).await, 40);
    }
}

#[tokio::test]
async fn what_was_committed_before_a_crash_counts_once_after_it() {
    for world in World::both(1).await {
        let person = world.people[0];
        world.clock.advance(60_000);
        // The player hangs up before the answer: the commit stands, and the same post comes again to a
        // program that was started anew.
        drop(tokio::time::timeout(std::time::Duration::ZERO, world.post(person, 1, vec![beat(1), beat(2)])).await);
        let first = world.post(person, 1, vec![beat(1), beat(2)]).await.unwrap();
        assert_eq!(first.acked, [1, 2]);
        let world = World { batcher: Arc::new(Batcher::new(world.store.clone(), world.clock.clone())), ..world };
        let again = world.post(person, 1, vec![beat(1), beat(2), beat(3)]).await.unwrap();
        assert_eq!(
            (again.acked.as_slice(), again.recorded_ms, again.watched_ms),
            ([1, 2, 3].as_slice(), 15_000, 15_000)
        );
        assert_eq!(world.raw_beats().await, 3);
        assert_eq!(world.number(sql("select media_ms as value from playback")).await, 15_000);
    }
}

#[tokio::test]
async fn two_programs_on_one_database_agree() {
    for world in World::both(4).await.into_iter().map(Arc::new) {
        world.clock.advance(600_000);
        let other = Arc::new(Batcher::new(world.store.clone(), world.clock.clone()));
        let mut tasks = tokio::task::JoinSet::new();
        for person in world.people.clone() {
            for n in 1..=20 {
                let (world, other) = (Arc::clone(&world), Arc::clone(&other));
                tasks.spawn(async move {
                    let sent = world.sent(person, 7, vec![beat(n)]).await;
                    let batcher = if n % 2 == 0 { &other } else { &world.batcher };
                    batcher.record(sent).await.unwrap()
                });
            }
        }
        while let Some(recorded) = tasks.join_next().await {
            assert_eq!(recorded.unwrap().acked.len(), 1);
        }
        assert_eq!(world.number(sql("select count(*) as value from watch where watched_ms = 100000")).await, 4);
        assert_eq!(world.raw_beats().await, 80);
    }
}

#[tokio::test]
async fn somebody_elses_page_a_stranger_and_a_closed_class_record_nothing() {
    for world in World::both(2).await {
        world.clock.advance(60_000);
        let mut sent = world.sent(world.people[0], 1, vec![beat(1)]).await;
        sent.person = world.people[1];
        let Err(Error::Refused(refusal)) = world.batcher.record(sent).await else {
            panic!("somebody else's page was taken")
        };
        assert_eq!(refusal.reason.key, "beat-foreign");
        assert!(matches!(world.post(Id::new(NOW), 1, vec![beat(1)]).await, Err(Error::NotFound)));
        sql("update class set state = 'closing'").run(&world.store).await.unwrap();
        let Err(Error::Refused(refusal)) = world.post(world.people[0], 1, vec![beat(1)]).await else {
            panic!("a closing class was recorded")
        };
        assert_eq!(refusal.reason.key, "lesson-class-closing");
        sql("update class set state = 'draft'").run(&world.store).await.unwrap();
        let Err(Error::Refused(refusal)) = world.post(world.people[0], 1, vec![beat(1)]).await else {
            panic!("an unfiled class was recorded")
        };
        assert!(refusal.clause.is_some());
        assert_eq!(world.raw_beats().await, 0);
        assert_eq!(world.number(sql("select count(*) as value from watch")).await, 0);
    }
}

#[tokio::test]
async fn one_bad_post_does_not_hurt_its_neighbours() {
    for world in World::both(3).await {
        world.clock.advance(60_000);
        world.post(world.people[0], 1, vec![beat(1)]).await.unwrap();
        sql("update seat set claimed = $1, version = version + 1").bind(vec![0x80_u8]).run(&world.store).await.unwrap();
        let (bad, good, fast) = tokio::join!(
            world.post(world.people[0], 1, vec![beat(2)]),
            world.post(world.people[1], 2, vec![beat(1)]),
            world.post(world.people[2], 3, vec![courses::Beat { to_ms: 400_000, ..beat(1) }]),
        );
        assert!(matches!(bad, Err(Error::Internal(_))));
        assert_eq!(good.unwrap().acked, [1]);
        assert_eq!(fast.unwrap().refused, [(1, Refused::Fast)]);
    }
}

#[tokio::test]
async fn what_was_written_last_is_read_again_only_when_somebody_else_wrote() {
    for world in World::both(1).await {
        let person = world.people[0];
        world.clock.advance(60_000);
        world.post(person, 1, vec![beat(1)]).await.unwrap();
        let damage = sql("update watch set covered = $1").bind(vec![0x80_u8]);
        damage.run(&world.store).await.unwrap();
        // Nobody counted the version up: what is remembered is written over it.
        assert_eq!(world.post(person, 1, vec![beat(2)]).await.unwrap().watched_ms, 10_000);
        assert_eq!(world.number(sql("select watched_ms as value from watch")).await, 10_000);
        // Another program took the last beat back, and said so.
        sql("update watch set covered = $1, watched_ms = 0").bind(Vec::<u8>::new()).run(&world.store).await.unwrap();
        sql("update seat set version = version + 1").run(&world.store).await.unwrap();
        assert_eq!(world.post(person, 1, vec![beat(3)]).await.unwrap().watched_ms, 5_000);
        assert_eq!(world.raw_beats().await, 3);
    }
}

#[tokio::test]
async fn the_newest_session_speaks_and_the_older_is_told() {
    for world in World::both(1).await {
        let person = world.people[0];
        world.clock.advance(5_000);
        world.post(person, 1, vec![beat(1)]).await.unwrap();
        world.clock.advance(5_000);
        world.post(person, 2, vec![courses::Beat { seq: 1, ..beat(2) }]).await.unwrap();
        world.clock.advance(5_000);
        let older = world.post(person, 1, vec![courses::Beat { seq: 2, ..beat(3) }]).await.unwrap();
        assert!(older.paused && older.acked.is_empty());
        assert_eq!(older.watched_ms, 10_000);
    }
}
