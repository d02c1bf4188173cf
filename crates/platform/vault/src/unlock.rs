//! The opening of a house's ring: its own, and none where one is missing.

use std::path::Path;

use kernel::{Clock, Error, Result, Timestamp};
use store::Store;

use crate::store as rows;
use crate::{Holding, Ring, Suite, Vault, tally};

/// Opens the ring in the file `path`. It is made, with a key of `suite`, only where nothing was sealed before: a
/// fresh ring beside sealed values would open none of them.
///
/// # Errors
/// When the file is damaged, missing, or not the ring that this database was sealed with.
pub async fn unlock(
    store: &Store,
    path: &Path,
    suite: Suite,
    clock: &Clock,
    holdings: &[&dyn Holding],
) -> Result<Vault> {
    let vault = match Vault::find(path)? {
        Some(vault) => vault,
        None if is_sealed(store, holdings).await? => {
            return Err(Error::internal(format!(
                "the key ring {} is missing, and this database has sealed values: put the ring back that belongs to it",
                path.display()
            )));
        }
        None => Vault::open(path, suite, clock.now())?,
    };
    acknowledge(store, &vault.ring(), clock.now()).await?;
    Ok(vault)
}

async fn is_sealed(store: &Store, holdings: &[&dyn Holding]) -> Result<bool> {
    let known = rows::list_known(store).await?.iter().any(|it| it.retired_at.is_none());
    Ok(known || tally(store, holdings).await?.iter().any(|it| it.values > 0))
}

/// Makes sure that the ring is the one this database was sealed with, and notes its new keys.
///
/// # Errors
/// When a key of that number is another one, or one that the database wants is missing.
pub async fn acknowledge(store: &Store, ring: &Ring, now: Timestamp) -> Result<()> {
    let known = rows::list_known(store).await?;
    for it in &known {
        match ring.key(it.id) {
            Some(key) if key.fingerprint() == it.fingerprint => {}
            Some(_) => {
                return Err(Error::internal(format!(
                    "key {} of the ring is not the one that this database was sealed with: put the ring back that belongs to it",
                    it.id
                )));
            }
            None if it.retired_at.is_some() => {}
            None => {
                return Err(Error::internal(format!(
                    "the ring lacks key {}, with which this database was sealed: put the ring back that has it",
                    it.id
                )));
            }
        }
    }
    for key in ring.keys().iter().filter(|key| known.iter().all(|it| it.id != key.id())) {
        rows::insert_known(store, key, now).await?;
    }
    Ok(())
}
