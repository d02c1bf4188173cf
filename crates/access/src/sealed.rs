//! What access keeps sealed, and how it is walked when the ring turns.

use kernel::Result;
use store::{Store, Tx};
use uuid::Uuid;
use vault::{Holding, Ring, Step, Stepping, Tally, renewed};

use crate::factor::SECRET;
use crate::store as rows;

/// The secrets of authenticators. The hashes of recovery codes hang on them and stay as they are.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Authenticators;

impl Holding for Authenticators {
    fn name(&self) -> &'static str {
        "totp"
    }

    fn turn<'a>(&'a self, tx: &'a mut Tx, ring: &'a Ring, after: Uuid, limit: u32) -> Stepping<'a, Step> {
        Box::pin(turn(tx, ring, after, limit))
    }

    fn examine<'a>(&'a self, store: &'a Store, ring: &'a Ring, after: Uuid, limit: u32) -> Stepping<'a, Step> {
        Box::pin(async move { Ok(Step::over(ring, SECRET, &rows::list_sealed_secrets(store, after, limit).await?)) })
    }

    fn tally<'a>(&'a self, store: &'a Store) -> Stepping<'a, Vec<Tally>> {
        Box::pin(rows::tally_secrets(store))
    }
}

async fn turn(tx: &mut Tx, ring: &Ring, after: Uuid, limit: u32) -> Result<Step> {
    let secrets = rows::list_sealed_secrets(&mut *tx, after, limit).await?;
    let mut step = Step::over(ring, SECRET, &secrets);
    for (it, fresh) in renewed(ring, SECRET, &secrets)? {
        step.moved += i64::from(rows::reseal_secret(&mut *tx, it, &fresh).await?);
    }
    Ok(step)
}
