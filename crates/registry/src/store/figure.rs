use std::collections::BTreeMap;

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

/// Places whose figure is not the number of people within, at most `limit`. None, in a house that is in
/// order: for `doctor`. A place with nobody has a figure of nought, or none.
///
/// # Errors
/// When the database refuses.
pub async fn list_wrong_figures(on: impl Into<On<'_>>, limit: u32) -> Result<Vec<Place>> {
    Ok(sql("select place as value from (select f.place, f.people - (select count(*) from person p where p.place >= f.place and p.place < substr(f.place, 1, length(f.place) - 1) || '0') as wrong from people_figure f union all select distinct place, 1 from person where place <> '/' and place not in (select place from people_figure)) as figures where wrong <> 0 order by place limit $1").bind(limit).values(on).await?)
}

/// Makes the figure of every place anew.
///
/// # Errors
/// When the database refuses.
pub async fn rebuild_figures(tx: &mut Tx) -> Result<()> {
    sql("delete from people_figure").run(&mut *tx).await?;
    sql("insert into people_figure (place, people) select o.place, count(*) from (select distinct place from organisation where place <> '/') o join person p on p.place >= o.place and p.place < substr(o.place, 1, length(o.place) - 1) || '0' group by o.place").run(tx).await?;
    Ok(())
}
