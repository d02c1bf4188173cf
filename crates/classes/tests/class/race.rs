//! Two people at once, and who sees what, on both databases.

use audit::By;
use authz::Place;
use classes::enrolment::Deed;
use classes::testing::{World, refusal, slices, teachers};
use classes::{ClassState, EnrolmentState, deed, demo};
use store::testing::meanwhile;

#[tokio::test]
async fn the_last_place_goes_to_one_of_two() {
    for world in World::both(slices, teachers).await {
        let class = world.filed(1).await;
        let people = [world.teachers[0], world.teachers[2]];
        world.nominate(class.id, &people).await.unwrap();
        world.decide("county", class.id, &people, Deed::Approve).await.unwrap();
        let manager = world.by("manager");
        // Another officer of the institution: the record of one person's deeds would order them by itself.
        let other = By { person: world.officer("stranger").person, ..manager.clone() };
        let mut held = world.store().begin().await.unwrap();
        deed::decide(&mut held, &manager, class.id, people[0], Deed::Admit, "", None).await.unwrap();
        let late = demo::decide(world.store(), &other, class.id, &people[1..], Deed::Admit, "");
        assert_eq!(refusal(meanwhile(held, late).await).reason.key, "enrolment-class-full");
        assert_eq!(classes::find_figure(world.store(), class.id).await.unwrap().admitted, 1);
        let admitted =
            classes::list_enrolments(world.store(), class.id, Some(EnrolmentState::Admitted), None, 10).await.unwrap();
        assert_eq!(admitted.len(), 1);
    }
}

