use authz::{Appointment, Place};
use kernel::{Date, Id, OrganisationId, PersonId, Result, Timestamp};
use store::{Insert, On, Tx, sql};
use uuid::Uuid;

use crate::account::Term;
use crate::kind::{DutyKind, Mark};

store::record! {
    /// A duty that a person holds, with one of its rights; a duty with three rights is three rows.
    pub struct AppointmentRow {
        /// The term: a duty that is held again is another one.
        pub id: Uuid,
        /// The duty.
        pub duty: String,
        /// Where.
        pub organisation_id: OrganisationId,
        /// Its name.
        pub organisation_name: String,
        /// Its place.
        pub place: Place,
        /// From.
        pub from_on: Date,
        /// Until.
        pub until_on: Option<Date>,
        /// For whom.
        pub principal_id: Option<PersonId>,
        /// The name.
        pub principal_name: Option<String>,
        /// The right's verb.
        pub verb: Option<String>,
        /// The right's noun.
        pub noun: Option<String>,
    }
}

/// Every duty that `person` was ever given and nobody took away, with its rights.
///
/// # Errors
/// When the database refuses.
pub async fn list_appointments(on: impl Into<On<'_>>, person: PersonId) -> Result<Vec<AppointmentRow>> {
    Ok(sql("select a.id, a.duty, a.organisation_id, a.organisation_name, a.place, a.from_on, a.until_on, a.principal_id, a.principal_name, r.verb, r.noun from appointment a left join duty_right r on r.duty = a.duty where a.person_id = $1 and a.ended_at is null order by a.from_on, a.id, r.verb, r.noun").bind(person).all(on).await?)
}

store::record! {
    /// A duty and the level at which it is held.
    pub struct Level {
        /// The duty.
        pub code: String,
        /// The level.
        pub level: String,
    }
}

/// The level of each duty.
///
/// # Errors
/// When the database refuses.
pub async fn list_levels(on: impl Into<On<'_>>) -> Result<Vec<Level>> {
    Ok(sql("select code, level from duty").all(on).await?)
}

/// Every duty, with what it is beside its rights.
///
/// # Errors
/// When the database refuses.
pub async fn list_kinds(on: impl Into<On<'_>>) -> Result<Vec<DutyKind>> {
    Ok(sql("select d.code, d.level, m.seat, m.branch, m.second from duty d join duty_mark m on m.duty = d.code order by d.code").all(on).await?)
}

store::record! {
    /// A right of a duty, as it is decided by.
    pub struct RightRow {
        /// The duty.
        pub duty: String,
        /// The verb.
        pub verb: String,
        /// The noun.
        pub noun: String,
    }
}

/// The rights of every duty, by noun.
///
/// # Errors
/// When the database refuses.
pub async fn list_rights(on: impl Into<On<'_>>) -> Result<Vec<RightRow>> {
    Ok(sql("select duty, verb, noun from duty_right order by duty, noun, verb desc").all(on).await?)
}

