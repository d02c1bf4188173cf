//! A closed class of invented trainees, brought there by the links before.

use audit::By;
use classes::SessionKind::{Lecture, Test, Training, Tutoring};
use classes::testing::plan;
use classes::timetable::SessionRow;
use classes::{Class, Module};
use credits::Outcome;
use credits::deed::NewMark;
use credits::testing::at;
use http::Slice;
use kernel::{Date, Id};
use locale::{Catalogue, Language, Locale};
use registry::testing::{Land, person};
use registry::{NewPerson, Person};
use store::Store;

pub struct World {
    credits: credits::testing::World,
    pub blobs: blobs::Blobs,
    pub class: Id<Class>,
    pub manager: By,
    pub province: By,
    pub language: By,
    pub institution_place: authz::Place,
    pub province_place: authz::Place,
}

fn slices() -> Vec<Slice> {
    credits::testing::slices().into_iter().chain([returns::slice()]).collect()
}

pub fn date(text: &str) -> Date {
    text.parse().unwrap()
}

pub fn words() -> Locale {
    Catalogue::new(&[returns::MESSAGES, returns::ANNEX_MESSAGES]).unwrap().locale(Language::ZhCn)
}

/// The trainee `nth`; every fourth is Han.
fn trainee(land: &Land, nth: usize) -> NewPerson {
    let new = person(&land.schools[2 + nth % 2], nth, &format!("学员{nth:04}"));
    let person = Person {
        ethnicity: if nth.is_multiple_of(4) { "01" } else { "04" }.into(),
        mobile_masked: Some("138****0000".into()),
        title: Some("3".into()),
        work_from: Some("2000-08".parse().unwrap()),
        psc_level: Some("3A".into()),
        language: Some("215".into()),
        ..new.person
    };
    NewPerson { person, ..new }
}

/// Eighty hours, eight a day, of which seventy-four are practice.
fn timetable(first: Date) -> Vec<SessionRow> {
    let plan = [
        (Lecture, Module::Law, 6),
        (Training, Module::Pinyin, 14),
        (Tutoring, Module::Skills, 6),
        (Training, Module::Skills, 24),
        (Test, Module::Testing, 10),
        (Training, Module::Methods, 12),
        (Training, Module::Recitation, 8),
    ];
    let hours = plan.into_iter().flat_map(|(kind, module, hours)| (0..hours).map(move |_| (kind, module)));
    let row = |((kind, module), nth): (_, i32)| SessionRow {
        on: first.plus_days(nth / 8),
        kind,
        module,
        topic: "主题".into(),
        minutes: 45,
        practice: kind != Lecture,
    };
    hours.zip(0..).map(row).collect()
}

impl World {
    /// A class of `count` people that ended on 2011-09-24, on each database: the first is excellent, the
    /// last does not complete.
    pub async fn both(count: usize) -> Vec<Self> {
        let plan = plan(200, "2011-09-05", "2011-09-24");
        let trainees = |land: &Land| (1..=count).map(|nth| trainee(land, nth)).collect();
        let mut worlds = Vec::new();
        for credits in credits::testing::World::of(slices, trainees, &plan, &timetable(plan.opens_on)).await {
            worlds.push(Self::close(credits).await);
        }
        worlds
    }

    async fn close(credits: credits::testing::World) -> Self {
        let completion = credits.completion().await;
        let excellent = NewMark { outcome: Some(Outcome::Excellent), ..NewMark::default() };
        let failed =
            NewMark { outcome: Some(Outcome::Failed), reason: "未参加结业考核".into(), ..NewMark::default() };
        for (person, mark) in [(credits.people.first(), excellent), (credits.people.last(), failed)] {
            let (by, person) = (credits.manager.at(at("2011-09-24")), *person.unwrap());
            store::transaction!(credits.store, tx => { credits::deed::mark(tx, &by, &completion, person, &mark).await })
                .unwrap();
        }
        credits.submit("2011-09-24").await.unwrap();
        credits.confirm(1, "2011-09-30").await.unwrap();
        Self {
            blobs: credits.ground.blobs.clone(),
            class: credits.class.id,
            manager: credits.manager.clone(),
            province: credits.province.clone(),
            language: credits.by("language"),
            institution_place: credits.class.institution_place.clone(),
            province_place: credits.class.province_place.clone(),
            credits,
        }
    }

    pub fn store(&self) -> &Store {
        &self.credits.store
    }

    pub fn folder(&self) -> &std::path::Path {
        self.credits.ground.folder()
    }

    pub async fn class(&self) -> Class {
        classes::get_class(self.store(), self.class).await.unwrap()
    }
}
