//! Work, its lanes and owners, what recurs, and the news that travel; on both databases.
#![cfg(test)]

mod chore;
mod events;
mod lanes;
mod owners;
mod recurring;
mod work;
