//! Retention that runs by itself: what went, what stays, what is written down; by a clock that is moved.
#![cfg(test)]

use std::sync::atomic::{AtomicI64, Ordering};

use blobs::Blobs;
use jobs::{When, Worker, recurring};
use kernel::{Clock, Date, Error, Id, PersonId, Timestamp};
use retention::{Expiring, KIND, NAME, Removed, Removing, Rule, Rules, Run, Span, Sweep, list_runs};
use store::testing::{Fresh, both};
use store::{Migration, Store, Tx, sql};

const DAY: i64 = 86_400_000;
const SHELF: Migration =
    Migration { slice: "shelf", number: 1, text: "create table shelf (id uuid primary key, at bigint not null);" };

fn tables() -> Vec<Migration> {
    [jobs::MIGRATIONS, audit::MIGRATIONS, retention::MIGRATIONS, &[SHELF]].concat()
}

/// A shelf, which breaks after so many steps.
struct Shelf(AtomicI64);

static SHELF_OF_TESTS: Shelf = Shelf(AtomicI64::new(i64::MAX));
static BREAKING: Shelf = Shelf(AtomicI64::new(i64::MAX));

impl Expiring for Shelf {
    fn batch(&self) -> u32 {
        10
    }

    fn remove<'a>(&'a self, tx: &'a mut Tx, _: &'a Blobs, span: Span, limit: u32) -> Removing<'a, Removed> {
        Box::pin(async move {
            let gone: Vec<Timestamp> = sql("delete from shelf where id in (select id from shelf where at < $1 order by at limit $2) returning at as value")
                .bind(span.before)
                .bind(limit)
                .values(tx)
                .await?;
            if self.0.fetch_sub(1, Ordering::SeqCst) == 0 {
                return Err(Error::internal("killed before the commit"));
            }
            Ok(Removed::of(&gone))
        })
    }

    fn oldest<'a>(&'a self, store: &'a Store, _after: Timestamp) -> Removing<'a, Option<Timestamp>> {
        Box::pin(async move {
            let at: Vec<Timestamp> = sql("select at as value from shelf order by at limit 1").values(store).await?;
            Ok(at.into_iter().next())
        })
    }
}

/// What no night removes: its store is down.
struct Broken;

impl Expiring for Broken {
    fn remove<'a>(&'a self, _: &'a mut Tx, _: &'a Blobs, _: Span, _: u32) -> Removing<'a, Removed> {
        Box::pin(std::future::ready(Err(Error::internal("the store is down"))))
    }

    fn oldest<'a>(&'a self, _: &'a Store, _: Timestamp) -> Removing<'a, Option<Timestamp>> {
        Box::pin(std::future::ready(Ok(None)))
    }
}

fn rule(expiring: &'static dyn Expiring) -> Rule {
    Rule { name: "shelf.things", days: 30, least: 10, most: 100, expiring }
}

fn morning() -> Timestamp {
    Date::of(2026, 3, 1).unwrap().start().plus_millis(9 * 3_600_000)
}

struct Place {
    fresh: Fresh,
    clock: Clock,
    worker: Worker,
    rules: Rules,
    _folder: tempfile::TempDir,
}

/// A house with a shelf, once on each database; on the shelf lies a thing of each of the last hundred days.
async fn places(expiring: &'static dyn Expiring) -> Vec<Place> {
    places_with(&[rule(expiring)]).await
}

/// The same, by these rules.
async fn places_with(rules: &[Rule]) -> Vec<Place> {
    let mut places = Vec::new();
    for fresh in both(&tables()).await {
        let (clock, folder) = (Clock::fixed(morning()), tempfile::tempdir().unwrap());
        let blobs = Blobs::local(folder.path()).unwrap();
        let rules = Rules::new(rules.iter().copied());
        let work: Vec<Box<dyn jobs::Work>> = vec![Box::new(Sweep::new(rules.clone(), blobs))];
        let recurs = vec![recurring(NAME, When::Daily(3, 40), KIND)];
        let worker = Worker::new(fresh.store.clone(), clock.clone(), Vec::new(), work).recurring(recurs);
        for nth in 1..=100 {
            sql("insert into shelf (id, at) values ($1, $2)")
                .bind(Id::<Run>::new(morning()))
                .bind(morning().plus_millis(-nth * DAY))
                .run(&fresh.store)
                .await
                .unwrap();
        }
        places.push(Place { fresh, clock, worker, rules, _folder: folder });
    }
    places
}

impl Place {
    fn store(&self) -> &Store {
        &self.fresh.store
    }

    async fn left(&self) -> i64 {
        sql("select count(*) as value from shelf").value(self.store()).await.unwrap()
    }

    /// A night passes.
    async fn night(&self) {
        self.worker.drain().await.unwrap();
        self.clock.advance(DAY);
        self.worker.drain().await.unwrap();
    }

    async fn runs(&self) -> Vec<Run> {
        list_runs(self.store(), None, 50).await.unwrap()
    }

    /// How often this was written into the audit.
    async fn told(&self, deed: &str) -> i64 {
        sql("select count(*) as value from audit where deed = $1").bind(deed).value(self.store()).await.unwrap()
    }
}

