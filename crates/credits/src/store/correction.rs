use authz::Place;
use kernel::{Id, PersonId, Result, Timestamp};
use store::{On, Tx, sql};

use crate::HourEntry;
use crate::correction::{Correction, CorrectionState};

/// One correction.
///
/// # Errors
/// When the database refuses.
pub async fn find_correction(
    on: impl Into<On<'_>>,
    person: PersonId,
    id: Id<Correction>,
) -> Result<Option<Correction>> {
    Ok(sql("select person_id, id, kind, entry_id, certificate_number, person_name, class_name, place, province_place, hours_x100, state, reason, asked_by, asked_name, asked_at, opinion, decided_by, decided_name, decided_at from correction where person_id = $1 and id = $2").bind(person).bind(id).optional(on).await?)
}

/// As [`find_correction`], of one that must exist, held until the transaction ends.
///
/// # Errors
/// [`kernel::Error::NotFound`] when it does not.
pub async fn get_correction_for_change(tx: &mut Tx, person: PersonId, id: Id<Correction>) -> Result<Correction> {
    Ok(sql("select person_id, id, kind, entry_id, certificate_number, person_name, class_name, place, province_place, hours_x100, state, reason, asked_by, asked_name, asked_at, opinion, decided_by, decided_name, decided_at from correction where person_id = $1 and id = $2 for update").bind(person).bind(id).one(tx).await?)
}

/// The corrections of one entry, oldest first.
///
/// # Errors
/// When the database refuses.
pub async fn list_corrections_of(
    on: impl Into<On<'_>>,
    person: PersonId,
    entry: Id<HourEntry>,
) -> Result<Vec<Correction>> {
    Ok(sql("select person_id, id, kind, entry_id, certificate_number, person_name, class_name, place, province_place, hours_x100, state, reason, asked_by, asked_name, asked_at, opinion, decided_by, decided_name, decided_at from correction where person_id = $1 and entry_id = $2 order by id").bind(person).bind(entry).all(on).await?)
}

/// The corrections in one state of people or classes within `place`, the longest waiting first.
///
/// # Errors
/// When the database refuses.
pub async fn list_corrections(
    on: impl Into<On<'_>>,
    place: &Place,
    state: CorrectionState,
    limit: u32,
) -> Result<Vec<Correction>> {
    let (from, until) = place.range();
    Ok(sql("select person_id, id, kind, entry_id, certificate_number, person_name, class_name, place, province_place, hours_x100, state, reason, asked_by, asked_name, asked_at, opinion, decided_by, decided_name, decided_at from correction where state = $1 and ((place >= $2 and place < $3) or (province_place >= $2 and province_place < $3)) order by asked_at limit $4")
        .bind(state)
        .bind(from)
        .bind(until)
        .bind(limit)
        .all(on)
        .await?)
}

/// Writes down that a correction is asked for.
///
/// # Errors
/// When the database refuses.
pub async fn insert_correction(tx: &mut Tx, it: &Correction) -> Result<()> {
    sql("insert into correction (person_id, id, kind, entry_id, certificate_number, person_name, class_name, place, province_place, hours_x100, state, reason, asked_by, asked_name, asked_at, opinion, decided_name) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, '', '')")
        .bind(it.person_id)
        .bind(it.id)
        .bind(it.kind)
        .bind(it.entry_id)
        .bind(it.certificate_number.clone())
        .bind(it.person_name.as_str())
        .bind(it.class_name.as_str())
        .bind(&it.place)
        .bind(&it.province_place)
        .bind(it.hours_x100)
        .bind(it.state)
        .bind(it.reason.as_str())
        .bind(it.asked_by)
        .bind(it.asked_name.as_str())
        .bind(it.asked_at)
        .run(tx)
        .await?;
    Ok(())
}

/// The second person decides; whether it still waited.
///
/// # Errors
/// When the database refuses.
pub async fn decide_correction(
    tx: &mut Tx,
    it: &Correction,
    state: CorrectionState,
    opinion: &str,
    by: (PersonId, &str),
    at: Timestamp,
) -> Result<bool> {
    let decided = sql("update correction set state = $3, opinion = $4, decided_by = $5, decided_name = $6, decided_at = $7 where person_id = $1 and id = $2 and state = 'waiting'")
        .bind(it.person_id)
        .bind(it.id)
        .bind(state)
        .bind(opinion)
        .bind(by.0)
        .bind(by.1)
        .bind(at)
        .run(tx)
        .await?;
    Ok(decided == 1)
}
