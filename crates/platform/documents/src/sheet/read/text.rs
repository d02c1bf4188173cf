//! Streams the rows of separated text in UTF-8, UTF-16 or GB18030.

use std::borrow::Cow;
use std::io::{BufReader, Read};

use encoding_rs::{DecoderResult, Encoding, GB18030, UTF_8};
use encoding_rs_io::DecodeReaderBytesBuilder;

use super::Error;
use super::cell::Cell;
use super::intake::Intake;
use super::kind::Format;
use super::source::Source;

pub(super) fn read(source: Source<'_>, intake: &mut Intake<'_>) -> Result<(), Error> {
    let encoding = encoding(source)?;
    let open = || -> Result<_, Error> {
        let file = source.open()?;
        Ok(DecodeReaderBytesBuilder::new().encoding(Some(encoding)).bom_override(true).build(file))
    };
    let delimiter = delimiter(open()?)?;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        // With one byte as the end, the reader's line number can be trusted; the
        // other byte of CRLF goes with the white space at the end of a cell.
        .terminator(csv::Terminator::Any(b'\n'))
        .from_reader(BufReader::new(open()?).chain(&b"\n"[..]));
    let mut record = csv::StringRecord::new();
    // Line breaks inside quoted cells count as lines of the file, not as rows.
    let mut inner: u64 = 0;
    while reader.read_record(&mut record).map_err(|error| Error::Damaged(error.to_string()))? {
        let breaks = record.iter().map(|text| text.bytes().filter(|b| *b == b'\n').count()).sum::<usize>();
        inner = inner.saturating_add(u64::try_from(breaks).unwrap_or(u64::MAX));
        let line = reader.position().line().saturating_sub(1);
        let row = u32::try_from(line.saturating_sub(inner)).unwrap_or(u32::MAX);
        let limit = intake.limits.columns;
        if record.len() > usize::try_from(limit).unwrap_or(usize::MAX) {
            return Err(Error::TooManyColumns { row, limit });
        }
        let cells: Vec<Cell<'_>> = record.iter().map(|text| Cell::text(Cow::Borrowed(unguard(text)))).collect();
        if intake.row(row, &cells)?.is_break() {
            return Ok(());
        }
    }
    Ok(())
}

/// Other systems keep long identifiers whole by writing `="110101..."` or a tab.
fn unguard(text: &str) -> &str {
    text.trim_end().strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')).unwrap_or(text)
}

/// The encoding by the mark at the start, else UTF-8 when all of the file is
/// valid in it, else GB18030 (which Chinese spreadsheet programs write).
fn encoding(source: Source<'_>) -> Result<&'static Encoding, Error> {
    let mut start = Vec::new();
    source.open()?.take(3).read_to_end(&mut start)?;
    if let Some((encoding, _)) = Encoding::for_bom(&start) {
        return Ok(encoding);
    }
    for encoding in [UTF_8, GB18030] {
        if valid(source, encoding)? {
            return Ok(encoding);
        }
    }
    Err(Error::NotASpreadsheet(Format::Unknown))
}

fn valid(source: Source<'_>, encoding: &'static Encoding) -> Result<bool, Error> {
    let mut file = source.open()?;
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut bytes = vec![0_u8; 64 * 1024];
    let mut text = String::with_capacity(256 * 1024);
    loop {
        let count = file.read(&mut bytes)?;
        let mut rest = bytes.get(..count).unwrap_or_default();
        loop {
            text.clear();
            match decoder.decode_to_string_without_replacement(rest, &mut text, count == 0) {
                (DecoderResult::Malformed(..), _) => return Ok(false),
                (DecoderResult::InputEmpty, _) => break,
                (DecoderResult::OutputFull, used) => rest = rest.get(used..).unwrap_or_default(),
            }
        }
        if count == 0 {
            return Ok(true);
        }
    }
}

/// The separator that stands most often in the first lines.
fn delimiter(reader: impl Read) -> Result<u8, Error> {
    let mut start = Vec::new();
    reader.take(8 * 1024).read_to_end(&mut start)?;
    let count = |mark: u8| start.iter().filter(|b| **b == mark).count();
    let marks = [b',', b'\t', b';'];
    // The first of equals wins, so that a single column is read as commas.
    Ok(marks.into_iter().rev().max_by_key(|mark| count(*mark)).unwrap_or(b','))
}
