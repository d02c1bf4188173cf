//! A second factor beside the password: an authenticator program, and codes on paper for the day on which the
//! phone is lost.

use audit::{By, Entry};
use kernel::{Error, Id, Refusal, Result, text};
use store::{Store, Tx};
use vault::{Field, Vault};

use crate::credential::OneTimeCode;
use crate::session::Device;
use crate::store as rows;
use crate::totp::Shared;

/// The secret that phone and house share.
pub(crate) const SECRET: Field = Field::new("totp.secret");

/// Recovery codes that are given out at once.
const RECOVERY_CODES: usize = 10;

/// Whose factor it is, and where it is kept.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Factor<'a> {
    pub store: &'a Store,
    pub vault: &'a Vault,
    pub by: &'a By,
}

impl Factor<'_> {
    /// Makes a secret that does not count until its first code was typed.
    ///
    /// # Errors
    /// A refusal when there is one that counts.
    pub(crate) async fn begin(&self) -> Result<()> {
        let cipher = self.vault.seal(SECRET, self.by.person.uuid(), Shared::fresh().base32())?;
        let put = store::transaction!(self.store, tx => { rows::put_totp(tx, self.by.person, &cipher).await })?;
        if put {
            Ok(())
        } else {
            Err(Refusal::because(text!("factor-there")).remedy(text!("factor-there-remedy")).into())
        }
    }

    /// The secret that waits for its first code.
    ///
    /// # Errors
    /// When the database refuses.
    pub(crate) async fn pending(&self) -> Result<Option<Shared>> {
        self.unconfirmed().await?.map(|cipher| self.open(&cipher)).transpose()
    }

    async fn unconfirmed(&self) -> Result<Option<Vec<u8>>> {
        let row = rows::find_totp(self.store, self.by.person).await?.filter(|it| it.confirmed_at.is_none());
        Ok(row.map(|it| it.secret_cipher))
    }

    /// Lets the pending secret count when this is its code; the recovery codes, to be shown this once. Every
    /// session but `here` ends, and no browser is known any longer: they came in by less.
    ///
    /// # Errors
    /// When the database refuses.
    pub(crate) async fn confirm(&self, typed: &str, here: Id<Device>) -> Result<Option<Vec<OneTimeCode>>> {
        let Some(cipher) = self.unconfirmed().await? else { return Ok(None) };
        let shared = self.open(&cipher)?;
        let Some(step) = shared.step(typed, self.by.now)? else { return Ok(None) };
        store::transaction!(self.store, tx => {
            if !rows::confirm_totp(&mut *tx, self.by.person, &cipher, step, self.by.now).await? {
                return Ok(None);
            }
            rows::delete_other_devices(&mut *tx, self.by.person, here).await?;
            rows::delete_known_devices(&mut *tx, self.by.person).await?;
            let codes = self.put_codes(&mut *tx, &shared).await?;
            self.record(tx, "factor.enrol").await?;
            Ok(Some(codes))
        })
    }

    /// Fresh recovery codes; the older ones end.
    ///
    /// # Errors
    /// Not found, when there is no authenticator.
    pub(crate) async fn renew_codes(&self) -> Result<Vec<OneTimeCode>> {
        let row = rows::find_totp(self.store, self.by.person).await?.ok_or(Error::NotFound)?;
        let shared = self.open(&row.secret_cipher)?;
        store::transaction!(self.store, tx => {
            let codes = self.put_codes(&mut *tx, &shared).await?;
            self.record(tx, "factor.codes").await?;
            Ok(codes)
        })
    }

    /// Takes authenticator and recovery codes away.
    ///
    /// # Errors
    /// When the database refuses.
    pub(crate) async fn remove(&self) -> Result<()> {
        store::transaction!(self.store, tx => {
            rows::delete_factors(&mut *tx, self.by.person).await?;
            self.record(tx, "factor.remove").await
        })
    }

    /// Whether this is the code of the moment, or a recovery code that was not used before.
    ///
    /// # Errors
    /// When the database refuses.
    pub(crate) async fn passes(&self, typed: &str) -> Result<bool> {
        let Some(row) = rows::find_totp(self.store, self.by.person).await? else { return Ok(false) };
        let shared = self.open(&row.secret_cipher)?;
        if let Some(step) = shared.step(typed, self.by.now)? {
            return store::transaction!(self.store, tx => { rows::use_totp(tx, self.by.person, step).await });
        }
        let hash = shared.hash(&OneTimeCode::typed(typed));
        store::transaction!(self.store, tx => {
            let used = rows::use_recovery_code(&mut *tx, self.by.person, &hash).await?;
            if used {
                self.record(tx, "factor.recover").await?;
            }
            Ok(used)
        })
    }

    async fn put_codes(&self, tx: &mut Tx, shared: &Shared) -> Result<Vec<OneTimeCode>> {
        let codes: Vec<OneTimeCode> = (0..RECOVERY_CODES).map(|_| OneTimeCode::fresh_of(10)).collect();
        let hashes: Vec<Vec<u8>> = codes.iter().map(|code| shared.hash(code)).collect();
        rows::put_recovery_codes(tx, self.by.person, &hashes).await?;
        Ok(codes)
    }

    fn open(&self, cipher: &[u8]) -> Result<Shared> {
        Ok(Shared::stored(self.vault.unseal(SECRET, self.by.person.uuid(), cipher)?))
    }

    async fn record(&self, tx: &mut Tx, deed: &'static str) -> Result<()> {
        self.by.record(tx, Entry::new(deed, "account", self.by.person).about(self.by.person)).await
    }
}
