//! The slice's pages, and those who ask for them.

use std::path::Path;

use crate::world::{NOW, slices};
use axum::body::Body;
use axum::http::request::Builder;
use axum::http::{HeaderMap, StatusCode};
use courses::Lesson;
use http::testing::Answer;
use kernel::PersonId;
use registry::testing::{Land, person};
use serde_json::Value;
use store::Store;

/// `teacher` learns in the class, `colleague` does not.
pub struct Site {
    pub world: classes::testing::World,
    pub class: courses::ClassId,
    pub lesson: Lesson,
    pub people: [PersonId; 2],
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
    /// One on each database.
    pub async fn both() -> Vec<Self> {
        let teachers = |land: &Land| (1..=2).map(|nth| person(&land.schools[0], nth, "卓玛")).collect();
        let mut sites = Vec::new();
        for world in classes::testing::World::both(slices, teachers).await {
            sites.push(Self::new(world).await);
        }
        sites
    }

    async fn new(world: classes::testing::World) -> Self {
        let (store, blobs) = (world.store(), &world.ground.blobs);
        let people = [world.teachers[0], world.teachers[1]];
        let class = world.run(&world.filed(40).await, &people[..1]).await;
        write_media(world.ground.folder());
        let course = courses::demo::seed_course(store, blobs, world.ground.folder(), NOW).await.unwrap();
        courses::demo::link(store, &class, &course, NOW).await.unwrap();
        let line = courses::list_lesson_lines(store, people[0], &[class.id]).await.unwrap().remove(0);
        let lesson = courses::find_book(store, line.lesson_id).await.unwrap().unwrap().lesson;
        Self { class: class.id, lesson, people, world }
    }

    pub fn store(&self) -> &Store {
        self.world.store()
    }

    pub fn path(&self) -> String {
        format!("/lessons/{}/{}", self.class, self.lesson.id)
    }

    pub async fn ask(&self, who: &str, request: Builder) -> (StatusCode, HeaderMap, String) {
        told(self.world.send(who, request, Body::empty()).await)
    }

    pub async fn get(&self, who: &str, path: &str) -> (StatusCode, HeaderMap, String) {
        told(self.world.get(who, path).await)
    }

    pub async fn form(&self, who: &str, path: &str, body: String) -> (StatusCode, HeaderMap, String) {
        told(self.world.post(who, path, &body).await)
    }

    pub async fn beats(&self, who: &str, path: &str, body: &Value) -> (StatusCode, Value) {
        let answer = self.world.post_json(who, path, body).await;
        (answer.status, serde_json::from_str(&answer.text).unwrap())
    }
}

fn told(answer: Answer) -> (StatusCode, HeaderMap, String) {
    (answer.status, answer.headers, answer.text)
}
