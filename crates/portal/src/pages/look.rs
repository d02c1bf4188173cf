//! How the pages look and which language they speak: kept in cookies, changed without script too.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use http::{Cookies, Cx, Form, Public, Query, see};
use locale::Language;
use maud::Markup;
use serde::Deserialize;
use ui::{Theme, TypeSize};

#[derive(Debug, Default, Deserialize)]
pub(super) struct Wish {
    theme: Option<String>,
    r#type: Option<String>,
    lang: Option<String>,
}

/// A year.
const KEPT_SECONDS: u32 = 31_536_000;

/// The page from which the form came, when it is ours.
fn back(headers: &HeaderMap) -> String {
    let referer = headers.get(header::REFERER).and_then(|it| it.to_str().ok()).unwrap_or_default();
    let host = headers.get(header::HOST).and_then(|it| it.to_str().ok()).unwrap_or_default();
    let rest = referer.split_once("://").and_then(|(_, rest)| rest.strip_prefix(host));
    rest.filter(|path| path.starts_with('/') && !path.starts_with("//")).unwrap_or("/").to_owned()
}

fn keep(answer: &mut Response, name: &str, value: &str) {
    if let Ok(cookie) = HeaderValue::from_str(&format!("{name}={value}; Path=/; Max-Age={KEPT_SECONDS}; SameSite=Lax")) {
        answer.headers_mut().append(header::SET_COOKIE, cookie);
    }
}

pub(super) async fn update(_: Public, headers: HeaderMap, Form(wish): Form<Wish>) -> http::Result<Response> {
    let mut answer = see(&back(&headers));
    if let Some(theme) = &wish.theme {
        keep(&mut answer, Theme::COOKIE, Theme::parse(theme).as_str());
    }
    if let Some(size) = &wish.r#type {
        keep(&mut answer, TypeSize::COOKIE, TypeSize::parse(size).as_str());
    }
    Ok(answer)
}

pub(super) async fn language(_: Public, headers: HeaderMap, Form(wish): Form<Wish>) -> http::Result<Response> {
    let mut answer = see(&back(&headers));
    let language: Language = wish.lang.as_deref().and_then(|tag| tag.parse().ok()).unwrap_or_default();
    keep(&mut answer, "lang", language.tag());
    Ok(answer)
}

/// The living page of all components.
pub(super) async fn design(_: Public, cx: Cx, headers: HeaderMap, Query(wish): Query<Wish>) -> http::Result<Markup> {
    let cookies = Cookies::of(&headers);
    let theme = wish.theme.as_deref().or(cookies.get(Theme::COOKIE)).map(Theme::parse).unwrap_or_default();
    let size = wish.r#type.as_deref().or(cookies.get(TypeSize::COOKIE)).map(TypeSize::parse).unwrap_or_default();
    Ok(ui::design::design(&cx.app().parts().assets, theme, size, "/look"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(referer: &'static str) -> String {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, HeaderValue::from_static("xingtan.test"));
        headers.insert(header::REFERER, HeaderValue::from_static(referer));
        back(&headers)
    }

    #[test]
    fn a_wish_leads_back_to_our_own_page_only() {
        assert_eq!(from("https://xingtan.test/hours?x=1"), "/hours?x=1");
        assert_eq!(from("https://evil.test/hours"), "/");
        assert_eq!(from("https://xingtan.test.evil.test/hours"), "/");
        assert_eq!(from("https://xingtan.test//evil.test"), "/");
    }
}
