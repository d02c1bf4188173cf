use axum::extract::{Request, State};
use axum::http::HeaderValue;
use axum::http::header::{self, HeaderName};
use axum::middleware::Next;
use axum::response::Response;

use crate::App;

/// Nothing from elsewhere, nothing inline, no frames.
const POLICY: &str = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// How many statements the answer took.
const STATEMENTS: HeaderName = HeaderName::from_static("x-statements");

/// Headers that every answer carries.
pub(crate) async fn protect(mut answer: Response) -> Response {
    let headers = answer.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=()"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ] {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    // Pages show people's data: no cache but the asker's own, and that one asks again.
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("private, no-cache"));
    answer
}

/// Counts the statements of a request where the house is told to.
pub(crate) async fn count(State(app): State<App>, request: Request, next: Next) -> Response {
    if !app.parts().count_statements {
        return next.run(request).await;
    }
    let (mut answer, statements) = store::counted(next.run(request)).await;
    answer.headers_mut().insert(STATEMENTS, HeaderValue::from(statements));
    answer
}
