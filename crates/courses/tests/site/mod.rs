//! The slice's pages behind a door that lets in whoever says who they are.

use std::future::Future;
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;

use crate::world::{self, NOW};
use authz::{Actor, Appointment, Doorkeeper, Grant, Place, Verb};
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use courses::Lesson;
use http::{App, Parts};
use http_body_util::BodyExt as _;
use kernel::{Clock, Id, PersonId, Result};
use serde_json::Value;
use store::Store;
use tower::ServiceExt as _;

/// Lets in whoever says who they are; `officer` looks after the province.
struct Door;

impl Doorkeeper for Door {
    fn actor<'a>(&'a self, token: &'a str) -> Pin<Box<dyn Future<Output = Result<Option<Arc<Actor>>>> + Send + 'a>> {
        let grant = |noun: &str| Grant { verb: Verb::View, noun: noun.into() };
        let office = |place: Place| Appointment {
            duty: "province-officer".into(),
            organisation: Id::new(NOW),
            organisation_name: "教育厅".into(),
            place,
            from: "2020-01-01".parse().unwrap(),
            until: None,
            grants: [grant("study"), grant("learner")].into(),
        };
        let (person, appointments) = match token {
            "officer" => (Id::new(NOW), vec![office(Place::root().child("62"))]),
            "stranger" => (Id::new(NOW), vec![office(Place::root().child("65"))]),
            person => (person.parse().unwrap(), Vec::new()),
        };
        let actor = Actor { person, name: "卓玛".into(), session: person.uuid(), appointments };
        Box::pin(async move { Ok(Some(Arc::new(actor))) })
    }
}

pub struct Site {
    pub router: Router,
    pub clock: Clock,
    pub class: courses::ClassId,
    pub lesson: Lesson,
    pub people: [PersonId; 2],
    pub _media: tempfile::TempDir,
}

/// A film of three minutes and ten seconds, as far as its header goes.
pub fn film() -> Vec<u8> {
    let boxed = |kind: &[u8], content: &[u8]| {
        [&u32::try_from(content.len() + 8).unwrap().to_be_bytes()[..], kind, content].concat()
    };
    let header = [&[0; 12][..], &1_000_u32.to_be_bytes(), &190_000_u32.to_be_bytes()].concat();
    [boxed(b"ftyp", b"isom"), boxed(b"moov", &boxed(b"mvhd", &header)), boxed(b"mdat", &[7; 1_000])].concat()
}

fn write_media(folder: &Path) {
    for nth in 1..=2 {
        let path = |end: &str| folder.join(format!("lesson-{nth}.{end}"));
        std::fs::write(path("mp4"), film()).unwrap();
        std::fs::write(path("zh-CN.vtt"), "WEBVTT\n").unwrap();
        std::fs::write(path("jpg"), "jpg").unwrap();
        std::fs::write(path("txt"), "普通话有四个声调。\n").unwrap();
    }
}

impl Site {
    pub async fn new(store: &Store) -> Self {
        let media = tempfile::tempdir().unwrap();
        write_media(media.path());
        let clock = Clock::fixed(NOW);
        let class = Id::new(NOW);
        let people = [Id::new(NOW), Id::new(NOW)];
        world::insert_class(store, class).await;
        world::insert_enrolment(store, people[0], class).await;
        let blobs = blobs::Blobs::local(&media.path().join("blobs")).unwrap();
        let course = courses::demo::seed_course(store, &blobs, media.path(), NOW).await.unwrap();
        let filed = classes::get_class(store, class).await.unwrap();
        courses::demo::link(store, &filed, &course, NOW).await.unwrap();
        let line = courses::list_lesson_lines(store, people[0], &[class]).await.unwrap().remove(0);
        let lesson = courses::find_book(store, line.lesson_id).await.unwrap().unwrap().lesson;
        let slice = courses::slice();
        let catalogue = locale::Catalogue::new(&[http::MESSAGES, courses::MESSAGES]).unwrap();
        let parts = Parts {
            store: store.clone(),
            clock: clock.clone(),
            catalogue,
            assets: ui::Assets::new("/assets", [("a", "a")]),
            blobs,
            data: media.path().to_owned(),
            fonts: "/usr/share/fonts".into(),
            demonstration: false,
            doorkeeper: Arc::new(Door),
            address: "http://localhost".into(),
            count_statements: true,
        };
        let app = App::new(parts, std::slice::from_ref(&slice), http::Belongings::default()).unwrap();
        Self { router: slice.routes.serve(app), clock, class, lesson, people, _media: media }
    }

    pub fn path(&self) -> String {
        format!("/lessons/{}/{}", self.class, self.lesson.id)
    }

    pub async fn ask(
        &self,
        who: &str,
        request: axum::http::request::Builder,
        body: String,
    ) -> (StatusCode, HeaderMap, String) {
        let request = request
            .header("cookie", format!("xingtan={who}"))
            .header("sec-fetch-site", "same-origin")
            .body(Body::from(body))
            .unwrap();
        let answer = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = answer.into_parts();
        let body = String::from_utf8_lossy(&body.collect().await.unwrap().to_bytes()).into_owned();
        (parts.status, parts.headers, body)
    }

    pub async fn get(&self, who: &str, path: &str) -> (StatusCode, HeaderMap, String) {
        self.ask(who, Request::get(path), String::new()).await
    }

    pub async fn form(&self, who: &str, path: &str, body: String) -> (StatusCode, HeaderMap, String) {
        self.ask(who, Request::post(path).header("content-type", "application/x-www-form-urlencoded"), body).await
    }

    pub async fn beats(&self, who: &str, path: &str, body: &Value) -> (StatusCode, Value) {
        let (status, _, body) =
            self.ask(who, Request::post(path).header("content-type", "application/json"), body.to_string()).await;
        (status, serde_json::from_str(&body).unwrap())
    }
}
