//! Chains, daily roots and the search of the record, on both databases.
#![cfg(test)]

mod chain;
mod roots;
mod search;
