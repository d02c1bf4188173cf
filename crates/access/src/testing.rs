//! Accounts for tests: officers with their duties and teachers, signed in as the house signs people in.

use std::collections::HashMap;
use std::pin::Pin;
use std::sync::{Arc, Mutex};

use audit::By;
use authz::{Actor, Doorkeeper, Found};
use http::Slice;
use http::testing::{Callers, Ground};
use kernel::{Clock, Id, PersonId, Timestamp};
use registry::Organisation;
use registry::testing::{insert, person, vault};
use store::Store;

use crate::sign_in::Door;
use crate::{Sessions, Term, appoint, find_actor, seed_duties};

/// This slice and all before it.
#[must_use]
pub fn slices() -> Vec<Slice> {
    vec![registry::slice(), crate::slice()]
}

impl Callers for Sessions {}

/// People who have an account, by the names that a test gives them.
pub struct Accounts {
    store: Store,
    clock: Clock,
    sessions: Sessions,
    people: Mutex<HashMap<String, PersonId>>,
    cookies: Mutex<HashMap<PersonId, (Timestamp, String)>>,
}

impl Accounts {
    /// Nobody yet; the duties are those of `slices`.
    pub async fn new(ground: &Ground, slices: &[Slice]) -> Arc<Self> {
        let (store, clock) = (ground.store.clone(), ground.clock.clone());
        let duties: Vec<_> = slices.iter().flat_map(|slice| slice.duties).copied().collect();
        let rights: Vec<_> = slices.iter().flat_map(|slice| slice.rights).copied().collect();
        seed_duties(&store, &duties, &rights).await.unwrap();
        let sessions = Sessions::new(store.clone(), clock.clone());
        Arc::new(Self { store, clock, sessions, people: Mutex::default(), cookies: Mutex::default() })
    }

    /// The sessions, for what a house keeps for its slices.
    #[must_use]
    pub fn sessions(&self) -> Sessions {
        self.sessions.clone()
    }

    /// Somebody new who holds `duty` at `at`, known as `who`.
    pub async fn officer(&self, who: &str, duty: &str, at: &Organisation) -> Arc<Actor> {
        let (now, nth) = (self.clock.now(), 900 + self.people.lock().unwrap().len());
        let new = person(at, nth, &format!("{}经办人", at.name));
        let id = new.person.id;
        insert(&self.store, &[], &[new]).await;
        let term = Term { duty, at, from: now.date().plus_days(-365), until: None };
        let by = By::acting(id, "", "", now);
        store::transaction!(self.store, tx => { appoint(tx, &by, id, term).await }).unwrap();
        self.know(who, id);
        self.actor_of(id).await
    }

    /// Somebody who is on file already, known as `who`.
    pub fn know(&self, who: &str, person: PersonId) {
        self.people.lock().unwrap().insert(who.to_owned(), person);
    }

    /// The person as actor.
    pub async fn actor_of(&self, person: PersonId) -> Arc<Actor> {
        let session = Id::new(self.clock.now());
        Arc::new(find_actor(&self.store, person, session).await.unwrap().unwrap())
    }

    /// A session of `person` that is open now; a new one when the old one is about to end.
    async fn session(&self, person: PersonId) -> String {
        let now = self.clock.now();
        let known = self.cookies.lock().unwrap().get(&person).cloned();
        if let Some((until, cookie)) = known
            && now < until
        {
            return cookie;
        }
        let vault = vault();
        let door = Door { store: &self.store, vault: &vault, origin: "test", known: None, now };
        let (token, until) = door.begin(person, "test", "test").await.unwrap();
        // Renewed while what it proved is good: a test that lets days pass is asked for no password.
        let fresh = now.plus_millis(i64::from(crate::policy::CHECK_MINUTES - 1) * 60_000);
        self.cookies.lock().unwrap().insert(person, (until.min(fresh), token.cookie()));
        token.cookie()
    }
}

impl Doorkeeper for Accounts {
    fn actor<'a>(&'a self, cookie: &'a str) -> Found<'a> {
        self.sessions.actor(cookie)
    }
}

impl Callers for Accounts {
    fn cookie<'a>(&'a self, who: &'a str) -> Pin<Box<dyn Future<Output = String> + Send + 'a>> {
        Box::pin(async move {
            let known = self.people.lock().unwrap().get(who).copied();
            let Some(person) = known else { return who.to_owned() };
            let cookie = self.session(person).await;
            // The house remembers whose it is: a page's statements are counted without those of its session.
            self.sessions.actor(&cookie).await.unwrap();
            cookie
        })
    }
}
