//! Looks whether everything is as it should be, and says what is not.

use std::io::Write;

use audit::RootFault;
use kernel::Clock;
use store::Store;
use vault::{Fault, Vault};

use crate::{Config, house, kept, keys};

/// So many faults of one kind are named; more are more of the same.
const MOST: u32 = 100;

/// Checks the database, the chains of the audit, the balances of hours, the figures of people, the events and what is
/// sealed; answers with the number of faults found.
///
/// # Errors
/// When the database cannot be opened or the findings cannot be said.
pub async fn doctor(config: &Config, say: &mut dyn Write) -> anyhow::Result<usize> {
    let store = house::open_store(config).await?;
    writeln!(say, "database: {:?}, migrated", store.kind())?;
    let sealed = examine_sealed(config, &store, say).await?;
    let roots = examine_roots(config, &store, say).await?;
    let kept = kept::examine(&store, Clock::System.now(), say).await?;
    Ok(examine(&store, say).await? + sealed + roots + kept)
}

/// Opens everything that is sealed: counts by key what opens, and names what does not.
async fn examine_sealed(config: &Config, store: &Store, say: &mut dyn Write) -> anyhow::Result<usize> {
    let (path, holdings) = (keys::ring_file(config), house::holdings());
    let tallies = vault::tally(store, &holdings).await?;
    let vault = match Vault::find(&path) {
        Ok(Some(vault)) => vault,
        Ok(None) if tallies.iter().all(|it| it.values == 0) => return Ok(0),
        Ok(None) => {
            writeln!(say, "keys: the ring {} is missing: nothing that is sealed can be opened", path.display())?;
            return Ok(1);
        }
        Err(error) => {
            writeln!(say, "keys: {error}")?;
            return Ok(1);
        }
    };
    let ring = vault.ring();
    let mut faults = 0;
    if let Err(error) = vault::acknowledge(store, &ring, Clock::System.now()).await {
        writeln!(say, "keys: {error}")?;
        faults += 1;
    }
    if vault.is_open_to_others() {
        writeln!(say, "keys: {} can be read by others than its owner: chmod 600", path.display())?;
        faults += 1;
    }
    for it in &tallies {
        let key = it.key.map_or_else(|| "no key".to_owned(), |id| format!("key {id}"));
        writeln!(say, "keys: {key}: {}", keys::line(it))?;
    }
    let stale = vault::stale(&ring, &tallies);
    if stale > 0 {
        writeln!(say, "keys: {stale} values are not under the active key: `xingtan keys reseal`")?;
    }
    let found = vault::examine(store, &ring, &holdings).await?;
    for (holding, record, fault) in &found.faults {
        match fault {
            Fault::Unreadable(field, cause) => writeln!(say, "keys: {field} of {holding} {record}: {cause}")?,
            Fault::Untraced(field) => writeln!(say, "keys: {field} of {holding} {record} is not found by its number")?,
        }
    }
    match found.wrong.checked_sub(found.faults.len()) {
        Some(0) if found.wrong == 0 => {
            writeln!(say, "keys: everything that is sealed opens, of {} records", found.seen)?
        }
        Some(0) | None => {}
        Some(more) => writeln!(say, "keys: and {more} more")?,
    }
    Ok(faults + found.wrong)
}

/// Holds the daily roots of the audit against the chains and against their file.
async fn examine_roots(config: &Config, store: &Store, say: &mut dyn Write) -> anyhow::Result<usize> {
    let file = audit::read_roots(&config.data.join("audit-roots"))?;
    let faults = audit::verify_roots(store, &file).await?;
    for it in &faults {
        match it {
            RootFault::Removed(person, nth, day) => {
                writeln!(say, "audit: entry {nth} of {person}, which was there on {day}, is gone")?
            }
            RootFault::Altered(person, nth, day) => {
                writeln!(say, "audit: entry {nth} of {person} is not the one that was there on {day}")?
            }
            RootFault::Broken(day) => writeln!(say, "audit: the root of {day} does not hold")?,
            RootFault::NotOfFile(day) => {
                writeln!(say, "audit: the root of {day} in the file audit-roots is not that of the database")?
            }
            RootFault::Unreadable(line) => writeln!(say, "audit: line {line} of the file audit-roots is no root")?,
        }
    }
    if faults.is_empty() {
        writeln!(say, "audit: the daily roots hold, and their file has {} days", file.lines().count())?;
    }
    Ok(faults.len())
}

