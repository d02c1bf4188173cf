//! Credits: the completion list, the county's recognition, the ledger of hours, certificates.
//!
//! The institution hands in who completed a class; each county recognises its own people; hours are
//! posted to an append-only ledger and certificates issued in the same transaction. Whoever asks why
//! a number is what it is can walk back from it to the clause of the project.

pub mod certificate;
pub mod completion;
pub mod correction;
pub mod deed;
pub mod demo;
pub mod document;
pub mod hours;
mod inquiry;
pub mod news;
pub mod number;
mod pages;
pub mod recognition;
pub mod record;
pub mod roster;
pub mod rule;
mod store;
#[cfg(feature = "testing")]
#[expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests fail by panicking")]
pub mod testing;
mod waiting;

use ::store::Migration;
use authz::Verb;
use classes::Class;
use documents::pdf::Fonts;
use http::{Beside, NavEntry, NavRight, Shown, Slice};
use kernel::{Error, Id, PersonId, Timestamp};
use locale::Source;

pub use certificate::Certificate;
pub use completion::Outcome;
pub use hours::{Account, HourEntry};
pub use inquiry::Inquiries;
pub use store::{
    find_account, find_certificate, find_certificate_of, find_entry, find_list, list_accounts, list_entries,
    list_recognitions, list_results, list_wrong_accounts, rebuild_accounts, tally_hours, tally_parts,
};

/// The tables of the slice.
pub const MIGRATIONS: &[Migration] = &[
    Migration { slice: "credits", number: 1, text: include_str!("../migrations/0001_credits.sql") },
    Migration { slice: "credits", number: 2, text: include_str!("../migrations/0002_posted.sql") },
];

/// The messages of the slice.
pub const MESSAGES: Source = locale::source!("credits");

/// What each duty may do here: duty, verb, noun.
pub const RIGHTS: &[(&str, &str, &str)] = &[
    ("class-manager", "view", "completion"),
    ("class-manager", "manage", "completion"),
    ("class-manager", "view", "certificate"),
    ("province-officer", "view", "completion"),
    ("language-officer", "view", "completion"),
    ("county-officer", "view", "recognition"),
    ("county-officer", "approve", "recognition"),
    ("province-officer", "view", "recognition"),
    ("province-officer", "approve", "recognition"),
    ("school-officer", "view", "hour-account"),
    ("county-officer", "view", "hour-account"),
    ("province-officer", "view", "hour-account"),
    ("school-officer", "view", "hour-entry"),
    ("county-officer", "view", "hour-entry"),
    ("county-officer", "manage", "hour-entry"),
    ("province-officer", "view", "hour-entry"),
    ("province-officer", "manage", "hour-entry"),
    ("province-officer", "view", "certificate"),
    ("province-officer", "manage", "certificate"),
    ("county-officer", "view", "correction"),
    ("county-officer", "approve", "correction"),
    ("province-officer", "view", "correction"),
    ("province-officer", "approve", "correction"),
    ("auditor", "view", "completion"),
    ("auditor", "view", "recognition"),
    ("auditor", "view", "hour-account"),
    ("auditor", "view", "hour-entry"),
    ("auditor", "view", "correction"),
];

::store::record! {
    /// How one person ended one class, for the links after this one.
    pub struct ClassResult {
        /// Who.
        pub person_id: PersonId,
        /// In which class.
        pub class_id: Id<Class>,
        /// How.
        pub outcome: Outcome,
        /// Minutes attended and watched.
        pub minutes: i64,
        /// Hours in hundredths; nought when 未结业.
        pub hours_x100: i64,
        /// Credits in hundredths.
        pub credits_x100: i64,
        /// The certificate, once issued.
        pub certificate_number: Option<String>,
        /// When the county recognised it.
        pub recognised_at: Option<Timestamp>,
    }
}

/// All that `app` needs to know.
#[must_use]
pub fn slice() -> Slice {
    Slice {
        name: "credits",
        migrations: MIGRATIONS,
        rights: RIGHTS,
        messages: vec![MESSAGES, locale::source!("rights"), locale::source!("record")],
        routes: pages::routes(),
        nav: vec![
            NavEntry { key: "nav-hours", href: "/hours", right: NavRight::Teacher, order: 40 },
            NavEntry {
                key: "nav-completions",
                href: "/completions",
                right: NavRight::Duty(Verb::View, "completion"),
                order: 44,
            },
            NavEntry {
                key: "nav-recognitions",
                href: "/recognitions",
                right: NavRight::Duty(Verb::Approve, "recognition"),
                order: 45,
            },
            NavEntry {
                key: "nav-corrections",
                href: "/corrections",
                right: NavRight::Duty(Verb::View, "correction"),
                order: 46,
            },
        ],
        shown: &[
            Shown { noun: "completion", href: "/classes/{}/completion", right: "completion" },
            Shown { noun: "hour-entry", href: "/people/{about}/hours/{}", right: "hour-entry" },
        ],
        waiting: Some(waiting::waiting),
        beside: vec![Beside {
            noun: "class",
            key: "completion-beside-class",
            href: "/classes/{}/completion",
            right: NavRight::Duty(Verb::View, "completion"),
        }],
        own: Some(|parts, own| {
            own.make(|| Ok(Inquiries::default()))?;
            own.make(|| Fonts::open(&parts.fonts).map_err(Error::internal))
        }),
        ..Slice::default()
    }
}
