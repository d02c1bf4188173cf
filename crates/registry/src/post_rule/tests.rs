use super::*;
use crate::post::NewPost;
use crate::testing::{organisation, person};
use crate::{NewPerson, OrganisationKind};
use kernel::{Id, Timestamp};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

struct World {
    schools: Vec<Organisation>,
    new: NewPerson,
    posts: Vec<Post>,
}

impl World {
    /// Somebody who has been a teacher (10) of the first school since 2010.
    fn new() -> Self {
        let county = organisation(None, OrganisationKind::County, "529901", "云岭县教育局");
        let school =
            |nth: usize| organisation(Some(&county), OrganisationKind::School, &format!("215200000{nth}"), "小学");
        let schools: Vec<_> = (0..3).map(school).collect();
        let new = person(&schools[0], 1, "安宁");
        let mut it = Self { schools, new, posts: Vec::new() };
        it.hold(0, "10", Nature::Main, "2010-09-01", None);
        it
    }

    fn hold(&mut self, school: usize, kind: &str, nature: Nature, from: &str, until: Option<&str>) {
        self.posts.push(Post {
            person_id: self.new.person.id,
            id: Id::new(Timestamp::from_millis(kernel::count(self.posts.len()) + 1)),
            organisation_id: self.schools[school].id,
            place: self.schools[school].place.clone(),
            kind: kind.to_owned(),
            nature,
            from_on: day(from),
            until_on: until.map(day),
            stage: None,
            subject: None,
            weekly_lessons: Some(10),
            document: None,
            reason: None,
            leaving: None,
            end_reason: None,
        });
    }

    fn held(&self) -> Held<'_> {
        Held { person: &self.new.person, posts: &self.posts, today: day("2026-03-01") }
    }

    fn begin(&self, school: usize, new: &NewPost) -> String {
        said(self.held().may_begin(new, &self.schools[school]))
    }
}

fn said(ruled: Ruled) -> String {
    ruled.map_or_else(|it| it.reason.key, |()| "yes".to_owned())
}

fn new(kind: &str, nature: Nature, from: &str, until: Option<&str>) -> NewPost {
    NewPost {
        kind: kind.to_owned(),
        nature,
        from: day(from),
        until: until.map(day),
        stage: None,
        subject: None,
        weekly_lessons: None,
        document: None,
        reason: "工作需要".to_owned(),
    }
}

#[test]
fn two_posts_of_one_kind_at_one_school_exclude_each_other_on_the_days_that_they_share() {
    let mut world = World::new();
    let beside = |kind, from, until| new(kind, Nature::Beside, from, until);
    assert_eq!(world.begin(0, &beside("10", "2026-01-01", None)), "post-excludes");
    assert_eq!(world.begin(0, &beside("23", "2026-01-01", None)), "yes", "a teacher is also 班主任");
    assert_eq!(world.begin(1, &beside("10", "2026-01-01", None)), "yes", "at another school it is another post");
    world.hold(1, "23", Nature::Beside, "2024-09-01", Some("2025-07-31"));
    assert_eq!(world.begin(1, &beside("23", "2025-07-31", None)), "post-excludes", "the last day is shared");
    assert_eq!(world.begin(1, &beside("23", "2025-08-01", None)), "yes");
    assert_eq!(world.begin(1, &beside("23", "2024-01-01", Some("2024-08-31"))), "yes", "before it is free too");
}

#[test]
fn a_kind_that_holds_another_excludes_it_at_one_school_and_not_at_two() {
    let world = World::new();
    let both = new("20", Nature::Beside, "2026-01-01", None);
    assert_eq!(world.begin(0, &both), "post-excludes", "教师兼行政 is 教师");
    assert_eq!(world.begin(1, &both), "yes");
    for (one, other) in SAME {
        assert!(kinds_exclude(one, other) && kinds_exclude(other, one));
    }
    assert!(!kinds_exclude("10", "31"));
}

#[test]
fn nobody_is_away_for_two_terms_at_once() {
    let mut world = World::new();
    world.hold(1, "10", Nature::Support, "2025-09-01", Some("2026-07-31"));
    let exchange = |from, until| new("10", Nature::Exchange, from, Some(until));
    assert_eq!(world.begin(2, &exchange("2026-02-01", "2026-06-30")), "post-term-twice");
    assert_eq!(world.begin(2, &exchange("2024-09-01", "2025-08-31")), "yes");
    assert_eq!(world.begin(2, &new("10", Nature::Itinerant, "2026-02-01", None)), "yes");
}

