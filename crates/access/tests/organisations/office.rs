//! A small province with its officers.

use std::ops::Deref;
use std::sync::Arc;

use access::testing::{Accounts, slices};
use authz::Place;
use http::Belongings;
use http::testing::{Ground, House, Plan, form, morning};
use kernel::{Id, OrganisationId, PersonId};
use registry::reorganisation::Reorganisation;
use registry::testing::finding::{Wanted, find};
use registry::testing::{Land, insert, person, tables, vault};
use registry::{Organisation, get_organisation, list_wrong_figures, list_wrong_histories, list_wrong_posts};
use store::sql;

/// Officers: `province`, `county` and `county2`, `head` of the first school.
pub struct Office {
    pub land: Land,
    house: House,
}

store::record! {
    /// A post: where, from and until.
    pub struct Post {
        pub organisation_id: OrganisationId,
        pub place: Place,
        pub from_on: String,
        pub until_on: Option<String>,
    }
}

store::record! {
    /// A duty: where, and until when.
    pub struct Duty {
        pub organisation_name: String,
        pub place: Place,
        pub until_on: Option<String>,
    }
}

impl Deref for Office {
    type Target = House;

    fn deref(&self) -> &House {
        &self.house
    }
}

/// The office, once on each database, with `people` at the first school. It is 2 March 2026.
pub async fn offices(people: usize) -> Vec<Office> {
    let mut offices = Vec::new();
    for ground in Ground::both(&tables(&slices()), morning("2026-03-02")).await {
        let land = Land::new(&ground).await;
        let new: Vec<_> = (1..=people).map(|nth| person(&land.schools[0], nth, &name(nth))).collect();
        insert(&ground.store, &[], &new).await;
        let accounts = Accounts::new(&ground, &slices()).await;
        for (who, duty, at) in [
            ("province", "province-officer", &land.province),
            ("county", "county-officer", &land.counties[0]),
            ("county2", "county-officer", &land.counties[1]),
            ("head", "school-officer", &land.schools[0]),
        ] {
            accounts.officer(who, duty, at).await;
        }
        let own = Belongings::default().with(Arc::new(accounts.sessions())).with(Arc::new(vault()));
        let house = House::new(ground, Plan { own, ..Plan::new(slices(), accounts) });
        offices.push(Office { land, house });
    }
    offices
}

/// The name of the `nth` person, without a digit: a number would be looked for as one.
pub fn name(nth: usize) -> String {
    let signs: Vec<char> = "零壹贰叁肆伍陆柒捌玖".chars().collect();
    format!("师{nth:03}")
        .chars()
        .map(|it| it.to_digit(10).map_or(it, |digit| signs[usize::try_from(digit).unwrap()]))
        .collect()
}

/// What a change rests on, with these fields before it.
pub fn with_basis(fields: &[(&str, &str)]) -> String {
    let basis = [("on", "2026-03-01"), ("document", "临教〔2026〕3号"), ("reason", "学校布局调整")];
    form(&[fields, &basis].concat())
}

impl Office {
    /// What was done is heard of, and what was queued is done.
    pub async fn settle(&self) {
        self.app.worker().drain().await.unwrap();
    }

    /// An organisation as it is.
    pub async fn now(&self, it: &Organisation) -> Organisation {
        get_organisation(self.store(), it.id).await.unwrap()
    }

    /// The value of a hidden field of a page.
    pub fn hidden(page: &str, name: &str) -> String {
        let at = page.split(&format!("name=\"{name}\" value=\"")).nth(1).expect("the field");
        at.split('"').next().unwrap().to_owned()
    }

    /// A draft of `who`; its address.
    pub async fn draft(&self, who: &str, kind: &str, source: &Organisation, code: &str) -> String {
        let path = format!("/organisations/{}/reorganisation", source.id);
        self.deed(who, &path, &with_basis(&[("kind", kind), ("code", code)])).await
    }

    /// Confirms a draft as its preview shows it.
    pub async fn confirm(&self, who: &str, draft: &str) {
        let seen = Self::hidden(&self.page(who, draft).await, "seen");
        self.deed(who, &format!("{draft}/confirmation"), &form(&[("seen", &seen)])).await;
    }

    /// The reorganisation at an address.
    pub async fn reorganisation(&self, address: &str) -> Reorganisation {
        let id: Id<Reorganisation> = address.rsplit('/').next().unwrap().parse().unwrap();
        registry::find_reorganisation(self.store(), id).await.unwrap().unwrap()
    }

    /// How many people are at a place, by their files.
    pub async fn people_at(&self, it: &Organisation) -> i64 {
        sql("select count(*) as value from person where school_id = $1 and place = $2")
            .bind(it.id)
            .bind(&it.place)
            .value(self.store())
            .await
            .unwrap()
    }

    /// The posts of a person, in order.
    pub async fn posts(&self, person: PersonId) -> Vec<Post> {
        sql("select organisation_id, place, from_on, until_on from post where person_id = $1 order by from_on")
            .bind(person)
            .all(self.store())
            .await
            .unwrap()
    }

    /// The duties held at an organisation.
    pub async fn duties(&self, it: &Organisation) -> Vec<Duty> {
        sql("select organisation_name, place, until_on from appointment where organisation_id = $1")
            .bind(it.id)
            .all(self.store())
            .await
            .unwrap()
    }

    /// The ids of those called `name` who are found within `place`.
    pub async fn found(&self, name: &str, place: &Place) -> Vec<PersonId> {
        let wanted = Wanted::read(name).unwrap();
        let page = find(self.store(), &vault(), &wanted, place, None, 500).await.unwrap();
        page.people.into_iter().map(|it| it.id).collect()
    }

    /// Nothing in the house contradicts anything else.
    pub async fn is_whole(&self) {
        assert_eq!(list_wrong_figures(self.store(), 10).await.unwrap(), []);
        assert_eq!(list_wrong_histories(self.store(), 10).await.unwrap(), []);
        assert_eq!(list_wrong_posts(self.store(), 10).await.unwrap(), []);
    }

    /// How many deeds were done.
    pub async fn done(&self) -> i64 {
        sql("select count(*) as value from audit").value(self.store()).await.unwrap()
    }
}
