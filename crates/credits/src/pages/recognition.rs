//! What a county recognises: its queue, its part of a list, its decision.

use std::collections::BTreeSet;

use authz::{Noun as _, Verb};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use http::{Across, Approve, Cx, Form, Sent, View, see_with};
use kernel::{Error, PersonId, fixed_2, text};
use maud::{Markup, html};
use serde::Deserialize;
use ui::field::Field;
use ui::table::{Column, Row, Table, table};
use ui::{Confirm, Fact, card, facts};

use super::words;
use crate::completion::{ListRow, RowState};
use crate::deed;
use crate::recognition::{Recognition, RecognitionState};
use crate::{Outcome, store as tables};

/// Rows of the queue.
const PAGE: u32 = 100;

pub async fn index(areas: Across<View<Recognition>>, cx: Cx) -> http::Result<Markup> {
    let here = areas.here();
    let waiting = tables::list_recognitions_within(cx.store(), &here.place, RecognitionState::Waiting, PAGE).await?;
    let returned = tables::list_recognitions_within(cx.store(), &here.place, RecognitionState::Returned, PAGE).await?;
    let confirmed =
        tables::list_recognitions_within(cx.store(), &here.place, RecognitionState::Confirmed, PAGE).await?;
    let title = cx.t("recognition-title");
    let body = html! {
        (ui::card::head(&title, &html! { (here.organisation_name) }, &html! {}))
        (cx.switch(&areas))
        (queue(&cx, "recognition-queue", &waiting))
        @if !returned.is_empty() { (queue(&cx, "recognition-with-institution", &returned)) }
        @if !confirmed.is_empty() { (queue(&cx, "recognition-done", &confirmed)) }
    };
    Ok(cx.page(&title, &body))
}

fn queue(cx: &Cx, key: &str, parts: &[Recognition]) -> Markup {
    let heads = [
        "recognition-class",
        "recognition-from",
        "recognition-county",
        "recognition-people",
        "recognition-since",
        "recognition-state",
        "recognition-deed",
    ]
    .map(|key| cx.t(key));
    let [class, from, county, people, since, state, deed] = &heads;
    let columns = [
        Column::text(class),
        Column::text(from),
        Column::text(county),
        Column::number(people),
        Column::text(since),
        Column::text(state),
        Column::deed(deed),
    ];
    let rows = parts.iter().map(|part| {
        let href = format!("/recognitions/{}/{}", part.class_id, part.county_id);
        let verb = cx.t(if part.state == RecognitionState::Waiting { "recognition-decide" } else { "completion-look" });
        Row::from(vec![
            html! { a href=(href) { (part.class_name) } },
            html! { (part.institution_name) },
            html! { (part.county_name) },
            html! { (part.people) },
            html! { (part.submitted_at.date()) },
            words::recognition_state(cx, part.state),
            html! { a href=(href) { (verb) span.sr { " " (part.class_name) } } },
        ])
    });
    let title = cx.t(key);
    card(
        &title,
        &table(&Table {
            caption: &title,
            caption_unseen: true,
            columns: &columns,
            rows: rows.collect(),
            empty: ui::state::empty(&cx.t("recognition-none"), &cx.t("recognition-none-hint"), &html! {}),
            ..Table::default()
        }),
    )
}

/// What the county sends back.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Typed {
    #[serde(default)]
    people: Vec<PersonId>,
    #[serde(default)]
    reason: String,
}

pub async fn show(View(it, _): View<Recognition>, cx: Cx) -> http::Result<Markup> {
    Ok(page(&cx, &it, &Typed::default(), &Sent::default()).await?)
}

pub async fn confirm(Approve(it, by): Approve<Recognition>, cx: Cx) -> http::Result<Response> {
    let posted = store::transaction!(cx.store(), tx => { deed::confirm(tx, &by, &it).await })?;
    cx.app().worker().ring();
    Ok(see_with(
        &cx.list_of("/recognitions", &by),
        &text!("recognition-confirmed-now", class = &it.class_name, entries = posted),
    ))
}

pub async fn send_back(
    Approve(it, by): Approve<Recognition>,
    cx: Cx,
    Form(typed): Form<Typed>,
) -> http::Result<Response> {
    let sent_back =
        store::transaction!(cx.store(), tx => { deed::send_back(tx, &by, &it, &typed.people, &typed.reason).await });
    match sent_back {
        Ok(()) => {
            cx.app().worker().ring();
            Ok(see_with(&cx.list_of("/recognitions", &by), &text!("recognition-returned-now", class = &it.class_name)))
        }
        Err(error) => {
            let sent = Sent::of(error)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&cx, &it, &typed, &sent).await?).into_response())
        }
    }
}

