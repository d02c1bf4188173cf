use authz::Place;
use kernel::{Date, Id, PersonId, Result, Timestamp};
use store::{On, Tx, sql, sql_list};

use super::place_taken;
use crate::enrolment::EnrolmentStep;
use crate::{Class, ClassState, Enrolment, EnrolmentState};

/// The enrolment of `person` in `class`.
///
/// # Errors
/// When the database refuses.
pub async fn find_enrolment(on: impl Into<On<'_>>, person: PersonId, class: Id<Class>) -> Result<Option<Enrolment>> {
    Ok(sql("select person_id, class_id, person_name, school_id, school_name, place, institution_place, state, priority, open_exceptions, nominated_by, why, changed_at from enrolment where person_id = $1 and class_id = $2").bind(person).bind(class).optional(on).await?)
}

/// The enrolment of `person` in `class`, which must exist.
///
/// # Errors
/// [`kernel::Error::NotFound`] when it does not.
pub async fn get_enrolment(on: impl Into<On<'_>>, person: PersonId, class: Id<Class>) -> Result<Enrolment> {
    find_enrolment(on, person, class).await?.ok_or(kernel::Error::NotFound)
}

/// The enrolment of `person` in `class`, held until the transaction ends.
///
/// # Errors
/// When the database refuses.
pub async fn find_enrolment_for_change(tx: &mut Tx, person: PersonId, class: Id<Class>) -> Result<Option<Enrolment>> {
    Ok(sql("select person_id, class_id, person_name, school_id, school_name, place, institution_place, state, priority, open_exceptions, nominated_by, why, changed_at from enrolment where person_id = $1 and class_id = $2 for update").bind(person).bind(class).optional(tx).await?)
}

/// As [`find_enrolment_for_change`], of an enrolment that must exist.
///
/// # Errors
/// [`kernel::Error::NotFound`] when it does not.
pub async fn get_enrolment_for_change(tx: &mut Tx, person: PersonId, class: Id<Class>) -> Result<Enrolment> {
    find_enrolment_for_change(tx, person, class).await?.ok_or(kernel::Error::NotFound)
}

fn first(after: Option<PersonId>) -> PersonId {
    after.unwrap_or_else(|| Id::from(uuid::Uuid::nil()))
}

/// The roster of a class by person id, `limit` of it after `after`; of one state when `state` says so.
///
/// # Errors
/// When the database refuses.
pub async fn list_enrolments(
    on: impl Into<On<'_>>,
    class: Id<Class>,
    state: Option<EnrolmentState>,
    after: Option<PersonId>,
    limit: u32,
) -> Result<Vec<Enrolment>> {
    Ok(sql("select person_id, class_id, person_name, school_id, school_name, place, institution_place, state, priority, open_exceptions, nominated_by, why, changed_at from enrolment where class_id = $1 and person_id > $2 and ($3 = '' or state = $3) order by person_id limit $4")
        .bind(class)
        .bind(first(after))
        .bind(state.map_or("", EnrolmentState::as_str))
        .bind(limit)
        .all(on)
        .await?)
}

/// The people of a class in one of these states, by person id, `limit` of them after `after`.
///
/// # Errors
/// When the database refuses.
pub async fn list_enrolments_in(
    on: impl Into<On<'_>>,
    class: Id<Class>,
    states: &[EnrolmentState],
    after: Option<PersonId>,
    limit: u32,
) -> Result<Vec<Enrolment>> {
    let before = vec![class.into(), first(after).into(), limit.into()];
    Ok(sql_list("select person_id, class_id, person_name, school_id, school_name, place, institution_place, state, priority, open_exceptions, nominated_by, why, changed_at from enrolment where class_id = $1 and person_id > $2 and state in ({list}) order by person_id limit $3", before, states.iter().copied()).all(on).await?)
}

