//! Where one goes back to: only ever to pages of ours.

use axum::http::header::{HOST, REFERER};
use axum::http::{HeaderMap, HeaderValue};

/// `path` when it is a page of ours; else the first page. Browsers drop tabs and take a backslash for a slash, so
/// that nothing but plain signs is let through.
#[must_use]
pub fn own_path(path: &str) -> &str {
    let plain = path.bytes().all(|byte| byte.is_ascii_graphic()) && !path.contains('\\');
    if plain && path.starts_with('/') && !path.starts_with("//") { path } else { "/" }
}

/// The page that was left, when it is one of ours; else the first page.
#[must_use]
pub fn left(headers: &HeaderMap) -> &str {
    let word = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let (Some(host), Some(referer)) = (word(HOST), word(REFERER)) else { return "/" };
    own_path(referer.split_once("://").and_then(|(_, rest)| rest.strip_prefix(host)).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(referer: &'static str) -> String {
        let mut headers = HeaderMap::new();
        headers.insert(HOST, HeaderValue::from_static("xingtan.test"));
        headers.insert(REFERER, HeaderValue::from_static(referer));
        left(&headers).to_owned()
    }

    #[test]
    fn one_goes_back_only_to_own_paths() {
        assert_eq!(from("https://xingtan.test/hours?cycle=2"), "/hours?cycle=2");
        assert_eq!(from("http://xingtan.test/"), "/");
        for elsewhere in [
            "https://evil.test/hours",
            "https://xingtan.test.evil.test/",
            "https://xingtan.test//evil.test",
            "https://xingtan.test/\\evil.test",
            "/hours",
            "",
        ] {
            assert_eq!(from(elsewhere), "/", "{elsewhere}");
        }
        assert_eq!(left(&HeaderMap::new()), "/");
    }

    #[test]
    fn a_path_that_leads_elsewhere_is_none_of_ours() {
        assert_eq!(own_path("/classes/7"), "/classes/7");
        for elsewhere in [
            "//evil.test",
            "https://evil.test",
            "/\\evil.test",
            "/\t/evil.test",
            "/\n/evil.test",
            "/\u{3000}/evil.test",
            "",
            "javascript:alert(1)",
        ] {
            assert_eq!(own_path(elsewhere), "/", "{elsewhere}");
        }
    }
}
