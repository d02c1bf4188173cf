//! The chain of deeds: whole as written, broken by whoever tampers with it.

use audit::{By, Entry, list_about, list_about_person, verify};
use kernel::{Id, PersonId, Timestamp};
use store::testing::both;
use store::{Migration, Store, sql};

fn tables() -> Vec<Migration> {
    audit::MIGRATIONS.to_vec()
}

fn at(nth: i64) -> Timestamp {
    Timestamp::from_millis(1_000_000 + nth)
}

/// The one whom every third deed concerns.
fn teacher() -> PersonId {
    PersonId::from(uuid::Uuid::from_u128(7))
}

fn by(person: PersonId, nth: i64) -> By {
    By::acting(person, "李主任", "county-officer", at(nth))
}

async fn deed(store: &Store, person: PersonId, nth: i64) -> kernel::Result<()> {
    let entry = || {
        let entry = Entry::new("class.file", "class", nth).after(nth).why("理由");
        if nth % 3 == 0 { entry.about(teacher()) } else { entry }
    };
    store::transaction!(store, tx => { by(person, nth).record(tx, entry()).await })
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
        "update audit set about_person = null where person_id = $1 and nth = 3",
        "update audit set about_person = person_id where person_id = $1 and nth = 3",
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
            by(person, 1).record(tx, Entry::new("class.file", "class", 1)).await?;
            Err(kernel::Error::NoRight)
        });
        assert!(undone.is_err());
        assert_eq!(sql("select count(*) as value from audit").value::<i64>(&fresh.store).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn entries_of_before_the_person_concerned_was_noted_still_hold() {
    for fresh in both(&audit::MIGRATIONS[..1]).await {
        let store = &fresh.store;
        let person: PersonId = Id::new(at(0));
        // As an earlier release wrote it, with its digest.
        let old = "insert into audit (person_id, nth, at, duty, deed, noun, subject, before, after, why, previous, digest) values ($1, 1, $2, 'county-officer', 'class.file', 'class', '7', null, '{}', null, $3, $4)";
        let digest = old_digest(person);
        sql(old).bind(person).bind(at(1)).bind(vec![0_u8; 32]).bind(digest).run(store).await.unwrap();
        store.migrate(&tables()).await.unwrap();
        deed(store, person, 3).await.unwrap();
        assert!(verify(store).await.unwrap().is_empty());
        // Nobody is put beside an old entry afterwards.
        sql("update audit set about_person = $1 where nth = 1").bind(teacher()).run(store).await.unwrap();
        assert_eq!(broken(store).await, [(person, 1)]);
    }
}

/// What the first release computed for the entry above.
fn old_digest(person: PersonId) -> Vec<u8> {
    use sha2::Digest as _;
    let mut hash = sha2::Sha256::new();
    hash.update([0; 32]);
    hash.update(person.uuid().as_bytes());
    hash.update(1_i64.to_be_bytes());
    hash.update(at(1).as_millis().to_be_bytes());
    for field in [Some("county-officer"), Some("class.file"), Some("class"), Some("7"), None, Some("{}"), None] {
        hash.update(field.map_or(-1, |it| i64::try_from(it.len()).unwrap()).to_be_bytes());
        hash.update(field.unwrap_or_default());
    }
    hash.finalize().to_vec()
}

#[tokio::test]
async fn what_was_done_with_a_persons_own_is_listed_whoever_did_it() {
    for fresh in both(&tables()).await {
        let store = &fresh.store;
        let [one, other] = two(store).await;
        deed(store, one, 6).await.unwrap();
        let stranger = Id::new(at(0));
        assert!(list_about_person(store, stranger, None, 10).await.unwrap().is_empty());
        let (mut seen, mut last) = (Vec::new(), None);
        loop {
            let page = list_about_person(store, teacher(), last.as_ref(), 1).await.unwrap();
            let Some(entry) = page.into_iter().next() else { break };
            seen.push((entry.at, entry.person_id));
            last = Some(entry);
        }
        let mut both = [one, other];
        both.sort();
        assert_eq!(seen, [(at(6), one), (at(3), both[1]), (at(3), both[0])]);
    }
}
