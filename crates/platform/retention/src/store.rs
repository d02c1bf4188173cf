//! Every SQL statement of this floor.

use ::store::{On, Tx, sql};
use kernel::{Id, Result, Timestamp};

use crate::{Removed, Standing};

pub(crate) async fn list_standing(on: impl Into<On<'_>>) -> Result<Vec<Standing>> {
    Ok(sql("select name, days, changed_at, why, through_at, oldest_at, last_at from retention_rule order by name")
        .all(on)
        .await?)
}

pub(crate) async fn find_days(on: impl Into<On<'_>>, rule: &str) -> Result<Option<i64>> {
    let days: Vec<Option<i64>> =
        sql("select days as value from retention_rule where name = $1").bind(rule).values(on).await?;
    Ok(days.into_iter().next().flatten())
}

pub(crate) async fn set_days(tx: &mut Tx, rule: &str, days: i64, why: &str, now: Timestamp) -> Result<()> {
    sql("insert into retention_rule (name, days, changed_at, why, through_at) values ($1, $2, $3, $4, 0) on conflict (name) do update set days = excluded.days, changed_at = excluded.changed_at, why = excluded.why")
        .bind(rule)
        .bind(days)
        .bind(now)
        .bind(why)
        .run(tx)
        .await?;
    Ok(())
}

/// Notes how far the removal has come.
pub(crate) async fn set_through(tx: &mut Tx, rule: &str, through: Timestamp) -> Result<()> {
    sql("insert into retention_rule (name, through_at) values ($1, $2) on conflict (name) do update set through_at = excluded.through_at")
        .bind(rule)
        .bind(through)
        .run(tx)
        .await?;
    Ok(())
}

/// Notes that a run is at its end, and what it left.
pub(crate) async fn set_ended(tx: &mut Tx, rule: &str, oldest: Option<Timestamp>, now: Timestamp) -> Result<()> {
    sql("insert into retention_rule (name, through_at, oldest_at, last_at) values ($1, 0, $2, $3) on conflict (name) do update set oldest_at = excluded.oldest_at, last_at = excluded.last_at")
        .bind(rule)
        .bind(oldest)
        .bind(now)
        .run(tx)
        .await?;
    Ok(())
}

::store::record! {
    /// A run that removed something.
    pub struct Run {
        /// Its id.
        pub id: Id<Run>,
        /// The rule.
        pub rule: String,
        /// Days for which things were kept then.
        pub days: i64,
        /// What was older than this went.
        pub before_at: Timestamp,
        /// When it began.
        pub begun_at: Timestamp,
        /// When it ended; none while it goes on, or when it was broken off and another went on.
        pub ended_at: Option<Timestamp>,
        /// How many went.
        pub removed: i64,
        /// The moment of the oldest of them.
        pub first_at: Timestamp,
        /// The moment of the youngest.
        pub last_at: Timestamp,
    }
}

/// Writes down what a step of a run removed.
pub(crate) async fn add_removed(tx: &mut Tx, run: &Run, step: &Removed) -> Result<()> {
    sql("insert into retention_run (id, rule, days, before_at, begun_at, removed, first_at, last_at) values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (id) do update set removed = retention_run.removed + excluded.removed, first_at = case when excluded.first_at < retention_run.first_at then excluded.first_at else retention_run.first_at end, last_at = case when excluded.last_at > retention_run.last_at then excluded.last_at else retention_run.last_at end")
        .bind(run.id)
        .bind(run.rule.as_str())
        .bind(run.days)
        .bind(run.before_at)
        .bind(run.begun_at)
        .bind(step.count)
        .bind(step.first)
        .bind(step.last)
        .run(tx)
        .await?;
    Ok(())
}

pub(crate) async fn end_run(tx: &mut Tx, run: Id<Run>, now: Timestamp) -> Result<()> {
    sql("update retention_run set ended_at = $2 where id = $1").bind(run).bind(now).run(tx).await?;
    Ok(())
}

/// What was removed, the newest run first: those before `before`, `limit` of them.
///
/// # Errors
/// When the database refuses.
pub async fn list_runs(on: impl Into<On<'_>>, before: Option<Id<Run>>, limit: u32) -> Result<Vec<Run>> {
    let before = before.unwrap_or_else(Id::greatest);
    Ok(sql("select id, rule, days, before_at, begun_at, ended_at, removed, first_at, last_at from retention_run where id < $1 order by id desc limit $2")
        .bind(before)
        .bind(limit)
        .all(on)
        .await?)
}
