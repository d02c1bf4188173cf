//! Printed pages, made and read again with poppler's tools where they are.
#![cfg(test)]

use std::path::{Path, PathBuf};
use std::process::Command;

use documents::pdf::{
    Align, Column, Document, Error, Face, Fonts, Grid, Meta, Report, Role, Seal, Sheet, Style, Table,
};

fn fonts() -> Fonts {
    let folder = std::env::var_os("FONTS").map_or_else(|| PathBuf::from("/usr/share/fonts"), PathBuf::from);
    Fonts::open(&folder).unwrap()
}

fn meta(title: &str) -> Meta {
    Meta {
        title: title.into(),
        author: "某某学院".into(),
        language: "zh-CN".into(),
        created: "2011-09-05T00:00:00Z".parse().unwrap(),
    }
}

/// Kept below the target folder, so that a person can look at what was made.
fn keep(name: &str, bytes: &[u8]) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

/// The output of a poppler tool; none when it is not installed.
fn poppler(tool: &str, path: &Path) -> Option<String> {
    let mut command = Command::new(tool);
    command.arg(path);
    if tool == "pdftotext" {
        command.args(["-layout", "-"]);
    }
    let output = command.output().ok()?;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8(output.stdout).unwrap())
}

fn contains_all(path: &Path, words: &[&str]) {
    let Some(text) = poppler("pdftotext", path) else { return };
    let bare = |text: &str| text.replace([' ', '\n'], "");
    let (text, tail) = (bare(&text), bare(&text).chars().rev().take(400).collect::<String>());
    for word in words {
        let tail: String = tail.chars().rev().collect();
        assert!(text.contains(&bare(word)), "{word} is not in the text that ends: {tail}");
    }
}

fn pages(path: &Path, expected: usize) {
    let Some(info) = poppler("pdfinfo", path) else { return };
    let pages = info.lines().find_map(|line| line.strip_prefix("Pages:")).unwrap().trim().to_owned();
    assert_eq!(pages, expected.to_string());
    let tagged = info.lines().find_map(|line| line.strip_prefix("Tagged:")).unwrap().trim().to_owned();
    assert_eq!(tagged, "yes");
}

fn certificate(fonts: &Fonts) -> Vec<u8> {
    let mut doc = Document::new(fonts, meta("结业证书"));
    doc.page(Sheet::A4Landscape);
    let green = [0x0b, 0x5f, 0x57];
    doc.frame((10.0, 10.0, 277.0, 190.0), 1.2, green);
    doc.frame((12.5, 12.5, 272.0, 185.0), 0.3, green);
    let title = Style::new(Face::SerifBold, 44.0).aligned(Align::Centre).coloured(green);
    doc.text((30.0, 32.0, 237.0), "结业证书", &title, Role::Heading(1)).unwrap();
    let mut body = Style::new(Face::Serif, 18.0);
    body.leading = 1.9;
    let text = "㛃䶮𬭎 同志（证件号码 9****4）于2011年9月5日至9月24日参加普通话培训班，\
                修满规定课程，考核合格，准予结业，计120学时。ئۇيغۇرچە བོད་ཡིག";
    doc.text((40.0, 72.0, 217.0), text, &body, Role::Paragraph).unwrap();
    doc.text((150.0, 160.0, 110.0), "某某学院（章）", &body.aligned(Align::Right), Role::Paragraph).unwrap();
    doc.qr((36.0, 150.0, 28.0), "https://example.cn/v/7Q2K9F3M", "扫码核验本证书").unwrap();
    let small = Style::new(Face::Sans, 8.0).aligned(Align::Centre);
    doc.text((30.0, 180.0, 40.0), "编号 7Q2K-9F3M", &small, Role::Paragraph).unwrap();
    doc.finish().unwrap()
}

#[test]
fn makes_a_certificate_on_one_page() {
    let fonts = fonts();
    let bytes = certificate(&fonts);
    let path = keep("certificate.pdf", &bytes);
    pages(&path, 1);
    contains_all(&path, &["结业证书", "㛃䶮𬭎", "计120学时", "编号 7Q2K-9F3M"]);
    assert!(bytes.len() < 200_000, "fonts are cut to what is used: {}", bytes.len());
    assert!(bytes.windows(13).any(|w| w == b"pdfaid:part>2".as_slice()), "says that it is PDF/A-2");
}

#[test]
fn gives_the_same_bytes_for_the_same_input() {
    let shared = fonts();
    let first = documents::digest::sm3_hex(&certificate(&shared));
    assert_eq!(first, documents::digest::sm3_hex(&certificate(&shared)));
    assert_eq!(first, documents::digest::sm3_hex(&certificate(&fonts())));
}

fn table(rows: usize, columns: usize, fixed: usize) -> Table {
    let columns = (0..columns).map(|n| {
        let align = if n % 3 == 0 { Align::Right } else { Align::Left };
        Column::new(&format!("第{n}栏指标"), 12.5).aligned(align)
    });
    let columns: Vec<Column> = columns.collect();
    let cells = |row: usize| (0..columns.len()).map(|n| format!("甲{row}-{n}")).collect();
    Table { rows: (0..rows).map(cells).collect(), columns, fixed, size: 7.0 }
}

