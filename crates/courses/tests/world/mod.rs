#![allow(dead_code, reason = "each test uses its part of this")]
//! A class with a course of one lesson and some confirmed people, for the tests.

use std::sync::Arc;

use courses::{Batcher, Beat, Book, ClassId, Course, Lesson, Question, QuizItem, Recorded, Sent};
use kernel::{Clock, Id, PersonId, Result, Timestamp};
use store::testing::Fresh;
use store::{Migration, Store, sql};
use uuid::Uuid;

pub const NOW: Timestamp = Timestamp::from_millis(1_795_000_000_000);

pub fn migrations() -> Vec<Migration> {
    [
        jobs::MIGRATIONS,
        audit::MIGRATIONS,
        registry::MIGRATIONS,
        access::MIGRATIONS,
        classes::MIGRATIONS,
        courses::MIGRATIONS,
    ]
    .concat()
}

pub struct World {
    pub store: Store,
    pub clock: Clock,
    pub batcher: Arc<Batcher>,
    pub class: ClassId,
    pub book: Book,
    pub people: Vec<PersonId>,
    pub _fresh: Fresh,
}

impl World {
    /// A running class, `people` confirmed, a lesson of ten minutes without question and a quiz of five.
    pub async fn new(fresh: Fresh, people: usize) -> Self {
        let store = fresh.store.clone();
        let clock = Clock::fixed(NOW);
        let class: ClassId = Id::new(NOW);
        insert_class(&store, class).await;
        let people: Vec<PersonId> = (0..people).map(|_| Id::new(NOW)).collect();
        for person in &people {
            insert_enrolment(&store, *person, class).await;
        }
        let book = course(&store, class, &[]).await;
        let batcher = Arc::new(Batcher::new(store.clone(), clock.clone()));
        Self { store, clock, batcher, class, book, people, _fresh: fresh }
    }

    pub async fn sent(&self, person: PersonId, session: u128, beats: Vec<Beat>) -> Sent {
        let opened_at = NOW;
        let query = self.batcher.opening(person, self.class, self.book.lesson.id, opened_at).await.unwrap();
        let seal = query.rsplit_once('=').unwrap().1.to_owned();
        Sent {
            person,
            class: self.class,
            lesson: self.book.lesson.id,
            opened_at,
            seal,
            session: Uuid::from_u128(session),
            beats,
        }
    }

    pub async fn post(&self, person: PersonId, session: u128, beats: Vec<Beat>) -> Result<Recorded> {
        self.batcher.record(self.sent(person, session, beats).await).await
    }

    pub async fn number(&self, statement: store::Sql) -> i64 {
        statement.value(&self.store).await.unwrap()
    }
}

/// Five seconds played at the clock: beat `n` of a session that began when the page was opened.
pub fn beat(n: i64) -> Beat {
    Beat {
        seq: n,
        from_ms: (n - 1) * 5_000,
        to_ms: n * 5_000,
        rate: 1.0,
        visible: true,
        at_ms: NOW.as_millis() + n * 5_000,
    }
}

pub async fn insert_class(store: &Store, class: ClassId) {
    sql("insert into class (id, project_id, number, name, institution_id, institution_name, institution_place, province_id, province_name, province_place, venue_kind, venue, opens_on, closes_on, planned_people, state, created_by, created_at) values ($1, $1, 'GP2026-PTH-62-0001-C01', '普通话班', $1, '学院', '/62/X/', $1, '甘肃省', '/62/', 'capital', '兰州', '2026-11-01', '2026-12-30', 40, 'running', $1, 0)")
        .bind(class)
        .run(store)
        .await
        .unwrap();
}

pub async fn insert_enrolment(store: &Store, person: PersonId, class: ClassId) {
    sql("insert into enrolment (person_id, class_id, person_name, school_id, school_name, place, institution_place, state, priority, open_exceptions, nominated_by, changed_at) values ($1, $2, '卓玛', $2, '完小', '/62/6230/', '/62/X/', 'confirmed', 0, 0, $2, 0)")
        .bind(person)
        .bind(class)
        .run(store)
        .await
        .unwrap();
}

/// A course of one lesson of ten minutes for `class`, with questions at these positions.
pub async fn course(store: &Store, class: ClassId, questions: &[i64]) -> Book {
    let course = Course { id: Id::new(NOW), title: "普通话语音".into() };
    let lesson = Lesson {
        id: Id::new(NOW),
        course_id: course.id,
        nth: 1,
        title: "声调与变调".into(),
        duration_ms: 600_000,
        video_key: "a.mp4".into(),
        video_bytes: 1,
        captions_key: "a.vtt".into(),
        poster_key: "a.jpg".into(),
        transcript: "普通话有四个声调。".into(),
    };
    let questions: Vec<Question> = questions
        .iter()
        .map(|at| Question {
            id: Id::new(NOW),
            at_ms: *at,
            wording: "？".into(),
            options: "甲\n乙".into(),
            answer: 2,
            explanation: String::new(),
            clause: String::new(),
        })
        .collect();
    let items: Vec<QuizItem> = (1..=5)
        .map(|nth| QuizItem {
            id: Id::new(NOW),
            nth,
            wording: "？".into(),
            options: "甲\n乙\n丙".into(),
            answer: 1,
            explanation: "因为".into(),
        })
        .collect();
    let class = classes::get_class(store, class).await.unwrap();
    store::transaction!(store, tx => {
        courses::create_course(tx, &course, NOW).await?;
        courses::create_lesson(tx, &lesson).await?;
        for it in &questions {
            courses::create_question(tx, lesson.id, it).await?;
        }
        for it in &items {
            courses::create_item(tx, lesson.id, it).await?;
        }
        courses::link_course(tx, &class, course.id, "2026-1", NOW).await
    })
    .unwrap();
    Book::new(lesson, questions, items)
}
