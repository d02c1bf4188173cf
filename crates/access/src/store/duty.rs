use authz::Place;
use kernel::{Date, OrganisationId, PersonId, Result};
use registry::Organisation;
use store::{Insert, On, Tx, sql};
use uuid::Uuid;

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
        /// The right's verb.
        pub verb: Option<String>,
        /// The right's noun.
        pub noun: Option<String>,
    }
}

/// Every duty that `person` was ever given, with its rights.
///
/// # Errors
/// When the database refuses.
pub async fn list_appointments(on: impl Into<On<'_>>, person: PersonId) -> Result<Vec<AppointmentRow>> {
    Ok(sql("select a.id, a.duty, a.organisation_id, a.organisation_name, a.place, a.from_on, a.until_on, r.verb, r.noun from appointment a left join duty_right r on r.duty = a.duty where a.person_id = $1 order by a.from_on, a.id, r.verb, r.noun").bind(person).all(on).await?)
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

/// Gives a duty.
///
/// # Errors
/// When the database refuses.
pub async fn insert_appointment(
    tx: &mut Tx,
    person: PersonId,
    id: Uuid,
    duty: &str,
    at: &Organisation,
    from: Date,
    until: Option<Date>,
) -> Result<()> {
    sql("insert into appointment (person_id, id, duty, organisation_id, organisation_name, place, from_on, until_on) values ($1, $2, $3, $4, $5, $6, $7, $8)")
        .bind(person)
        .bind(id)
        .bind(duty)
        .bind(at.id)
        .bind(at.name.as_str())
        .bind(&at.place)
        .bind(from)
        .bind(until)
        .run(tx)
        .await?;
    Ok(())
}

/// Writes duties and rights that are not there yet.
///
/// # Errors
/// When the database refuses.
pub async fn insert_duties(tx: &mut Tx, duties: &[(&str, &str)], rights: &[(&str, &str, &str)]) -> Result<()> {
    let mut codes = Insert::into("duty", &["code", "level"]).suffix("on conflict do nothing");
    for (code, level) in duties {
        codes.row([(*code).into(), (*level).into()]);
    }
    codes.run(&mut *tx).await?;
    let mut rows = Insert::into("duty_right", &["duty", "verb", "noun"]).suffix("on conflict do nothing");
    for (duty, verb, noun) in rights {
        rows.row([(*duty).into(), (*verb).into(), (*noun).into()]);
    }
    rows.run(tx).await?;
    Ok(())
}
