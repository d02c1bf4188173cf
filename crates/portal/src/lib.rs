//! The portal: the first page, for somebody who is signed in and for nobody; the public look-ups that
//! belong to no other slice; and the small pages about the house itself.

mod about;
mod classes_on_file;
mod desk;
mod first;
mod look;
mod queue;

use axum::response::IntoResponse as _;
use http::{Cx, NavEntry, NavRight, Public, Routes, Slice};
use locale::Source;

/// The messages of the slice.
pub const MESSAGES: Source = locale::source!("portal");

/// All that `app` needs to know.
#[must_use]
pub fn slice() -> Slice {
    Slice {
        name: "portal",
        messages: vec![MESSAGES],
        routes: routes(),
        nav: vec![NavEntry { key: "nav-desk", href: "/", right: NavRight::Everybody, order: 0 }],
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
