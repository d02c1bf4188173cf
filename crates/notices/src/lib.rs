//! Notices: official documents that organisations issue to others, with receipts and answers; and the days on which
//! their deadlines are counted.

pub mod deed;
mod delivery;
mod listing;
mod notice;
mod number;
mod pages;
mod recipient;
mod store;
#[cfg(feature = "testing")]
pub mod testing;
mod waiting;

use ::store::Migration;
use authz::Verb;
use http::{NavEntry, NavRight, Shown, Slice};

pub use notice::{Kinds, Notice, NoticeState, Received};
pub use recipient::{Recipient, Standing};
pub use store::{find_notice, list_issued_by, list_received, list_recipients};

/// The tables of the slice; those of the calendar among them.
pub const MIGRATIONS: &[Migration] = &[
    calendar::TABLES,
    Migration { slice: "notices", number: 1, text: include_str!("../migrations/0001_notices.sql") },
];

/// Whose duty it may be to sign for a notice.
pub const SIGNERS: &[&str] =
    &["province-officer", "language-officer", "county-officer", "school-officer", "class-manager"];

/// What each duty may do here: duty, verb, noun.
pub const RIGHTS: &[(&str, &str, &str)] = &[
    ("ministry-officer", "manage", "notice"),
    ("province-officer", "manage", "notice"),
    ("language-officer", "manage", "notice"),
    ("county-officer", "manage", "notice"),
    ("ministry-officer", "view", "notice-receipt"),
    ("province-officer", "view", "notice-receipt"),
    ("language-officer", "view", "notice-receipt"),
    ("county-officer", "view", "notice-receipt"),
    ("school-officer", "view", "notice-receipt"),
    ("class-manager", "view", "notice-receipt"),
    ("auditor", "view", "notice-receipt"),
    ("province-officer", "manage", "notice-receipt"),
    ("language-officer", "manage", "notice-receipt"),
    ("county-officer", "manage", "notice-receipt"),
    ("school-officer", "manage", "notice-receipt"),
    ("class-manager", "manage", "notice-receipt"),
    // Ethnic regions have holidays of their own, so a province says its own days.
    ("ministry-officer", "manage", "calendar"),
    ("province-officer", "manage", "calendar"),
];

/// All that `app` needs to know.
#[must_use]
pub fn slice() -> Slice {
    Slice {
        name: "notices",
        migrations: MIGRATIONS,
        rights: RIGHTS,
        messages: vec![locale::source!("notices"), locale::source!("calendar")],
        routes: pages::routes(),
        nav: vec![
            NavEntry {
                key: "nav-notices",
                href: "/notices",
                right: NavRight::Duty(Verb::View, "notice-receipt"),
                order: 8,
            },
            NavEntry {
                key: "nav-calendar",
                href: "/calendar",
                right: NavRight::Duty(Verb::Manage, "calendar"),
                order: 86,
            },
        ],
        shown: &[Shown { noun: "notice", href: "/notices/{}", right: "notice-receipt" }],
        waiting: Some(waiting::waiting),
        listings: &[&listing::Receipts],
        work: Some(|_, _| Ok(vec![Box::new(delivery::DeliverNotice)])),
        ..Slice::default()
    }
}
