//! How long things are kept: said, changed, and examined.

use std::io::Write;

use clap::Subcommand;
use kernel::{Clock, Timestamp};
use retention::{Rule, Rules};
use store::Store;

use crate::{Config, house};

/// What to do with the rules of retention.
#[derive(Clone, Debug, Subcommand)]
pub enum Retention {
    /// Say how long what is kept, when it was last removed, and what goes next.
    List,
    /// Keep something for another number of days from the next run on.
    Keep {
        /// The rule, as the list names it.
        rule: String,
        /// Days.
        days: i64,
        /// Why: it is written into the audit.
        #[arg(long)]
        why: String,
    },
}

/// A house that runs misses no more than this.
const OVERDUE_MILLIS: i64 = 2 * 86_400_000;

fn rules() -> Rules {
    Rules::new(house::slices().iter().flat_map(|slice| slice.retention.iter().copied()))
}

/// Does `what` and says what became of it.
///
/// # Errors
/// For a rule that is not there, days out of its bounds, or when the database refuses.
pub async fn run(config: &Config, what: Retention, say: &mut (dyn Write + Send)) -> anyhow::Result<()> {
    let (store, now) = (house::open_store(config).await?, Clock::System.now());
    if let Retention::Keep { rule, days, why } = &what {
        anyhow::ensure!(!why.trim().is_empty(), "say why: --why \"...\"");
        let known = rules().all().iter().find(|it| it.name == rule).copied();
        let Some(known) = known else { anyhow::bail!("there is no rule {rule}: `xingtan retention list` names them") };
        anyhow::ensure!(
            (known.least..=known.most).contains(days),
            "{rule} is kept between {} and {} days",
            known.least,
            known.most
        );
        rules().keep(&store, rule, *days, why.trim(), now).await?;
    }
    for (rule, it) in rules().list(&store).await? {
        let last = it.last_at.map_or_else(|| "never".to_owned(), Timestamp::minute);
        let next = it.next(&rule).map_or_else(|| "nothing".to_owned(), |at| at.date().to_string());
        let why = it.why.as_deref().map(|why| format!(" ({why})")).unwrap_or_default();
        let bounds = format!("{} to {}", rule.least, rule.most);
        writeln!(say, "{}: {} days of {bounds}{why}, last run {last}, goes next {next}", rule.name, it.days_of(&rule))?;
    }
    Ok(())
}

/// Whether what had to go is gone; answers with the number of rules of which that is not so.
///
/// # Errors
/// When the database refuses or the findings cannot be said.
pub async fn examine(store: &Store, now: Timestamp, say: &mut dyn Write) -> anyhow::Result<usize> {
    let standing = rules().list(store).await?;
    let mut faults = 0;
    for (rule, it) in &standing {
        let Some(last) = it.last_at else {
            writeln!(say, "retention: {} has not run yet", rule.name)?;
            continue;
        };
        // Days that were changed since the last run are the next one's.
        let same = it.changed_at.is_none_or(|at| at <= last);
        let left = same && it.oldest_at.is_some_and(|at| at < Rule::before(it.days_of(rule), last));
        if left {
            writeln!(say, "retention: {} left what had to go at {}", rule.name, last.minute())?;
        }
        let late = now.millis_since(last) > OVERDUE_MILLIS;
        if late {
            writeln!(say, "retention: {} last ran at {}", rule.name, last.minute())?;
        }
        faults += usize::from(left || late);
    }
    let run = standing.iter().filter(|(_, it)| it.last_at.is_some()).count();
    if faults == 0 && run > 0 {
        writeln!(say, "retention: {run} rules ran in the last two days, and nothing that had to go is left")?;
    }
    Ok(faults)
}
