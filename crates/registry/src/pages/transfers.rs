//! Transfers on the way, and a school that asks for somebody of another.

use audit::By;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use http::{Across, Areas, Cx, Form, Manage, Query, Sent, see_with};
use kernel::{Error, PersonId, Result, text};
use maud::{Markup, html};
use serde::Deserialize;
use ui::table::{Column, Table, table};
use ui::{Pager, card, pager, tag};
use vault::Vault;

use super::post_form::{Begins, Typed, needed, post_fields};
use super::transfer::{path, tone};
use crate::identity_number::IdentityNumber;
use crate::transfer::{Transfer, TransferDesk};
use crate::{deed, document, store as rows};

/// Transfers on a page.
const PAGE: u32 = 50;

/// Where the list goes on.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    before: String,
}

pub(super) async fn index(
    areas: Across<Manage<TransferDesk>>,
    cx: Cx,
    Query(asked): Query<Asked>,
) -> http::Result<Markup> {
    let here = areas.here();
    let open = rows::list_open_transfers(cx.store(), &here.place, asked.before.parse().ok(), PAGE).await?;
    let next =
        kernel::last_of_full(&open, PAGE).map(|last| areas.href("/transfers", &[("before", &last.id.to_string())]));
    let title = cx.t("transfers");
    let body = html! {
        (ui::card::head(&title, &html! { (here.organisation_name) }, &ui::link_button(&areas.href("/transfers/new", &[]), &cx.t("transfer-take"))))
        (cx.switch(&areas))
        (list(&cx, &open, next.as_deref()))
        p.hint { (cx.t("transfers-hint")) }
    };
    Ok(cx.page(&title, &body))
}

fn list(cx: &Cx, open: &[Transfer], next: Option<&str>) -> Markup {
    let heads = ["person-name", "transfer-from", "transfer-to", "post-from", "transfer-state"].map(|key| cx.t(key));
    let [name, from, to, on, state] = &heads;
    let columns = [Column::text(name), Column::text(from), Column::text(to), Column::text(on), Column::text(state)];
    let cells = open.iter().map(|it| {
        vec![
            html! { a href=(path(it)) { (it.person_name) } },
            html! { (it.source_name) },
            html! { (it.target_name) },
            html! { (it.on_day) },
            tag(tone(it.state), &cx.t(it.state.key())),
        ]
        .into()
    });
    let (title, word) = (cx.t("transfers-open"), cx.t("transfers-next"));
    card(
        &title,
        &html! {
            (table(&Table {
                caption: &title,
                caption_unseen: true,
                columns: &columns,
                rows: cells.collect(),
                empty: ui::state::empty(&cx.t("transfers-none"), &cx.t("transfers-none-hint"), &html! {}),
                ..Table::default()
            }))
            (pager(&Pager { label: &title, next: next.map(|href| (word.as_ref(), href)), ..Pager::default() }))
        },
    )
}

pub(super) async fn take(areas: Across<Manage<TransferDesk>>, cx: Cx) -> http::Result<Markup> {
    Ok(asking(&cx, &areas, &Typed::default(), &Sent::default()))
}

fn asking(cx: &Cx, areas: &Areas, typed: &Typed, sent: &Sent) -> Markup {
    let (title, list) = (cx.t("transfer-take"), cx.t("transfers"));
    let fields = html! {
        p { (cx.t("transfer-take-means")) }
        (needed(cx, sent, "who", &typed.who, ("person-name", "transfer-who-hint"), 50))
        (needed(cx, sent, "number", &typed.number, ("person-number", "transfer-number-hint"), 30))
        (post_fields(cx, typed, sent, Begins::Transfer))
        (ui::button::row(&ui::button(&cx.t("transfer-ask"))))
    };
    let action = areas.href("/transfers", &[]);
    let body = html! {
        (ui::breadcrumbs(&list, &[ui::Crumb { text: &list, href: &areas.href("/transfers", &[]) }]))
        (ui::card::head(&title, &html! { (areas.here().organisation_name) }, &html! {}))
        (sent.summary(cx))
        (card(&title, &ui::form(&ui::Form { action: &action, ..ui::Form::default() }, &fields)))
    };
    cx.page_with(&title, http::Look { reading: true, under: Some("/transfers"), ..http::Look::default() }, &body)
}

/// Whoever holds the number under this name; one answer for a wrong number and for a wrong name.
async fn holder(cx: &Cx, typed: &Typed) -> Result<PersonId> {
    let unknown = || Error::field("number", text!("transfer-unknown"));
    let number = match typed.number.parse::<IdentityNumber>() {
        Ok(number) => number.reveal().to_owned(),
        Err(_) => document::other(&typed.number).ok_or_else(unknown)?,
    };
    let vault = cx.app().own::<Vault>()?;
    let id = rows::find_person_by_identity(cx.store(), &vault.traces(&number)).await?.ok_or_else(unknown)?;
    let person = rows::find_person(cx.store(), id).await?.ok_or_else(unknown)?;
    if person.name == typed.who.trim() { Ok(id) } else { Err(unknown()) }
}

pub(super) async fn create(
    areas: Across<Manage<TransferDesk>>,
    cx: Cx,
    Form(typed): Form<Typed>,
) -> http::Result<Response> {
    let by = By::holding(cx.signed_in()?, areas.here(), cx.now());
    let done = async {
        let new = typed.post(None)?;
        let person = holder(&cx, &typed).await?;
        let target = typed.organisation(&cx, areas.here().organisation).await?;
        let id = store::transaction!(cx.store(), tx => { deed::ask(tx, &by, person, target.id, &new).await })?;
        Ok((person, id))
    };
    match done.await {
        Ok((person, id)) => {
            cx.app().worker().ring();
            Ok(see_with(&format!("/people/{person}/transfers/{id}"), &text!("transfer-asked", name = typed.who.trim())))
        }
        Err(Error::NotFound) => {
            let sent = Sent::of(Error::field("code", text!("transfer-not-yours")))?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, asking(&cx, &areas, &typed, &sent)).into_response())
        }
        Err(error) => {
            let sent = Sent::of(error)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, asking(&cx, &areas, &typed, &sent)).into_response())
        }
    }
}
