//! Returns (报送): the annexes of a finished class, filled from the records, checked against themselves,
//! submitted as versions that never change, and received or given back by two departments.

pub mod annex;
mod class_return;
pub mod deadline;
pub mod demo;
mod filling;
pub mod heading;
pub mod news;
mod pages;
mod pasted;
pub mod prints;
mod receipt;
pub mod sheets;
mod store;
mod submission;
mod verification_code;

use ::store::Migration;
use authz::Verb;
use documents::pdf::Fonts;
use http::{Beside, NavEntry, NavRight, Shown, Slice};
use kernel::Error;
use locale::Source;

pub use class_return::{AtEducation, AtLanguage, Decision, Office, Paper, Receipt, Return, ReturnState, Version};
pub use receipt::{Answer, decide};
pub use store::{
    find_return, find_return_of, find_version, find_version_by_code, get_return, list_receipts, list_returns_within,
    list_versions,
};
pub use submission::{Drawn, Sealed, draw_up, enter, open, refill, seal, submit, supplement};

/// The tables of the slice.
pub const MIGRATIONS: &[Migration] =
    &[Migration { slice: "returns", number: 1, text: include_str!("../migrations/0001_returns.sql") }];

/// The messages of the slice.
pub const MESSAGES: Source = locale::source!("returns");

/// The messages of the two annexes: the forms of record, on screens and on paper.
pub const ANNEX_MESSAGES: Source = locale::source!("annex");

/// What each duty may do here: duty, verb, noun (domain 2.24, 汇总表/统计表).
pub const RIGHTS: &[(&str, &str, &str)] = &[
    ("class-manager", "view", "return"),
    ("class-manager", "manage", "return"),
    ("province-officer", "view", "return"),
    ("province-officer", "approve", "return-education"),
    ("language-officer", "view", "return"),
    ("language-officer", "approve", "return-language"),
    ("ministry-officer", "view", "return"),
    ("auditor", "view", "return"),
];

/// All that `app` needs to know.
#[must_use]
pub fn slice() -> Slice {
    Slice {
        name: "returns",
        migrations: MIGRATIONS,
        rights: RIGHTS,
        messages: vec![MESSAGES, ANNEX_MESSAGES],
        routes: pages::routes(),
        nav: vec![NavEntry {
            key: "nav-returns",
            href: "/returns",
            right: NavRight::Duty(Verb::View, "return"),
            order: 60,
        }],
        shown: &[Shown { noun: "return", href: "/returns/{}", right: "return" }],
        waiting: Some(pages::waiting::waiting),
        beside: vec![Beside {
            noun: "class",
            key: "return-beside-class",
            href: "/classes/{}/return",
            right: NavRight::Duty(Verb::View, "return"),
        }],
        subscribers: news::subscribers(),
        own: Some(|parts, own| own.make(|| Fonts::open(&parts.fonts).map_err(Error::internal))),
        ..Slice::default()
    }
}
