//! Statements, tables, transactions and values, on both databases.
#![cfg(test)]

mod statements;
mod tables;
mod transactions;
mod values;
