//! The pages of the slice.

mod below;
mod change_form;
mod choosing;
mod closing;
mod finding;
mod history;
mod opening;
mod organisation;
mod organisations;
mod people_export;
mod person;
mod post;
mod post_form;
mod posts;
mod renaming;
mod reorganisation;
mod reorganising;
mod roster;
mod roster_report;
mod service;
mod transfer;
mod transfers;
mod tree;
mod waiting;

use http::Routes;

pub use below::{Below, below};
pub(crate) use waiting::waiting;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/rosters", roster::index)
        .get("/rosters/template.xlsx", roster_report::template)
        .upload("/organisations/{organisation}/rosters", roster::create)
        .of("/rosters")
        .get("/rosters/{import}", roster::show)
        .get("/rosters/{import}/progress", roster::progress)
        .get("/rosters/{import}/faults.xlsx", roster_report::faults)
        .post("/rosters/{import}/run", roster::run)
        .get("/organisations", organisations::index)
        .get("/organisations/{organisation}", organisation::show)
        .get("/organisations/{organisation}/tree", tree::show)
        .get("/organisations/{organisation}/people-export", people_export::new)
        .post("/organisations/{organisation}/people-export", people_export::create)
        .get("/organisations/{organisation}/opening", opening::new)
        .post("/organisations/{organisation}/opening", opening::create)
        .get("/organisations/{organisation}/renaming", renaming::new)
        .post("/organisations/{organisation}/renaming", renaming::create)
        .get("/organisations/{organisation}/closing", closing::new)
        .post("/organisations/{organisation}/closing", closing::create)
        .get("/organisations/{organisation}/reorganisation", reorganising::new)
        .post("/organisations/{organisation}/reorganisation", reorganising::create)
        .get("/reorganisations/{reorganisation}", reorganisation::show)
        .get("/reorganisations/{reorganisation}/progress", reorganisation::progress)
        .post("/reorganisations/{reorganisation}/people", reorganisation::choose)
        .post("/reorganisations/{reorganisation}/confirmation", reorganisation::confirm)
        .post("/reorganisations/{reorganisation}/withdrawal", reorganisation::withdraw)
        .post("/reorganisations/{reorganisation}/resumption", reorganisation::resume)
        .get("/people", finding::index)
        .post("/people/finding", finding::create)
        .get("/people/{person}", person::show)
        .get("/people/{person}/posts/new", posts::new)
        .post("/people/{person}/posts", posts::create)
        .of("/people/{person}/posts/new")
        .get("/people/{person}/posts/{post}", post::show)
        .post("/people/{person}/posts/{post}/end", post::end)
        .post("/people/{person}/posts/{post}/promotion", post::promote)
        .get("/transfers", transfers::index)
        .get("/transfers/new", transfers::take)
        .post("/transfers", transfers::create)
        .of("/transfers/new")
        .get("/people/{person}/transfers/new", transfer::new)
        .post("/people/{person}/transfers", transfer::create)
        .of("/people/{person}/transfers/new")
        .get("/people/{person}/transfers/{transfer}", transfer::show)
        .post("/people/{person}/transfers/{transfer}/confirmation", transfer::confirm)
        .post("/people/{person}/transfers/{transfer}/declining", transfer::decline)
        .post("/people/{person}/transfers/{transfer}/withdrawal", transfer::withdraw)
        .get("/people/{person}/leaving", service::leaving)
        .post("/people/{person}/leaving", service::leave)
        .get("/people/{person}/return", service::returning)
        .post("/people/{person}/return", service::come_back)
}
