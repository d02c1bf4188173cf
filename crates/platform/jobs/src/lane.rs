use std::sync::Arc;

use kernel::{Error, Id, PersonId, Result, Timestamp, text};
use store::{On, sql, sql_list};
use tokio::task::JoinSet;
use tokio::time::{MissedTickBehavior, interval};

use crate::work::{LEASE_MILLIS, Progress, lost};
use crate::worker::{Worker, later};
use crate::{Job, JobState, Report, recurring};

/// After so many beginnings a job is given up.
const MOST_BEGINNINGS: i64 = 5;

store::record! {
    /// A job that was given up because of a fault of ours.
    pub struct FailedJob {
        /// The job.
        pub id: Id<Job>,
        /// Its kind.
        pub kind: String,
        /// When it was given up.
        pub ended_at: Option<Timestamp>,
        /// The last fault.
        pub fault: Option<String>,
    }
}

/// Jobs given up since `since`, the newest first; at most `limit`. Those that were refused, with a reason
/// for their owner, are not among them.
///
/// # Errors
/// When the database refuses.
pub async fn list_failed_jobs(on: impl Into<On<'_>>, since: Timestamp, limit: u32) -> Result<Vec<FailedJob>> {
    Ok(sql("select id, kind, ended_at, fault from job where state = 'failed' and fault is not null and ended_at >= $1 order by ended_at desc, id limit $2")
        .bind(since)
        .bind(limit)
        .all(on)
        .await?)
}

/// How a beginning of a job came out.
struct Ending {
    state: JobState,
    report: Report,
    /// The fault of ours, for the doctor.
    fault: Option<String>,
}

impl Ending {
    const fn of(state: JobState, report: Report) -> Self {
        Self { state, report, fault: None }
    }
}

impl Worker {
    /// Does one job that is due; those of kinds it does not know are left for the program that does.
    pub(crate) async fn work(&self) -> Result<bool> {
        let now = self.clock.now();
        let kinds = self.work.iter().map(|it| it.kind());
        let next: Option<Job> = sql_list("select id, kind, owner_id, payload, state, done, total, report, attempts, created_at, cancelled_at from job where state in ('waiting', 'running') and due_at <= $1 and leased_until < $1 and kind in ({list}) order by due_at, id limit 1", vec![now.into()], kinds)
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
        let progress = Progress::new(&self.store, &self.clock, &job);
        let outcome = if job.attempts > MOST_BEGINNINGS {
            // It took its workers down with it, each time.
            Err(Error::internal("begun too often"))
        } else if job.cancelled_at.is_some() {
            return self.end(job, Ending::of(JobState::Cancelled, Report::of(text!("job-cancelled")))).await;
        } else {
            self.attempt(&job, &progress).await
        };
        let ending = match outcome {
            Ok(report) => Ending::of(JobState::Done, report),
            Err(_) if progress.was_cancelled() => Ending::of(JobState::Cancelled, Report::of(text!("job-cancelled"))),
            Err(Error::Refused(refusal)) => Ending::of(JobState::Failed, Report::of(refusal.reason)),
            Err(error) if job.attempts >= MOST_BEGINNINGS => {
                tracing::error!(kind = job.kind, job = %job.id, %error, "a job was given up");
                let report = Report::of(text!("job-given-up"));
                Ending { fault: Some(error.to_string()), ..Ending::of(JobState::Failed, report) }
            }
            Err(error) => return self.put_back(&job, &error).await,
        };
        self.end(job, ending).await
    }

    /// Lets the work run apart, so that its panic is its own, and keeps the job while it runs.
    async fn attempt(&self, job: &Job, progress: &Progress) -> Result<Report> {
        let mut running = JoinSet::new();
        let (all, its_job, its_progress) = (Arc::clone(&self.work), job.clone(), progress.clone());
        running.spawn(async move {
            let work = all.iter().find(|it| it.kind() == its_job.kind).ok_or(Error::NotFound)?;
            work.run(&its_job, &its_progress).await
        });
        let mut beats = interval(self.beat);
        beats.set_missed_tick_behavior(MissedTickBehavior::Delay);
        beats.tick().await;
        loop {
            tokio::select! {
                ended = running.join_next() => return ended.map_or_else(|| Err(lost()), |it| it.map_err(Error::internal)?),
                _ = beats.tick() => match progress.beat().await {
                    Ok(true) => {}
                    // What another has begun anew stops here.
                    Ok(false) => return Err(lost()),
                    Err(error) => tracing::warn!(kind = job.kind, job = %job.id, %error, "a job could not be kept"),
                },
            }
        }
    }

    async fn put_back(&self, job: &Job, error: &Error) -> Result<()> {
        tracing::warn!(kind = job.kind, job = %job.id, %error, "a job failed; it is begun again");
        // One that is to be cancelled is ended at once.
        sql("update job set state = 'waiting', leased_until = 0, due_at = case when cancelled_at is null then $2 else due_at end where id = $1 and attempts = $3 and state = 'running'")
            .bind(job.id)
            .bind(later(self.clock.now(), job.attempts - 1))
            .bind(job.attempts)
            .run(&self.store)
            .await?;
        Ok(())
    }

    async fn end(&self, job: Job, ending: Ending) -> Result<()> {
        let Ending { state, report, fault } = ending;
        let report = serde_json::to_string(&report).map_err(Error::internal)?;
        let now = self.clock.now();
        let job = Job { state, ..job };
        store::transaction!(self.store, tx => {
            // Only its own beginning may end it: a worker that was too slow changes nothing any more.
            let mine = sql("update job set state = $2, report = $3, ended_at = $4, leased_until = 0, fault = $6 where id = $1 and attempts = $5 and state = 'running'")
                .bind(job.id)
                .bind(state)
                .bind(report.as_str())
                .bind(now)
                .bind(job.attempts)
                .bind(fault.clone())
                .run(&mut *tx)
                .await?;
            if mine == 0 {
                return Ok(());
            }
            if let (true, Some(work)) = (state != JobState::Done, self.work.iter().find(|it| it.kind() == job.kind)) {
                work.given_up(tx, &job, now).await?;
            }
            if job.owner_id == PersonId::house() {
                recurring::ended(tx, job.id, state, &report, now).await?;
            }
            Ok(())
        })
    }
}
