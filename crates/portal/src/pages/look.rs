//! How somebody wants the pages: colours, size of type, language. Kept in cookies, so that it holds before
//! signing in and after.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use http::{Cookies, Cx, Form, Public, Query, left, see};
use locale::Language;
use maud::Markup;
use serde::Deserialize;
use ui::{Theme, TypeSize};

#[derive(Deserialize)]
pub(crate) struct Wanted {
    theme: Option<String>,
    r#type: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct Spoken {
    #[serde(default)]
    lang: String,
}

/// Every component in every state.
pub(crate) async fn design(_: Public, cx: Cx, headers: HeaderMap, Query(wanted): Query<Wanted>) -> Markup {
    let cookies = Cookies::of(&headers);
    let theme = wanted.theme.as_deref().or_else(|| cookies.get(Theme::COOKIE)).unwrap_or_default();
    let size = wanted.r#type.as_deref().or_else(|| cookies.get(TypeSize::COOKIE)).unwrap_or_default();
    ui::design::design(&cx.app().parts().assets, Theme::parse(theme), TypeSize::parse(size), "/look")
}

/// Keeps colours and size of type, and goes back.
pub(crate) async fn update(_: Public, headers: HeaderMap, Form(wanted): Form<Wanted>) -> Response {
    let mut answer = see(left(&headers));
    if let Some(theme) = &wanted.theme {
        keep(&mut answer, Theme::COOKIE, Theme::parse(theme).as_str());
    }
    if let Some(size) = &wanted.r#type {
        keep(&mut answer, TypeSize::COOKIE, TypeSize::parse(size).as_str());
    }
    answer
}

/// Keeps the language, and goes back; a language that the house does not speak changes nothing.
pub(crate) async fn language(_: Public, headers: HeaderMap, Form(spoken): Form<Spoken>) -> Response {
    let mut answer = see(left(&headers));
    if let Ok(language) = spoken.lang.parse::<Language>() {
        keep(&mut answer, "lang", language.tag());
    }
    answer
}

/// A year; readable by script, which changes the look without asking the server.
fn keep(answer: &mut Response, name: &str, value: &str) {
    if let Ok(cookie) = HeaderValue::from_str(&format!("{name}={value}; Path=/; Max-Age=31536000; SameSite=Lax")) {
        answer.headers_mut().append(header::SET_COOKIE, cookie);
    }
}
