//! Spreadsheets read and written, printed pages, QR codes and digests.
//!
//! Nothing here knows what the rows mean: the slices name the columns and the
//! words. Everything made here is the same byte for byte when its input is the
//! same, so that a digest printed on paper can be compared with the file.

pub mod digest;
pub mod pdf;
pub mod qr;
pub mod sheet;
