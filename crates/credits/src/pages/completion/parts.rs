//! What was handed in, and each county's part of it.

use authz::{Noun as _, Verb};
use http::Cx;
use kernel::fixed_2;
use maud::{Markup, html};
use ui::card;
use ui::table::{Column, Row, Table, table};

use super::super::words;
use crate::Certificate;
use crate::completion::{Completion, ListRow};
use crate::recognition::Recognition;

/// Each county's part.
pub(super) fn counties(cx: &Cx, parts: &[Recognition]) -> Markup {
    let heads =
        ["recognition-county", "recognition-people", "recognition-state", "recognition-decided"].map(|key| cx.t(key));
    let [county, people, state, decided] = &heads;
    let columns = [Column::text(county), Column::number(people), Column::text(state), Column::text(decided)];
    let rows = parts.iter().map(|part| {
        let at = part.decided_at.map(|at| format!("{} · {at}", part.decided_name)).unwrap_or_default();
        Row::from(vec![
            html! { (part.county_name) },
            html! { (part.people) },
            words::recognition_state(cx, part.state),
            html! { (at) },
        ])
    });
    let title = cx.t("recognition-by-county");
    card(
        &title,
        &table(&Table {
            caption: &title,
            caption_unseen: true,
            columns: &columns,
            rows: rows.collect(),
            ..Table::default()
        }),
    )
}

/// The rows as they were handed in.
pub(super) fn handed_in(cx: &Cx, it: &Completion, rows: &[ListRow]) -> Markup {
    let heads = [
        "completion-name",
        "completion-hours",
        "completion-outcome",
        "completion-state",
        "completion-certificate",
        "completion-deed",
    ]
    .map(|key| cx.t(key));
    let [name, hours, outcome, state, certificate, deed] = &heads;
    let columns = [
        Column::text(name),
        Column::number(hours),
        Column::text(outcome),
        Column::text(state),
        Column::text(certificate),
        Column::deed(deed),
    ];
    let why = cx.t("hours-why");
    let class = it.class.places();
    let cells = rows.iter().map(|row| {
        let number = row.certificate_number.as_deref().zip(row.entry_id);
        let places = [std::slice::from_ref(&row.place), &class].concat();
        let fetches = cx.may(Verb::View, Certificate::NAME, &places);
        Row::from(vec![
            words::holder(cx, row.person_id, &row.person_name, std::slice::from_ref(&row.place)),
            html! { (fixed_2(row.hours_x100)) },
            words::outcome(cx, row.outcome),
            html! { (words::row_state(cx, row.state)) @if !row.return_reason.is_empty() { " " (row.return_reason) } },
            html! { @if let Some((number, entry)) = number { @if !fetches { (number) } @else { a href={ "/people/" (row.person_id) "/hours/" (entry) "/certificate.pdf" } { (number) } } } @else { "—" } },
            html! { a href={ "/classes/" (it.class.id) "/completion/" (row.person_id) } { (why) span.sr { " " (row.person_name) } } },
        ])
    });
    let title = cx.t("completion-handed-in");
    card(
        &title,
        &table(&Table {
            id: "handed-in",
            caption: &title,
            caption_unseen: true,
            columns: &columns,
            rows: cells.collect(),
            ..Table::default()
        }),
    )
}
