use authz::Actor;
use kernel::{Date, Timestamp};

use crate::duty;
use crate::store::Level;

/// What the site asks of those who come in.
#[derive(Clone, Copy, Debug)]
pub struct Policy {
    /// From which day on the duties above a school rest until a second factor is set; nothing asks for none.
    pub second_factor_from: Option<Date>,
    /// For so long a proof of who sits there is good for what cannot be taken back.
    pub check_minutes: u16,
}

impl Default for Policy {
    fn default() -> Self {
        Self { second_factor_from: None, check_minutes: CHECK_MINUTES }
    }
}

/// As long as a list is worked through; shorter than a visit to the next room.
pub const CHECK_MINUTES: u16 = 10;

impl Policy {
    /// Whether a proof of `checked_at` is good now.
    #[must_use]
    pub(crate) fn is_fresh(&self, checked_at: Option<Timestamp>, now: Timestamp) -> bool {
        checked_at.is_some_and(|at| now.millis_since(at) < i64::from(self.check_minutes) * 60_000)
    }

    /// Whether the duties of `actor`, who has a password alone, rest on `today`.
    #[must_use]
    pub(crate) fn rests(&self, actor: &Actor, levels: &[Level], today: Date) -> bool {
        let asked = self.second_factor_from.is_some_and(|from| from <= today);
        asked && actor.appointments.iter().any(|it| it.holds_on(today) && duty::is_above_school(levels, &it.duty))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proof_is_good_for_some_minutes_and_none_is_never_good() {
        let now = Timestamp::from_millis(1_774_000_000_000);
        let policy = Policy { check_minutes: 3, ..Policy::default() };
        assert!(policy.is_fresh(Some(now), now.plus_millis(179_999)));
        assert!(!policy.is_fresh(Some(now), now.plus_millis(180_000)));
        assert!(!policy.is_fresh(None, now));
    }
}
