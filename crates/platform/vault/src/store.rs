//! Every SQL statement of this floor.

use ::store::{On, Tx, sql};
use kernel::{Result, Timestamp};
use uuid::Uuid;

use crate::{Key, KeyId};

::store::record! {
    /// A key that this database was sealed with.
    pub(crate) struct Known { pub id: KeyId, pub fingerprint: String, pub retired_at: Option<Timestamp> }
}

pub(crate) async fn list_known(on: impl Into<On<'_>>) -> Result<Vec<Known>> {
    Ok(sql("select id, fingerprint, retired_at from vault_key order by id").all(on).await?)
}

pub(crate) async fn insert_known(on: impl Into<On<'_>>, key: &Key, now: Timestamp) -> Result<()> {
    sql("insert into vault_key (id, cipher, fingerprint, first_seen_at) values ($1, $2, $3, $4) on conflict (id) do nothing")
        .bind(key.id())
        .bind(key.suite().as_str())
        .bind(key.fingerprint())
        .bind(now)
        .run(on)
        .await?;
    Ok(())
}

pub(crate) async fn set_retired(on: impl Into<On<'_>>, key: KeyId, now: Timestamp) -> Result<()> {
    sql("update vault_key set retired_at = $2 where id = $1").bind(key).bind(now).run(on).await?;
    Ok(())
}

::store::record! {
    /// How far a re-sealing has come.
    pub(crate) struct Progress {
        pub after_id: Uuid,
        pub seen: i64,
        pub moved: i64,
        pub unreadable: i64,
        pub begun_at: Timestamp,
        pub ended_at: Option<Timestamp>,
    }
}

pub(crate) async fn find_progress(on: impl Into<On<'_>>, holding: &str, key: KeyId) -> Result<Option<Progress>> {
    Ok(sql("select after_id, seen, moved, unreadable, begun_at, ended_at from vault_turn where holding = $1 and key_id = $2")
        .bind(holding)
        .bind(key)
        .optional(on)
        .await?)
}

pub(crate) async fn keep_progress(tx: &mut Tx, holding: &str, key: KeyId, it: &Progress) -> Result<()> {
    sql("insert into vault_turn (holding, key_id, after_id, seen, moved, unreadable, begun_at, ended_at) values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (holding, key_id) do update set after_id = excluded.after_id, seen = excluded.seen, moved = excluded.moved, unreadable = excluded.unreadable, begun_at = excluded.begun_at, ended_at = excluded.ended_at")
        .bind(holding)
        .bind(key)
        .bind(it.after_id)
        .bind(it.seen)
        .bind(it.moved)
        .bind(it.unreadable)
        .bind(it.begun_at)
        .bind(it.ended_at)
        .run(tx)
        .await?;
    Ok(())
}

::store::record! {
    /// How far the turning of a holding has come.
    pub struct Turned {
        /// The holding.
        pub holding: String,
        /// Records seen in this round.
        pub seen: i64,
        /// Values sealed anew.
        pub moved: i64,
        /// Values that do not open.
        pub unreadable: i64,
        /// When it began.
        pub begun_at: Timestamp,
        /// When it ended; none while it goes on, or was broken off.
        pub ended_at: Option<Timestamp>,
    }
}

pub(crate) async fn list_turned(on: impl Into<On<'_>>, key: KeyId) -> Result<Vec<Turned>> {
    Ok(sql("select holding, seen, moved, unreadable, begun_at, ended_at from vault_turn where key_id = $1 order by begun_at, holding")
        .bind(key)
        .all(on)
        .await?)
}
