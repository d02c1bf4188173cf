use authz::Place;
use kernel::{Date, OrganisationId, PersonId, Result, Timestamp};
use store::{On, sql, sql_list};
use uuid::Uuid;

store::record! {
    /// Somebody who holds a duty, or will, and how it came to that.
    pub struct Holder {
        /// Who.
        pub person_id: PersonId,
        /// The term.
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
        /// When it was given; none from before this was kept.
        pub given_at: Option<Timestamp>,
        /// By whom; none for the first ones, whom nobody could appoint.
        pub given_by_name: Option<String>,
        /// Who agreed as the second person.
        pub approved_by_name: Option<String>,
        /// By which document.
        pub document: Option<String>,
        /// Why.
        pub reason: Option<String>,
        /// For whom it is held.
        pub principal_name: Option<String>,
        /// When it was ended before its time.
        pub ended_at: Option<Timestamp>,
        /// By whom.
        pub ended_by_name: Option<String>,
        /// Why.
        pub end_reason: Option<String>,
    }
}

/// Where a list goes on: after the term with this id at this place.
pub type After<'a> = (&'a str, Uuid);

/// No place comes after this: paths begin with a slash, and `0` follows the slash.
const LAST: &str = "0";

/// Who holds a duty at one of `places` on `today` or later, the innermost place first.
///
/// # Errors
/// When the database refuses.
pub async fn list_holders(
    on: impl Into<On<'_>>,
    places: &[Place],
    today: Date,
    after: Option<After<'_>>,
    limit: u32,
) -> Result<Vec<Holder>> {
    let (place, id) = after.unwrap_or((LAST, Uuid::nil()));
    let before = vec![today.into(), place.into(), id.into(), limit.into()];
    Ok(sql_list("select person_id, id, duty, organisation_id, organisation_name, place, from_on, until_on, given_at, given_by_name, approved_by_name, document, reason, principal_name, ended_at, ended_by_name, end_reason from appointment where place in ({list}) and ended_at is null and (until_on is null or until_on >= $1) and (place, id) < ($2, $3) order by place desc, id desc limit $4", before, places).all(on).await?)
}

/// The terms of one person, the newest first, those that are over among them.
///
/// # Errors
/// When the database refuses.
pub async fn list_terms(on: impl Into<On<'_>>, person: PersonId, limit: u32) -> Result<Vec<Holder>> {
    Ok(sql("select person_id, id, duty, organisation_id, organisation_name, place, from_on, until_on, given_at, given_by_name, approved_by_name, document, reason, principal_name, ended_at, ended_by_name, end_reason from appointment where person_id = $1 order by from_on desc, id desc limit $2").bind(person).bind(limit).all(on).await?)
}

/// Who holds a duty of the separated administration and another duty on one day, today or later; at most `limit`. For
/// `doctor`: no page makes such.
///
/// # Errors
/// When the database refuses.
pub async fn list_unseparated(on: impl Into<On<'_>>, today: Date, limit: u32) -> Result<Vec<PersonId>> {
    Ok(sql("select distinct a.person_id as value from duty_mark m join appointment a on a.duty = m.duty join appointment b on b.person_id = a.person_id and b.duty <> a.duty where m.branch <> 'business' and a.ended_at is null and b.ended_at is null and (a.until_on is null or (a.until_on >= $1 and a.until_on >= b.from_on)) and (b.until_on is null or (b.until_on >= $1 and b.until_on >= a.from_on)) order by a.person_id limit $2").bind(today).bind(limit).values(on).await?)
}
