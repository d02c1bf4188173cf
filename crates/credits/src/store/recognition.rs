use authz::Place;
use classes::Class;
use kernel::{Id, OrganisationId, PersonId, Result, Timestamp};
use store::{Insert, On, Tx, sql};

use crate::recognition::{Recognition, RecognitionState};

/// One county's part of a list.
///
/// # Errors
/// When the database refuses.
pub async fn find_recognition(
    on: impl Into<On<'_>>,
    class: Id<Class>,
    county: OrganisationId,
) -> Result<Option<Recognition>> {
    Ok(sql("select class_id, county_id, county_name, county_place, class_name, class_number, institution_name, state, people, reason, submitted_at, decided_by, decided_name, decided_at from recognition where class_id = $1 and county_id = $2").bind(class).bind(county).optional(on).await?)
}

/// As [`find_recognition`], of a part that must exist, held until the transaction ends.
///
/// # Errors
/// [`kernel::Error::NotFound`] when it does not.
pub async fn get_recognition_for_change(tx: &mut Tx, class: Id<Class>, county: OrganisationId) -> Result<Recognition> {
    Ok(sql("select class_id, county_id, county_name, county_place, class_name, class_number, institution_name, state, people, reason, submitted_at, decided_by, decided_name, decided_at from recognition where class_id = $1 and county_id = $2 for update").bind(class).bind(county).one(tx).await?)
}

/// The parts of a list, by county.
///
/// # Errors
/// When the database refuses.
pub async fn list_recognitions(on: impl Into<On<'_>>, class: Id<Class>) -> Result<Vec<Recognition>> {
    Ok(sql("select class_id, county_id, county_name, county_place, class_name, class_number, institution_name, state, people, reason, submitted_at, decided_by, decided_name, decided_at from recognition where class_id = $1 order by county_id").bind(class).all(on).await?)
}

/// The parts in one state within `place`, the longest waiting first.
///
/// # Errors
/// When the database refuses.
pub async fn list_recognitions_within(
    on: impl Into<On<'_>>,
    place: &Place,
    state: RecognitionState,
    limit: u32,
) -> Result<Vec<Recognition>> {
    let (from, until) = place.range();
    Ok(sql("select class_id, county_id, county_name, county_place, class_name, class_number, institution_name, state, people, reason, submitted_at, decided_by, decided_name, decided_at from recognition where state = $1 and county_place >= $2 and county_place < $3 order by submitted_at limit $4")
        .bind(state)
        .bind(from)
        .bind(until)
        .bind(limit)
        .all(on)
        .await?)
}

/// The parts in one state that one authority recognises itself, the longest waiting first.
///
/// # Errors
/// When the database refuses.
pub async fn list_recognitions_of(
    on: impl Into<On<'_>>,
    county: OrganisationId,
    state: RecognitionState,
    limit: u32,
) -> Result<Vec<Recognition>> {
    Ok(sql("select class_id, county_id, county_name, county_place, class_name, class_number, institution_name, state, people, reason, submitted_at, decided_by, decided_name, decided_at from recognition where state = $1 and county_id = $2 order by submitted_at limit $3").bind(state).bind(county).bind(limit).all(on).await?)
}

/// The parts that were sent back to institutions within `place`.
///
/// # Errors
/// When the database refuses.
pub async fn list_returned_within(on: impl Into<On<'_>>, place: &Place, limit: u32) -> Result<Vec<Recognition>> {
    let (from, until) = place.range();
    Ok(sql("select class_id, county_id, county_name, county_place, class_name, class_number, institution_name, state, people, reason, submitted_at, decided_by, decided_name, decided_at from recognition where state = 'returned' and institution_place >= $1 and institution_place < $2 order by decided_at limit $3")
        .bind(from)
        .bind(until)
        .bind(limit)
        .all(on)
        .await?)
}

/// Lays parts of a list before their counties, anew where one was sent back.
///
/// # Errors
/// When the database refuses.
pub async fn put_recognitions(tx: &mut Tx, institution_place: &Place, parts: &[Recognition]) -> Result<()> {
    let mut batch = Insert::into(
        "recognition",
        &["class_id", "county_id", "county_name", "county_place", "class_name", "class_number", "institution_name", "institution_place", "state", "people", "reason", "submitted_at", "decided_name"],
    )
    .suffix("on conflict (class_id, county_id) do update set state = excluded.state, people = excluded.people, submitted_at = excluded.submitted_at");
    for part in parts {
        batch.row([
            part.class_id.into(),
            part.county_id.into(),
            part.county_name.as_str().into(),
            (&part.county_place).into(),
            part.class_name.as_str().into(),
            part.class_number.as_str().into(),
            part.institution_name.as_str().into(),
            institution_place.into(),
            part.state.into(),
            part.people.into(),
            part.reason.as_str().into(),
            part.submitted_at.into(),
            part.decided_name.as_str().into(),
        ]);
    }
    batch.run(tx).await?;
    Ok(())
}

/// A county decides; whether it still waited. Of two decisions at once one finds nothing.
///
/// # Errors
/// When the database refuses.
pub async fn decide_recognition(
    tx: &mut Tx,
    part: &Recognition,
    state: RecognitionState,
    by: (PersonId, &str),
    reason: &str,
    at: Timestamp,
) -> Result<bool> {
    let decided = sql("update recognition set state = $3, decided_by = $4, decided_name = $5, reason = $6, decided_at = $7 where class_id = $1 and county_id = $2 and state = 'waiting'")
        .bind(part.class_id)
        .bind(part.county_id)
        .bind(state)
        .bind(by.0)
        .bind(by.1)
        .bind(reason)
        .bind(at)
        .run(tx)
        .await?;
    Ok(decided == 1)
}
