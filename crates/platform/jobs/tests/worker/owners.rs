//! The owner of a job: finds it again, stops it, and is told how it ended.

use crate::chore::*;
use jobs::{JobState, cancel, enqueue_at, list_failed_jobs, list_jobs};
use kernel::{Id, Timestamp, text};
use store::{sql, testing};

#[tokio::test]
async fn jobs_are_found_again_by_their_owner_alone_the_newest_first() {
    for fresh in testing::both(&tables()).await {
        let (store, clock) = (&fresh.store, clock());
        let (mine, theirs) = (Id::new(clock.now()), Id::new(clock.now()));
        let mut ids = Vec::new();
        for _ in 0..5 {
            clock.advance(1);
            ids.push(put_for(store, &clock, "chore", "quick", mine).await);
            put_for(store, &clock, "chore", "quick", theirs).await;
        }
        ids.reverse();
        let first = list_jobs(store, mine, None, 3).await.unwrap();
        assert_eq!(first.iter().map(|it| it.id).collect::<Vec<_>>(), ids[..3]);
        let rest = list_jobs(store, mine, Some(first[2].id), 3).await.unwrap();
        assert_eq!(rest.iter().map(|it| it.id).collect::<Vec<_>>(), ids[3..]);
    }
}

#[tokio::test]
async fn a_job_for_later_is_not_begun_before() {
    for fresh in testing::both(&tables()).await {
        let (store, clock, chore) = (&fresh.store, clock(), Chore::new());
        let now = clock.now();
        let id = store::transaction!(store, tx => {
            enqueue_at(tx, now, now.plus_millis(5_000), "chore", Id::new(now), &"quick").await
        })
        .unwrap();
        let worker = worker(&fresh, &clock, &chore);
        clock.advance(4_999);
        worker.drain().await.unwrap();
        assert_eq!(job(store, id).await.state, JobState::Waiting);
        clock.advance(1);
        worker.drain().await.unwrap();
        assert_eq!((job(store, id).await.state, job(store, id).await.created_at), (JobState::Done, now));
    }
}

