//! The portal: the first page, for somebody who is signed in and for nobody; the public look-ups that
//! belong to no other slice; and the small pages about the house itself.

pub mod figures;
mod pages;
mod queue;
mod store;

use ::store::Migration;
use http::{NavEntry, NavRight, Slice};
use jobs::When;
use locale::Source;

/// The tables of the slice.
pub const MIGRATIONS: &[Migration] =
    &[Migration { slice: "portal", number: 1, text: include_str!("../migrations/0001_figures.sql") }];

/// How often the figures of first pages are counted, seconds.
const COUNTED_EVERY: u32 = 600;

/// The messages of the slice.
pub const MESSAGES: Source = locale::source!("portal");

/// All that `app` needs to know.
#[must_use]
pub fn slice() -> Slice {
    Slice {
        name: "portal",
        migrations: MIGRATIONS,
        messages: vec![MESSAGES],
        routes: pages::routes(),
        nav: vec![NavEntry { key: "nav-desk", href: "/", right: NavRight::Everybody, order: 0 }],
        work: Some(|_, _| Ok(vec![Box::new(figures::CountFigures)])),
        recurring: vec![jobs::recurring(figures::COUNT, When::Every(COUNTED_EVERY), figures::COUNT)],
        ..Slice::default()
    }
}
