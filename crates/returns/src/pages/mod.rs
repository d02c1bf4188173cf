//! The pages of the slice: handlers and their markup.

mod annex;
mod entries;
mod files;
mod index;
mod paste;
mod people;
mod receipts;
mod show;
mod trainee;
mod verification;
pub(crate) mod waiting;

use authz::{Noun as _, Verb};
use http::{Cx, Routes};

use crate::Return;

/// Every route.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/returns", index::index)
        .get("/returns/verify", verification::new)
        .get("/returns/verify/{code}", verification::show)
        .get("/returns/{return}", show::show)
        .get("/returns/{return}/entries", entries::edit)
        .post("/returns/{return}/entries", entries::update)
        .get("/returns/{return}/people", people::index)
        .get("/returns/{return}/people/{person}", trainee::edit)
        .post("/returns/{return}/people/{person}", trainee::update)
        .get("/returns/{return}/sheet", paste::edit)
        .post("/returns/{return}/sheet", paste::update)
        .post("/returns/{return}/filling", show::refill)
        .post("/returns/{return}/submissions", show::submit)
        .post("/returns/{return}/receipts/education", receipts::education)
        .post("/returns/{return}/receipts/language", receipts::language)
        .get("/returns/{return}/draft/{file}", files::draft)
        .get("/returns/{return}/versions/{version}/{file}", files::submitted)
        .get("/classes/{class}/return", show::of_class)
        .post("/classes/{class}/return", show::open)
}

/// Whether whoever asks may type into `it` now.
fn types(cx: &Cx, it: &Return) -> bool {
    it.editable().is_ok() && cx.may(Verb::Manage, Return::NAME, &it.places())
}
