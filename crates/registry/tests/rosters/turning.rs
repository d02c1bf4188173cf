//! The ring turns while rosters come in: nothing is lost, nobody is taken twice, and it can be broken off.

use std::sync::Arc;

use kernel::PersonId;
use registry::roster::generate;
use registry::testing::vault as old_ring;
use registry::{IDENTITY, find_person_by_identity, get_sealed_identity};
use store::Tx;
use uuid::Uuid;
use vault::{Count, Fault, Hold, Holding, KeyId, NotRetired, Ring, Step, Stepping, Suite, Tally, Turn};

use crate::county::{County, counties, workbook, worker};

const NUMBER: usize = 2;
const HOUR: i64 = 60 * 60_000;

fn holdings() -> &'static [&'static dyn Holding] {
    registry::slice().sealed
}

/// Brings `rows` on file.
async fn import(county: &County, rows: &[Vec<String>]) -> [i64; 2] {
    let import = county.check(workbook(rows.to_vec())).await;
    assert_eq!(import.rows_wrong, 0);
    let run = county.run(import.id).await.unwrap();
    [run.rows_new, run.rows_changed]
}

/// The steps through people.
async fn turn(county: &County, hold: &Hold) -> Vec<Turn> {
    let mut told = Vec::new();
    let clock = &county.clock;
    vault::turn(county.store(), &county.vault, hold, clock, holdings(), &mut |it| told.push(*it)).await.unwrap();
    told.retain(|it| it.holding == "person");
    told
}

/// How many values and traces are under each key: numbers, mobiles, traces.
async fn under(county: &County, key: KeyId) -> [i64; 3] {
    let all = vault::tally(county.store(), holdings()).await.unwrap();
    let of = |field: &str, traces: bool| {
        let it = |it: &&Tally| it.field == field && (it.count == Count::Traces) == traces && it.key == Some(key);
        all.iter().filter(it).map(|it| it.values).sum()
    };
    [of("person.identity", false), of("person.mobile", false), of("person.identity", true)]
}

/// Each of these numbers is found, by whoever knows today's ring, and opens for the person who is found.
async fn all_are_found(county: &County, rows: &[Vec<String>]) {
    let ring = county.vault.ring();
    for row in rows {
        let found = find_person_by_identity(county.store(), &ring.traces(&row[NUMBER])).await.unwrap();
        let id = found.unwrap_or_else(|| panic!("{} is lost", row[NUMBER]));
        let sealed = get_sealed_identity(county.store(), id).await.unwrap();
        assert_eq!(ring.unseal_text(IDENTITY, id.uuid(), &sealed).unwrap(), row[NUMBER]);
    }
}

fn rows(county: &County, count: usize) -> Vec<Vec<String>> {
    generate(count, 0, 1, &county.schools).collect()
}

/// The holding of people, which breaks at a step, as a program does that is killed.
struct Breaking(std::sync::atomic::AtomicUsize);

impl Holding for Breaking {
    fn name(&self) -> &'static str {
        "person"
    }

    fn turn<'a>(&'a self, tx: &'a mut Tx, ring: &'a Ring, after: Uuid, limit: u32) -> Stepping<'a, Step> {
        if self.0.fetch_sub(1, std::sync::atomic::Ordering::SeqCst) == 0 {
            return Box::pin(async move {
                holdings()[0].turn(tx, ring, after, limit).await?;
                Err(kernel::Error::internal("killed before the commit"))
            });
        }
        holdings()[0].turn(tx, ring, after, limit)
    }

    fn examine<'a>(&'a self, store: &'a store::Store, ring: &'a Ring, after: Uuid, limit: u32) -> Stepping<'a, Step> {
        holdings()[0].examine(store, ring, after, limit)
    }

    fn tally<'a>(&'a self, store: &'a store::Store) -> Stepping<'a, Vec<Tally>> {
        holdings()[0].tally(store)
    }
}

