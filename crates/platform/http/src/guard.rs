use std::sync::Arc;

use audit::By;
use authz::{Actor, Appointment, Key, Noun, Verb};
use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use kernel::Error;

use crate::{Cx, Fault};

/// A verb on a noun, as a guard asks for it.
pub type Asked = (Verb, &'static str);

/// Who may come in, as the table of routes shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GuardInfo {
    /// Anybody at all.
    Public,
    /// Anybody with a session.
    SignedIn,
    /// The person whose noun it is.
    Own(&'static str),
    /// Whose duty gives the right where the noun lives.
    Right(Verb, &'static str),
    /// The person whose noun it is, and whose duty gives the right where it lives.
    OwnOr(Verb, &'static str),
    /// Whose duty gives one of these rights anywhere.
    Across(&'static [Asked]),
}

impl GuardInfo {
    /// The rights of which any one lets a duty in.
    #[must_use]
    pub fn rights(self) -> Vec<Asked> {
        match self {
            Self::Public | Self::SignedIn | Self::Own(_) => Vec::new(),
            Self::Right(verb, noun) | Self::OwnOr(verb, noun) => vec![(verb, noun)],
            Self::Across(rights) => rights.to_vec(),
        }
    }
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

/// The thing that the path names, for those who may see it; and who sees it, in which duty.
#[derive(Clone, Debug)]
pub struct View<T>(pub T, pub By);

/// The thing that the path names, for those who may change it; and who changes it, in which duty.
#[derive(Clone, Debug)]
pub struct Manage<T>(pub T, pub By);

/// The thing that the path names, for those who decide on it; and who decides, in which duty.
#[derive(Clone, Debug)]
pub struct Approve<T>(pub T, pub By);

/// The thing that the path names, for the person whose own it is; and that person.
#[derive(Clone, Debug)]
pub struct Own<T>(pub T, pub By);

/// The thing that the path names, for the person whose own it is and for those who may see it.
#[derive(Clone, Debug)]
pub struct OwnOrView<T>(pub T, pub By);

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
async fn found<T: Noun, S: Send + Sync>(parts: &mut Parts, state: &S) -> Result<(T, Arc<Actor>, Cx), Fault> {
    let cx = Cx::from_request_parts(parts, state).await?;
    let actor = Arc::clone(cx.signed_in()?);
    let params: Vec<(String, String)> = match RawPathParams::from_request_parts(parts, state).await {
        Ok(raw) => raw.iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect(),
        Err(_) => return Err(Error::NotFound.into()),
    };
    let key = Key { params: &params, actor: Some(&actor) };
    let it = T::find(cx.store(), key).await?.ok_or(Error::NotFound)?;
    Ok((it, actor, cx))
}

/// The actor in the duty that gives `verb` on the noun: the one that the noun names, or the first.
fn permitted<T: Noun>(verb: Verb, it: &T, actor: &Actor, cx: &Cx) -> Result<By, Error> {
    let places = it.places();
    let mut duties = actor.duties_for(verb, T::NAME, &places, cx.today());
    if let Some(first) = duties.next() {
        let decides = |duty: &&Appointment| it.decider().is_none_or(|code| duty.duty == code);
        let duty = std::iter::once(first).chain(duties).find(decides).unwrap_or(first);
        return Ok(By::holding(actor, duty, cx.now()));
    }
    // Within one's own house the thing is no secret: then the answer says that the right is missing.
    Err(if actor.knows(&places, cx.today()) { Error::NoRight } else { Error::NotFound })
}

/// The actor in the own name, when the noun is the actor's own.
fn owned<T: Noun>(it: &T, actor: &Actor, cx: &Cx) -> Option<By> {
    (it.owner() == Some(actor.person)).then(|| By::own(actor, cx.now()))
}

macro_rules! guard {
    ($guard:ident, $info:expr, $by:expr) => {
        impl<T: Noun> Guard for $guard<T> {
            const INFO: GuardInfo = $info;
        }

        impl<T: Noun, S: Send + Sync> FromRequestParts<S> for $guard<T> {
            type Rejection = Fault;

            async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Fault> {
                let (it, actor, cx) = found::<T, S>(parts, state).await?;
                let by: fn(&T, &Actor, &Cx) -> Result<By, Error> = $by;
                let by = by(&it, &actor, &cx)?;
                Ok(Self(it, by))
            }
        }
    };
}

guard!(View, GuardInfo::Right(Verb::View, T::NAME), |it, actor, cx| permitted(Verb::View, it, actor, cx));
guard!(Manage, GuardInfo::Right(Verb::Manage, T::NAME), |it, actor, cx| permitted(Verb::Manage, it, actor, cx));
guard!(Approve, GuardInfo::Right(Verb::Approve, T::NAME), |it, actor, cx| permitted(Verb::Approve, it, actor, cx));
guard!(Own, GuardInfo::Own(T::NAME), |it, actor, cx| owned(it, actor, cx).ok_or(Error::NotFound));
guard!(OwnOrView, GuardInfo::OwnOr(Verb::View, T::NAME), |it, actor, cx| match owned(it, actor, cx) {
    Some(by) => Ok(by),
    None => permitted(Verb::View, it, actor, cx),
});
