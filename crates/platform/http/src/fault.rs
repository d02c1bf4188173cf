use std::sync::Arc;

use axum::Json;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::{Error, Text, text};
use maud::{Markup, html};
use ui::notice::{Refusal, refusal};
use ui::state::{Absence, absence_page};

use crate::Cx;
use crate::typed::Typed;

/// What a handler answers when it cannot do what was asked. It becomes a page in the reader's
/// language, or JSON for a program, at one place: `explain`.
#[derive(Clone, Debug)]
pub struct Fault(Arc<Error>);

/// The answer of a handler.
pub type Result<T> = std::result::Result<T, Fault>;

impl<E: Into<Error>> From<E> for Fault {
    fn from(error: E) -> Self {
        Self(Arc::new(error.into()))
    }
}

impl Fault {
    /// What went wrong.
    #[must_use]
    pub fn error(&self) -> &Error {
        &self.0
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let mut answer = status(&self.0).into_response();
        answer.extensions_mut().insert(self);
        answer
    }
}

fn status(error: &Error) -> StatusCode {
    match error {
        Error::NotFound => StatusCode::NOT_FOUND,
        Error::SignInNeeded => StatusCode::UNAUTHORIZED,
        Error::NoRight => StatusCode::FORBIDDEN,
        Error::Refused(_) => StatusCode::CONFLICT,
        Error::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Error::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
        Error::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// The answer to an address that leads nowhere.
pub(crate) async fn nowhere() -> Fault {
    Error::NotFound.into()
}

/// The answer when a handler fell over: that of any fault of ours. The cause is in the log already.
pub(crate) fn fallen(_: Box<dyn std::any::Any + Send>) -> Response {
    Fault::from(Error::internal("a handler fell over")).into_response()
}

pub(crate) fn wants_json(headers: &HeaderMap) -> bool {
    let has = |name, word: &str| {
        headers.get(name).and_then(|value| value.to_str().ok()).is_some_and(|value| value.starts_with(word))
    };
    has(header::CONTENT_TYPE, "application/json") || has(header::ACCEPT, "application/json")
}

fn is_plain(answer: &Response) -> bool {
    answer.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/plain"))
}

/// Turns the fault that an answer carries into words; what was typed into a form that one may not send any more is
/// shown back.
pub(crate) fn explain(cx: &Cx, mut answer: Response, typed: Option<&Typed>) -> Response {
    let Some(fault) = answer.extensions_mut().remove::<Fault>() else {
        return match answer.status() {
            StatusCode::PAYLOAD_TOO_LARGE => {
                explain(cx, Fault::from(Error::TooLarge(1024 * 1024)).into_response(), None)
            }
            // An extractor of the framework refused, in plain English.
            StatusCode::BAD_REQUEST | StatusCode::UNSUPPORTED_MEDIA_TYPE if is_plain(&answer) => {
                explain(cx, Fault::from(Error::field("form", text!("http-malformed"))).into_response(), None)
            }
            _ => answer,
        };
    };
    if let Error::Internal(cause) = fault.error() {
        tracing::error!(path = cx.path(), %cause, "a request failed");
    }
    let status = answer.status();
    let said = Said::of(fault.error());
    let mut explained = if cx.wants_json() {
        (status, Json(said.json(cx))).into_response()
    } else if matches!(fault.error(), Error::SignInNeeded) {
        Redirect::to(&format!("/sign-in?{}", serde_html_form::to_string([("next", cx.next())]).unwrap_or_default()))
            .into_response()
    } else {
        let missing = matches!(fault.error(), Error::NoRight | Error::NotFound);
        let typed = typed.filter(|_| missing && cx.actor().is_some());
        let body = html! { (said.page(cx)) @if let Some(typed) = typed { (typed.card(cx)) } };
        (status, cx.page(&cx.say(&said.title), &body)).into_response()
    };
    explained.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    explained
}

/// A fault in words.
struct Said {
    code: &'static str,
    absence: Option<Absence>,
    title: Text,
    reason: Vec<Text>,
    clause: Option<String>,
    remedy: Text,
}

impl Said {
    fn of(error: &Error) -> Self {
        let plain = |code, absence, title: &str, reason: Text, remedy: &str| Self {
            code,
            absence,
            title: Text::new(title),
            reason: vec![reason],
            clause: None,
            remedy: Text::new(remedy),
        };
        match error {
            Error::NotFound => plain(
                "not-found",
                Some(Absence::NotFound),
                "http-not-found",
                text!("http-not-found-reason"),
                "http-not-found-remedy",
            ),
            Error::SignInNeeded => plain(
                "sign-in-needed",
                None,
                "http-sign-in-needed",
                text!("http-sign-in-needed-reason"),
                "http-sign-in-needed-remedy",
            ),
            Error::NoRight => plain(
                "no-right",
                Some(Absence::NoRight),
                "http-no-right",
                text!("http-no-right-reason"),
                "http-no-right-remedy",
            ),
            Error::TooLarge(limit) => plain(
                "too-large",
                None,
                "http-too-large",
                text!(
                    "http-too-large-reason",
                    megabytes = kernel::fixed_2(i64::try_from(limit / 10_486).unwrap_or(i64::MAX))
                ),
                "http-too-large-remedy",
            ),
            Error::Internal(_) => {
                plain("internal", None, "http-internal", text!("http-internal-reason"), "http-internal-remedy")
            }
            Error::Refused(refusal) => Self {
                clause: refusal.clause.clone(),
                remedy: refusal.remedy.clone().unwrap_or_else(|| text!("http-refused-remedy")),
                ..plain("refused", None, "http-refused", refusal.reason.clone(), "http-refused-remedy")
            },
            Error::Invalid(faults) => Self {
                reason: faults.iter().map(|fault| fault.text.clone()).collect(),
                ..plain("invalid", None, "http-invalid", text!("http-invalid"), "http-invalid-remedy")
            },
        }
    }

    fn json(&self, cx: &Cx) -> serde_json::Value {
        serde_json::json!({
            "error": self.code,
            "title": cx.say(&self.title),
            "reason": self.reason.iter().map(|text| cx.say(text)).collect::<Vec<_>>(),
            "clause": self.clause,
            "remedy": cx.say(&self.remedy),
        })
    }

    fn page(&self, cx: &Cx) -> Markup {
        let (title, remedy) = (cx.say(&self.title), cx.say(&self.remedy));
        let reason = self.reason.iter().map(|text| cx.say(text)).collect::<Vec<_>>().join("；");
        let home = html! {
            @if let Some(left) = cx.left() { a.btn.quiet href=(left) { (cx.t("http-back")) } }
            a.btn.quiet href="/" { (cx.t("http-home")) }
        };
        match self.absence {
            Some(absence) => absence_page(absence, &title, &format!("{reason}{remedy}"), &home),
            None => refusal(&Refusal {
                title: &title,
                reason: &reason,
                clause_label: &cx.t("http-clause"),
                clause: self.clause.as_deref().unwrap_or_default(),
                advice_label: &cx.t("http-advice"),
                advice: &remedy,
                deeds: home,
            }),
        }
    }
}
