//! The first way in: the activation code, and a password of one's own.

use audit::By;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use http::{Cx, Form, Look, Public};
use kernel::{Error, FieldFault, PersonId, Result, text};
use maud::{Markup, html};
use serde::Deserialize;
use ui::{Field, button, card, error_summary, form};
use vault::Vault;

use super::whence::Whence;
use crate::credential::ActivationCode;
use crate::password::{self, Facts};
use crate::sign_in::Subject;
use crate::{credential, store as rows};

#[derive(Debug, Default, Deserialize)]
pub(super) struct Activation {
    #[serde(default)]
    login: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    again: String,
}

pub(super) async fn new(_: Public, cx: Cx) -> http::Result<Markup> {
    Ok(activation_page(&cx, &Activation::default(), &[]))
}

fn activation_page(cx: &Cx, typed: &Activation, faults: &[FieldFault]) -> Markup {
    let title = cx.t("activation");
    let said: Vec<(&str, String)> = faults.iter().map(|it| (it.field, cx.say(&it.text))).collect();
    let error = |field: &str| said.iter().find(|(name, _)| *name == field).map_or("", |(_, text)| text.as_str());
    let words = [
        "sign-in-login",
        "sign-in-login-hint",
        "activation-code",
        "activation-code-hint",
        "password-new",
        "password-hint",
        "password-again",
    ]
    .map(|key| cx.t(key));
    let [login, login_hint, code, code_hint, password, password_hint, again] = &words;
    let fields = html! {
        (ui::field::text(&Field { name: "login", label: login, hint: login_hint, value: &typed.login, error: error("login"), autocomplete: "username", required: true, ..Field::default() }))
        (ui::field::text(&Field { name: "code", label: code, hint: code_hint, value: &typed.code, error: error("code"), autocomplete: "one-time-code", required: true, ..Field::default() }))
        (ui::field::password(&Field { name: "password", label: password, hint: password_hint, error: error("password"), autocomplete: "new-password", required: true, ..Field::default() }))
        (ui::field::password(&Field { name: "again", label: again, error: error("again"), autocomplete: "new-password", required: true, ..Field::default() }))
        div.deeds { (button(&cx.t("activation-do"))) a.btn.quiet href="/sign-in" { (cx.t("activation-back")) } }
    };
    let summary: Vec<(&str, &str)> = said.iter().map(|(field, text)| (*field, text.as_str())).collect();
    let body = html! {
        h1 { (title) }
        @if !summary.is_empty() { (error_summary(&cx.say(&text!("http-error-summary", count = summary.len())), &summary)) }
        (card(&cx.t("activation-card"), &form(&ui::Form { action: "/activation", ..ui::Form::default() }, &fields)))
        p.hint { (cx.t("activation-help")) }
    };
    cx.page_with(&title, Look { reading: true, ..Look::default() }, &body)
}

pub(super) async fn create(_: Public, cx: Cx, whence: Whence, Form(typed): Form<Activation>) -> http::Result<Response> {
    let refuse = |faults: &[FieldFault]| {
        Ok((StatusCode::UNPROCESSABLE_ENTITY, activation_page(&cx, &typed, faults)).into_response())
    };
    match opened(&cx, &whence, &typed).await {
        Ok(Some(person)) => whence.enter(&cx, person, "/").await,
        // The same answer for an unknown login and a wrong code: it tells nobody who is on file.
        Ok(None) => refuse(&[FieldFault { field: "code", text: text!("activation-wrong") }]),
        Err(Error::Invalid(faults)) => refuse(&faults),
        Err(Error::Refused(refusal)) => refuse(&[FieldFault { field: "code", text: refusal.reason }]),
        Err(error) => Err(error.into()),
    }
}

/// Opens the account when the code is right; whose it is.
async fn opened(cx: &Cx, whence: &Whence, typed: &Activation) -> Result<Option<PersonId>> {
    password::check_form(&typed.password, &typed.again)?;
    let vault = cx.app().own::<Vault>()?;
    let (store, now) = (cx.store(), cx.now());
    let Subject { person, gate } = whence.door(cx, &vault).subject(&typed.login).await?;
    gate.enter(store, now).await?;
    let code = ActivationCode::typed(&typed.code);
    let Some(person) = person else {
        gate.note_wrong(store, now).await?;
        return Ok(None);
    };
    if !rows::has_activation(store, person, &code.digest(), now).await? {
        gate.note_wrong(store, now).await?;
        return Ok(None);
    }
    // Only now, or the answer would say what is on file of somebody else.
    gate.open(store).await?;
    password::check_person(&typed.password, &Facts::find(store, &vault, person).await?)?;
    let hash = credential::hash(typed.password.clone()).await?;
    let by = By::acting(person, "", "", now);
    store::transaction!(store, tx => { crate::activate(tx, &by, &code, &hash).await })?;
    Ok(Some(person))
}
