use std::sync::Arc;
use std::time::Duration;

use kernel::{Clock, Error, Id, Result, Timestamp, text};
use store::{On, Store, sql};
use tokio::sync::Notify;

use crate::work::{LEASE_MILLIS, Progress};
use crate::{Event, Job, Report, Subscriber, Work};

/// Hands out events and does jobs, one at a time. Several workers may share a database.
#[derive(Clone)]
pub struct Worker {
    store: Store,
    clock: Clock,
    subscribers: Arc<[Subscriber]>,
    work: Arc<[Box<dyn Work>]>,
    bell: Arc<Notify>,
}

/// After so many failures an event waits for a person (the doctor names it).
const MOST_ATTEMPTS: i64 = 12;
/// After so many beginnings a job is given up.
const MOST_BEGINNINGS: i64 = 5;

store::record! {
    struct Due { event_id: Id<Event>, topic: String, payload: String, subscriber: String, attempts: i64 }
}

store::record! {
    /// An event that a subscriber refused so often that it waits for a person.
    pub struct GivenUp {
        /// The event.
        pub event_id: Id<Event>,
        /// What happened.
        pub topic: String,
        /// Who did not take it.
        pub subscriber: String,
        /// Why not, the last time.
        pub fault: Option<String>,
    }
}

/// Events that were given up, the oldest first; at most `limit`. None, in a house that is in order.
///
/// # Errors
/// When the database refuses.
pub async fn list_given_up(on: impl Into<On<'_>>, limit: u32) -> Result<Vec<GivenUp>> {
    Ok(sql("select event_id, topic, subscriber, fault from delivery where attempts >= $1 order by event_id limit $2")
        .bind(MOST_ATTEMPTS)
        .bind(limit)
        .all(on)
        .await?)
}

impl Worker {
    /// A worker for these subscribers and kinds of work.
    #[must_use]
    pub fn new(store: Store, clock: Clock, subscribers: Vec<Subscriber>, work: Vec<Box<dyn Work>>) -> Self {
        Self { store, clock, subscribers: subscribers.into(), work: work.into(), bell: Arc::new(Notify::new()) }
    }

    /// Wakes the worker: something was put into the queue.
    pub fn ring(&self) {
        self.bell.notify_one();
    }

    /// Works until the task is dropped.
    pub async fn run(self) {
        loop {
            let did = match self.step().await {
                Ok(did) => did,
                Err(error) => {
                    tracing::error!(%error, "the worker could not reach its queue");
                    false
                }
            };
            if !did {
                // The bell is for this process; the pause is for jobs that other processes queue.
                let _ = tokio::time::timeout(Duration::from_millis(500), self.bell.notified()).await;
            }
        }
    }

