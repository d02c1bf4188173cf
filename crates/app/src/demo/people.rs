//! Six hundred invented teachers, brought in as every teacher is: by a roster that is checked and run.
//! And the officers, with their duties.

use access::Term;
use anyhow::Context as _;
use audit::By;
use documents::sheet::write::{Column, Form, Value, Workbook};
use kernel::{Id, Timestamp};
use registry::identity_number::IdentityNumber;
use registry::roster::{SchoolRef, generate, header};
use registry::{Counter, NewPerson, Organisation, OrganisationKind, Person, insert_people, run_roster, submit_roster};
use store::Store;
use vault::Vault;

use super::course::by;
use super::{Account, PASSWORD, Province, World};

/// Teachers in each province: the second has a class of two hundred.
const TEACHERS: [usize; 2] = [220, 380];
/// Officers in each province, at most.
const OFFICERS: usize = 60;

/// Login, duty and the organisation's duty in words, by province.
const LOGINS: [(&str, &str, &str, [&str; 4]); 2] = [
    ("gansu", "gansu.yuwei", "longyuan", ["lintan", "zhuoni", "maqu", "xiahe"]),
    ("qinghai", "qinghai.yuwei", "hehuang", ["tongren", "jianzha", "zeku", "henan"]),
];

/// Brings everybody in.
pub(super) async fn load(world: &mut World) -> anyhow::Result<()> {
    let mut files = Vec::new();
    for province in &world.provinces {
        // One county's code for all, so that the teachers spread over all schools of the province.
        let county = province.authority.code.clone();
        files.push(province.schools.iter().map(|it| reference(it, &county)).collect::<Vec<_>>());
    }
    let officers: Vec<Vec<_>> =
        files.iter().zip(0..).map(|(schools, nth)| invented(schools, nth).1.collect()).collect();
    let mut desk = Officers { now: world.house.app.parts().clock.now() };
    let nation = world.nation.clone();
    let rows = officers.first().context("officers")?;
    let mut rows = rows.iter();
    desk.add(world, rows.next(), &nation, "ministry-officer", "moe", true).await?;
    desk.add(world, rows.next(), &nation, "auditor", "audit", true).await?;
    // From the other end, so that nobody else's name changes.
    let mut last = officers.first().context("officers")?.iter().rev();
    desk.add(world, last.next(), &nation, "security-officer", "security", false).await?;
    desk.add(world, last.next(), &nation, "system-officer", "system", false).await?;
    let provinces: Vec<_> = world.provinces.iter().map(Plan::of).collect();
    for ((plan, logins), rows) in provinces.iter().zip(LOGINS).zip(&officers) {
        desk.province(world, plan, logins, &mut rows.iter().skip(2)).await?;
    }
    for ((plan, schools), nth) in provinces.iter().zip(&files).zip(0..) {
        let by = by(world, "moe", "ministry-officer", desk.now)?;
        import(world, &plan.authority, &by, invented(schools, nth).0).await?;
    }
    Ok(())
}

/// The teachers of province `nth`, and its officers. No two provinces share a person.
fn invented(
    schools: &[SchoolRef],
    nth: usize,
) -> (impl Iterator<Item = Vec<String>> + '_, impl Iterator<Item = Vec<String>> + '_) {
    let before: usize = TEACHERS.iter().take(nth).map(|it| it + OFFICERS).sum();
    let teachers = TEACHERS.get(nth).copied().unwrap_or_default();
    let all = generate(before + teachers + OFFICERS, 0, 1, schools).skip(before);
    (all.clone().take(teachers), all.skip(teachers))
}

/// People of the whole world, officers among them.
pub(crate) fn count() -> usize {
    TEACHERS.iter().map(|it| it + OFFICERS).sum()
}

/// A province's organisations, taken out of the world while it is changed.
struct Plan {
    authority: Organisation,
    language_office: Organisation,
    institution: Organisation,
    counties: Vec<Organisation>,
    schools: Vec<Organisation>,
}

impl Plan {
    fn of(province: &Province) -> Self {
        Self {
            authority: province.authority.clone(),
            language_office: province.language_office.clone(),
            institution: province.institution.clone(),
            counties: province.counties.clone(),
            schools: province.schools.clone(),
        }
    }
}

struct Officers {
    now: Timestamp,
}

impl Officers {
    async fn province(
        &mut self,
        world: &mut World,
        plan: &Plan,
        logins: (&str, &str, &str, [&str; 4]),
        rows: &mut (dyn Iterator<Item = &Vec<String>> + Send),
    ) -> anyhow::Result<()> {
        let (education, language, institution, counties) = logins;
        self.add(world, rows.next(), &plan.authority, "province-officer", education, true).await?;
        self.add(world, rows.next(), &plan.language_office, "language-officer", language, true).await?;
        self.add(world, rows.next(), &plan.institution, "class-manager", institution, true).await?;
        for (county, login) in plan.counties.iter().zip(counties) {
            self.add(world, rows.next(), county, "county-officer", login, login == "lintan" || login == "tongren")
                .await?;
            for (school, nth) in plan.schools.iter().filter(|it| it.place.within(&county.place)).zip(1..) {
                let shown = nth == 1 && (login == "lintan" || login == "tongren");
                self.add(world, rows.next(), school, "school-officer", &format!("{login}.{nth}"), shown).await?;
            }
        }
        // What needs two people needs a second one.
        self.add(
            world,
            rows.next(),
            &plan.authority,
            "province-officer",
            &format!("{education}.2"),
            education == "gansu",
        )
        .await
    }

