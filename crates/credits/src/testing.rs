//! Classes that are over, for tests: with their completion lists, their counties, and whoever decides.

use std::ops::Deref;

use audit::By;
use classes::Class;
use classes::class::Plan;
use classes::testing::plan;
use classes::timetable::SessionRow;
use http::Slice;
use kernel::{OrganisationId, PersonId, Result};
use registry::NewPerson;
use registry::testing::{Land, person};
use store::Store;

use crate::completion::Completion;
use crate::deed;
use crate::recognition::Recognition;

pub use http::testing::morning as at;

/// This slice and all before it.
#[must_use]
pub fn slices() -> Vec<Slice> {
    classes::testing::slices().into_iter().chain([courses::slice(), crate::slice()]).collect()
}

/// A class that ended today, and those who decide on it.
pub struct World {
    /// The province, and how the class came this far.
    pub world: classes::testing::World,
    /// The database.
    pub store: Store,
    /// The class.
    pub class: Class,
    /// Its people.
    pub people: Vec<PersonId>,
    /// Who hands the list in.
    pub manager: By,
    /// Who recognises, by county.
    pub officers: [By; 2],
    /// The officer of the province.
    pub province: By,
    /// The counties.
    pub counties: [OrganisationId; 2],
}

impl World {
    /// Five teachers of the first county and three of the second, once on each database.
    pub async fn both() -> Vec<Self> {
        let plan = Plan { name: "双语教师普通话一班".to_owned(), ..plan(40, "2011-09-05", "2011-09-24") };
        let rows = classes::demo::timetable(plan.opens_on);
        Self::of(slices, eight, &plan, &rows).await
    }

    /// A class of `teachers` by this plan and timetable.
    pub async fn of(
        slices: fn() -> Vec<Slice>,
        teachers: impl Fn(&Land) -> Vec<NewPerson>,
        plan: &Plan,
        rows: &[SessionRow],
    ) -> Vec<Self> {
        let mut worlds = Vec::new();
        for world in classes::testing::World::both(slices, teachers).await {
            let class = world.file(&world.seed(plan, rows, true).await).await;
            let class = world.run(&class, &world.teachers).await;
            world.ground.go_to(&plan.closes_on.to_string());
            let by = |who: &str| world.by(who);
            worlds.push(Self {
                store: world.store().clone(),
                people: world.teachers.clone(),
                manager: by("manager"),
                officers: [by("county"), by("county2")],
                province: by("province"),
                counties: [world.land.counties[0].id, world.land.counties[1].id],
                class,
                world,
            });
        }
        worlds
    }

    /// The completion list as it stands.
    pub async fn completion(&self) -> Completion {
        let class = classes::get_class(&self.store, self.class.id).await.unwrap();
        Completion { list: crate::find_list(&self.store, class.id).await.unwrap(), class }
    }

    /// The manager hands the list in.
    ///
    /// # Errors
    /// As the deed refuses.
    pub async fn submit(&self, day: &str) -> Result<()> {
        let completion = self.completion().await;
        let by = self.manager.at(at(day));
        store::transaction!(self.store, tx => { deed::submit(tx, &by, &completion).await }).map(|_| ())
    }

    /// The part of a county.
    pub async fn part(&self, county: usize) -> Recognition {
        let parts = crate::list_recognitions(&self.store, self.class.id).await.unwrap();
        parts.into_iter().find(|part| part.county_id == self.counties[county]).unwrap()
    }

    /// A county confirms its part.
    ///
    /// # Errors
    /// As the deed refuses.
    pub async fn confirm(&self, county: usize, day: &str) -> Result<usize> {
        let part = self.part(county).await;
        let by = self.officers[county].at(at(day));
        store::transaction!(self.store, tx => { deed::confirm(tx, &by, &part).await })
    }
}

impl Deref for World {
    type Target = classes::testing::World;

    fn deref(&self) -> &classes::testing::World {
        &self.world
    }
}

fn eight(land: &Land) -> Vec<NewPerson> {
    let names = ["买买提·艾力", "张建华", "卓玛", "李㛃", "王芳", "马秀英", "才让", "巴图"];
    let school = |nth: usize| &land.schools[if nth < 5 { 0 } else { 2 }];
    names.iter().enumerate().map(|(nth, name)| person(school(nth), nth + 1, name)).collect()
}

/// The key of the reason with which something was refused, or the field and the key of its first fault.
///
/// # Panics
/// When it was not refused.
pub fn refused<T: std::fmt::Debug>(answer: Result<T>) -> String {
    match answer {
        Err(kernel::Error::Refused(refusal)) => refusal.reason.key,
        Err(kernel::Error::Invalid(faults)) => format!("{}:{}", faults[0].field, faults[0].text.key),
        other => panic!("not a refusal: {other:?}"),
    }
}
