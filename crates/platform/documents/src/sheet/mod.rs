//! Spreadsheets: [`read`] takes what people send, [`write`] makes what they download.

pub mod read;
pub mod write;
