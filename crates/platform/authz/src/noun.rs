use std::future::Future;

use kernel::{PersonId, Result};
use store::Store;

use crate::{Actor, Place};

/// What a request says of the thing it wants: the parameters of its path, and who asks.
#[derive(Clone, Copy, Debug)]
pub struct Key<'a> {
    /// `("class", "0197…")` for `/classes/{class}`.
    pub params: &'a [(String, String)],
    /// Who asks.
    pub actor: Option<&'a Actor>,
}

impl Key<'_> {
    /// The parameter `name`, read as a `T`; `None` when it is absent or malformed, which is answered
    /// like "no such thing".
    #[must_use]
    pub fn get<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.params.iter().find(|(key, _)| key == name).and_then(|(_, value)| value.parse().ok())
    }

    /// The person who asks.
    #[must_use]
    pub fn person(&self) -> Option<PersonId> {
        self.actor.map(|actor| actor.person)
    }
}

/// A thing that rights speak of. A look-up answers with the thing itself, so that a handler that
/// forgot the check would have nothing to work on.
///
/// What only lists speak of (the audit, the rules of retention) has a name and nothing else: there is no single
/// one to find, and none that a right could reach.
pub trait Noun: Sized + Send + Sync + 'static {
    /// The word in the table of duties.
    const NAME: &'static str;

    /// Finds the thing that the request names.
    fn find(_: &Store, _: Key<'_>) -> impl Future<Output = Result<Option<Self>>> + Send {
        std::future::ready(Ok(None))
    }

    /// Where it lives: a right held over any of these places reaches it.
    fn places(&self) -> Vec<Place> {
        Vec::new()
    }

    /// Whose it is, when it is somebody's own.
    fn owner(&self) -> Option<PersonId> {
        None
    }

    /// The duty that has to decide, where the thing names one: of several duties that would do, a guard
    /// takes this one.
    fn decider(&self) -> Option<&str> {
        None
    }
}
