//! The built assets, inside the program.

use axum::body::Body;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use http::Public;
use kernel::Error;
use rust_embed::{EmbeddedFile, RustEmbed};
use ui::Assets;

#[derive(RustEmbed)]
#[folder = "../../assets/dist"]
struct Dist;

/// The manifest of the build: logical names to hashed ones.
pub(crate) fn assets() -> Assets {
    let manifest = Dist::get("manifest.json").map(|file| file.data).unwrap_or_default();
    let names: std::collections::BTreeMap<String, String> = serde_json::from_slice(&manifest).unwrap_or_default();
    Assets::new("/assets", names)
}

/// One file. Its name holds its hash, so it never changes and is kept for a year.
pub(crate) async fn show(_: Public, Path(name): Path<String>, headers: HeaderMap) -> http::Result<Response> {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|it| it.to_str().ok()).unwrap_or_default();
    let kind = kind(&name).ok_or(Error::NotFound)?;
    let found = [("br", ".br"), ("gzip", ".gz")]
        .into_iter()
        .filter(|(word, _)| accepted.contains(word))
        .find_map(|(word, ending)| Dist::get(&format!("{name}{ending}")).map(|file| (Some(word), file)))
        .or_else(|| Dist::get(&name).map(|file| (None, file)))
        .ok_or(Error::NotFound)?;
    Ok(answer(kind, found))
}

fn answer(kind: &'static str, (encoding, file): (Option<&'static str>, EmbeddedFile)) -> Response {
    let body = match file.data {
        std::borrow::Cow::Borrowed(bytes) => Body::from(bytes),
        std::borrow::Cow::Owned(bytes) => Body::from(bytes),
    };
    let mut answer = body.into_response();
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(encoding) = encoding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    answer
}

/// Only what a page asks for; the manifest and the packed siblings are not addresses.
fn kind(name: &str) -> Option<&'static str> {
    match name.rsplit_once('.')?.1 {
        "css" => Some("text/css; charset=utf-8"),
        "js" => Some("text/javascript; charset=utf-8"),
        "svg" => Some("image/svg+xml"),
        "webmanifest" => Some("application/manifest+json"),
        _ => None,
    }
}