#[tokio::test]
async fn what_is_too_old_goes_in_the_night_and_what_went_is_written_down() {
    for place in places(&SHELF_OF_TESTS).await {
        place.worker.drain().await.unwrap();
        assert_eq!((place.left().await, place.runs().await.len()), (100, 0), "nothing goes before its hour");
        place.night().await;
        // A day has passed: the thing of 29 days ago is 30 days old, and not older.
        let runs = place.runs().await;
        assert_eq!((place.left().await, runs.len()), (29, 1));
        let run = &runs[0];
        assert_eq!((run.rule.as_str(), run.removed, run.days), ("shelf.things", 71, 30));
        assert_eq!(run.first_at, morning().plus_millis(-100 * DAY));
        assert_eq!(run.last_at, morning().plus_millis(-30 * DAY));
        assert!(run.ended_at.is_some());
        assert_eq!(place.told("retention.remove").await, 1);
        let standing = place.rules.list(place.store()).await.unwrap();
        let (rule, it) = standing.iter().find(|it| it.0.name == "shelf.things").unwrap();
        assert_eq!(it.oldest_at, Some(morning().plus_millis(-29 * DAY)));
        assert_eq!(it.next(rule), Some(morning().plus_millis(DAY)));
        // Each night what has become too old, and no line where nothing did.
        place.night().await;
        assert_eq!((place.left().await, place.runs().await.len()), (28, 2));
        place.clock.advance(100 * DAY);
        place.night().await;
        assert_eq!((place.left().await, place.runs().await.len()), (0, 3));
        place.night().await;
        assert_eq!((place.runs().await.len(), place.told("retention.remove").await), (3, 3));
        assert!(audit::verify(place.store()).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_removal_that_is_killed_goes_on_and_nothing_goes_unwritten() {
    for place in places(&BREAKING).await {
        BREAKING.0.store(3, Ordering::SeqCst);
        place.night().await;
        let runs = place.runs().await;
        assert_eq!((place.left().await, runs.len()), (70, 1), "three steps of ten, and none of the fourth");
        assert_eq!((runs[0].removed, runs[0].ended_at), (30, None));
        BREAKING.0.store(i64::MAX, Ordering::SeqCst);
        place.clock.advance(60_000);
        place.worker.drain().await.unwrap();
        let runs = place.runs().await;
        assert_eq!(place.left().await, 28);
        assert_eq!(runs.iter().map(|it| it.removed).sum::<i64>(), 72, "each once");
    }
}

#[tokio::test]
async fn what_one_rule_cannot_remove_keeps_no_other_from_its_own() {
    for place in places_with(&[Rule { name: "shelf.broken", ..rule(&Broken) }, rule(&SHELF_OF_TESTS)]).await {
        place.night().await;
        assert_eq!(place.left().await, 29);
        let standing = place.rules.list(place.store()).await.unwrap();
        let last = |name: &str| standing.iter().find(|it| it.0.name == name).unwrap().1.last_at;
        assert!(last("shelf.things").is_some() && last("shelf.broken").is_none());
        let ended: i64 = sql("select count(*) as value from job where kind = $1 and state = 'done'")
            .bind(KIND)
            .value(place.store())
            .await
            .unwrap();
        assert_eq!(ended, 0, "the night has not done what it had to");
    }
}

#[tokio::test]
async fn how_long_is_changed_within_bounds_with_a_reason_that_stays() {
    for place in places(&SHELF_OF_TESTS).await {
        let (store, now) = (place.store(), place.clock.now());
        for wrong in [9, 101] {
            let refused = place.rules.keep(store, "shelf.things", wrong, "试", now).await.unwrap_err();
            assert!(refused.to_string().contains("between 10 and 100 days"), "{refused}");
        }
        assert!(matches!(place.rules.keep(store, "shelf.other", 20, "试", now).await, Err(Error::NotFound)));
        place.rules.keep(store, "shelf.things", 60, "审计期间暂缓清除", now).await.unwrap();
        place.night().await;
        assert_eq!(place.left().await, 59);
        assert_eq!(place.told("retention.keep").await, 1);
        let entries = audit::list_about(store, "retention", "shelf.things", 5).await.unwrap();
        let kept = entries.iter().find(|it| it.deed == "retention.keep").unwrap();
        assert_eq!(
            (kept.person_id, kept.before.as_deref(), kept.after.as_deref()),
            (PersonId::house(), Some("30"), Some("60"))
        );
        assert_eq!(kept.why.as_deref(), Some("审计期间暂缓清除"));
    }
}

#[tokio::test]
async fn jobs_that_are_over_go_after_ninety_days_and_those_that_wait_stay() {
    for place in places(&SHELF_OF_TESTS).await {
        let store = place.store();
        let owner: PersonId = Id::new(morning());
        store::transaction!(store, tx => {
            jobs::enqueue(&mut *tx, morning(), "of.another.program", owner, &()).await?;
            let gone = jobs::enqueue(&mut *tx, morning(), "of.another.program", owner, &()).await?;
            jobs::cancel(tx, gone, owner, morning()).await
        })
        .unwrap();
        sql("update job set state = 'cancelled', ended_at = $1 where cancelled_at is not null")
            .bind(morning())
            .run(store)
            .await
            .unwrap();
        let of_owner = async || jobs::list_jobs(store, owner, None, 9).await.unwrap().len();
        place.clock.advance(88 * DAY);
        place.night().await;
        assert_eq!(of_owner().await, 2);
        place.clock.advance(2 * DAY);
        place.night().await;
        assert_eq!(of_owner().await, 1);
    }
}
