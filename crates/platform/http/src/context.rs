use std::sync::Arc;

use authz::{Actor, Verb};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::{ACCEPT_LANGUAGE, COOKIE, SET_COOKIE};
use axum::http::request;
use axum::middleware::Next;
use axum::response::Response;
use kernel::{Date, Error, Text, Timestamp};
use locale::{Language, Locale};
use store::Store;
use ui::{Theme, TypeSize};

use crate::{App, Fault, headers, origin, typed};

/// The cookie of a session.
pub const SESSION_COOKIE: &str = "xingtan";
/// The cookie that carries one message over a redirect.
pub(crate) const FLASH_COOKIE: &str = "said";

/// The context of one request: who asks, when, in which language. Cheap to clone.
#[derive(Clone)]
pub struct Cx(Arc<Inner>);

struct Inner {
    app: App,
    actor: Option<Arc<Actor>>,
    locale: Locale,
    theme: Theme,
    size: TypeSize,
    path: String,
    query: Option<String>,
    /// Asks for a page, and changes nothing.
    safe: bool,
    /// The page that was left.
    left: String,
    now: Timestamp,
    flash: Option<Text>,
    wants_json: bool,
}

impl Cx {
    /// The house.
    #[must_use]
    pub fn app(&self) -> &App {
        &self.0.app
    }

    /// The database.
    #[must_use]
    pub fn store(&self) -> &Store {
        self.0.app.store()
    }

    /// The moment at which the request came.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.0.now
    }

    /// The legal date of that moment.
    #[must_use]
    pub fn today(&self) -> Date {
        self.0.now.date()
    }

    /// Who is signed in.
    #[must_use]
    pub fn actor(&self) -> Option<&Arc<Actor>> {
        self.0.actor.as_ref()
    }

    /// Who is signed in, where nobody else gets this far.
    ///
    /// # Errors
    /// [`Error::SignInNeeded`] when nobody is.
    pub fn signed_in(&self) -> kernel::Result<&Arc<Actor>> {
        self.0.actor.as_ref().ok_or(Error::SignInNeeded)
    }

    /// Whether the actor may do `verb` to `noun` at one of `places` today.
    #[must_use]
    pub fn may(&self, verb: Verb, noun: &str, places: &[authz::Place]) -> bool {
        self.0.actor.as_ref().is_some_and(|actor| actor.duty_for(verb, noun, places, self.today()).is_some())
    }

    /// The reader's language.
    #[must_use]
    pub fn locale(&self) -> &Locale {
        &self.0.locale
    }

    /// The message `key`.
    #[must_use]
    pub fn t<'a>(&'a self, key: &'a str) -> std::borrow::Cow<'a, str> {
        self.0.locale.t(key)
    }

    /// A text with its values.
    #[must_use]
    pub fn say(&self, text: &Text) -> String {
        self.0.locale.say(text)
    }

    /// The path of the request, without its query.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// The path of the request with its query.
    pub(crate) fn address(&self) -> String {
        match &self.0.query {
            Some(query) => format!("{}?{query}", self.0.path),
            None => self.0.path.clone(),
        }
    }

    /// The page to come to after signing in: what was asked for, or the page with the form that was sent.
    pub(crate) fn next(&self) -> String {
        if self.0.safe { self.address() } else { self.0.left.clone() }
    }

    /// The page that was left for this one, if it is one of ours.
    pub(crate) fn left(&self) -> Option<&str> {
        Some(self.0.left.as_str()).filter(|left| *left != "/" && (!self.0.safe || *left != self.address()))
    }

    pub(crate) fn theme(&self) -> (Theme, TypeSize) {
        (self.0.theme, self.0.size)
    }

    pub(crate) fn flash(&self) -> Option<&Text> {
        self.0.flash.as_ref()
    }

    /// Whether the asker is a program, not a browser.
    #[must_use]
    pub fn wants_json(&self) -> bool {
        self.0.wants_json
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Cx {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut request::Parts, _: &S) -> Result<Self, Fault> {
        let cx = parts.extensions.get::<Self>().cloned();
        cx.ok_or_else(|| Error::internal("a request without its context").into())
    }
}

/// The cookies of a request.
#[derive(Clone, Copy, Debug)]
pub struct Cookies<'a>(&'a str);

impl<'a> Cookies<'a> {
    /// Of these headers.
    #[must_use]
    pub fn of(headers: &'a axum::http::HeaderMap) -> Self {
        Self(headers.get(COOKIE).and_then(|value| value.to_str().ok()).unwrap_or_default())
    }

    /// The cookie `name`.
    #[must_use]
    pub fn get(self, name: &str) -> Option<&'a str> {
        self.0
            .split(';')
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value)
    }
}

fn language(cookies: Cookies<'_>, request: &Request) -> Language {
    if let Some(chosen) = cookies.get("lang").and_then(|tag| tag.parse().ok()) {
        return chosen;
    }
    // Chinese unless the browser asks for English first.
    let asked = request.headers().get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if asked.starts_with("en") { Language::En } else { Language::ZhCn }
}

/// All that surrounds a request: its context, whose deed it is, what every answer carries.
pub(crate) async fn surround(State(app): State<App>, request: Request, next: Next) -> Response {
    let counted = app.parts().count_statements;
    let answer = provide(app, request, next);
    let mut answer = if counted { headers::count(answer).await } else { answer.await };
    headers::protect(answer.headers_mut());
    answer
}

/// Makes the context of a request before anything else looks at it.
async fn provide(app: App, request: Request, next: Next) -> Response {
    let (mut request, typed) = typed::kept(request).await;
    let cookies = Cookies::of(request.headers());
    let actor = match cookies.get(SESSION_COOKIE) {
        Some(token) => app.parts().doorkeeper.actor(token).await,
        None => Ok(None),
    };
    let (actor, fault) = match actor {
        Ok(actor) => (actor, origin::check(&request).err()),
        Err(error) => (None, Some(Fault::from(error))),
    };
    let cx = Cx(Arc::new(Inner {
        actor,
        locale: app.parts().catalogue.locale(language(cookies, &request)),
        theme: Theme::parse(cookies.get(Theme::COOKIE).unwrap_or_default()),
        size: TypeSize::parse(cookies.get(TypeSize::COOKIE).unwrap_or_default()),
        path: request.uri().path().to_owned(),
        query: request.uri().query().map(str::to_owned),
        safe: request.method().is_safe(),
        left: crate::left(request.headers()).to_owned(),
        now: app.parts().clock.now(),
        flash: cookies.get(FLASH_COOKIE).and_then(crate::page::read_flash),
        wants_json: crate::fault::wants_json(request.headers()),
        app,
    }));
    let answer = match fault {
        Some(fault) => axum::response::IntoResponse::into_response(fault),
        None => {
            request.extensions_mut().insert(cx.clone());
            next.run(request).await
        }
    };
    let mut answer = crate::fault::explain(&cx, answer, typed.as_ref());
    if cx.flash().is_some() {
        answer.headers_mut().append(SET_COOKIE, crate::page::spent_flash());
    }
    answer
}
