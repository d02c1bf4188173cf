//! Transfers between schools.

use audit::By;
use authz::Place;
use kernel::{Date, Id, OrganisationId, PersonId, Result, Timestamp};
use store::{On, Tx, sql, sql_list};

use crate::Organisation;
use crate::transfer::{Side, Transfer, TransferState};

/// The transfer `id` of a person.
///
/// # Errors
/// When the database refuses.
pub async fn find_transfer(on: impl Into<On<'_>>, person: PersonId, id: Id<Transfer>) -> Result<Option<Transfer>> {
    Ok(sql("select person_id, id, person_name, asked_side, state, source_id, source_name, source_place, source_area, target_id, target_name, target_place, target_area, kind, nature, on_day, until_on, stage, subject, weekly_lessons, document, reason, asked_by, asked_name, asked_at, source_by, source_by_name, source_at, target_by, target_by_name, target_at, ended_name, ended_at, end_reason from transfer where person_id = $1 and id = $2").bind(person).bind(id).optional(on).await?)
}

/// The same, held until the transaction ends.
///
/// # Errors
/// [`kernel::Error::NotFound`] when there is none.
pub async fn get_transfer_for_change(tx: &mut Tx, person: PersonId, id: Id<Transfer>) -> Result<Transfer> {
    Ok(sql("select person_id, id, person_name, asked_side, state, source_id, source_name, source_place, source_area, target_id, target_name, target_place, target_area, kind, nature, on_day, until_on, stage, subject, weekly_lessons, document, reason, asked_by, asked_name, asked_at, source_by, source_by_name, source_at, target_by, target_by_name, target_at, ended_name, ended_at, end_reason from transfer where person_id = $1 and id = $2 for update").bind(person).bind(id).one(tx).await?)
}

/// The transfer of a person that is on the way.
///
/// # Errors
/// When the database refuses.
pub async fn find_open_transfer(on: impl Into<On<'_>>, person: PersonId) -> Result<Option<Transfer>> {
    Ok(sql("select person_id, id, person_name, asked_side, state, source_id, source_name, source_place, source_area, target_id, target_name, target_place, target_area, kind, nature, on_day, until_on, stage, subject, weekly_lessons, document, reason, asked_by, asked_name, asked_at, source_by, source_by_name, source_at, target_by, target_by_name, target_at, ended_name, ended_at, end_reason from transfer where person_id = $1 and state in ('open', 'agreed')").bind(person).optional(on).await?)
}

/// Transfers on the way from or to a school within `place`, the newest first, `limit` of them before the id `before`.
///
/// # Errors
/// When the database refuses.
pub async fn list_open_transfers(
    on: impl Into<On<'_>>,
    place: &Place,
    before: Option<Id<Transfer>>,
    limit: u32,
) -> Result<Vec<Transfer>> {
    let (from, until) = place.range();
    let before = before.unwrap_or_else(|| Id::from(uuid::Uuid::max()));
    Ok(sql("select person_id, id, person_name, asked_side, state, source_id, source_name, source_place, source_area, target_id, target_name, target_place, target_area, kind, nature, on_day, until_on, stage, subject, weekly_lessons, document, reason, asked_by, asked_name, asked_at, source_by, source_by_name, source_at, target_by, target_by_name, target_at, ended_name, ended_at, end_reason from transfer where state in ('open', 'agreed') and source_place >= $1 and source_place < $2 and id < $3 union select person_id, id, person_name, asked_side, state, source_id, source_name, source_place, source_area, target_id, target_name, target_place, target_area, kind, nature, on_day, until_on, stage, subject, weekly_lessons, document, reason, asked_by, asked_name, asked_at, source_by, source_by_name, source_at, target_by, target_by_name, target_at, ended_name, ended_at, end_reason from transfer where state in ('open', 'agreed') and target_place >= $1 and target_place < $2 and id < $3 order by id desc limit $4")
        .bind(from)
        .bind(until)
        .bind(before)
        .bind(limit)
        .all(on)
        .await?)
}

