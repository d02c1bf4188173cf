//! The completion list and its recognition, on both databases.

use classes::{ClassState, EnrolmentState};
use credits::Outcome;
use credits::completion::Completion;
use credits::deed::{self, NewMark};
use credits::testing::{World, at, refused};

#[tokio::test]
async fn a_list_goes_to_each_county_and_the_last_confirmation_closes_the_class() {
    for world in World::both().await {
        assert_eq!(refused(world.submit("2011-09-23").await), "completion-class-not-over");
        world.submit("2011-09-24").await.unwrap();
        assert_eq!(refused(world.submit("2011-09-24").await), "completion-submitted-already");
        assert_eq!(world.completion().await.class.state, ClassState::Closing);
        assert_eq!((world.part(0).await.people, world.part(1).await.people), (5, 3));
        assert_eq!(world.confirm(0, "2011-09-26").await.unwrap(), 5);
        assert_eq!(world.completion().await.class.state, ClassState::Closing);
        assert_eq!(world.confirm(1, "2011-09-27").await.unwrap(), 3);
        let completion = world.completion().await;
        assert_eq!(completion.class.state, ClassState::Closed);
        assert_eq!(completion.class.closed_on, "2011-09-27".parse().ok());
        let enrolment = classes::find_enrolment(&world.store, world.people[0], world.class.id).await.unwrap().unwrap();
        assert_eq!(enrolment.state, EnrolmentState::Credited);
        assert_eq!(
            world.count(store::sql("select count(*) as value from outbox where topic = 'class.closed'")).await,
            1
        );
        assert_eq!(
            world.count(store::sql("select count(*) as value from outbox where topic = 'hours.posted'")).await,
            8
        );
        let results = credits::list_results(&world.store, world.class.id, None, 500).await.unwrap();
        assert_eq!(results.len(), 8);
        assert!(
            results.iter().all(|it| it.hours_x100 > 0 && it.certificate_number.is_some() && it.recognised_at.is_some())
        );
        assert_eq!(refused(world.submit("2011-09-28").await), "class-closed");
    }
}

async fn mark(world: &World, list: &Completion, person: usize, new: &NewMark, day: &str) -> kernel::Result<()> {
    let by = world.manager.at(at(day));
    store::transaction!(world.store, tx => { deed::mark(tx, &by, list, world.people[person], new).await })
}

#[tokio::test]
async fn marks_need_evidence_a_share_and_a_reason_and_absence_decides() {
    for world in World::both().await {
        let completion = world.completion().await;
        let mark = async |person: usize, new: NewMark| mark(&world, &completion, person, &new, "2011-09-24").await;
        let excellent = || NewMark { outcome: Some(Outcome::Excellent), ..NewMark::default() };
        mark(0, excellent()).await.unwrap();
        // Of eight people one may be excellent.
        assert_eq!(refused(mark(1, excellent()).await), "completion-too-many-excellent");
        let withheld = NewMark { outcome: Some(Outcome::Failed), ..NewMark::default() };
        assert_eq!(refused(mark(2, withheld.clone()).await), "reason:credits-reason-needed");
        mark(2, NewMark { reason: "未参加结业考核".into(), ..withheld }).await.unwrap();
        mark(3, NewMark { absent_minutes: 1000, ..NewMark::default() }).await.unwrap();
        let passed = NewMark { outcome: Some(Outcome::Passed), absent_minutes: 1000, ..NewMark::default() };
        assert_eq!(refused(mark(3, passed).await), "completion-evidence-missing");
        assert_eq!(
            refused(mark(4, NewMark { absent_minutes: 100_000, ..NewMark::default() }).await),
            "absent_minutes:completion-absent-range"
        );
        world.submit("2011-09-24").await.unwrap();
        assert_eq!(refused(mark(4, excellent()).await), "completion-submitted-already");
        assert_eq!(world.confirm(0, "2011-09-26").await.unwrap(), 3);
        let results = credits::list_results(&world.store, world.class.id, None, 500).await.unwrap();
        let outcome = |person: usize| results.iter().find(|it| it.person_id == world.people[person]).unwrap();
        assert_eq!(outcome(0).outcome, Outcome::Excellent);
        assert_eq!((outcome(2).outcome, outcome(2).hours_x100), (Outcome::Failed, 0));
        assert_eq!((outcome(3).outcome, outcome(3).certificate_number.is_none()), (Outcome::Failed, true));
        let figure = classes::find_figure(&world.store, world.class.id).await.unwrap();
        assert_eq!((figure.passed, figure.excellent, figure.failed), (2, 1, 2));
    }
}

#[tokio::test]
async fn a_county_sends_its_part_back_and_only_this_part_is_handed_in_again() {
    for world in World::both().await {
        world.submit("2011-09-24").await.unwrap();
        let part = world.part(0).await;
        let back = async |people: &[kernel::PersonId], why: &str| {
            let by = world.officers[0].at(at("2011-09-25"));
            store::transaction!(world.store, tx => { deed::send_back(tx, &by, &part, people, why).await })
        };
        assert_eq!(refused(back(&[world.people[1]], " ").await), "reason:credits-reason-needed");
        assert_eq!(refused(back(&[world.people[7]], "不是本县教师").await), "people:recognition-not-on-list");
        back(&[world.people[1]], "签到表与出勤不符").await.unwrap();
        assert_eq!(refused(world.confirm(0, "2011-09-25").await), "recognition-returned-already");
        // The other county goes on meanwhile.
        assert_eq!(world.confirm(1, "2011-09-25").await.unwrap(), 3);
        let completion = world.completion().await;
        assert_eq!(completion.class.state, ClassState::Closing);
        let absent = NewMark { absent_minutes: 90, ..NewMark::default() };
        // Whoever another county has recognised is no longer to be marked.
        let settled = mark(&world, &completion, 7, &absent, "2011-09-26").await;
        assert_eq!(refused(settled), "completion-submitted-already");
        mark(&world, &completion, 1, &absent, "2011-09-26").await.unwrap();
        world.submit("2011-09-26").await.unwrap();
        assert_eq!(world.completion().await.list.unwrap().round, 2);
        assert_eq!(world.confirm(0, "2011-09-27").await.unwrap(), 5);
        assert_eq!(world.completion().await.class.state, ClassState::Closed);
        assert_eq!(world.count(store::sql("select count(*) as value from hour_entry")).await, 8);
    }
}

#[tokio::test]
async fn whoever_handed_the_list_in_does_not_confirm_it() {
    for world in World::both().await {
        world.submit("2011-09-24").await.unwrap();
        let part = world.part(0).await;
        let by = world.manager.at(at("2011-09-25"));
        let answer = store::transaction!(world.store, tx => { deed::confirm(tx, &by, &part).await });
        assert_eq!(refused(answer), "recognition-same-person");
        assert_eq!(world.count(store::sql("select count(*) as value from hour_entry")).await, 0);
    }
}
