//! Lessons, beats and quizzes, on both databases.
#![cfg(test)]

mod batcher;
mod pages;
mod quiz;
mod retained;
mod site;
mod world;