    async fn add(
        &mut self,
        world: &mut World,
        row: Option<&Vec<String>>,
        at: &Organisation,
        duty: &str,
        login: &str,
        shown: bool,
    ) -> anyhow::Result<()> {
        let row = row.context("the roster has too few people for the officers")?;
        let new = filed(&world.vault, row, at, self.now)?;
        let (person, name) = (new.person.id, new.person.name.clone());
        let (today, now) = (self.now.date(), self.now);
        let store = &world.house.store;
        // Nobody is there yet who could have appointed the first ones.
        let by = By::acting(person, &name, "", now);
        store::transaction!(store, tx => {
            insert_people(&mut *tx, std::slice::from_ref(&new), None, today, now).await?;
            access::create_login(&mut *tx, &by, person, login).await?;
            access::appoint(&mut *tx, &by, person, Term { duty, at, from: today.plus_days(-30), until: None }).await?;
            access::set_password(tx, &by, person, &world.password).await
        })?;
        let actor = access::find_actor(store, person, Id::new(now)).await?.context("an officer")?;
        world.officers.insert(login.to_owned(), actor);
        let word =
            world.house.app.parts().catalogue.locale(locale::Language::ZhCn).t(&format!("duty-{duty}")).into_owned();
        world.accounts.push(Account {
            name,
            account: login.to_owned(),
            password: PASSWORD.to_owned(),
            code: String::new(),
            duty: duty.to_owned(),
            role: format!("{} · {word}", at.name),
            shown,
        });
        Ok(())
    }
}

/// A row of the generator as somebody who works at `at`.
pub(crate) fn filed(vault: &Vault, row: &[String], at: &Organisation, now: Timestamp) -> anyhow::Result<NewPerson> {
    let cell = |nth: usize| row.get(nth).map_or("", String::as_str);
    let number =
        IdentityNumber::parse(cell(2), now.date()).map_err(|_| anyhow::anyhow!("a number of the generator"))?;
    let id = Id::new(now);
    Ok(NewPerson {
        person: Person {
            id,
            name: cell(0).to_owned(),
            sex: number.sex().code().to_owned(),
            born_on: number.birth_date(),
            ethnicity: registry::codes::ethnicity().find(cell(5)).map(|it| it.code.clone()).unwrap_or_default(),
            identity_masked: number.masked(),
            mobile_masked: None,
            school_id: at.id,
            place: at.place.clone(),
            stage: None,
            subject: None,
            title: None,
            work_from: None,
            bilingual: false,
            psc_level: None,
            language: None,
            left_on: None,
        },
        identity_kind: "1".to_owned(),
        identity_cipher: vault.seal(registry::IDENTITY, id.uuid(), number.reveal())?,
        traces: vault.traces(number.reveal()),
        mobile_cipher: None,
    })
}

/// Sends a roster in, waits for its check, and runs it.
pub(super) async fn import(
    world: &World,
    at: &Organisation,
    by: &By,
    rows: impl Iterator<Item = Vec<String>>,
) -> anyhow::Result<()> {
    let bytes = workbook(rows)?;
    let house = &world.house;
    let (store, parts) = (&house.store, house.app.parts());
    let counter = Counter { blobs: &parts.blobs, uploads: &parts.uploads(), vault: &world.vault };
    let sent = futures::stream::iter([Ok::<_, std::io::Error>(bytes.into())]);
    let file = counter.take(&format!("{}花名册.xlsx", at.name), sent, by.now).await?;
    let id = store::transaction!(store, tx => { submit_roster(tx, by, at, &file).await })?;
    house.worker.drain().await?;
    store::transaction!(store, tx => { run_roster(tx, by, id).await })?;
    house.worker.drain().await?;
    Ok(())
}

/// Rows as a workbook with the roster's header.
pub(super) fn workbook(rows: impl Iterator<Item = Vec<String>>) -> anyhow::Result<Vec<u8>> {
    let columns = header().iter().map(|heading| Column::text(heading, 18.0)).collect();
    let mut book = Workbook::new(&Form::new("花名册", columns, Timestamp::default().into()))?;
    for row in rows {
        let cells: Vec<Value<'_>> = row.iter().map(|cell| Value::Text(cell)).collect();
        book.row(&cells)?;
    }
    Ok(book.into_bytes()?)
}

pub(super) fn reference(school: &Organisation, county: &str) -> SchoolRef {
    SchoolRef { code: school.code.clone(), name: school.name.clone(), county_code: county.to_owned() }
}

/// The schools of the world's first county, and one of another, for a roster with every kind of fault.
pub(super) async fn school_refs(store: &Store) -> anyhow::Result<Vec<SchoolRef>> {
    let county =
        registry::find_by_code(store, OrganisationKind::County, "623021").await?.context("run `xingtan demo` first")?;
    let other =
        registry::find_by_code(store, OrganisationKind::County, "623022").await?.context("run `xingtan demo` first")?;
    let own = registry::list_schools_within(store, &county.place).await?;
    let others = registry::list_schools_within(store, &other.place).await?;
    let own = own.iter().map(|it| reference(it, "623021"));
    Ok(own.chain(others.first().map(|it| reference(it, "623022"))).collect())
}