#[test]
fn a_main_post_takes_the_place_of_the_one_before_and_never_begins_with_or_before_it() {
    let world = World::new();
    let main = |kind, from| new(kind, Nature::Main, from, None);
    assert_eq!(world.begin(1, &main("10", "2026-03-01")), "yes");
    assert_eq!(world.begin(0, &main("20", "2026-03-01")), "yes", "it replaces what it would exclude");
    assert_eq!(world.begin(0, &main("10", "2026-03-01")), "post-main-same");
    assert_eq!(world.begin(1, &main("10", "2010-09-01")), "post-main-early");
    assert_eq!(world.begin(1, &main("10", "2010-09-02")), "yes");
    assert_eq!(world.begin(1, &new("10", Nature::Main, "2026-01-01", Some("2026-02-01"))), "post-main-until");
}

#[test]
fn a_main_post_at_a_school_where_the_same_is_held_beside_is_a_promotion() {
    let mut world = World::new();
    world.hold(1, "10", Nature::Itinerant, "2025-09-01", None);
    assert_eq!(world.begin(1, &new("10", Nature::Main, "2026-01-01", None)), "post-excludes");
    let post = &world.posts[1];
    let becomes = |from, keeps| said(world.held().may_become_main(post, day(from), keeps));
    assert_eq!(becomes("2026-01-01", false), "yes");
    assert_eq!(becomes("2026-01-01", true), "yes");
    assert_eq!(becomes("2025-09-01", false), "post-main-early");
    assert_eq!(becomes("2026-03-02", false), "post-to-come");
    assert_eq!(said(world.held().may_become_main(&world.posts[0], day("2026-01-01"), false)), "post-is-main");
}

#[test]
fn the_old_main_post_does_not_go_on_beside_one_that_it_would_exclude() {
    let mut world = World::new();
    world.hold(0, "31", Nature::Beside, "2025-09-01", None);
    world.posts[0].kind = "34".to_owned();
    world.posts[1].kind = "30".to_owned();
    let post = &world.posts[1];
    assert_eq!(said(world.held().may_become_main(post, day("2026-01-01"), true)), "post-keeps-not");
    assert_eq!(said(world.held().may_become_main(post, day("2026-01-01"), false)), "yes");
}

#[test]
fn a_post_begins_neither_tomorrow_nor_in_childhood_nor_before_the_first_work() {
    let mut world = World::new();
    let beside = |from| new("10", Nature::Beside, from, None);
    assert_eq!(world.begin(1, &beside("2026-03-02")), "post-to-come");
    assert_eq!(world.begin(1, &beside("1995-12-31")), "post-too-young", "born on 1980-01-01");
    assert_eq!(world.begin(1, &beside("1996-01-01")), "yes");
    world.new.person.work_from = Some("2002-09".parse().unwrap());
    assert_eq!(world.begin(1, &beside("2002-08-31")), "post-before-work");
    assert_eq!(world.begin(1, &beside("2002-09-01")), "yes");
}

#[test]
fn a_post_is_not_in_a_school_that_is_closed_or_not_yet_open() {
    let mut world = World::new();
    world.schools[1].opened_on = day("2020-09-01");
    let beside = |from| new("10", Nature::Beside, from, None);
    assert_eq!(world.begin(1, &beside("2020-08-31")), "organisation-over-closed");
    assert_eq!(world.begin(1, &beside("2020-09-01")), "yes");
    world.schools[1].closed_on = Some(day("2025-12-31"));
    assert_eq!(world.begin(1, &beside("2025-09-01")), "organisation-over-closed");
}

#[test]
fn a_term_is_named_beforehand_at_another_school_and_has_an_end_in_sight() {
    let world = World::new();
    let support = |until: Option<&str>| new("10", Nature::Support, "2025-09-01", until);
    assert_eq!(world.begin(1, &support(None)), "post-term-needed");
    assert_eq!(world.begin(1, &support(Some("2025-08-31"))), "post-backwards");
    assert_eq!(world.begin(1, &support(Some("2026-07-31"))), "yes");
    assert_eq!(world.begin(1, &support(Some("2062-07-31"))), "post-term-long");
    assert_eq!(world.begin(0, &support(Some("2026-07-31"))), "post-at-home");
}

