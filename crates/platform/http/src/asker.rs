use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;

use crate::Fault;

/// The address of whoever asks, for slowing guessers down: the peer, or behind a proxy on this machine the
/// address that the proxy saw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asker(pub String);

/// In place of an address, for whoever asks from the machine of the server itself.
pub const LOCAL: &str = "local";

impl<S: Send + Sync> FromRequestParts<S> for Asker {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Fault> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|it| it.0.ip());
        Ok(Self(address(&parts.headers, peer)))
    }
}

fn address(headers: &HeaderMap, peer: Option<IpAddr>) -> String {
    let forwarded = headers.get("x-forwarded-for").and_then(|value| value.to_str().ok());
    // The last entry is the proxy's own; those before it are whatever the asker wrote.
    let seen = forwarded.and_then(|list| list.rsplit(',').next()).and_then(|last| last.trim().parse::<IpAddr>().ok());
    match (peer, seen) {
        (Some(peer), _) if !peer.is_loopback() => peer.to_string(),
        (_, Some(seen)) => seen.to_string(),
        _ => LOCAL.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(forwarded: &'static str, peer: &str) -> String {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", axum::http::HeaderValue::from_static(forwarded));
        address(&headers, peer.parse().ok())
    }

    #[test]
    fn only_a_proxy_of_this_machine_is_believed_and_only_its_own_entry() {
        assert_eq!(asked("203.0.113.9, 198.51.100.7", "127.0.0.1"), "198.51.100.7");
        assert_eq!(asked("203.0.113.9", "192.0.2.1"), "192.0.2.1");
        assert_eq!(asked("nobody", "127.0.0.1"), "local");
    }
}