    /// Works until nothing is due. For tests and for programs that end.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn drain(&self) -> Result<()> {
        while self.step().await? {}
        Ok(())
    }

    async fn step(&self) -> Result<bool> {
        Ok(self.fan_out().await? || self.deliver().await? || self.work().await?)
    }

    /// Moves one event of the outbox to those who subscribed to it.
    async fn fan_out(&self) -> Result<bool> {
        let now = self.clock.now();
        let next: Option<Event> =
            sql("select id as event_id, topic, payload from outbox order by id limit 1").optional(&self.store).await?;
        let Some(event) = next else { return Ok(false) };
        store::transaction!(self.store, tx => {
            // Whoever deletes the row owns the event; a second worker deletes nothing.
            let mine = sql("delete from outbox where id = $1").bind(event.event_id).run(&mut *tx).await? == 1;
            for subscriber in self.subscribers.iter().filter(|it| mine && it.topic() == event.topic) {
                sql("insert into delivery (event_id, subscriber, topic, payload, attempts, due_at) values ($1, $2, $3, $4, 0, $5)")
                    .bind(event.event_id)
                    .bind(subscriber.name())
                    .bind(event.topic.as_str())
                    .bind(event.payload.as_str())
                    .bind(now)
                    .run(&mut *tx)
                    .await?;
            }
            Ok(())
        })?;
        Ok(true)
    }

    async fn deliver(&self) -> Result<bool> {
        let now = self.clock.now();
        let next: Option<Due> = sql("select event_id, topic, payload, subscriber, attempts from delivery where due_at <= $1 and attempts < $2 order by due_at, event_id limit 1")
            .bind(now)
            .bind(MOST_ATTEMPTS)
            .optional(&self.store)
            .await?;
        let Some(due) = next else { return Ok(false) };
        let heard = self.hear(&due, now).await;
        if let Err(error) = heard {
            tracing::warn!(subscriber = due.subscriber, topic = due.topic, %error, "an event was not taken; it comes again");
            sql("update delivery set attempts = attempts + 1, due_at = $3, fault = $4 where event_id = $1 and subscriber = $2")
                .bind(due.event_id)
                .bind(due.subscriber.as_str())
                .bind(later(now, due.attempts))
                .bind(error.to_string())
                .run(&self.store)
                .await?;
        }
        Ok(true)
    }

    async fn hear(&self, due: &Due, now: Timestamp) -> Result<()> {
        let subscriber = self.subscribers.iter().find(|it| it.name() == due.subscriber);
        let event = Event { event_id: due.event_id, topic: due.topic.clone(), payload: due.payload.clone() };
        store::transaction!(self.store, tx => {
            let mine = sql("delete from delivery where event_id = $1 and subscriber = $2")
                .bind(due.event_id)
                .bind(due.subscriber.as_str())
                .run(&mut *tx)
                .await? == 1;
            match subscriber {
                Some(subscriber) if mine => subscriber.hear(tx, &event, now).await,
                _ => Ok(()),
            }
        })
    }

    async fn work(&self) -> Result<bool> {
        let now = self.clock.now();
        let next: Option<Job> = sql("select id, kind, owner_id, payload, state, done, total, report, attempts from job where state in ('waiting', 'running') and due_at <= $1 and leased_until < $1 order by due_at, id limit 1")
            .bind(now)
            .optional(&self.store)
            .await?;
        let Some(job) = next else { return Ok(false) };
        let taken = sql("update job set state = 'running', attempts = attempts + 1, leased_until = $2 where id = $1 and attempts = $4 and state in ('waiting', 'running') and leased_until < $3")
            .bind(job.id)
            .bind(now.plus_millis(LEASE_MILLIS))
            .bind(now)
            .bind(job.attempts)
            .run(&self.store)
            .await?;
        // Whoever read the job before another worker took it, or even ended it, takes nothing.
        if taken == 1 {
            self.do_job(Job { attempts: job.attempts + 1, ..job }).await?;
        }
        Ok(true)
    }

    async fn do_job(&self, job: Job) -> Result<()> {
        let progress =
            Progress { store: self.store.clone(), clock: self.clock.clone(), job: job.id, attempt: job.attempts };
        let outcome = match self.work.iter().find(|it| it.kind() == job.kind) {
            // It took its workers down with it, each time.
            Some(_) if job.attempts > MOST_BEGINNINGS => Err(Error::internal("begun too often")),
            Some(work) => work.run(&job, &progress).await,
            None => Err(kernel::Refusal::because(text!("job-unknown", kind = job.kind.as_str())).into()),
        };
        match outcome {
            Ok(report) => self.end(&job, "done", &report).await,
            Err(Error::Refused(refusal)) => {
                self.end(&job, "failed", &Report { summary: refusal.reason, facts: serde_json::Value::Null }).await
            }
            Err(error) if job.attempts >= MOST_BEGINNINGS => {
                tracing::error!(kind = job.kind, job = %job.id, %error, "a job was given up");
                self.end(&job, "failed", &Report { summary: text!("job-given-up"), facts: serde_json::Value::Null })
                    .await
            }
            Err(error) => {
                tracing::warn!(kind = job.kind, job = %job.id, %error, "a job failed; it is begun again");
                sql("update job set state = 'waiting', leased_until = 0, due_at = $2 where id = $1 and attempts = $3 and state = 'running'")
                    .bind(job.id)
                    .bind(later(self.clock.now(), job.attempts - 1))
                    .bind(job.attempts)
                    .run(&self.store)
                    .await?;
                Ok(())
            }
        }
    }

    async fn end(&self, job: &Job, state: &str, report: &Report) -> Result<()> {
        // Only its own beginning may end it: a worker that was too slow changes nothing any more.
        sql("update job set state = $2, report = $3, ended_at = $4, leased_until = 0 where id = $1 and attempts = $5 and state = 'running'")
            .bind(job.id)
            .bind(state)
            .bind(serde_json::to_string(report).map_err(Error::internal)?)
            .bind(self.clock.now())
            .bind(job.attempts)
            .run(&self.store)
            .await?;
        Ok(())
    }
}

/// Twice the pause after each failure, from one second to an hour.
fn later(now: Timestamp, attempts: i64) -> Timestamp {
    let doublings = u32::try_from(attempts.clamp(0, 12)).unwrap_or(12);
    now.plus_millis((1_000_i64 << doublings).min(3_600_000))
}
