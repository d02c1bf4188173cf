//! The classes of the world: one of 2011 that is over and reported, one of two hundred that has just
//! ended, one whose completion list is due, one that is being taught, one that recruits, and one that
//! waits to be filed.

use std::path::Path;

use anyhow::Context as _;
use classes::class::Plan;
use classes::deed::By;
use classes::enrolment::Deed;
use classes::{Class, VenueKind, demo as classes_demo};
use courses::Course as Lessons;
use courses::demo::Came;
use credits::deed::By as Signer;
use kernel::{Date, Id, Month, PersonId, Timestamp};
use registry::{Organisation, Person};

use super::{Account, PASSWORD, World};

/// One class in the making.
struct Course<'a> {
    /// Who acts for the institution, the province's education and language offices, the counties.
    manager: &'a str,
    filer: &'a str,
    language: &'a str,
    counties: &'a [(&'a str, &'a str)],
    name: &'a str,
    venue: (VenueKind, &'a str),
    opens_on: Date,
    closes_on: Date,
    planned: i64,
    /// The moment at which it is all arranged; deeds follow by the hour.
    arranged: Timestamp,
}

const HOUR: i64 = 3_600_000;
const GANSU: &[(&str, &str)] = &[("lintan", "623021"), ("zhuoni", "623022"), ("maqu", "623025"), ("xiahe", "623027")];
const QINGHAI: &[(&str, &str)] = &[("tongren", "632301"), ("jianzha", "632322"), ("zeku", "632323"), ("henan", "632324")];

/// Makes the classes.
pub(super) async fn load(world: &mut World, media: &Path) -> anyhow::Result<()> {
    let now = world.house.app.parts().clock.now();
    let today = now.date();
    let book = courses::demo::seed_course(&world.house.store, &world.house.app.parts().blobs, media, now).await?;
    let old = of_2011(world, &book).await?;
    finished(world, &old).await?;

    let window = (Month::containing(today.plus_days(-75)), Month::containing(today.plus_days(150)));
    let gansu = project(world, 0, "62", window, today.plus_days(-120).start()).await?;
    let running = Course {
        manager: "longyuan", filer: "gansu", language: "gansu.yuwei", counties: GANSU,
        name: "甘肃省双语教师普通话培训2班",
        venue: (VenueKind::Prefecture, "甘南藏族自治州合作市样例教师发展中心"),
        opens_on: today.plus_days(-6), closes_on: today.plus_days(20), planned: 80,
        arranged: today.plus_days(-30).start().plus_millis(9 * HOUR),
    };
    let learners = people(world, 0, today, 66).await?;
    let class = confirmed_class(world, &running, gansu, &learners).await?;
    courses::demo::link(&world.house.store, &class, &book, now).await?;
    let by = world.officers.get("longyuan").context("a manager")?;
    classes_demo::open_class(&world.house.store, &By { actor: by, duty: "class-manager", now: running.opens_on.start().plus_millis(8 * HOUR) }, class.id).await?;
    let begun: Vec<_> = learners.iter().take(3).map(|it| (it.id, it.name.clone())).collect();
    courses::demo::study(&world.house.store, &class, &begun, Came::UpTo(1, 74_000), today.plus_days(-1).start().plus_millis(20 * HOUR)).await?;
    teachers_sign_in(world, &learners, &class, true).await?;
    just_over(world, &book, &running, gansu, &learners).await?;

    let recruiting = Course {
        name: "甘肃省双语教师普通话培训3班", opens_on: today.plus_days(30), closes_on: today.plus_days(44), planned: 40,
        arranged: today.plus_days(-3).start().plus_millis(9 * HOUR), venue: (VenueKind::Capital, "兰州市陇原师范大学"), ..running
    };
    filed_class(world, &recruiting, gansu).await?;
    let waiting = Course {
        name: "甘肃省双语教师普通话培训4班", opens_on: today.plus_days(60), closes_on: today.plus_days(74),
        arranged: today.plus_days(-1).start().plus_millis(9 * HOUR), ..recruiting
    };
    seed(world, &waiting, gansu).await?;
    two_hundred(world, &book, window).await
}

