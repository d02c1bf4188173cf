//! The annexes on paper (PDF): A4 and A3 on their side, repeated headers, page of pages, print time,
//! verification code, QR code, and the digest of the electronic file.

use documents::pdf::{Align, Column, Document, Fonts, Grid, Meta, Report, Seal, Sheet, Table};
use kernel::{Error, Result, Timestamp, text};
use locale::Locale;

use crate::annex::column::COLUMNS;
use crate::annex::item::{GROUPS, ITEMS};
use crate::annex::{Row, Summary};
use crate::heading::Heading;

fn report(heading: &Heading, sheet: Sheet, printed_at: Timestamp, words: &Locale) -> Report {
    let footer = match &heading.marks {
        None => words.say(&text!("annex-foot-draft", at = printed_at)),
        Some(marks) => {
            words.say(&text!("annex-foot", at = printed_at, code = marks.code.as_str(), digest = marks.digest.as_str()))
        }
    };
    Report {
        sheet,
        title: heading.title(words),
        lines: heading.lines(words),
        footer,
        seal: heading.marks.as_ref().map(|marks| Seal {
            text: marks.address.clone(),
            caption: words.say(&text!("annex-seal", code = marks.code.as_str())),
        }),
        closing: vec![words.t("annex-signatures").into_owned(), words.t("annex-stamp").into_owned()],
    }
}

fn document<'f>(fonts: &'f Fonts, heading: &Heading, words: &Locale) -> Result<Document<'f>> {
    let created = jiff::Timestamp::from_millisecond(heading.at().as_millis()).map_err(Error::internal)?;
    Ok(Document::new(
        fonts,
        Meta { title: heading.title(words), author: heading.reporter.clone(), language: "zh-CN".to_owned(), created },
    ))
}

/// Annex 1: labels and values, group by group.
///
/// # Errors
/// When the page cannot be laid out.
pub fn annex_1(
    fonts: &Fonts,
    heading: &Heading,
    annex: &Summary,
    printed_at: Timestamp,
    words: &Locale,
) -> Result<Vec<u8>> {
    let empty = words.t("annex-empty");
    let grids: Vec<Grid> = GROUPS
        .iter()
        .map(|group| Grid {
            pairs: ITEMS
                .iter()
                .filter(|item| item.group == *group)
                .map(|item| {
                    let label = words.t(&format!("annex-item-{}", item.key)).into_owned();
                    (label, annex.shown(item).unwrap_or_else(|| empty.clone().into_owned()))
                })
                .collect(),
            across: 5,
            size: 8.0,
        })
        .collect();
    let mut document = document(fonts, heading, words)?;
    document.report(&report(heading, Sheet::A4Landscape, printed_at, words), &grids, &[]).map_err(Error::internal)?;
    document.finish().map_err(Error::internal)
}

/// Annex 2: a row for each trainee.
///
/// # Errors
/// When the page cannot be laid out.
pub fn annex_2(
    fonts: &Fonts,
    heading: &Heading,
    rows: &[Row],
    printed_at: Timestamp,
    words: &Locale,
) -> Result<Vec<u8>> {
    let columns = COLUMNS
        .iter()
        .map(|it| {
            let column = Column::new(&words.t(&format!("annex-column-{}", it.key)), f32::from(it.width));
            if matches!(it.key, "nth" | "age" | "service" | "pre-score" | "post-score" | "gain") {
                column.aligned(Align::Right)
            } else {
                column
            }
        })
        .collect();
    let rows = rows.iter().map(|row| COLUMNS.iter().map(|it| row.cell(it.key).unwrap_or_default()).collect()).collect();
    // The first three columns say who a row is about: they stand in each band.
    let table = Table { columns, rows, fixed: 3, size: 7.5 };
    let mut document = document(fonts, heading, words)?;
    document.report(&report(heading, Sheet::A3Landscape, printed_at, words), &[], &[table]).map_err(Error::internal)?;
    document.finish().map_err(Error::internal)
}
