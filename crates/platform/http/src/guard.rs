use std::sync::Arc;

use authz::{Actor, Key, Noun, Verb};
use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use kernel::Error;

use crate::{Cx, Fault};

/// Who may come in, as the table of routes shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GuardInfo {
    /// Anybody at all.
    Public,
    /// Anybody with a session.
    SignedIn,
    /// The person whose noun it is.
    Own(&'static str),
    /// Whose duty gives the verb on the noun, where the noun lives.
    Right(Verb, &'static str),
}

/// The first argument of every handler. A handler without one is not accepted as a route.
pub trait Guard {
    /// What the table of routes says of it.
    const INFO: GuardInfo;
}

/// Anybody may come in: said aloud, and listed in a file that a test compares.
#[derive(Clone, Copy, Debug)]
pub struct Public;

/// Anybody with a session may come in; what is found is found by who they are.
#[derive(Clone, Debug)]
pub struct SignedIn(pub Arc<Actor>);

/// The thing that the path names, for those who may see it.
#[derive(Clone, Debug)]
pub struct View<T>(pub T);

/// The thing that the path names, for those who may change it.
#[derive(Clone, Debug)]
pub struct Manage<T>(pub T);

/// The thing that the path names, for those who decide on it.
#[derive(Clone, Debug)]
pub struct Approve<T>(pub T);

/// The thing that the path names, for the person whose own it is.
#[derive(Clone, Debug)]
pub struct Own<T>(pub T);

impl Guard for Public {
    const INFO: GuardInfo = GuardInfo::Public;
}

impl<S: Send + Sync> FromRequestParts<S> for Public {
    type Rejection = Fault;

    async fn from_request_parts(_: &mut Parts, _: &S) -> Result<Self, Fault> {
        Ok(Self)
    }
}

impl Guard for SignedIn {
    const INFO: GuardInfo = GuardInfo::SignedIn;
}

impl<S: Send + Sync> FromRequestParts<S> for SignedIn {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Fault> {
        let cx = Cx::from_request_parts(parts, state).await?;
        Ok(Self(Arc::clone(cx.signed_in()?)))
    }
}

/// Finds the noun, or answers "no such thing".
async fn found<T: Noun, S: Send + Sync>(parts: &mut Parts, state: &S) -> Result<(T, Cx), Fault> {
    let cx = Cx::from_request_parts(parts, state).await?;
    let actor = Arc::clone(cx.signed_in()?);
    let params: Vec<(String, String)> = match RawPathParams::from_request_parts(parts, state).await {
        Ok(raw) => raw.iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect(),
        Err(_) => return Err(Error::NotFound.into()),
    };
    let key = Key { params: &params, actor: Some(&actor) };
    let it = T::find(cx.store(), key).await?.ok_or(Error::NotFound)?;
    Ok((it, cx))
}

/// Finds the noun for somebody whose duty gives `verb` on it.
async fn permitted<T: Noun, S: Send + Sync>(verb: Verb, parts: &mut Parts, state: &S) -> Result<T, Fault> {
    let (it, cx) = found::<T, S>(parts, state).await?;
    let places = it.places();
    let actor = cx.signed_in()?;
    if actor.duty_for(verb, T::NAME, &places, cx.today()).is_some() {
        return Ok(it);
    }
    // Within one's own house the thing is no secret: then the answer says that the right is missing.
    Err(if actor.knows(&places, cx.today()) { Error::NoRight } else { Error::NotFound }.into())
}

macro_rules! right {
    ($guard:ident, $verb:expr) => {
        impl<T: Noun> Guard for $guard<T> {
            const INFO: GuardInfo = GuardInfo::Right($verb, T::NAME);
        }

        impl<T: Noun, S: Send + Sync> FromRequestParts<S> for $guard<T> {
            type Rejection = Fault;

            async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Fault> {
                permitted::<T, S>($verb, parts, state).await.map(Self)
            }
        }
    };
}

right!(View, Verb::View);
right!(Manage, Verb::Manage);
right!(Approve, Verb::Approve);

impl<T: Noun> Guard for Own<T> {
    const INFO: GuardInfo = GuardInfo::Own(T::NAME);
}

impl<T: Noun, S: Send + Sync> FromRequestParts<S> for Own<T> {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Fault> {
        let (it, cx) = found::<T, S>(parts, state).await?;
        if it.owner() == Some(cx.signed_in()?.person) {
            return Ok(Self(it));
        }
        Err(Error::NotFound.into())
    }
}
