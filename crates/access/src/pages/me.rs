//! My account: who I am here, which duties I hold, where I am signed in, my password.

use audit::By;
use authz::{Actor, Appointment};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use http::{Cx, Form, Look, SignedIn, see_with};
use kernel::{Error, FieldFault, Result, text};
use maud::{Markup, html};
use serde::Deserialize;
use ui::table::{Column, Table, table};
use ui::{Field, button, card, error_summary, form};
use vault::Vault;

use super::proof;
use crate::password::{self, Facts};
use crate::{Sessions, credential};

#[derive(Debug, Default, Deserialize)]
pub(super) struct Change {
    #[serde(default)]
    current: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    again: String,
}

pub(super) async fn show(SignedIn(_): SignedIn, cx: Cx) -> http::Result<Markup> {
    Ok(page(&cx, &[]).await?)
}

async fn page(cx: &Cx, faults: &[FieldFault]) -> Result<Markup> {
    let actor = cx.signed_in()?;
    let title = cx.t("me");
    let body = html! {
        (ui::card::head(&actor.name, &html! {}, &html! {}))
        (card(&cx.t("me-duties"), &html! {
            (duties(cx, &actor.appointments))
            @if !actor.appointments.is_empty() { p { (ui::quiet_link("/me/delegation", &cx.t("delegation-go-there"))) } }
        }))
        (card(&cx.t("me-password"), &password_form(cx, faults)))
        (card(&cx.t("factor"), &html! { p { (cx.t("me-factor")) } p { (ui::quiet_link("/me/second-factor", &cx.t("me-factor-go"))) } }))
        (card(&cx.t("devices"), &html! { p { (cx.t("me-devices")) } p { (ui::quiet_link("/me/devices", &cx.t("me-devices-go"))) } }))
        @if actor.is_officer(cx.today()) {
            (card(&cx.t("exports"), &html! { p { (cx.t("exports-hint")) } p { (ui::quiet_link("/exports", &cx.t("exports"))) } }))
        }
    };
    Ok(cx.page_with(&title, Look { reading: true, ..Look::default() }, &body))
}

fn duties(cx: &Cx, appointments: &[Appointment]) -> Markup {
    let heads = ["me-duty", "me-where", "me-from", "me-until"].map(|key| cx.t(key));
    let [duty, at, from, until] = &heads;
    let columns = [Column::text(duty), Column::text(at), Column::text(from), Column::text(until)];
    let cells = appointments.iter().map(|it| {
        let key = format!("duty-{}", it.duty);
        vec![
            html! {
                (cx.t(&key))
                @if let Some(principal) = &it.principal { p.hint { (cx.say(&text!("duty-for", name = &principal.name))) } }
            },
            html! { (it.organisation_name) },
            html! { (it.from) },
            html! { @match it.until { Some(until) => { (until) }, None => { (cx.t("me-open-end")) } } },
        ]
        .into()
    });
    table(&Table {
        caption: &cx.t("me-duties"),
        caption_unseen: true,
        columns: &columns,
        rows: cells.collect(),
        empty: ui::state::empty(&cx.t("me-no-duty"), &cx.t("me-no-duty-hint"), &html! {}),
        ..Table::default()
    })
}

fn password_form(cx: &Cx, faults: &[FieldFault]) -> Markup {
    let said: Vec<(&str, String)> = faults.iter().map(|it| (it.field, cx.say(&it.text))).collect();
    let error = |field: &str| said.iter().find(|(name, _)| *name == field).map_or("", |(_, text)| text.as_str());
    let words = ["password-current", "password-new", "password-hint", "password-again"].map(|key| cx.t(key));
    let [current, password, hint, again] = &words;
    let summary: Vec<(&str, &str)> = said.iter().map(|(field, text)| (*field, text.as_str())).collect();
    let fields = html! {
        @if !summary.is_empty() { (error_summary(&cx.say(&text!("http-error-summary", count = summary.len())), &summary)) }
        (ui::field::password(&Field { name: "current", label: current, error: error("current"), autocomplete: "current-password", required: true, ..Field::default() }))
        (ui::field::password(&Field { name: "password", label: password, hint, error: error("password"), autocomplete: "new-password", required: true, ..Field::default() }))
        (ui::field::password(&Field { name: "again", label: again, error: error("again"), autocomplete: "new-password", required: true, ..Field::default() }))
        div.deeds { (button(&cx.t("password-change"))) }
    };
    form(&ui::Form { action: "/me/password", ..ui::Form::default() }, &fields)
}

pub(super) async fn password(SignedIn(actor): SignedIn, cx: Cx, Form(typed): Form<Change>) -> http::Result<Response> {
    match change(&cx, &actor, &typed).await {
        Ok(()) => Ok(see_with("/sign-in", &text!("password-changed"))),
        Err(Error::Invalid(faults)) => {
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&cx, &faults).await?).into_response())
        }
        Err(Error::Refused(refusal)) => {
            let faults = [FieldFault { field: "current", text: refusal.reason }];
            Ok((StatusCode::TOO_MANY_REQUESTS, page(&cx, &faults).await?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// Whoever holds a stolen session guesses no faster than at the door.
async fn change(cx: &Cx, actor: &Actor, typed: &Change) -> Result<()> {
    let person = actor.person;
    proof::password(cx, person, typed.current.clone()).await?;
    let vault = cx.app().own::<Vault>()?;
    password::check_form(&typed.password, &typed.again)?;
    password::check_person(&typed.password, &Facts::find(cx.store(), &vault, person).await?)?;
    let (by, hash) = (By::own(actor, cx.now()), credential::hash(typed.password.clone()).await?);
    store::transaction!(cx.store(), tx => { crate::set_password(tx, &by, person, &hash).await })?;
    cx.app().own::<Sessions>()?.forget_person(person);
    Ok(())
}
