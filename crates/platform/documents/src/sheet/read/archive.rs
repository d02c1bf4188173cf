//! Checks a zip archive before anything of it is believed.

use std::io::{self, Read};

use super::source::Source;
use super::{Error, Excess, Limits};

/// A small file may honestly inflate by a large factor: it has a fixed part.
const RATIO_FROM: u64 = 1 << 20;

/// Checks the directory of the archive, then inflates each part once into
/// nothing, stopping at the limits. Costs about 2 ms for each megabyte inflated.
pub(super) fn check(source: Source<'_>, length: u64, limits: &Limits) -> Result<(), Error> {
    let mut archive = zip::ZipArchive::new(source.open()?).map_err(damaged)?;
    if archive.len() > limits.entries {
        return Err(Error::ZipBomb(Excess::Entries));
    }
    let mut declared: u64 = 0;
    for index in 0..archive.len() {
        declared = declared.saturating_add(archive.by_index_raw(index).map_err(damaged)?.size());
    }
    within(declared, length, limits)?;

    let mut inflated: u64 = 0;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(damaged)?;
        if part.encrypted() {
            return Err(Error::Encrypted);
        }
        let size = part.size();
        // One byte more than declared is enough to know that the directory lies.
        let read = io::copy(&mut part.take(size.saturating_add(1)), &mut io::sink())
            .map_err(|error| Error::Damaged(error.to_string()))?;
        if read > size {
            return Err(Error::ZipBomb(Excess::Lie));
        }
        inflated = inflated.saturating_add(read);
        within(inflated, length, limits)?;
    }
    Ok(())
}

fn within(bytes: u64, length: u64, limits: &Limits) -> Result<(), Error> {
    if bytes > limits.inflated_bytes {
        return Err(Error::ZipBomb(Excess::Bytes));
    }
    if bytes > RATIO_FROM && bytes > length.saturating_mul(limits.ratio) {
        return Err(Error::ZipBomb(Excess::Ratio));
    }
    Ok(())
}

fn damaged(error: zip::result::ZipError) -> Error {
    Error::Damaged(error.to_string())
}
