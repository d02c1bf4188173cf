//! Pages and deeds about organisations, asked for by officers, on both databases.
#![cfg(test)]

mod deeds;
mod history;
mod merging;
mod moving;
mod office;
mod posts;
mod splitting;
mod transfers;
