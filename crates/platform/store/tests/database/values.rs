//! What is written is read again, of every type, on both databases.

use kernel::{Date, Id, Month, Timestamp};
use store::{Error, Migration, sql, testing};
use uuid::Uuid;

store::code! {
    /// Where a thing stands.
    pub enum State {
        /// Begun.
        Begun = "begun",
        /// Ended.
        Ended = "ended",
    }
}

struct Thing;

store::record! {
    struct Full { id: Id<Thing>, words: String, number: i64, yes: bool, share: f64, other: Uuid, bytes: Vec<u8>, at: Timestamp, day: Date, month: Month, state: State }
}

store::record! {
    struct Bare { id: Id<Thing>, words: Option<String>, number: Option<i64>, yes: Option<bool>, share: Option<f64>, other: Option<Id<Thing>>, bytes: Option<Vec<u8>>, at: Option<Timestamp>, day: Option<Date>, month: Option<Month> }
}

const TABLES: &[Migration] = &[Migration {
    slice: "things",
    number: 1,
    text: "create table thing (id uuid primary key, words text, number bigint, yes boolean, share double precision, other uuid, bytes bytea, at bigint, day text, month text, state text not null default 'begun', listed boolean not null default true)",
}];

#[tokio::test]
async fn values_of_every_type_survive() {
    for fresh in testing::both(TABLES).await {
        let store = &fresh.store;
        for (words, number, yes, share) in [
            ("阿依古丽·买买提 䶮 𠮷 ' \" \\ %", i64::MAX, true, 0.1),
            ("", i64::MIN, false, -3.0),
            ("0", 0, false, 1e300),
        ] {
            let id = Id::<Thing>::new(Timestamp::from_millis(7));
            let (other, bytes) = (Uuid::from_u128(7), vec![0_u8, 255, 39]);
            let (at, day, month) = (
                Timestamp::from_millis(1_310_256_000_123),
                Date::of(2011, 7, 10).unwrap(),
                Month::of(2011, 7).unwrap(),
            );
            sql("insert into thing (id, words, number, yes, share, other, bytes, at, day, month, state) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)")
                .bind(id)
                .bind(words)
                .bind(number)
                .bind(yes)
                .bind(share)
                .bind(other)
                .bind(bytes.as_slice())
                .bind(at)
                .bind(day)
                .bind(month)
                .bind(State::Ended)
                .run(store)
                .await
                .unwrap();
            let read: Full = sql(
                "select id, words, number, yes, share, other, bytes, at, day, month, state from thing where id = $1",
            )
            .bind(id)
            .one(store)
            .await
            .unwrap();
            assert_eq!((read.id, read.words.as_str(), read.number, read.yes), (id, words, number, yes));
            assert_eq!((read.share, read.other, read.bytes, read.at), (share, other, bytes, at));
            assert_eq!((read.day, read.month, read.state), (day, month, State::Ended));
            // The same as bound and as compared: what is stored is found by its value.
            let found: i64 = sql("select count(*) as value from thing where words = $1 and number = $2 and yes = $3 and bytes = $4 and day = $5 and listed = true")
                .bind(words)
                .bind(number)
                .bind(yes)
                .bind(vec![0_u8, 255, 39])
                .bind(day)
                .value(store)
                .await
                .unwrap();
            assert_eq!(found, 1, "{words:?}");
        }
    }
}

#[tokio::test]
async fn nothing_of_every_type_survives() {
    for fresh in testing::both(TABLES).await {
        let id = Id::<Thing>::new(Timestamp::from_millis(7));
        sql("insert into thing (id, words, number, yes, share, other, bytes, at, day, month) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)")
            .bind(id)
            .bind(None::<String>)
            .bind(None::<i64>)
            .bind(None::<bool>)
            .bind(None::<f64>)
            .bind(None::<Id<Thing>>)
            .bind(None::<Vec<u8>>)
            .bind(None::<Timestamp>)
            .bind(None::<Date>)
            .bind(None::<Month>)
            .run(&fresh.store)
            .await
            .unwrap();
        let read: Bare = sql("select id, words, number, yes, share, other, bytes, at, day, month from thing")
            .one(&fresh.store)
            .await
            .unwrap();
        assert_eq!(read.id, id);
        assert!(
            read.words.is_none()
                && read.number.is_none()
                && read.yes.is_none()
                && read.share.is_none()
                && read.other.is_none()
        );
        assert!(read.bytes.is_none() && read.at.is_none() && read.day.is_none() && read.month.is_none());
        let refused = sql("select words as value from thing").value::<String>(&fresh.store).await;
        assert!(refused.is_err(), "nothing is no text: {refused:?}");
    }
}

#[tokio::test]
async fn a_stored_word_that_is_unknown_is_an_error_and_no_panic() {
    for fresh in testing::both(TABLES).await {
        sql("insert into thing (id, state, day) values ($1, 'lost', 'yesterday')")
            .bind(Id::<Thing>::new(Timestamp::default()))
            .run(&fresh.store)
            .await
            .unwrap();
        let state = sql("select state as value from thing").value::<State>(&fresh.store).await;
        assert!(matches!(state, Err(Error::UnknownCode { kind: "State", .. })), "{state:?}");
        let day = sql("select day as value from thing").value::<Date>(&fresh.store).await;
        assert!(matches!(day, Err(Error::Value { .. })), "{day:?}");
        assert!(sql("select words from thing").value::<String>(&fresh.store).await.is_err(), "no column of that name");
    }
}
