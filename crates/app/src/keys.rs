//! The commands of the key ring: look at it, turn it, take a key out of it.

use std::io::Write;
use std::path::PathBuf;

use anyhow::Context as _;
use clap::Subcommand;
use kernel::{Clock, Timestamp};
use store::Store;
use vault::{Count, Hold, KeyId, Tally, Turn, Vault};

use crate::{Config, house};

/// What to do with the ring.
#[derive(Clone, Debug, Subcommand)]
pub enum Keys {
    /// Say which keys there are and how much each has sealed.
    List,
    /// Make a new key the active one, and let the server seal everything anew with it while it runs.
    Rotate,
    /// Seal anew here and now what is not under the active key; a server may run, or none.
    Reseal,
    /// Take a key out of the ring that nothing is sealed with any more.
    Retire {
        /// Its number.
        id: KeyId,
    },
}

/// Where the ring lies.
pub(crate) fn ring_file(config: &Config) -> PathBuf {
    config.data.join("keys")
}

/// Does `what` and says what became of it.
///
/// # Errors
/// When the ring is not that of the database, when another program is changing it, or when the database refuses.
pub async fn run(config: &Config, what: Keys, say: &mut (dyn Write + Send)) -> anyhow::Result<()> {
    let (store, clock) = (house::open_store(config).await?, Clock::System);
    let suite = config.cipher.unwrap_or_default();
    let vault = vault::unlock(&store, &ring_file(config), suite, &clock, &house::holdings())
        .await
        .context("the key ring cannot be opened")?;
    let desk = Desk { config, store, clock, vault };
    match what {
        Keys::List => desk.list(say).await,
        Keys::Rotate => {
            let hold = desk.vault.hold()?;
            let id = desk.vault.add(&hold, config.cipher.unwrap_or(desk.vault.ring().suite()), desk.clock.now())?;
            let ring = desk.vault.ring();
            writeln!(say, "key {id} ({}) seals from now on; back up {}", ring.suite(), ring_file(config).display())?;
            store::transaction!(desk.store, tx => { vault::order(tx, desk.clock.now()).await })?;
            writeln!(
                say,
                "the server seals everything anew with it, or the next that starts; `xingtan keys list` says how far it is"
            )?;
            Ok(())
        }
        Keys::Reseal => desk.reseal(&desk.vault.hold()?, say).await,
        Keys::Retire { id } => {
            let hold = desk.vault.hold()?;
            let traces = vault::retire(&desk.store, &desk.vault, &hold, &desk.clock, &house::holdings(), id).await?;
            writeln!(say, "key {id} is out of the ring; {traces} of its traces are gone")?;
            writeln!(say, "keep a copy of the ring from before with the backups that were made under it")?;
            Ok(())
        }
    }
}

struct Desk<'a> {
    config: &'a Config,
    store: Store,
    clock: Clock,
    vault: Vault,
}

impl Desk<'_> {
    async fn list(&self, say: &mut (dyn Write + Send)) -> anyhow::Result<()> {
        let ring = self.vault.ring();
        let tallies = vault::tally(&self.store, &house::holdings()).await?;
        writeln!(say, "{}", ring_file(self.config).display())?;
        for key in ring.keys() {
            let stands = match key.replaced_at() {
                _ if key.id() == ring.active() => "active".to_owned(),
                Some(at) => format!("replaced {at}"),
                None => "replaced".to_owned(),
            };
            // A ring of 64 bytes did not say when it was made.
            let made = if key.made_at() == Timestamp::default() { "once".to_owned() } else { key.made_at().minute() };
            writeln!(say, "key {} {} made {made} {stands}, fingerprint {}", key.id(), key.suite(), key.fingerprint())?;
            for it in tallies.iter().filter(|it| it.key == Some(key.id())) {
                writeln!(say, "  {}", line(it))?;
            }
        }
        for it in vault::list_turns(&self.store, &ring).await? {
            let stands = it.ended_at.map_or_else(|| "goes on".to_owned(), |at| format!("ended {}", at.minute()));
            let (holding, begun) = (&it.holding, it.begun_at.minute());
            writeln!(
                say,
                "{holding}: begun {begun}, {} read, {} sealed anew, {} do not open, {stands}",
                it.seen, it.moved, it.unreadable
            )?;
        }
        for it in tallies.iter().filter(|it| it.key.is_none_or(|id| ring.key(id).is_none())) {
            let key = it.key.map_or_else(|| "no key".to_owned(), |id| format!("key {id}, which is not in the ring"));
            writeln!(say, "{key}\n  {}", line(it))?;
        }
        Ok(())
    }

    async fn reseal(&self, hold: &Hold, say: &mut (dyn Write + Send)) -> anyhow::Result<()> {
        let mut told = 0;
        let mut fault = None;
        let mut tell = |it: &Turn| {
            // A line for each ten thousand records; what cannot be written to a terminal stops nothing.
            if it.ended || it.seen / 10_000 != told {
                told = it.seen / 10_000;
                let said = writeln!(
                    say,
                    "{}: {} read, {} sealed anew, {} do not open",
                    it.holding, it.seen, it.moved, it.unreadable
                );
                fault = fault.take().or(said.err());
            }
        };
        let turns = vault::turn(&self.store, &self.vault, hold, &self.clock, &house::holdings(), &mut tell).await?;
        fault.map_or(Ok(()), Err)?;
        let unreadable: i64 = turns.iter().map(|it| it.unreadable).sum();
        anyhow::ensure!(
            unreadable == 0,
            "{unreadable} values do not open and were left as they are: `xingtan doctor` names them"
        );
        writeln!(say, "everything is sealed with key {}", self.vault.ring().active())?;
        Ok(())
    }
}

/// One count in words.
pub(crate) fn line(it: &Tally) -> String {
    let what = match it.count {
        Count::Sealed => "sealed",
        Count::Unnamed => "sealed, not bound to the field: `xingtan keys reseal` binds them",
        Count::Traces => "found by it",
    };
    format!("{} {}: {what}", it.field, it.values)
}
