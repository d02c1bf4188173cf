use kernel::{Date, Id, PersonId, Result, Timestamp};
use store::{On, Store, Tx, sql, sql_list};

use crate::job::enqueue;
use crate::{Job, JobState, Report};

/// How often something recurs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// After so many seconds each; at least one.
    Every(u32),
    /// Each day at this hour and minute, in Asia/Shanghai.
    Daily(u8, u8),
}

/// Work that is queued again and again, without anybody asking.
#[derive(Clone, Copy, Debug)]
pub struct Recurring {
    /// A name that never changes: it is stored.
    pub name: &'static str,
    /// How often.
    pub when: When,
    /// Which [`Work`](crate::Work) does it; its task is the name, as a string.
    pub kind: &'static str,
}

/// Work of `kind` that recurs. Of all programs on a database one queues it, once for each time. A time
/// that passed while none ran is made up for once; a time at which the former run still works is left out.
#[must_use]
pub const fn recurring(name: &'static str, when: When, kind: &'static str) -> Recurring {
    Recurring { name, when, kind }
}

impl When {
    /// The stored word: a release that changes it begins to count anew.
    fn plan(self) -> String {
        match self {
            Self::Every(seconds) => format!("every {seconds}"),
            Self::Daily(hour, minute) => format!("daily {hour:02}:{minute:02}"),
        }
    }

    /// The first time after `now`, of those that are counted from `from`.
    fn after(self, now: Timestamp, from: Timestamp) -> Timestamp {
        match self {
            Self::Every(seconds) => {
                let pause = i64::from(seconds.max(1)) * 1_000;
                let passed = now.millis_since(from).max(0) / pause;
                from.plus_millis((passed + 1).saturating_mul(pause))
            }
            Self::Daily(hour, minute) => {
                let at = |day: Date| day.start().plus_millis((i64::from(hour) * 60 + i64::from(minute)) * 60_000);
                let today = at(now.date());
                if today > now { today } else { at(now.date().plus_days(1)) }
            }
        }
    }
}

store::record! {
    /// Where recurring work stands.
    pub struct Recurred {
        /// Its name.
        pub name: String,
        /// How often: `every 60`, `daily 03:30`.
        pub plan: String,
        /// When it is due next.
        pub next_at: Timestamp,
        /// When it was queued last.
        pub last_at: Option<Timestamp>,
        /// The job of that run.
        pub job_id: Option<Id<Job>>,
        /// How the last run that ended did: a word of [`JobState`].
        pub state: Option<String>,
        /// What it reported: a [`Report`] as JSON.
        pub report: Option<String>,
        /// When it ended.
        pub ended_at: Option<Timestamp>,
    }
}

impl Recurred {
    /// Whether the last run that ended did not do its work.
    #[must_use]
    pub fn failed(&self) -> bool {
        self.state.as_deref() == Some(JobState::Failed.as_str())
    }

    /// What the last run that ended reported.
    #[must_use]
    pub fn outcome(&self) -> Option<Report> {
        self.report.as_deref().and_then(|report| serde_json::from_str(report).ok())
    }
}

/// All recurring work that a program on this database ever brought, by name.
///
/// # Errors
/// When the database refuses.
pub async fn list_recurring(on: impl Into<On<'_>>) -> Result<Vec<Recurred>> {
    Ok(sql("select name, plan, next_at, last_at, job_id, state, report, ended_at from recurring order by name")
        .all(on)
        .await?)
}

/// Writes down what recurs; what is there already keeps its times.
pub(crate) async fn announce(store: &Store, all: &[Recurring], now: Timestamp) -> Result<()> {
    for it in all {
        let next = it.when.after(now, now);
        store::transaction!(store, tx => {
            sql("insert into recurring (name, plan, next_at) values ($1, $2, $3) on conflict (name) do nothing")
                .bind(it.name)
                .bind(it.when.plan())
                .bind(next)
                .run(&mut *tx)
                .await?;
            sql("update recurring set plan = $2, next_at = $3 where name = $1 and plan <> $2")
                .bind(it.name)
                .bind(it.when.plan())
                .bind(next)
                .run(&mut *tx)
                .await?;
            Ok(())
        })?;
    }
    Ok(())
}

