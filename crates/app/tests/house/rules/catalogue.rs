//! The person is the partition: where a table has a person_id, every key begins with it.

use std::collections::{BTreeMap, BTreeSet};

use store::catalogue::{columns, keys};
use store::{Migration, Store, testing};

/// Tables that are exempt, each with its reason: `table: reason`.
const EXCEPTIONS: &str = include_str!("catalogue-exceptions.txt");

fn exceptions(text: &str) -> BTreeMap<&str, &str> {
    let lines = text.lines().map(str::trim).filter(|it| !it.is_empty() && !it.starts_with('#'));
    lines
        .map(|it| it.split_once(':').map(|(table, reason)| (table.trim(), reason.trim())).expect("table: reason"))
        .collect()
}

/// The tables that break the rule, with the key that does.
async fn faults(store: &Store) -> BTreeMap<String, String> {
    let columns = columns(store).await.unwrap();
    let with_person: BTreeSet<&str> =
        columns.iter().filter(|it| it.column_name == "person_id").map(|it| it.table_name.as_str()).collect();
    let keys = keys(store).await.unwrap();
    let mut faults = BTreeMap::new();
    for table in with_person {
        let own: Vec<_> = keys.iter().filter(|it| it.table_name == table).collect();
        if own.is_empty() {
            faults.insert(table.to_owned(), "no key at all".to_owned());
        }
        for first in own.iter().filter(|it| it.place == 0 && it.column_name != "person_id") {
            faults.insert(table.to_owned(), format!("a key begins with {}", first.column_name));
        }
    }
    faults
}

#[tokio::test]
async fn every_key_of_a_table_with_people_begins_with_the_person() {
    let allowed = exceptions(EXCEPTIONS);
    assert!(allowed.values().all(|reason| reason.chars().count() > 10), "each exception has its reason");
    for fresh in testing::both(&app::house::migrations()).await {
        let faults = faults(&fresh.store).await;
        let new: Vec<_> = faults.iter().filter(|(table, _)| !allowed.contains_key(table.as_str())).collect();
        assert!(new.is_empty(), "{:?}: {new:?}", fresh.store.kind());
        let spent: Vec<_> = allowed.keys().filter(|table| !faults.contains_key(**table)).collect();
        assert!(spent.is_empty(), "exceptions that nothing needs any more: {spent:?}");
    }
}

#[tokio::test]
async fn the_check_finds_what_it_is_for() {
    let text = "create table good (person_id uuid not null, nth bigint not null, primary key (person_id, nth));
        create table alone (person_id uuid primary key, name text not null);
        create table loose (person_id uuid not null, nth bigint not null, primary key (person_id, nth));
        create index loose_nth on loose (nth);
        create table turned (person_id uuid not null, nth bigint not null, primary key (nth, person_id));
        create table second (person_id uuid not null, nth bigint not null, primary key (person_id, nth), unique (nth));
        create table indexed (person_id uuid not null, nth bigint not null, primary key (person_id, nth));
        create unique index indexed_nth on indexed (nth);
        create table keyless (person_id uuid not null);
        create table nobody (id uuid primary key)";
    for fresh in testing::both(&[Migration { slice: "bad", number: 1, text }]).await {
        let found: Vec<String> = faults(&fresh.store).await.into_keys().collect();
        assert_eq!(found, ["indexed", "keyless", "second", "turned"]);
    }
}
