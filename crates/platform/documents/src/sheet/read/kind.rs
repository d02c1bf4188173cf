//! Tells what a file is from its bytes.

use std::io::Read;

use super::Error;
use super::source::Source;

/// What a file is, judged by its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Office Open XML workbook (.xlsx, .xlsm).
    Xlsx,
    /// Text with separators.
    Csv,
    /// The binary workbook of Excel 97 to 2003 (.xls).
    Xls,
    /// A workbook that is encrypted with a password.
    EncryptedWorkbook,
    /// A text document (.docx).
    Docx,
    /// OpenDocument (.ods, .odt).
    OpenDocument,
    /// A binary workbook (.xlsb).
    Xlsb,
    /// Another zip archive.
    Zip,
    /// PDF.
    Pdf,
    /// PNG, JPEG, GIF, BMP or WebP.
    Image,
    /// A web page, often saved under the name .xls by other systems.
    Html,
    /// Rich text (.rtf).
    Rtf,
    /// Nothing in it.
    Empty,
    /// None of these.
    Unknown,
}

/// Bytes that are enough to see the directory names of a compound file.
const LOOK: u64 = 64 * 1024;

pub(super) fn of(source: Source<'_>) -> Result<Format, Error> {
    let mut start = Vec::new();
    source.open()?.take(LOOK).read_to_end(&mut start)?;
    Ok(match start.as_slice() {
        [] => Format::Empty,
        [b'P', b'K', 3, 4, ..] => inside(source),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => compound(&start),
        [b'%', b'P', b'D', b'F', ..] => Format::Pdf,
        [0x89, b'P', b'N', b'G', ..] | [0xFF, 0xD8, 0xFF, ..] => Format::Image,
        [b'G', b'I', b'F', b'8', ..] | [b'R', b'I', b'F', b'F', ..] => Format::Image,
        [b'B', b'M', _, _, _, _, 0, 0, 0, 0, ..] => Format::Image,
        [b'{', b'\\', b'r', b't', b'f', ..] => Format::Rtf,
        // UTF-16 text is full of zero bytes, but says so at its start.
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => Format::Csv,
        _ if start.contains(&0) => Format::Unknown,
        _ if markup(&start) => Format::Html,
        _ => Format::Csv,
    })
}

/// The kind of a zip archive by the parts that only that kind has.
fn inside(source: Source<'_>) -> Format {
    let Some(archive) = source.open().ok().and_then(|file| zip::ZipArchive::new(file).ok()) else {
        return Format::Zip;
    };
    let has = |name: &str| archive.index_for_name(name).is_some();
    if has("xl/workbook.xml") {
        Format::Xlsx
    } else if has("xl/workbook.bin") {
        Format::Xlsb
    } else if has("word/document.xml") {
        Format::Docx
    } else if has("content.xml") && has("mimetype") {
        Format::OpenDocument
    } else {
        Format::Zip
    }
}

/// Excel wraps an encrypted workbook in the same compound file as an old one.
fn compound(start: &[u8]) -> Format {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if start.windows(name.len()).any(|window| window == name) { Format::EncryptedWorkbook } else { Format::Xls }
}

fn markup(start: &[u8]) -> bool {
    let head = String::from_utf8_lossy(start.get(..512).unwrap_or(start)).to_lowercase();
    let head = head.trim_start_matches('\u{feff}').trim_start();
    ["<html", "<!doctype html", "<table", "<?xml", "<meta"].iter().any(|mark| head.starts_with(mark))
}
