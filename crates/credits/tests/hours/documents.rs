//! The certificate on paper and the record to take away, read again.

use std::path::{Path, PathBuf};
use std::process::Command;

use authz::Place;
use credits::record::{HEADINGS, Training, workbook};
use credits::{Certificate, Outcome};
use documents::pdf::Fonts;
use kernel::{Id, Timestamp};
use locale::{Catalogue, Language};

fn certificate() -> Certificate {
    let at: Timestamp = Timestamp::from_millis(1_317_000_000_000);
    Certificate {
        person_id: Id::new(at),
        number: "102011620000000194".into(),
        entry_id: Id::new(at),
        class_id: Id::new(at),
        written: "国培证字(2011)第62-000001号".into(),
        place: Place::root(),
        province_place: Place::root(),
        institution_place: Place::root(),
        person_name: "李㛃".into(),
        identity_masked: "999***********0011".into(),
        project_name: "“国培计划（2011）”中小学少数民族双语教师普通话培训".into(),
        project_document: "教师厅〔2011〕2号".into(),
        class_name: "双语教师普通话一班".into(),
        filing_number: "甘备2011-0007".into(),
        institution_name: "陇原师范学院".into(),
        opens_on: "2011-09-05".parse().unwrap(),
        closes_on: "2011-09-24".parse().unwrap(),
        outcome: Outcome::Excellent,
        hours_x100: 5900,
        issued_on: "2011-09-26".parse().unwrap(),
        issued_at: at,
        fetched_at: None,
        revoked_at: None,
        revoked_reason: String::new(),
    }
}

fn fonts() -> Fonts {
    let folder = std::env::var_os("FONTS").map_or_else(|| PathBuf::from("/usr/share/fonts"), PathBuf::from);
    Fonts::open(&folder).unwrap()
}

fn made() -> Vec<u8> {
    let words = Catalogue::new(&[credits::MESSAGES]).unwrap().locale(Language::ZhCn);
    credits::document::certificate(&fonts(), &certificate(), "https://peixun.example.cn", &words).unwrap()
}

#[test]
fn the_certificate_is_one_page_that_says_who_what_and_where_to_check() {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("credits-certificate.pdf");
    std::fs::write(&path, made()).unwrap();
    let read =
        Command::new("pdftotext").arg("-layout").arg(&path).arg("-").output().expect("poppler-utils is installed");
    let text = String::from_utf8(read.stdout).unwrap();
    let plain: String = text.split_whitespace().collect();
    for words in [
        "结业证书",
        "李㛃",
        "999***********0011",
        "2011年9月5日至2011年9月24日",
        "考核优秀",
        "登记59学时",
        "陇原师范学院",
        "国培证字(2011)第62-000001号",
        "甘备2011-0007",
        "https://peixun.example.cn/certificates/102011620000000194",
    ] {
        assert!(plain.contains(words), "{words} is not in:\n{text}");
    }
    let info = Command::new("pdfinfo").arg(&path).output().unwrap();
    let info = String::from_utf8(info.stdout).unwrap();
    assert!(info.lines().any(|line| line.starts_with("Pages:") && line.trim_end().ends_with('1')), "{info}");
}

#[test]
fn the_same_certificate_is_the_same_bytes() {
    assert!(made() == made());
}

#[test]
fn the_record_has_exactly_the_columns_of_the_national_file() {
    let row = Training {
        year: 2011,
        level: "国家级".into(),
        project: "普通话培训".into(),
        institution: "陇原师范学院".into(),
        mode: "集中",
        hours_x100: 5900,
        credits_x100: 590,
    };
    let bytes = workbook(&[row], Timestamp::from_millis(1_317_000_000_000)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("record.xlsx");
    std::fs::write(&path, &bytes).unwrap();
    let headings: Vec<&[&str]> = HEADINGS.iter().map(std::slice::from_ref).collect();
    let mut rows: Vec<Vec<String>> = Vec::new();
    let read = documents::sheet::read::rows(&path, &documents::sheet::read::Limits::default(), &headings, |_, row| {
        rows.push(row.cells().iter().map(|cell| cell.text.to_string()).collect());
        std::ops::ControlFlow::Continue(())
    })
    .unwrap();
    assert_eq!(read.header.names, HEADINGS);
    let rows = rows.concat();
    assert_eq!(rows, ["2011", "国家级", "普通话培训", "陇原师范学院", "集中", "59", "5.9"]);
}
