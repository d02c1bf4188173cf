use kernel::{PersonId, Result, Timestamp};
use registry::document;
use store::Store;
use vault::Vault;

use crate::session::{Device, SECOND, Token, ends, waits};
use crate::throttle::Gate;
use crate::{credential, store as rows};

/// Somebody at the door: the house, and where the question comes from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Door<'a> {
    pub store: &'a Store,
    pub vault: &'a Vault,
    /// The address of whoever asks.
    pub origin: &'a str,
    /// What the browser was given when somebody came in by it before.
    pub known: Option<&'a str>,
    pub now: Timestamp,
}

/// Whom a login names, and what guesses at it are counted under.
#[derive(Debug)]
pub(crate) struct Subject {
    pub person: Option<PersonId>,
    pub gate: Gate,
}

/// A login as the look-ups have it: one account has one form, however it is typed.
pub(crate) fn canonical(login: &str) -> String {
    document::plain(login).to_lowercase()
}

/// The person whom `login` names: by the number of a document (found by its traces), or by a chosen name.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn find_named(store: &Store, vault: &Vault, login: &str) -> Result<Option<PersonId>> {
    let by_document = match document::canonical(login) {
        Some(number) => registry::find_person_by_identity(store, &vault.traces(&number)).await?,
        None => None,
    };
    match by_document {
        Some(person) => Ok(Some(person)),
        None => rows::find_login(store, &canonical(login)).await,
    }
}

impl Door<'_> {
    /// Whom `login` names: the number of a document (found by its traces) or a chosen name.
    ///
    /// # Errors
    /// When the database refuses.
    pub(crate) async fn subject(&self, login: &str) -> Result<Subject> {
        let person = find_named(self.store, self.vault, login).await?;
        Ok(Subject { person, gate: self.gate(person, login).await? })
    }

    async fn gate(&self, person: Option<PersonId>, login: &str) -> Result<Gate> {
        let Some(person) = person else {
            return Ok(Gate::stranger(self.vault, &canonical(login), self.origin));
        };
        let account = person.to_string();
        Ok(match self.known_to(person).await? {
            Some(known) => Gate::at_home(self.vault, &account, known),
            None => Gate::stranger(self.vault, &account, self.origin),
        })
    }

    /// What guesses at the second factor of `person` are counted under.
    ///
    /// # Errors
    /// When the database refuses.
    pub(crate) async fn second_gate(&self, person: PersonId) -> Result<Gate> {
        Ok(Gate::second(self.vault, &person.to_string(), self.known_to(person).await?))
    }

    /// The browser, when `person` came in by it before.
    async fn known_to(&self, person: PersonId) -> Result<Option<&str>> {
        let Some(known) = self.known else { return Ok(None) };
        Ok(rows::knows_device(self.store, person, &self.vault.traces(known)).await?.then_some(known))
    }

    /// The person whose login and password these are; `None` when they are not.
    ///
    /// # Errors
    /// A refusal after too many wrong guesses.
    pub(crate) async fn check(&self, login: &str, password: String) -> Result<Option<PersonId>> {
        let Subject { person, gate } = self.subject(login).await?;
        gate.enter(self.store, self.now).await?;
        let hash = match person {
            Some(person) => rows::find_credential(self.store, person).await?.and_then(|it| it.password_hash),
            None => None,
        };
        if credential::verify(password, hash).await? {
            gate.open(self.store).await?;
            return Ok(person);
        }
        gate.note_wrong(self.store, self.now).await?;
        Ok(None)
    }

    /// Whether somebody who knows the password of `person` must prove more.
    ///
    /// # Errors
    /// When the database refuses.
    pub(crate) async fn asks_second(&self, person: PersonId) -> Result<bool> {
        rows::has_factor(self.store, person).await
    }

    /// Begins a session of `person` on `device` that waits for a second factor and opens nothing.
    ///
    /// # Errors
    /// When the database refuses.
    pub(crate) async fn begin_half(&self, person: PersonId, device: &str) -> Result<(Token, Timestamp)> {
        let token = Token::fresh(person, self.now);
        let mut row = self.row(&token, device, waits(self.now));
        row.awaits = Some(SECOND.to_owned());
        row.checked_at = None;
        store::transaction!(self.store, tx => {
            rows::sweep_devices(&mut *tx, person, self.now).await?;
            rows::insert_device(tx, &row).await
        })?;
        Ok((token, row.until))
    }

    /// Begins a session of `person` on `device`, which is known from now on as `known`.
    ///
    /// # Errors
    /// When the database refuses.
    pub(crate) async fn begin(&self, person: PersonId, device: &str, known: &str) -> Result<(Token, Timestamp)> {
        let now = self.now;
        let duties = rows::list_appointments(self.store, person).await?;
        let officer = duties.iter().any(|it| it.until_on.is_none_or(|until| now.date() <= until));
        let token = Token::fresh(person, now);
        let row = self.row(&token, device, ends(now, officer));
        let known = self.vault.digest(known);
        store::transaction!(self.store, tx => {
            rows::sweep_devices(&mut *tx, person, now).await?;
            rows::keep_known_device(&mut *tx, person, &known, now.plus_millis(-KNOWN_MILLIS), now).await?;
            rows::insert_device(tx, &row).await
        })?;
        Ok((token, row.until))
    }

    fn row(&self, token: &Token, device: &str, until: Timestamp) -> Device {
        Device {
            person_id: token.person,
            id: token.session,
            token_hash: token.digest(),
            device: device.chars().take(120).collect(),
            created_at: self.now,
            until,
            awaits: None,
            checked_at: Some(self.now),
            origin: Some(self.origin.chars().take(60).collect()),
            seen_at: Some(self.now),
        }
    }
}

/// A browser that was not used for a year is no longer known.
pub(crate) const KNOWN_MILLIS: i64 = 365 * 86_400_000;

#[cfg(test)]
mod tests {
    use super::canonical;

    #[test]
    fn blanks_width_and_case_make_no_other_account() {
        for typed in ["ChengXing", " cheng xing", "ｃｈｅｎｇｘｉｎｇ", "cheng\u{200b}xing"] {
            assert_eq!(canonical(typed), "chengxing", "{typed:?}");
        }
    }
}
