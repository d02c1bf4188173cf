//! A school, its teacher and its officer, and the pages of the slice around them.

use std::sync::Arc;

use access::testing::slices;
use access::{Sessions, Term, appoint, create_login, hash_password, seed_duties, set_password};
use audit::By;
use authz::Doorkeeper as _;
use axum::http::Request;
use http::Belongings;
use http::testing::{Answer, Ground, House, Plan, form, morning};
use kernel::{Clock, PersonId};
use registry::testing::{insert, organisation, person, tables, vault, vault_in};
use registry::{IDENTITY, NewPerson, Organisation, OrganisationKind};
use store::Store;
use vault::Vault;

/// Of a prefecture that was never given out; its check character is right.
pub const NUMBERS: [&str; 2] = ["529901198001010019", "529901198001010027"];
pub const PASSWORD: &str = "山高月小，水落石出";

pub struct Office {
    pub clock: Clock,
    pub sessions: Sessions,
    pub teacher: PersonId,
    pub officer: PersonId,
    pub school: Organisation,
    /// The county over the school, and one beside it.
    pub county: Organisation,
    pub elsewhere: Organisation,
    pub vault: Arc<Vault>,
    pub blobs: blobs::Blobs,
    house: House,
}

/// The office, once on each database.
pub async fn offices() -> Vec<Office> {
    let mut offices = Vec::new();
    for ground in Ground::both(&tables(&slices()), morning("2026-03-02")).await {
        offices.push(Office::open(ground).await);
    }
    offices
}

/// Somebody who has a passport on file, and nothing else.
pub const PASSPORT: &str = "E12345678";

fn foreigner(school: &Organisation) -> NewPerson {
    let mut new = person(school, 3, "安妮");
    new.person.identity_masked = "***".to_owned();
    new.identity_kind = "A".to_owned();
    new.identity_cipher = vault().seal(IDENTITY, new.person.id.uuid(), PASSPORT).unwrap();
    new.traces = vault().traces(PASSPORT);
    new
}

impl Office {
    async fn open(ground: Ground) -> Self {
        let (store, clock) = (ground.store.clone(), ground.clock.clone());
        let county = organisation(None, OrganisationKind::County, "529901", "云岭县教育局");
        let elsewhere = organisation(None, OrganisationKind::County, "529902", "河谷县教育局");
        let school = organisation(Some(&county), OrganisationKind::School, "2152000017", "云岭县城关小学");
        let people = [person(&school, 1, "杨春暖"), person(&school, 2, "李成行"), foreigner(&school)];
        let [teacher, officer, foreigner] = [0, 1, 2].map(|nth| people[nth].person.id);
        let (now, today) = (clock.now(), clock.today());
        seed_duties(&store, access::DUTIES, &[registry::RIGHTS, access::RIGHTS].concat()).await.unwrap();
        insert(&store, &[county.clone(), elsewhere.clone(), school.clone()], &people).await;
        store::transaction!(store, tx => {
            let by = By::acting(officer, "李成行", "", now);
            create_login(&mut *tx, &by, officer, "chengxing").await?;
            appoint(tx, &by, officer, Term { duty: "school-officer", at: &school, from: today, until: None }).await
        })
        .unwrap();
        for person in [teacher, officer, foreigner] {
            let (by, hash) = (By::acting(person, "", "", now), hash_password(PASSWORD.to_owned()).await.unwrap());
            store::transaction!(store, tx => { set_password(tx, &by, person, &hash).await }).unwrap();
        }
        let sessions = Sessions::new(store, clock.clone());
        let (vault, blobs) = (Arc::new(vault_in(ground.folder())), ground.blobs.clone());
        let own = Belongings::default().with(Arc::clone(&vault)).with(Arc::new(sessions.clone()));
        let house = House::new(ground, Plan { own, ..Plan::new(slices(), Arc::new(sessions.clone())) });
        Self { clock, sessions, teacher, officer, school, county, elsewhere, vault, blobs, house }
    }

    pub fn store(&self) -> &Store {
        self.house.store()
    }

    /// Somebody of the office, now.
    pub fn by(&self, person: PersonId) -> By {
        By::acting(person, "", "", self.clock.now())
    }

    /// A form of our own pages, through the proxy from `origin`.
    pub async fn post(&self, cookie: &str, origin: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let request = Request::post(path)
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("x-forwarded-for", origin);
        self.house.send(cookie, request, form(fields)).await
    }

    /// Does what waits in the queue.
    pub async fn work(&self) {
        self.house.app.worker().drain().await.unwrap();
    }

    pub async fn get(&self, cookie: &str, path: &str) -> Answer {
        self.house.get(cookie, path).await
    }

    pub async fn sign_in(&self, origin: &str, login: &str, password: &str) -> Answer {
        self.post("", origin, "/session", &[("login", login), ("password", password)]).await
    }

    /// Whether the cookie still opens the house, on this machine and on one that knows nothing of it yet.
    pub async fn is_open(&self, cookie: &str) -> [bool; 2] {
        let elsewhere = Sessions::new(self.store().clone(), self.clock.clone());
        [self.sessions.actor(cookie).await.unwrap().is_some(), elsewhere.actor(cookie).await.unwrap().is_some()]
    }
}
