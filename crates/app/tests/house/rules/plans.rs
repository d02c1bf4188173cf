//! No question walks a large table: SQLite is asked how it would find the rows of each statement. (The
//! plan of PostgreSQL depends on how many rows there are; the indexes are the same.)

use std::collections::{BTreeMap, BTreeSet};

use crate::sources::{named, read, sources};
use store::{Store, testing};

/// Tables that stay small whatever the house grows to: rules, duties, what projects say, what recurs.
const SMALL: &[&str] = &[
    "project",
    "project_institution",
    "project_rule",
    "credit_rule",
    "cycle_rule",
    "duty",
    "duty_right",
    "duty_mark",
    "recurring",
    "retention_rule",
    "audit_root",
];

/// Walks that are allowed, each with its reason: `file table: reason`.
const EXCEPTIONS: &str = include_str!("plan-exceptions.txt");

fn exceptions(text: &str) -> BTreeMap<String, &str> {
    let lines = text.lines().map(str::trim).filter(|it| !it.is_empty() && !it.starts_with('#'));
    lines
        .map(|it| it.split_once(": ").map(|(at, reason)| (at.to_owned(), reason)).expect("file table: reason"))
        .collect()
}

/// The tables of a statement by the names it gives them: `from enrolment e` is `e`.
fn tables(text: &str) -> BTreeMap<String, String> {
    let words: Vec<&str> = text.split(|c: char| c.is_whitespace() || "(),".contains(c)).collect();
    let mut tables = BTreeMap::new();
    for (at, _) in words.iter().enumerate().filter(|(_, it)| ["from", "join", "update"].contains(it)) {
        let Some(table) = words.get(at + 1) else { continue };
        let alias = words.get(at + 2).filter(|it| it.len() <= 2 && !["on", ""].contains(it)).unwrap_or(table);
        tables.insert((*alias).to_owned(), (*table).to_owned());
    }
    tables
}

/// Whether a search goes by nothing but "after this key": it then reads all that comes after.
fn walks_on(detail: &str) -> bool {
    let Some((_, by)) = detail.split_once(" (") else { return false };
    let both = by.contains('>') && by.contains('<');
    !both && !by.contains('=')
}

/// The large tables that a statement walks through.
async fn walks(store: &Store, text: &str) -> BTreeSet<String> {
    let tables = tables(text);
    let mut walks = BTreeSet::new();
    for detail in store.plan(text).await.unwrap() {
        let mut words = detail.split(' ');
        let (how, what) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        if how == "SCAN" || (how == "SEARCH" && walks_on(&detail)) {
            walks.extend(tables.get(what).filter(|it| !SMALL.contains(&it.as_str())).cloned());
        }
    }
    walks
}

/// `file table` of every walk through a large table, with the statement.
async fn faults(store: &Store, sources: &[(String, String)]) -> BTreeMap<String, String> {
    let named = named(sources);
    let mut faults = BTreeMap::new();
    for (file, source) in sources {
        for text in read(file, source, &named).statements.iter().filter(|it| !it.starts_with("insert")) {
            faults.extend(walks(store, text).await.into_iter().map(|it| (format!("{file} {it}"), text.clone())));
        }
    }
    faults
}

#[tokio::test]
async fn no_question_walks_a_large_table() {
    let fresh = testing::sqlite(&app::house::migrations()).await;
    let allowed = exceptions(EXCEPTIONS);
    assert!(allowed.values().all(|reason| reason.chars().count() > 10), "each exception has its reason");
    let faults = faults(&fresh.store, &sources()).await;
    let new: Vec<_> = faults.iter().filter(|(at, _)| !allowed.contains_key(*at)).collect();
    assert!(new.is_empty(), "{new:#?}");
    let spent: Vec<_> = allowed.keys().filter(|at| !faults.contains_key(*at)).collect();
    assert!(spent.is_empty(), "exceptions that nothing needs any more: {spent:?}");
}

#[tokio::test]
async fn the_check_finds_what_it_is_for() {
    let fresh = testing::sqlite(&app::house::migrations()).await;
    let found = async |text: &str| {
        let source = format!("fn f() {{ sql({text:?}) }}");
        faults(&fresh.store, &[("case.rs".to_owned(), source)]).await.into_keys().collect::<Vec<_>>()
    };
    for good in [
        "select name from organisation where id = $1 for update",
        "select name from organisation where kind = $1 and place >= $2 and place < $3 order by place limit 5",
        "select e.state from enrolment e join class c on c.id = e.class_id where e.person_id = $1",
        "select name from project where name = $1",
        "update person set name = $2 where id = $1",
    ] {
        assert!(found(good).await.is_empty(), "{good}");
    }
    for (bad, table) in [
        ("select name from organisation where substr($1, 1, length(place)) = place", "organisation"),
        ("select name from organisation where name > $1 order by id limit 5", "organisation"),
        ("select name from person where id > $1 and name = $2 order by id limit 5", "person"),
        ("select c.name from class c join project p on p.id = c.project_id where p.name = $1", "class"),
        ("update person set name = $2 where name = $1", "person"),
    ] {
        assert_eq!(found(bad).await, [format!("case.rs {table}")], "{bad}");
    }
    assert_eq!(
        found("select name from class where id in (select class_id from enrolment where why = $1)").await,
        ["case.rs enrolment"]
    );
}
