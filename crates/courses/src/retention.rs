//! Raw beats are kept for review, not for ever; what they add up to stays.

use blobs::Blobs;
use kernel::Timestamp;
use retention::{Expiring, Removed, Removing, Rule, Span};
use store::{Store, Tx};

use crate::store as rows;

/// How long raw beats are kept: 90 to 180 days (domain 2.23.5).
pub(crate) const RULES: &[Rule] = &[
    Rule { name: "courses.beats", days: 180, least: 90, most: 180, expiring: &Pages },
    Rule { name: "courses.tails", days: 180, least: 90, most: 180, expiring: &Tails },
];

/// The pages of beats, by when the last of a page came.
struct Pages;

impl Expiring for Pages {
    fn remove<'a>(&'a self, tx: &'a mut Tx, _: &'a Blobs, span: Span, limit: u32) -> Removing<'a, Removed> {
        Box::pin(async move { Ok(Removed::of(&rows::delete_beat_pages(tx, span.before, limit).await?)) })
    }

    fn oldest<'a>(&'a self, store: &'a Store, _after: Timestamp) -> Removing<'a, Option<Timestamp>> {
        Box::pin(rows::find_oldest_beat_page(store))
    }
}

/// The beats that never filled a page, in the rows of their sessions, by when the session began.
struct Tails;

impl Expiring for Tails {
    fn remove<'a>(&'a self, tx: &'a mut Tx, _: &'a Blobs, span: Span, limit: u32) -> Removing<'a, Removed> {
        Box::pin(
            async move { Ok(Removed::of(&rows::clear_tails(tx, reconsidered(span.after), span.before, limit).await?)) },
        )
    }

    fn oldest<'a>(&'a self, store: &'a Store, after: Timestamp) -> Removing<'a, Option<Timestamp>> {
        Box::pin(rows::find_oldest_tail(store, reconsidered(after)))
    }
}

/// So long after its beginning a session may be heard of again: a phone's journal sends for 60 days
/// (`assets/js/journal.js`), and a page may have stood open for a week before.
const HEARD_AGAIN_DAYS: i64 = 67;

/// A session that was still heard of when an earlier run passed it is looked at once more.
fn reconsidered(after: Timestamp) -> Timestamp {
    after.plus_millis(-HEARD_AGAIN_DAYS * 86_400_000)
}
