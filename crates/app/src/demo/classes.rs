//! The classes of the world: one of 2011 that is over and reported, one of two hundred that has just
//! ended, one whose completion list is due, one that is being taught, one that recruits, and one that
//! waits to be filed.

use std::path::Path;

use anyhow::Context as _;
use audit::By;
use classes::{Class, VenueKind, demo as classes_demo};
use courses::Course as Lessons;
use courses::demo::Came;
use kernel::{Date, Id, Month};
use registry::Person;

use super::course::{Course, HOUR, by, complete, confirmed_class, filed_class, people, project, seed, teach};
use super::{Account, PASSWORD, World};

pub(super) const GANSU: &[(&str, &str)] =
    &[("lintan", "623021"), ("zhuoni", "623022"), ("maqu", "623025"), ("xiahe", "623027")];
const QINGHAI: &[(&str, &str)] =
    &[("tongren", "632301"), ("jianzha", "632322"), ("zeku", "632323"), ("henan", "632324")];

/// Makes the classes.
pub(super) async fn load(world: &mut World, media: &Path, audience: usize) -> anyhow::Result<()> {
    let now = world.house.app.parts().clock.now();
    let today = now.date();
    let book = courses::demo::seed_course(&world.house.store, &world.house.app.parts().blobs, media, now).await?;
    let old = of_2011(world, &book).await?;
    finished(world, &old).await?;

    let window = (Month::containing(today.plus_days(-75)), Month::containing(today.plus_days(150)));
    let gansu = project(world, 0, "62", window, today.plus_days(-120).start()).await?;
    let running = Course {
        manager: "longyuan",
        filer: "gansu",
        language: "gansu.yuwei",
        counties: GANSU,
        name: "甘肃省双语教师普通话培训2班",
        venue: (VenueKind::Prefecture, "甘南藏族自治州合作市样例教师发展中心"),
        opens_on: today.plus_days(-6),
        closes_on: today.plus_days(20),
        planned: 80,
        arranged: today.plus_days(-30).start().plus_millis(9 * HOUR),
    };
    let learners = people(world, 0, today, 66).await?;
    let class = confirmed_class(world, &running, gansu, &learners).await?;
    courses::demo::link(&world.house.store, &class, &book, now).await?;
    let opening = running.opens_on.start().plus_millis(8 * HOUR);
    classes_demo::open_class(&world.house.store, &by(world, "longyuan", "class-manager", opening)?, class.id).await?;
    let begun: Vec<_> = learners.iter().take(3).map(|it| (it.id, it.name.clone())).collect();
    courses::demo::study(
        &world.house.store,
        &class,
        &begun,
        Came::UpTo(1, 74_000),
        today.plus_days(-1).start().plus_millis(20 * HOUR),
    )
    .await?;
    teachers_sign_in(world, &learners, &class, true).await?;
    just_over(world, &book, &running, gansu, &learners).await?;

    let recruiting = Course {
        name: "甘肃省双语教师普通话培训3班",
        opens_on: today.plus_days(30),
        closes_on: today.plus_days(44),
        planned: 40,
        arranged: today.plus_days(-3).start().plus_millis(9 * HOUR),
        venue: (VenueKind::Capital, "兰州市陇原师范大学"),
        ..running
    };
    filed_class(world, &recruiting, gansu).await?;
    let waiting = Course {
        name: "甘肃省双语教师普通话培训4班",
        opens_on: today.plus_days(60),
        closes_on: today.plus_days(74),
        arranged: today.plus_days(-1).start().plus_millis(9 * HOUR),
        ..recruiting
    };
    seed(world, &waiting, gansu).await?;
    if audience > 0 {
        super::audience::load(world, &book, gansu, audience).await?;
    }
    two_hundred(world, &book, window).await
}

/// A class of two counties that ended yesterday: its completion list is to be handed in.
async fn just_over(
    world: &mut World,
    book: &Lessons,
    running: &Course<'_>,
    project: Id<classes::Project>,
    taken: &[Person],
) -> anyhow::Result<()> {
    let today = world.house.app.parts().clock.now().date();
    let course = Course {
        name: "甘肃省双语教师普通话培训1班",
        counties: GANSU.get(..2).unwrap_or_default(),
        opens_on: today.plus_days(-15),
        closes_on: today.plus_days(-1),
        planned: 40,
        ..*running
    };
    let province = world.provinces.first().context("a province")?;
    let codes: Vec<&str> = course.counties.iter().map(|(_, code)| *code).collect();
    let places: Vec<_> =
        province.counties.iter().filter(|it| codes.contains(&it.code.as_str())).map(|it| it.place.clone()).collect();
    let free =
        |it: &Person| !taken.iter().any(|other| other.id == it.id) && places.iter().any(|place| it.place.within(place));
    let learners: Vec<Person> = people(world, 0, today, 1_000).await?.into_iter().filter(free).take(24).collect();
    let class = confirmed_class(world, &course, project, &learners).await?;
    teach(world, book, &course, &class, &learners).await?;
    teachers_sign_in(world, &learners, &class, false).await
}

