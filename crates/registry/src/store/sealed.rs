//! The walk through what is sealed.

use kernel::{PersonId, Result};
use store::{Insert, On, Store, Tx, sql, sql_list};
use vault::{Count, KeyId, Tally, Trace};

use crate::sealed::{IDENTITY, MOBILE};

store::record! {
    /// What is sealed of a person.
    pub struct SealedPerson {
        /// Who.
        pub id: PersonId,
        /// 证件号码.
        pub identity_cipher: Vec<u8>,
        /// 手机.
        pub mobile_cipher: Option<Vec<u8>>,
    }
}

store::record! {
    /// Who is found by a hash.
    pub struct Holder {
        /// The hash.
        pub identity_hash: Vec<u8>,
        /// Who.
        pub person_id: PersonId,
    }
}

/// What is sealed of the `limit` people after `after`.
///
/// # Errors
/// When the database refuses.
pub async fn list_sealed_people(on: impl Into<On<'_>>, after: PersonId, limit: u32) -> Result<Vec<SealedPerson>> {
    Ok(sql("select id, identity_cipher, mobile_cipher from person where id > $1 order by id limit $2")
        .bind(after)
        .bind(limit)
        .all(on)
        .await?)
}

/// Puts `fresh` in the place of `sealed`; false when somebody else has written in between.
///
/// # Errors
/// When the database refuses.
pub async fn reseal_identity(tx: &mut Tx, id: PersonId, sealed: &[u8], fresh: &[u8]) -> Result<bool> {
    let changed = sql("update person set identity_cipher = $3 where id = $1 and identity_cipher = $2")
        .bind(id)
        .bind(sealed)
        .bind(fresh)
        .run(tx)
        .await?;
    Ok(changed == 1)
}

/// As [`reseal_identity`], of the mobile number.
///
/// # Errors
/// When the database refuses.
pub async fn reseal_mobile(tx: &mut Tx, id: PersonId, sealed: &[u8], fresh: &[u8]) -> Result<bool> {
    let changed = sql("update person set mobile_cipher = $3 where id = $1 and mobile_cipher = $2")
        .bind(id)
        .bind(sealed)
        .bind(fresh)
        .run(tx)
        .await?;
    Ok(changed == 1)
}

/// Writes the traces that are not there yet.
///
/// # Errors
/// When the database refuses.
pub async fn insert_missing_traces(tx: &mut Tx, traces: &[(PersonId, Trace)]) -> Result<()> {
    let mut rows = Insert::into("identity_lookup", &["identity_hash", "person_id", "key_id"])
        .suffix("on conflict (identity_hash) do nothing");
    for (person, trace) in traces {
        rows.row([trace.hash.as_slice().into(), (*person).into(), trace.key.into()]);
    }
    rows.run(tx).await?;
    Ok(())
}

/// Who is found by these hashes.
///
/// # Errors
/// When the database refuses.
pub async fn list_holders(on: impl Into<On<'_>>, hashes: Vec<Vec<u8>>) -> Result<Vec<Holder>> {
    Ok(sql_list(
        "select identity_hash, person_id from identity_lookup where identity_hash in ({list})",
        Vec::new(),
        hashes,
    )
    .all(on)
    .await?)
}

/// Traces removed in one transaction.
const FORGOTTEN: u32 = 1_000;

/// Removes every trace under `key`, a thousand at a time; how many there were.
///
/// # Errors
/// When the database refuses.
pub async fn delete_traces(store: &Store, key: KeyId) -> Result<u64> {
    let (mut after, mut removed) = (Vec::new(), 0);
    loop {
        let hashes: Vec<Vec<u8>> = sql("select identity_hash as value from identity_lookup where identity_hash > $1 and key_id = $2 order by identity_hash limit $3")
            .bind(after.as_slice())
            .bind(key)
            .bind(FORGOTTEN)
            .values(store)
            .await?;
        let Some(last) = hashes.last().cloned() else { return Ok(removed) };
        removed += sql_list(
            "delete from identity_lookup where key_id = $1 and identity_hash in ({list})",
            vec![key.into()],
            hashes,
        )
        .run(store)
        .await?;
        after = last;
    }
}

store::record! {
    struct Heads { head: Vec<u8>, people: i64 }
}

store::record! {
    struct Traces { key_id: KeyId, people: i64 }
}

/// How many values and traces each key has. Reads every person: for the command line, not for a page.
///
/// # Errors
/// When the database refuses.
pub async fn tally_people(store: &Store) -> Result<Vec<Tally>> {
    // The first byte tells the form: of the first form alone it is the whole head.
    let numbers: Vec<Heads> = sql("select case when substr(identity_cipher, 1, 1) = $1 then substr(identity_cipher, 1, 1) else substr(identity_cipher, 1, 3) end as head, count(*) as people from person group by 1 order by 1")
        .bind([1_u8].as_slice())
        .all(store)
        .await?;
    let mobiles: Vec<Heads> = sql("select case when substr(mobile_cipher, 1, 1) = $1 then substr(mobile_cipher, 1, 1) else substr(mobile_cipher, 1, 3) end as head, count(*) as people from person where mobile_cipher is not null group by 1 order by 1")
        .bind([1_u8].as_slice())
        .all(store)
        .await?;
    let traces: Vec<Traces> =
        sql("select key_id, count(*) as people from identity_lookup group by key_id order by key_id")
            .all(store)
            .await?;
    let sealed = |field: vault::Field, heads: Vec<Heads>| {
        heads.into_iter().map(move |it| Tally::of_head(field.name(), &it.head, it.people))
    };
    let found = traces.into_iter().map(|it| Tally {
        field: IDENTITY.name(),
        count: Count::Traces,
        key: Some(it.key_id),
        values: it.people,
    });
    Ok(sealed(IDENTITY, numbers).chain(sealed(MOBILE, mobiles)).chain(found).collect())
}
