//! The pages: the first one, the public look-ups, and those about the house itself.

mod about;
mod classes_on_file;
mod desk;
mod figures;
mod first;
mod look;

use axum::response::{IntoResponse as _, Response};
use http::{Cx, Public, Routes};

pub(crate) fn routes() -> Routes {
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
async fn index(_: Public, cx: Cx) -> http::Result<Response> {
    Ok(match cx.actor() {
        Some(_) => desk::show(&cx).await?.into_response(),
        None => first::show(&cx).into_response(),
    })
}

/// Says that the program answers; for whoever watches it.
async fn healthz(_: Public) -> &'static str {
    "ok\n"
}
