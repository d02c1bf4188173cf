//! Questions within a lesson and quizzes, on both databases.

use crate::world::{NOW, World, beat};
use courses::deed::{Desk, HandedIn, answer_question, hand_in, save_answer};
use courses::{Studied, find_evidence, find_studied, list_lesson_evidence};
use kernel::Error;
use store::sql;

fn desk<'a>(world: &'a World, studied: &'a Studied) -> Desk<'a> {
    Desk {
        person: world.people[0],
        name: "卓玛",
        class: world.class,
        studied,
        book: &world.book,
        now: world.clock.now(),
    }
}

#[tokio::test]
async fn a_quiz_handed_in_twice_counts_once_and_has_one_receipt() {
    for world in World::both(1).await {
        let studied = find_studied(&world.store, world.class).await.unwrap().unwrap();
        let desk = desk(&world, &studied);
        save_answer(&world.store, desk, 1, 0, 1).await.unwrap();
        save_answer(&world.store, desk, 1, 1, 3).await.unwrap();
        let Ok(HandedIn::Missing(missing)) = hand_in(&world.store, desk, 1, &[(2, 1)]).await else {
            panic!("questions are missing")
        };
        assert_eq!(missing, [3, 4]);
        let answers = [(3, 1), (4, 1)];
        let (one, two) =
            tokio::join!(hand_in(&world.store, desk, 1, &answers), hand_in(&world.store, desk, 1, &answers));
        let (Ok(HandedIn::Marked(one)), Ok(HandedIn::Marked(two))) = (one, two) else { panic!("it was marked") };
        assert_eq!((one.score, one.passed), (Some(80), Some(true)));
        assert_eq!(one.receipt, two.receipt);
        assert_eq!(world.number(sql("select count(*) as value from quiz_attempt")).await, 1);
        let evidence = find_evidence(&world.store, world.people[0], world.class).await.unwrap().unwrap();
        assert_eq!((evidence.quiz_best, evidence.lessons_done), (Some(80), 0));
        // Nothing is changed afterwards.
        assert!(matches!(save_answer(&world.store, desk, 1, 0, 2).await, Err(Error::Refused(_))));
        assert!(matches!(hand_in(&world.store, desk, 2, &answers).await, Err(Error::Refused(_))));
    }
}

#[tokio::test]
async fn three_tries_and_no_more() {
    for world in World::both(1).await {
        let studied = find_studied(&world.store, world.class).await.unwrap().unwrap();
        let wrong = [(0, 2), (1, 2), (2, 2), (3, 2), (4, 1)];
        for attempt in 1..=3 {
            let Ok(HandedIn::Marked(marked)) = hand_in(&world.store, desk(&world, &studied), attempt, &wrong).await
            else {
                panic!("attempt {attempt}")
            };
            assert_eq!((marked.score, marked.passed), (Some(20), Some(false)));
        }
        let Err(Error::Refused(refusal)) = hand_in(&world.store, desk(&world, &studied), 4, &wrong).await else {
            panic!("a fourth try")
        };
        assert_eq!(refusal.reason.key, "quiz-no-tries");
    }
}

#[tokio::test]
async fn a_lesson_is_finished_by_watching_answering_and_passing() {
    for mut world in World::both(1).await {
        sql("delete from course_class").run(&world.store).await.unwrap();
        sql("delete from evidence").run(&world.store).await.unwrap();
        world.book = crate::world::course(&world.store, world.class, &[300_000]).await;
        let studied = find_studied(&world.store, world.class).await.unwrap().unwrap();
        let person = world.people[0];
        world.clock.advance(600_000);
        world.post(person, 1, (1..=108).map(beat).collect()).await.unwrap();
        let question = world.book.questions[0].clone();
        assert!(matches!(
            answer_question(&world.store, desk(&world, &studied), &question, 3).await,
            Err(Error::Invalid(_))
        ));
        answer_question(&world.store, desk(&world, &studied), &question, 1).await.unwrap();
        answer_question(&world.store, desk(&world, &studied), &question, 2).await.unwrap();
        // The first answer stands.
        assert_eq!(world.number(sql("select choice as value from answer")).await, 1);
        let all: Vec<_> = (0..5).map(|item| (item, 1)).collect();
        hand_in(&world.store, desk(&world, &studied), 1, &all).await.unwrap();
        let evidence = find_evidence(&world.store, person, world.class).await.unwrap().unwrap();
        assert_eq!((evidence.lessons_done, evidence.lessons_total, evidence.complete), (1, 1, true));
        assert_eq!((evidence.minutes, evidence.watched_ms, evidence.quiz_best), (10, 540_000, Some(100)));
        let lessons = list_lesson_evidence(&world.store, person, world.class).await.unwrap();
        assert_eq!(
            (lessons[0].complete, lessons[0].minutes, lessons[0].question_answered_at),
            (true, 10, Some(world.clock.now()))
        );
        assert_eq!(lessons[0].pieces(), [(0, 540_000)]);
        assert_eq!(lessons[0].completed_at, Some(NOW.plus_millis(600_000)));
    }
}