#[tokio::test]
async fn what_waits_even_for_later_ends_at_once_and_is_never_begun() {
    for fresh in testing::both(&tables()).await {
        let (store, clock, chore) = (&fresh.store, clock(), Chore::new());
        let (now, owner) = (clock.now(), Id::new(clock.now()));
        let id = store::transaction!(store, tx => {
            let id = enqueue_at(&mut *tx, now, now.plus_millis(86_400_000), "chore", owner, &"quick").await?;
            assert!(!cancel(&mut *tx, id, Id::new(now), now).await?, "it is not theirs");
            assert!(cancel(&mut *tx, id, owner, now).await?);
            assert!(!cancel(tx, id, owner, now).await?, "asked for already");
            Ok(id)
        })
        .unwrap();
        worker(&fresh, &clock, &chore).drain().await.unwrap();
        let ended = job(store, id).await;
        assert_eq!((ended.state, chore.begun()), (JobState::Cancelled, 0));
        assert_eq!(ended.outcome().unwrap().summary, text!("job-cancelled"));
        assert_eq!(undone(store).await, ["cancelled"]);
        let again = store::transaction!(store, tx => { cancel(tx, id, owner, now).await }).unwrap();
        assert!(!again, "it has ended");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_runs_hears_of_it_at_its_next_step() {
    for fresh in testing::both(&tables()).await {
        let (store, clock, chore) = (&fresh.store, clock(), Chore::new());
        let owner = Id::new(clock.now());
        let id = put_for(store, &clock, "chore", "hold", owner).await;
        let worker = worker(&fresh, &clock, &chore);
        let working = tokio::spawn(async move { worker.drain().await });
        chore.started.acquire().await.unwrap().forget();
        let now = clock.now();
        assert!(store::transaction!(store, tx => { cancel(tx, id, owner, now).await }).unwrap());
        let asked = job(store, id).await;
        assert_eq!((asked.state, asked.cancelled_at), (JobState::Running, Some(now)));
        chore.go_on.add_permits(1);
        working.await.unwrap().unwrap();
        let ended = job(store, id).await;
        assert_eq!((ended.state, ended.done, ended.attempts), (JobState::Cancelled, 3, 1));
        assert_eq!(undone(store).await, ["cancelled"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_done_before_it_hears_is_done() {
    for fresh in testing::both(&tables()).await {
        let (store, clock, chore) = (&fresh.store, clock(), Chore::new());
        let owner = Id::new(clock.now());
        let id = put_for(store, &clock, "chore", "sleep", owner).await;
        let worker = worker(&fresh, &clock, &chore);
        let working = tokio::spawn(async move { worker.drain().await });
        chore.started.acquire().await.unwrap().forget();
        let now = clock.now();
        store::transaction!(store, tx => { cancel(tx, id, owner, now).await }).unwrap();
        chore.go_on.add_permits(1);
        working.await.unwrap().unwrap();
        assert_eq!(job(store, id).await.state, JobState::Done);
        assert!(undone(store).await.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_to_be_cancelled_when_its_worker_died_is_not_begun_again() {
    for fresh in testing::both(&tables()).await {
        let (store, clock, chore) = (&fresh.store, clock(), Chore::new());
        let owner = Id::new(clock.now());
        let id = put_for(store, &clock, "chore", "hold", owner).await;
        let dying = worker(&fresh, &clock, &chore);
        let dying = tokio::spawn(async move { dying.drain().await });
        chore.started.acquire().await.unwrap().forget();
        let now = clock.now();
        store::transaction!(store, tx => { cancel(tx, id, owner, now).await }).unwrap();
        dying.abort();
        let _ = dying.await;
        clock.advance(60_001);
        worker(&fresh, &clock, &chore).drain().await.unwrap();
        assert_eq!((job(store, id).await.state, chore.begun()), (JobState::Cancelled, 1));
    }
}

#[tokio::test]
async fn who_waits_for_a_job_is_set_right_with_its_ending() {
    for fresh in testing::both(&tables()).await {
        let (store, clock, chore) = (&fresh.store, clock(), Chore::new());
        let worker = worker(&fresh, &clock, &chore);
        put(store, &clock, "chore", "refuse").await;
        put(store, &clock, "chore", "quick").await;
        worker.drain().await.unwrap();
        assert_eq!(undone(store).await, ["failed"], "the refused one, not the one that is done");
        put(store, &clock, "chore", "fail").await;
        for _ in 0..4 {
            worker.drain().await.unwrap();
            clock.advance(60_000);
        }
        assert_eq!(undone(store).await.len(), 1, "it may still succeed");
        worker.drain().await.unwrap();
        assert_eq!(undone(store).await, ["failed"; 2]);
        // The refused one is told to its owner; only the other one is a fault of ours.
        let failed = list_failed_jobs(store, Timestamp::default(), 10).await.unwrap();
        assert_eq!(failed.iter().map(|it| it.fault.as_deref()).collect::<Vec<_>>(), [Some("internal: no broom")]);
        assert!(list_failed_jobs(store, clock.now().plus_millis(1), 10).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn an_ending_that_cannot_be_set_right_is_none() {
    for fresh in testing::both(&tables()).await {
        let (store, clock, chore) = (&fresh.store, clock(), Chore::new());
        chore.clings.store(1, std::sync::atomic::Ordering::SeqCst);
        let id = put(store, &clock, "chore", "refuse").await;
        let worker = worker(&fresh, &clock, &chore);
        assert!(worker.drain().await.is_err());
        assert_eq!(job(store, id).await.state, JobState::Running);
        assert_eq!(sql("select count(*) as value from undone").value::<i64>(store).await.unwrap(), 0);
        clock.advance(60_001);
        worker.drain().await.unwrap();
        assert_eq!((job(store, id).await.state, undone(store).await.len()), (JobState::Failed, 1));
    }
}
