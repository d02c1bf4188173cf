//! Spreadsheets read and written through real files.
#![cfg(test)]

use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use documents::sheet::read::{self, Error, Excess, Format, Kind, Limits, Source};
use documents::sheet::write::{Column, Form, Kind as Holds, Value, Workbook, csv::List};
use jiff::civil::date;
use tempfile::TempDir;

const HEADINGS: &[&[&str]] = &[&["姓名"], &["证件号码", "身份证号"], &["出生日期"], &["学时"]];

fn file(dir: &TempDir, name: &str, bytes: &[u8]) -> PathBuf {
    let path = dir.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

fn form() -> Form {
    let columns = vec![
        Column::text("姓名", 14.0),
        Column::text("* 身份证号（18位）", 24.0),
        Column::of(Holds::Date, "出生日期", 12.0),
        Column::of(Holds::Decimal(1), "学时", 8.0).locked(),
    ];
    let mut form = Form::new("名单", columns, "2011-09-05T00:00:00Z".parse().unwrap());
    form.titles = vec!["参训人员名单".into(), "填报单位：某某县".into()];
    form
}

fn workbook(rows: u32) -> Vec<u8> {
    let mut book = Workbook::new(&form()).unwrap();
    for index in 0..rows {
        let name = format!("㛃䶮𬭎{index}");
        let id = format!("99010119700101{index:04}");
        let values = [
            Value::Text(&name),
            Value::Text(&id),
            Value::Date(date(1970, 1, 1)),
            Value::Decimal { units: 625, places: 1 },
        ];
        book.row(&values).unwrap();
    }
    book.into_bytes().unwrap()
}

type Taken = Vec<(u32, Vec<(String, Kind, bool)>)>;

/// What a sheet holds; a file and the same bytes in memory hold the same.
fn take(path: &Path, limits: &Limits) -> Result<(read::Summary, Taken), Error> {
    let bytes = std::fs::read(path).unwrap();
    let (filed, held) = (take_from(path.into(), limits), take_from(bytes.as_slice().into(), limits));
    let rows =
        |it: &Result<(read::Summary, Taken), Error>| it.as_ref().map(|it| it.1.clone()).map_err(Error::to_string);
    assert_eq!(rows(&filed), rows(&held));
    filed
}

fn take_from(source: Source<'_>, limits: &Limits) -> Result<(read::Summary, Taken), Error> {
    let mut taken = Vec::new();
    let summary = read::rows(source, limits, HEADINGS, |_, row| {
        let cells = row.cells().iter().map(|cell| (cell.text.to_string(), cell.kind, cell.formula));
        taken.push((row.number, cells.collect()));
        ControlFlow::Continue(())
    })?;
    Ok((summary, taken))
}

fn refusal(name: &str, bytes: &[u8]) -> Error {
    let dir = TempDir::new().unwrap();
    take(&file(&dir, name, bytes), &Limits::default()).unwrap_err()
}

#[test]
fn reads_back_what_it_writes() {
    let dir = TempDir::new().unwrap();
    let (summary, rows) = take(&file(&dir, "a.xlsx", &workbook(10_000)), &Limits::default()).unwrap();
    assert_eq!((summary.rows, summary.sheet.as_str(), summary.header.row), (10_000, "名单", 3));
    assert_eq!(summary.header.find(&["身份证号"]), Some(1));
    let (number, cells) = &rows[9_999];
    assert_eq!(*number, 10_003);
    assert_eq!(cells[0].0, "㛃䶮𬭎9999");
    assert_eq!(cells[1], ("990101197001019999".into(), Kind::Text, false));
    assert_eq!(cells[2], ("1970-01-01".into(), Kind::Date, false));
    assert_eq!(cells[3], ("62.5".into(), Kind::Number, false));
}

#[test]
fn gives_the_same_bytes_for_the_same_rows() {
    let first = workbook(50);
    std::thread::park_timeout(std::time::Duration::from_millis(1100));
    assert_eq!(documents::digest::sm3_hex(&first), documents::digest::sm3_hex(&workbook(50)));
}

#[test]
fn flags_long_numbers_and_formulas() {
    let dir = TempDir::new().unwrap();
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (column, heading) in (0..).zip(["姓名", "身份证号", "出生日期", "学时"]) {
        sheet.write_string(0, column, heading).unwrap();
    }
    sheet.write_string(4, 0, "甲").unwrap();
    sheet.write_number(4, 1, 990101197001012345.0).unwrap();
    sheet.write_formula(4, 3, rust_xlsxwriter::Formula::new("=0.1+0.2").set_result("0.30000000000000004")).unwrap();
    let path = dir.path().join("a.xlsx");
    book.save(&path).unwrap();
    let (_, rows) = take(&path, &Limits::default()).unwrap();
    let (number, cells) = &rows[0];
    assert_eq!(*number, 5);
    assert_eq!(cells[1].1, Kind::LossyNumber);
    assert!(cells[1].0.bytes().all(|b| b.is_ascii_digit()), "{}", cells[1].0);
    assert_eq!(cells[3], ("0.3".into(), Kind::Number, true));
}

#[test]
fn keeps_choices_locks_notes_and_formulas() {
    let dir = TempDir::new().unwrap();
    let mut form = form();
    form.protected = true;
    let long: Vec<String> = (0..80).map(|n| format!("第{n}号选项")).collect();
    let long: Vec<&str> = long.iter().map(String::as_str).collect();
    form.columns.push(Column::text("性别", 6.0).choices(&["男", "女"]));
    form.columns.push(Column::text("民族", 10.0).choices(&long));
    form.spare_rows = 5;
    let mut book = Workbook::new(&form).unwrap();
    let sum = Value::Formula { text: "=1+1", result: "2" };
    book.row(&[Value::Text("=1+1"), Value::Blank, Value::Blank, sum, Value::Text("男")]).unwrap();
    book.note(0, "姓名不能是公式").unwrap();
    let path = dir.path().join("a.xlsx");
    book.finish(&path).unwrap();
    let (_, rows) = take(&path, &Limits::default()).unwrap();
    assert_eq!(rows.len(), 1, "spare rows are empty");
    assert_eq!(rows[0].1[0], ("=1+1".into(), Kind::Text, false));
    assert_eq!(rows[0].1[3], ("2".into(), Kind::Number, true));
    let mut archive = zip::ZipArchive::new(std::fs::File::open(&path).unwrap()).unwrap();
    let sheet = std::io::read_to_string(archive.by_name("xl/worksheets/sheet1.xml").unwrap()).unwrap();
    for part in ["sheetProtection", "dataValidation", "_choices", "&amp;P / &amp;N", "landscape"] {
        assert!(sheet.contains(part), "{part}");
    }
    assert!(archive.by_name("xl/comments1.xml").is_ok());
}

#[test]
fn says_what_a_wrong_file_is() {
    let wrong: [(&[u8], Format); 7] = [
        (b"%PDF-1.7 ...", Format::Pdf),
        (b"\x89PNG\r\n\x1a\n0000", Format::Image),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 ...", Format::Xls),
        (b"<html><table><tr><td>", Format::Html),
        (b"", Format::Empty),
        (b"\x7fELF\x00\x00", Format::Unknown),
        (b"PK\x03\x04 broken", Format::Zip),
    ];
    for (bytes, format) in wrong {
        assert!(matches!(refusal("a.xlsx", bytes), Error::NotASpreadsheet(f) if f == format), "{format:?}");
    }
}

/// A workbook-shaped archive with one part of `size` zero bytes.
fn archive(size: usize) -> Vec<u8> {
    let mut out = std::io::Cursor::new(Vec::new());
    let mut zip = zip::ZipWriter::new(&mut out);
    let options = zip::write::SimpleFileOptions::default();
    zip.start_file("xl/workbook.xml", options).unwrap();
    zip.write_all(b"<workbook/>").unwrap();
    zip.start_file("xl/sharedStrings.xml", options).unwrap();
    zip.write_all(&vec![b' '; size]).unwrap();
    zip.finish().unwrap();
    out.into_inner()
}

#[test]
fn refuses_a_zip_bomb() {
    assert!(matches!(refusal("a.xlsx", &archive(64 << 20)), Error::ZipBomb(Excess::Ratio)));
    let dir = TempDir::new().unwrap();
    let path = file(&dir, "a.xlsx", &archive(2 << 20));
    let limits = Limits { inflated_bytes: 1 << 20, ratio: u64::MAX, ..Limits::default() };
    assert!(matches!(take(&path, &limits), Err(Error::ZipBomb(Excess::Bytes))));
    let limits = Limits { entries: 1, ..Limits::default() };
    assert!(matches!(take(&path, &limits), Err(Error::ZipBomb(Excess::Entries))));
    let limits = Limits { file_bytes: 10, ..Limits::default() };
    assert!(matches!(take(&path, &limits), Err(Error::TooLarge { limit: 10 })));
}

#[test]
fn refuses_a_directory_that_lies() {
    let size: usize = 64 << 20;
    let mut bytes = archive(size);
    let honest = u32::try_from(size).unwrap().to_le_bytes();
    let mut changed = 0;
    for start in 0..bytes.len() - 4 {
        if bytes[start..start + 4] == honest {
            bytes[start..start + 4].copy_from_slice(&100_u32.to_le_bytes());
            changed += 1;
        }
    }
    assert!(changed >= 1, "the size stands in the headers");
    assert!(matches!(refusal("a.xlsx", &bytes), Error::ZipBomb(Excess::Lie) | Error::Damaged(_)));
}

#[test]
fn misses_a_header() {
    let text = "甲,990101197001010011\n乙,990101197001010022\n";
    let Error::NoHeader { looked, nearest } = refusal("a.csv", text.as_bytes()) else { panic!() };
    assert_eq!((looked, nearest[0].as_str()), (2, "甲"));
    let dir = TempDir::new().unwrap();
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet();
    let path = dir.path().join("a.xlsx");
    book.save(&path).unwrap();
    assert!(matches!(take(&path, &Limits::default()), Err(Error::NoHeader { looked: 0, .. })));
}

#[test]
fn stops_at_its_limits() {
    let dir = TempDir::new().unwrap();
    let path = file(&dir, "a.xlsx", &workbook(20));
    let few = |change: fn(&mut Limits)| {
        let mut limits = Limits::default();
        change(&mut limits);
        take(&path, &limits).unwrap_err()
    };
    assert!(matches!(few(|l| l.rows = 19), Error::TooManyRows { limit: 19 }));
    assert!(matches!(few(|l| l.columns = 3), Error::TooManyColumns { row: 3, limit: 3 }));
    assert!(matches!(few(|l| l.cell_chars = 12), Error::CellTooLong { row: 4, .. }));
    let mut seen = 0;
    let summary = read::rows(&path, &Limits::default(), HEADINGS, |_, _| {
        seen += 1;
        ControlFlow::Break(())
    });
    assert_eq!((seen, summary.unwrap().rows), (1, 1));
}

#[test]
fn reads_text_in_three_encodings() {
    let text = "姓名,身份证号,出生日期,学时\r\n㛃䶮,1.10101E+17,\"a\nb\",5\r\n\r\n乙,=\"990101197001010022\",,6\r\n";
    let (gb, _, _) = encoding_rs::GB18030.encode(text);
    let mut wide = vec![0xFF, 0xFE];
    wide.extend(text.replace(',', "\t").encode_utf16().flat_map(u16::to_le_bytes));
    let marked = format!("\u{feff}{text}");
    let dir = TempDir::new().unwrap();
    for (name, bytes) in
        [("gb", gb.as_ref()), ("utf8", text.as_bytes()), ("marked", marked.as_bytes()), ("wide", &wide)]
    {
        let (summary, rows) = take(&file(&dir, name, bytes), &Limits::default()).unwrap();
        assert_eq!((summary.format, summary.rows), (Format::Csv, 2), "{name}");
        assert_eq!(rows[0].1[0].0, "㛃䶮", "{name}");
        assert_eq!(rows[0].1[1].1, Kind::LossyNumber, "{name}");
        assert_eq!(rows[1].0, 4, "{name}: a quoted break is no row, an empty line is one");
        assert_eq!(rows[1].1[1].0, "990101197001010022", "{name}");
    }
}

#[test]
fn guards_a_list_against_formulas() {
    let mut list = List::new(Vec::new(), &form()).unwrap();
    list.row(&[Value::Text("=HYPERLINK(1)"), Value::Text("甲"), Value::Blank, Value::Integer(-5)]).unwrap();
    let text = String::from_utf8(list.finish().unwrap()).unwrap();
    assert!(text.starts_with("\u{feff}姓名,"));
    assert!(text.ends_with("'=HYPERLINK(1),甲,,-5\r\n"), "{text}");
}

#[test]
#[ignore = "a measurement"]
fn measures_rows_per_second() {
    let dir = TempDir::new().unwrap();
    let columns: Vec<Column> = (0..14).map(|n| Column::text(&format!("列{n}"), 12.0)).collect();
    let mut book = Workbook::new(&Form::new("表", columns, jiff::Timestamp::UNIX_EPOCH)).unwrap();
    let started = std::time::Instant::now();
    for row in 0..100_000 {
        let cells: Vec<String> = (0..14).map(|n| format!("值{row}-{n}")).collect();
        let values: Vec<Value<'_>> = cells.iter().map(|cell| Value::Text(cell)).collect();
        book.row(&values).unwrap();
    }
    let path = dir.path().join("a.xlsx");
    book.finish(&path).unwrap();
    eprintln!("written: {:.0} rows/s", 100_000.0 / started.elapsed().as_secs_f64());
    let started = std::time::Instant::now();
    let summary = read::rows(&path, &Limits::default(), &[&["列0"]], |_, _| ControlFlow::Continue(())).unwrap();
    eprintln!("read: {:.0} rows/s", f64::from(summary.rows) / started.elapsed().as_secs_f64());
}
