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
use kernel::{Error, Result};

use crate::{By, Return};

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
        .post("/returns/{return}/receipts", receipts::create)
        .get("/returns/{return}/draft/{file}", files::draft)
        .get("/returns/{return}/versions/{version}/{file}", files::submitted)
        .get("/classes/{class}/return", show::of_class)
        .post("/classes/{class}/return", show::open)
}

/// Whoever asks, in the duty that lets them do `verb` to `it`.
fn by(cx: &Cx, verb: Verb, it: &Return) -> Result<By> {
    let actor = cx.signed_in()?;
    let duty = actor.duty_for(verb, Return::NAME, &it.places(), cx.today()).ok_or(Error::NoRight)?;
    Ok(By { person: actor.person, name: actor.name.clone(), duty: duty.duty.clone() })
}

/// Whether whoever asks may type into `it` now.
fn types(cx: &Cx, it: &Return) -> bool {
    it.editable().is_ok() && cx.may(Verb::Manage, Return::NAME, &it.places())
}
