//! The portal: the first page, for somebody who is signed in and for nobody; the public look-ups that
//! belong to no other slice; and the small pages about the house itself.

mod about;
mod classes_on_file;
mod desk;
pub mod figures;
mod first;
mod look;
mod queue;
mod store;

use ::store::Migration;
use axum::response::IntoResponse as _;
use http::{Cx, NavEntry, NavRight, Public, Routes, Slice};
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
        routes: routes(),
        nav: vec![NavEntry { key: "nav-desk", href: "/", right: NavRight::Everybody, order: 0 }],
        work: Some(|_, _| Ok(vec![Box::new(figures::CountFigures)])),
        recurring: vec![jobs::recurring(figures::COUNT, When::Every(COUNTED_EVERY), figures::COUNT)],
        ..Slice::default()
    }
}

fn routes() -> Routes {
    Routes::new()
        .get("/", index)
        .get("/classes-on-file", classes_on_file::index)
        .get("/about", about::about)
        .get("/privacy", about::privacy)
        .get("/design", look::design)
        .post("/look", look::update)
        .post("/language", look::language)
        .get("/healthz", healthz)
}

/// The first page: the desk of whoever is signed in, the public page for everybody else.
async fn index(_: Public, cx: Cx) -> http::Result<axum::response::Response> {
    Ok(match cx.actor() {
        Some(_) => desk::show(&cx).await?.into_response(),
        None => first::show(&cx).into_response(),
    })
}

/// Says that the program answers; for whoever watches it.
async fn healthz(_: Public) -> &'static str {
    "ok\n"
}
