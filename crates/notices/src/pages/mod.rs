//! The pages of the slice.

mod calendar;
mod files;
mod form;
mod index;
mod issuing;
mod receipt;
mod receipts;
mod show;

use http::Routes;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/notices", index::index)
        .post("/notices", form::create)
        .get("/notices/new", form::new)
        .get("/notices/{notice}", show::show)
        .post("/notices/{notice}", form::update)
        .get("/notices/{notice}/edit", form::edit)
        .upload("/notices/{notice}/files", files::create)
        .of("/notices/{notice}")
        .get("/notices/{notice}/files/{nth}", files::show)
        .post("/notices/{notice}/files/{nth}/removal", files::destroy)
        .post("/notices/{notice}/issue", issuing::issue)
        .post("/notices/{notice}/removal", issuing::discard)
        .post("/notices/{notice}/withdrawal", issuing::withdraw)
        .post("/notices/{notice}/reminder", issuing::remind)
        .post("/notices/{notice}/receipt", receipt::sign)
        .post("/notices/{notice}/answer", receipt::answer)
        .get("/notices/{notice}/receipts", receipts::index)
        .post("/notices/{notice}/receipts/export", receipts::export)
        .get("/calendar", calendar::index)
        .post("/calendar/days", calendar::create)
        .post("/calendar/days/removal", calendar::destroy)
}