#[tokio::test]
async fn numbers_are_given_once_and_lists_keep_to_their_place() {
    for world in World::both(slices, teachers).await {
        let (a, b, c) = tokio::join!(world.draft(10), world.draft(10), world.draft(10));
        let mut numbers = [a.number.clone(), b.number, c.number];
        numbers.sort();
        assert_eq!(numbers.map(|it| it.rsplit('-').next().unwrap().to_owned()), ["C01", "C02", "C03"]);
        let store = world.store();
        let (gansu, elsewhere) = (Place::root().child("62"), Place::root().child("621"));
        let first = classes::list_classes_within(store, &gansu, None, 2).await.unwrap();
        let rest = classes::list_classes_within(store, &gansu, Some(first[1].id), 2).await.unwrap();
        assert_eq!((first.len(), rest.len()), (2, 1));
        assert!(classes::list_classes_within(store, &elsewhere, None, 10).await.unwrap().is_empty());
        assert_eq!(
            classes::list_classes_within(store, &world.land.institution.place, None, 10).await.unwrap().len(),
            3
        );
        assert_eq!(classes::list_classes_within(store, &Place::root(), None, 10).await.unwrap().len(), 3);
        assert_eq!(classes::class_place_page(store, &gansu, Some(ClassState::Filed), None, 10).await.unwrap().len(), 0);
        demo::file_class(store, &world.by("province"), a.id).await.unwrap();
        assert_eq!(classes::list_classes_recruiting(store, &world.land.schools[0].place, 10).await.unwrap().len(), 1);
        assert_eq!(
            classes::list_classes_over(store, &world.land.schools[0].place, None, None, 10).await.unwrap().len(),
            1
        );
        assert!(classes::list_classes_over(store, &elsewhere, None, None, 10).await.unwrap().is_empty());
        assert_eq!(
            classes::list_projects_for_institution(store, &world.land.institution.place, 5).await.unwrap().len(),
            1
        );
        assert_eq!(classes::list_projects_within(store, &gansu, "", 5).await.unwrap().len(), 1);
        assert_eq!(classes::list_figures(store, &[a.id, b.id]).await.unwrap().len(), 2);
        assert_eq!(classes::list_classes_by_id(store, &[a.id]).await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn a_person_is_seen_with_the_rules_by_those_of_the_place() {
    for world in World::both(slices, teachers).await {
        let class = world.filed(40).await;
        world.nominate(class.id, &world.teachers[..3]).await.unwrap();
        let store = world.store();
        let here =
            classes::list_enrolments_within(store, class.id, &world.land.schools[0].place, None, 10).await.unwrap();
        assert_eq!(here.iter().map(|it| it.priority).collect::<Vec<_>>(), [90, 90, 90]);
        let next = classes::list_enrolments(store, class.id, None, Some(here[1].person_id), 10).await.unwrap();
        assert_eq!(next.len(), 1);
        assert!(
            classes::list_enrolments_within(store, class.id, &world.land.schools[0].place.child("x"), None, 10)
                .await
                .unwrap()
                .is_empty()
        );
        assert_eq!(classes::list_exceptions_of_class(store, class.id, 10).await.unwrap().len(), 1);
        assert_eq!(classes::list_memberships(store, &world.teachers).await.unwrap().len(), 3);
        let person = registry::find_person(store, world.teachers[1]).await.unwrap().unwrap();
        let judged = classes::judge_people(store, &class, &world.land.schools[0], vec![person]).await.unwrap();
        let failed: Vec<&str> = judged[0].verdicts.iter().filter(|it| !it.passed).map(|it| it.code.as_str()).collect();
        assert_eq!(failed, ["R4"]);
    }
}

#[tokio::test]
async fn of_two_nominations_of_one_person_at_once_one_counts() {
    for world in World::both(slices, teachers).await {
        let (class, other) = (world.filed(40).await, world.filed(40).await);
        let (store, head, place) = (world.store(), world.by("head"), &world.land.schools[0].place);
        let deputy = By { person: world.officer("head2").person, ..head.clone() };
        let mut held = store.begin().await.unwrap();
        deed::nominate(&mut held, &head, class.id, world.teachers[0], &[], place).await.unwrap();
        let again = async {
            store::transaction!(store, tx => { deed::nominate(tx, &deputy, class.id, world.teachers[0], &[], place).await })
        };
        assert_eq!(refusal(meanwhile(held, again).await).reason.key, "enrolment-nominated-already");
        assert_eq!(classes::find_figure(store, class.id).await.unwrap().nominated, 1);
        assert_eq!(classes::list_enrolment_steps(store, world.teachers[0], class.id).await.unwrap().len(), 1);
        // Nor in two classes on the same days.
        let mut held = store.begin().await.unwrap();
        deed::nominate(&mut held, &head, class.id, world.teachers[2], &[], place).await.unwrap();
        let elsewhere = async {
            store::transaction!(store, tx => { deed::nominate(tx, &deputy, other.id, world.teachers[2], &[], place).await })
        };
        assert_eq!(refusal(meanwhile(held, elsewhere).await).reason.key, "nomination-forbidden");
    }
}

#[tokio::test]
async fn a_nomination_does_not_undo_what_the_county_approves_meanwhile() {
    for world in World::both(slices, teachers).await {
        let class = world.filed(40).await;
        let (store, person, place) = (world.store(), world.teachers[0], &world.land.schools[0].place);
        let (head, county) = (world.by("head"), world.by("county"));
        let deputy = By { person: world.officer("head2").person, ..head.clone() };
        world.nominate(class.id, &[person]).await.unwrap();
        world.decide("county", class.id, &[person], Deed::RefuseNomination).await.unwrap();
        let mut held = store.begin().await.unwrap();
        deed::nominate(&mut held, &head, class.id, person, &[], place).await.unwrap();
        deed::decide(&mut held, &county, class.id, person, Deed::Approve, "", None).await.unwrap();
        let again = async {
            store::transaction!(store, tx => { deed::nominate(tx, &deputy, class.id, person, &[], place).await })
        };
        assert_eq!(refusal(meanwhile(held, again).await).reason.key, "enrolment-nominated-already");
        let kept = classes::get_enrolment(store, person, class.id).await.unwrap();
        assert_eq!(kept.state, EnrolmentState::CountyApproved);
        let figure = classes::find_figure(store, class.id).await.unwrap();
        assert_eq!((figure.nominated, figure.approved), (1, 1));
    }
}

#[tokio::test]
async fn a_timetable_stays_as_it_is_handed_in() {
    for world in World::both(slices, teachers).await {
        let (store, manager) = (world.store(), world.by("manager"));
        let other = By { person: world.officer("stranger").person, ..manager.clone() };
        for change in 0..3 {
            let class = world.planned(40, false).await;
            let before = classes::list_sessions(store, class.id).await.unwrap();
            let rows = demo::timetable(class.opens_on);
            let mut held = store.begin().await.unwrap();
            deed::submit(&mut held, &manager, class.id).await.unwrap();
            let late = async {
                store::transaction!(store, tx => {
                    match change {
                        0 => deed::add_row(tx, &other, class.id, &rows[0]).await,
                        1 => deed::remove_row(tx, &other, class.id, 1).await,
                        _ => deed::replace_timetable(tx, &other, class.id, &rows[..1]).await,
                    }
                })
            };
            assert_eq!(refusal(meanwhile(held, late).await).reason.key, "class-being-decided");
            assert_eq!(classes::list_sessions(store, class.id).await.unwrap().len(), before.len());
        }
    }
}
