//! A small province with an approved project, its officers and teachers, for tests. Classes come as far as
//! a test needs them, by the deeds of those whose duty it is.

use std::collections::HashMap;
use std::ops::Deref;
use std::sync::Arc;

use access::testing::Accounts;
use audit::By;
use authz::{Actor, Place};
use http::testing::{Ground, House, Plan as HousePlan};
use http::{Belongings, Slice};
use kernel::{Id, PersonId, Refusal, Result};
use registry::NewPerson;
use registry::testing::{Land, born, insert, tables};
use store::Store;

use crate::class::Plan;
pub use crate::enrolment::Deed;
use crate::rule::putonghua;
use crate::timetable::SessionRow;
use crate::{Class, Project, VenueKind, demo};

/// This slice and all before it.
#[must_use]
pub fn slices() -> Vec<Slice> {
    access::testing::slices().into_iter().chain([crate::slice()]).collect()
}

/// Officers by their names: `manager`, `province`, `language`, `county` and `county2`, `head` to `head4` of
/// the schools; `stranger` is a manager elsewhere. The first two teachers are `teacher` and `colleague`.
pub struct World {
    /// The house with its pages.
    pub house: House,
    /// Who comes to it.
    pub accounts: Arc<Accounts>,
    /// The province.
    pub land: Land,
    /// Its project.
    pub project: Project,
    /// Its teachers.
    pub teachers: Vec<PersonId>,
    schools: Vec<Place>,
    officers: HashMap<&'static str, Arc<Actor>>,
}

impl World {
    /// One on each database: `teachers` work there, `slices` have their pages in the house. It is the
    /// morning of 25 June 2011, before the window of the project.
    pub async fn both(slices: fn() -> Vec<Slice>, teachers: impl Fn(&Land) -> Vec<NewPerson>) -> Vec<Self> {
        let mut worlds = Vec::new();
        for ground in Ground::both(&tables(&slices()), http::testing::morning("2011-06-25")).await {
            worlds.push(Self::new(ground, slices(), &teachers).await);
        }
        worlds
    }

    async fn new(ground: Ground, slices: Vec<Slice>, teachers: impl Fn(&Land) -> Vec<NewPerson>) -> Self {
        let land = Land::new(&ground).await;
        let new = teachers(&land);
        insert(&ground.store, &[], &new).await;
        let (teachers, schools): (Vec<_>, Vec<_>) = new.into_iter().map(|it| (it.person.id, it.person.place)).unzip();
        let accounts = Accounts::new(&ground, &slices).await;
        for (who, person) in ["teacher", "colleague"].into_iter().zip(&teachers) {
            accounts.know(who, *person);
        }
        let mut strange = land.institution.clone();
        strange.place = Place::root().child("65").child("j9");
        let mut officers = HashMap::new();
        for (who, duty, at) in [
            ("manager", "class-manager", &land.institution),
            ("province", "province-officer", &land.province),
            ("language", "language-officer", &land.office),
            ("county", "county-officer", &land.counties[0]),
            ("county2", "county-officer", &land.counties[1]),
            ("head", "school-officer", &land.schools[0]),
            ("head2", "school-officer", &land.schools[1]),
            ("head3", "school-officer", &land.schools[2]),
            ("head4", "school-officer", &land.schools[3]),
            ("stranger", "class-manager", &strange),
        ] {
            officers.insert(who, accounts.officer(who, duty, at).await);
        }
        let now = ground.clock.now();
        let window = ("2011-07".parse().unwrap(), "2011-10".parse().unwrap());
        let project = demo::putonghua_2011(&land.province, "62", window, now);
        let rules = putonghua::rules(project.id, "6230", now.date());
        demo::seed_project(&ground.store, &project, std::slice::from_ref(&land.institution), &rules).await.unwrap();
        let own = Belongings::default().with(Arc::new(accounts.sessions()));
        let house = House::new(ground, HousePlan { own, ..HousePlan::new(slices, accounts.clone()) });
        Self { house, accounts, land, project, teachers, schools, officers }
    }

    /// The database.
    #[must_use]
    pub fn store(&self) -> &Store {
        self.house.store()
    }

    /// The officer `who`.
    #[must_use]
    pub fn officer(&self, who: &str) -> &Actor {
        &self.officers[who]
    }

    /// The officer `who`, in the own duty, now.
    #[must_use]
    pub fn by(&self, who: &str) -> By {
        let actor = self.officer(who);
        By::holding(actor, &actor.appointments[0], self.house.ground.clock.now())
    }

    /// A class of the middle of July, handed in.
    pub async fn draft(&self, planned_people: i64) -> Class {
        self.planned(planned_people, true).await
    }

    /// The same, handed in or not.
    pub async fn planned(&self, planned_people: i64, submitted: bool) -> Class {
        let plan = plan(planned_people, "2011-07-10", "2011-07-24");
        self.seed(&plan, &demo::timetable(plan.opens_on), submitted).await
    }

