//! The pages of the slice.

mod account;
mod activation;
mod audit;
mod device;
pub(crate) mod duty;
mod export;
mod factor;
mod me;
mod proof;
mod record;
mod retention;
mod second;
mod sign_in;
mod whence;
mod witness;

use http::Routes;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/sign-in", sign_in::new)
        .post("/session", sign_in::create)
        .of("/sign-in")
        .post("/session/end", sign_in::destroy)
        .get("/sign-in/second", second::new)
        .post("/sign-in/second", second::create)
        .get("/activation", activation::new)
        .post("/activation", activation::create)
        .get("/me", me::show)
        .post("/me/password", me::password)
        .get("/me/devices", device::index)
        .post("/me/devices/end", device::end)
        .get("/exports", export::index)
        .get("/exports/{export}", export::show)
        .get("/exports/{export}/progress", export::progress)
        .get("/exports/{export}/file", export::file)
        .get("/me/second-factor", factor::show)
        .post("/me/second-factor", factor::create)
        .get("/me/second-factor/new", factor::new)
        .post("/me/second-factor/confirmation", factor::confirm)
        .of("/me/second-factor/new")
        .post("/me/second-factor/removal", factor::destroy)
        .post("/me/recovery-codes", factor::renew)
        .of("/me/second-factor")
        .get("/audit", audit::index)
        .post("/audit", audit::create)
        .get("/retention", retention::index)
        .get("/duties", duty::index)
        .get("/duties/kinds", duty::kind::index)
        .get("/duties/finding", duty::finding::index)
        .post("/duties/finding", duty::finding::create)
        .get("/duty-proposals", duty::proposal::index)
        .get("/people/{person}/duties", duty::person::show)
        .get("/people/{person}/duties/new", duty::giving::new)
        .post("/people/{person}/duties", duty::giving::create)
        .get("/people/{person}/duties/{term}", duty::term::show)
        .post("/people/{person}/duties/{term}/end", duty::term::destroy)
        .get("/me/delegation", duty::delegation::show)
        .post("/me/delegation", duty::delegation::create)
        .post("/me/delegation/finding", duty::delegation::find)
        .post("/me/delegation/end", duty::delegation::destroy)
        .get("/people/{person}/duty-proposals/{proposal}", duty::proposal::show)
        .post("/people/{person}/duty-proposals/{proposal}/approval", duty::proposal::approve)
        .post("/people/{person}/duty-proposals/{proposal}/refusal", duty::proposal::refuse)
        .get("/accounts", account::index)
        .post("/people/{person}/activation", account::activation)
        .of("/accounts")
}
