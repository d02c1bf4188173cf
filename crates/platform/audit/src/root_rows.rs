//! Every SQL statement of the daily roots.

use kernel::{Date, PersonId, Result, Timestamp};
use store::{Insert, On, Store, Tx, sql, sql_list};

use crate::Root;

store::record! {
    /// The end of a chain, as a root has it.
    pub struct Head {
        pub person_id: PersonId,
        pub nth: i64,
        pub digest: Vec<u8>,
    }
}

store::record! {
    /// The end of a chain on a day, beside the entry that stands there now.
    pub struct Held {
        pub person_id: PersonId,
        pub day: Date,
        pub nth: i64,
        pub digest: Vec<u8>,
        /// None when the entry is gone.
        pub found: Option<Vec<u8>>,
    }
}

store::record! {
    /// The place of an entry among all.
    pub struct Place {
        pub at: Timestamp,
        pub person_id: PersonId,
        pub nth: i64,
    }
}

/// The newest root.
///
/// # Errors
/// When the database refuses.
pub async fn find_last_root(on: impl Into<On<'_>>) -> Result<Option<Root>> {
    Ok(sql("select day, taken_at, chains, previous, root from audit_root order by day desc limit 1")
        .optional(on)
        .await?)
}

/// The roots after `after`, `limit` of them.
///
/// # Errors
/// When the database refuses.
pub async fn list_roots(on: impl Into<On<'_>>, after: Option<Date>, limit: u32) -> Result<Vec<Root>> {
    let after = after.map(|it| it.to_string()).unwrap_or_default();
    Ok(sql("select day, taken_at, chains, previous, root from audit_root where day > $1 order by day limit $2")
        .bind(after)
        .bind(limit)
        .all(on)
        .await?)
}

/// Writes a root.
///
/// # Errors
/// When the database refuses.
pub async fn insert_root(tx: &mut Tx, it: &Root) -> Result<()> {
    sql("insert into audit_root (day, taken_at, chains, previous, root) values ($1, $2, $3, $4, $5) on conflict (day) do nothing")
        .bind(it.day)
        .bind(it.taken_at)
        .bind(it.chains)
        .bind(it.previous.as_slice())
        .bind(it.root.as_slice())
        .run(tx)
        .await?;
    Ok(())
}

/// The first day after `last` that has heads and no root: whoever took them was broken off.
///
/// # Errors
/// When the database refuses.
pub async fn find_unfinished(on: impl Into<On<'_>>, last: Option<Date>) -> Result<Option<Date>> {
    let last = last.map(|it| it.to_string()).unwrap_or_default();
    let days: Vec<Date> =
        sql("select day as value from audit_head where day > $1 order by day limit 1").bind(last).values(on).await?;
    Ok(days.into_iter().next())
}

/// The places of the entries after `after`, in the order of time.
///
/// # Errors
/// When the database refuses.
pub async fn list_places(on: impl Into<On<'_>>, after: &Place, limit: u32) -> Result<Vec<Place>> {
    Ok(sql("select at, person_id, nth from audit where (at, person_id, nth) > ($1, $2, $3) order by at, person_id, nth limit $4")
        .bind(after.at)
        .bind(after.person_id)
        .bind(after.nth)
        .bind(limit)
        .all(on)
        .await?)
}

/// Where the chains of these people end.
///
/// # Errors
/// When the database refuses.
pub async fn list_ends(tx: &mut Tx, people: &[PersonId]) -> Result<Vec<Head>> {
    Ok(sql_list("select a.person_id, a.nth, a.digest from audit a where a.person_id in ({list}) and a.nth = (select max(b.nth) from audit b where b.person_id = a.person_id)", Vec::new(), people.iter().copied())
        .all(tx)
        .await?)
}

store::record! {
    struct Known { person_id: PersonId, nth: i64 }
}

/// Up to where the roots have the chains of these people already.
///
/// # Errors
/// When the database refuses.
pub async fn list_known(tx: &mut Tx, people: &[PersonId]) -> Result<Vec<(PersonId, i64)>> {
    let known: Vec<Known> = sql_list(
        "select person_id, max(nth) as nth from audit_head where person_id in ({list}) group by person_id",
        Vec::new(),
        people.iter().copied(),
    )
    .all(tx)
    .await?;
    Ok(known.into_iter().map(|it| (it.person_id, it.nth)).collect())
}

/// Writes where chains end on `day`.
///
/// # Errors
/// When the database refuses.
pub async fn insert_heads(tx: &mut Tx, day: Date, heads: &[Head]) -> Result<()> {
    let mut rows = Insert::into("audit_head", &["person_id", "day", "nth", "digest"])
        .suffix("on conflict (person_id, day) do nothing");
    for it in heads {
        rows.row([it.person_id.into(), day.into(), it.nth.into(), it.digest.as_slice().into()]);
    }
    rows.run(tx).await?;
    Ok(())
}

/// The heads of `day` after the person `after`, `limit` of them.
///
/// # Errors
/// When the database refuses.
pub async fn list_heads(
    on: impl Into<On<'_>>,
    day: Date,
    after: PersonId,
    first: bool,
    limit: u32,
) -> Result<Vec<Head>> {
    // The house, whose id is the smallest, has a chain too.
    if first {
        return Ok(sql("select person_id, nth, digest from audit_head where day = $1 and person_id >= $2 order by person_id limit $3")
            .bind(day)
            .bind(after)
            .bind(limit)
            .all(on)
            .await?);
    }
    Ok(sql(
        "select person_id, nth, digest from audit_head where day = $1 and person_id > $2 order by person_id limit $3",
    )
    .bind(day)
    .bind(after)
    .bind(limit)
    .all(on)
    .await?)
}

/// The heads of all days after `after`, each beside what stands there now.
///
/// # Errors
/// When the database refuses.
pub async fn list_held(store: &Store, after: (PersonId, Option<Date>), limit: u32) -> Result<Vec<Held>> {
    let day = after.1.map(|it| it.to_string()).unwrap_or_default();
    Ok(sql("select h.person_id, h.day, h.nth, h.digest, a.digest as found from audit_head h left join audit a on a.person_id = h.person_id and a.nth = h.nth where (h.person_id, h.day) > ($1, $2) order by h.person_id, h.day limit $3")
        .bind(after.0)
        .bind(day)
        .bind(limit)
        .all(store)
        .await?)
}
