//! Where a request comes from: its address, and what its browser was given when somebody came in by it.

use authz::Doorkeeper as _;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::{Asker, Cookies, Cx, Fault, SESSION_COOKIE, see, session_cookie};
use kernel::{PersonId, Timestamp};
use vault::Vault;

use crate::Sessions;
use crate::sign_in::{Door, KNOWN_MILLIS};

/// The cookie of a browser by which somebody came in before.
const KNOWN_COOKIE: &str = "known";

#[derive(Clone, Debug)]
pub(super) struct Whence {
    origin: String,
    known: Option<String>,
    /// What the browser says it is.
    device: String,
}

impl<S: Send + Sync> FromRequestParts<S> for Whence {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Fault> {
        let Asker(origin) = Asker::from_request_parts(parts, state).await?;
        let known = Cookies::of(&parts.headers).get(KNOWN_COOKIE).filter(|it| is_known(it)).map(str::to_owned);
        let device = parts.headers.get(header::USER_AGENT).and_then(|it| it.to_str().ok()).unwrap_or_default();
        Ok(Self { origin, known, device: device.to_owned() })
    }
}

/// Only what we gave: 32 bytes.
fn is_known(value: &str) -> bool {
    URL_SAFE_NO_PAD.decode(value).is_ok_and(|bytes| bytes.len() == 32)
}

impl Whence {
    pub(super) fn door<'a>(&'a self, cx: &'a Cx, vault: &'a Vault) -> Door<'a> {
        Door { store: cx.store(), vault, origin: &self.origin, known: self.known.as_deref(), now: cx.now() }
    }

    /// Lets `person`, whose password was right, in and on to `next`; or on to the second step.
    pub(super) async fn enter(&self, cx: &Cx, person: PersonId, next: &str) -> http::Result<Response> {
        let vault = cx.app().own::<Vault>()?;
        let door = self.door(cx, &vault);
        if !door.asks_second(person).await? {
            return self.enter_open(cx, person, next).await;
        }
        let (token, until) = door.begin_half(person, &self.device).await?;
        Ok(with_session(cx, see(&with_next("/sign-in/second", next)), &token.cookie(), until))
    }

    /// Begins a session of `person` and leads on; the browser is known from now on.
    pub(super) async fn enter_open(&self, cx: &Cx, person: PersonId, next: &str) -> http::Result<Response> {
        let vault = cx.app().own::<Vault>()?;
        let known = self.known.clone().unwrap_or_else(|| URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>()));
        let (token, until) = self.door(cx, &vault).begin(person, &self.device, &known).await?;
        let sessions = cx.app().own::<Sessions>()?;
        let rests = sessions.actor(&token.cookie()).await?.is_some_and(|it| it.standing.rests);
        let answer = see(if rests { "/me/second-factor" } else { next });
        let answer = with_session(cx, answer, &token.cookie(), until);
        Ok(with_cookie(answer, cookie(cx, KNOWN_COOKIE, &known, cx.now().plus_millis(KNOWN_MILLIS))))
    }
}

/// The page `path`, which leads on to `next`.
pub(super) fn with_next(path: &str, next: &str) -> String {
    if next == "/" {
        return path.to_owned();
    }
    let query = serde_html_form::to_string(&[("next", next)][..]).unwrap_or_default();
    format!("{path}?{query}")
}

/// The answer with the session's cookie; an empty one that is over takes it away.
pub(super) fn with_session(cx: &Cx, answer: Response, value: &str, until: Timestamp) -> Response {
    with_cookie(answer, cookie(cx, SESSION_COOKIE, value, until))
}

fn cookie(cx: &Cx, name: &str, value: &str, until: Timestamp) -> Option<HeaderValue> {
    session_cookie(name, value, cx.now(), until, cx.app().parts().address.starts_with("https://"))
}

fn with_cookie(mut answer: Response, cookie: Option<HeaderValue>) -> Response {
    if let Some(cookie) = cookie {
        answer.headers_mut().append(header::SET_COOKIE, cookie);
    }
    answer
}
