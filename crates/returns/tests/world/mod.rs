//! A closed class of invented trainees, written as the links before leave it.

use authz::Place;
use classes::Class;
use kernel::{Date, Id, OrganisationId, PersonId, Timestamp};
use locale::{Catalogue, Language, Locale};
use registry::{NewPerson, Organisation, OrganisationKind, Person};
use returns::By;
use store::testing::Fresh;
use store::{Migration, Store, sql};

pub struct World {
    fresh: Fresh,
    folder: tempfile::TempDir,
    pub blobs: blobs::Blobs,
    pub class: Id<Class>,
    pub manager: By,
    pub province: By,
    pub language: By,
    pub institution_place: Place,
    pub province_place: Place,
}

pub fn migrations() -> Vec<Migration> {
    [
        jobs::MIGRATIONS,
        audit::MIGRATIONS,
        registry::MIGRATIONS,
        access::MIGRATIONS,
        classes::MIGRATIONS,
        credits::MIGRATIONS,
        returns::MIGRATIONS,
    ]
    .concat()
}

pub fn date(text: &str) -> Date {
    text.parse().unwrap()
}

pub fn words() -> Locale {
    Catalogue::new(&[returns::MESSAGES, returns::ANNEX_MESSAGES]).unwrap().locale(Language::ZhCn)
}

fn by(name: &str, duty: &str, at: Timestamp) -> By {
    By { person: Id::new(at), name: name.into(), duty: duty.into() }
}

fn organisation(parent: Option<&Organisation>, step: &str, kind: OrganisationKind, name: &str) -> Organisation {
    let root = Place::root();
    Organisation {
        id: OrganisationId::new(Timestamp::from_millis(1)),
        parent_id: parent.map(|it| it.id),
        place: parent.map_or(&root, |it| &it.place).child(step),
        code: step.into(),
        kind,
        name: name.into(),
        division_code: None,
        urban_rural: (kind == OrganisationKind::School).then(|| "220".into()),
        opened_on: date("2000-01-01"),
        closed_on: None,
    }
}

fn person(number: usize, school: &Organisation) -> NewPerson {
    let number_text = format!("{number:04}");
    NewPerson {
        person: Person {
            id: PersonId::new(Timestamp::from_millis(1)),
            name: format!("学员{number_text}"),
            sex: if number.is_multiple_of(2) { "1" } else { "2" }.into(),
            born_on: date("1980-03-01"),
            ethnicity: if number.is_multiple_of(4) { "01" } else { "04" }.into(),
            identity_masked: "623***********0000".into(),
            mobile_masked: Some("138****0000".into()),
            school_id: school.id,
            place: school.place.clone(),
            stage: Some("2".into()),
            subject: Some("13".into()),
            title: Some("3".into()),
            work_from: Some("2000-08".parse().unwrap()),
            bilingual: true,
            psc_level: Some("3A".into()),
            language: Some("215".into()),
        },
        identity_kind: "1".into(),
        identity_cipher: vec![1],
        identity_hash: number_text.into_bytes(),
        mobile_cipher: None,
    }
}

impl World {
    /// A class of `count` people that ended on 2011-09-24.
    pub async fn new(fresh: Fresh, count: usize) -> Self {
        let at = date("2011-06-01").start();
        let province = organisation(None, "62", OrganisationKind::Province, "甘肃省教育厅");
        let prefecture = organisation(Some(&province), "6230", OrganisationKind::Prefecture, "甘南藏族自治州教育局");
        let county = organisation(Some(&prefecture), "623027", OrganisationKind::County, "夏河县教育局");
        let institution = organisation(Some(&province), "i1", OrganisationKind::Institution, "样例师范学院");
        let schools: Vec<Organisation> = (0..4)
            .map(|nth| {
                organisation(
                    Some(&county),
                    &format!("216200000{nth}"),
                    OrganisationKind::School,
                    &format!("样例第{nth}小学"),
                )
            })
            .collect();
        let people: Vec<NewPerson> = (1..=count).map(|nth| person(nth, &schools[nth % 4])).collect();
        let folder = tempfile::tempdir().unwrap();
        let blobs = blobs::Blobs::local(folder.path()).unwrap();
        let world = Self {
            class: Id::new(at),
            manager: by("班主任", "class-manager", at),
            province: by("省厅", "province-officer", at),
            language: by("语委办", "language-officer", at),
            institution_place: institution.place.clone(),
            province_place: province.place.clone(),
            fresh,
            folder,
            blobs,
        };
        let mut all = vec![province.clone(), prefecture, county, institution.clone()];
        all.extend(schools);
        store::transaction!(world.store(), tx => {
            registry::insert_organisations(tx, &all).await?;
            registry::insert_people(tx, &people, None, date("2011-01-01"), at).await
        })
        .unwrap();
        world.write_class(&province, &institution, at).await;
        world.write_results(&people).await;
        world
    }

