//! Schools that are moved, merged and split.

use authz::Place;
use kernel::{Id, OrganisationId, PersonId, Result, Timestamp};
use store::{Insert, On, Tx, sql, sql_list};

use crate::Person;
use crate::reorganisation::{Reorganisation, ReorganisationState};

/// The reorganisation `id`.
///
/// # Errors
/// When the database refuses.
pub async fn find_reorganisation(on: impl Into<On<'_>>, id: Id<Reorganisation>) -> Result<Option<Reorganisation>> {
    Ok(sql("select id, kind, state, source_id, target_id, place, on_day, document, reason, place_before, people, moved, job_id, created_by, created_name, created_at, started_at, ended_at from reorganisation where id = $1").bind(id).optional(on).await?)
}

/// The reorganisation `id`, held until the transaction ends.
///
/// # Errors
/// [`kernel::Error::NotFound`] when there is none.
pub async fn get_reorganisation_for_change(tx: &mut Tx, id: Id<Reorganisation>) -> Result<Reorganisation> {
    Ok(sql("select id, kind, state, source_id, target_id, place, on_day, document, reason, place_before, people, moved, job_id, created_by, created_name, created_at, started_at, ended_at from reorganisation where id = $1 for update").bind(id).one(tx).await?)
}

/// The newest of an organisation, from it or to it, but for what was thrown away.
///
/// # Errors
/// When the database refuses.
pub async fn list_reorganisations(
    on: impl Into<On<'_>>,
    organisation: OrganisationId,
    limit: u32,
) -> Result<Vec<Reorganisation>> {
    Ok(sql("select id, kind, state, source_id, target_id, place, on_day, document, reason, place_before, people, moved, job_id, created_by, created_name, created_at, started_at, ended_at from reorganisation where (source_id = $1 or target_id = $1) and state <> 'withdrawn' order by id desc limit $2").bind(organisation).bind(limit).all(on).await?)
}

/// Whether people are on their way from or to one of the two.
///
/// # Errors
/// When the database refuses.
pub async fn is_busy(on: impl Into<On<'_>>, one: OrganisationId, other: OrganisationId) -> Result<bool> {
    let found: Vec<Id<Reorganisation>> = sql("select id as value from reorganisation where (source_id in ($1, $2) or target_id in ($1, $2)) and state in ('running', 'stopped') limit 1").bind(one).bind(other).values(on).await?;
    Ok(!found.is_empty())
}

/// Writes a draft.
///
/// # Errors
/// When the database refuses.
pub async fn insert_reorganisation(tx: &mut Tx, it: &Reorganisation) -> Result<()> {
    sql("insert into reorganisation (id, kind, state, source_id, target_id, place, on_day, document, reason, place_before, people, moved, created_by, created_name, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)")
        .bind(it.id)
        .bind(it.kind)
        .bind(it.state)
        .bind(it.source_id)
        .bind(it.target_id)
        .bind(&it.place)
        .bind(it.on_day)
        .bind(it.document.as_str())
        .bind(it.reason.as_str())
        .bind(&it.place_before)
        .bind(it.people)
        .bind(it.moved)
        .bind(it.created_by)
        .bind(it.created_name.as_str())
        .bind(it.created_at)
        .run(tx)
        .await?;
    Ok(())
}

/// Moves one from a state to another; false when somebody else did.
///
/// # Errors
/// When the database refuses.
pub async fn set_reorganisation_state(
    tx: &mut Tx,
    id: Id<Reorganisation>,
    from: ReorganisationState,
    to: ReorganisationState,
) -> Result<bool> {
    let changed = sql("update reorganisation set state = $3 where id = $1 and state = $2")
        .bind(id)
        .bind(from)
        .bind(to)
        .run(tx)
        .await?;
    Ok(changed == 1)
}

/// Lets one run, or go on: with its work, and with whence how many people go.
///
/// # Errors
/// When the database refuses.
pub async fn set_reorganisation_running(
    tx: &mut Tx,
    id: Id<Reorganisation>,
    (from, people): (&Place, i64),
    job: Id<jobs::Job>,
    at: Timestamp,
) -> Result<()> {
    sql("update reorganisation set state = 'running', people = $2, job_id = $3, started_at = coalesce(started_at, $4), place_before = $5 where id = $1")
        .bind(id)
        .bind(people)
        .bind(job)
        .bind(at)
        .bind(from)
        .run(tx)
        .await?;
    Ok(())
}

