use kernel::{Error, Id, PersonId, Result, Text, Timestamp};
use serde::{Deserialize, Serialize};
use store::{On, Tx, sql};

store::code! {
    /// Where a job stands.
    pub enum JobState {
        /// Waits for the worker.
        Waiting = "waiting",
        /// Is being done.
        Running = "running",
        /// Done, with a report.
        Done = "done",
        /// Given up or refused, with a report that says why.
        Failed = "failed",
        /// Stopped because its owner asked for it.
        Cancelled = "cancelled",
    }
}

store::record! {
    /// A piece of long work.
    pub struct Job {
        /// Its id.
        pub id: Id<Job>,
        /// Which [`Work`](crate::Work) does it.
        pub kind: String,
        /// Who asked for it.
        pub owner_id: PersonId,
        /// What to do, as JSON.
        pub payload: String,
        /// Where it stands.
        pub state: JobState,
        /// Steps done.
        pub done: i64,
        /// Steps in all; 0 while unknown.
        pub total: i64,
        /// How it ended: a [`Report`] as JSON.
        pub report: Option<String>,
        /// How often it was begun.
        pub attempts: i64,
        /// When it was put into the queue.
        pub created_at: Timestamp,
        /// When its owner asked to stop it; it may still be running.
        pub cancelled_at: Option<Timestamp>,
    }
}

/// How a job ended.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Report {
    /// In a sentence.
    pub summary: Text,
    /// Whatever the kind of work counts.
    #[serde(default)]
    pub facts: serde_json::Value,
}

impl Report {
    /// A report of one sentence.
    #[must_use]
    pub const fn of(summary: Text) -> Self {
        Self { summary, facts: serde_json::Value::Null }
    }
}

impl Job {
    /// How it ended, once it has.
    #[must_use]
    pub fn outcome(&self) -> Option<Report> {
        self.report.as_deref().and_then(|report| serde_json::from_str(report).ok())
    }

    /// What to do, as `T`.
    ///
    /// # Errors
    /// When the payload is not a `T`.
    pub fn task<T: serde::de::DeserializeOwned>(&self) -> Result<T> {
        serde_json::from_str(&self.payload).map_err(Error::internal)
    }
}

/// Puts a job into the queue, in the caller's transaction.
///
/// # Errors
/// When the database refuses.
pub async fn enqueue(
    tx: &mut Tx,
    at: Timestamp,
    kind: &str,
    owner: PersonId,
    task: &impl Serialize,
) -> Result<Id<Job>> {
    enqueue_at(tx, at, at, kind, owner, task).await
}

/// Puts a job into the queue that is not begun before `due`.
///
/// # Errors
/// When the database refuses.
pub async fn enqueue_at(
    tx: &mut Tx,
    at: Timestamp,
    due: Timestamp,
    kind: &str,
    owner: PersonId,
    task: &impl Serialize,
) -> Result<Id<Job>> {
    let id = Id::new(at);
    sql("insert into job (id, kind, owner_id, payload, state, done, total, attempts, due_at, leased_until, created_at) values ($1, $2, $3, $4, 'waiting', 0, 0, 0, $5, 0, $6)")
        .bind(id)
        .bind(kind)
        .bind(owner)
        .bind(serde_json::to_string(task).map_err(Error::internal)?)
        .bind(due)
        .bind(at)
        .run(tx)
        .await?;
    Ok(id)
}

/// Asks to stop a job of `owner`. What waits is not begun; what runs hears of it at its next
/// [`Progress::set`](crate::Progress::set) and ends as cancelled, unless it is done before that.
/// False when there is nothing to stop: not theirs, ended, or asked for already.
///
/// # Errors
/// When the database refuses.
pub async fn cancel(tx: &mut Tx, id: Id<Job>, owner: PersonId, at: Timestamp) -> Result<bool> {
    // What waits for a later moment is ended now.
    let asked = sql("update job set cancelled_at = $3, due_at = case when state = 'waiting' then $3 else due_at end where id = $1 and owner_id = $2 and state in ('waiting', 'running') and cancelled_at is null")
        .bind(id)
        .bind(owner)
        .bind(at)
        .run(tx)
        .await?;
    Ok(asked == 1)
}

/// The job `id`.
///
/// # Errors
/// When the database refuses.
pub async fn find_job(on: impl Into<On<'_>>, id: Id<Job>) -> Result<Option<Job>> {
    Ok(sql("select id, kind, owner_id, payload, state, done, total, report, attempts, created_at, cancelled_at from job where id = $1")
        .bind(id)
        .optional(on)
        .await?)
}

/// The jobs of `owner`, the newest first: those before `before`, `limit` of them.
///
/// # Errors
/// When the database refuses.
pub async fn list_jobs(
    on: impl Into<On<'_>>,
    owner: PersonId,
    before: Option<Id<Job>>,
    limit: u32,
) -> Result<Vec<Job>> {
    let before = before.unwrap_or_else(Id::greatest);
    Ok(sql("select id, kind, owner_id, payload, state, done, total, report, attempts, created_at, cancelled_at from job where owner_id = $1 and id < $2 order by id desc limit $3")
        .bind(owner)
        .bind(before)
        .bind(limit)
        .all(on)
        .await?)
}
