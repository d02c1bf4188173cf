//! Classes: projects and their rules, filed classes, selection, rosters and timetables.
//!
//! A class goes 待备案, 已备案, 在训, 结业待审, 已结业; nothing recruits or counts before it is filed (S69).

pub mod class;
pub mod deed;
pub mod demo;
pub mod enrolment;
pub mod exception;
mod figure;
mod news;
mod noun;
mod pages;
pub mod project;
pub mod rule;
mod selection;
mod store;
#[cfg(feature = "testing")]
#[expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests fail by panicking")]
pub mod testing;
pub mod timetable;

use ::store::Migration;
use authz::Verb;
use http::{NavEntry, NavRight, Shown, Slice};

pub use class::{Class, ClassState, ClassStep, VenueKind, issuing, recruiting};
pub use deed::{begin_closing, close, set_result};
pub use enrolment::{Enrolment, EnrolmentState, EnrolmentStep};
pub use exception::{Exception, ExceptionState};
pub use figure::Figure;
pub use news::{ClassClosed, ClassFiled, EnrolmentConfirmed};
pub use noun::{Opening, RIGHTS, Recruitment};
pub use project::Project;
pub use rule::Rule;
pub use selection::{Judged, judge_people};
pub use store::{
    ClassTally, Membership, Mine, PeopleTally, class_place_page, find_class, find_class_by_number, find_enrolment,
    find_exception, find_figure, find_project, get_class, get_class_for_change, get_enrolment, get_project,
    list_allowed, list_class_steps, list_classes_by_id, list_classes_of_person, list_classes_over,
    list_classes_recruiting, list_classes_submitted, list_classes_within, list_enrolment_steps, list_enrolments,
    list_enrolments_in, list_enrolments_within, list_exceptions_of_class, list_exceptions_of_person, list_figures,
    list_memberships, list_nominated, list_open_exceptions, list_post_kinds, list_projects_for_institution,
    list_projects_within, list_rules, list_sessions, tally_finished, tally_learning, tally_running,
};
pub use timetable::{Module, Session, SessionKind};

/// The tables of the slice.
pub const MIGRATIONS: &[Migration] = &[
    Migration { slice: "classes", number: 1, text: include_str!("../migrations/0001_classes.sql") },
    Migration { slice: "classes", number: 2, text: include_str!("../migrations/0002_finders.sql") },
];

/// All that `app` needs to know.
#[must_use]
pub fn slice() -> Slice {
    let entry = |right| NavEntry { key: "nav-classes", href: "/classes", right, order: 10 };
    Slice {
        name: "classes",
        migrations: MIGRATIONS,
        rights: RIGHTS,
        messages: vec![locale::source!("classes"), locale::source!("timetable"), locale::source!("selection")],
        routes: pages::routes(),
        nav: vec![
            entry(NavRight::Duty(Verb::View, "class")),
            entry(NavRight::Duty(Verb::View, "nomination")),
            NavEntry { key: "nav-my-classes", href: "/classes/mine", ..entry(NavRight::Teacher) },
            NavEntry {
                key: "nav-exceptions",
                href: "/exceptions",
                right: NavRight::Duty(Verb::Approve, "exception"),
                order: 15,
            },
        ],
        shown: &[
            Shown { noun: "class", href: "/classes/{}", right: "class" },
            Shown { noun: "enrolment", href: "/classes/{}/people/{}", right: "enrolment" },
            Shown { noun: "exception", href: "/classes/{}/people/{}", right: "enrolment" },
        ],
        subscribers: news::subscribers(),
        waiting: Some(pages::waiting),
        ..Slice::default()
    }
}
