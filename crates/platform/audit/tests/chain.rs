//! The chain of deeds: whole as written, broken by whoever tampers with it.
#![cfg(test)]

use audit::{Entry, list_about, record_for, verify};
use kernel::{Id, PersonId, Timestamp};
use store::testing::both;
use store::{Migration, Store, sql};

fn tables() -> Vec<Migration> {
    audit::MIGRATIONS.to_vec()
}

fn at(nth: i64) -> Timestamp {
    Timestamp::from_millis(1_000_000 + nth)
}

async fn deed(store: &Store, person: PersonId, nth: i64) -> kernel::Result<()> {
    let entry = || Entry {
        duty: "county-officer",
        deed: "class.file",
        noun: "class",
        subject: nth.to_string(),
        before: None,
        after: Some(format!("{{\"nth\":{nth}}}")),
        why: Some("理由".to_owned()),
    };
    store::transaction!(store, tx => { record_for(tx, person, at(nth), entry()).await })
}

/// Two people with five deeds each.
async fn two(store: &Store) -> [PersonId; 2] {
    let people = [Id::new(at(0)), Id::new(at(1))];
    for nth in 1..=5 {
        for person in people {
            deed(store, person, nth).await.unwrap();
        }
    }
    assert!(verify(store).await.unwrap().is_empty());
    people
}

async fn broken(store: &Store) -> Vec<(PersonId, i64)> {
    verify(store).await.unwrap().into_iter().map(|it| (it.person, it.nth)).collect()
}

#[tokio::test]
async fn an_altered_entry_is_found_whichever_field_it_is() {
    for tampering in [
        "update audit set duty = 'auditor' where person_id = $1 and nth = 3",
        "update audit set deed = 'class.close' where person_id = $1 and nth = 3",
        "update audit set noun = 'classes' where person_id = $1 and nth = 3",
        "update audit set subject = '9' where person_id = $1 and nth = 3",
        "update audit set before = '' where person_id = $1 and nth = 3",
        "update audit set after = null where person_id = $1 and nth = 3",
        "update audit set why = '别的理由' where person_id = $1 and nth = 3",
        "update audit set at = at + 1 where person_id = $1 and nth = 3",
        "update audit set deed = 'class', noun = '.fileclass' where person_id = $1 and nth = 3",
    ] {
        for fresh in both(&tables()).await {
            let [one, _] = two(&fresh.store).await;
            assert_eq!(sql(tampering).bind(one).run(&fresh.store).await.unwrap(), 1);
            assert_eq!(broken(&fresh.store).await, [(one, 3)], "{tampering}");
        }
    }
}

#[tokio::test]
async fn an_entry_with_a_new_digest_breaks_the_one_after_it() {
    for fresh in both(&tables()).await {
        let [one, _] = two(&fresh.store).await;
        let mut forged = list_about(&fresh.store, "class", "3", 10)
            .await
            .unwrap()
            .into_iter()
            .find(|it| it.person_id == one)
            .unwrap();
        forged.why = Some("别的理由".to_owned());
        sql("update audit set why = $2, digest = $3 where person_id = $1 and nth = 3")
            .bind(one)
            .bind(forged.why.clone())
            .bind(forged.compute())
            .run(&fresh.store)
            .await
            .unwrap();
        assert_eq!(broken(&fresh.store).await, [(one, 4)]);
    }
}

#[tokio::test]
async fn a_removed_entry_is_found() {
    for fresh in both(&tables()).await {
        let [one, other] = two(&fresh.store).await;
        sql("delete from audit where person_id = $1 and nth = 3").bind(one).run(&fresh.store).await.unwrap();
        assert_eq!(broken(&fresh.store).await, [(one, 4)]);
        sql("delete from audit where person_id = $1 and nth = 1").bind(other).run(&fresh.store).await.unwrap();
        assert!(broken(&fresh.store).await.contains(&(other, 2)));
    }
}

#[tokio::test]
async fn reordered_and_borrowed_entries_are_found() {
    for fresh in both(&tables()).await {
        let [one, other] = two(&fresh.store).await;
        for (from, to) in [(2, 99), (3, 2), (99, 3)] {
            sql("update audit set nth = $3 where person_id = $1 and nth = $2")
                .bind(one)
                .bind(i64::from(from))
                .bind(i64::from(to))
                .run(&fresh.store)
                .await
                .unwrap();
        }
        let found = broken(&fresh.store).await;
        assert!(
            found.contains(&(one, 2)) && found.contains(&(one, 3)) && found.iter().all(|it| it.0 == one),
            "{found:?}"
        );
        // Somebody else's deed, moved into one's own chain.
        sql("delete from audit where person_id = $1 and nth = 5").bind(one).run(&fresh.store).await.unwrap();
        sql("update audit set person_id = $1 where person_id = $2 and nth = 5")
            .bind(one)
            .bind(other)
            .run(&fresh.store)
            .await
            .unwrap();
        assert!(broken(&fresh.store).await.contains(&(one, 5)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn deeds_of_one_person_at_once_make_one_chain() {
    for fresh in both(&tables()).await {
        let person = Id::new(at(0));
        for round in 0..5 {
            let deeds: Vec<_> = (0..3)
                .map(|nth| {
                    let store = fresh.store.clone();
                    tokio::spawn(async move { deed(&store, person, round * 3 + nth).await })
                })
                .collect();
            for deed in deeds {
                deed.await.unwrap().unwrap();
            }
        }
        assert!(verify(&fresh.store).await.unwrap().is_empty());
        assert_eq!(
            sql("select max(nth) as value from audit where person_id = $1")
                .bind(person)
                .value::<i64>(&fresh.store)
                .await
                .unwrap(),
            15
        );
    }
}

#[tokio::test]
async fn a_deed_that_is_undone_leaves_no_entry() {
    for fresh in both(&tables()).await {
        let person = Id::new(at(0));
        let undone: kernel::Result<()> = store::transaction!(fresh.store, tx => {
            record_for(tx, person, at(1), Entry { deed: "class.file", ..Entry::default() }).await?;
            Err(kernel::Error::NoRight)
        });
        assert!(undone.is_err());
        assert_eq!(sql("select count(*) as value from audit").value::<i64>(&fresh.store).await.unwrap(), 0);
    }
}
