//! The commands of the key ring, and what the doctor says of what is sealed.

use crate::support::TestHouse;
use app::keys::{self, Keys};
use app::{House, doctor};
use registry::testing::{insert, organisation, person};
use registry::{IDENTITY, NewPerson, OrganisationKind, get_sealed_identity};
use store::sql;
use vault::{Suite, Vault};

/// A house with somebody on file, sealed with its own ring; the person.
async fn house(house: &TestHouse) -> kernel::PersonId {
    let vault = house.house.app.own::<Vault>().unwrap();
    let school = organisation(None, OrganisationKind::School, "2152000017", "云岭县城关小学");
    let new = person(&school, 1, "杨春暖");
    let (id, number) = (new.person.id, registry::testing::number(new.person.born_on, 1));
    let identity_cipher = vault.seal(IDENTITY, id.uuid(), number.reveal()).unwrap();
    let own = NewPerson { identity_cipher, traces: vault.traces(number.reveal()), ..new };
    insert(&house.house.store, &[school], &[own]).await;
    id
}

async fn run(house: &TestHouse, what: Keys) -> (String, Option<String>) {
    let mut said = Vec::new();
    let done = keys::run(&house.config, what, &mut said).await;
    (String::from_utf8(said).unwrap(), done.err().map(|error| error.to_string()))
}

async fn examine(house: &TestHouse) -> (String, usize) {
    let mut said = Vec::new();
    let faults = doctor::doctor(&house.config, &mut said).await.unwrap();
    (String::from_utf8(said).unwrap(), faults)
}

#[tokio::test]
async fn a_ring_turns_by_the_command_and_the_doctor_counts_by_key() {
    for mut it in TestHouse::both().await {
        let id = house(&it).await;
        let (said, faults) = examine(&it).await;
        assert!(faults == 0 && said.contains("key 1: person.identity 1: sealed"), "{said}");
        it.config.cipher = Some(Suite::Sm4);
        let (said, failed) = run(&it, Keys::Rotate).await;
        assert_eq!(failed, None);
        assert!(said.contains("key 2 (sm4) seals from now on"), "{said}");
        let (said, _) = examine(&it).await;
        assert!(said.contains("1 values are not under the active key"), "{said}");
        // The house that stands does it.
        it.house.worker.drain().await.unwrap();
        let (said, _) = run(&it, Keys::List).await;
        assert!(
            said.contains("person: begun ") && said.contains(", 1 read, 1 sealed anew, 0 do not open, ended"),
            "{said}"
        );
        let vault = it.house.app.own::<Vault>().unwrap();
        let sealed = get_sealed_identity(&it.house.store, id).await.unwrap();
        assert!(vault.ring().is_current(&sealed) && vault.ring().suite() == Suite::Sm4);
        let (said, _) = run(&it, Keys::List).await;
        assert!(said.contains("key 1 aes") && said.contains("key 2 sm4"), "{said}");
        let (_, refused) = run(&it, Keys::Retire { id: "1".parse().unwrap() }).await;
        assert!(refused.is_some_and(|why| why.contains("replaced a moment ago")));
        let (said, faults) = examine(&it).await;
        assert!(faults == 0 && said.contains("key 2: person.identity 1: sealed"), "{said}");
        // Without a word about ciphers a key is like the one before.
        it.config.cipher = None;
        let (said, _) = run(&it, Keys::Rotate).await;
        assert!(said.contains("key 3 (sm4)"), "{said}");
    }
}

#[tokio::test]
async fn the_doctor_names_what_does_not_open_who_is_not_found_and_a_ring_that_is_not_there() {
    for it in TestHouse::both().await {
        let id = house(&it).await;
        let store = &it.house.store;
        sql("delete from identity_lookup").run(store).await.unwrap();
        let (said, faults) = examine(&it).await;
        assert!(faults == 1 && said.contains(&format!("{id} is not found by its number")), "{said}");
        sql("update person set mobile_cipher = identity_cipher").run(store).await.unwrap();
        let (said, faults) = examine(&it).await;
        assert!(
            faults == 2 && said.contains(&format!("person.mobile of person {id}: a sealed value was altered")),
            "{said}"
        );
        assert_eq!(run(&it, Keys::Rotate).await.1, None);
        let (said, failed) = run(&it, Keys::Reseal).await;
        assert!(failed.is_some_and(|why| why.contains("1 values do not open")), "{said}");
        let path = it.config.data.join("keys");
        let ring = std::fs::read(&path).unwrap();
        std::fs::write(&path, "{}").unwrap();
        assert!(House::open(&it.config).await.is_err());
        assert!(examine(&it).await.0.contains("not the file of a ring"));
        std::fs::remove_file(&path).unwrap();
        assert!(House::open(&it.config).await.is_err());
        assert!(!path.exists(), "no fresh ring beside sealed values");
        assert!(examine(&it).await.0.contains("is missing"));
        std::fs::write(&path, ring).unwrap();
        let (said, faults) = examine(&it).await;
        #[cfg(unix)]
        assert!(faults == 2 && said.contains("chmod 600"), "{said}");
        assert!(House::open(&it.config).await.is_ok());
    }
}
