//! The look-up of people: filed with everything that changes who they are or where, asked by what is typed.

use std::collections::{BTreeMap, BTreeSet};

use authz::Place;
use kernel::{PersonId, Result, Timestamp};
use serde::{Deserialize, Serialize};
use store::{Insert, On, Tx, sql, sql_list};
use vault::Trace;

use super::organisation::list_authorities_over;
use crate::Person;
use crate::term::{range, terms};

store::record! {
    /// Where somebody stands in the look-up: the key of a row.
    #[derive(PartialEq, Eq, Serialize, Deserialize)]
    pub struct Filed {
        /// The authority's area.
        pub area: Place,
        /// What was filed.
        pub term: String,
        /// Who.
        pub person_id: PersonId,
    }
}

/// The area under which people at each of `places` are filed: that of the nearest authority.
async fn areas_of(on: impl Into<On<'_>>, places: &BTreeSet<&Place>) -> Result<BTreeMap<Place, Place>> {
    let over: BTreeSet<Place> = list_authorities_over(on, places).await?.into_iter().map(|it| it.place).collect();
    let nearest = |place: &Place| place.above().into_iter().rev().find(|it| over.contains(it));
    Ok(places.iter().map(|place| ((*place).clone(), nearest(place).unwrap_or_else(Place::root))).collect())
}

fn terms_of(it: &Person) -> BTreeSet<String> {
    terms(&it.name, &it.identity_masked, it.mobile_masked.as_deref())
}

/// The rows of `people`, in the order of the key: what lies together is written together, and two programs do
/// not wait crosswise.
fn rows_of<'a>(people: &[&Person], areas: &'a BTreeMap<Place, Place>) -> BTreeSet<(&'a Place, String, PersonId)> {
    let of = |it: &&Person| {
        let (area, id) = (areas.get(&it.place), it.id);
        terms_of(it).into_iter().filter_map(move |term| Some((area?, term, id)))
    };
    people.iter().flat_map(of).collect()
}

/// The area under which each of `people` is filed, by place.
async fn areas_of_people(on: impl Into<On<'_>>, people: &[&Person]) -> Result<BTreeMap<Place, Place>> {
    areas_of(on, &people.iter().map(|it| &it.place).collect()).await
}

/// Files `people`; what is filed already stays.
///
/// # Errors
/// When the database refuses.
pub async fn file_people(tx: &mut Tx, people: &[&Person]) -> Result<()> {
    let areas = areas_of_people(&mut *tx, people).await?;
    add(tx, rows_of(people, &areas)).await
}

fn rows_to_file(filed: BTreeSet<(&Place, String, PersonId)>) -> Insert {
    let mut rows = Insert::into("person_lookup", &["area", "term", "person_id"]).room(filed.len());
    for (area, term, person) in filed {
        rows.row([area.into(), term.into(), person.into()]);
    }
    rows
}

async fn add(tx: &mut Tx, filed: BTreeSet<(&Place, String, PersonId)>) -> Result<()> {
    rows_to_file(filed).suffix("on conflict (area, term, person_id) do nothing").run(tx).await?;
    Ok(())
}

/// The rows of people who were never filed: nothing is looked for first, which costs PostgreSQL as much again.
pub(super) async fn rows_of_new_people(on: impl Into<On<'_>>, people: &[&Person]) -> Result<Insert> {
    let areas = areas_of_people(on, people).await?;
    Ok(rows_to_file(rows_of(people, &areas)))
}

/// Files people anew who were `before` and are `after`: renamed, moved, with another number. What stays is not
/// touched.
///
/// # Errors
/// When the database refuses.
pub async fn refile_people(tx: &mut Tx, before: &[Person], after: &[&Person]) -> Result<()> {
    let before: Vec<&Person> = before.iter().collect();
    let areas = areas_of_people(&mut *tx, &[&*before, after].concat()).await?;
    let (old, new) = (rows_of(&before, &areas), rows_of(after, &areas));
    let mut gone: BTreeMap<(&Place, PersonId), Vec<&str>> = BTreeMap::new();
    for (area, term, person) in old.difference(&new) {
        gone.entry((*area, *person)).or_default().push(term);
    }
    for ((area, person), terms) in gone {
        sql_list(
            "delete from person_lookup where area = $1 and person_id = $2 and term in ({list})",
            vec![area.into(), person.into()],
            terms,
        )
        .run(&mut *tx)
        .await?;
    }
    add(tx, new.difference(&old).cloned().collect()).await
}

/// The areas under which people within `place` are filed, in the order of their places. Where no authority
/// has the place itself, as at a school, the area around it comes first.
///
/// # Errors
/// When the database refuses.
pub async fn list_areas(on: impl Into<On<'_>>, place: &Place) -> Result<Vec<Place>> {
    let mut on = on.into();
    let (from, until) = place.range();
    let mut areas: Vec<Place> = sql("select distinct place as value from organisation where kind in ('nation', 'province', 'prefecture', 'county') and place >= $1 and place < $2 order by place").bind(from).bind(until).values(on.again()).await?;
    if areas.first() != Some(place) {
        areas.insert(0, area_around(on, place).await?);
    }
    Ok(areas)
}

/// The area under which people are filed whose place is no authority's, as at a school.
///
/// # Errors
/// When the database refuses.
pub async fn area_around(on: impl Into<On<'_>>, place: &Place) -> Result<Place> {
    let over = list_authorities_over(on, &BTreeSet::from([place])).await?;
    let around = over.into_iter().map(|it| it.place).max_by_key(|it| it.as_str().len());
    Ok(around.unwrap_or_else(Place::root))
}

