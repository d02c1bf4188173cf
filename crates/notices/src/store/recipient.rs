use audit::By;
use authz::Place;
use kernel::{Id, OrganisationId, Result};
use registry::Organisation;
use store::{Insert, On, Tx, sql, sql_list};

use crate::Notice;
use crate::recipient::{Pending, Recipient, Standing};

/// Brings a notice to these organisations; how many had not got it before.
///
/// # Errors
/// When the database refuses.
pub async fn insert_recipients(tx: &mut Tx, id: Id<Notice>, organisations: &[&Organisation]) -> Result<i64> {
    let mut rows = Insert::into(
        "notice_recipient",
        &[
            "notice_id",
            "organisation_id",
            "name",
            "place",
            "opened_name",
            "signed_name",
            "answered_name",
            "answer",
            "waits",
        ],
    )
    .suffix("on conflict (notice_id, organisation_id) do nothing");
    for it in organisations {
        rows.row([
            id.into(),
            it.id.into(),
            it.name.as_str().into(),
            (&it.place).into(),
            "".into(),
            "".into(),
            "".into(),
            "".into(),
            true.into(),
        ]);
    }
    Ok(i64::try_from(rows.run(tx).await?).unwrap_or(i64::MAX))
}

/// The receipt of `organisation`, held until the transaction ends.
///
/// # Errors
/// When the database refuses.
pub async fn find_recipient_for_change(
    tx: &mut Tx,
    id: Id<Notice>,
    organisation: OrganisationId,
) -> Result<Option<Recipient>> {
    Ok(sql("select notice_id, organisation_id, name, place, opened_at, opened_name, signed_at, signed_by, signed_name, answered_at, answered_name, answer from notice_recipient where notice_id = $1 and organisation_id = $2 for update")
        .bind(id)
        .bind(organisation)
        .optional(tx)
        .await?)
}

/// The receipts of these organisations.
///
/// # Errors
/// When the database refuses.
pub async fn list_recipients_of(
    on: impl Into<On<'_>>,
    id: Id<Notice>,
    organisations: &[OrganisationId],
) -> Result<Vec<Recipient>> {
    Ok(sql_list("select notice_id, organisation_id, name, place, opened_at, opened_name, signed_at, signed_by, signed_name, answered_at, answered_name, answer from notice_recipient where notice_id = $1 and organisation_id in ({list}) order by place, organisation_id", vec![id.into()], organisations.iter().copied())
        .all(on)
        .await?)
}

/// The recipients of a notice within `area` by place, `limit` of them after the place and id `after`; of one standing
/// or all.
///
/// # Errors
/// When the database refuses.
pub async fn list_recipients(
    on: impl Into<On<'_>>,
    id: Id<Notice>,
    area: &Place,
    standing: Option<Standing>,
    after: Option<(&str, OrganisationId)>,
    limit: u32,
) -> Result<Vec<Recipient>> {
    let (from, until) = area.range();
    let (place, organisation) = after.unwrap_or(("", OrganisationId::from(kernel::PersonId::house().uuid())));
    Ok(sql("select notice_id, organisation_id, name, place, opened_at, opened_name, signed_at, signed_by, signed_name, answered_at, answered_name, answer from notice_recipient where notice_id = $1 and place >= $6 and place < $7 and (place, organisation_id) > ($2, $3) and ($4 = '' or ($4 = 'unsigned' and signed_at is null) or ($4 = 'signed' and signed_at is not null) or ($4 = 'unanswered' and answered_at is null) or ($4 = 'answered' and answered_at is not null)) order by place, organisation_id limit $5")
        .bind(id)
        .bind(place)
        .bind(organisation)
        .bind(standing.map_or("", Standing::as_str))
        .bind(limit)
        .bind(from)
        .bind(until)
        .all(on)
        .await?)
}

/// Notes who opened a notice first at `organisation`; whether this was the first time.
///
/// # Errors
/// When the database refuses.
pub async fn set_opened(tx: &mut Tx, by: &By, id: Id<Notice>, organisation: OrganisationId) -> Result<bool> {
    let done = sql("update notice_recipient set opened_at = $3, opened_name = $4 where notice_id = $1 and organisation_id = $2 and opened_at is null")
        .bind(id)
        .bind(organisation)
        .bind(by.now)
        .bind(by.name.as_str())
        .run(tx)
        .await?;
    Ok(done == 1)
}

/// Notes who signed for a notice at `organisation`, where it goes on to wait for an answer or not; whether nobody had
/// signed before.
///
/// # Errors
/// When the database refuses.
pub async fn set_signed(
    tx: &mut Tx,
    by: &By,
    id: Id<Notice>,
    organisation: OrganisationId,
    waits: bool,
) -> Result<bool> {
    let done = sql("update notice_recipient set signed_at = $3, signed_by = $4, signed_name = $5, waits = $6 where notice_id = $1 and organisation_id = $2 and signed_at is null")
        .bind(id)
        .bind(organisation)
        .bind(by.now)
        .bind(by.person)
        .bind(by.name.as_str())
        .bind(waits)
        .run(tx)
        .await?;
    Ok(done == 1)
}

/// Keeps the answer of `organisation`; the one before it is in the record of deeds.
///
/// # Errors
/// When the database refuses.
pub async fn set_answered(
    tx: &mut Tx,
    by: &By,
    id: Id<Notice>,
    organisation: OrganisationId,
    answer: &str,
) -> Result<()> {
    sql("update notice_recipient set answered_at = $3, answered_name = $4, answer = $5, waits = false where notice_id = $1 and organisation_id = $2")
        .bind(id)
        .bind(organisation)
        .bind(by.now)
        .bind(by.name.as_str())
        .bind(answer)
        .run(tx)
        .await?;
    Ok(())
}

/// The notices in force that wait at these organisations to be signed for or to be answered; the oldest first.
///
/// # Errors
/// When the database refuses.
pub async fn list_pending(on: impl Into<On<'_>>, organisations: &[OrganisationId], limit: u32) -> Result<Vec<Pending>> {
    Ok(sql_list("select r.notice_id, r.organisation_id, r.name, n.number, n.title, n.issuer_name, n.issued_at, n.task_due_on, r.signed_at, n.duty, n.reminded_at from notice_recipient r join notice n on n.id = r.notice_id where r.waits and n.state = 'issued' and r.organisation_id in ({list}) order by r.notice_id limit $1", vec![limit.into()], organisations.iter().copied())
        .all(on)
        .await?)
}
