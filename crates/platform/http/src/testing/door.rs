use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use authz::Doorkeeper;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use axum::http::request::Builder;
use axum::http::{HeaderMap, Request, StatusCode};
use tower::ServiceExt as _;

use super::words::Words;
use crate::SESSION_COOKIE;

/// Twelve statements for a page, two of them for the session.
const MOST_STATEMENTS: u32 = 12 - 2;

/// Those who knock at a door, by the names that a test gives them.
pub trait Callers: Doorkeeper {
    /// The session cookie of the caller `who`; empty for nobody. Where it says nothing else, a caller's
    /// name is the cookie.
    fn cookie<'a>(&'a self, who: &'a str) -> Pin<Box<dyn Future<Output = String> + Send + 'a>> {
        Box::pin(async { who.to_owned() })
    }
}

/// The door of a house: sends what a browser sends from our own pages, and reads the answer to its end.
pub struct Door {
    router: Router,
    callers: Arc<dyn Callers>,
    words: Words,
}

/// An answer, read to its end.
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub bytes: Vec<u8>,
    /// The body as text.
    pub text: String,
}

impl Answer {
    /// A header; empty when there is none.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |it| it.to_str().unwrap())
    }

    /// Where it leads; empty when nowhere.
    #[must_use]
    pub fn location(&self) -> &str {
        self.header(LOCATION.as_str())
    }

    /// The cookie `name` that it sets; the last one counts.
    #[must_use]
    pub fn cookie(&self, name: &str) -> Option<String> {
        let cookies = self.headers.get_all(SET_COOKIE).iter().map(|it| it.to_str().unwrap());
        cookies.rev().find_map(|it| it.split(';').next()?.strip_prefix(name)?.strip_prefix('=').map(str::to_owned))
    }

    /// The session that it begins; empty where it ends one.
    #[must_use]
    pub fn session(&self) -> Option<String> {
        self.cookie(SESSION_COOKIE)
    }

    /// How many statements it took.
    #[must_use]
    pub fn statements(&self) -> u32 {
        self.header("x-statements").parse().unwrap()
    }
}

impl Door {
    pub(super) fn new(router: Router, callers: Arc<dyn Callers>, words: Words) -> Self {
        Self { router, callers, words }
    }

    /// The door of a house that was put together elsewhere.
    #[must_use]
    pub fn of(router: Router, callers: Arc<dyn Callers>) -> Self {
        Self::new(router, callers, Words::default())
    }

    /// Sends `request` as `who`, or as the cookies in its headers say.
    pub async fn send(&self, who: &str, mut request: Builder, body: impl Into<Body>) -> Answer {
        let cookie = self.callers.cookie(who).await;
        let headers = request.headers_mut().unwrap();
        if !cookie.is_empty() && !headers.contains_key(COOKIE) {
            headers.insert(COOKIE, format!("{SESSION_COOKIE}={cookie}").parse().unwrap());
        }
        let answer = self.router.clone().oneshot(request.body(body.into()).unwrap()).await.unwrap();
        let (parts, body) = answer.into_parts();
        let bytes = to_bytes(body, 1 << 28).await.unwrap().to_vec();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: parts.status, headers: parts.headers, bytes, text }
    }

    /// Asks for `path`.
    pub async fn get(&self, who: &str, path: &str) -> Answer {
        self.send(who, ours(Request::get(path)), Body::empty()).await
    }

    /// Sends a form, written as a browser writes it: `name=x&reason=y`; see [`form`].
    pub async fn post(&self, who: &str, path: &str, form: &str) -> Answer {
        let request = ours(Request::post(path)).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(who, request, form.to_owned()).await
    }

    /// Sends what a script of our own pages sends.
    pub async fn post_json(&self, who: &str, path: &str, value: &serde_json::Value) -> Answer {
        let request = ours(Request::post(path)).header(CONTENT_TYPE, "application/json");
        self.send(who, request, value.to_string()).await
    }

    /// A page that is there: whole, translated, and with no more statements than a page may take.
    pub async fn page(&self, who: &str, path: &str) -> String {
        let answer = self.get(who, path).await;
        assert_eq!(answer.status, StatusCode::OK, "{who} {path}: {}", answer.text);
        assert!(answer.statements() <= MOST_STATEMENTS, "{who} {path}: {} statements", answer.statements());
        let missing = self.words.missing(&answer.text);
        assert!(missing.is_empty(), "{who} {path}: {missing:?} in place of words");
        answer.text
    }

    /// A deed that is done; where it leads.
    pub async fn deed(&self, who: &str, path: &str, form: &str) -> String {
        let answer = self.post(who, path, form).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{who} {path}: {}", answer.text);
        answer.location().to_owned()
    }

    /// The status of an answer to an empty request.
    pub async fn status(&self, who: &str, method: &str, path: &str) -> u16 {
        let answer = if method == "GET" { self.get(who, path).await } else { self.post(who, path, "").await };
        answer.status.as_u16()
    }
}

/// From one of our own pages.
fn ours(request: Builder) -> Builder {
    request.header("host", "xingtan.test").header("sec-fetch-site", "same-origin")
}

/// Fields and values as the text of a form.
#[must_use]
pub fn form(fields: &[(&str, &str)]) -> String {
    serde_html_form::to_string(fields).unwrap()
}
