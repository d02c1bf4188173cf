//! What a check found: lists on the page, and sheets to work with.

use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use documents::sheet::write::{Column as SheetColumn, Form, Workbook};
use http::{Across, Cx, Manage, attachment};
use kernel::{Error, Result, Text, Timestamp, text};
use maud::{Markup, html};
use ui::card;
use ui::table::{Column, Table, table};

use crate::import::{RosterFault, RosterImport};
use crate::import_work::{Marks, Tools, take_wrong_rows, wrong_rows};
use crate::roster::Column as RosterColumn;
use crate::store as rows;

/// Rows shown on the page; the sheet has them all.
const SHOWN: u32 = 100;
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The wrong rows and the doubtful ones.
pub(super) async fn lists(cx: &Cx, import: &RosterImport) -> Result<Markup> {
    let wrong = rows::fault_page(cx.store(), import.id, "fault", (0, 0), SHOWN).await?;
    let doubtful = rows::fault_page(cx.store(), import.id, "warning", (0, 0), SHOWN).await?;
    Ok(html! {
        @if !wrong.is_empty() { div #faults { (card(&cx.t("roster-faults"), &list(cx, "roster-faults", &wrong))) } }
        @if !doubtful.is_empty() { div #warnings { (card(&cx.t("roster-warnings"), &list(cx, "roster-warnings", &doubtful))) } }
    })
}

fn list(cx: &Cx, caption: &str, faults: &[RosterFault]) -> Markup {
    let heads = ["roster-cell", "roster-column", "roster-given", "roster-reason"].map(|key| cx.t(key));
    let [cell, column, given, reason] = &heads;
    let columns = [Column::text(cell), Column::text(column), Column::text(given), Column::text(reason)];
    let cells = faults.iter().map(|it| {
        vec![
            html! { (place(cx, it)) },
            html! { (cx.t(&it.column_name)) },
            html! { @if it.given.is_empty() { (cx.t("roster-nothing-given")) } @else { (it.given) } },
            html! { (said(cx, &it.reason)) },
        ]
        .into()
    });
    html! {
        (table(&Table { caption: &cx.t(caption), caption_unseen: true, columns: &columns, rows: cells.collect(), ..Table::default() }))
        @if faults.len() >= kernel::small(SHOWN.into()) { p.hint { (cx.say(&text!("roster-more-in-file", shown = SHOWN))) } }
    }
}

fn place(cx: &Cx, fault: &RosterFault) -> String {
    if fault.cell.is_empty() { cx.say(&text!("roster-row", row = fault.row_number)) } else { fault.cell.clone() }
}

fn said(cx: &Cx, reason: &str) -> String {
    serde_json::from_str::<Text>(reason).map(|text| cx.say(&text)).unwrap_or_default()
}

fn sheet(name: &str, bytes: Vec<u8>) -> Response {
    let disposition = attachment(name);
    ([(CONTENT_TYPE, XLSX.to_owned()), (CONTENT_DISPOSITION, disposition)], bytes).into_response()
}

/// An empty roster with the headings that the check looks for.
pub(super) async fn template(_: Across<Manage<RosterImport>>) -> http::Result<Response> {
    let columns = RosterColumn::ALL.iter().map(|it| SheetColumn::text(it.heading(), 16.0)).collect();
    let form = Form { spare_rows: 50, ..Form::new("花名册", columns, Timestamp::default().into()) };
    let bytes = Workbook::new(&form).and_then(Workbook::into_bytes).map_err(Error::internal)?;
    Ok(sheet("花名册模板.xlsx", bytes))
}

/// Just the wrong rows, whole, each with what is to be mended. Whoever may send a roster in gets the numbers
/// back that stand in it; that they left the house is written down.
pub(super) async fn faults(Manage(import, by): Manage<RosterImport>, cx: Cx) -> http::Result<Response> {
    let marks = marks(&cx, &import).await?;
    let mend = cx.t("roster-mend").into_owned();
    let tools = Tools::of(cx.app().parts(), cx.app().own()?);
    let bytes = wrong_rows(&tools, &import, mend, marks).await?;
    store::transaction!(cx.store(), tx => { take_wrong_rows(tx, &by, &import).await })?;
    Ok(sheet("花名册错误行.xlsx", bytes))
}

/// What is wrong, row by row: `C17 …; D17 …`.
async fn marks(cx: &Cx, import: &RosterImport) -> Result<Marks> {
    let mut marks = Marks::new();
    let mut after = (0, 0);
    loop {
        let page = rows::fault_page(cx.store(), import.id, "fault", after, 2_000).await?;
        let Some(last) = page.last() else { return Ok(marks) };
        after = (last.row_number, last.nth);
        for it in &page {
            let Ok(row) = u32::try_from(it.row_number) else { continue };
            let mark = marks.entry(row).or_default();
            if !mark.is_empty() {
                mark.push('\n');
            }
            mark.push_str(&format!("{}（{}）{}", cx.t(&it.column_name), it.cell, said(cx, &it.reason)));
        }
    }
}
