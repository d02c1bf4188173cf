//! Spreadsheets: [`read`] takes what people send, [`mod@write`] makes what they download.

pub mod read;
pub mod write;
