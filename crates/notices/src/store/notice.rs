use authz::Place;
use kernel::{Date, Id, OrganisationId, Result, Timestamp};
use registry::OrganisationKind;
use store::{Insert, On, Tx, sql, sql_list};

use crate::notice::{Notice, NoticeState};

/// The notice `id`.
///
/// # Errors
/// When the database refuses.
pub async fn find_notice(on: impl Into<On<'_>>, id: Id<Notice>) -> Result<Option<Notice>> {
    Ok(sql("select id, number, issuer_id, issuer_name, issuer_place, title, body, effective_on, state, replaces, replaced_by, replaced_number, area, area_name, kinds, duty, task, task_days, task_due_on, recipients, opened, signed, answered, drafted_by, drafted_name, drafted_at, issued_name, issued_at, delivered_at, reminded_at, withdrawn_reason from notice where id = $1").bind(id).optional(on).await?)
}

/// The notice `id`, held until the transaction ends.
///
/// # Errors
/// [`kernel::Error::NotFound`] when there is none.
pub async fn get_notice_for_change(tx: &mut Tx, id: Id<Notice>) -> Result<Notice> {
    Ok(sql("select id, number, issuer_id, issuer_name, issuer_place, title, body, effective_on, state, replaces, replaced_by, replaced_number, area, area_name, kinds, duty, task, task_days, task_due_on, recipients, opened, signed, answered, drafted_by, drafted_name, drafted_at, issued_name, issued_at, delivered_at, reminded_at, withdrawn_reason from notice where id = $1 for update").bind(id).one(tx).await?)
}

/// Whether the notice is in force now.
///
/// # Errors
/// When the database refuses.
pub async fn is_in_force(on: impl Into<On<'_>>, id: Id<Notice>) -> Result<bool> {
    let ids: Vec<Id<Notice>> =
        sql("select id as value from notice where id = $1 and state = 'issued'").bind(id).values(on).await?;
    Ok(!ids.is_empty())
}

/// Which notice of `issuer` has this number.
///
/// # Errors
/// When the database refuses.
pub async fn find_number(on: impl Into<On<'_>>, issuer: OrganisationId, number: &str) -> Result<Option<Id<Notice>>> {
    let ids: Vec<Id<Notice>> = sql("select id as value from notice where issuer_id = $1 and number = $2")
        .bind(issuer)
        .bind(number)
        .values(on)
        .await?;
    Ok(ids.into_iter().next())
}

/// What speaks to organisations of `kind` at `place`: in force, or no longer; the newest first, `limit` of it after
/// the moment and id `after`.
///
/// # Errors
/// When the database refuses.
pub async fn list_received(
    on: impl Into<On<'_>>,
    place: &Place,
    kind: OrganisationKind,
    in_force: bool,
    after: Option<(Timestamp, Id<Notice>)>,
    limit: u32,
) -> Result<Vec<Notice>> {
    let (at, id) = after.unwrap_or((Timestamp::from_millis(i64::MAX), Id::greatest()));
    Ok(sql_list("select n.id, n.number, n.issuer_id, n.issuer_name, n.issuer_place, n.title, n.body, n.effective_on, n.state, n.replaces, n.replaced_by, n.replaced_number, n.area, n.area_name, n.kinds, n.duty, n.task, n.task_days, n.task_due_on, n.recipients, n.opened, n.signed, n.answered, n.drafted_by, n.drafted_name, n.drafted_at, n.issued_name, n.issued_at, n.delivered_at, n.reminded_at, n.withdrawn_reason from notice_audience a join notice n on n.id = a.notice_id where a.kind = $1 and (a.issued_at, a.notice_id) < ($2, $3) and (n.state = 'issued') = $4 and a.area in ({list}) order by a.issued_at desc, a.notice_id desc limit $5", vec![kind.into(), at.into(), id.into(), in_force.into(), limit.into()], &place.above())
        .all(on)
        .await?)
}

/// What `issuer` drafted and issued, the newest first, `limit` of it before `before`.
///
/// # Errors
/// When the database refuses.
pub async fn list_issued_by(
    on: impl Into<On<'_>>,
    issuer: OrganisationId,
    before: Option<Id<Notice>>,
    limit: u32,
) -> Result<Vec<Notice>> {
    Ok(sql("select id, number, issuer_id, issuer_name, issuer_place, title, body, effective_on, state, replaces, replaced_by, replaced_number, area, area_name, kinds, duty, task, task_days, task_due_on, recipients, opened, signed, answered, drafted_by, drafted_name, drafted_at, issued_name, issued_at, delivered_at, reminded_at, withdrawn_reason from notice where issuer_id = $1 and id < $2 order by id desc limit $3")
        .bind(issuer)
        .bind(before.unwrap_or(Id::greatest()))
        .bind(limit)
        .all(on)
        .await?)
}

/// Writes a draft.
///
/// # Errors
/// When the database refuses.
pub async fn insert_notice(tx: &mut Tx, it: &Notice) -> Result<()> {
    sql("insert into notice (id, number, issuer_id, issuer_name, issuer_place, title, body, effective_on, state, replaces, replaced_number, area, area_name, kinds, duty, task, task_days, recipients, opened, signed, answered, drafted_by, drafted_name, drafted_at, issued_name, withdrawn_reason) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '', $11, $12, $13, $14, $15, $16, 0, 0, 0, 0, $17, $18, $19, '', '')")
        .bind(it.id)
        .bind(it.number.as_str())
        .bind(it.issuer_id)
        .bind(it.issuer_name.as_str())
        .bind(&it.issuer_place)
        .bind(it.title.as_str())
        .bind(it.body.as_str())
        .bind(it.effective_on)
        .bind(it.state)
        .bind(it.replaces)
        .bind(&it.area)
        .bind(it.area_name.as_str())
        .bind(&it.kinds)
        .bind(it.duty.as_str())
        .bind(it.task.as_str())
        .bind(it.task_days)
        .bind(it.drafted_by)
        .bind(it.drafted_name.as_str())
        .bind(it.drafted_at)
        .run(tx)
        .await?;
    Ok(())
}

