//! The way in: password, first activation, and the way out.

use audit::By;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use http::{Asker, Cookies, Cx, Form, Look, Public, Query, SESSION_COOKIE, SignedIn, see, see_with, session_cookie};
use kernel::{Error, FieldFault, Text, Timestamp, text};
use maud::{Markup, html};
use registry::Keys;
use serde::Deserialize;
use ui::{Field, button, card, error_summary, form};

use crate::credential::{ActivationCode, check_password};
use crate::{Sessions, sign_in, store as rows};

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
    Ok(page(&cx, &Attempt { next, ..Attempt::default() }, None))
}

fn page(cx: &Cx, typed: &Attempt, fault: Option<&Text>) -> Markup {
    let title = cx.t("sign-in");
    let said = fault.map(|it| cx.say(it)).unwrap_or_default();
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
    };
    cx.page_with(&title, Look { reading: true, ..Look::default() }, &body)
}

fn device(headers: &HeaderMap) -> String {
    headers.get(header::USER_AGENT).and_then(|it| it.to_str().ok()).unwrap_or_default().to_owned()
}

pub(super) async fn create(
    _: Public,
    cx: Cx,
    Asker(asker): Asker,
    headers: HeaderMap,
    Form(typed): Form<Attempt>,
) -> http::Result<Response> {
    let keys = cx.app().own::<Keys>()?;
    let checked = sign_in::check(cx.store(), &keys, &typed.login, typed.password.clone(), &asker, cx.now()).await;
    let person = match checked {
        Ok(Some(person)) => person,
        Ok(None) => {
            return Ok(
                (StatusCode::UNPROCESSABLE_ENTITY, page(&cx, &typed, Some(&text!("sign-in-wrong")))).into_response()
            );
        }
        Err(Error::Refused(refusal)) => {
            return Ok((StatusCode::TOO_MANY_REQUESTS, page(&cx, &typed, Some(&refusal.reason))).into_response());
        }
        Err(error) => return Err(error.into()),
    };
    enter(&cx, person, &headers, own_path(&typed.next)).await
}

/// Only our own pages: a link from elsewhere must not lead elsewhere after signing in.
fn own_path(next: &str) -> &str {
    if next.starts_with('/') && !next.starts_with("//") && !next.contains('\\') { next } else { "/" }
}

/// Begins the session and leads on.
async fn enter(cx: &Cx, person: kernel::PersonId, headers: &HeaderMap, next: &str) -> http::Result<Response> {
    let (token, until) = sign_in::begin(cx.store(), person, &device(headers), cx.now()).await?;
    Ok(with_session(cx, see(next), &token.cookie(), until))
}

fn with_session(cx: &Cx, mut answer: Response, value: &str, until: Timestamp) -> Response {
    let secure = cx.app().parts().address.starts_with("https://");
    if let Some(cookie) = session_cookie(SESSION_COOKIE, value, cx.now(), until, secure) {
        answer.headers_mut().append(header::SET_COOKIE, cookie);
    }
    answer
}

pub(super) async fn destroy(SignedIn(actor): SignedIn, cx: Cx, headers: HeaderMap) -> http::Result<Response> {
    rows::delete_device(cx.store(), actor.person, actor.session.into()).await?;
    if let Some(cookie) = Cookies::of(&headers).get(SESSION_COOKIE) {
        cx.app().own::<Sessions>()?.forget(cookie);
    }
    Ok(with_session(&cx, see_with("/sign-in", &text!("signed-out")), "", cx.now()))
}

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

pub(super) async fn activation(_: Public, cx: Cx) -> http::Result<Markup> {
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

pub(super) async fn activate(
    _: Public,
    cx: Cx,
    Asker(origin): Asker,
    headers: HeaderMap,
    Form(typed): Form<Activation>,
) -> http::Result<Response> {
    let refuse = |faults: &[FieldFault]| {
        Ok((StatusCode::UNPROCESSABLE_ENTITY, activation_page(&cx, &typed, faults)).into_response())
    };
    if let Err(Error::Invalid(faults)) = check_password(&typed.password, &typed.again, &typed.login) {
        return refuse(&faults);
    }
    let keys = cx.app().own::<Keys>()?;
    let login_hash = keys.hash(&sign_in::normal(&typed.login));
    match sign_in::may_try(cx.store(), &login_hash, &origin, cx.now()).await {
        Ok(()) => {}
        Err(Error::Refused(refusal)) => return refuse(&[FieldFault { field: "code", text: refusal.reason }]),
        Err(error) => return Err(error.into()),
    }
    let hash = crate::credential::hash(typed.password.clone()).await?;
    if let Some(person) = sign_in::person_of(cx.store(), &keys, &typed.login).await? {
        let (by, code) = (By::acting(person, "", "", cx.now()), ActivationCode::typed(&typed.code));
        match store::transaction!(cx.store(), tx => { crate::activate(tx, &by, &code, &hash).await }) {
            Ok(()) => return enter(&cx, person, &headers, "/").await,
            Err(Error::Refused(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    // The same answer for an unknown login and a wrong code: it tells nobody who is on file.
    sign_in::note_wrong(cx.store(), &login_hash, &origin, cx.now()).await?;
    refuse(&[FieldFault { field: "code", text: text!("activation-wrong") }])
}

#[cfg(test)]
mod tests {
    use super::own_path;

    #[test]
    fn signing_in_leads_only_to_our_own_pages() {
        assert_eq!(own_path("/classes/7"), "/classes/7");
        for elsewhere in ["//evil.test", "https://evil.test", "/\\evil.test", "", "javascript:alert(1)"] {
            assert_eq!(own_path(elsewhere), "/", "{elsewhere}");
        }
    }
}