/// Writes a transfer that is asked for.
///
/// # Errors
/// A duplicate when the person is on the way already.
pub async fn insert_transfer(tx: &mut Tx, it: &Transfer) -> Result<()> {
    sql("insert into transfer (person_id, id, person_name, asked_side, state, source_id, source_name, source_place, source_area, target_id, target_name, target_place, target_area, kind, nature, on_day, until_on, stage, subject, weekly_lessons, document, reason, asked_by, asked_name, asked_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25)")
        .bind(it.person_id)
        .bind(it.id)
        .bind(it.person_name.as_str())
        .bind(it.asked_side)
        .bind(it.state)
        .bind(it.source_id)
        .bind(it.source_name.as_str())
        .bind(&it.source_place)
        .bind(&it.source_area)
        .bind(it.target_id)
        .bind(it.target_name.as_str())
        .bind(&it.target_place)
        .bind(&it.target_area)
        .bind(it.kind.as_str())
        .bind(it.nature)
        .bind(it.on_day)
        .bind(it.until_on)
        .bind(it.stage.clone())
        .bind(it.subject.clone())
        .bind(it.weekly_lessons)
        .bind(it.document.clone())
        .bind(it.reason.as_str())
        .bind(it.asked_by)
        .bind(it.asked_name.as_str())
        .bind(it.asked_at)
        .run(tx)
        .await?;
    Ok(())
}

/// Writes down who confirmed for a side of one that is held.
///
/// # Errors
/// When the database refuses.
pub async fn set_confirmed(tx: &mut Tx, it: &Transfer, side: Side, by: &By, state: TransferState) -> Result<()> {
    let statement = match side {
        Side::Source => sql(
            "update transfer set source_by = $3, source_by_name = $4, source_at = $5, state = $6 where person_id = $1 and id = $2",
        ),
        Side::Target => sql(
            "update transfer set target_by = $3, target_by_name = $4, target_at = $5, state = $6 where person_id = $1 and id = $2",
        ),
    };
    statement
        .bind(it.person_id)
        .bind(it.id)
        .bind(by.person)
        .bind(by.name.as_str())
        .bind(by.now)
        .bind(state)
        .run(tx)
        .await?;
    Ok(())
}

/// Ends one that is held.
///
/// # Errors
/// When the database refuses.
pub async fn set_transfer_ended(
    tx: &mut Tx,
    it: &Transfer,
    state: TransferState,
    by: &By,
    reason: Option<&str>,
) -> Result<()> {
    sql("update transfer set state = $3, ended_name = $4, ended_at = $5, end_reason = $6 where person_id = $1 and id = $2")
        .bind(it.person_id)
        .bind(it.id)
        .bind(state)
        .bind(by.name.as_str())
        .bind(by.now)
        .bind(reason.map(str::to_owned))
        .run(tx)
        .await?;
    Ok(())
}

/// Those that are agreed and whose day has come, `limit` of them.
///
/// # Errors
/// When the database refuses.
pub async fn list_due_transfers(on: impl Into<On<'_>>, today: Date, limit: u32) -> Result<Vec<Transfer>> {
    Ok(sql("select person_id, id, person_name, asked_side, state, source_id, source_name, source_place, source_area, target_id, target_name, target_place, target_area, kind, nature, on_day, until_on, stage, subject, weekly_lessons, document, reason, asked_by, asked_name, asked_at, source_by, source_by_name, source_at, target_by, target_by_name, target_at, ended_name, ended_at, end_reason from transfer where state = 'agreed' and on_day <= $1 order by on_day, person_id limit $2").bind(today).bind(limit).all(on).await?)
}

/// Of those of `people` who are on the way, whoever is at another organisation by now is asked for anew; the rest
/// follow their school to its place.
///
/// # Errors
/// When the database refuses.
pub async fn follow_people(
    tx: &mut Tx,
    people: &[PersonId],
    now: &Organisation,
    area: &Place,
    (fault, at): (&str, Timestamp),
) -> Result<()> {
    sql_list(
        "update transfer set state = 'failed', end_reason = $1, ended_at = $2 where state in ('open', 'agreed') and source_id <> (select p.school_id from person p where p.id = transfer.person_id) and person_id in ({list})",
        vec![fault.into(), at.into()],
        people.iter().copied(),
    )
    .run(&mut *tx)
    .await?;
    sql_list(
        "update transfer set source_place = $2, source_area = $3 where state in ('open', 'agreed') and source_id = $1 and person_id in ({list})",
        vec![now.id.into(), (&now.place).into(), area.into()],
        people.iter().copied(),
    )
    .run(tx)
    .await?;
    Ok(())
}

/// Transfers on the way to an organisation that has another place.
///
/// # Errors
/// When the database refuses.
pub async fn follow_target(tx: &mut Tx, target: OrganisationId, place: &Place, area: &Place) -> Result<()> {
    sql("update transfer set target_place = $2, target_area = $3 where target_id = $1 and state in ('open', 'agreed')")
        .bind(target)
        .bind(place)
        .bind(area)
        .run(tx)
        .await?;
    Ok(())
}
