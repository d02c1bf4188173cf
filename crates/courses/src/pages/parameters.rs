use std::str::FromStr;

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use http::Fault;
use kernel::{Error, Result};

/// The parameters of the path; a malformed one names nothing that is there.
pub(super) struct Parameters(Vec<(String, String)>);

impl Parameters {
    /// The parameter `name`.
    pub(super) fn get<T: FromStr>(&self, name: &str) -> Result<T> {
        let value = self.0.iter().find(|it| it.0 == name).and_then(|it| it.1.parse().ok());
        value.ok_or(Error::NotFound)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Parameters {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> std::result::Result<Self, Fault> {
        let raw = RawPathParams::from_request_parts(parts, state).await.map_err(|_| Error::NotFound)?;
        Ok(Self(raw.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()))
    }
}
