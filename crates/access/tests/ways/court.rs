//! A small province whose officers give and take duties.

use std::collections::HashMap;
use std::ops::Deref;
use std::sync::Arc;

use access::testing::{Accounts, slices};
use http::Belongings;
use http::testing::{Answer, Ground, House, Plan, form, morning};
use kernel::PersonId;
use registry::testing::{Land, insert, person, tables, vault_in};
use store::{Store, sql};

pub struct Court {
    pub land: Land,
    pub accounts: Arc<Accounts>,
    people: HashMap<&'static str, PersonId>,
    house: House,
}

/// What a form for a duty says, unless a test says otherwise.
pub const REASON: &str = "工作需要，经研究同意";

impl Court {
    /// One on each database. It is the second of March 2026.
    pub async fn both() -> Vec<Self> {
        let mut courts = Vec::new();
        for ground in Ground::both(&tables(&slices()), morning("2026-03-02")).await {
            courts.push(Self::open(ground).await);
        }
        courts
    }

    async fn open(ground: Ground) -> Self {
        let land = Land::new(&ground).await;
        let accounts = Accounts::new(&ground, &slices()).await;
        let mut people = HashMap::new();
        for (who, duty, at) in [
            ("ministry", "ministry-officer", &land.nation),
            ("ministry2", "ministry-officer", &land.nation),
            ("security", "security-officer", &land.nation),
            ("auditor", "auditor", &land.nation),
            ("system", "system-officer", &land.nation),
            ("province", "province-officer", &land.province),
            ("province2", "province-officer", &land.province),
            ("county", "county-officer", &land.counties[0]),
            ("county2", "county-officer", &land.counties[1]),
            ("head", "school-officer", &land.schools[0]),
        ] {
            people.insert(who, accounts.officer(who, duty, at).await.person);
        }
        let new = [
            person(&land.schools[0], 1, "杨春暖"),
            person(&land.schools[0], 2, "马成行"),
            person(&land.counties[0], 3, "贡保"),
            person(&land.nation, 4, "沈部员"),
            person(&land.schools[2], 5, "才让"),
        ];
        for (who, it) in ["teacher", "colleague", "clerk", "aide", "stranger"].into_iter().zip(&new) {
            accounts.know(who, it.person.id);
            people.insert(who, it.person.id);
        }
        insert(&ground.store, &[], &new).await;
        let vault = Arc::new(vault_in(ground.folder()));
        let own = Belongings::default().with(vault).with(Arc::new(accounts.sessions()));
        let house = House::new(ground, Plan { own, ..Plan::new(slices(), accounts.clone()) });
        Self { land, accounts, people, house }
    }

    pub fn store(&self) -> &Store {
        self.house.store()
    }

    pub fn id(&self, who: &str) -> PersonId {
        self.people[who]
    }

    /// The house, to move its clock.
    pub fn ground(&self) -> &Ground {
        &self.house.ground
    }

    /// `who` sends the form that gives `to` the duty.
    pub async fn ask(&self, who: &str, to: &str, duty: &str, at: &registry::Organisation, days: [&str; 2]) -> Answer {
        let at = at.id.to_string();
        let fields = [("duty", duty), ("at", &at), ("from", days[0]), ("until", days[1]), ("reason", REASON)];
        self.house.post(who, &format!("/people/{}/duties", self.id(to)), &form(&fields)).await
    }

    /// The duties that `who` holds today, as the house decides by.
    pub async fn held(&self, who: &str) -> Vec<String> {
        let actor = self.accounts.actor_of(self.id(who)).await;
        let today = self.house.ground.clock.now().date();
        actor.appointments.iter().filter(|it| it.holds_on(today)).map(|it| it.duty.clone()).collect()
    }

    /// All rows of terms and proposals: what must not change when something is refused.
    pub async fn rows(&self) -> [i64; 2] {
        let count = async |statement: &'static str| sql(statement).value::<i64>(self.store()).await.unwrap();
        [
            count("select count(*) as value from appointment").await,
            count("select count(*) as value from duty_proposal where state = 'open'").await,
        ]
    }

    /// What the record of deeds says of `who`, the newest first: deed, duty of the doer, reason.
    pub async fn deeds_about(&self, who: &str) -> Vec<(String, String, String)> {
        let all = audit::list_about_person(self.store(), self.id(who), None, 20).await.unwrap();
        all.into_iter().map(|it| (it.deed, it.duty, it.why.unwrap_or_default())).collect()
    }
}

impl Deref for Court {
    type Target = House;

    fn deref(&self) -> &House {
        &self.house
    }
}
