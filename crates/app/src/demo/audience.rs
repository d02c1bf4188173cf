//! A large class that learns now, for the bench: so many players at once are a load, and sixty are none.

use anyhow::Context as _;
use classes::{VenueKind, demo as classes_demo};
use courses::Course as Lessons;
use kernel::Id;
use registry::Person;
use registry::roster::generate;

use super::classes::teachers_sign_in;
use super::course::{Course, HOUR, by, confirmed_class};
use super::people::{filed, import, reference};
use super::{World, classes::GANSU};

/// The duty under which they stand in the list of accounts.
const DUTY: &str = "audience";

/// Invented people before them, for the world and the rosters of the bench.
const BEFORE: usize = 1_000_000;

/// The column of the number in a row of the generator.
const NUMBER: usize = 2;

/// Puts `most` new teachers of the first county into a class of their own; all can sign in.
pub(super) async fn load(
    world: &mut World,
    book: &Lessons,
    project: Id<classes::Project>,
    most: usize,
) -> anyhow::Result<()> {
    let now = world.house.app.parts().clock.now();
    let today = now.date();
    let learners = newcomers(world, most).await?;
    let course = Course {
        manager: "longyuan",
        filer: "gansu",
        language: "gansu.yuwei",
        counties: GANSU.get(..1).unwrap_or_default(),
        name: "甘肃省双语教师普通话网络研修班",
        venue: (VenueKind::Capital, "兰州市陇原师范大学"),
        opens_on: today.plus_days(-1),
        closes_on: today.plus_days(20),
        planned: kernel::count(most),
        arranged: today.plus_days(-30).start().plus_millis(9 * HOUR),
    };
    let class = confirmed_class(world, &course, project, &learners).await?;
    courses::demo::link(&world.house.store, &class, book, now).await?;
    let opening = course.opens_on.start().plus_millis(8 * HOUR);
    classes_demo::open_class(&world.house.store, &by(world, "longyuan", "class-manager", opening)?, class.id).await?;
    let before = world.accounts.len();
    teachers_sign_in(world, &learners, &class, false).await?;
    for account in world.accounts.iter_mut().skip(before) {
        DUTY.clone_into(&mut account.duty);
        account.shown = false;
    }
    Ok(())
}

/// New teachers at the first school, none of an age that needs an exception.
async fn newcomers(world: &World, most: usize) -> anyhow::Result<Vec<Person>> {
    let now = world.house.app.parts().clock.now();
    let province = world.provinces.first().context("a province")?;
    let school = province.schools.first().context("a school")?;
    let from = [reference(school, &province.authority.code)];
    let mut rows = Vec::with_capacity(most);
    for row in generate(most * 4, 0, 1, &from).after_people(BEFORE) {
        let age = filed(&world.vault, &row, school, now)?.person.born_on.age_on(now.date());
        if rows.len() < most && (22..=44).contains(&age) {
            rows.push(row);
        }
    }
    anyhow::ensure!(rows.len() == most, "too few invented people of the age");
    let numbers: Vec<String> = rows.iter().filter_map(|it| it.get(NUMBER)).cloned().collect();
    import(world, &province.authority, &by(world, "moe", "ministry-officer", now)?, rows.into_iter()).await?;
    let mut people = Vec::with_capacity(most);
    for number in numbers {
        let found = registry::find_person_by_identity(&world.house.store, &world.vault.traces(&number)).await?;
        people.push(found.context("a newcomer")?);
    }
    let store = &world.house.store;
    Ok(registry::list_people_by_id(store, &people).await?)
}