    /// A class with its own plan and timetable.
    pub async fn seed(&self, plan: &Plan, rows: &[SessionRow], submitted: bool) -> Class {
        let (manager, institution) = (self.by("manager"), self.land.institution.id);
        demo::seed_class(self.store(), &manager, self.project.id, institution, plan, rows, submitted).await.unwrap()
    }

    /// The class, filed by the province.
    pub async fn file(&self, class: &Class) -> Class {
        demo::file_class(self.store(), &self.by("province"), class.id).await.unwrap();
        crate::get_class(self.store(), class.id).await.unwrap()
    }

    /// The same, filed.
    pub async fn filed(&self, planned_people: i64) -> Class {
        self.file(&self.draft(planned_people).await).await
    }

    /// The head of the first school nominates people, with a reason for whatever exception they need.
    ///
    /// # Errors
    /// As the deed refuses.
    pub async fn nominate(&self, class: Id<Class>, people: &[PersonId]) -> Result<()> {
        self.nominate_by("head", class, people).await
    }

    async fn nominate_by(&self, head: &str, class: Id<Class>, people: &[PersonId]) -> Result<()> {
        demo::nominate(self.store(), &self.by(head), class, people, "全校唯一的双语语文教师").await
    }

    /// Those of `people` whose school lies within `place`.
    fn within(&self, people: &[PersonId], place: &Place) -> Vec<PersonId> {
        let all = self.teachers.iter().zip(&self.schools).filter(|(person, _)| people.contains(person));
        all.filter(|(_, school)| school.within(place)).map(|(person, _)| *person).collect()
    }

    /// The officer `who` does `deed` to people.
    ///
    /// # Errors
    /// As the deed refuses.
    pub async fn decide(&self, who: &str, class: Id<Class>, people: &[PersonId], deed: Deed) -> Result<()> {
        demo::decide(self.store(), &self.by(who), class, people, deed, "名额已满").await
    }

    /// People confirm by themselves.
    pub async fn confirm(&self, class: Id<Class>, people: &[PersonId]) {
        for person in people {
            let me = self.accounts.actor_of(*person).await;
            let own = By::own(&me, self.house.ground.clock.now());
            demo::decide(self.store(), &own, class, &[*person], Deed::Confirm, "").await.unwrap();
        }
    }

    /// These teachers are nominated, approved, admitted and confirm; on its first day the class opens.
    pub async fn run(&self, class: &Class, people: &[PersonId]) -> Class {
        for (head, school) in ["head", "head2", "head3", "head4"].into_iter().zip(&self.land.schools) {
            self.nominate_by(head, class.id, &self.within(people, &school.place)).await.unwrap();
        }
        let language = self.by("language");
        demo::grant_exceptions(self.store(), &language, class.id, people, "同意参加").await.unwrap();
        for (who, county) in ["county", "county2"].into_iter().zip(&self.land.counties) {
            self.decide(who, class.id, &self.within(people, &county.place), Deed::Approve).await.unwrap();
        }
        self.decide("manager", class.id, people, Deed::Admit).await.unwrap();
        self.confirm(class.id, people).await;
        self.house.ground.go_to(&class.opens_on.to_string());
        demo::open_class(self.store(), &self.by("manager"), class.id).await.unwrap();
        crate::get_class(self.store(), class.id).await.unwrap()
    }

    /// A number that the database answers with.
    pub async fn count(&self, statement: store::Sql) -> i64 {
        statement.value(self.store()).await.unwrap()
    }
}

impl Deref for World {
    type Target = House;

    fn deref(&self) -> &House {
        &self.house
    }
}

/// Six teachers of the first school, the second of them over the age.
#[must_use]
pub fn teachers(land: &Land) -> Vec<NewPerson> {
    let day = |nth| if nth == 2 { "1965-07-10" } else { "1980-03-02" };
    (1..=6).map(|nth| born(&land.schools[0], nth, &format!("卓玛{nth:02}"), day(nth))).collect()
}

/// A class of `planned_people` between these days.
#[must_use]
pub fn plan(planned_people: i64, opens_on: &str, closes_on: &str) -> Plan {
    Plan {
        name: "双语教师普通话培训班".to_owned(),
        venue_kind: VenueKind::Prefecture,
        venue: "甘南州教师进修学校".to_owned(),
        opens_on: opens_on.parse().unwrap(),
        closes_on: closes_on.parse().unwrap(),
        planned_people,
    }
}

/// The refusal with which something was answered.
///
/// # Panics
/// When it was not refused.
pub fn refusal<T: std::fmt::Debug>(answer: Result<T>) -> Refusal {
    match answer {
        Err(kernel::Error::Refused(refusal)) => *refusal,
        other => panic!("a refusal, not {other:?}"),
    }
}