    pub fn store(&self) -> &Store {
        &self.fresh.store
    }

    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    pub async fn class(&self) -> Class {
        classes::get_class(self.store(), self.class).await.unwrap()
    }

    async fn write_class(&self, province: &Organisation, institution: &Organisation, at: Timestamp) {
        let project = Id::<classes::Project>::new(at);
        sql("insert into project (id, number, name, scheme, level, topic, document, clause, province_id, province_name, province_place, province_code, window_from, window_until, most_people, practice_percent, practice_clause, classes, approved_at) values ($1, 'GP2011-PTH-62-0001', '普通话培训', '国培计划', '1', 'putonghua', '文号', '条款', $2, $3, $4, '62', '2011-07', '2011-10', 500, 50, '条款', 1, $5)")
            .bind(project).bind(province.id).bind(province.name.as_str()).bind(&province.place).bind(at).run(self.store()).await.unwrap();
        sql("insert into class (id, project_id, number, name, institution_id, institution_name, institution_place, province_id, province_name, province_place, venue_kind, venue, opens_on, closes_on, planned_people, state, created_by, created_at, closed_on) values ($1, $2, 'GP2011-PTH-62-0001-C07', '双语教师普通话培训班', $3, $4, $5, $6, $7, $8, 'prefecture', '甘南州合作市', '2011-09-05', '2011-09-24', 200, 'closed', $9, $10, '2011-09-30')")
            .bind(self.class).bind(project).bind(institution.id).bind(institution.name.as_str()).bind(&institution.place)
            .bind(province.id).bind(province.name.as_str()).bind(&province.place).bind(self.manager.person).bind(at)
            .run(self.store()).await.unwrap();
        for (nth, (kind, module, hours)) in [
            ("lecture", "law", 6),
            ("training", "pinyin", 14),
            ("tutoring", "skills", 6),
            ("training", "skills", 24),
            ("test", "testing", 10),
            ("training", "methods", 12),
            ("training", "recitation", 8),
        ]
        .into_iter()
        .enumerate()
        {
            sql("insert into class_session (class_id, nth, held_on, kind, module, topic, minutes, practice) values ($1, $2, '2011-09-06', $3, $4, '主题', $5, $6)")
                .bind(self.class).bind(kernel::count(nth) + 1).bind(kind).bind(module).bind(hours * 45_i64).bind(kind != "lecture")
                .run(self.store()).await.unwrap();
        }
    }

    /// The last trainee does not complete, the first is excellent and over no limit.
    async fn write_results(&self, people: &[NewPerson]) {
        let county = OrganisationId::new(Timestamp::from_millis(1));
        for (nth, it) in people.iter().enumerate() {
            let outcome = if nth == 0 {
                "excellent"
            } else if nth + 1 == people.len() {
                "failed"
            } else {
                "passed"
            };
            let hours = if outcome == "failed" { 0_i64 } else { 8_000 };
            sql("insert into completion_row (person_id, class_id, person_name, school_id, place, county_id, state, proposed, outcome, reason, planned_minutes, absent_minutes, lessons_done, lessons_total, face_minutes, online_minutes, minutes, hours_x100, credits_x100, return_reason) values ($1, $2, $3, $4, $5, $6, 'recognised', $7, $7, '', 3600, 0, 0, 0, 3600, 0, 3600, $8, 800, '')")
                .bind(it.person.id).bind(self.class).bind(it.person.name.as_str()).bind(it.person.school_id).bind(&it.person.place)
                .bind(county).bind(outcome).bind(hours)
                .run(self.store()).await.unwrap();
        }
    }
}