fn report(sheet: Sheet) -> Report {
    Report {
        sheet,
        title: "参训学员信息统计表".into(),
        lines: vec!["填报单位：某某学院".into(), "填报日期：2011-10-20".into()],
        footer: "SM3 66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0".into(),
        seal: Some(Seal { text: "https://example.cn/v/7Q2K".into(), caption: "扫码核验电子文件".into() }),
        closing: vec!["填表人：　　　　　审核人：　　　　　单位负责人（签字）：　　　　　（公章）".into()],
    }
}

#[test]
fn repeats_the_header_on_each_page() {
    let fonts = fonts();
    let mut doc = Document::new(&fonts, meta("参训学员信息统计表"));
    let started = std::time::Instant::now();
    doc.report(&report(Sheet::A3Landscape), &[], &[table(200, 30, 2)]).unwrap();
    let count = doc.pages();
    let bytes = doc.finish().unwrap();
    eprintln!("200 x 30: {count} pages, {} bytes, {:?}", bytes.len(), started.elapsed());
    let path = keep("annex.pdf", &bytes);
    pages(&path, count);
    contains_all(&path, &["甲199-29", "扫码核验电子文件", &format!("第 {count} 页 / 共 {count} 页")]);
    if let Some(text) = poppler("pdftotext", &path) {
        let heads = text.split('\u{c}').filter(|page| page.contains("第29栏")).count();
        assert_eq!(heads, count);
    }
}

#[test]
fn cuts_a_wide_table_into_bands_and_shows_one_row_as_a_grid() {
    let fonts = fonts();
    let wide = table(3, 60, 2);
    let mut doc = Document::new(&fonts, meta("汇总表"));
    doc.report(&report(Sheet::A3Landscape), &[], std::slice::from_ref(&wide)).unwrap();
    assert_eq!(doc.pages(), 2);
    let path = keep("bands.pdf", &doc.finish().unwrap());
    contains_all(&path, &["列组 2/2", "甲2-59"]);

    let pairs = wide.columns.iter().zip(&wide.rows[0]).map(|(column, cell)| (column.heading.clone(), cell.clone()));
    let grid = Grid { pairs: pairs.collect(), across: 4, size: 9.0 };
    let mut doc = Document::new(&fonts, meta("汇总表"));
    doc.report(&report(Sheet::A4Landscape), &[grid], &[]).unwrap();
    assert_eq!(doc.pages(), 1);
    let path = keep("grid.pdf", &doc.finish().unwrap());
    contains_all(&path, &["第59栏指标", "甲0-59"]);
}

#[test]
fn runs_a_high_row_over_to_the_next_page() {
    let fonts = fonts();
    let mut doc = Document::new(&fonts, meta("表"));
    let mut long = table(1, 3, 0);
    long.rows[0][1] = "很长的说明文字。".repeat(900) + "到此为止";
    doc.report(&report(Sheet::A4), &[], &[long]).unwrap();
    assert!(doc.pages() > 1);
    contains_all(&keep("long.pdf", &doc.finish().unwrap()), &["到此为", "甲0-2"]);
}

#[test]
fn keeps_closing_marks_from_the_start_of_a_line() {
    let fonts = fonts();
    let text = "他说：「今天学习声调，明天复习（第三声）。」大家都同意，很好！".repeat(12);
    for width in [30.0, 37.0, 44.0, 51.0] {
        let mut doc = Document::new(&fonts, meta("文"));
        doc.page(Sheet::A4);
        doc.text((20.0, 20.0, width), &text, &Style::new(Face::Serif, 12.0), Role::Paragraph).unwrap();
        let path = keep(&format!("kinsoku-{width}.pdf"), &doc.finish().unwrap());
        let Some(found) = poppler("pdftotext", &path) else { return };
        for line in found.lines().map(str::trim) {
            assert!(!line.starts_with(['。', '，', '、', '）', '」', '！', '：']), "{line}");
            assert!(!line.ends_with(['「', '（']), "{line}");
        }
    }
}

#[test]
fn prints_what_no_font_has_and_what_pdfa_forbids() {
    let fonts = fonts();
    let mut doc = Document::new(&fonts, meta("生僻字"));
    let style = Style::new(Face::Sans, 12.0);
    doc.text((20.0, 20.0, 100.0), "私用\u{e123}区\t控制\u{7}符，未收\u{323af}字 😀", &style, Role::Paragraph).unwrap();
    doc.text((20.0, 40.0, 100.0), "", &style, Role::Paragraph).unwrap();
    contains_all(&keep("rare.pdf", &doc.finish().unwrap()), &["私用〓区 控制符"]);
}

#[test]
fn names_the_package_of_a_missing_font() {
    let empty = tempfile::TempDir::new().unwrap();
    let error = Fonts::open(empty.path()).unwrap_err();
    assert!(matches!(&error, Error::FontMissing { file, .. } if file == "NotoSansCJK-Regular.ttc"));
    assert!(error.to_string().contains("apt install fonts-noto-cjk"), "{error}");
}
