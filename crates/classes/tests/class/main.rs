//! Classes, nominations and posts, on both databases.
#![cfg(test)]

mod journey;
mod moving;
mod pages;
mod posts;
mod race;
