//! The record of deeds is sought by officer, by person, by record; page by page, on both databases.

use audit::{By, Entry, Mark, Search, search};
use kernel::{Id, PersonId, Timestamp};
use store::Store;
use store::testing::both;

fn at(nth: i64) -> Timestamp {
    Timestamp::from_millis(1_000_000 + nth / 3)
}

/// Sixty deeds: by three officers, about four teachers, to five classes; three at each moment.
async fn deeds(store: &Store, officers: &[PersonId], teachers: &[PersonId]) {
    for nth in 0..60_usize {
        let (officer, teacher) = (officers[nth % 3], teachers[nth % 4]);
        let by = By::acting(officer, "李主任", "county-officer", at(nth.try_into().unwrap()));
        let entry = || Entry::new("class.mark", "class", format!("class-{}", nth % 5)).about(teacher);
        store::transaction!(store, tx => { by.record(tx, entry()).await }).unwrap();
    }
}

/// All that is sought, seven at a time; fails when a page is out of order or says something twice.
async fn all(store: &Store, what: &Search) -> Vec<audit::Stored> {
    let (mut all, mut before): (Vec<audit::Stored>, Option<Mark>) = (Vec::new(), None);
    loop {
        let page = search(store, what, before, 7).await.unwrap();
        let Some(last) = page.last() else { break };
        // As it goes through an address.
        before = Some(Mark::from(last).to_string().parse().unwrap());
        all.extend(page);
    }
    let keys: Vec<_> = all.iter().map(|it| (it.at, it.person_id, it.nth)).collect();
    let mut sorted = keys.clone();
    sorted.sort_unstable();
    sorted.dedup();
    sorted.reverse();
    assert_eq!(keys, sorted);
    all
}

#[tokio::test]
async fn each_search_finds_its_own_and_all_of_it() {
    for fresh in both(audit::MIGRATIONS).await {
        let store = &fresh.store;
        let officers = [0; 3].map(|_| Id::new(at(0)));
        let teachers = [0; 4].map(|_| Id::new(at(0)));
        deeds(store, &officers, &teachers).await;
        let by = all(store, &Search::Officer(officers[1])).await;
        assert!(by.len() == 20 && by.iter().all(|it| it.person_id == officers[1]));
        let about = all(store, &Search::About(teachers[2])).await;
        assert!(about.len() == 15 && about.iter().all(|it| it.about_person == Some(teachers[2])));
        let of = all(store, &Search::Record("class-4".to_owned())).await;
        assert!(of.len() == 12 && of.iter().all(|it| it.subject == "class-4"));
        for nobody in [Search::Officer(teachers[0]), Search::About(officers[0]), Search::Record("class-9".to_owned())] {
            assert!(all(store, &nobody).await.is_empty(), "{nobody:?}");
        }
    }
}
