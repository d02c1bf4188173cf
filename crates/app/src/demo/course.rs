//! The steps of one class of the demonstration world, each through the deed that people use.

use anyhow::Context as _;
use audit::By;
use classes::class::Plan;
use classes::enrolment::Deed;
use classes::{Class, VenueKind, demo as classes_demo};
use courses::Course as Lessons;
use courses::demo::Came;
use kernel::{Date, Id, Month, PersonId, Timestamp};
use registry::{Organisation, Person};

use super::World;

/// One class in the making.
pub(super) struct Course<'a> {
    /// Who acts for the institution, the province's education and language offices, the counties.
    pub manager: &'a str,
    pub filer: &'a str,
    pub language: &'a str,
    pub counties: &'a [(&'a str, &'a str)],
    pub name: &'a str,
    pub venue: (VenueKind, &'a str),
    pub opens_on: Date,
    pub closes_on: Date,
    pub planned: i64,
    /// The moment at which it is all arranged; deeds follow by the hour.
    pub arranged: Timestamp,
}

/// An hour in milliseconds.
pub(super) const HOUR: i64 = 3_600_000;

pub(super) async fn project(
    world: &World,
    nth: usize,
    code: &str,
    window: (Month, Month),
    at: Timestamp,
) -> anyhow::Result<Id<classes::Project>> {
    let province = world.provinces.get(nth).context("a province")?;
    let project = classes_demo::putonghua_2011(&province.authority, code, window, at);
    let rules = classes::rule::putonghua::rules(project.id, "6230,6323", at.date());
    classes_demo::seed_project(&world.house.store, &project, std::slice::from_ref(&province.institution), &rules)
        .await?;
    Ok(project.id)
}

/// `most` teachers of a province who were grown up on `day`.
pub(super) async fn people(world: &World, nth: usize, day: Date, most: usize) -> anyhow::Result<Vec<Person>> {
    let province = world.provinces.get(nth).context("a province")?;
    let officers: Vec<PersonId> = world.officers.values().map(|it| it.person).collect();
    let mut everybody = Vec::new();
    for school in &province.schools {
        everybody.extend(registry::list_people_of_school(&world.house.store, school.id, None, 1_000).await?);
    }
    everybody.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
    // Some older than 45 come too, each with an exception: two in a class.
    let mut older = 0;
    let fits = |it: &Person| {
        let age = it.born_on.age_on(day);
        if age > 45 {
            older += 1;
        }
        (22..=45).contains(&age) || (age > 45 && age < 60 && older <= 2)
    };
    Ok(everybody
        .into_iter()
        .filter(|it| it.stage.is_some() && !officers.contains(&it.id))
        .filter(fits)
        .take(most)
        .collect())
}

/// The officer in that duty, at that moment.
pub(super) fn by(world: &World, login: &str, duty: &str, now: Timestamp) -> anyhow::Result<By> {
    let actor = world.officers.get(login).with_context(|| format!("the officer {login}"))?;
    Ok(By::acting(actor.person, &actor.name, duty, now))
}

pub(super) fn institution<'a>(world: &'a World, course: &Course<'_>) -> anyhow::Result<&'a Organisation> {
    let nth = usize::from(course.manager != "longyuan");
    world.provinces.get(nth).map(|it| &it.institution).context("an institution")
}

/// A class that was handed in for filing.
pub(super) async fn seed(world: &World, course: &Course<'_>, project: Id<classes::Project>) -> anyhow::Result<Class> {
    let plan = Plan {
        name: course.name.to_owned(),
        venue_kind: course.venue.0,
        venue: course.venue.1.to_owned(),
        opens_on: course.opens_on,
        closes_on: course.closes_on,
        planned_people: course.planned,
    };
    let rows = classes_demo::timetable(course.opens_on);
    let manager = by(world, course.manager, "class-manager", course.arranged)?;
    Ok(classes_demo::seed_class(
        &world.house.store,
        &manager,
        project,
        institution(world, course)?.id,
        &plan,
        &rows,
        true,
    )
    .await?)
}

/// A class that is filed.
pub(super) async fn filed_class(
    world: &World,
    course: &Course<'_>,
    project: Id<classes::Project>,
) -> anyhow::Result<Class> {
    let class = seed(world, course, project).await?;
    let filer = by(world, course.filer, "province-officer", course.arranged.plus_millis(HOUR))?;
    classes_demo::file_class(&world.house.store, &filer, class.id).await?;
    Ok(classes::get_class(&world.house.store, class.id).await?)
}