async fn page(cx: &Cx, it: &Recognition, typed: &Typed, sent: &Sent) -> kernel::Result<Markup> {
    let rows = tables::list_rows_of_county(cx.store(), it.class_id, it.county_id).await?;
    let list = tables::find_list(cx.store(), it.class_id).await?.ok_or(Error::NotFound)?;
    let rule = tables::find_rule(cx.store(), &list.rule_version).await?.ok_or(Error::NotFound)?;
    let places: BTreeSet<_> = rows.iter().map(|row| row.school_id).collect();
    let open = it.state == RecognitionState::Waiting && cx.may(Verb::Approve, Recognition::NAME, &it.places());
    let keys = [
        "recognition-from",
        "recognition-registered",
        "recognition-schools",
        "completion-rule-hours",
        "completion-rule-attendance",
        "completion-rule-version",
        "recognition-reason",
    ]
    .map(|key| cx.t(key));
    let [from, registered, schools, hours, attendance, version, reason] = &keys;
    let mut known = vec![
        Fact::text(from, &it.institution_name),
        Fact::text(registered, &format!("{} · {}", list.submitted_name, list.submitted_at)),
        Fact::text(schools, &places.len().to_string()),
        Fact::text(hours, &rule.clause),
        Fact::text(attendance, &rule.attendance_clause),
        Fact::text(version, &words::rule(cx, &rule)),
    ];
    if !it.reason.is_empty() {
        known.push(Fact::text(reason, &it.reason));
    }
    let refusal = cx.actor().and_then(|actor| it.may_decide(actor.person, list.submitted_by).err());
    let back = cx.t("recognition-title");
    let body = html! {
        (ui::breadcrumbs(&cx.t("credits-crumbs"), &[ui::Crumb { text: &back, href: "/recognitions" }]))
        (ui::card::head(&it.class_name, &html! { (it.class_number) " · " (it.county_name) " · " (words::recognition_state(cx, it.state)) }, &html! {}))
        (sent.summary(cx))
        (card(&cx.t("recognition-about"), &facts(&known)))
        @if open && refusal.is_none() {
            (confirmation(cx, it, &rows))
            (returning(cx, it, &rows, typed, sent))
        } @else {
            @if let Some(refusal) = refusal.filter(|_| open) { (http::refused(cx, &refusal)) }
            (card(&cx.t("recognition-list"), &people(cx, &rows, None)))
        }
    };
    Ok(cx.page(&it.class_name, &body))
}

/// The people of the part; with `ticked` each row has a box to tick.
fn people(cx: &Cx, rows: &[ListRow], ticked: Option<&[PersonId]>) -> Markup {
    let heads = [
        "completion-name",
        "completion-attendance",
        "completion-lessons",
        "completion-hours",
        "completion-credits",
        "completion-outcome",
        "completion-reason",
        "recognition-tick",
    ]
    .map(|key| cx.t(key));
    let [name, attendance, lessons, hours, credits, outcome, reason, tick] = &heads;
    let mut columns = vec![
        Column::text(name),
        Column::number(attendance),
        Column::number(lessons),
        Column::number(hours),
        Column::number(credits),
        Column::text(outcome),
        Column::text(reason),
    ];
    if ticked.is_some() {
        columns.push(Column::text(tick));
    }
    let lines = rows.iter().map(|row| {
        let mut cells = vec![
            words::holder(cx, row.person_id, &row.person_name, std::slice::from_ref(&row.place)),
            html! { (row.planned_minutes.saturating_sub(row.absent_minutes)) "/" (row.planned_minutes) },
            html! { (row.lessons_done) "/" (row.lessons_total) },
            html! { (fixed_2(row.hours_x100)) },
            html! { (fixed_2(row.credits_x100)) },
            words::outcome(cx, row.outcome),
            html! { @if row.state == RowState::Returned { (row.return_reason) } @else { (row.reason) } },
        ];
        if let Some(ticked) = ticked {
            let id = format!("p-{}", row.person_id);
            cells.push(html! {
                label.choice for=(id) {
                    input id=(id) type="checkbox" name="people" value=(row.person_id) checked[ticked.contains(&row.person_id)];
                    span { (tick) span.sr { " " (row.person_name) } }
                }
            });
        }
        Row { cells, marked: row.outcome == Outcome::Failed }
    });
    let caption = cx.t("recognition-list");
    table(&Table {
        id: "people",
        caption: &caption,
        caption_unseen: true,
        columns: &columns,
        rows: lines.collect(),
        ..Table::default()
    })
}

fn confirmation(cx: &Cx, it: &Recognition, rows: &[ListRow]) -> Markup {
    let earned: Vec<&ListRow> = rows.iter().filter(|row| row.outcome != Outcome::Failed).collect();
    let hours: i64 = earned.iter().map(|row| row.hours_x100).sum();
    let summary =
        cx.say(&text!("recognition-summary", people = rows.len(), earned = earned.len(), hours = fixed_2(hours)));
    let keys = ["recognition-confirm", "recognition-confirm-text", "completion-submit-back"].map(|key| cx.t(key));
    let [yes, text, no] = &keys;
    let action = format!("/recognitions/{}/{}/confirmation", it.class_id, it.county_id);
    let confirm = Some(Confirm { title: &summary, text, yes, no, removes: false });
    card(
        yes,
        &html! {
            p { (summary) }
            (ui::form(&ui::Form { action: &action, confirm, ..ui::Form::default() }, &ui::button::row(&ui::button(yes))))
        },
    )
}

fn returning(cx: &Cx, it: &Recognition, rows: &[ListRow], typed: &Typed, sent: &Sent) -> Markup {
    let keys = ["recognition-return-reason", "recognition-return-hint", "recognition-return"].map(|key| cx.t(key));
    let [label, hint, send] = &keys;
    let error = sent.error(cx, "reason");
    let fields = html! {
        (people(cx, rows, Some(&typed.people)))
        (ui::field::textarea(&Field { name: "reason", label, hint, value: &typed.reason, error: &error, required: true, maxlength: 500, ..Field::default() }, 3))
        (ui::button::row(&ui::danger_button(send)))
    };
    let action = format!("/recognitions/{}/{}/return", it.class_id, it.county_id);
    card(&cx.t("recognition-list"), &cx.keeping(&ui::Form { action: &action, ..ui::Form::default() }, &fields))
}
