//! Work that outlives a request, and news that travel down the chain.
//!
//! - A **job** is a row; it is enqueued in the caller's transaction, so it exists exactly when the
//!   deed it belongs to exists. It shows progress, can be left and found again, and ends with a report.
//! - An **event** is a row of the outbox, written in the transaction of what happened. The worker hands
//!   it to every subscriber in a transaction of its own; each subscriber hears it exactly once.
//! - **Recurring** work is a row with its next time; one of the programs on the database queues it as a job.

mod delivery;
mod ended;
mod event;
mod job;
mod lane;
mod recurring;
mod work;
mod worker;

pub use delivery::{GivenUp, list_given_up};
pub use ended::{delete_ended, find_oldest_ended};
pub use event::{Event, Hearing, Subscriber, Topic, emit};
pub use job::{Job, JobState, Report, cancel, enqueue, enqueue_at, find_job, list_jobs};
pub use lane::{FailedJob, list_failed_jobs};
pub use recurring::{Recurred, Recurring, When, list_recurring, recurring};
pub use work::{Progress, Work};
pub use worker::Worker;

use store::Migration;

/// The tables of this floor.
pub const MIGRATIONS: &[Migration] = &[
    Migration { slice: "jobs", number: 1, text: include_str!("../migrations/0001_jobs.sql") },
    Migration { slice: "jobs", number: 2, text: include_str!("../migrations/0002_lanes.sql") },
    Migration { slice: "jobs", number: 3, text: include_str!("../migrations/0003_ended.sql") },
];
