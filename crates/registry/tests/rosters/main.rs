//! Rosters through the real worker, on both databases.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::as_conversions,
    missing_docs,
    reason = "tests fail by panicking"
)]

mod county;
mod files;
mod on_file;
mod run;
