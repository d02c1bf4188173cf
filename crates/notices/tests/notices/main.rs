//! Notices from the draft to the last receipt, on both databases.
#![cfg(test)]

mod issuing;
mod receipts;
mod world;
