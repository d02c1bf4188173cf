//! A school, its teacher and its officer, and the pages of the slice around them.

use std::sync::Arc;

use access::{Sessions, Term, appoint, create_login, seed_duties, set_password};
use authz::{Doorkeeper as _, Place};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use blobs::Blobs;
use http::{App, Parts};
use kernel::{Clock, Date, Id, PersonId};
use locale::Catalogue;
use registry::identity_number::IdentityNumber;
use registry::{Keys, NewPerson, Organisation, OrganisationKind, Person, insert_organisations, insert_people};
use store::Store;
use store::testing::{Fresh, both};
use tower::ServiceExt as _;

/// Of a prefecture that was never given out; its check character is right.
pub const NUMBERS: [&str; 2] = ["529901198001010019", "529901198001010027"];
pub const PASSWORD: &str = "山高月小，水落石出";

pub struct Office {
    pub fresh: Fresh,
    pub clock: Clock,
    pub sessions: Sessions,
    pub teacher: PersonId,
    pub officer: PersonId,
    router: Router,
    _folder: tempfile::TempDir,
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    /// The session that the answer begins.
    pub fn session(&self) -> Option<String> {
        let mut cookies = self.headers.get_all("set-cookie").iter().map(|it| it.to_str().unwrap());
        cookies.find_map(|it| it.split(';').next()?.strip_prefix("xingtan=").map(str::to_owned))
    }
}

/// The office, once on each database.
pub async fn offices() -> Vec<Office> {
    let migrations = [jobs::MIGRATIONS, audit::MIGRATIONS, registry::MIGRATIONS, access::MIGRATIONS].concat();
    let mut offices = Vec::new();
    for fresh in both(&migrations).await {
        offices.push(Office::open(fresh).await);
    }
    offices
}

fn person(keys: &Keys, number: &str, name: &str, school: &Organisation, clock: &Clock) -> NewPerson {
    let id = Id::new(clock.now());
    let number = number.parse::<IdentityNumber>().unwrap_or_else(|_| panic!("{number} is no number"));
    NewPerson {
        person: Person {
            id,
            name: name.to_owned(),
            sex: number.sex().code().to_owned(),
            born_on: number.birth_date(),
            ethnicity: "01".to_owned(),
            identity_masked: number.masked(),
            mobile_masked: None,
            school_id: school.id,
            place: school.place.clone(),
            stage: None,
            subject: None,
            title: None,
            work_from: None,
            bilingual: false,
            psc_level: None,
            language: None,
        },
        identity_kind: "1".to_owned(),
        identity_cipher: keys.seal(id, number.reveal()).unwrap(),
        identity_hash: keys.hash(number.reveal()),
        mobile_cipher: None,
    }
}

impl Office {
    async fn open(fresh: Fresh) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::fixed(Date::of(2026, 3, 2).unwrap().start().plus_millis(9 * 3_600_000));
        let keys = Arc::new(Keys::new(&[7; 64]).unwrap());
        let opened_on = Date::of(1949, 10, 1).unwrap();
        let school = Organisation {
            id: Id::new(clock.now()),
            parent_id: None,
            place: Place::root().child("52").child("529901").child("1"),
            code: "2152000017".to_owned(),
            kind: OrganisationKind::School,
            name: "云岭县城关小学".to_owned(),
            division_code: None,
            urban_rural: None,
            opened_on,
            closed_on: None,
        };
        let people = [
            person(&keys, NUMBERS[0], "杨春暖", &school, &clock),
            person(&keys, NUMBERS[1], "李成行", &school, &clock),
        ];
        let (teacher, officer) = (people[0].person.id, people[1].person.id);
        let (now, today) = (clock.now(), clock.today());
        seed_duties(&fresh.store, access::DUTIES, &[registry::RIGHTS, access::RIGHTS].concat()).await.unwrap();
        store::transaction!(fresh.store, tx => {
            insert_organisations(&mut *tx, std::slice::from_ref(&school)).await?;
            insert_people(&mut *tx, &people, None, today, now).await?;
            create_login(&mut *tx, officer, "chengxing", officer, now).await?;
            appoint(tx, officer, Term { duty: "school-officer", at: &school, from: today, until: None }, officer, now).await
        })
        .unwrap();
        for person in [teacher, officer] {
            set_password(&fresh.store, person, PASSWORD.to_owned(), now).await.unwrap();
        }
        let sessions = Sessions::new(fresh.store.clone(), clock.clone());
        let slices = [registry::slice(), access::slice()];
        let messages: Vec<_> = slices.iter().flat_map(|it| it.messages.clone()).chain([http::MESSAGES]).collect();
        let parts = Parts {
            store: fresh.store.clone(),
            clock: clock.clone(),
            catalogue: Catalogue::new(&messages).unwrap(),
            assets: ui::Assets::default(),
            blobs: Blobs::local(folder.path()).unwrap(),
            data: folder.path().to_owned(),
            fonts: "/usr/share/fonts".into(),
            demonstration: false,
            doorkeeper: Arc::new(sessions.clone()),
            address: "https://xingtan.test".to_owned(),
            count_statements: false,
        };
        let app =
            App::new(parts, &slices, http::Belongings::default().with(keys).with(Arc::new(sessions.clone()))).unwrap();
        let routes = slices.into_iter().fold(http::Routes::new(), |routes, slice| routes.and(slice.routes));
        Self { fresh, clock, sessions, teacher, officer, router: routes.serve(app), _folder: folder }
    }

    pub fn store(&self) -> &Store {
        &self.fresh.store
    }

    async fn send(&self, request: axum::http::request::Builder, body: String) -> Answer {
        let answer = self.router.clone().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
        let (status, headers) = (answer.status(), answer.headers().clone());
        let text = String::from_utf8_lossy(&to_bytes(answer.into_body(), 1 << 24).await.unwrap()).into_owned();
        Answer { status, headers, text }
    }

    /// A form of our own pages, through the proxy from `origin`.
    pub async fn post(&self, cookie: &str, origin: &str, path: &str, form: &[(&str, &str)]) -> Answer {
        let body: Vec<String> = form.iter().map(|(name, value)| format!("{name}={}", escaped(value))).collect();
        let request = Request::post(path)
            .header("cookie", format!("xingtan={cookie}"))
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("x-forwarded-for", origin);
        self.send(request, body.join("&")).await
    }

    pub async fn get(&self, cookie: &str, path: &str) -> Answer {
        self.send(Request::get(path).header("cookie", format!("xingtan={cookie}")), String::new()).await
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

fn escaped(value: &str) -> String {
    value.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