#[tokio::test]
async fn a_turning_that_is_broken_off_goes_on_where_it_stood() {
    for county in counties().await {
        let rows = rows(&county, 700);
        import(&county, &rows).await;
        let [_, mobiles, _] = under(&county, KeyId::FIRST).await;
        assert!(mobiles > 600, "the generator gives mobiles");
        let hold = county.vault.hold().unwrap();
        let second = county.vault.add(&hold, Suite::Sm4, county.clock.now()).unwrap();
        let breaking = Breaking(2.into());
        let broken: &[&dyn Holding] = &[&breaking];
        let answer = vault::turn(county.store(), &county.vault, &hold, &county.clock, broken, &mut |_| {}).await;
        assert!(answer.is_err());
        assert_eq!([under(&county, KeyId::FIRST).await[0], under(&county, second).await[0]], [300, 400]);
        all_are_found(&county, &rows).await;
        let told = turn(&county, &hold).await;
        assert_eq!(told[0].seen, 600, "two steps were done");
        assert_eq!(told.last().map(|it| (it.seen, it.moved, it.ended)), Some((700, 700 + mobiles, true)));
        assert_eq!(under(&county, KeyId::FIRST).await, [0, 0, 700], "the old traces stay until the key is retired");
        assert_eq!(under(&county, second).await, [700, mobiles, 700]);
        all_are_found(&county, &rows).await;
        // Begun once more, it finds nothing to do.
        assert_eq!(turn(&county, &hold).await.last().map(|it| it.moved), Some(0));
    }
}

#[tokio::test]
async fn rosters_that_come_in_while_it_turns_lose_nobody_and_take_nobody_twice() {
    for county in counties().await {
        let rows = rows(&county, 1_500);
        import(&county, &rows[..500]).await;
        let hold = county.vault.hold().unwrap();
        for suite in [Suite::Sm4, Suite::Aes, Suite::Aes] {
            county.vault.add(&hold, suite, county.clock.now()).unwrap();
            // The first five hundred are on file: they change; the others are new, or change the second time.
            let (_, counted) = tokio::join!(turn(&county, &hold), import(&county, &rows));
            assert_eq!(counted[0] + counted[1], 1_500);
            turn(&county, &hold).await;
            let active = county.vault.ring().active();
            let [numbers, mobiles, traces] = under(&county, active).await;
            assert_eq!([numbers, traces], [1_500; 2]);
            let all: Vec<_> =
                county.vault.ring().keys().iter().map(|key| key.id()).filter(|it| *it != active).collect();
            for old in all {
                assert_eq!(under(&county, old).await[..2], [0, 0]);
            }
            assert!(mobiles > 1_300);
            all_are_found(&county, &rows).await;
            assert_eq!(county.people().await[..2], [1_500; 2], "nobody twice");
        }
    }
}

#[tokio::test]
async fn a_server_that_has_not_seen_the_new_key_takes_nobody_twice_and_leaves_nothing_unfound() {
    for mut county in counties().await {
        let rows = rows(&county, 300);
        import(&county, &rows[..100]).await;
        let hold = county.vault.hold().unwrap();
        let second = county.vault.add(&hold, Suite::Sm4, county.clock.now()).unwrap();
        turn(&county, &hold).await;
        let fresh = worker(&county.ground, &county.vault);
        let old = Arc::new(old_ring());
        county.worker = worker(&county.ground, &old);
        let seen = std::mem::replace(&mut county.vault, old);
        // It finds those whom others have sealed anew, and those whom others bring on file meanwhile.
        assert_eq!(import(&county, &rows[..200]).await, [100, 100]);
        county.worker = fresh;
        county.vault = seen;
        assert_eq!(import(&county, &rows).await, [100, 200]);
        assert_eq!(county.people().await[..2], [300; 2]);
        all_are_found(&county, &rows).await;
        assert_eq!(under(&county, KeyId::FIRST).await[0], 100);
        county.clock.advance(HOUR);
        let refused = retire(&county, &hold, KeyId::FIRST).await;
        assert!(matches!(refused, Err(NotRetired::Wanted(KeyId::FIRST, 100, "person.identity"))), "{refused:?}");
        turn(&county, &hold).await;
        assert_eq!(under(&county, second).await[2], 300);
        assert_eq!(retire(&county, &hold, KeyId::FIRST).await.unwrap(), 300);
        all_are_found(&county, &rows).await;
    }
}

async fn retire(county: &County, hold: &Hold, key: KeyId) -> Result<u64, NotRetired> {
    vault::retire(county.store(), &county.vault, hold, &county.clock, holdings(), key).await
}

