//! What the door remembers is forgotten when it is over.

use blobs::Blobs;
use kernel::Timestamp;
use retention::{Expiring, Removed, Removing, Rule, Span};
use store::{Store, Tx};

use crate::store as rows;

/// How long it is kept after its end, in days. None of the numbers stands in a document: [check].
pub(crate) const RULES: &[Rule] = &[
    Rule { name: "access.sessions", days: 7, least: 0, most: 180, expiring: &Sessions },
    Rule { name: "access.codes", days: 7, least: 0, most: 180, expiring: &Codes },
    Rule { name: "access.guesses", days: 1, least: 0, most: 180, expiring: &Guesses },
];

/// Sessions, by their end.
struct Sessions;

impl Expiring for Sessions {
    fn remove<'a>(&'a self, tx: &'a mut Tx, _: &'a Blobs, span: Span, limit: u32) -> Removing<'a, Removed> {
        Box::pin(async move { Ok(Removed::of(&rows::delete_over_sessions(tx, span.before, limit).await?)) })
    }

    fn oldest<'a>(&'a self, store: &'a Store, _after: Timestamp) -> Removing<'a, Option<Timestamp>> {
        Box::pin(rows::find_first_session_end(store))
    }
}

/// Activation codes that were never used, by their end.
struct Codes;

impl Expiring for Codes {
    fn remove<'a>(&'a self, tx: &'a mut Tx, _: &'a Blobs, span: Span, limit: u32) -> Removing<'a, Removed> {
        Box::pin(async move { Ok(Removed::of(&rows::clear_over_codes(tx, span.before, limit).await?)) })
    }

    fn oldest<'a>(&'a self, store: &'a Store, _after: Timestamp) -> Removing<'a, Option<Timestamp>> {
        Box::pin(rows::find_first_code_end(store))
    }
}

/// Counts of wrong guesses, by until when they are remembered.
struct Guesses;

impl Expiring for Guesses {
    fn remove<'a>(&'a self, tx: &'a mut Tx, _: &'a Blobs, span: Span, limit: u32) -> Removing<'a, Removed> {
        Box::pin(async move { Ok(Removed::of(&rows::delete_over_guesses(tx, span.before, limit).await?)) })
    }

    fn oldest<'a>(&'a self, store: &'a Store, _after: Timestamp) -> Removing<'a, Option<Timestamp>> {
        Box::pin(rows::find_first_guess_end(store))
    }
}
