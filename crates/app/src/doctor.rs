//! Looks whether everything is as it should be, and says what is not.

use std::io::Write;

use kernel::Clock;
use store::Store;

use crate::{Config, house};

/// So many faults of one kind are named; more are more of the same.
const MOST: u32 = 100;

/// Checks the database, the chains of the audit, the balances of hours, the figures of people and the events; answers with
/// the number of faults found.
///
/// # Errors
/// When the database cannot be opened or the findings cannot be said.
pub async fn doctor(config: &Config, say: &mut dyn Write) -> anyhow::Result<usize> {
    let store = house::open_store(config).await?;
    writeln!(say, "database: {:?}, migrated", store.kind())?;
    examine(&store, say).await
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
    let stuck = jobs::list_given_up(store, MOST).await?;
    for it in &stuck {
        let fault = it.fault.as_deref().unwrap_or_default();
        writeln!(say, "events: {} {} was given up by {}: {fault}", it.topic, it.event_id, it.subscriber)?;
    }
    if stuck.is_empty() {
        writeln!(say, "events: none was given up")?;
    }
    Ok(breaks.len() + wrong.len() + miscounted.len() + stuck.len() + examine_jobs(store, say).await?)
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