#[tokio::test]
async fn a_key_is_retired_when_it_has_rested_and_nothing_wants_it() {
    for county in counties().await {
        let rows = rows(&county, 20);
        import(&county, &rows).await;
        let hold = county.vault.hold().unwrap();
        assert!(matches!(retire(&county, &hold, KeyId::FIRST).await, Err(NotRetired::Active(_))));
        county.vault.add(&hold, Suite::Aes, county.clock.now()).unwrap();
        assert!(matches!(retire(&county, &hold, "7".parse().unwrap()).await, Err(NotRetired::Unknown(_))));
        assert!(matches!(retire(&county, &hold, KeyId::FIRST).await, Err(NotRetired::Fresh(..))));
        county.clock.advance(HOUR);
        assert!(matches!(retire(&county, &hold, KeyId::FIRST).await, Err(NotRetired::Wanted(..))));
        turn(&county, &hold).await;
        // Somebody is found by the old key alone: the old key is wanted.
        let lost = store::sql(
            "delete from identity_lookup where key_id = 2 and person_id = (select min(person_id) from identity_lookup where key_id = 2)",
        );
        let lost = if county.store().kind() == store::Kind::Sqlite {
            lost
        } else {
            store::sql(
                "delete from identity_lookup where key_id = 2 and person_id = (select person_id from identity_lookup where key_id = 2 order by person_id limit 1)",
            )
        };
        assert_eq!(lost.run(county.store()).await.unwrap(), 1);
        assert!(matches!(retire(&county, &hold, KeyId::FIRST).await, Err(NotRetired::Untraced(1))));
        turn(&county, &hold).await;
        assert_eq!(retire(&county, &hold, KeyId::FIRST).await.unwrap(), 20);
        assert_eq!(under(&county, KeyId::FIRST).await, [0; 3]);
        assert!(county.vault.ring().key(KeyId::FIRST).is_none());
        all_are_found(&county, &rows).await;
    }
}

/// The people on file, in the order of their ids.
async fn ids(county: &County) -> Vec<PersonId> {
    store::sql("select id as value from person order by id").values(county.store()).await.unwrap()
}

#[tokio::test]
async fn values_that_were_altered_or_moved_are_named_left_alone_and_hold_their_key_in_the_ring() {
    for county in counties().await {
        let rows = rows(&county, 10);
        import(&county, &rows).await;
        let ids = ids(&county).await;
        let put = async |id: PersonId, sealed: &[u8]| {
            let put = store::sql("update person set identity_cipher = $2 where id = $1").bind(id).bind(sealed);
            assert_eq!(put.run(county.store()).await.unwrap(), 1);
        };
        // An altered byte; another person's number; the person's own mobile in the place of the number.
        let mut altered = get_sealed_identity(county.store(), ids[0]).await.unwrap();
        *altered.last_mut().unwrap() ^= 1;
        put(ids[0], &altered).await;
        let foreign = get_sealed_identity(county.store(), ids[2]).await.unwrap();
        put(ids[1], &foreign).await;
        let own = store::sql("update person set identity_cipher = mobile_cipher where id = $1").bind(ids[3]);
        assert_eq!(own.run(county.store()).await.unwrap(), 1);
        let found = vault::examine(county.store(), &county.vault.ring(), holdings()).await.unwrap();
        let mut named: Vec<_> = found
            .faults
            .iter()
            .filter(|it| matches!(it.2, Fault::Unreadable("person.identity", vault::Unreadable::Altered)))
            .map(|it| it.1)
            .collect();
        named.sort();
        assert_eq!(named, [ids[0].uuid(), ids[1].uuid(), ids[3].uuid()]);
        assert_eq!((found.wrong, found.seen), (3, 11), "ten people and a roster");
        let hold = county.vault.hold().unwrap();
        county.vault.add(&hold, Suite::Sm4, county.clock.now()).unwrap();
        let told = turn(&county, &hold).await;
        assert_eq!(told.last().map(|it| it.unreadable), Some(3));
        assert_eq!(get_sealed_identity(county.store(), ids[0]).await.unwrap(), altered, "left as it was");
        assert_eq!(under(&county, KeyId::FIRST).await[0], 3);
        county.clock.advance(HOUR);
        assert!(matches!(retire(&county, &hold, KeyId::FIRST).await, Err(NotRetired::Wanted(_, 3, _))));
    }
}
