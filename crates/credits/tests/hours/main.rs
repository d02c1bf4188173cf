//! Completion, the ledger of hours and the documents, on both databases.
#![cfg(test)]

mod completion;
mod documents;
mod ledger;
mod pages;