/// The part of a class's roster that comes from schools within `place`.
///
/// # Errors
/// When the database refuses.
pub async fn list_enrolments_within(
    on: impl Into<On<'_>>,
    class: Id<Class>,
    place: &Place,
    after: Option<PersonId>,
    limit: u32,
) -> Result<Vec<Enrolment>> {
    let (from, until) = place.range();
    Ok(sql("select person_id, class_id, person_name, school_id, school_name, place, institution_place, state, priority, open_exceptions, nominated_by, why, changed_at from enrolment where class_id = $1 and place >= $2 and place < $3 and person_id > $4 order by person_id limit $5")
        .bind(class)
        .bind(from)
        .bind(until)
        .bind(first(after))
        .bind(limit)
        .all(on)
        .await?)
}

/// Nominations from schools within `place` that wait for their county, whatever the class.
///
/// # Errors
/// When the database refuses.
pub async fn list_nominated(on: impl Into<On<'_>>, place: &Place, limit: u32) -> Result<Vec<Enrolment>> {
    let (from, until) = place.range();
    Ok(sql("select person_id, class_id, person_name, school_id, school_name, place, institution_place, state, priority, open_exceptions, nominated_by, why, changed_at from enrolment where state = 'nominated' and place >= $1 and place < $2 order by class_id, person_id limit $3").bind(from).bind(until).bind(limit).all(on).await?)
}

store::record! {
    /// A class as a person of it sees it in a list.
    pub struct Mine {
        /// The class.
        pub class_id: Id<Class>,
        /// Its number.
        pub number: String,
        /// Its name.
        pub name: String,
        /// Who runs it.
        pub institution_name: String,
        /// Its opening day.
        pub opens_on: Date,
        /// Its last day.
        pub closes_on: Date,
        /// Where the class stands.
        pub class_state: ClassState,
        /// Where the person stands.
        pub state: EnrolmentState,
    }
}

/// The classes of a person, the latest to open first.
///
/// # Errors
/// When the database refuses.
pub async fn list_classes_of_person(on: impl Into<On<'_>>, person: PersonId) -> Result<Vec<Mine>> {
    Ok(sql("select c.id as class_id, c.number, c.name, c.institution_name, c.opens_on, c.closes_on, c.state as class_state, e.state from enrolment e join class c on c.id = e.class_id where e.person_id = $1 order by c.opens_on desc, c.id desc limit 100").bind(person).all(on).await?)
}

store::record! {
    /// A class that somebody is or was in, as the selection rules ask for it.
    pub struct Membership {
        /// Who.
        pub person_id: PersonId,
        /// Which class.
        pub class_id: Id<Class>,
        /// Where the person stands in it.
        pub state: EnrolmentState,
        /// The class's number.
        pub number: String,
        /// Its opening day.
        pub opens_on: Date,
        /// Its last day.
        pub closes_on: Date,
        /// The topic of its project.
        pub topic: String,
    }
}

/// All classes of these people.
///
/// # Errors
/// When the database refuses.
pub async fn list_memberships(on: impl Into<On<'_>>, people: &[PersonId]) -> Result<Vec<Membership>> {
    Ok(sql_list("select e.person_id, e.class_id, e.state, c.number, c.opens_on, c.closes_on, p.topic from enrolment e join class c on c.id = e.class_id join project p on p.id = c.project_id where e.person_id in ({list}) order by c.opens_on", Vec::new(), people.iter().copied()).all(on).await?)
}

store::record! {
    /// The post of a person on a day.
    pub struct PostKind {
        /// Who.
        pub person_id: PersonId,
        /// 岗位.
        pub kind: String,
    }
}

/// The posts that these people hold on `day`; of each the main one stands last.
///
/// # Errors
/// When the database refuses.
pub async fn list_post_kinds(on: impl Into<On<'_>>, people: &[PersonId], day: Date) -> Result<Vec<PostKind>> {
    Ok(sql_list("select person_id, kind from post where from_on <= $1 and (until_on is null or until_on >= $1) and person_id in ({list}) order by case when nature = 'main' then 1 else 0 end, from_on", vec![day.into()], people.iter().copied()).all(on).await?)
}

