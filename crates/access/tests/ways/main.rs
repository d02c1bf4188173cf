//! Coming in and going out, on both databases.
#![cfg(test)]

mod check;
mod court;
mod door;
mod duties;
mod exported;
mod finding;
mod giving;
mod holders;
mod lists;
mod office;
mod retained;
mod ring;
mod second;
mod trail;
