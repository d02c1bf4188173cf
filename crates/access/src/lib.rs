//! Access: who comes in, which duties they hold, and the record of what they did.

mod account;
mod candidate;
mod credential;
mod delegation;
mod doorkeeper;
mod duty;
mod factor;
mod gift;
mod giving;
mod kind;
mod news;
mod pages;
mod password;
mod policy;
mod proposal;
mod retention;
mod sealed;
mod session;
mod sign_in;
mod store;
mod term;
#[cfg(feature = "testing")]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
pub mod testing;
mod throttle;
mod totp;

use ::store::Migration;
use http::{NavEntry, NavRight, Shown, Slice, Witnesses};

pub use account::{Account, Term, activate, appoint, create_login, find_actor, issue_activation, set_password};
pub use credential::{ActivationCode, PasswordHash, hash as hash_password};
pub use doorkeeper::Sessions;
pub use duty::{DUTIES, seed_duties};
pub use password::{Facts, check_form, check_person};
pub use policy::Policy;
pub use session::Device;
pub use store::list_unseparated;

/// The tables of the slice.
pub const MIGRATIONS: &[Migration] = &[
    Migration { slice: "access", number: 1, text: include_str!("../migrations/0001_access.sql") },
    Migration { slice: "access", number: 2, text: include_str!("../migrations/0002_finders.sql") },
    Migration { slice: "access", number: 3, text: include_str!("../migrations/0003_throttle.sql") },
    Migration { slice: "access", number: 4, text: include_str!("../migrations/0004_second_factor.sql") },
    Migration { slice: "access", number: 5, text: include_str!("../migrations/0005_retention.sql") },
    Migration { slice: "access", number: 6, text: include_str!("../migrations/0006_devices.sql") },
    Migration { slice: "access", number: 7, text: include_str!("../migrations/0007_duties.sql") },
    Migration { slice: "access", number: 8, text: include_str!("../migrations/0008_duty_proposals.sql") },
    Migration { slice: "access", number: 9, text: include_str!("../migrations/0009_delegations.sql") },
];

/// What each duty may do here: duty, verb, noun.
pub const RIGHTS: &[(&str, &str, &str)] = &[
    ("county-officer", "manage", "account"),
    ("school-officer", "manage", "account"),
    ("province-officer", "manage", "account"),
    ("ministry-officer", "manage", "account"),
    ("auditor", "view", "audit"),
    ("auditor", "view", "retention"),
    ("security-officer", "view", "retention"),
    ("system-officer", "view", "retention"),
    // Who may do what is no secret among officers.
    ("ministry-officer", "view", "duty"),
    ("auditor", "view", "duty"),
    ("security-officer", "view", "duty"),
    ("system-officer", "view", "duty"),
    ("province-officer", "view", "duty"),
    ("language-officer", "view", "duty"),
    ("county-officer", "view", "duty"),
    ("school-officer", "view", "duty"),
    ("class-manager", "view", "duty"),
    // Which ones each of them gives, says `gift`; here stands who gives any.
    ("ministry-officer", "manage", "duty"),
    ("security-officer", "manage", "duty"),
    ("province-officer", "manage", "duty"),
    ("language-officer", "manage", "duty"),
    ("county-officer", "manage", "duty"),
    ("school-officer", "manage", "duty"),
    ("class-manager", "manage", "duty"),
    ("ministry-officer", "approve", "duty"),
    ("security-officer", "approve", "duty"),
    ("province-officer", "approve", "duty"),
    ("county-officer", "approve", "duty"),
];

/// All that `app` needs to know.
#[must_use]
pub fn slice() -> Slice {
    Slice {
        name: "access",
        migrations: MIGRATIONS,
        duties: DUTIES,
        rights: RIGHTS,
        messages: vec![locale::source!("access"), locale::source!("duty")],
        own: Some(|_, own| {
            let sessions = own.get::<Sessions>()?;
            own.make(|| Ok(Witnesses(sessions)))
        }),
        shown: &[
            Shown { noun: "account", href: "/people/{}", right: "person" },
            Shown { noun: "duty", href: "/people/{about}/duties", right: "duty" },
        ],
        retention: retention::RULES,
        routes: pages::routes(),
        waiting: Some(pages::duty::waiting::waiting),
        sealed: &[&sealed::Authenticators],
        subscribers: news::subscribers(),
        nav: vec![
            NavEntry {
                key: "nav-accounts",
                href: "/accounts",
                right: NavRight::Duty(authz::Verb::Manage, "account"),
                order: 80,
            },
            NavEntry {
                key: "nav-duties",
                href: "/duties",
                right: NavRight::Duty(authz::Verb::View, "duty"),
                order: 82,
            },
            NavEntry { key: "nav-audit", href: "/audit", right: NavRight::Duty(authz::Verb::View, "audit"), order: 84 },
            NavEntry {
                key: "nav-retention",
                href: "/retention",
                right: NavRight::Duty(authz::Verb::View, "retention"),
                order: 85,
            },
            NavEntry { key: "nav-me", href: "/me", right: NavRight::Teacher, order: 90 },
        ],
        ..Slice::default()
    }
}
