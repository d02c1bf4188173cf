//! Asking for the people of an organisation as a file.

use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use exports::{Format, Wanted};
use http::{Checked, Cx, Look, Manage, Sent, see_with};
use kernel::{Error, text};
use maud::{Markup, html};
use serde::Deserialize;
use ui::{Choice, Fact, Field, button, card, facts, form};

use crate::people_listing::{Asked, PEOPLE, PeopleExport};
use crate::store as rows;

/// A reason is a sentence, not a sign.
const SHORTEST_REASON: usize = 5;
const LONGEST_REASON: usize = 200;

/// What was chosen.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Chosen {
    format: String,
    whole: String,
    reason: String,
}

pub(super) async fn new(Manage(desk, _): Manage<PeopleExport>, cx: Cx) -> http::Result<Markup> {
    page(&cx, &desk, &Chosen { format: "xlsx".to_owned(), ..Chosen::default() }, &Sent::default()).await
}

pub(super) async fn create(
    Manage(desk, by): Manage<PeopleExport>,
    cx: Cx,
    Checked(chosen): Checked<Chosen>,
) -> http::Result<Response> {
    let format = match read(&chosen) {
        Ok(format) => format,
        Err(error) => {
            let sent = Sent::of(error)?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&cx, &desk, &chosen, &sent).await?).into_response());
        }
    };
    let at = &desk.0;
    let title = format!("{}教师名单（{}）", at.name, cx.today());
    let asked = serde_json::to_value(Asked { place: at.place.clone() }).map_err(Error::internal)?;
    let wanted = Wanted {
        listing: PEOPLE,
        asked,
        right: (<PeopleExport as authz::Noun>::NAME, &at.place),
        title: &title,
        format,
        whole: !chosen.whole.is_empty(),
        reason: chosen.reason.trim(),
    };
    let id = store::transaction!(cx.store(), tx => { exports::ask(tx, &by, &wanted).await })?;
    cx.app().worker().ring();
    Ok(see_with(&format!("/exports/{id}"), &text!("export-begun")))
}

fn read(chosen: &Chosen) -> kernel::Result<Format> {
    let format = chosen.format.parse().map_err(|_| Error::field("format", text!("export-format-missing")))?;
    let length = chosen.reason.trim().chars().count();
    if (!chosen.whole.is_empty() && length < SHORTEST_REASON) || length > LONGEST_REASON {
        let reason = text!("export-reason-wrong", least = SHORTEST_REASON, most = LONGEST_REASON);
        return Err(Error::field("reason", reason));
    }
    Ok(format)
}

async fn page(cx: &Cx, desk: &PeopleExport, chosen: &Chosen, sent: &Sent) -> http::Result<Markup> {
    let at = &desk.0;
    let figures = rows::list_people_figures(cx.store(), [&at.place].into_iter()).await?;
    let people = figures.get(&at.place).map_or_else(|| cx.t("export-unknown").into_owned(), ToString::to_string);
    let keys =
        ["export-whom", "export-people", "export-format", "export-whole", "export-whole-hint"].map(|it| cx.t(it));
    let [whom, count, format, whole, whole_hint] = &keys;
    let words = ["export-reason", "export-reason-hint", "export-go", "export-xlsx", "export-csv"].map(|it| cx.t(it));
    let [reason, reason_hint, go, xlsx, csv] = &words;
    let hints = ["export-xlsx-hint", "export-csv-hint"].map(|it| cx.t(it));
    let choices =
        [Choice { value: "xlsx", label: xlsx, hint: &hints[0] }, Choice { value: "csv", label: csv, hint: &hints[1] }];
    let errors = ["format", "reason"].map(|it| sent.error(cx, it));
    let [format_error, reason_error] = &errors;
    let fields = html! {
        (ui::field::radios(&Field { name: "format", label: format, value: &chosen.format, error: format_error, required: true, ..Field::default() }, &choices))
        (ui::field::checkbox(&Field { name: "whole", label: whole, hint: whole_hint, value: &chosen.whole, ..Field::default() }))
        (ui::field::textarea(&Field { name: "reason", label: reason, hint: reason_hint, value: &chosen.reason, error: reason_error, maxlength: 200, ..Field::default() }, 3))
        div.deeds { (button(go)) (ui::quiet_link(&format!("/organisations/{}", at.id), &cx.t("export-back"))) }
    };
    let title = cx.t("people-export");
    let action = format!("/organisations/{}/people-export", at.id);
    let body = html! {
        (ui::card::head(&title, &html! { (at.name) }, &html! {}))
        (sent.summary(cx))
        (card(&cx.t("export-what"), &html! {
            (facts(&[Fact::text(whom, &at.name), Fact::text(count, &people)]))
            p { (cx.t("export-means")) }
            (form(&ui::Form { action: &action, ..ui::Form::default() }, &fields))
        }))
    };
    Ok(cx.page_with(&title, Look { reading: true, ..Look::default() }, &body))
}
