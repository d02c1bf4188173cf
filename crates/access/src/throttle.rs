//! Guessers are slowed, their victims are not: what is counted is an account *from an origin*, and the
//! origin itself. A browser from which the account was opened before is counted by itself alone.

use std::net::IpAddr;

use kernel::{Refusal, Result, Timestamp, text};
use store::Store;
use vault::Vault;

use crate::store as rows;

/// Wrong guesses of one account from one origin, or of one person at the own settings.
const MOST_GUESSES: i64 = 5;
/// Wrong guesses of one account from a browser that it knows.
const MOST_AT_HOME: i64 = 10;
/// Wrong guesses of any accounts from one origin. A county's schools, or a town's phones, may share one.
const MOST_FROM_ORIGIN: i64 = 100;
/// For so long.
const WINDOW_MILLIS: i64 = 15 * 60_000;

/// What one guess is counted under.
#[derive(Clone, Debug)]
pub(crate) struct Gate {
    /// Counted before the guess is looked at, so that a hundred at once are no more than five.
    own: Vec<u8>,
    most: i64,
    /// Counted when it was wrong.
    origin: Option<Vec<u8>>,
}

impl Gate {
    /// Of `account`, tried from `origin` by a browser that it does not know.
    pub(crate) fn stranger(vault: &Vault, account: &str, origin: &str) -> Self {
        let origin = network(origin);
        Self {
            own: vault.digest(&format!("guess {account} {origin}")),
            most: MOST_GUESSES,
            origin: Some(vault.digest(&format!("origin {origin}"))),
        }
    }

    /// Of `account`, tried by a browser that it knows.
    pub(crate) fn at_home(vault: &Vault, account: &str, device: &str) -> Self {
        Self { own: vault.digest(&format!("device {account} {device}")), most: MOST_AT_HOME, origin: None }
    }

    /// Of the second factor of `account`. All browsers that it does not know share one count, or many machines
    /// would find a code of six digits; the owner's own browser has a count of its own.
    pub(crate) fn second(vault: &Vault, account: &str, known: Option<&str>) -> Self {
        match known {
            Some(device) => {
                Self { own: vault.digest(&format!("second {account} {device}")), most: MOST_AT_HOME, origin: None }
            }
            None => Self::own(vault, "second", account),
        }
    }

    /// Of something that only the person `account` can try.
    pub(crate) fn own(vault: &Vault, what: &str, account: &str) -> Self {
        Self { own: vault.digest(&format!("own {what} {account}")), most: MOST_GUESSES, origin: None }
    }

    /// Counts a guess before it is looked at.
    ///
    /// # Errors
    /// A refusal that says how long to wait.
    pub(crate) async fn enter(&self, store: &Store, now: Timestamp) -> Result<()> {
        let keys: Vec<Vec<u8>> = std::iter::once(self.own.clone()).chain(self.origin.clone()).collect();
        for it in rows::list_wrong(store, &keys, now).await? {
            let most = if it.key == self.own { self.most } else { MOST_FROM_ORIGIN };
            if it.wrong >= most {
                return Err(wait(it.until, now).into());
            }
        }
        let counted = store::transaction!(store, tx => {
            rows::count_wrong(tx, &self.own, now, now.plus_millis(WINDOW_MILLIS)).await
        })?;
        if counted.wrong > self.most { Err(wait(counted.until, now).into()) } else { Ok(()) }
    }

    /// Notes that the guess was wrong.
    ///
    /// # Errors
    /// When the database refuses.
    pub(crate) async fn note_wrong(&self, store: &Store, now: Timestamp) -> Result<()> {
        let Some(origin) = &self.origin else { return Ok(()) };
        store::transaction!(store, tx => {
            rows::count_wrong(tx, origin, now, now.plus_millis(WINDOW_MILLIS)).await
        })?;
        Ok(())
    }

    /// Forgets the guesses of whoever proved to be the right one.
    ///
    /// # Errors
    /// When the database refuses.
    pub(crate) async fn open(self, store: &Store) -> Result<()> {
        store::transaction!(store, tx => { rows::forget_wrong(tx, &self.own).await })
    }
}

fn wait(until: Timestamp, now: Timestamp) -> Refusal {
    let minutes = (until.millis_since(now) + 59_999) / 60_000;
    Refusal::because(text!("sign-in-wait", minutes = minutes)).remedy(text!("sign-in-wait-remedy"))
}

/// One asker: an address, or the network of 64 bits that one line gets of the newer ones.
fn network(origin: &str) -> String {
    match origin.parse::<IpAddr>().map(|it| it.to_canonical()) {
        Ok(IpAddr::V6(it)) => {
            let [a, b, c, d, ..] = it.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        Ok(IpAddr::V4(it)) => it.to_string(),
        Err(_) => origin.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::network;

    #[test]
    fn a_line_is_one_origin_however_many_addresses_it_has() {
        assert_eq!(network("2001:db8:1:2:aaaa::1"), network("2001:db8:1:2:bbbb::2"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_eq!(network("::ffff:192.0.2.1"), network("192.0.2.1"));
        assert_ne!(network("192.0.2.1"), network("192.0.2.2"));
        assert_eq!(network("local"), "local");
    }
}