/// A filed class whose people were nominated, approved, admitted, and have confirmed.
pub(super) async fn confirmed_class(
    world: &World,
    course: &Course<'_>,
    project: Id<classes::Project>,
    people: &[Person],
) -> anyhow::Result<Class> {
    let class = filed_class(world, course, project).await?;
    let store = &world.house.store;
    let at = |hours: i64| course.arranged.plus_millis(hours * HOUR);
    for (login, code) in course.counties {
        let county =
            world.provinces.iter().flat_map(|it| &it.counties).find(|it| it.code == *code).context("a county")?;
        let own: Vec<PersonId> = people.iter().filter(|it| it.place.within(&county.place)).map(|it| it.id).collect();
        classes_demo::nominate(
            store,
            &by(world, &format!("{login}.1"), "school-officer", at(2))?,
            class.id,
            &own,
            "学校普通话教学骨干，拟承担全校示范任务",
        )
        .await?;
        let language = by(world, course.language, "language-officer", at(3))?;
        classes_demo::grant_exceptions(store, &language, class.id, &own, "同意，每班不超过2人").await?;
        classes_demo::decide(store, &by(world, login, "county-officer", at(4))?, class.id, &own, Deed::Approve, "")
            .await?;
    }
    let everybody: Vec<PersonId> = people.iter().map(|it| it.id).collect();
    classes_demo::decide(
        store,
        &by(world, course.manager, "class-manager", at(5))?,
        class.id,
        &everybody,
        Deed::Admit,
        "",
    )
    .await?;
    for person in everybody {
        let actor = access::find_actor(store, person, Id::new(at(6))).await?.context("a teacher")?;
        classes_demo::decide(store, &By::own(&actor, at(6)), class.id, &[person], Deed::Confirm, "").await?;
    }
    Ok(class)
}

/// Opens and teaches a class, all at its own time.
pub(super) async fn teach(
    world: &World,
    book: &Lessons,
    course: &Course<'_>,
    class: &Class,
    people: &[Person],
) -> anyhow::Result<()> {
    let store = &world.house.store;
    courses::demo::link(store, class, book, course.arranged).await?;
    classes_demo::open_class(
        store,
        &by(world, course.manager, "class-manager", course.opens_on.start().plus_millis(8 * HOUR))?,
        class.id,
    )
    .await?;
    // One in twenty stops half way.
    let (whole, half): (Vec<_>, Vec<_>) = people.iter().zip(0_usize..).partition(|(_, nth)| nth % 20 != 19);
    let names = |part: &[(&Person, usize)]| part.iter().map(|(it, _)| (it.id, it.name.clone())).collect::<Vec<_>>();
    let at = course.opens_on.plus_days(2).start().plus_millis(20 * HOUR);
    courses::demo::study(store, class, &names(&whole), Came::Through, at).await?;
    courses::demo::study(store, class, &names(&half), Came::UpTo(1, 95_000), at).await?;
    Ok(())
}

/// Teaches a class, hands in who completed it, and has the counties confirm.
pub(super) async fn complete(
    world: &World,
    book: &Lessons,
    course: &Course<'_>,
    class: &Class,
    people: &[Person],
) -> anyhow::Result<()> {
    teach(world, book, course, class, people).await?;
    let store = &world.house.store;
    let end = course.closes_on.start().plus_millis(17 * HOUR);
    let manager = by(world, course.manager, "class-manager", end)?;
    let confirmed = end.plus_millis(60_000);
    let officers: Vec<(String, By)> = course
        .counties
        .iter()
        .map(|(login, code)| Ok(((*code).to_owned(), by(world, login, "county-officer", confirmed)?)))
        .collect::<anyhow::Result<_>>()?;
    let county_of = |id: kernel::OrganisationId| {
        world.provinces.iter().flat_map(|it| &it.counties).find(|it| it.id == id).map(|it| it.code.clone())
    };
    credits::demo::complete(store, class.id, &manager, |part| {
        let code = county_of(part.county_id)?;
        officers.iter().find(|(it, _)| *it == code).map(|(_, by)| by.clone())
    })
    .await?;
    world.house.worker.drain().await?;
    Ok(())
}
