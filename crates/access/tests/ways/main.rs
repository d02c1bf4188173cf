//! Coming in and going out, on both databases.
#![cfg(test)]

mod check;
mod court;
mod door;
mod duties;
mod ending;
mod exported;
mod finding;
mod giving;
mod holders;
mod lists;
mod office;
mod retained;
mod ring;
mod second;
mod standing_in;
mod trail;