store::record! {
    struct Due { name: String, next_at: Timestamp, job_id: Option<Id<Job>> }
}

/// Queues one piece of recurring work whose time has come; false when there is none.
pub(crate) async fn queue(store: &Store, all: &[Recurring], now: Timestamp) -> Result<bool> {
    if all.is_empty() {
        return Ok(false);
    }
    let names = all.iter().map(|it| it.name);
    let due: Option<Due> = sql_list("select name, next_at, job_id from recurring where next_at <= $1 and name in ({list}) order by next_at, name limit 1", vec![now.into()], names)
        .optional(store)
        .await?;
    let Some(due) = due else { return Ok(false) };
    let Some(it) = all.iter().find(|it| it.name == due.name) else { return Ok(false) };
    store::transaction!(store, tx => {
        // Whoever moves the time queues the work; a second program moves nothing.
        let mine = sql("update recurring set next_at = $3 where name = $1 and next_at = $2")
            .bind(it.name)
            .bind(due.next_at)
            .bind(it.when.after(now, due.next_at))
            .run(&mut *tx)
            .await?;
        if mine == 1 { begin(tx, it, due.job_id, now).await } else { Ok(()) }
    })?;
    Ok(true)
}

async fn begin(tx: &mut Tx, it: &Recurring, former: Option<Id<Job>>, now: Timestamp) -> Result<()> {
    let working: i64 = sql("select count(*) as value from job where id = $1 and state in ('waiting', 'running')")
        .bind(former)
        .value(&mut *tx)
        .await?;
    if working > 0 {
        return Ok(());
    }
    // Its report stands beside the name; what failed stays for the doctor.
    sql("delete from job where id = $1 and state = 'done'").bind(former).run(&mut *tx).await?;
    let job = enqueue(&mut *tx, now, it.kind, PersonId::house(), &it.name).await?;
    sql("update recurring set last_at = $2, job_id = $3 where name = $1")
        .bind(it.name)
        .bind(now)
        .bind(job)
        .run(tx)
        .await?;
    Ok(())
}

/// Keeps how a run ended beside its name.
pub(crate) async fn ended(tx: &mut Tx, job: Id<Job>, state: JobState, report: &str, now: Timestamp) -> Result<()> {
    sql("update recurring set state = $2, report = $3, ended_at = $4 where job_id = $1")
        .bind(job)
        .bind(state)
        .bind(report)
        .bind(now)
        .run(tx)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hour: i64, minute: i64) -> Timestamp {
        Date::of(2026, 3, 1).unwrap().start().plus_millis((hour * 60 + minute) * 60_000)
    }

    #[test]
    fn a_daily_time_is_today_before_it_and_tomorrow_from_it_on() {
        let when = When::Daily(3, 30);
        assert_eq!(when.after(at(3, 29), at(0, 0)), at(3, 30));
        assert_eq!(when.after(at(3, 30), at(0, 0)), at(27, 30));
        assert_eq!(when.after(at(23, 59), at(0, 0)), at(27, 30));
    }

    #[test]
    fn a_daily_time_crosses_the_end_of_a_month() {
        let eve = Date::of(2026, 2, 28).unwrap().start().plus_millis(23 * 3_600_000);
        assert_eq!(When::Daily(0, 0).after(eve, eve), at(0, 0));
    }

    #[test]
    fn a_pause_keeps_its_beat_over_a_missed_time() {
        let when = When::Every(60);
        assert_eq!(when.after(at(0, 0), at(0, 0)), at(0, 1));
        assert_eq!(when.after(at(0, 0).plus_millis(61_500), at(0, 0)), at(0, 2));
        assert_eq!(when.after(at(9, 0).plus_millis(1), at(0, 0)), at(9, 1));
    }

    #[test]
    fn a_pause_of_nothing_is_a_second() {
        assert_eq!(When::Every(0).after(at(0, 0), at(0, 0)), at(0, 0).plus_millis(1_000));
    }
}
