//! Coming in and going out, on both databases.
#![cfg(test)]

mod door;
mod duties;
mod lists;
mod office;