/// How a term came about.
#[derive(Clone, Copy, Debug, Default)]
pub struct Given<'a> {
    /// By whom; nobody for the first ones, whom nobody could appoint.
    pub by: Option<(PersonId, &'a str)>,
    /// When.
    pub at: Timestamp,
    /// Who agreed as the second person.
    pub approved: Option<(PersonId, &'a str)>,
    /// By which document.
    pub document: Option<&'a str>,
    /// Why.
    pub reason: Option<&'a str>,
    /// For whom, and for which term.
    pub principal: Option<(PersonId, &'a str, Uuid)>,
}

/// Writes a term of a duty.
///
/// # Errors
/// When the database refuses.
pub async fn insert_appointment(tx: &mut Tx, person: PersonId, it: &Term<'_>, given: &Given<'_>) -> Result<()> {
    sql("insert into appointment (person_id, id, duty, organisation_id, organisation_name, place, from_on, until_on, given_at, given_by, given_by_name, approved_by, approved_by_name, document, reason, principal_id, principal_name, principal_term) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)")
        .bind(person)
        .bind(Id::<Appointment>::new(given.at).uuid())
        .bind(it.duty)
        .bind(it.at.id)
        .bind(it.at.name.as_str())
        .bind(&it.at.place)
        .bind(it.from)
        .bind(it.until)
        .bind(given.at)
        .bind(given.by.map(|it| it.0))
        .bind(given.by.map(|it| it.1))
        .bind(given.approved.map(|it| it.0))
        .bind(given.approved.map(|it| it.1))
        .bind(given.document)
        .bind(given.reason)
        .bind(given.principal.map(|it| it.0))
        .bind(given.principal.map(|it| it.1))
        .bind(given.principal.map(|it| it.2))
        .run(tx)
        .await?;
    Ok(())
}

/// Writes the new name of an organisation beside the duties held there.
///
/// # Errors
/// When the database refuses.
pub async fn rename_appointments(tx: &mut Tx, organisation: OrganisationId, name: &str) -> Result<()> {
    sql("update appointment set organisation_name = $2 where organisation_id = $1")
        .bind(organisation)
        .bind(name)
        .run(tx)
        .await?;
    Ok(())
}

/// Takes the duties held at an organisation to its new place.
///
/// # Errors
/// When the database refuses.
pub async fn move_appointments(tx: &mut Tx, organisation: OrganisationId, place: &Place) -> Result<()> {
    sql("update appointment set place = $2 where organisation_id = $1").bind(organisation).bind(place).run(tx).await?;
    Ok(())
}

/// Ends the duties held at an organisation with its last day.
///
/// # Errors
/// When the database refuses.
pub async fn end_appointments(tx: &mut Tx, organisation: OrganisationId, last_day: Date) -> Result<()> {
    sql("update appointment set until_on = $2 where organisation_id = $1 and (until_on is null or until_on > $2)")
        .bind(organisation)
        .bind(last_day)
        .run(tx)
        .await?;
    Ok(())
}

/// Ends the duties of a person that begin by `begun` with the last day, and those of whoever stands in for one of them.
///
/// # Errors
/// When the database refuses.
pub async fn end_appointments_of(tx: &mut Tx, person: PersonId, last_day: Date, begun: Date) -> Result<()> {
    sql("update appointment set until_on = $2 where principal_term in (select id from appointment where person_id = $1 and from_on <= $3) and (until_on is null or until_on > $2)")
        .bind(person)
        .bind(last_day)
        .bind(begun)
        .run(&mut *tx)
        .await?;
    sql("update appointment set until_on = $2 where person_id = $1 and from_on <= $3 and (until_on is null or until_on > $2)")
        .bind(person)
        .bind(last_day)
        .bind(begun)
        .run(tx)
        .await?;
    Ok(())
}

/// Writes duties, their marks and their rights that are not there yet.
///
/// # Errors
/// When the database refuses.
pub async fn insert_duties(
    tx: &mut Tx,
    duties: &[(&str, &str)],
    marks: &[Mark],
    rights: &[(&str, &str, &str)],
) -> Result<()> {
    let mut codes = Insert::into("duty", &["code", "level"]).suffix("on conflict do nothing");
    for (code, level) in duties {
        codes.row([(*code).into(), (*level).into()]);
    }
    codes.run(&mut *tx).await?;
    let mut marked = Insert::into("duty_mark", &["duty", "seat", "branch", "second"]).suffix("on conflict do nothing");
    for (duty, seat, branch, second) in marks {
        marked.row([(*duty).into(), (*seat).into(), (*branch).into(), (*second).into()]);
    }
    marked.run(&mut *tx).await?;
    let mut rows = Insert::into("duty_right", &["duty", "verb", "noun"]).suffix("on conflict do nothing");
    for (duty, verb, noun) in rights {
        rows.row([(*duty).into(), (*verb).into(), (*noun).into()]);
    }
    rows.run(tx).await?;
    Ok(())
}
