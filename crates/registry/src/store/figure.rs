use std::collections::{BTreeMap, BTreeSet};

use authz::Place;
use kernel::Result;
use store::{Insert, On, Tx, sql, sql_list};

use super::person::NewPerson;

store::record! {
    struct People { place: Place, people: i64 }
}

/// How many people there are within each of `places`; one that has nobody is left out.
///
/// # Errors
/// When the database refuses.
pub async fn list_people_figures(
    on: impl Into<On<'_>>,
    places: impl Iterator<Item = &Place>,
) -> Result<BTreeMap<Place, i64>> {
    let found: Vec<People> =
        sql_list("select place, people from people_figure where place in ({list})", Vec::new(), places).all(on).await?;
    Ok(found.into_iter().map(|it| (it.place, it.people)).collect())
}

/// How many people there are within every place but the nation. For counting in the background, not for pages.
///
/// # Errors
/// When the database refuses.
pub async fn tally_people_figures(on: impl Into<On<'_>>) -> Result<Vec<(Place, i64)>> {
    let found: Vec<People> = sql("select place, people from people_figure").all(on).await?;
    Ok(found.into_iter().map(|it| (it.place, it.people)).collect())
}

/// Counts new people at their schools and at every place above, but for the nation: all imports of the
/// land would wait for its one row.
///
/// # Errors
/// When the database refuses.
pub(super) async fn add_to_figures(tx: &mut Tx, people: &[NewPerson]) -> Result<()> {
    // In the order of the places, so that two imports do not wait for each other.
    let mut more: BTreeMap<Place, i64> = BTreeMap::new();
    for place in people.iter().flat_map(|it| it.person.place.above()).filter(|it| *it != Place::root()) {
        *more.entry(place).or_default() += 1;
    }
    let mut rows = Insert::into("people_figure", &["place", "people"])
        .suffix("on conflict (place) do update set people = people_figure.people + excluded.people");
    for (place, people) in &more {
        rows.row([place.into(), (*people).into()]);
    }
    rows.run(tx).await?;
    Ok(())
}

/// Counts `people` who went from one place to another: above both of them nothing changes.
///
/// # Errors
/// When the database refuses.
pub(super) async fn move_figures(tx: &mut Tx, from: &Place, to: &Place, people: i64) -> Result<()> {
    let (left, reached) = (from.above(), to.above());
    let mut more: BTreeMap<&Place, i64> = BTreeMap::new();
    for place in left.iter().filter(|it| !reached.contains(it)) {
        more.insert(place, -people);
    }
    for place in reached.iter().filter(|it| !left.contains(it)) {
        more.insert(place, people);
    }
    let mut rows = Insert::into("people_figure", &["place", "people"])
        .suffix("on conflict (place) do update set people = people_figure.people + excluded.people");
    for (place, people) in more {
        rows.row([place.into(), people.into()]);
    }
    rows.run(tx).await?;
    Ok(())
}

/// How many people there are within every place but the nation, counted by their files.
async fn count_people(on: impl Into<On<'_>>) -> Result<BTreeMap<Place, i64>> {
    let schools: Vec<People> =
        sql("select place, count(*) as people from person where place <> '/' and left_on is null group by place")
            .all(on)
            .await?;
    let mut counted = BTreeMap::new();
    for it in schools {
        for place in it.place.above().into_iter().filter(|place| *place != Place::root()) {
            *counted.entry(place).or_default() += it.people;
        }
    }
    Ok(counted)
}

/// Places whose figure is not the number of people within, at most `limit`. None, in a house that is in
/// order: for `doctor`. A place with nobody has a figure of nought, or none.
///
/// # Errors
/// When the database refuses.
pub async fn list_wrong_figures(on: impl Into<On<'_>>, limit: u32) -> Result<Vec<Place>> {
    let mut on = on.into();
    let kept: BTreeMap<Place, i64> = tally_people_figures(on.again()).await?.into_iter().collect();
    let counted = count_people(on).await?;
    let places: BTreeSet<&Place> = kept.keys().chain(counted.keys()).collect();
    let of = |figures: &BTreeMap<Place, i64>, place| figures.get(place).copied().unwrap_or_default();
    let wrong = places.into_iter().filter(|place| of(&kept, place) != of(&counted, place));
    Ok(wrong.take(kernel::small(limit.into())).cloned().collect())
}

/// Makes the figure of every place anew.
///
/// # Errors
/// When the database refuses.
pub async fn rebuild_figures(tx: &mut Tx) -> Result<()> {
    sql("delete from people_figure").run(&mut *tx).await?;
    let mut rows = Insert::into("people_figure", &["place", "people"]);
    for (place, people) in count_people(&mut *tx).await? {
        rows.row([(&place).into(), people.into()]);
    }
    rows.run(tx).await?;
    Ok(())
}
