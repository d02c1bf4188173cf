use std::future::Future;
use std::pin::Pin;

use ::store::{On, Store, Tx};
use audit::{By, Entry};
use blobs::Blobs;
use kernel::{Error, PersonId, Result, Timestamp};
use serde_json::json;

use crate::store as rows;

/// What a removal is doing.
pub type Removing<'a, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'a>>;

/// The moments between which something fell due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Up to here an earlier run has removed everything; for those who cannot take away what they have seen.
    pub after: Timestamp,
    /// What is older than this is removed.
    pub before: Timestamp,
    /// Now.
    pub now: Timestamp,
}

/// What one step removed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Removed {
    /// How many.
    pub count: i64,
    /// The moment of the oldest of them.
    pub first: Timestamp,
    /// The moment of the youngest.
    pub last: Timestamp,
}

impl Removed {
    /// Of things of these moments.
    #[must_use]
    pub fn of(moments: &[Timestamp]) -> Self {
        let first = moments.iter().min().copied().unwrap_or_default();
        let last = moments.iter().max().copied().unwrap_or_default();
        Self { count: kernel::count(moments.len()), first, last }
    }
}

/// Something of a slice that is not kept for ever.
pub trait Expiring: Send + Sync {
    /// How many go in one transaction, which nobody should have to wait for.
    fn batch(&self) -> u32 {
        500
    }

    /// Removes the oldest of `span`, at most `limit`. Nothing removed means that nothing is left. Files are removed
    /// before the rows that name them: begun again, it finds the rows and removes once more.
    ///
    /// # Errors
    /// When the database or the files refuse.
    fn remove<'a>(&'a self, tx: &'a mut Tx, blobs: &'a Blobs, span: Span, limit: u32) -> Removing<'a, Removed>;

    /// The moment of the oldest that is there, of those after `after`.
    ///
    /// # Errors
    /// When the database refuses.
    fn oldest<'a>(&'a self, store: &'a Store, after: Timestamp) -> Removing<'a, Option<Timestamp>>;
}

/// How long something is kept: the number of a slice, which an operator may change within its bounds.
#[derive(Clone, Copy)]
pub struct Rule {
    /// A name that never changes: it is stored. The message `retention-` and the name, with hyphens, says what it is.
    pub name: &'static str,
    /// Days.
    pub days: i64,
    /// At least so many.
    pub least: i64,
    /// At most so many.
    pub most: i64,
    /// What is removed.
    pub expiring: &'static dyn Expiring,
}

impl Rule {
    /// The key of the message that says what it speaks of.
    #[must_use]
    pub fn message(&self) -> String {
        message(self.name)
    }

    /// What is older than this at `now` is to go, when it is kept for `days`.
    #[must_use]
    pub fn before(days: i64, now: Timestamp) -> Timestamp {
        now.plus_millis(-days.saturating_mul(86_400_000))
    }
}

/// The key of the message that says what the rule of this name speaks of.
#[must_use]
pub fn message(rule: &str) -> String {
    format!("retention-{}", rule.replace('.', "-"))
}

::store::record! {
    /// Where a rule stands.
    pub struct Standing {
        /// Its name.
        pub name: String,
        /// Days, where they are not those of the program.
        pub days: Option<i64>,
        /// When they were changed.
        pub changed_at: Option<Timestamp>,
        /// Why.
        pub why: Option<String>,
        /// Up to here everything was removed.
        pub through_at: Timestamp,
        /// The moment of the oldest that was left by the last run.
        pub oldest_at: Option<Timestamp>,
        /// When the last run ended.
        pub last_at: Option<Timestamp>,
    }
}

/// Days that the rule does not allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("between {0} and {1} days")]
pub struct OutOfBounds(pub i64, pub i64);

/// The rules of a house.
#[derive(Clone)]
pub struct Rules(Vec<Rule>);

impl Rules {
    /// Those of the slices and of the floors.
    #[must_use]
    pub fn new(of_slices: impl IntoIterator<Item = Rule>) -> Self {
        Self(of_slices.into_iter().chain(crate::FLOORS.iter().copied()).collect())
    }

    /// Each of them.
    #[must_use]
    pub fn all(&self) -> &[Rule] {
        &self.0
    }

    /// Each of them, and where it stands; one that never ran stands nowhere.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn list(&self, on: impl Into<On<'_>>) -> Result<Vec<(Rule, Standing)>> {
        let standing = rows::list_standing(on).await?;
        let of = |rule: &Rule| standing.iter().find(|it| it.name == rule.name).cloned();
        let never = |rule: &Rule| Standing {
            name: rule.name.to_owned(),
            days: None,
            changed_at: None,
            why: None,
            through_at: Timestamp::default(),
            oldest_at: None,
            last_at: None,
        };
        Ok(self.0.iter().map(|rule| (*rule, of(rule).unwrap_or_else(|| never(rule)))).collect())
    }

    /// Keeps what `name` speaks of for `days` from now on, because of `why`.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a rule that is not there; when the days are out of its bounds; when the database refuses.
    pub async fn keep(&self, store: &Store, name: &str, days: i64, why: &str, now: Timestamp) -> Result<()> {
        let rule = self.0.iter().find(|it| it.name == name).ok_or(Error::NotFound)?;
        if !(rule.least..=rule.most).contains(&days) {
            return Err(Error::internal(OutOfBounds(rule.least, rule.most)));
        }
        let by = By::acting(PersonId::house(), "", "", now);
        ::store::transaction!(store, tx => {
            let former = rows::find_days(&mut *tx, name).await?.unwrap_or(rule.days);
            rows::set_days(&mut *tx, name, days, why, now).await?;
            let entry = Entry::new("retention.keep", "retention", name).before(json!(former)).after(json!(days)).why(why);
            by.record(tx, entry).await
        })
    }
}

impl Standing {
    /// The days that hold now.
    #[must_use]
    pub fn days_of(&self, rule: &Rule) -> i64 {
        self.days.unwrap_or(rule.days)
    }

    /// When something goes next; none when nothing is there.
    #[must_use]
    pub fn next(&self, rule: &Rule) -> Option<Timestamp> {
        self.oldest_at.map(|at| at.plus_millis(self.days_of(rule).saturating_mul(86_400_000)))
    }
}
