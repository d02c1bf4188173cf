//! The pages of the slice.

mod below;
mod finding;
mod history;
mod organisation;
mod people_export;
mod roster;
mod roster_report;
mod tree;

use http::Routes;

pub use below::{Below, below};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/rosters", roster::index)
        .get("/rosters/template.xlsx", roster_report::template)
        .upload("/organisations/{organisation}/rosters", roster::create)
        .get("/rosters/{import}", roster::show)
        .get("/rosters/{import}/progress", roster::progress)
        .get("/rosters/{import}/faults.xlsx", roster_report::faults)
        .post("/rosters/{import}/run", roster::run)
        .get("/organisations/{organisation}", organisation::show)
        .get("/organisations/{organisation}/tree", tree::show)
        .get("/organisations/{organisation}/people-export", people_export::new)
        .post("/organisations/{organisation}/people-export", people_export::create)
        .get("/people", finding::index)
        .post("/people/finding", finding::create)
        .get("/people/{person}", organisation::person)
}