/// A class of two counties that ended yesterday: its completion list is to be handed in.
async fn just_over(world: &mut World, book: &Lessons, running: &Course<'_>, project: Id<classes::Project>, taken: &[Person]) -> anyhow::Result<()> {
    let today = world.house.app.parts().clock.now().date();
    let course = Course {
        name: "甘肃省双语教师普通话培训1班", counties: GANSU.get(..2).unwrap_or_default(),
        opens_on: today.plus_days(-15), closes_on: today.plus_days(-1), planned: 40, ..*running
    };
    let province = world.provinces.first().context("a province")?;
    let codes: Vec<&str> = course.counties.iter().map(|(_, code)| *code).collect();
    let places: Vec<_> = province.counties.iter().filter(|it| codes.contains(&it.code.as_str())).map(|it| it.place.clone()).collect();
    let free = |it: &Person| !taken.iter().any(|other| other.id == it.id) && places.iter().any(|place| it.place.within(place));
    let learners: Vec<Person> = people(world, 0, today, 1_000).await?.into_iter().filter(free).take(24).collect();
    let class = confirmed_class(world, &course, project, &learners).await?;
    teach(world, book, &course, &class, &learners).await?;
    teachers_sign_in(world, &learners, &class, false).await
}

async fn project(world: &World, nth: usize, code: &str, window: (Month, Month), at: Timestamp) -> anyhow::Result<Id<classes::Project>> {
    let province = world.provinces.get(nth).context("a province")?;
    let project = classes_demo::putonghua_2011(&province.authority, code, window, at);
    let rules = classes::rule::putonghua::rules(project.id, "6230,6323", at.date());
    classes_demo::seed_project(&world.house.store, &project, std::slice::from_ref(&province.institution), &rules).await?;
    Ok(project.id)
}

/// `most` teachers of a province who were grown up on `day`.
async fn people(world: &World, nth: usize, day: Date, most: usize) -> anyhow::Result<Vec<Person>> {
    let province = world.provinces.get(nth).context("a province")?;
    let officers: Vec<PersonId> = world.officers.values().map(|it| it.person).collect();
    let everybody = registry::list_people(&world.house.store, &province.authority.place, None, 1_000).await?;
    // Some older than 45 come too, each with an exception: two in a class.
    let mut older = 0;
    let fits = |it: &Person| {
        let age = it.born_on.age_on(day);
        if age > 45 {
            older += 1;
        }
        (22..=45).contains(&age) || (age > 45 && age < 60 && older <= 2)
    };
    Ok(everybody.into_iter().filter(|it| it.stage.is_some() && !officers.contains(&it.id)).filter(fits_mut(fits)).take(most).collect())
}

fn fits_mut<'a>(mut fits: impl FnMut(&Person) -> bool + 'a) -> impl FnMut(&Person) -> bool + 'a {
    move |it| fits(it)
}

fn by<'a>(world: &'a World, login: &str, duty: &'a str, now: Timestamp) -> anyhow::Result<By<'a>> {
    let actor = world.officers.get(login).with_context(|| format!("the officer {login}"))?;
    Ok(By { actor, duty, now })
}

fn signer(world: &World, login: &str, duty: &str) -> anyhow::Result<Signer> {
    let actor = world.officers.get(login).with_context(|| format!("the officer {login}"))?;
    Ok(Signer { person: actor.person, name: actor.name.clone(), duty: duty.to_owned() })
}

fn institution<'a>(world: &'a World, course: &Course<'_>) -> anyhow::Result<&'a Organisation> {
    let nth = usize::from(course.manager != "longyuan");
    world.provinces.get(nth).map(|it| &it.institution).context("an institution")
}

/// A class that was handed in for filing.
async fn seed(world: &World, course: &Course<'_>, project: Id<classes::Project>) -> anyhow::Result<Class> {
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
    Ok(classes_demo::seed_class(&world.house.store, &manager, project, institution(world, course)?.id, &plan, &rows, true).await?)
}

