//! The posts of people, one person at a time.

use kernel::{Date, Id, OrganisationId, PersonId, Result, Timestamp};
use store::{On, Tx, sql, sql_list};

use crate::post::{NewPost, Post};
use crate::{Leaving, Nature, Organisation, Person};

/// The posts of a person, the first one first.
///
/// # Errors
/// When the database refuses.
pub async fn list_posts(on: impl Into<On<'_>>, person: PersonId) -> Result<Vec<Post>> {
    Ok(sql("select person_id, id, organisation_id, place, kind, nature, from_on, until_on, stage, subject, weekly_lessons, document, reason, leaving, end_reason from post where person_id = $1 order by from_on, id").bind(person).all(on).await?)
}

/// The posts of these people, the first one first.
///
/// # Errors
/// When the database refuses.
pub async fn list_posts_of(on: impl Into<On<'_>>, people: &[PersonId]) -> Result<Vec<Post>> {
    Ok(sql_list("select person_id, id, organisation_id, place, kind, nature, from_on, until_on, stage, subject, weekly_lessons, document, reason, leaving, end_reason from post where person_id in ({list}) order by from_on, id", Vec::new(), people.iter().copied()).all(on).await?)
}

/// People by their ids, `limit` of them after `after`.
///
/// # Errors
/// When the database refuses.
pub async fn list_people_after(on: impl Into<On<'_>>, after: PersonId, limit: u32) -> Result<Vec<Person>> {
    Ok(sql("select id, name, sex, born_on, ethnicity, identity_masked, mobile_masked, school_id, place, stage, subject, title, work_from, bilingual, psc_level, language, left_on from person where id > $1 order by id limit $2").bind(after).bind(limit).all(on).await?)
}

/// How many people work at an organisation beside their main post, today or later.
///
/// # Errors
/// When the database refuses.
pub async fn count_beside(on: impl Into<On<'_>>, at: OrganisationId, today: Date) -> Result<i64> {
    Ok(sql("select count(*) as value from post where organisation_id = $1 and nature <> 'main' and (until_on is null or until_on >= $2)").bind(at).bind(today).value(on).await?)
}

/// Writes a post down.
///
/// # Errors
/// [`store::Error::LostRace`] when somebody gave the person another main post meanwhile.
pub async fn insert_post(
    tx: &mut Tx,
    person: PersonId,
    it: &NewPost,
    at: &Organisation,
    now: Timestamp,
) -> Result<Id<Post>> {
    let id = Id::new(now);
    // Of an open main post the file says what is taught.
    let taught = |it: &Option<String>, main: bool| if main { None } else { it.clone() };
    let main = it.nature == Nature::Main;
    sql("insert into post (person_id, id, organisation_id, place, kind, nature, from_on, until_on, stage, subject, weekly_lessons, document, reason) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)")
        .bind(person)
        .bind(id)
        .bind(at.id)
        .bind(&at.place)
        .bind(it.kind.as_str())
        .bind(it.nature)
        .bind(it.from)
        .bind(it.until)
        .bind(taught(&it.stage, main))
        .bind(taught(&it.subject, main))
        .bind(it.weekly_lessons)
        .bind(it.document.clone())
        .bind(it.reason.as_str())
        .run(tx)
        .await?;
    Ok(id)
}

/// How a post ends.
#[derive(Clone, Copy, Debug)]
pub struct Ending<'a> {
    /// The last day.
    pub last: Date,
    /// Why.
    pub reason: &'a str,
    /// With the service.
    pub leaving: Option<Leaving>,
}

/// Ends a post of `person`; of the main one, what was taught is written down with it.
///
/// # Errors
/// [`store::Error::LostRace`] when it is over by then.
pub async fn end_post(tx: &mut Tx, person: &Person, post: &Post, it: Ending<'_>) -> Result<()> {
    let main = post.nature == Nature::Main;
    let (stage, subject) = if main { (&person.stage, &person.subject) } else { (&post.stage, &post.subject) };
    let ended = sql("update post set until_on = $3, end_reason = $4, leaving = $5, stage = $6, subject = $7 where person_id = $1 and id = $2 and (until_on is null or until_on >= $3)")
        .bind(post.person_id)
        .bind(post.id)
        .bind(it.last)
        .bind(it.reason)
        .bind(it.leaving.map(Leaving::as_str))
        .bind(stage.clone())
        .bind(subject.clone())
        .run(tx)
        .await?;
    if ended == 1 { Ok(()) } else { Err(store::Error::LostRace.into()) }
}

/// What the file says of the main post that begins.
///
/// # Errors
/// When the database refuses.
pub async fn set_taught(tx: &mut Tx, person: PersonId, stage: Option<&str>, subject: Option<&str>) -> Result<()> {
    sql("update person set stage = coalesce($2, stage), subject = coalesce($3, subject) where id = $1")
        .bind(person)
        .bind(stage.map(str::to_owned))
        .bind(subject.map(str::to_owned))
        .run(tx)
        .await?;
    Ok(())
}

/// Writes down that `person` has left, or is back: the figures count who is in service.
///
/// # Errors
/// When the database refuses.
pub async fn set_left(tx: &mut Tx, person: &Person, left_on: Option<Date>) -> Result<()> {
    sql("update person set left_on = $2 where id = $1").bind(person.id).bind(left_on).run(&mut *tx).await?;
    let nowhere = authz::Place::root();
    let (from, to) = if left_on.is_some() { (&person.place, &nowhere) } else { (&nowhere, &person.place) };
    super::figure::move_figures(tx, from, to, 1).await
}

/// Ends what is held at an organisation beside main posts, with its own last day.
///
/// # Errors
/// When the database refuses.
pub async fn end_beside(tx: &mut Tx, at: OrganisationId, last: Date) -> Result<()> {
    // A post that began after that day had none: it keeps its first.
    sql("update post set until_on = case when from_on > $2 then from_on else $2 end where organisation_id = $1 and nature <> 'main' and (until_on is null or until_on > $2)")
        .bind(at)
        .bind(last)
        .run(tx)
        .await?;
    Ok(())
}

/// The next `limit` posts that people whose main post is elsewhere hold at `source` in or after `on`.
///
/// # Errors
/// When the database refuses.
pub async fn list_beside_for_change(
    tx: &mut Tx,
    source: OrganisationId,
    place: &authz::Place,
    on: Date,
    limit: u32,
) -> Result<Vec<Post>> {
    Ok(sql("select person_id, id, organisation_id, place, kind, nature, from_on, until_on, stage, subject, weekly_lessons, document, reason, leaving, end_reason from post where organisation_id = $1 and nature <> 'main' and place = $2 and (until_on is null or until_on >= $3) order by person_id, id limit $4 for update").bind(source).bind(place).bind(on).bind(limit).all(tx).await?)
}
