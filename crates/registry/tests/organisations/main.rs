//! Organisations over time, on both databases.
#![cfg(test)]

mod history;
