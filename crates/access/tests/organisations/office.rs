//! A small province with its officers.

use std::ops::Deref;
use std::sync::Arc;

use access::testing::{Accounts, slices};
use http::Belongings;
use http::testing::{Ground, House, Plan, morning};
use registry::testing::{Land, insert, person, tables};

/// Officers: `province`, `county` and `county2`, `head` of the first school.
pub struct Office {
    pub land: Land,
    house: House,
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
        let new: Vec<_> = (1..=people).map(|nth| person(&land.schools[0], nth, &format!("教师{nth:03}"))).collect();
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
        let own = Belongings::default().with(Arc::new(accounts.sessions()));
        let house = House::new(ground, Plan { own, ..Plan::new(slices(), accounts) });
        offices.push(Office { land, house });
    }
    offices
}
