//! What was typed into a form that somebody may not send any more: a duty ended in the middle of it.

use axum::body::{Body, Bytes, HttpBody as _, to_bytes};
use axum::extract::Request;
use axum::http::{Method, header};
use maud::{Markup, html};
use ui::Field;

use crate::Cx;

/// Forms of our pages are far smaller; what is larger is not held twice.
const MOST: u64 = 64 * 1024;
/// Values that no page shows, whoever may see it.
const UNSHOWN: &[&str] = &["password", "current", "again", "check", "code", "login"];

/// A form as it was sent.
pub(crate) struct Typed(Bytes);

/// Whether a request brings a form of the size of our pages' forms.
fn has_form(request: &Request) -> bool {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let form = kind.is_some_and(|it| it.starts_with("application/x-www-form-urlencoded"));
    let length = request.body().size_hint().exact();
    request.method() == Method::POST && form && length.is_some_and(|it| it > 0 && it <= MOST)
}

/// The request as it was, and its form.
pub(crate) async fn kept(request: Request) -> (Request, Option<Typed>) {
    if !has_form(&request) {
        return (request, None);
    }
    let (parts, body) = request.into_parts();
    // A body that breaks off is none; the handler says so.
    match to_bytes(body, usize::try_from(MOST).unwrap_or(usize::MAX)).await {
        Ok(bytes) => (Request::from_parts(parts, Body::from(bytes.clone())), Some(Typed(bytes))),
        Err(_) => (Request::from_parts(parts, Body::empty()), None),
    }
}

impl Typed {
    /// The words that somebody typed: neither secrets nor the ids that a form carries along.
    fn words(&self) -> Vec<String> {
        let pairs: Vec<(String, String)> = serde_html_form::from_bytes(&self.0).unwrap_or_default();
        let typed = pairs.into_iter().filter(|(name, value)| {
            !UNSHOWN.contains(&name.as_str()) && !value.trim().is_empty() && value.parse::<kernel::PersonId>().is_err()
        });
        typed.map(|(_, value)| value).collect()
    }

    /// The words, to be copied; nothing where there are none.
    pub(crate) fn card(&self, cx: &Cx) -> Markup {
        let words = self.words();
        if words.is_empty() {
            return html! {};
        }
        let (title, label, hint) = (cx.t("http-typed"), cx.t("http-typed-label"), cx.t("http-typed-hint"));
        let rows = u8::try_from(words.len().saturating_add(1)).unwrap_or(u8::MAX).min(12);
        let value = words.join("\n");
        let field = Field { name: "typed", label: &label, hint: &hint, value: &value, ..Field::default() };
        ui::card(&title, &ui::field::textarea(&field, rows))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_kept_and_secrets_and_ids_are_not() {
        let sent = "reason=%E4%BA%8B+%E7%94%B1&password=x&check=y&login=z&at=0197f3a0-0000-7000-8000-000000000001&until=&from=2026-03-02";
        assert_eq!(Typed(Bytes::from_static(sent.as_bytes())).words(), ["事 由", "2026-03-02"]);
        assert_eq!(Typed(Bytes::from_static(b"\xff\xfe=&&")).words(), Vec::<String>::new());
    }
}
