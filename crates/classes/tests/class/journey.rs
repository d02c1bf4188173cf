//! From an opened class to a closed one, on both databases.

use classes::class::UNFILED_CLAUSE;
use classes::deed;
use classes::enrolment::Deed;
use classes::testing::{World, refusal, slices, teachers};
use classes::{ClassState, EnrolmentState, demo};
use kernel::{Date, Error};
use store::{Store, sql};

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

async fn topics(store: &Store) -> Vec<String> {
    sql("select topic as value from outbox order by topic").values(store).await.unwrap()
}

#[tokio::test]
async fn a_class_goes_all_the_way_and_its_figures_follow() {
    for world in World::both(slices, teachers).await {
        let store = world.store();
        let class = world.draft(40).await;
        assert_eq!(class.number, "GP2011-PTH-62-0001-C01");
        assert_eq!(
            classes::list_classes_submitted(store, &world.officer("province").appointments[0].place, 10)
                .await
                .unwrap()
                .len(),
            1
        );

        let unfiled = refusal(world.nominate(class.id, &world.teachers[..1]).await);
        assert_eq!(unfiled.clause.as_deref(), Some(UNFILED_CLAUSE));
        let own = demo::file_class(store, &world.by("manager"), class.id).await;
        assert_eq!(refusal(own).reason.key, "class-filed-by-its-maker");
        assert_eq!(demo::file_class(store, &world.by("province"), class.id).await.unwrap(), "BA62-2011-0001");
        let twice = demo::file_class(store, &world.by("province"), class.id).await;
        assert_eq!(refusal(twice).reason.key, "class-already-filed");
        let class = classes::find_class_by_number(store, "BA62-2011-0001").await.unwrap().unwrap();

        let (young, old) = (world.teachers[0], world.teachers[1]);
        world.nominate(class.id, &[young, old]).await.unwrap();
        let open = classes::list_exceptions_of_person(store, old, class.id).await.unwrap();
        assert_eq!(
            open.iter().map(|it| (it.rule_code.as_str(), it.approver.as_str())).collect::<Vec<_>>(),
            [("R4", "language-officer")]
        );
        let early = world.decide("county", class.id, &[young, old], Deed::Approve).await;
        assert_eq!(refusal(early).reason.key, "enrolment-exception-open");
        let waiting = classes::list_nominated(store, &world.officer("county").appointments[0].place, 10).await.unwrap();
        assert_eq!(waiting.len(), 2, "a batch with one that cannot be approved approves nobody");

        demo::grant_exceptions(store, &world.by("language"), class.id, &[old], "情况属实，准予").await.unwrap();
        world.decide("county", class.id, &[young, old], Deed::Approve).await.unwrap();
        world.decide("manager", class.id, &[young, old], Deed::Admit).await.unwrap();
        world.confirm(class.id, &[young, old]).await;
        let figure = classes::find_figure(store, class.id).await.unwrap();
        assert_eq!((figure.nominated, figure.approved, figure.admitted, figure.confirmed), (2, 2, 2, 2));
        assert_eq!(topics(store).await, ["class.filed", "enrolment.confirmed", "enrolment.confirmed"]);

        let opening = world.by("manager").at(date("2011-07-10").start());
        demo::open_class(store, &opening, class.id).await.unwrap();
        let late = world.nominate(class.id, &world.teachers[2..3]).await;
        assert_eq!(refusal(late).reason.key, "class-recruiting-over");
        let closing = world.by("county").at(date("2011-08-01").start().plus_millis(10 * 3_600_000));
        store::transaction!(store, tx => {
            classes::set_result(tx, young, class.id, EnrolmentState::Excellent).await?;
            classes::set_result(tx, old, class.id, EnrolmentState::Failed).await?;
            classes::begin_closing(tx, &closing, &class).await?;
            classes::set_result(tx, young, class.id, EnrolmentState::Credited).await
        })
        .unwrap();
        store::transaction!(store, tx => { classes::close(tx, &closing, &class).await }).unwrap();
        let last = classes::list_class_steps(store, class.id).await.unwrap().pop().unwrap();
        assert_eq!((last.step.as_str(), last.at, last.by_name), ("closed", closing.now, closing.name.clone()));
        let written = audit::list_about(store, "class", &class.id.to_string(), 1).await.unwrap();
        assert_eq!((written[0].deed.as_str(), written[0].at), ("class.closed", closing.now));
        let class = classes::get_class(store, class.id).await.unwrap();
        assert_eq!((class.state, class.closed_on), (ClassState::Closed, Some(date("2011-08-01"))));
        let figure = classes::find_figure(store, class.id).await.unwrap();
        assert_eq!((figure.passed, figure.excellent, figure.failed), (0, 1, 1));
        let after =
            store::transaction!(store, tx => { classes::set_result(tx, old, class.id, EnrolmentState::Passed).await });
        assert_eq!(refusal(after).reason.key, "class-closed");
        assert!(topics(store).await.contains(&"class.closed".to_owned()));
        assert!(audit::verify(store).await.unwrap().is_empty());
        assert_eq!(classes::list_enrolment_steps(store, young, class.id).await.unwrap().len(), 4);
        let about = audit::list_about_person(store, old, None, 50).await.unwrap();
        let mut deeds: Vec<&str> = about.iter().map(|it| it.deed.as_str()).collect();
        deeds.sort_unstable();
        let enrolled = ["admitted", "confirmed", "county-approved", "nominated"].map(|it| format!("enrolment.{it}"));
        assert_eq!(deeds[..4], enrolled);
        assert_eq!(deeds[4..], ["exception.granted"]);
        assert_eq!(classes::list_classes_of_person(store, young).await.unwrap()[0].state, EnrolmentState::Credited);
    }
}

