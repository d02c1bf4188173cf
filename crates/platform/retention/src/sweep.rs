use std::future::Future;
use std::pin::Pin;

use audit::{By, Entry};
use blobs::Blobs;
use jobs::{Job, Progress, Report, Work};
use kernel::{Error, Id, PersonId, Result, Timestamp, text};
use serde_json::json;

use crate::store::{self as rows, Run};
use crate::{Removed, Rule, Rules, Span, Standing};

/// The kind of the job.
pub const KIND: &str = "retention.sweep";
/// The name of the recurring work.
pub const NAME: &str = "house.retention";

/// Removes what the rules do not allow to be kept any longer.
pub struct Sweep {
    rules: Rules,
    blobs: Blobs,
}

impl Sweep {
    /// The work of a house with these rules.
    #[must_use]
    pub const fn new(rules: Rules, blobs: Blobs) -> Self {
        Self { rules, blobs }
    }

    async fn sweep(&self, progress: &Progress) -> Result<Report> {
        let (mut removed, mut failed) = (0, None);
        for (rule, standing) in self.rules.list(progress.store()).await? {
            match self.apply(&rule, &standing, removed, progress).await {
                Ok(count) => removed += count,
                // Whoever stops the work stops all of it; what one rule cannot do keeps no other from its own.
                Err(error @ Error::Refused(_)) => return Err(error),
                Err(error) => failed = failed.or(Some(error)),
            }
        }
        failed.map_or_else(|| Ok(Report::of(text!("retention-swept", removed = removed))), Err)
    }

    /// Removes what one rule speaks of; how many went.
    async fn apply(&self, rule: &Rule, standing: &Standing, already: i64, progress: &Progress) -> Result<i64> {
        let (store, now) = (progress.store(), progress.clock().now());
        let days = standing.days_of(rule);
        let mut run = fresh(rule, days, now);
        let mut through = standing.through_at;
        loop {
            let span = Span { after: through, before: run.before_at, now };
            let step = ::store::transaction!(store, tx => {
                let step = rule.expiring.remove(tx, &self.blobs, span, rule.expiring.batch()).await?;
                if step.count > 0 {
                    rows::add_removed(tx, &run, &step).await?;
                    rows::set_through(tx, rule.name, step.last).await?;
                }
                Ok(step)
            })?;
            if step.count == 0 {
                break;
            }
            through = step.last;
            run = added(run, &step);
            progress.set(already + run.removed, 0).await?;
        }
        let oldest = rule.expiring.oldest(store, through).await?;
        ::store::transaction!(store, tx => {
            rows::set_ended(&mut *tx, rule.name, oldest, now).await?;
            rows::end_run(&mut *tx, run.id, now).await?;
            if run.removed > 0 { written(tx, &run, now).await } else { Ok(()) }
        })?;
        Ok(run.removed)
    }
}

fn fresh(rule: &Rule, days: i64, now: Timestamp) -> Run {
    Run {
        id: Id::new(now),
        rule: rule.name.to_owned(),
        days,
        before_at: Rule::before(days, now),
        begun_at: now,
        ended_at: None,
        removed: 0,
        first_at: Timestamp::default(),
        last_at: Timestamp::default(),
    }
}

fn added(run: Run, step: &Removed) -> Run {
    let first_at = if run.removed == 0 { step.first } else { run.first_at.min(step.first) };
    Run { removed: run.removed + step.count, first_at, last_at: run.last_at.max(step.last), ..run }
}

/// The audit has it too, in the name of the house: so the log cannot be shortened unseen.
async fn written(tx: &mut ::store::Tx, run: &Run, now: Timestamp) -> Result<()> {
    let by = By::acting(PersonId::house(), "", "", now);
    let what =
        json!({ "removed": run.removed, "days": run.days, "from": run.first_at.minute(), "to": run.last_at.minute() });
    by.record(tx, Entry::new("retention.remove", "retention", &run.rule).after(what)).await
}

impl Work for Sweep {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn run<'a>(
        &'a self,
        _job: &'a Job,
        progress: &'a Progress,
    ) -> Pin<Box<dyn Future<Output = Result<Report>> + Send + 'a>> {
        Box::pin(self.sweep(progress))
    }
}
