//! Pages and deeds about organisations, asked for by officers, on both databases.
#![cfg(test)]

mod history;
mod office;
