//! Looks whether everything is as it should be, and says what is not.

use std::io::Write;

use crate::{Config, house};

/// Checks the database and the chains of the audit; the number of faults found.
///
/// # Errors
/// When the database cannot be opened or the findings cannot be said.
pub async fn doctor(config: &Config, say: &mut dyn Write) -> anyhow::Result<usize> {
    let store = house::open_store(config).await?;
    writeln!(say, "database: {:?}, migrated", store.kind())?;
    let breaks = audit::verify(&store).await?;
    for it in &breaks {
        writeln!(say, "audit: the chain of {} is broken at entry {}", it.person, it.nth)?;
    }
    if breaks.is_empty() {
        writeln!(say, "audit: every chain is whole")?;
    }
    Ok(breaks.len())
}