/// A class that is filed.
async fn filed_class(world: &World, course: &Course<'_>, project: Id<classes::Project>) -> anyhow::Result<Class> {
    let class = seed(world, course, project).await?;
    let filer = by(world, course.filer, "province-officer", course.arranged.plus_millis(HOUR))?;
    classes_demo::file_class(&world.house.store, &filer, class.id).await?;
    Ok(classes::get_class(&world.house.store, class.id).await?)
}

/// A filed class whose people were nominated, approved, admitted, and have confirmed.
async fn confirmed_class(world: &World, course: &Course<'_>, project: Id<classes::Project>, people: &[Person]) -> anyhow::Result<Class> {
    let class = filed_class(world, course, project).await?;
    let store = &world.house.store;
    let at = |hours: i64| course.arranged.plus_millis(hours * HOUR);
    for (login, code) in course.counties {
        let county = world.provinces.iter().flat_map(|it| &it.counties).find(|it| it.code == *code).context("a county")?;
        let own: Vec<PersonId> = people.iter().filter(|it| it.place.within(&county.place)).map(|it| it.id).collect();
        classes_demo::nominate(store, &by(world, &format!("{login}.1"), "school-officer", at(2))?, class.id, &own, "学校普通话教学骨干，拟承担全校示范任务").await?;
        let language = by(world, course.language, "language-officer", at(3))?;
        classes_demo::grant_exceptions(store, &language, class.id, &own, "同意，每班不超过2人").await?;
        classes_demo::decide(store, &by(world, login, "county-officer", at(4))?, class.id, &own, Deed::Approve, "").await?;
    }
    let everybody: Vec<PersonId> = people.iter().map(|it| it.id).collect();
    classes_demo::decide(store, &by(world, course.manager, "class-manager", at(5))?, class.id, &everybody, Deed::Admit, "").await?;
    for person in everybody {
        let actor = access::find_actor(store, person, Id::new(at(6))).await?.context("a teacher")?;
        classes_demo::decide(store, &By { actor: &actor, duty: "", now: at(6) }, class.id, &[person], Deed::Confirm, "").await?;
    }
    Ok(class)
}

/// The class of the source document: Putonghua for bilingual teachers, summer 2011.
async fn of_2011(world: &World, book: &Lessons) -> anyhow::Result<Vec<(Class, &'static str)>> {
    let day = |text: &str| text.parse::<Date>().context("a date");
    let window = (Month::of(2011, 7).context("a month")?, Month::of(2011, 10).context("a month")?);
    let project = project(world, 0, "62", window, day("2011-06-21")?.start()).await?;
    let course = Course {
        manager: "longyuan", filer: "gansu", language: "gansu.yuwei", counties: GANSU,
        name: "2011年甘肃省双语教师普通话培训1班",
        venue: (VenueKind::Prefecture, "甘南藏族自治州合作市样例教师发展中心"),
        opens_on: day("2011-07-18")?, closes_on: day("2011-08-01")?, planned: 40,
        arranged: day("2011-07-01")?.start().plus_millis(9 * HOUR),
    };
    let people = people(world, 0, course.opens_on, 40).await?;
    let class = confirmed_class(world, &course, project, &people).await?;
    complete(world, book, &course, &class, &people).await?;
    Ok(vec![(class, "longyuan")])
}

/// Opens and teaches a class, all at its own time.
async fn teach(world: &World, book: &Lessons, course: &Course<'_>, class: &Class, people: &[Person]) -> anyhow::Result<()> {
    let store = &world.house.store;
    courses::demo::link(store, class, book, course.arranged).await?;
    classes_demo::open_class(store, &by(world, course.manager, "class-manager", course.opens_on.start().plus_millis(8 * HOUR))?, class.id).await?;
    // One in twenty stops half way.
    let (whole, half): (Vec<_>, Vec<_>) = people.iter().zip(0_usize..).partition(|(_, nth)| nth % 20 != 19);
    let names = |part: &[(&Person, usize)]| part.iter().map(|(it, _)| (it.id, it.name.clone())).collect::<Vec<_>>();
    let at = course.opens_on.plus_days(2).start().plus_millis(20 * HOUR);
    courses::demo::study(store, class, &names(&whole), Came::Through, at).await?;
    courses::demo::study(store, class, &names(&half), Came::UpTo(1, 95_000), at).await?;
    Ok(())
}