/// Counts people who have arrived; false when it does not run any more.
///
/// # Errors
/// When the database refuses.
pub async fn add_moved(tx: &mut Tx, id: Id<Reorganisation>, moved: i64) -> Result<bool> {
    let changed = sql("update reorganisation set moved = moved + $2 where id = $1 and state = 'running'")
        .bind(id)
        .bind(moved)
        .run(tx)
        .await?;
    Ok(changed == 1)
}

/// Ends one; false when it does not run any more.
///
/// # Errors
/// When the database refuses.
pub async fn set_reorganisation_done(tx: &mut Tx, id: Id<Reorganisation>, at: Timestamp) -> Result<bool> {
    let changed = sql(
        "update reorganisation set state = 'done', people = moved, ended_at = $2 where id = $1 and state = 'running'",
    )
    .bind(id)
    .bind(at)
    .run(tx)
    .await?;
    Ok(changed == 1)
}

/// Who of `people` is chosen to go.
///
/// # Errors
/// When the database refuses.
pub async fn list_chosen(on: impl Into<On<'_>>, id: Id<Reorganisation>, people: &[PersonId]) -> Result<Vec<PersonId>> {
    Ok(sql_list(
        "select person_id as value from reorganisation_person where reorganisation_id = $1 and person_id in ({list})",
        vec![id.into()],
        people.iter().copied(),
    )
    .values(on)
    .await?)
}

/// How many people of `source` are chosen to go.
///
/// # Errors
/// When the database refuses.
pub async fn count_chosen(on: impl Into<On<'_>>, id: Id<Reorganisation>, source: OrganisationId) -> Result<i64> {
    Ok(sql("select count(*) as value from reorganisation_person c join person p on p.id = c.person_id where c.reorganisation_id = $1 and p.school_id = $2 and p.left_on is null").bind(id).bind(source).value(on).await?)
}

/// Chooses `go` and no other of `shown`.
///
/// # Errors
/// When the database refuses.
pub async fn choose(tx: &mut Tx, id: Id<Reorganisation>, shown: &[PersonId], go: &[PersonId]) -> Result<()> {
    sql_list(
        "delete from reorganisation_person where reorganisation_id = $1 and person_id in ({list})",
        vec![id.into()],
        shown.iter().copied(),
    )
    .run(&mut *tx)
    .await?;
    let mut rows = Insert::into("reorganisation_person", &["person_id", "reorganisation_id"])
        .suffix("on conflict (person_id, reorganisation_id) do nothing");
    for person in go {
        rows.row([(*person).into(), id.into()]);
    }
    rows.run(tx).await?;
    Ok(())
}

/// The next `limit` people who are chosen and still at `source`, held until the transaction ends.
///
/// # Errors
/// When the database refuses.
pub async fn list_chosen_for_change(
    tx: &mut Tx,
    id: Id<Reorganisation>,
    source: OrganisationId,
    limit: u32,
) -> Result<Vec<Person>> {
    Ok(sql("select p.id, p.name, p.sex, p.born_on, p.ethnicity, p.identity_masked, p.mobile_masked, p.school_id, p.place, p.stage, p.subject, p.title, p.work_from, p.bilingual, p.psc_level, p.language, p.left_on from reorganisation_person c join person p on p.id = c.person_id where c.reorganisation_id = $1 and p.school_id = $2 order by p.id limit $3 for update").bind(id).bind(source).bind(limit).all(tx).await?)
}

/// The next `limit` people of `source` who are still at `place`, held until the transaction ends.
///
/// # Errors
/// When the database refuses.
pub async fn list_people_at_for_change(
    tx: &mut Tx,
    source: OrganisationId,
    place: &Place,
    limit: u32,
) -> Result<Vec<Person>> {
    Ok(sql("select id, name, sex, born_on, ethnicity, identity_masked, mobile_masked, school_id, place, stage, subject, title, work_from, bilingual, psc_level, language, left_on from person where school_id = $1 and place = $2 order by id limit $3 for update").bind(source).bind(place).bind(limit).all(tx).await?)
}
