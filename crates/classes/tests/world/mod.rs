#![allow(dead_code, reason = "each test takes what it needs")]
//! A small province: one county with two schools, an institution, officers, and an approved project.

use authz::{Actor, Appointment, Place};
use classes::class::Plan;
use classes::deed::By;
use classes::{Class, Project, VenueKind, demo, rule::putonghua};
use kernel::{Date, Id, PersonId, Timestamp};
use registry::{NewPerson, Organisation, OrganisationKind, Person};
use store::testing::Fresh;
use store::{Migration, Store};

pub fn migrations() -> Vec<Migration> {
    [jobs::MIGRATIONS, audit::MIGRATIONS, registry::MIGRATIONS, access::MIGRATIONS, classes::MIGRATIONS].concat()
}

pub struct World {
    pub fresh: Fresh,
    pub project: Project,
    pub institution: Organisation,
    pub school: Organisation,
    pub manager: Actor,
    pub province: Actor,
    pub language: Actor,
    pub county: Actor,
    pub head: Actor,
    /// Teachers of the school, born 1980 but for the second, who is over the age.
    pub teachers: Vec<PersonId>,
}

pub fn date(text: &str) -> Date {
    text.parse().unwrap()
}

/// The morning of a day in June 2011, before the window.
pub fn now() -> Timestamp {
    date("2011-06-25").start().plus_millis(9 * 3_600_000)
}

fn organisation(kind: OrganisationKind, place: Place, name: &str) -> Organisation {
    let code = place.as_str().trim_matches('/').rsplit('/').next().unwrap().to_owned();
    let urban_rural = (kind == OrganisationKind::School).then(|| "220".to_owned());
    Organisation {
        id: Id::new(now()),
        parent_id: None,
        place,
        code,
        kind,
        name: name.into(),
        division_code: None,
        urban_rural,
        opened_on: date("2000-01-01"),
        closed_on: None,
    }
}

pub fn actor(duty: &str, at: &Organisation) -> Actor {
    let appointment = Appointment {
        duty: duty.into(),
        organisation: at.id,
        organisation_name: at.name.clone(),
        place: at.place.clone(),
        from: date("2011-01-01"),
        until: None,
        grants: Vec::new().into(),
    };
    Actor {
        person: Id::new(now()),
        name: format!("{}经办人", at.name),
        session: Id::<Actor>::new(now()).uuid(),
        appointments: vec![appointment],
    }
}

/// The teacher as actor.
pub fn self_of(person: PersonId) -> Actor {
    Actor { person, name: "本人".into(), session: Id::<Actor>::new(now()).uuid(), appointments: Vec::new() }
}

pub fn by<'a>(actor: &'a Actor) -> By<'a> {
    By { actor, duty: actor.appointments.first().map_or("", |it| it.duty.as_str()), now: now() }
}

fn teacher(school: &Organisation, nth: u8, born: &str) -> NewPerson {
    let person = Person {
        id: Id::new(now()),
        name: format!("卓玛{nth:02}"),
        sex: "2".into(),
        born_on: date(born),
        ethnicity: "04".into(),
        identity_masked: "6****4".into(),
        mobile_masked: None,
        school_id: school.id,
        place: school.place.clone(),
        stage: Some("2".into()),
        subject: Some("13".into()),
        title: None,
        work_from: None,
        bilingual: true,
        psc_level: Some("3B".into()),
        language: None,
    };
    NewPerson {
        person,
        identity_kind: "1".into(),
        identity_cipher: vec![nth],
        identity_hash: vec![nth; 32],
        mobile_cipher: None,
    }
}

impl World {
    pub async fn new(fresh: Fresh) -> Self {
        let store = &fresh.store;
        let gansu = Place::root().child("62");
        let province = organisation(OrganisationKind::Province, gansu.clone(), "甘肃省教育厅");
        let office = organisation(OrganisationKind::LanguageOffice, gansu.clone(), "甘肃省语委办");
        let county = organisation(OrganisationKind::County, gansu.child("6230").child("623021"), "青山县教育局");
        let school = organisation(OrganisationKind::School, county.place.child("s1"), "青山小学");
        let institution = organisation(OrganisationKind::Institution, gansu.child("j1"), "河岸师范大学");
        let people: Vec<NewPerson> =
            (1..=6).map(|nth| teacher(&school, nth, if nth == 2 { "1965-07-10" } else { "1980-03-02" })).collect();
        let teachers = people.iter().map(|it| it.person.id).collect();
        let organisations = [province.clone(), office.clone(), county.clone(), school.clone(), institution.clone()];
        store::transaction!(store, tx => {
            registry::insert_organisations(tx, &organisations).await?;
            registry::insert_people(tx, &people, None, date("2005-09-01"), now()).await
        })
        .unwrap();
        let window = ("2011-07".parse().unwrap(), "2011-10".parse().unwrap());
        let project = demo::putonghua_2011(&province, "62", window, now());
        let rules = putonghua::rules(project.id, "6230", date("2011-06-21"));
        demo::seed_project(store, &project, std::slice::from_ref(&institution), &rules).await.unwrap();
        Self {
            manager: actor("class-manager", &institution),
            province: actor("province-officer", &province),
            language: actor("language-officer", &office),
            county: actor("county-officer", &county),
            head: actor("school-officer", &school),
            project,
            institution,
            school,
            teachers,
            fresh,
        }
    }

    pub fn store(&self) -> &Store {
        &self.fresh.store
    }

    /// A class that was handed in.
    pub async fn draft(&self, planned_people: i64) -> Class {
        self.planned(planned_people, true).await
    }

    pub async fn planned(&self, planned_people: i64, submitted: bool) -> Class {
        let plan = Plan {
            name: "双语教师普通话培训班".into(),
            venue_kind: VenueKind::Prefecture,
            venue: "青山县教师进修学校".into(),
            opens_on: date("2011-07-10"),
            closes_on: date("2011-07-24"),
            planned_people,
        };
        let rows = demo::timetable(plan.opens_on);
        demo::seed_class(
            self.store(),
            &by(&self.manager),
            self.project.id,
            self.institution.id,
            &plan,
            &rows,
            submitted,
        )
        .await
        .unwrap()
    }

    pub async fn filed(&self, planned_people: i64) -> Class {
        let class = self.draft(planned_people).await;
        demo::file_class(self.store(), &by(&self.province), class.id).await.unwrap();
        classes::get_class(self.store(), class.id).await.unwrap()
    }

    pub async fn nominate(&self, class: Id<Class>, people: &[PersonId]) -> kernel::Result<()> {
        demo::nominate(self.store(), &by(&self.head), class, people, "全校唯一的双语语文教师").await
    }
}

pub fn refusal(error: kernel::Error) -> kernel::Refusal {
    match error {
        kernel::Error::Refused(refusal) => *refusal,
        other => panic!("a refusal, not {other:?}"),
    }
}
