//! A small world: a province with two counties, a school in each, an institution, a filed class of eight
//! that is over.
#![allow(dead_code, reason = "each test file uses its part of the world")]

use authz::{Actor, Place};
use classes::class::{Class, Plan, VenueKind};
use classes::deed::By as ClassBy;
use classes::enrolment::Deed;
use credits::completion::Completion;
use credits::deed::By;
use credits::recognition::Recognition;
use kernel::{Id, Month, OrganisationId, PersonId, Timestamp};
use registry::{NewPerson, Organisation, OrganisationKind, Person};
use store::{Migration, Store};

/// Every table that the tests need.
pub fn migrations() -> Vec<Migration> {
    [
        jobs::MIGRATIONS,
        audit::MIGRATIONS,
        registry::MIGRATIONS,
        access::MIGRATIONS,
        classes::MIGRATIONS,
        courses::MIGRATIONS,
        credits::MIGRATIONS,
    ]
    .concat()
}

pub fn at(day: &str) -> Timestamp {
    day.parse::<kernel::Date>().unwrap().start().plus_millis(9 * 3_600_000)
}

pub struct World {
    pub store: Store,
    pub class: Class,
    pub people: Vec<PersonId>,
    pub manager: By,
    pub officers: [By; 2],
    pub province: By,
    pub counties: [OrganisationId; 2],
}

fn organisation(parent: Option<&Organisation>, kind: OrganisationKind, step: &str, name: &str) -> Organisation {
    let place = match (parent, kind) {
        (None, _) => Place::root(),
        (Some(parent), _) => parent.place.child(step),
    };
    Organisation {
        id: Id::new(at("2011-01-01")),
        parent_id: parent.map(|it| it.id),
        place,
        code: step.to_owned(),
        kind,
        name: name.to_owned(),
        division_code: Some(step.to_owned()),
        urban_rural: None,
        opened_on: "2000-01-01".parse().unwrap(),
        closed_on: None,
    }
}

fn person(nth: u8, school: &Organisation) -> NewPerson {
    let names = ["买买提·艾力", "张建华", "卓玛", "李㛃", "王芳", "马秀英", "才让", "巴图"];
    NewPerson {
        person: Person {
            id: Id::new(at("2011-01-02")),
            name: names[usize::from(nth)].to_owned(),
            sex: "1".into(),
            born_on: "1975-03-04".parse().unwrap(),
            ethnicity: "04".into(),
            identity_masked: format!("999***********{nth:04}"),
            mobile_masked: None,
            school_id: school.id,
            place: school.place.clone(),
            stage: Some("2".into()),
            subject: Some("13".into()),
            title: None,
            work_from: None,
            bilingual: true,
            psc_level: None,
            language: None,
        },
        identity_kind: "1".into(),
        identity_cipher: vec![nth],
        identity_hash: vec![nth],
        mobile_cipher: None,
    }
}

fn actor(person: PersonId, name: &str) -> Actor {
    Actor {
        person,
        name: name.to_owned(),
        session: Id::<Actor>::new(at("2011-01-01")).uuid(),
        appointments: Vec::new(),
    }
}

fn by(name: &str, duty: &str) -> By {
    By { person: Id::new(at("2011-01-03")), name: name.to_owned(), duty: duty.to_owned() }
}

