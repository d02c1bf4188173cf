use axum::extract::Request;
use axum::http::{HeaderMap, Method, header};
use kernel::{Refusal, text};

use crate::Fault;

/// Deeds come from our own pages. The browser says where a request was made; a page of another site
/// cannot make it say otherwise, so no token needs to travel in forms.
///
/// # Errors
/// Refused when it does not say so.
pub(crate) fn check(request: &Request) -> Result<(), Fault> {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if safe || is_ours(request.headers()) {
        return Ok(());
    }
    let refusal = Refusal::because(text!("http-foreign-form")).remedy(text!("http-foreign-form-remedy"));
    Err(kernel::Error::from(refusal).into())
}

fn is_ours(headers: &HeaderMap) -> bool {
    let word = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = word("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    // Browsers older than Fetch Metadata send Origin with every post.
    let host = word(header::HOST.as_str());
    match word(header::ORIGIN.as_str()) {
        Some(origin) => host.is_some() && origin.split_once("://").map(|(_, rest)| rest) == host,
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    #[test]
    fn only_our_own_pages_may_post() {
        assert!(is_ours(&headers(&[("sec-fetch-site", "same-origin")])));
        assert!(is_ours(&headers(&[("origin", "https://xingtan.test"), ("host", "xingtan.test")])));
        assert!(!is_ours(&headers(&[
            ("sec-fetch-site", "cross-site"),
            ("origin", "https://xingtan.test"),
            ("host", "xingtan.test")
        ])));
        assert!(!is_ours(&headers(&[("sec-fetch-site", "same-site")])));
        assert!(!is_ours(&headers(&[("origin", "https://evil.test"), ("host", "xingtan.test")])));
        assert!(!is_ours(&headers(&[("origin", "null"), ("host", "xingtan.test")])));
        assert!(!is_ours(&headers(&[("host", "xingtan.test")])));
    }
}
