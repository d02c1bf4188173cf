//! What the registry keeps sealed, and how it is walked when the ring turns.

use std::collections::HashMap;

use kernel::{Id, PersonId, Result};
use store::{Store, Tx};
use uuid::Uuid;
use vault::{Fault, Field, Holding, KeyId, Ring, Step, Stepping, Tally, Trace, renewed};

use crate::store::{self as rows, SealedPerson};

/// 证件号码 of a person.
pub const IDENTITY: Field = Field::once_unnamed("person.identity");
/// 手机 of a person.
pub const MOBILE: Field = Field::once_unnamed("person.mobile");

/// What opens the file of a roster.
pub const ROSTER_FILE: Field = Field::new("roster_import.file");

/// The numbers of people.
#[derive(Clone, Copy, Debug)]
pub struct People;

impl Holding for People {
    fn name(&self) -> &'static str {
        "person"
    }

    fn turn<'a>(&'a self, tx: &'a mut Tx, ring: &'a Ring, after: Uuid, limit: u32) -> Stepping<'a, Step> {
        Box::pin(turn(tx, ring, after, limit))
    }

    fn examine<'a>(&'a self, store: &'a Store, ring: &'a Ring, after: Uuid, limit: u32) -> Stepping<'a, Step> {
        Box::pin(examine(store, ring, after, limit))
    }

    fn tally<'a>(&'a self, store: &'a Store) -> Stepping<'a, Vec<Tally>> {
        Box::pin(rows::tally_people(store))
    }

    fn forget<'a>(&'a self, store: &'a Store, key: KeyId) -> Stepping<'a, u64> {
        Box::pin(rows::delete_traces(store, key))
    }
}

/// A step through people, with what of theirs opens.
struct Opened {
    step: Step,
    identities: Vec<(PersonId, Vec<u8>, String)>,
    mobiles: Vec<(PersonId, Vec<u8>, String)>,
}

fn open(ring: &Ring, people: Vec<SealedPerson>) -> Opened {
    let last = people.last().map(|it| it.id.uuid());
    let step = Step { last, seen: kernel::count(people.len()), ..Step::default() };
    let mut all = Opened { step, identities: Vec::new(), mobiles: Vec::new() };
    for SealedPerson { id, identity_cipher, mobile_cipher } in people {
        match ring.unseal_text(IDENTITY, id.uuid(), &identity_cipher) {
            Ok(number) => all.identities.push((id, identity_cipher, number)),
            Err(cause) => all.step.faults.push((id.uuid(), Fault::Unreadable(IDENTITY.name(), cause))),
        }
        let Some(sealed) = mobile_cipher else { continue };
        match ring.unseal_text(MOBILE, id.uuid(), &sealed) {
            Ok(number) => all.mobiles.push((id, sealed, number)),
            Err(cause) => all.step.faults.push((id.uuid(), Fault::Unreadable(MOBILE.name(), cause))),
        }
    }
    all
}

async fn turn(tx: &mut Tx, ring: &Ring, after: Uuid, limit: u32) -> Result<Step> {
    let people = rows::list_sealed_people(&mut *tx, Id::from(after), limit).await?;
    let Opened { mut step, identities, mobiles } = open(ring, people);
    let traces: Vec<(PersonId, Trace)> = identities
        .iter()
        .flat_map(|(id, _, number)| ring.traces(number).into_iter().map(|trace| (*id, trace)))
        .collect();
    rows::insert_missing_traces(&mut *tx, &traces).await?;
    // Whoever wrote since the values were read has written what is newer: it is left alone.
    for (id, sealed, number) in identities.iter().filter(|it| !ring.is_current(&it.1)) {
        let fresh = ring.seal(IDENTITY, id.uuid(), number.as_bytes())?;
        step.moved += i64::from(rows::reseal_identity(&mut *tx, *id, sealed, &fresh).await?);
    }
    for (id, sealed, number) in mobiles.iter().filter(|it| !ring.is_current(&it.1)) {
        let fresh = ring.seal(MOBILE, id.uuid(), number.as_bytes())?;
        step.moved += i64::from(rows::reseal_mobile(&mut *tx, *id, sealed, &fresh).await?);
    }
    Ok(step)
}

async fn examine(store: &Store, ring: &Ring, after: Uuid, limit: u32) -> Result<Step> {
    let people = rows::list_sealed_people(store, Id::from(after), limit).await?;
    let Opened { mut step, identities, .. } = open(ring, people);
    let mut hashes = HashMap::new();
    for (id, _, number) in &identities {
        hashes.insert(ring.digest(number), *id);
    }
    let holders = rows::list_holders(store, hashes.keys().cloned().collect()).await?;
    for it in holders {
        // Found, and by nobody else's number.
        if hashes.get(&it.identity_hash) == Some(&it.person_id) {
            hashes.remove(&it.identity_hash);
        }
    }
    let untraced = hashes.into_values().map(|id| (id.uuid(), Fault::Untraced(IDENTITY.name())));
    step.faults.extend(untraced);
    Ok(step)
}

/// The secrets of the files of rosters: the files themselves stay as they are when the ring turns.
#[derive(Clone, Copy, Debug)]
pub struct Rosters;

impl Holding for Rosters {
    fn name(&self) -> &'static str {
        "roster_import"
    }

    fn turn<'a>(&'a self, tx: &'a mut Tx, ring: &'a Ring, after: Uuid, limit: u32) -> Stepping<'a, Step> {
        Box::pin(async move {
            let secrets = rows::list_sealed_rosters(&mut *tx, after, limit).await?;
            let mut step = Step::over(ring, ROSTER_FILE, &secrets);
            for (it, fresh) in renewed(ring, ROSTER_FILE, &secrets)? {
                step.moved += i64::from(rows::reseal_roster(&mut *tx, it, &fresh).await?);
            }
            Ok(step)
        })
    }

    fn examine<'a>(&'a self, store: &'a Store, ring: &'a Ring, after: Uuid, limit: u32) -> Stepping<'a, Step> {
        Box::pin(
            async move { Ok(Step::over(ring, ROSTER_FILE, &rows::list_sealed_rosters(store, after, limit).await?)) },
        )
    }

    fn tally<'a>(&'a self, store: &'a Store) -> Stepping<'a, Vec<Tally>> {
        Box::pin(rows::tally_rosters(store))
    }
}
