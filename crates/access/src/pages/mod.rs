//! The pages of the slice.

mod account;
mod activation;
mod me;
mod sign_in;
mod whence;

use http::Routes;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/sign-in", sign_in::new)
        .post("/session", sign_in::create)
        .post("/session/end", sign_in::destroy)
        .get("/activation", activation::new)
        .post("/activation", activation::create)
        .get("/me", me::show)
        .post("/me/password", me::password)
        .post("/me/devices/end", me::end_devices)
        .get("/accounts", account::index)
        .post("/people/{person}/activation", account::activation)
}