#[test]
fn the_lessons_of_all_posts_fit_into_one_week() {
    let mut world = World::new();
    let lessons = |count| NewPost { weekly_lessons: Some(count), ..new("10", Nature::Itinerant, "2026-01-01", None) };
    assert_eq!(world.begin(1, &lessons(30)), "yes");
    assert_eq!(world.begin(1, &lessons(31)), "post-lessons");
    world.hold(2, "10", Nature::Itinerant, "2025-09-01", Some("2025-12-31"));
    assert_eq!(world.begin(1, &lessons(30)), "yes", "what is over does not count");
}

#[test]
fn nobody_changes_the_own_posts_nor_those_at_a_school_of_others() {
    let world = World::new();
    let (held, other) = (world.held(), Id::new(Timestamp::from_millis(9)));
    let changes = |by, area: &Place, at: usize| said(held.may_be_changed(by, area, &world.schools[at]));
    let school = &world.schools[0].place;
    assert_eq!(changes(other, school, 0), "yes");
    assert_eq!(changes(other, school, 1), "post-elsewhere");
    assert_eq!(changes(world.new.person.id, school, 0), "post-own");
}

#[test]
fn a_main_post_does_not_end_alone_and_a_term_ends_within_its_days() {
    let mut world = World::new();
    world.hold(1, "10", Nature::Support, "2025-09-01", Some("2026-07-31"));
    world.hold(2, "10", Nature::Itinerant, "2025-09-01", None);
    world.hold(2, "23", Nature::Beside, "2024-09-01", Some("2025-07-31"));
    let ends = |nth: usize, last| said(world.held().may_end(&world.posts[nth], day(last)));
    assert_eq!(ends(0, "2026-02-01"), "post-main-ends");
    assert_eq!(ends(1, "2026-06-30"), "yes");
    assert_eq!(ends(1, "2026-08-01"), "post-end-late");
    assert_eq!(ends(1, "2025-08-31"), "post-backwards");
    assert_eq!(ends(2, "2026-03-02"), "post-end-late", "without a term not after today");
    assert_eq!(ends(3, "2025-07-01"), "post-over");
}

#[test]
fn whoever_has_left_begins_nothing_but_a_return_and_that_only_later() {
    let mut world = World::new();
    assert_eq!(said(world.held().may_leave(day("2026-03-02"))), "leaving-to-come");
    assert_eq!(said(world.held().may_leave(day("2010-08-31"))), "leaving-early");
    assert_eq!(said(world.held().may_leave(day("2025-08-31"))), "yes");
    let main = |from| new("10", Nature::Main, from, None);
    assert_eq!(said(world.held().may_return(&main("2026-01-01"), &world.schools[1])), "comeback-not-left");
    world.new.person.left_on = Some(day("2025-08-31"));
    world.posts[0].until_on = world.new.person.left_on;
    assert_eq!(said(world.held().may_leave(day("2025-09-30"))), "person-left");
    assert_eq!(world.begin(1, &new("10", Nature::Beside, "2026-01-01", None)), "person-left");
    assert_eq!(said(world.held().may_return(&main("2025-08-31"), &world.schools[1])), "comeback-early");
    assert_eq!(said(world.held().may_return(&main("2025-09-01"), &world.schools[1])), "yes");
}

#[test]
fn posts_are_in_order_when_one_main_post_is_open_where_the_file_says() {
    let mut world = World::new();
    let order = |world: &World| in_order(&world.new.person, &world.posts);
    assert_eq!(order(&world), Ok(()));
    world.posts[0].organisation_id = world.schools[1].id;
    assert_eq!(order(&world), Err(Disorder::Elsewhere));
    world.posts[0].organisation_id = world.schools[0].id;
    world.hold(1, "10", Nature::Main, "2005-09-01", Some("2010-09-01"));
    assert_eq!(order(&world), Err(Disorder::TwoMain));
    world.posts[1].until_on = Some(day("2010-08-31"));
    assert_eq!(order(&world), Ok(()));
    world.posts[0].until_on = Some(day("2020-08-31"));
    assert_eq!(order(&world), Err(Disorder::NoMain));
    world.new.person.left_on = Some(day("2020-08-31"));
    assert_eq!(order(&world), Ok(()));
    world.hold(2, "10", Nature::Beside, "2020-01-01", None);
    assert_eq!(order(&world), Err(Disorder::LeftOpen));
    world.posts[2].until_on = Some(day("2019-12-31"));
    assert_eq!(order(&world), Err(Disorder::Backwards));
}
