//! The rules that every slice keeps; a breach is found here, and each check is shown to find one.

mod catalogue;
mod deeds;
mod links;
mod plans;
mod public;
mod rights;
mod routes;
mod statements;
mod topics;