/// As [`doctor`], of an open database.
///
/// # Errors
/// When the database refuses or the findings cannot be said.
pub async fn examine(store: &Store, say: &mut dyn Write) -> anyhow::Result<usize> {
    let breaks = audit::verify(store).await?;
    for it in &breaks {
        writeln!(say, "audit: the chain of {} is broken at entry {}", it.person, it.nth)?;
    }
    if breaks.is_empty() {
        writeln!(say, "audit: every chain is whole")?;
    }
    let wrong = credits::list_wrong_accounts(store, MOST).await?;
    for person in &wrong {
        writeln!(say, "hours: the balance of {person} is not the sum of its entries")?;
    }
    if wrong.is_empty() {
        writeln!(say, "hours: every balance is the sum of its entries")?;
    }
    let miscounted = registry::list_wrong_figures(store, MOST).await?;
    for place in &miscounted {
        writeln!(say, "people: the figure of {place} is not the number of people within")?;
    }
    if miscounted.is_empty() {
        writeln!(say, "people: every figure is the number of people within its place")?;
    }
    let histories = registry::list_wrong_histories(store, kernel::small(MOST.into())).await?;
    for (organisation, broken) in &histories {
        writeln!(say, "organisations: the history of {organisation} is broken: {broken:?}")?;
    }
    if histories.is_empty() {
        writeln!(say, "organisations: every history is without a gap and says what the organisation is")?;
    }
    let disordered = registry::list_wrong_posts(store, kernel::small(MOST.into())).await?;
    for (person, disorder) in &disordered {
        writeln!(say, "posts: those of {person} are not in order: {disorder:?}")?;
    }
    if disordered.is_empty() {
        writeln!(say, "posts: everybody in service has one main post, where the file says")?;
    }
    let unseparated = access::list_unseparated(store, Clock::System.today(), MOST).await?;
    for person in &unseparated {
        writeln!(say, "duties: {person} administers and has another duty")?;
    }
    if unseparated.is_empty() {
        writeln!(say, "duties: nobody who administers has another duty")?;
    }
    let stuck = jobs::list_given_up(store, MOST).await?;
    for it in &stuck {
        let fault = it.fault.as_deref().unwrap_or_default();
        writeln!(say, "events: {} {} was given up by {}: {fault}", it.topic, it.event_id, it.subscriber)?;
    }
    if stuck.is_empty() {
        writeln!(say, "events: none was given up")?;
    }
    let found = breaks.len()
        + wrong.len()
        + miscounted.len()
        + histories.len()
        + disordered.len()
        + unseparated.len()
        + stuck.len();
    Ok(found + examine_jobs(store, say).await?)
}

/// Jobs that were given up in the last 30 days, and what recurs.
async fn examine_jobs(store: &Store, say: &mut dyn Write) -> anyhow::Result<usize> {
    let since = Clock::System.now().plus_millis(-30 * 24 * 3_600_000);
    let failed = jobs::list_failed_jobs(store, since, MOST).await?;
    for it in &failed {
        let fault = it.fault.as_deref().unwrap_or_default();
        writeln!(say, "jobs: {} {} was given up: {fault}", it.kind, it.id)?;
    }
    if failed.is_empty() {
        writeln!(say, "jobs: none was given up in 30 days")?;
    }
    for it in jobs::list_recurring(store).await? {
        let last = it.last_at.map_or_else(|| "never".to_owned(), |at| at.minute());
        let how = it.state.as_deref().unwrap_or("not ended yet");
        writeln!(say, "recurring: {} ({}), last {last}: {how}, next {}", it.name, it.plan, it.next_at.minute())?;
    }
    Ok(failed.len())
}