/// Teaches a class, hands in who completed it, and has the counties confirm.
async fn complete(world: &World, book: &Lessons, course: &Course<'_>, class: &Class, people: &[Person]) -> anyhow::Result<()> {
    teach(world, book, course, class, people).await?;
    let store = &world.house.store;
    let end = course.closes_on.start().plus_millis(17 * HOUR);
    let manager = signer(world, course.manager, "class-manager")?;
    let officers: Vec<(String, Signer)> = course.counties.iter().map(|(login, code)| Ok(((*code).to_owned(), signer(world, login, "county-officer")?))).collect::<anyhow::Result<_>>()?;
    let county_of = |id: kernel::OrganisationId| world.provinces.iter().flat_map(|it| &it.counties).find(|it| it.id == id).map(|it| it.code.clone());
    credits::demo::complete(store, class.id, &manager, |part| {
        let code = county_of(part.county_id)?;
        officers.iter().find(|(it, _)| *it == code).map(|(_, by)| by.clone())
    }, end).await?;
    world.house.worker.drain().await?;
    Ok(())
}

/// The report of 2011, as far as the province: it came in after its month, and stands in the queue.
async fn finished(world: &World, classes: &[(Class, &'static str)]) -> anyhow::Result<()> {
    let parts = world.house.app.parts();
    let words = parts.catalogue.locale(locale::Language::ZhCn);
    for (class, manager) in classes {
        let class = classes::get_class(&world.house.store, class.id).await?;
        let by = signer(world, manager, "class-manager")?;
        let by = returns::By { person: by.person, name: by.name, duty: by.duty };
        let filled = class.closes_on.plus_days(10).start().plus_millis(10 * HOUR);
        let submitted = class.closes_on.plus_month().plus_days(5).start().plus_millis(16 * HOUR);
        let plan = returns::demo::Plan { filled_at: filled, submitted: Some((by, submitted)), received: Vec::new() };
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
        manager: "hehuang", filer: "qinghai", language: "qinghai.yuwei", counties: QINGHAI,
        name: "青海省双语教师普通话网络研修1班",
        venue: (VenueKind::Capital, "西宁市河湟师范学院"),
        opens_on: today.plus_days(-40), closes_on: today.plus_days(-20), planned: 200,
        arranged: today.plus_days(-70).start().plus_millis(9 * HOUR),
    };
    let people = people(world, 1, course.opens_on, 200).await?;
    let class = confirmed_class(world, &course, project, &people).await?;
    complete(world, book, &course, &class, &people).await
}

/// The teachers of a class can sign in; with `newcomer` the last one has a code and no password yet.
async fn teachers_sign_in(world: &mut World, people: &[Person], class: &Class, newcomer: bool) -> anyhow::Result<()> {
    let now = world.house.app.parts().clock.now();
    let count = people.len();
    for (person, nth) in people.iter().zip(1_usize..) {
        let store = world.house.store.clone();
        let sealed = registry::get_sealed_identity(&store, person.id).await?;
        let account = world.keys.unseal(person.id, &sealed)?;
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
            let by = world.officers.get("lintan").context("a county officer")?.person;
            let code = store::transaction!(store, tx => { access::issue_activation(tx, person.id, by, now).await })?;
            it.password.clear();
            it.code = code.printed();
            it.duty = "newcomer".to_owned();
        } else {
            access::set_password(&store, person.id, PASSWORD.to_owned(), now).await?;
        }
        world.accounts.push(it);
    }
    Ok(())
}
