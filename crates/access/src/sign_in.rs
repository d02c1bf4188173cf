use kernel::{Id, PersonId, Refusal, Result, Timestamp, text};
use registry::Keys;
use registry::identity_number::IdentityNumber;
use store::Store;

use crate::session::{Device, Token, ends};
use crate::{credential, store as rows};

/// Wrong attempts at one account from one origin within [`WINDOW_MILLIS`] before it has to wait. The
/// owner, elsewhere, is not locked out by somebody else's guesses.
const MOST_ATTEMPTS: i64 = 5;
const WINDOW_MILLIS: i64 = 15 * 60_000;

/// Who a login names: an identity number (found by its hash) or a chosen name.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn person_of(store: &Store, keys: &Keys, login: &str) -> Result<Option<PersonId>> {
    let typed = normal(login);
    match typed.parse::<IdentityNumber>() {
        Ok(number) => registry::find_person_by_identity(store, &keys.hash(number.reveal())).await,
        Err(_) => rows::find_login(store, &typed).await,
    }
}

/// As the look-ups have it.
pub(crate) fn normal(login: &str) -> String {
    login.trim().to_lowercase()
}

/// Whether this login may be tried from this origin now.
///
/// # Errors
/// A refusal that says how long to wait.
pub(crate) async fn may_try(store: &Store, login_hash: &[u8], origin: &str, now: Timestamp) -> Result<()> {
    let wrong = rows::count_attempts(store, login_hash, origin, now.plus_millis(-WINDOW_MILLIS)).await?;
    if wrong < MOST_ATTEMPTS {
        return Ok(());
    }
    Err(Refusal::because(text!("sign-in-wait", minutes = WINDOW_MILLIS / 60_000))
        .remedy(text!("sign-in-wait-remedy"))
        .into())
}

/// The person whose login and password these are; `None` when they are not. A wrong attempt is noted.
///
/// # Errors
/// A refusal after too many wrong attempts.
pub(crate) async fn check(
    store: &Store,
    keys: &Keys,
    login: &str,
    password: String,
    origin: &str,
    now: Timestamp,
) -> Result<Option<PersonId>> {
    let login_hash = keys.hash(&normal(login));
    may_try(store, &login_hash, origin, now).await?;
    let person = person_of(store, keys, login).await?;
    let hash = match person {
        Some(person) => rows::find_credential(store, person).await?.and_then(|it| it.password_hash),
        None => None,
    };
    if credential::verify(password, hash).await? {
        return Ok(person);
    }
    note_wrong(store, &login_hash, origin, now).await?;
    Ok(None)
}

/// Notes a wrong attempt.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn note_wrong(store: &Store, login_hash: &[u8], origin: &str, now: Timestamp) -> Result<()> {
    store::transaction!(store, tx => { rows::insert_attempt(tx, login_hash, origin, now).await })
}

/// Begins a session of `person`; its token.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn begin(store: &Store, person: PersonId, device: &str, now: Timestamp) -> Result<(Token, Timestamp)> {
    let officer = !rows::list_appointments(store, person).await?.is_empty();
    let token = Token::fresh(person, now);
    let row = Device {
        person_id: person,
        id: Id::from(token.session.uuid()),
        token_hash: token.digest(),
        device: device.chars().take(120).collect(),
        created_at: now,
        until: ends(now, officer),
    };
    store::transaction!(store, tx => { rows::insert_device(tx, &row).await })?;
    Ok((token, row.until))
}