/// What is looked for in the look-up.
#[derive(Clone, Copy, Debug)]
pub struct Beginning<'a> {
    /// How the term begins.
    pub term: &'a str,
    /// Within this place.
    pub place: &'a Place,
    /// With this mobile number, as it is shown; `""` for any.
    pub mobile: &'a str,
}

/// Those filed under `area` whose term begins so, by term, `limit` of them after `after`.
///
/// # Errors
/// When the database refuses.
pub async fn list_filed(
    on: impl Into<On<'_>>,
    area: &Place,
    it: Beginning<'_>,
    after: Option<&Filed>,
    limit: u32,
) -> Result<Vec<Filed>> {
    let ((from, until), (first, last)) = (range(it.term), it.place.range());
    let nobody = PersonId::from(uuid::Uuid::nil());
    // One bound below, by the whole key: of two, each database would walk by the one that bounds less.
    Ok(sql("select f.area, f.term, f.person_id from person_lookup f join person p on p.id = f.person_id where f.area = $1 and (f.term, f.person_id) > ($2, $3) and f.term < $4 and p.place >= $5 and p.place < $6 and ($7 = '' or p.mobile_masked = $7) order by f.term, f.person_id limit $8")
        .bind(area)
        .bind(after.map_or(from, |it| it.term.clone()))
        .bind(after.map_or(nobody, |it| it.person_id))
        .bind(until)
        .bind(first)
        .bind(last)
        .bind(it.mobile)
        .bind(limit)
        .all(on)
        .await?)
}

/// The same over several areas, by area and term; of people who moved since, some may be elsewhere now.
/// Without a mobile number nobody's file is opened for it: of one letter there are many.
///
/// # Errors
/// When the database refuses.
pub async fn list_filed_across(
    on: impl Into<On<'_>>,
    areas: &[Place],
    it: Beginning<'_>,
    limit: u32,
) -> Result<Vec<Filed>> {
    let (from, until) = range(it.term);
    let statement = if it.mobile.is_empty() {
        sql_list(
            "select area, term, person_id from person_lookup where term >= $1 and term < $2 and area in ({list}) order by area, term, person_id limit $3",
            vec![from.into(), until.into(), limit.into()],
            areas,
        )
    } else {
        sql_list(
            "select f.area, f.term, f.person_id from person_lookup f join person p on p.id = f.person_id where f.term >= $1 and f.term < $2 and p.mobile_masked = $4 and f.area in ({list}) order by f.area, f.term, f.person_id limit $3",
            vec![from.into(), until.into(), limit.into(), it.mobile.into()],
            areas,
        )
    };
    Ok(statement.all(on).await?)
}

/// Who within `place` holds the number with one of these traces.
///
/// # Errors
/// When the database refuses.
pub async fn find_person_by_identity_within(
    on: impl Into<On<'_>>,
    traces: &[Trace],
    place: &Place,
) -> Result<Option<PersonId>> {
    let (from, until) = place.range();
    let ids: Vec<PersonId> = sql_list("select p.id as value from identity_lookup l join person p on p.id = l.person_id where p.place >= $1 and p.place < $2 and l.identity_hash in ({list})", vec![from.into(), until.into()], traces.iter().map(|it| it.hash.as_slice())).values(on).await?;
    Ok(ids.first().copied())
}

/// What is filed for a person. A release that files more counts it up, and everybody is filed again.
const VERSION: i64 = 1;

store::record! {
    struct Listing { after_id: Option<PersonId>, ended_at: Option<Timestamp> }
}

/// Whether everybody on file is in the look-up.
///
/// # Errors
/// When the database refuses.
pub async fn everybody_is_listed(on: impl Into<On<'_>>) -> Result<bool> {
    let listing: Option<Listing> =
        sql("select after_id, ended_at from person_listing where version = $1").bind(VERSION).optional(on).await?;
    Ok(listing.is_some_and(|it| it.ended_at.is_some()))
}

/// Files the next `limit` people who were there before the look-up; how many, and none when all are filed.
///
/// # Errors
/// When the database refuses.
pub async fn list_more_people(tx: &mut Tx, limit: u32, now: Timestamp) -> Result<Option<usize>> {
    sql("insert into person_listing (version) values ($1) on conflict (version) do nothing")
        .bind(VERSION)
        .run(&mut *tx)
        .await?;
    let listing: Listing = sql("select after_id, ended_at from person_listing where version = $1 for update")
        .bind(VERSION)
        .one(&mut *tx)
        .await?;
    if listing.ended_at.is_some() {
        return Ok(None);
    }
    let after = listing.after_id.unwrap_or_else(|| PersonId::from(uuid::Uuid::nil()));
    let people: Vec<Person> = sql("select id, name, sex, born_on, ethnicity, identity_masked, mobile_masked, school_id, place, stage, subject, title, work_from, bilingual, psc_level, language, left_on from person where id > $1 order by id limit $2 for update").bind(after).bind(limit).all(&mut *tx).await?;
    file_people(&mut *tx, &people.iter().collect::<Vec<_>>()).await?;
    let ended = (people.len() < kernel::small(limit.into())).then_some(now);
    let last = people.last().map_or(after, |it| it.id);
    sql("update person_listing set after_id = $2, ended_at = $3 where version = $1")
        .bind(VERSION)
        .bind(last)
        .bind(ended)
        .run(tx)
        .await?;
    Ok(Some(people.len()))
}
