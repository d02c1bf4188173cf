use std::sync::Arc;

use audit::{By, Entry};
use authz::{Actor, Appointment, Grant, Key, Noun, Place, Principal, Standing, Verb};
use kernel::{Date, Id, PersonId, Refusal, Result, Timestamp, text};
use registry::{Organisation, Person};
use store::{Store, Tx};

use serde_json::json;

use crate::credential::{ActivationCode, PasswordHash};
use crate::session::Device;
use crate::{delegation, duty, store as rows};

/// A person's account: what opens it, or that nothing does yet.
#[derive(Clone, Debug)]
pub struct Account {
    /// Whose.
    pub person: Person,
    /// Whether a password is set.
    pub active: bool,
    /// Until when an activation code is good, when one is out.
    pub activation_until: Option<Timestamp>,
}

impl Noun for Account {
    const NAME: &'static str = "account";

    async fn find(store: &Store, key: Key<'_>) -> Result<Option<Self>> {
        let Some(id) = key.get("person") else { return Ok(None) };
        let Some(person) = registry::find_person(store, id).await? else { return Ok(None) };
        let credential = rows::find_credential(store, id).await?;
        Ok(Some(Self {
            person,
            active: credential.as_ref().is_some_and(|it| it.password_hash.is_some()),
            activation_until: credential.and_then(|it| it.activation_until),
        }))
    }

    fn places(&self) -> Vec<Place> {
        vec![self.person.place.clone()]
    }

    fn owner(&self) -> Option<PersonId> {
        Some(self.person.id)
    }
}

/// How long an activation code is good: long enough to reach a village, short enough to be found.
const ACTIVATION_MILLIS: i64 = 14 * 24 * 3_600_000;

/// Gives a person a fresh activation code; an older code and the password end with it.
///
/// # Errors
/// When the database refuses.
pub async fn issue_activation(tx: &mut Tx, by: &By, person: PersonId) -> Result<ActivationCode> {
    let code = ActivationCode::fresh();
    rows::set_activation(tx, person, &code.digest(), by.now.plus_millis(ACTIVATION_MILLIS), by.now).await?;
    rows::delete_devices(tx, person).await?;
    // Whoever had the account before is a stranger again; and a lost phone is a reason to ask for a code.
    rows::delete_known_devices(tx, person).await?;
    let factor = rows::delete_factors(tx, person).await?;
    by.record(tx, of("account.activation", person).after(json!({ "factor_removed": factor }))).await?;
    Ok(code)
}

/// A fresh code for `person`, when `actor` stands above everything that the person is charged with.
///
/// # Errors
/// A refusal when a duty of the person is none of the actor's to hand over.
pub(crate) async fn reset(tx: &mut Tx, actor: &Actor, account: &Account, now: Timestamp) -> Result<ActivationCode> {
    let person = account.person.id;
    let held = terms(rows::list_appointments(&mut *tx, person).await?);
    let levels = rows::list_levels(&mut *tx).await?;
    let duties: Vec<&Appointment> = actor.duties_with(Verb::Manage, Account::NAME, now.date()).collect();
    let duty = duty::may_reset(&duties, &account.person.place, &held, &levels, now.date())?;
    issue_activation(tx, &By::holding(actor, duty, now), person).await
}

/// An entry about the account of `person`.
fn of(deed: &str, person: PersonId) -> Entry<'_> {
    Entry::new(deed, "account", person).about(person)
}

/// Opens the account of the doer with its activation code and sets the own password.
///
/// # Errors
/// A refusal when the code is not the one that is out, or too old.
pub async fn activate(tx: &mut Tx, by: &By, code: &ActivationCode, hash: &PasswordHash) -> Result<()> {
    if !rows::use_activation(tx, by.person, &code.digest(), hash.as_str(), by.now).await? {
        return Err(Refusal::because(text!("activation-wrong")).remedy(text!("activation-wrong-remedy")).into());
    }
    by.record(tx, of("account.activate", by.person)).await
}

/// Sets a person's password. All devices are signed out.
///
/// # Errors
/// When the database refuses.
pub async fn set_password(tx: &mut Tx, by: &By, person: PersonId, hash: &PasswordHash) -> Result<()> {
    rows::set_password(tx, person, hash.as_str(), by.now).await?;
    rows::delete_devices(tx, person).await?;
    by.record(tx, of("account.password", person)).await
}

/// Gives a person a name to sign in by, beside the identity number.
///
/// # Errors
/// When the name is taken.
pub async fn create_login(tx: &mut Tx, by: &By, person: PersonId, login: &str) -> Result<()> {
    rows::insert_login(&mut *tx, person, login).await?;
    by.record(tx, of("account.login", person)).await
}

/// A duty, where, and for which days.
#[derive(Clone, Copy, Debug)]
pub struct Term<'a> {
    /// The duty's code.
    pub duty: &'a str,
    /// Where.
    pub at: &'a Organisation,
    /// The first day.
    pub from: Date,
    /// The last day, when one is set.
    pub until: Option<Date>,
}

/// Gives a person a duty at an organisation.
///
/// # Errors
/// When the database refuses.
pub async fn appoint(tx: &mut Tx, by: &By, person: PersonId, term: Term<'_>) -> Result<()> {
    // Nobody is there yet who could have appointed the first ones.
    let giver = (by.person != person).then_some((by.person, by.name.as_str()));
    let given = rows::Given { by: giver, at: by.now, ..rows::Given::default() };
    rows::insert_appointment(&mut *tx, person, &term, &given).await?;
    let Term { duty, at, from, until } = term;
    let after = json!({ "duty": duty, "organisation": at.id, "from": from, "until": until });
    by.record(tx, Entry::new("duty.appoint", "duty", person).about(person).after(after)).await
}

/// The person with the duties held, as the rest of the house sees them.
///
/// # Errors
/// When the database refuses.
pub async fn find_actor(store: &Store, person: PersonId, session: Id<Device>) -> Result<Option<Actor>> {
    let Some(file) = registry::find_person(store, person).await? else { return Ok(None) };
    let rows = rows::list_appointments(store, person).await?;
    let standing = Standing::default();
    Ok(Some(Actor { person, name: file.name, session: session.uuid(), appointments: terms(rows), standing }))
}

/// The rows of one term are one appointment; a second term of the same duty is another.
pub(crate) fn terms(rows: Vec<rows::AppointmentRow>) -> Vec<Appointment> {
    let mut terms: Vec<Appointment> = Vec::new();
    for row in rows {
        let grant = row.verb.as_deref().and_then(Verb::of).zip(row.noun);
        let grant = grant.filter(|(verb, noun)| row.principal_id.is_none() || !delegation::is_withheld(*verb, noun));
        let grant = grant.map(|(verb, noun)| Grant { verb, noun });
        match terms.last_mut().filter(|last| last.id == row.id) {
            Some(last) => last.grants = last.grants.iter().cloned().chain(grant).collect(),
            None => {
                terms.push(Appointment {
                    id: row.id,
                    duty: row.duty,
                    organisation: row.organisation_id,
                    organisation_name: row.organisation_name,
                    place: row.place,
                    from: row.from_on,
                    until: row.until_on,
                    principal: row
                        .principal_id
                        .zip(row.principal_name)
                        .map(|(person, name)| Principal { person, name }),
                    grants: Arc::from_iter(grant),
                });
            }
        }
    }
    terms
}