/// Fills a fresh database.
pub async fn world(store: &Store) -> World {
    let nation = organisation(None, OrganisationKind::Nation, "0", "教育部");
    let province = organisation(Some(&nation), OrganisationKind::Province, "62", "甘肃省教育厅");
    let a = organisation(Some(&province), OrganisationKind::County, "623001", "合作市教育局");
    let b = organisation(Some(&province), OrganisationKind::County, "623021", "临潭县教育局");
    let school_a = organisation(Some(&a), OrganisationKind::School, "2162000001", "合作市第一小学");
    let school_b = organisation(Some(&b), OrganisationKind::School, "2162000002", "临潭县城关小学");
    let institution = organisation(Some(&province), OrganisationKind::Institution, "4162000001", "陇原师范学院");
    let people: Vec<NewPerson> = (0..8).map(|nth| person(nth, if nth < 5 { &school_a } else { &school_b })).collect();
    let ids: Vec<PersonId> = people.iter().map(|it| it.person.id).collect();
    let organisations = [nation, province.clone(), a.clone(), b.clone(), school_a, school_b, institution.clone()];
    store::transaction!(store, tx => {
        registry::insert_organisations(tx, &organisations).await?;
        registry::insert_people(tx, &people, None, "2011-01-01".parse().unwrap(), at("2011-01-02")).await
    })
    .unwrap();
    let window = (Month::of(2011, 7).unwrap(), Month::of(2011, 10).unwrap());
    let project = classes::demo::putonghua_2011(&province, "62", window, at("2011-06-21"));
    classes::demo::seed_project(store, &project, std::slice::from_ref(&institution), &[]).await.unwrap();
    let manager = by("赵敏", "class-manager");
    let officer = by("钱进", "province-officer");
    let (manager_actor, officer_actor) = (actor(manager.person, &manager.name), actor(officer.person, &officer.name));
    let class_by = |actor, duty, day: &str| ClassBy { actor, duty, now: at(day) };
    let opens_on = "2011-09-05".parse().unwrap();
    let plan = Plan {
        name: "双语教师普通话一班".into(),
        venue_kind: VenueKind::Capital,
        venue: "兰州".into(),
        opens_on,
        closes_on: "2011-09-24".parse().unwrap(),
        planned_people: 40,
    };
    let rows = classes::demo::timetable(opens_on);
    let class = classes::demo::seed_class(
        store,
        &class_by(&manager_actor, "class-manager", "2011-07-01"),
        project.id,
        institution.id,
        &plan,
        &rows,
        true,
    )
    .await
    .unwrap();
    classes::demo::file_class(store, &class_by(&officer_actor, "province-officer", "2011-07-02"), class.id)
        .await
        .unwrap();
    enrol(store, &class, &ids, &officer_actor).await;
    classes::demo::open_class(store, &class_by(&manager_actor, "class-manager", "2011-09-05"), class.id).await.unwrap();
    let class = classes::get_class(store, class.id).await.unwrap();
    World {
        store: store.clone(),
        class,
        people: ids,
        manager,
        officers: [by("孙立", "county-officer"), by("周正", "county-officer")],
        province: officer,
        counties: [a.id, b.id],
    }
}

async fn enrol(store: &Store, class: &Class, people: &[PersonId], officer: &Actor) {
    let step = |day: &str| ClassBy { actor: officer, duty: "county-officer", now: at(day) };
    classes::demo::nominate(store, &step("2011-07-10"), class.id, people, "因工作需要").await.unwrap();
    classes::demo::grant_exceptions(store, &step("2011-07-11"), class.id, people, "同意参加").await.unwrap();
    classes::demo::decide(store, &step("2011-07-12"), class.id, people, Deed::Approve, "").await.unwrap();
    classes::demo::decide(store, &step("2011-07-13"), class.id, people, Deed::Admit, "").await.unwrap();
    for person in people {
        let own = actor(*person, "本人");
        let own = ClassBy { actor: &own, duty: "", now: at("2011-07-14") };
        classes::demo::decide(store, &own, class.id, &[*person], Deed::Confirm, "").await.unwrap();
    }
}

impl World {
    pub async fn completion(&self) -> Completion {
        let class = classes::get_class(&self.store, self.class.id).await.unwrap();
        Completion { list: credits::find_list(&self.store, class.id).await.unwrap(), class }
    }

    pub async fn submit(&self, day: &str) -> kernel::Result<()> {
        let completion = self.completion().await;
        credits::deed::submit(&self.store, &completion, &self.manager, at(day)).await.map(|_| ())
    }

    pub async fn part(&self, county: usize) -> Recognition {
        let parts = credits::list_recognitions(&self.store, self.class.id).await.unwrap();
        parts.into_iter().find(|part| part.county_id == self.counties[county]).unwrap()
    }

    pub async fn confirm(&self, county: usize, day: &str) -> kernel::Result<usize> {
        let part = self.part(county).await;
        credits::deed::confirm(&self.store, &part, &self.officers[county], at(day)).await
    }

    pub async fn count(&self, text: &'static str) -> i64 {
        store::sql(text).value(&self.store).await.unwrap()
    }
}

/// The key of the reason with which something was refused.
pub fn refused<T: std::fmt::Debug>(answer: kernel::Result<T>) -> String {
    match answer.unwrap_err() {
        kernel::Error::Refused(refusal) => refusal.reason.key,
        kernel::Error::Invalid(faults) => format!("{}:{}", faults[0].field, faults[0].text.key),
        other => panic!("not a refusal: {other:?}"),
    }
}
