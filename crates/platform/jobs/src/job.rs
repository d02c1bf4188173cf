use kernel::{Id, PersonId, Result, Text, Timestamp};
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
        /// Given up, with a report that says why.
        Failed = "failed",
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
        serde_json::from_str(&self.payload).map_err(kernel::Error::internal)
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
    let id = Id::new(at);
    let payload = serde_json::to_string(task).map_err(kernel::Error::internal)?;
    sql("insert into job (id, kind, owner_id, payload, state, done, total, attempts, due_at, leased_until, created_at) values ($1, $2, $3, $4, 'waiting', 0, 0, 0, $5, 0, $5)")
        .bind(id)
        .bind(kind)
        .bind(owner)
        .bind(payload)
        .bind(at)
        .run(tx)
        .await?;
    Ok(id)
}

/// The job `id`.
///
/// # Errors
/// When the database refuses.
pub async fn find_job(on: impl Into<On<'_>>, id: Id<Job>) -> Result<Option<Job>> {
    Ok(sql("select id, kind, owner_id, payload, state, done, total, report, attempts from job where id = $1")
        .bind(id)
        .optional(on)
        .await?)
}
