//! The secrets of exported files: the files themselves stay as they are when the ring turns.

use ::store::{Store, Tx};
use uuid::Uuid;
use vault::{Field, Holding, Ring, Step, Stepping, Tally, renewed};

use crate::store as rows;

/// What opens the file of an export.
pub const EXPORT_FILE: Field = Field::new("export.file");

/// The secrets of the files.
#[derive(Clone, Copy, Debug)]
pub struct Exports;

impl Holding for Exports {
    fn name(&self) -> &'static str {
        "export"
    }

    fn turn<'a>(&'a self, tx: &'a mut Tx, ring: &'a Ring, after: Uuid, limit: u32) -> Stepping<'a, Step> {
        Box::pin(async move {
            let secrets = rows::list_sealed_exports(&mut *tx, after, limit).await?;
            let mut step = Step::over(ring, EXPORT_FILE, &secrets);
            for (it, fresh) in renewed(ring, EXPORT_FILE, &secrets)? {
                step.moved += i64::from(rows::reseal_export(&mut *tx, it, &fresh).await?);
            }
            Ok(step)
        })
    }

    fn examine<'a>(&'a self, store: &'a Store, ring: &'a Ring, after: Uuid, limit: u32) -> Stepping<'a, Step> {
        Box::pin(
            async move { Ok(Step::over(ring, EXPORT_FILE, &rows::list_sealed_exports(store, after, limit).await?)) },
        )
    }

    fn tally<'a>(&'a self, store: &'a Store) -> Stepping<'a, Vec<Tally>> {
        Box::pin(rows::tally_exports(store))
    }
}