#[tokio::test]
async fn a_returned_class_is_changed_and_handed_in_again() {
    for world in World::both(slices, teachers).await {
        let store = world.store();
        let class = world.draft(40).await;
        let manager = world.by("manager");
        let locked = store::transaction!(store, tx => { deed::remove_row(tx, &manager, class.id, 1).await });
        assert_eq!(refusal(locked).reason.key, "class-being-decided");
        let province = world.by("province");
        let mute = store::transaction!(store, tx => { deed::send_back(tx, &province, class.id, " 改 ").await });
        assert!(matches!(mute, Err(Error::Invalid(faults)) if faults[0].field == "opinion"));
        store::transaction!(store, tx => { deed::send_back(tx, &province, class.id, "请补充测试内容").await }).unwrap();
        let returned = classes::get_class(store, class.id).await.unwrap();
        assert_eq!((returned.opinion.as_deref(), returned.submitted_at), (Some("请补充测试内容"), None));
        store::transaction!(store, tx => { deed::remove_row(tx, &manager, class.id, 1).await }).unwrap();
        let gone = store::transaction!(store, tx => { deed::remove_row(tx, &manager, class.id, 1).await });
        assert!(matches!(gone, Err(Error::NotFound)));
        assert_eq!(classes::list_sessions(store, class.id).await.unwrap().len(), 15);
        store::transaction!(store, tx => { deed::submit(tx, &manager, class.id).await }).unwrap();
        let steps = classes::list_class_steps(store, class.id).await.unwrap();
        assert_eq!(
            steps.iter().map(|it| it.step.as_str()).collect::<Vec<_>>(),
            ["created", "submitted", "returned", "submitted"]
        );
    }
}

#[tokio::test]
async fn a_refused_exception_ends_the_nomination_and_the_school_may_try_anew() {
    for world in World::both(slices, teachers).await {
        let store = world.store();
        let class = world.filed(40).await;
        let old = world.teachers[1];
        world.nominate(class.id, &[old]).await.unwrap();
        let (province, language) = (world.by("province"), world.by("language"));
        let request = (class.id, old, "R4");
        let other =
            store::transaction!(store, tx => { deed::rule_on_exception(tx, &province, request, true, "").await });
        assert_eq!(refusal(other).reason.key, "exception-other-level");
        store::transaction!(store, tx => { deed::rule_on_exception(tx, &language, request, false, "年龄差距过大").await }).unwrap();
        let ended = classes::get_enrolment(store, old, class.id).await.unwrap();
        assert_eq!(
            (ended.state, ended.open_exceptions, ended.why.as_deref()),
            (EnrolmentState::Refused, 0, Some("年龄差距过大"))
        );
        assert_eq!(classes::find_figure(store, class.id).await.unwrap().nominated, 0);
        world.nominate(class.id, &[old]).await.unwrap();
        assert_eq!(classes::get_enrolment(store, old, class.id).await.unwrap().open_exceptions, 1);
        let head = world.by("head");
        demo::decide(store, &head, class.id, &[old], Deed::Withdraw, "本人工作调整").await.unwrap();
        assert!(
            classes::list_open_exceptions(store, &world.officer("province").appointments[0].place, 10)
                .await
                .unwrap()
                .is_empty(),
            "no request outlives its nomination"
        );
    }
}

#[tokio::test]
async fn hard_rules_refuse_with_their_clause_and_missing_reasons_are_asked_for() {
    for world in World::both(slices, teachers).await {
        let store = world.store();
        let (first, second) = (world.filed(40).await, world.filed(40).await);
        let young = world.teachers[0];
        world.nominate(first.id, &[young]).await.unwrap();
        let busy = refusal(world.nominate(second.id, &[young]).await);
        assert_eq!(busy.reason.key, "nomination-forbidden");
        assert!(busy.clause.unwrap().contains("统筹协调"));
        let again = refusal(world.nominate(first.id, &[young]).await);
        assert_eq!(again.reason.key, "enrolment-nominated-already");
        let (head, place) = (world.by("head"), world.land.schools[0].place.clone());
        let silent = store::transaction!(store, tx => { deed::nominate(tx, &head, first.id, world.teachers[1], &[], &place).await });
        assert!(matches!(silent, Err(Error::Invalid(faults)) if faults[0].field == "reason-R4"));
        let stranger = store::transaction!(store, tx => { deed::nominate(tx, &head, first.id, world.teachers[2], &[], &place.child("other")).await });
        assert!(matches!(stranger, Err(Error::NotFound)), "another school's teacher does not exist here");
        assert_eq!(
            classes::find_figure(store, first.id).await.unwrap().nominated,
            1,
            "what was refused changed nothing"
        );
    }
}
