//! A running class with a course of one lesson and some confirmed people.

use std::sync::Arc;

use courses::{Batcher, Beat, Book, ClassId, Course, Lesson, Question, QuizItem, Recorded, Sent};
use http::Slice;
use kernel::{Clock, Id, PersonId, Result, Timestamp};
use registry::testing::person;
use store::Store;
use uuid::Uuid;

/// The morning of 10 July 2011, on which the class opens.
pub const NOW: Timestamp = Timestamp::from_millis(1_310_259_600_000);

pub fn slices() -> Vec<Slice> {
    classes::testing::slices().into_iter().chain([courses::slice()]).collect()
}

pub struct World {
    pub world: classes::testing::World,
    pub store: Store,
    pub clock: Clock,
    pub batcher: Arc<Batcher>,
    pub class: ClassId,
    pub book: Book,
    pub people: Vec<PersonId>,
}

impl World {
    /// `people` confirmed, a lesson of ten minutes without question and a quiz of five; on each database.
    pub async fn both(people: usize) -> Vec<Self> {
        let teachers =
            |land: &registry::testing::Land| (1..=people).map(|nth| person(&land.schools[0], nth, "卓玛")).collect();
        let mut worlds = Vec::new();
        for world in classes::testing::World::both(slices, teachers).await {
            let class = world.run(&world.filed(40).await, &world.teachers).await.id;
            let (store, clock) = (world.store().clone(), world.ground.clock.clone());
            let book = course(&store, class, &[]).await;
            let batcher = Arc::new(Batcher::new(store.clone(), clock.clone()));
            worlds.push(Self { people: world.teachers.clone(), world, store, clock, batcher, class, book });
        }
        worlds
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

    /// How many beats are kept as they came, of everybody.
    pub async fn raw_beats(&self) -> usize {
        let mut beats = 0;
        for person in &self.people {
            let sessions: Vec<kernel::Id<courses::Playback>> =
                store::sql("select id as value from playback where person_id = $1")
                    .bind(*person)
                    .values(&self.store)
                    .await
                    .unwrap();
            for session in sessions {
                beats += courses::list_raw_beats(&self.store, *person, session.uuid()).await.unwrap().len();
            }
        }
        beats
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
