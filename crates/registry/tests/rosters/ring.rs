//! The ring and the database belong together; and what the release before had sealed.

use http::testing::Ground;
use kernel::Clock;
use registry::testing::{SECRET, tables, vault};
use registry::{IDENTITY, MOBILE, find_person_by_identity, get_sealed_identity};
use store::{Store, sql};
use uuid::Uuid;
use vault::{Count, Holding, KeyId, Suite, Vault, unlock};

use crate::county::{County, counties, workbook};

fn holdings() -> &'static [&'static dyn Holding] {
    registry::slice().sealed
}

async fn unlocked(county: &County) -> kernel::Result<Vault> {
    let path = county.folder().join("keys");
    unlock(county.store(), &path, Suite::Aes, &Clock::System, holdings()).await
}

async fn one_on_file(county: &County) {
    let row = registry::roster::generate(1, 0, 1, &county.schools);
    let import = county.check(workbook(row)).await;
    county.run(import.id).await.unwrap();
}

#[tokio::test]
async fn a_ring_is_made_for_an_empty_house_and_never_where_one_is_missing() {
    for county in counties().await {
        let path = county.folder().join("keys");
        std::fs::remove_file(&path).unwrap();
        let made = unlocked(&county).await.unwrap();
        assert_eq!(made.ring().active(), KeyId::FIRST);
        // The database knows it now, even before anything is sealed.
        std::fs::remove_file(&path).unwrap();
        let missing = unlocked(&county).await.unwrap_err().to_string();
        assert!(missing.contains("is missing") && !path.exists(), "{missing}");
    }
    for county in counties().await {
        one_on_file(&county).await;
        std::fs::remove_file(county.folder().join("keys")).unwrap();
        assert!(unlocked(&county).await.is_err(), "a person is on file, though no key was ever noted");
    }
}

#[tokio::test]
async fn the_ring_of_another_house_or_of_another_day_is_refused() {
    for county in counties().await {
        one_on_file(&county).await;
        let path = county.folder().join("keys");
        let own = unlocked(&county).await.unwrap();
        std::fs::write(&path, [8; 64]).unwrap();
        let foreign = unlocked(&county).await.unwrap_err().to_string();
        assert!(foreign.contains("key 1 of the ring is not the one"), "{foreign}");
        std::fs::write(&path, SECRET).unwrap();
        let hold = own.hold().unwrap();
        own.add(&hold, Suite::Sm4, county.clock.now()).unwrap();
        vault::turn(county.store(), &own, &hold, &county.clock, holdings(), &mut |_| {}).await.unwrap();
        let turned = std::fs::read(&path).unwrap();
        std::fs::write(&path, SECRET).unwrap();
        let older = unlocked(&county).await.unwrap_err().to_string();
        assert!(older.contains("lacks key 2"), "{older}");
        std::fs::write(&path, &turned).unwrap();
        unlocked(&county).await.unwrap();
        county.clock.advance(3_600_000);
        vault::retire(county.store(), &own, &hold, &county.clock, holdings(), KeyId::FIRST).await.unwrap();
        unlocked(&county).await.unwrap();
        // A copy from before the first key was retired still has all that is wanted.
        std::fs::write(&path, &turned).unwrap();
        unlocked(&county).await.unwrap();
    }
}

/// A number and a mobile as the release before sealed them for this person: not bound to their fields.
const PERSON: &str = "0197f3a0-0000-7000-8000-000000000001";
const NUMBER: &str = "01050505050505050505050505d3c0b719e1a84e0ad44e6c42b65cb984651e7ec01415503606c0ec4f32427d26bb7d";
const PHONE: &str = "01050505050505050505050505d3c2bf18e1ad4f02d2446997853fa20d70817da6231ebc299d906f";
/// The look-up of `11010519491231002X` under the second half of the secret.
const HASH: &str = "e36da84fef3a1c6a3ea976b0ae4b9fe3dec7f484c700ccc7492e231095d58ec5";

fn bytes(text: &str) -> Vec<u8> {
    let pairs = text.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).unwrap());
    pairs.map(|pair| u8::from_str_radix(pair, 16).unwrap()).collect()
}

/// A person as the release before wrote it.
async fn write_as_before(store: &Store) {
    sql("insert into person (id, name, sex, born_on, ethnicity, identity_kind, identity_cipher, identity_hash, identity_masked, mobile_cipher, school_id, place, bilingual, created_at) values ($1, '杨春暖', '2', '1949-12-31', '01', '1', $2, $3, '110***********002X', $4, $1, '52/', $5, 0)")
        .bind(Uuid::parse_str(PERSON).unwrap())
        .bind(bytes(NUMBER))
        .bind(bytes(HASH))
        .bind(bytes(PHONE))
        .bind(false)
        .run(store)
        .await
        .unwrap();
    sql("insert into identity_lookup (identity_hash, person_id) values ($1, $2)")
        .bind(bytes(HASH))
        .bind(Uuid::parse_str(PERSON).unwrap())
        .run(store)
        .await
        .unwrap();
}

#[tokio::test]
async fn what_the_release_before_sealed_is_found_opens_and_takes_the_new_form() {
    let all = tables(&[registry::slice()]);
    let before: Vec<_> =
        all.iter().filter(|it| it.slice != "vault" && !(it.slice == "registry" && it.number >= 5)).copied().collect();
    for ground in Ground::both(&before, kernel::Timestamp::from_millis(1)).await {
        let (store, clock) = (&ground.store, &ground.clock);
        write_as_before(store).await;
        store.migrate(&all).await.unwrap();
        let path = ground.folder().join("keys");
        std::fs::write(&path, SECRET).unwrap();
        let ring = unlock(store, &path, Suite::Sm4, clock, holdings()).await.unwrap();
        let person = find_person_by_identity(store, &ring.traces("11010519491231002X")).await.unwrap().unwrap();
        assert_eq!(person.to_string(), PERSON);
        let sealed = get_sealed_identity(store, person).await.unwrap();
        assert_eq!(ring.unseal(IDENTITY, person.uuid(), &sealed).unwrap(), "11010519491231002X");
        // What was wrong with it: the mobile number opens as the identity number.
        assert!(ring.unseal(IDENTITY, person.uuid(), &bytes(PHONE)).is_ok());
        let tally = vault::tally(store, holdings()).await.unwrap();
        assert_eq!(tally.iter().filter(|it| it.count == Count::Unnamed && it.values == 1).count(), 2);
        let hold = ring.hold().unwrap();
        let turns = vault::turn(store, &ring, &hold, clock, holdings(), &mut |_| {}).await.unwrap();
        assert_eq!(turns.iter().map(|it| it.moved).sum::<i64>(), 2);
        let tally = vault::tally(store, holdings()).await.unwrap();
        assert!(tally.iter().all(|it| it.count != Count::Unnamed));
        let mobile: Vec<u8> = sql("select mobile_cipher as value from person").value(store).await.unwrap();
        assert_eq!(ring.unseal(MOBILE, person.uuid(), &mobile).unwrap(), "13800001234");
        assert!(ring.unseal(IDENTITY, person.uuid(), &mobile).is_err());
        assert_eq!(find_person_by_identity(store, &vault().traces("11010519491231002X")).await.unwrap(), Some(person));
    }
}
