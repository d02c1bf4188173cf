//! The registry: organisations, people, code tables, and the rosters that bring people in.
//!
//! The first link of the chain. Everything later says *who* and *where* in its words.

mod basis;
pub mod codes;
pub mod credit_code;
mod deed;
pub mod division;
pub mod document;
mod finding;
mod histories;
pub mod identity_number;
pub mod import;
mod import_work;
mod kind;
mod listing;
pub mod mobile;
pub mod news;
mod organisation;
mod pages;
mod people_listing;
pub mod period;
mod person;
pub mod person_name;
pub mod post;
pub mod post_rule;
mod posts;
pub mod reorganisation;
mod reorganisation_work;
mod retention;
pub mod roster;
pub mod school_code;
mod sealed;
mod store;
mod term;
#[cfg(feature = "testing")]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
pub mod testing;
pub mod transfer;
mod transfer_work;

use ::store::Migration;
use authz::Verb;
use http::{Belongings, NavEntry, NavRight, Parts, Shown, Slice};
use jobs::Work;
use kernel::Result;
use vault::{Suite, Vault};

pub use finding::{Finding, Page as Found, Wanted, find as find_people, find_in_school};
pub use histories::list_wrong_histories;
pub use import_work::{ApplyRoster, CheckRoster, Counter, RosterFile, Tools, run_roster, submit_roster};
pub use kind::{CodeKind, OrganisationKind};
pub use listing::ListPeople;
pub use organisation::Organisation;
pub use pages::{Below, below};
pub use person::Person;
pub use post::{Leaving, Nature, Post};
pub use posts::list_wrong_posts;
pub use reorganisation_work::MovePeople;
pub use sealed::{IDENTITY, MOBILE, ROSTER_FILE};
pub use store::{
    NewPerson, NewRows, find_above, find_by_code, find_organisation, find_person, find_person_by_identity,
    find_reorganisation, find_sealed_mobile, get_organisation, get_sealed_identity, hold_person, insert_organisations,
    insert_people, list_authorities_over, list_changes, list_children, list_children_on, list_open_within,
    list_organisations_by_id, list_people_by_id, list_people_figures, list_people_of_school, list_periods,
    list_periods_of, list_posts, list_schools_within, list_within, list_wrong_figures, rebuild_figures,
    tally_people_figures,
};
pub use transfer_work::CarryOutTransfers;

/// The tables of the slice.
pub const MIGRATIONS: &[Migration] = &[
    Migration { slice: "registry", number: 1, text: include_str!("../migrations/0001_registry.sql") },
    Migration { slice: "registry", number: 2, text: include_str!("../migrations/0002_finders.sql") },
    Migration { slice: "registry", number: 3, text: include_str!("../migrations/0003_people_figure.sql") },
    Migration { slice: "registry", number: 4, text: include_str!("../migrations/0004_person_lookup.sql") },
    Migration { slice: "registry", number: 5, text: include_str!("../migrations/0005_traces.sql") },
    Migration { slice: "registry", number: 6, text: include_str!("../migrations/0006_sealed_rosters.sql") },
    Migration { slice: "registry", number: 7, text: include_str!("../migrations/0007_retention.sql") },
    Migration { slice: "registry", number: 8, text: include_str!("../migrations/0008_person_place.sql") },
    Migration { slice: "registry", number: 9, text: include_str!("../migrations/0009_organisation_history.sql") },
    Migration { slice: "registry", number: 10, text: include_str!("../migrations/0010_reorganisation.sql") },
    Migration { slice: "registry", number: 11, text: include_str!("../migrations/0011_posts.sql") },
    Migration { slice: "registry", number: 12, text: include_str!("../migrations/0012_transfers.sql") },
];

/// What each duty may do here: duty, verb, noun.
pub const RIGHTS: &[(&str, &str, &str)] = &[
    ("county-officer", "manage", "roster"),
    ("county-officer", "view", "roster"),
    ("county-officer", "manage", "organisation"),
    ("county-officer", "view", "organisation"),
    ("county-officer", "view", "person"),
    ("county-officer", "manage", "post"),
    ("school-officer", "manage", "post"),
    ("county-officer", "manage", "transfer"),
    ("school-officer", "manage", "transfer"),
    ("county-officer", "manage", "people-export"),
    ("school-officer", "manage", "people-export"),
    ("province-officer", "manage", "people-export"),
    ("school-officer", "view", "organisation"),
    ("school-officer", "view", "person"),
    ("province-officer", "manage", "organisation"),
    ("province-officer", "view", "organisation"),
    ("province-officer", "view", "roster"),
    ("auditor", "view", "organisation"),
    ("auditor", "view", "roster"),
];

/// All that `app` needs to know.
#[must_use]
pub fn slice() -> Slice {
    Slice {
        name: "registry",
        migrations: MIGRATIONS,
        rights: RIGHTS,
        messages: vec![
            locale::source!("registry"),
            locale::source!("organisation"),
            locale::source!("change"),
            locale::source!("reorganisation"),
            locale::source!("post"),
            locale::source!("transfer"),
            locale::source!("roster"),
        ],
        routes: pages::routes(),
        nav: vec![
            NavEntry { key: "nav-roster", href: "/rosters", right: NavRight::Duty(Verb::Manage, "roster"), order: 20 },
            NavEntry {
                key: "nav-organisations",
                href: "/organisations",
                right: NavRight::Duty(Verb::View, "organisation"),
                order: 21,
            },
            NavEntry { key: "nav-people", href: "/people", right: NavRight::Duty(Verb::View, "person"), order: 22 },
            NavEntry {
                key: "nav-transfers",
                href: "/transfers",
                right: NavRight::Duty(Verb::Manage, "transfer"),
                order: 23,
            },
        ],
        // The house brings the ring that it has unlocked; whoever stands alone has one of its own.
        own: Some(|parts, own| own.make(|| Vault::open(&parts.data.join("keys"), Suite::default(), parts.clock.now()))),
        shown: &[
            Shown { noun: "roster", href: "/rosters/{}", right: "roster" },
            Shown { noun: "post", href: "/people/{about}", right: "person" },
            Shown { noun: "transfer", href: "/people/{about}/transfers/{}", right: "transfer" },
            Shown { noun: "organisation", href: "/organisations/{}", right: "organisation" },
        ],
        retention: retention::RULES,
        listings: &[&people_listing::People],
        sealed: &[&sealed::People, &sealed::Rosters],
        work: Some(work),
        recurring: vec![listing::LISTING, transfer_work::CARRYING_OUT],
        subscribers: transfer_work::subscribers(),
        waiting: Some(pages::waiting),
        ..Slice::default()
    }
}

/// The kinds of long work of this slice.
fn work(parts: &Parts, own: &Belongings) -> Result<Vec<Box<dyn Work>>> {
    let mut work = import_work::work(parts, own)?;
    work.push(Box::new(ListPeople));
    work.push(Box::new(MovePeople));
    work.push(Box::new(CarryOutTransfers));
    Ok(work)
}
