//! How often one origin may ask the public page: numbers run in series, and nobody shall read them
//! all in a row.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use kernel::Timestamp;

/// Questions that an origin may ask at once, and in each minute.
const MOST: i64 = 30;
/// One question comes back in so many milliseconds.
const EACH_MILLIS: i64 = 60_000 / MOST;
/// Origins remembered; beyond it the ones that are quiet again are forgotten.
const MOST_ORIGINS: usize = 20_000;

/// The questions of each origin, in memory only: no address is ever written down.
#[derive(Debug, Default)]
pub struct Inquiries(Mutex<HashMap<String, i64>>);

impl Inquiries {
    /// Whether `origin` may ask at `now`; if so, the question is counted.
    pub fn admit(&self, origin: &str, now: Timestamp) -> bool {
        let now = now.as_millis();
        let mut origins = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if origins.len() >= MOST_ORIGINS {
            origins.retain(|_, free_at| *free_at > now);
        }
        // The moment at which all questions of the origin are forgotten: each moves it on.
        let free_at = origins.get(origin).copied().unwrap_or(now).max(now);
        let next = free_at.saturating_add(EACH_MILLIS);
        if next.saturating_sub(now) > MOST * EACH_MILLIS {
            return false;
        }
        origins.insert(origin.to_owned(), next);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thirty_at_once_then_one_every_two_seconds_and_others_are_not_concerned() {
        let inquiries = Inquiries::default();
        let at = Timestamp::from_millis(1_000_000);
        assert_eq!((0..40).filter(|_| inquiries.admit("192.0.2.1", at)).count(), 30);
        assert!(inquiries.admit("192.0.2.2", at));
        assert!(inquiries.admit("192.0.2.1", at.plus_millis(2_000)));
        assert!(!inquiries.admit("192.0.2.1", at.plus_millis(2_000)));
        assert!(inquiries.admit("192.0.2.1", at.plus_millis(600_000)));
    }
}
