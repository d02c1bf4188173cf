//! Files of rosters are kept until they are surely worked off, and what was wrong in them as long.

use blobs::Blobs;
use kernel::{Error, Timestamp};
use retention::{Expiring, Removed, Removing, Rule, Span};
use store::{Store, Tx};

use crate::store as rows;

/// The number stands in no document: [check].
pub(crate) const RULES: &[Rule] =
    &[Rule { name: "registry.rosters", days: 90, least: 7, most: 730, expiring: &RosterFiles }];

/// The files, by when they were sent, each with its report of wrong cells. The import itself stays.
struct RosterFiles;

impl Expiring for RosterFiles {
    /// A report may have a row for each cell of a province.
    fn batch(&self) -> u32 {
        5
    }

    fn remove<'a>(&'a self, tx: &'a mut Tx, blobs: &'a Blobs, span: Span, limit: u32) -> Removing<'a, Removed> {
        Box::pin(async move {
            let old = rows::list_old_files(&mut *tx, span.before, limit).await?;
            for it in &old {
                // Earlier releases kept the same bytes once, however often they were sent.
                if rows::count_users(&mut *tx, &it.blob_key, span.before).await? == 0 {
                    let key = it.blob_key.parse::<blobs::Key>().map_err(Error::internal)?;
                    blobs.delete(&key).await.map_err(Error::internal)?;
                }
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
