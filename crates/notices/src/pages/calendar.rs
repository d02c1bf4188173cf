//! Which days are worked.

use ::calendar::{Day, DayKind};
use audit::{By, Entry};
use authz::{Noun, Place};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use http::{Across, Areas, Cx, Form, Manage, Sent, see_with};
use kernel::{Date, Error, text};
use maud::{Markup, html};
use serde::Deserialize;
use ui::table::{Column, Row, Table, table};
use ui::{Field, TagKind, button, card, tag};

/// The days of a place: a list without single things.
pub(super) struct Days;

impl Noun for Days {
    const NAME: &'static str = "calendar";
}

/// Days on the page: those of a year and the next.
const MOST: u32 = 200;

/// What was typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    days: String,
    day: String,
}

pub(super) async fn index(areas: Across<Manage<Days>>, cx: Cx) -> http::Result<Markup> {
    page(&cx, &areas, &Typed::default(), &Sent::default()).await
}

async fn refused(cx: &Cx, areas: &Areas, typed: &Typed, error: Error) -> http::Result<Response> {
    let sent = Sent::of(error)?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(cx, areas, typed, &sent).await?).into_response())
}

fn by(cx: &Cx, areas: &Areas) -> kernel::Result<By> {
    Ok(By::holding(cx.signed_in()?, areas.here(), cx.now()))
}

pub(super) async fn create(areas: Across<Manage<Days>>, cx: Cx, Form(typed): Form<Typed>) -> http::Result<Response> {
    let (by, place) = (by(&cx, &areas)?, areas.here().place.clone());
    let days = match Day::read(&place, &typed.days) {
        Ok(days) => days,
        Err(error) => return refused(&cx, &areas, &typed, error).await,
    };
    store::transaction!(cx.store(), tx => {
        ::calendar::put_days(tx, &days, by.person, by.now).await?;
        let after: Vec<String> = days.iter().map(|it| format!("{} {} {}", it.day, it.kind.as_str(), it.name)).collect();
        by.record(tx, Entry::new("calendar.announce", "calendar", &place).after(after)).await
    })?;
    Ok(see_with(&areas.href("/calendar", &[]), &text!("calendar-kept", count = days.len())))
}

pub(super) async fn destroy(areas: Across<Manage<Days>>, cx: Cx, Form(typed): Form<Typed>) -> http::Result<Response> {
    let (by, place) = (by(&cx, &areas)?, areas.here().place.clone());
    let day: Date = typed.day.parse().map_err(|_| Error::field("day", text!("notice-day-wrong")))?;
    store::transaction!(cx.store(), tx => {
        if !::calendar::delete_day(tx, &place, day).await? {
            return Err(Error::NotFound);
        }
        by.record(tx, Entry::new("calendar.take-back", "calendar", &place).before(day.to_string())).await
    })?;
    Ok(see_with(&areas.href("/calendar", &[]), &text!("calendar-taken-back", day = day)))
}

async fn page(cx: &Cx, areas: &Areas, typed: &Typed, sent: &Sent) -> http::Result<Markup> {
    let place = &areas.here().place;
    let from = Date::of(cx.today().year(), 1, 1).unwrap_or(cx.today());
    let days = ::calendar::list_days(cx.store(), place, from, MOST).await?;
    let title = cx.t("calendar");
    let body = html! {
        (ui::card::head(&title, &html! { (areas.here().organisation_name) }, &html! {}))
        (cx.switch(areas))
        (sent.summary(cx))
        (card(&cx.t("calendar-days"), &html! {
            p.hint { (cx.t("calendar-law")) }
            (rows_of(cx, areas, &days))
        }))
        (card(&cx.t("calendar-announce"), &announce(cx, areas, typed, sent)))
    };
    Ok(cx.page_with(&title, http::Look { reading: true, ..http::Look::default() }, &body))
}

fn rows_of(cx: &Cx, areas: &Areas, days: &[Day]) -> Markup {
    let heads =
        ["calendar-day", "calendar-kind", "calendar-name", "calendar-where", "calendar-take"].map(|key| cx.t(key));
    let [day, kind, name, whence, take] = &heads;
    let columns = [Column::text(day), Column::text(kind), Column::text(name), Column::text(whence), Column::deed(take)];
    let own = &areas.here().place;
    let cells = |it: &Day| -> Row {
        let (kind, word) = match it.kind {
            DayKind::Holiday => (TagKind::Ok, "calendar-holiday"),
            DayKind::Working => (TagKind::Due, "calendar-working"),
        };
        let whence = if it.place == Place::root() { "calendar-nation" } else { "calendar-region" };
        vec![
            html! { (it.day) },
            tag(kind, &cx.t(word)),
            html! { (it.name) },
            html! { (cx.t(whence)) },
            html! { @if it.place == *own {
                form method="post" action=(areas.href("/calendar/days/removal", &[])) {
                    (ui::field::hidden("day", &it.day.to_string()))
                    (ui::quiet_button(take, "", ""))
                }
            } },
        ]
        .into()
    };
    table(&Table {
        caption: &cx.t("calendar-days"),
        caption_unseen: true,
        columns: &columns,
        rows: days.iter().map(cells).collect(),
        empty: ui::state::empty(&cx.t("calendar-none"), &cx.t("calendar-none-hint"), &html! {}),
        ..Table::default()
    })
}

fn announce(cx: &Cx, areas: &Areas, typed: &Typed, sent: &Sent) -> Markup {
    let words = ["calendar-lines", "calendar-lines-hint", "calendar-keep"].map(|key| cx.t(key));
    let [label, hint, keep] = &words;
    let error = sent.error(cx, "days");
    let field =
        Field { name: "days", label, hint, value: &typed.days, error: &error, required: true, ..Field::default() };
    ui::form(
        &ui::Form { action: &areas.href("/calendar/days", &[]), ..ui::Form::default() },
        &html! { (ui::field::textarea(&field, 6)) div.deeds { (button(keep)) } },
    )
}
