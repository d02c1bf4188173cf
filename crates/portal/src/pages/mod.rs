//! The pages of the slice.

mod class;
mod home;
mod look;
mod words;

use http::Routes;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/", home::show)
        .get("/classes-on-file", class::show)
        .get("/about", words::about)
        .get("/privacy", words::privacy)
        .get("/design", look::design)
        .post("/look", look::update)
        .post("/language", look::language)
        .get("/healthz", words::health)
}
