//! Rosters through the real worker, on both databases.
#![cfg(test)]

mod closed;
mod county;
mod exported;
mod files;
mod finding;
mod given_up;
mod on_file;
mod retained;
mod ring;
mod run;
mod sealed;
mod turning;
