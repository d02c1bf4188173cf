use ::store::{Store, Tx};
use blobs::Blobs;
use kernel::Timestamp;

use crate::{Expiring, Removed, Removing, Rule, Span};

/// The rules of what the floors keep.
pub const FLOORS: &[Rule] = &[Rule { name: "jobs", days: 90, least: 31, most: 3_650, expiring: &EndedJobs }];

/// Jobs that are over, with their reports. The doctor speaks of failed ones for 30 days.
struct EndedJobs;

impl Expiring for EndedJobs {
    fn remove<'a>(&'a self, tx: &'a mut Tx, _: &'a Blobs, span: Span, limit: u32) -> Removing<'a, Removed> {
        Box::pin(async move { Ok(Removed::of(&jobs::delete_ended(tx, span.before, limit).await?)) })
    }

    fn oldest<'a>(&'a self, store: &'a Store, _after: Timestamp) -> Removing<'a, Option<Timestamp>> {
        Box::pin(jobs::find_oldest_ended(store))
    }
}
