//! A file that was taken out lies in the house no longer than it takes to fetch it.

use ::retention::{Expiring, Removed, Removing, Rule, Span};
use ::store::{Store, Tx};
use blobs::Blobs;
use kernel::{Error, Timestamp};

use crate::store as rows;

/// The number stands in no document: `[check]`.
pub const RULES: &[Rule] = &[Rule { name: "exports.files", days: 7, least: 1, most: 90, expiring: &Files }];

/// The files, by when they were asked for. The row stays, and says who took what.
struct Files;

impl Expiring for Files {
    fn batch(&self) -> u32 {
        20
    }

    fn remove<'a>(&'a self, tx: &'a mut Tx, blobs: &'a Blobs, span: Span, limit: u32) -> Removing<'a, Removed> {
        Box::pin(async move {
            let old = rows::list_old_files(&mut *tx, span.before, limit).await?;
            for it in &old {
                blobs.delete(&crate::export::key(it.id)?).await.map_err(Error::internal)?;
            }
            rows::set_files_removed(tx, &old, span.now).await?;
            let moments: Vec<Timestamp> = old.iter().map(|it| it.created_at).collect();
            Ok(Removed::of(&moments))
        })
    }

    fn oldest<'a>(&'a self, store: &'a Store, _after: Timestamp) -> Removing<'a, Option<Timestamp>> {
        Box::pin(rows::find_oldest_file(store))
    }
}
