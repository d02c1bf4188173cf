use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use bytes::Bytes;
use kernel::{Error, text};
use serde::de::DeserializeOwned;

use crate::Fault;

/// A posted form.
#[derive(Clone, Copy, Debug)]
pub struct Form<T>(pub T);

/// The query of an address.
#[derive(Clone, Copy, Debug)]
pub struct Query<T>(pub T);

/// A posted JSON document.
#[derive(Clone, Copy, Debug)]
pub struct Json<T>(pub T);

fn malformed(cause: &dyn std::fmt::Display) -> Fault {
    tracing::debug!(%cause, "a form could not be read");
    Error::field("form", text!("http-malformed")).into()
}

async fn body<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, Fault> {
    Bytes::from_request(request, state).await.map_err(|_| Error::TooLarge(1024 * 1024).into())
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Form<T> {
    type Rejection = Fault;

    async fn from_request(request: Request, state: &S) -> Result<Self, Fault> {
        let body = body(request, state).await?;
        serde_html_form::from_bytes(&body).map(Self).map_err(|cause| malformed(&cause))
    }
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = Fault;

    async fn from_request(request: Request, state: &S) -> Result<Self, Fault> {
        let body = body(request, state).await?;
        serde_json::from_slice(&body).map(Self).map_err(|cause| malformed(&cause))
    }
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Fault> {
        let query = parts.uri.query().unwrap_or_default();
        serde_html_form::from_str(query).map(Self).map_err(|cause| malformed(&cause))
    }
}