/// The class of the source document: Putonghua for bilingual teachers, summer 2011.
async fn of_2011(world: &World, book: &Lessons) -> anyhow::Result<Vec<(Class, &'static str)>> {
    let day = |text: &str| text.parse::<Date>().context("a date");
    let window = (Month::of(2011, 7).context("a month")?, Month::of(2011, 10).context("a month")?);
    let project = project(world, 0, "62", window, day("2011-06-21")?.start()).await?;
    let course = Course {
        manager: "longyuan",
        filer: "gansu",
        language: "gansu.yuwei",
        counties: GANSU,
        name: "2011年甘肃省双语教师普通话培训1班",
        venue: (VenueKind::Prefecture, "甘南藏族自治州合作市样例教师发展中心"),
        opens_on: day("2011-07-18")?,
        closes_on: day("2011-08-01")?,
        planned: 40,
        arranged: day("2011-07-01")?.start().plus_millis(9 * HOUR),
    };
    let people = people(world, 0, course.opens_on, 40).await?;
    let class = confirmed_class(world, &course, project, &people).await?;
    complete(world, book, &course, &class, &people).await?;
    Ok(vec![(class, "longyuan")])
}

/// The report of 2011, as far as the province: it came in after its month, and stands in the queue.
async fn finished(world: &World, classes: &[(Class, &'static str)]) -> anyhow::Result<()> {
    let parts = world.house.app.parts();
    let words = parts.catalogue.locale(locale::Language::ZhCn);
    for (class, manager) in classes {
        let class = classes::get_class(&world.house.store, class.id).await?;
        let filled = class.closes_on.plus_days(10).start().plus_millis(10 * HOUR);
        let submitted = class.closes_on.plus_month().plus_days(5).start().plus_millis(16 * HOUR);
        let by = by(world, manager, "class-manager", submitted)?;
        let plan = returns::demo::Plan { filled_at: filled, submitted: Some(by), received: Vec::new() };
        returns::demo::report(&world.house.store, &parts.blobs, &words, &class, &plan).await?;
    }
    Ok(())
}

/// A class of two hundred that has just ended: its return is due in some days.
async fn two_hundred(world: &World, book: &Lessons, window: (Month, Month)) -> anyhow::Result<()> {
    let now = world.house.app.parts().clock.now();
    let today = now.date();
    let project = project(world, 1, "63", window, today.plus_days(-120).start()).await?;
    let course = Course {
        manager: "hehuang",
        filer: "qinghai",
        language: "qinghai.yuwei",
        counties: QINGHAI,
        name: "青海省双语教师普通话网络研修1班",
        venue: (VenueKind::Capital, "西宁市河湟师范学院"),
        opens_on: today.plus_days(-40),
        closes_on: today.plus_days(-20),
        planned: 200,
        arranged: today.plus_days(-70).start().plus_millis(9 * HOUR),
    };
    let people = people(world, 1, course.opens_on, 200).await?;
    let class = confirmed_class(world, &course, project, &people).await?;
    complete(world, book, &course, &class, &people).await
}

/// The teachers of a class can sign in; with `newcomer` the last one has a code and no password yet.
pub(super) async fn teachers_sign_in(
    world: &mut World,
    people: &[Person],
    class: &Class,
    newcomer: bool,
) -> anyhow::Result<()> {
    let now = world.house.app.parts().clock.now();
    let count = people.len();
    for (person, nth) in people.iter().zip(1_usize..) {
        let store = world.house.store.clone();
        let sealed = registry::get_sealed_identity(&store, person.id).await?;
        let account = world.vault.unseal(registry::IDENTITY, person.id.uuid(), &sealed)?;
        let mut it = Account {
            name: person.name.clone(),
            account,
            password: PASSWORD.to_owned(),
            code: String::new(),
            duty: "teacher".to_owned(),
            role: format!("参训教师 · {}", class.name),
            shown: nth == 1,
        };
        if newcomer && nth == count {
            let by = by(world, "lintan", "county-officer", now)?;
            let code = store::transaction!(store, tx => { access::issue_activation(tx, &by, person.id).await })?;
            it.password.clear();
            it.code = code.printed();
            it.duty = "newcomer".to_owned();
        } else {
            let (own, hash) = (By::acting(person.id, &person.name, "", now), &world.password);
            store::transaction!(store, tx => { access::set_password(tx, &own, person.id, hash).await })?;
        }
        world.accounts.push(it);
    }
    Ok(())
}
