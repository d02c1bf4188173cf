//! What access keeps sealed, and how it is walked when the ring turns.

use kernel::Result;
use store::{Store, Tx};
use uuid::Uuid;
use vault::{Fault, Holding, Ring, Step, Stepping, Tally};

use crate::factor::SECRET;
use crate::store::{self as rows, SealedSecret};

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
        Box::pin(async move { Ok(looked_at(ring, &rows::list_sealed_secrets(store, after.into(), limit).await?)) })
    }

    fn tally<'a>(&'a self, store: &'a Store) -> Stepping<'a, Vec<Tally>> {
        Box::pin(rows::tally_secrets(store))
    }
}

async fn turn(tx: &mut Tx, ring: &Ring, after: Uuid, limit: u32) -> Result<Step> {
    let secrets = rows::list_sealed_secrets(&mut *tx, after.into(), limit).await?;
    let mut step = looked_at(ring, &secrets);
    for it in secrets.iter().filter(|it| !ring.is_current(&it.secret_cipher)) {
        // What does not open is a fault already.
        let Ok(secret) = ring.unseal(SECRET, it.person_id.uuid(), &it.secret_cipher) else { continue };
        let fresh = ring.seal(SECRET, it.person_id.uuid(), &secret)?;
        step.moved += i64::from(rows::reseal_secret(&mut *tx, it, &fresh).await?);
    }
    Ok(step)
}

fn looked_at(ring: &Ring, secrets: &[SealedSecret]) -> Step {
    let fault = |it: &SealedSecret| {
        let cause = ring.unseal(SECRET, it.person_id.uuid(), &it.secret_cipher).err()?;
        Some((it.person_id.uuid(), Fault::Unreadable(SECRET.name(), cause)))
    };
    Step {
        last: secrets.last().map(|it| it.person_id.uuid()),
        seen: kernel::count(secrets.len()),
        moved: 0,
        faults: secrets.iter().filter_map(fault).collect(),
    }
}
