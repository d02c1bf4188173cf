//! The one program: puts the slices together, and the commands around them.

pub mod bare;
pub mod config;
pub mod demo;
pub mod doctor;
mod files;
pub mod house;
pub mod kept;
pub mod keys;
pub mod nation;
pub mod serve;

pub use config::Config;
pub use house::House;
