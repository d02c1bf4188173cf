//! The second step of signing in: the code of the authenticator, or a recovery code.

use audit::By;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use http::{Cookies, Cx, Form, Look, Public, Query, SESSION_COOKIE, own_path, see, see_with};
use kernel::{Error, Result, Text, text};
use maud::{Markup, html};
use serde::Deserialize;
use ui::{Field, button, card, error_summary, form};

use super::whence::{Whence, with_next};
use crate::factor::Factor;
use crate::session::{Device, SECOND, Token};
use crate::store as rows;
use vault::Vault;

#[derive(Debug, Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    code: String,
    #[serde(default)]
    next: String,
}

/// The session that waits for its second step.
async fn half_open(cx: &Cx, headers: &HeaderMap) -> Result<Option<Device>> {
    let Some(token) = Cookies::of(headers).get(SESSION_COOKIE).and_then(Token::read) else { return Ok(None) };
    let device = rows::find_device(cx.store(), token.person, token.session).await?;
    Ok(device.filter(|it| it.awaits.as_deref() == Some(SECOND) && token.opens(it, cx.now())))
}

pub(super) async fn new(_: Public, cx: Cx, headers: HeaderMap, Query(typed): Query<Typed>) -> http::Result<Response> {
    Ok(match half_open(&cx, &headers).await? {
        Some(_) => page(&cx, &typed, None).into_response(),
        None => see("/sign-in"),
    })
}

fn page(cx: &Cx, typed: &Typed, fault: Option<&Text>) -> Markup {
    let title = cx.t("second");
    let said = fault.map(|it| cx.say(it)).unwrap_or_default();
    let words = ["second-code", "second-code-hint"].map(|key| cx.t(key));
    let [code, hint] = &words;
    let fields = html! {
        (ui::field::hidden("next", own_path(&typed.next)))
        (ui::field::text(&Field { name: "code", label: code, hint, error: &said, autocomplete: "one-time-code", required: true, maxlength: 20, ..Field::default() }))
        div.deeds { (button(&cx.t("second-go"))) a.btn.quiet href="/sign-in" { (cx.t("second-back")) } }
    };
    let body = html! {
        h1 { (title) }
        @if fault.is_some() { (error_summary(&cx.t("http-invalid"), &[("code", &said)])) }
        (card(&cx.t("second-card"), &form(&ui::Form { action: "/sign-in/second", ..ui::Form::default() }, &fields)))
        p.hint { (cx.t("second-help")) }
    };
    cx.page_with(&title, Look { reading: true, ..Look::default() }, &body)
}

pub(super) async fn create(
    _: Public,
    cx: Cx,
    headers: HeaderMap,
    whence: Whence,
    Form(typed): Form<Typed>,
) -> http::Result<Response> {
    let Some(device) = half_open(&cx, &headers).await? else {
        return Ok(see_with(&with_next("/sign-in", own_path(&typed.next)), &text!("second-late")));
    };
    let vault = cx.app().own::<Vault>()?;
    let gate = whence.door(&cx, &vault).second_gate(device.person_id).await?;
    match gate.enter(cx.store(), cx.now()).await {
        Ok(()) => {}
        Err(Error::Refused(refusal)) => {
            return Ok((StatusCode::TOO_MANY_REQUESTS, page(&cx, &typed, Some(&refusal.reason))).into_response());
        }
        Err(error) => return Err(error.into()),
    }
    let by = By::acting(device.person_id, "", "", cx.now());
    let factor = Factor { store: cx.store(), vault: &vault, by: &by };
    if !factor.passes(&typed.code).await? {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&cx, &typed, Some(&text!("second-wrong")))).into_response());
    }
    gate.open(cx.store()).await?;
    // The half-open session ends: the cookie that was worth one step is never worth two.
    rows::delete_device(cx.store(), device.person_id, device.id).await?;
    whence.enter_open(&cx, device.person_id, own_path(&typed.next)).await
}