/// Brings a draft that is held to what was typed.
///
/// # Errors
/// When the database refuses.
pub async fn update_draft(tx: &mut Tx, it: &Notice) -> Result<()> {
    sql("update notice set number = $2, title = $3, body = $4, effective_on = $5, area = $6, area_name = $7, kinds = $8, duty = $9, task = $10, task_days = $11 where id = $1 and state = 'draft'")
        .bind(it.id)
        .bind(it.number.as_str())
        .bind(it.title.as_str())
        .bind(it.body.as_str())
        .bind(it.effective_on)
        .bind(&it.area)
        .bind(it.area_name.as_str())
        .bind(&it.kinds)
        .bind(it.duty.as_str())
        .bind(it.task.as_str())
        .bind(it.task_days)
        .run(tx)
        .await?;
    Ok(())
}

/// Throws a draft away that is held, with the list of its files.
///
/// # Errors
/// When the database refuses.
pub async fn delete_draft(tx: &mut Tx, id: Id<Notice>) -> Result<()> {
    sql("delete from notice_file where notice_id = $1").bind(id).run(&mut *tx).await?;
    sql("delete from notice where id = $1 and state = 'draft'").bind(id).run(tx).await?;
    Ok(())
}

/// Puts a draft that is held into force.
///
/// # Errors
/// When the database refuses.
pub async fn set_issued(tx: &mut Tx, id: Id<Notice>, name: &str, due_on: Option<Date>, at: Timestamp) -> Result<()> {
    sql("update notice set state = $2, issued_name = $3, issued_at = $4, task_due_on = $5 where id = $1 and state = 'draft'")
        .bind(id)
        .bind(NoticeState::Issued)
        .bind(name)
        .bind(at)
        .bind(due_on)
        .run(tx)
        .await?;
    Ok(())
}

/// Says to whom a notice speaks.
///
/// # Errors
/// When the database refuses.
pub async fn insert_audience(tx: &mut Tx, it: &Notice, at: Timestamp) -> Result<()> {
    let mut rows = Insert::into("notice_audience", &["area", "kind", "issued_at", "notice_id"]);
    for kind in &it.kinds.0 {
        rows.row([(&it.area).into(), (*kind).into(), at.into(), it.id.into()]);
    }
    rows.run(tx).await?;
    Ok(())
}

/// Notes which notice took the place of `id`; whether it was in force.
///
/// # Errors
/// When the database refuses.
pub async fn set_replaced(tx: &mut Tx, id: Id<Notice>, by: &Notice) -> Result<bool> {
    let done = sql("update notice set state = 'replaced', replaced_by = $2, replaced_number = $3 where id = $1 and state = 'issued'")
        .bind(id)
        .bind(by.id)
        .bind(by.number.as_str())
        .run(tx)
        .await?;
    Ok(done == 1)
}

/// Takes a notice back that is held.
///
/// # Errors
/// When the database refuses.
pub async fn set_withdrawn(tx: &mut Tx, id: Id<Notice>, reason: &str) -> Result<()> {
    sql("update notice set state = 'withdrawn', withdrawn_reason = $2 where id = $1 and state = 'issued'")
        .bind(id)
        .bind(reason)
        .run(tx)
        .await?;
    Ok(())
}

/// Notes that those who had not signed were reminded.
///
/// # Errors
/// When the database refuses.
pub async fn set_reminded(tx: &mut Tx, id: Id<Notice>, at: Timestamp) -> Result<()> {
    sql("update notice set reminded_at = $2 where id = $1").bind(id).bind(at).run(tx).await?;
    Ok(())
}

/// Counts recipients more.
///
/// # Errors
/// When the database refuses.
pub async fn add_to_delivered(tx: &mut Tx, id: Id<Notice>, more: i64) -> Result<()> {
    sql("update notice set recipients = recipients + $2 where id = $1").bind(id).bind(more).run(tx).await?;
    Ok(())
}

/// Notes that it reached everybody.
///
/// # Errors
/// When the database refuses.
pub async fn set_delivered(tx: &mut Tx, id: Id<Notice>, at: Timestamp) -> Result<()> {
    sql("update notice set delivered_at = $2 where id = $1 and delivered_at is null").bind(id).bind(at).run(tx).await?;
    Ok(())
}

/// Counts one more that opened it.
///
/// # Errors
/// When the database refuses.
pub async fn count_opened(tx: &mut Tx, id: Id<Notice>) -> Result<()> {
    sql("update notice set opened = opened + 1 where id = $1").bind(id).run(tx).await?;
    Ok(())
}

/// Counts one more that signed for it.
///
/// # Errors
/// When the database refuses.
pub async fn count_signed(tx: &mut Tx, id: Id<Notice>) -> Result<()> {
    sql("update notice set signed = signed + 1 where id = $1").bind(id).run(tx).await?;
    Ok(())
}

/// Counts one more that answered.
///
/// # Errors
/// When the database refuses.
pub async fn count_answered(tx: &mut Tx, id: Id<Notice>) -> Result<()> {
    sql("update notice set answered = answered + 1 where id = $1").bind(id).run(tx).await?;
    Ok(())
}
