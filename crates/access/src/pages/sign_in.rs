//! The way in by a password, and the way out.

use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use http::{Cookies, Cx, Form, Look, Public, Query, SESSION_COOKIE, SignedIn, own_path, see_with};
use kernel::{Error, Result, Text, text};
use maud::{Markup, html};
use serde::Deserialize;
use ui::{Field, button, card, error_summary, form};
use vault::Vault;

use super::factor;
use super::whence::{Whence, with_session};
use crate::{Sessions, store as rows};

#[derive(Debug, Default, Deserialize)]
pub(super) struct Next {
    #[serde(default)]
    next: String,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Attempt {
    #[serde(default)]
    login: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    next: String,
}

pub(super) async fn new(_: Public, cx: Cx, Query(Next { next }): Query<Next>) -> http::Result<Markup> {
    Ok(page(&cx, &Attempt { next, ..Attempt::default() }, None)?)
}

fn page(cx: &Cx, typed: &Attempt, fault: Option<&Text>) -> Result<Markup> {
    let title = cx.t("sign-in");
    let said = fault.map(|it| cx.say(it)).unwrap_or_default();
    let unasked = factor::unasked(cx)?;
    let words = ["sign-in-login", "sign-in-login-hint", "sign-in-password"].map(|key| cx.t(key));
    let [login, login_hint, password] = &words;
    let fields = html! {
        (ui::field::hidden("next", &typed.next))
        (ui::field::text(&Field { name: "login", label: login, hint: login_hint, value: &typed.login, error: &said, autocomplete: "username", required: true, ..Field::default() }))
        (ui::field::password(&Field { name: "password", label: password, autocomplete: "current-password", required: true, ..Field::default() }))
        div.deeds {
            (button(&title))
            a.btn.quiet href="/activation" { (cx.t("activation-first")) }
        }
    };
    let body = html! {
        h1 { (title) }
        @if fault.is_some() { (error_summary(&cx.t("http-invalid"), &[("login", &said)])) }
        (card(&cx.t("sign-in-card"), &form(&ui::Form { action: "/session", ..ui::Form::default() }, &fields)))
        p.hint { (cx.t("sign-in-help")) }
        (unasked)
    };
    Ok(cx.page_with(&title, Look { reading: true, ..Look::default() }, &body))
}

pub(super) async fn create(_: Public, cx: Cx, whence: Whence, Form(typed): Form<Attempt>) -> http::Result<Response> {
    let vault = cx.app().own::<Vault>()?;
    let person = match whence.door(&cx, &vault).check(&typed.login, typed.password.clone()).await {
        Ok(Some(person)) => person,
        Ok(None) => {
            return Ok(
                (StatusCode::UNPROCESSABLE_ENTITY, page(&cx, &typed, Some(&text!("sign-in-wrong")))?).into_response()
            );
        }
        Err(Error::Refused(refusal)) => {
            return Ok((StatusCode::TOO_MANY_REQUESTS, page(&cx, &typed, Some(&refusal.reason))?).into_response());
        }
        Err(error) => return Err(error.into()),
    };
    whence.enter(&cx, person, own_path(&typed.next)).await
}

pub(super) async fn destroy(SignedIn(actor): SignedIn, cx: Cx, headers: HeaderMap) -> http::Result<Response> {
    rows::delete_device(cx.store(), actor.person, actor.session.into()).await?;
    if let Some(cookie) = Cookies::of(&headers).get(SESSION_COOKIE) {
        cx.app().own::<Sessions>()?.forget(cookie);
    }
    Ok(with_session(&cx, see_with("/sign-in", &text!("signed-out")), "", cx.now()))
}
