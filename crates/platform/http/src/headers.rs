use axum::http::header::{self, HeaderName};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;

/// Nothing from elsewhere, nothing inline, no frames.
const POLICY: &str = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// How many statements the answer took.
const STATEMENTS: HeaderName = HeaderName::from_static("x-statements");

/// Headers that every answer carries.
pub(crate) fn protect(headers: &mut HeaderMap) {
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
}

/// The answer with the number of statements that it took.
pub(crate) async fn count(answer: impl Future<Output = Response>) -> Response {
    let (mut answer, statements) = store::counted(answer).await;
    answer.headers_mut().insert(STATEMENTS, HeaderValue::from(statements));
    answer
}
