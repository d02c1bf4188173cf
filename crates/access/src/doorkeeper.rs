use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use authz::{Actor, Doorkeeper};
use kernel::{Clock, PersonId, Result, Timestamp};
use moka::sync::Cache;
use store::Store;

use crate::policy::Policy;
use crate::session::Token;

/// Sessions, remembered for half a minute: a duty that is taken away, or a session that is ended on
/// another machine, has no effect anywhere after that.
#[derive(Clone)]
pub struct Sessions {
    store: Store,
    clock: Clock,
    /// Until when each session lasts, since when it is remembered, and whose it is.
    known: Cache<String, Known>,
    policy: Policy,
}

/// What is remembered of a session.
#[derive(Clone)]
struct Known {
    until: Timestamp,
    since: Timestamp,
    actor: Arc<Actor>,
}

const REMEMBERED: Duration = Duration::from_secs(30);
const REMEMBERED_MILLIS: i64 = 30_000;
/// The last use of a session is written down at most so often: a write for each page would be the most of all writes.
const SEEN_MILLIS: i64 = 3_600_000;
/// About 1 kB each.
const MOST_REMEMBERED: u64 = 100_000;

impl Sessions {
    /// The sessions of `store`.
    #[must_use]
    pub fn new(store: Store, clock: Clock) -> Self {
        let known = Cache::builder().max_capacity(MOST_REMEMBERED).time_to_live(REMEMBERED).build();
        Self { store, clock, known, policy: Policy::default() }
    }

    /// The same, for a site that asks this of those who come in.
    #[must_use]
    pub fn asking(self, policy: Policy) -> Self {
        Self { policy, ..self }
    }

    /// What is asked.
    #[must_use]
    pub fn policy(&self) -> Policy {
        self.policy
    }

    /// Forgets what is remembered of a cookie at once: after signing out, or after a new duty.
    pub fn forget(&self, cookie: &str) {
        self.known.invalidate(cookie);
    }

    /// Forgets every session of `person` on this machine.
    pub fn forget_person(&self, person: PersonId) {
        let cookies: Vec<_> =
            self.known.iter().filter(|(_, it)| it.actor.person == person).map(|(cookie, _)| cookie).collect();
        for cookie in cookies {
            self.known.invalidate(cookie.as_ref());
        }
    }

    async fn find(&self, cookie: &str) -> Result<Option<Arc<Actor>>> {
        let now = self.clock.now();
        // The house's clock counts as well as that of the machine: what it decides by is never older than it says.
        let known = self.known.get(cookie).filter(|it| now.millis_since(it.since) < REMEMBERED_MILLIS);
        if let Some(it) = known {
            return Ok((now < it.until).then_some(it.actor));
        }
        let Some(token) = Token::read(cookie) else { return Ok(None) };
        let Some(device) = crate::store::find_device(&self.store, token.person, token.session).await? else {
            return Ok(None);
        };
        if !token.opens(&device, now) || device.awaits.is_some() {
            return Ok(None);
        }
        let Some(mut actor) = crate::account::find_actor(&self.store, token.person, token.session).await? else {
            return Ok(None);
        };
        if device.seen_at.is_none_or(|at| now.millis_since(at) >= SEEN_MILLIS) {
            crate::store::set_seen(&self.store, token.person, token.session, now).await?;
        }
        actor.standing.checked_at = device.checked_at;
        if self.rests(&actor, now).await? {
            actor.standing.rests = true;
            actor.appointments.clear();
        }
        let actor = Arc::new(actor);
        let known = Known { until: device.until, since: now, actor: Arc::clone(&actor) };
        self.known.insert(cookie.to_owned(), known);
        Ok(Some(actor))
    }
}

impl Sessions {
    /// Whether the duties of `actor` rest until there is a second factor.
    async fn rests(&self, actor: &Actor, now: Timestamp) -> Result<bool> {
        if self.policy.second_factor_from.is_none() || !actor.is_officer(now.date()) {
            return Ok(false);
        }
        let levels = crate::store::list_levels(&self.store).await?;
        let asked = self.policy.rests(actor, &levels, now.date());
        Ok(asked && !crate::store::has_factor(&self.store, actor.person).await?)
    }
}

impl Doorkeeper for Sessions {
    fn actor<'a>(&'a self, cookie: &'a str) -> Pin<Box<dyn Future<Output = Result<Option<Arc<Actor>>>> + Send + 'a>> {
        Box::pin(self.find(cookie))
    }
}
