//! The whole house: its rules, its commands, and the way from a completion list to a return.
#![cfg(test)]

mod completion_and_return;
mod kept;
mod key_ring;
mod program;
mod routes_world;
mod rules;
mod sources;
mod support;
