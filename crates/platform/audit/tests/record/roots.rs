//! The daily roots: what is taken off the end of a chain is missed.

use audit::{By, Entry, RootFault, read_roots, take_root, verify, verify_roots, write_roots};
use kernel::{Date, Id, PersonId, Timestamp};
use store::testing::both;
use store::{Migration, Store, sql};

const DAY: i64 = 86_400_000;

fn tables() -> Vec<Migration> {
    audit::MIGRATIONS.to_vec()
}

/// Noon of the day `nth` of March 2026.
fn noon(nth: i64) -> Timestamp {
    Date::of(2026, 3, 1).unwrap().start().plus_millis((nth - 1) * DAY + DAY / 2)
}

/// Half an hour after the midnight that ends the day `nth`.
fn night(nth: i64) -> Timestamp {
    noon(nth).plus_millis(DAY / 2 + 1_800_000)
}

fn day(nth: i64) -> Date {
    noon(nth).date()
}

async fn deed(store: &Store, person: PersonId, at: Timestamp) {
    let by = By::acting(person, "李主任", "county-officer", at);
    store::transaction!(store, tx => { by.record(tx, Entry::new("class.file", "class", 7)).await }).unwrap();
}

/// Three people and the house act on three days; the third person on the first alone.
async fn three_days(store: &Store) -> [PersonId; 3] {
    let people = [Id::new(noon(1)), Id::new(noon(1)), Id::new(noon(1))];
    for nth in 1..=3 {
        for person in people.iter().take(if nth == 1 { 3 } else { 2 }).chain([&PersonId::house()]) {
            deed(store, *person, noon(nth)).await;
            deed(store, *person, noon(nth)).await;
        }
        let root = take_root(store, night(nth)).await.unwrap();
        assert_eq!((root.day, root.chains), (day(nth), if nth == 1 { 4 } else { 3 }));
    }
    assert_eq!(verify_roots(store, "").await.unwrap(), []);
    people
}

#[tokio::test]
async fn entries_taken_off_the_end_of_a_chain_are_missed() {
    for fresh in both(&tables()).await {
        let [one, ..] = three_days(&fresh.store).await;
        let off = sql("delete from audit where person_id = $1 and nth = 6").bind(one);
        assert_eq!(off.run(&fresh.store).await.unwrap(), 1);
        assert_eq!(verify(&fresh.store).await.unwrap(), [], "the chain alone does not tell");
        assert_eq!(verify_roots(&fresh.store, "").await.unwrap(), [RootFault::Removed(one, 6, day(3))]);
        // And whoever acts on cannot hide it.
        deed(&fresh.store, one, noon(4)).await;
        assert_eq!(verify_roots(&fresh.store, "").await.unwrap(), [RootFault::Altered(one, 6, day(3))]);
    }
}

#[tokio::test]
async fn a_whole_chain_that_is_gone_is_missed() {
    for fresh in both(&tables()).await {
        let [_, _, third] = three_days(&fresh.store).await;
        assert_eq!(sql("delete from audit where person_id = $1").bind(third).run(&fresh.store).await.unwrap(), 2);
        assert!(verify(&fresh.store).await.unwrap().is_empty());
        assert_eq!(verify_roots(&fresh.store, "").await.unwrap(), [RootFault::Removed(third, 2, day(1))]);
    }
}

#[tokio::test]
async fn heads_that_are_taken_away_or_altered_with_the_entries_break_the_root() {
    for (what, broken) in [
        ("delete from audit_head where person_id = $1 and day = '2026-03-03'", vec![RootFault::Broken(day(3))]),
        ("update audit_head set nth = 5 where person_id = $1 and day = '2026-03-03'", vec![]),
        ("delete from audit_head where person_id = $1", [1, 2, 3].map(|nth| RootFault::Broken(day(nth))).to_vec()),
    ] {
        for fresh in both(&tables()).await {
            let [one, ..] = three_days(&fresh.store).await;
            sql("delete from audit where person_id = $1 and nth = 6").bind(one).run(&fresh.store).await.unwrap();
            sql(what).bind(one).run(&fresh.store).await.unwrap();
            let found = verify_roots(&fresh.store, "").await.unwrap();
            if broken.is_empty() {
                assert!(found.contains(&RootFault::Broken(day(3))), "{what}: {found:?}");
            } else {
                assert_eq!(found, broken, "{what}");
            }
        }
    }
}

#[tokio::test]
async fn a_root_that_is_altered_or_left_out_breaks_those_after_it() {
    for fresh in both(&tables()).await {
        let store = &fresh.store;
        three_days(store).await;
        sql("delete from audit_root where day = '2026-03-02'").run(store).await.unwrap();
        assert_eq!(verify_roots(store, "").await.unwrap(), [RootFault::Broken(day(3))]);
    }
}

#[tokio::test]
async fn roots_taken_off_the_end_are_missed_by_the_file() {
    for fresh in both(&tables()).await {
        let store = &fresh.store;
        three_days(store).await;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("audit-roots");
        write_roots(store, &path).await.unwrap();
        write_roots(store, &path).await.unwrap();
        let file = read_roots(&path).unwrap();
        assert_eq!(file.lines().count(), 3, "each once");
        assert_eq!(verify_roots(store, &file).await.unwrap(), []);
        sql("delete from audit_root where day = '2026-03-03'").run(store).await.unwrap();
        sql("delete from audit_head where day = '2026-03-03'").run(store).await.unwrap();
        sql("delete from audit where nth > 4").run(store).await.unwrap();
        assert_eq!(verify_roots(store, "").await.unwrap(), [], "everything of the day is gone");
        assert_eq!(verify_roots(store, &file).await.unwrap(), [RootFault::NotOfFile(day(3))]);
        assert_eq!(verify_roots(store, "no root\n").await.unwrap(), [RootFault::Unreadable(1)]);
    }
}

#[tokio::test]
async fn a_root_that_was_broken_off_is_finished_and_one_is_taken_once_a_day() {
    for fresh in both(&tables()).await {
        let store = &fresh.store;
        let [one, ..] = three_days(store).await;
        assert_eq!(take_root(store, night(3).plus_millis(60_000)).await.unwrap().day, day(3));
        // Heads of the fourth day are there, and the program was killed before their root.
        deed(store, one, noon(4)).await;
        take_root(store, night(4)).await.unwrap();
        sql("delete from audit_root where day = '2026-03-04'").run(store).await.unwrap();
        deed(store, one, noon(5)).await;
        assert_eq!(take_root(store, night(5)).await.unwrap().day, day(5));
        assert_eq!(verify_roots(store, "").await.unwrap(), []);
        let days: Vec<Date> = sql("select day as value from audit_root order by day").values(store).await.unwrap();
        assert_eq!(days, [1, 2, 3, 4, 5].map(day));
    }
}

#[tokio::test]
async fn an_entry_that_comes_late_breaks_nothing_and_is_in_the_next_root() {
    for fresh in both(&tables()).await {
        let store = &fresh.store;
        let [one, ..] = three_days(store).await;
        deed(store, one, noon(3)).await;
        assert_eq!(verify_roots(store, "").await.unwrap(), []);
        assert_eq!(take_root(store, night(4)).await.unwrap().chains, 1);
        sql("delete from audit where person_id = $1 and nth = 7").bind(one).run(store).await.unwrap();
        assert_eq!(verify_roots(store, "").await.unwrap(), [RootFault::Removed(one, 7, day(4))]);
    }
}