/// The steps of an enrolment, in order.
///
/// # Errors
/// When the database refuses.
pub async fn list_enrolment_steps(
    on: impl Into<On<'_>>,
    person: PersonId,
    class: Id<Class>,
) -> Result<Vec<EnrolmentStep>> {
    Ok(sql(
        "select state, by_name, duty, why, at from enrolment_step where person_id = $1 and class_id = $2 order by nth",
    )
    .bind(person)
    .bind(class)
    .all(on)
    .await?)
}

/// Writes a nomination, anew or in place of one that ended; false when there is one that has not.
pub async fn put_enrolment(tx: &mut Tx, it: &Enrolment) -> Result<bool> {
    let written = sql("insert into enrolment (person_id, class_id, person_name, school_id, school_name, place, institution_place, state, priority, open_exceptions, nominated_by, why, changed_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict (person_id, class_id) do update set person_name = excluded.person_name, school_id = excluded.school_id, school_name = excluded.school_name, place = excluded.place, state = excluded.state, priority = excluded.priority, open_exceptions = excluded.open_exceptions, nominated_by = excluded.nominated_by, why = excluded.why, changed_at = excluded.changed_at where enrolment.state in ('declined', 'refused', 'withdrawn')")
        .bind(it.person_id)
        .bind(it.class_id)
        .bind(it.person_name.as_str())
        .bind(it.school_id)
        .bind(it.school_name.as_str())
        .bind(&it.place)
        .bind(&it.institution_place)
        .bind(it.state)
        .bind(it.priority)
        .bind(it.open_exceptions)
        .bind(it.nominated_by)
        .bind(it.why.clone())
        .bind(it.changed_at)
        .run(tx)
        .await?;
    Ok(written == 1)
}

/// Moves an enrolment on from the state `from`; false when somebody else moved it before.
pub async fn set_enrolment(tx: &mut Tx, it: &Enrolment, from: EnrolmentState) -> Result<bool> {
    let changed = sql("update enrolment set state = $4, open_exceptions = $5, why = $6, changed_at = $7 where person_id = $1 and class_id = $2 and state = $3")
        .bind(it.person_id)
        .bind(it.class_id)
        .bind(from)
        .bind(it.state)
        .bind(it.open_exceptions)
        .bind(it.why.clone())
        .bind(it.changed_at)
        .run(tx)
        .await?;
    Ok(changed == 1)
}

/// Sets a result; false when somebody else changed the enrolment before.
pub async fn set_result_state(
    tx: &mut Tx,
    person: PersonId,
    class: Id<Class>,
    from: EnrolmentState,
    to: EnrolmentState,
) -> Result<bool> {
    let changed = sql("update enrolment set state = $4 where person_id = $1 and class_id = $2 and state = $3")
        .bind(person)
        .bind(class)
        .bind(from)
        .bind(to)
        .run(tx)
        .await?;
    Ok(changed == 1)
}

/// Adds a step to those of an enrolment.
pub async fn add_enrolment_step(tx: &mut Tx, person: PersonId, class: Id<Class>, it: &EnrolmentStep) -> Result<()> {
    let nth: i64 =
        sql("select coalesce(max(nth), 0) as value from enrolment_step where person_id = $1 and class_id = $2")
            .bind(person)
            .bind(class)
            .value(&mut *tx)
            .await?;
    let at: Timestamp = it.at;
    sql("insert into enrolment_step (person_id, class_id, nth, state, by_name, duty, why, at) values ($1, $2, $3, $4, $5, $6, $7, $8)")
        .bind(person)
        .bind(class)
        .bind(nth + 1)
        .bind(it.state)
        .bind(it.by_name.as_str())
        .bind(it.duty.as_str())
        .bind(it.why.clone())
        .bind(at)
        .run(tx)
        .await
        .map_err(place_taken)?;
    Ok(())
}
