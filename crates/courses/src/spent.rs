//! The clock of one person: each of its seconds is spent once, on one lesson of one session.

use crate::{WatchRule, intervals::Intervals, varint};

/// What a person has spent of the clock in the last days. Two tabs, two devices and journals that
/// arrive late all draw on it, so that nobody watches two lessons at once (domain 2.12.2: Δmedia ≤
/// rate_max × Δclock + 5 s).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spent {
    claimed: Intervals,
    slack_ms: i64,
    slack_at: i64,
    /// Pairs of day (days since 1970, Beijing) and newly covered milliseconds.
    days: Vec<(i64, i64)>,
}

/// Slack comes back by one millisecond in so many: at most 5 % over time, however many sessions.
const SLACK_RETURNS: i64 = 20;
/// Beijing's distance from UTC.
const BEIJING_MS: i64 = 8 * 3_600_000;
const DAY_MS: i64 = 86_400_000;
const HOUR_MS: i64 = 3_600_000;
/// Gaps that a player leaves between two beats.
const GAP_MS: i64 = 1_000;
/// More pieces than anybody's three days of learning have.
const MOST_PIECES: usize = 1_000;

/// The day of a moment in milliseconds, counted in Beijing.
const fn day(at_ms: i64) -> i64 {
    (at_ms + BEIJING_MS).div_euclid(DAY_MS)
}

impl Spent {
    /// Spends the clock that `media_ms`, ended at `at_ms`, took: at the least what it takes at the fastest
    /// rate that counts, at the most what it takes at the normal rate, `took_ms` between the two. Nothing
    /// before `opened_ms` can be spent. `false`, and nothing is spent, when the least was not there.
    pub fn claim(
        &mut self,
        rule: &WatchRule,
        opened_ms: i64,
        at_ms: i64,
        media_ms: i64,
        took_ms: i64,
        now_ms: i64,
    ) -> bool {
        let from = at_ms - rule.least_clock_ms(media_ms);
        let after_opening = from.max(opened_ms).min(at_ms);
        let free = (at_ms - after_opening) - self.claimed.overlap(after_opening, at_ms);
        let missing = (media_ms - free.saturating_mul(rule.rate_percent) / 100).max(0);
        let used = (self.slack_ms - (now_ms - self.slack_at).max(0) / SLACK_RETURNS).max(0);
        if used + missing > rule.slack_ms {
            return false;
        }
        if missing > 0 {
            (self.slack_ms, self.slack_at) = (used + missing, now_ms);
        }
        let least = at_ms - from;
        let took = took_ms.clamp(least, media_ms.max(least));
        self.claimed.add((at_ms - took).max(opened_ms).min(at_ms), at_ms);
        self.tidy(at_ms);
        true
    }

    /// Keeps the row small: beats that follow each other leave gaps of milliseconds, which are closed; and
    /// whoever claims thousands of scattered pieces has the time between them spent as well.
    fn tidy(&mut self, at_ms: i64) {
        self.claimed.close(at_ms - 1, GAP_MS);
        let first = self.claimed.iter().next();
        if let Some((first, _)) = first.filter(|_| self.claimed.count() > MOST_PIECES) {
            self.claimed.add(first, at_ms - HOUR_MS);
        }
    }

    /// Whether the day of `at_ms` still takes `gain_ms` of newly watched media.
    #[must_use]
    pub fn has_room(&self, rule: &WatchRule, at_ms: i64, gain_ms: i64) -> bool {
        self.on(day(at_ms)) + gain_ms <= rule.daily_ms()
    }

    /// Writes `gain_ms` of newly watched media to the day of `at_ms`.
    pub fn count(&mut self, at_ms: i64, gain_ms: i64) {
        let day = day(at_ms);
        match self.days.iter_mut().find(|it| it.0 == day) {
            Some(it) => it.1 += gain_ms,
            None => self.days.push((day, gain_ms)),
        }
    }

    fn on(&self, day: i64) -> i64 {
        self.days.iter().filter(|it| it.0 == day).map(|it| it.1).sum()
    }

    /// Forgets what no beat can reach any more.
    pub fn forget(&mut self, rule: &WatchRule, now_ms: i64) {
        let oldest = now_ms - rule.late_ms - DAY_MS;
        self.claimed.remove(0, oldest);
        self.days.retain(|it| it.0 >= day(oldest));
    }

    /// As stored: the claimed clock, the slack used and its moment, the days.
    pub(crate) fn parts(&self) -> (Vec<u8>, i64, i64, Vec<u8>) {
        let days = varint::encode(self.days.iter().flat_map(|it| [it.0, it.1]));
        (self.claimed.encode(), self.slack_ms, self.slack_at, days)
    }

    /// From its stored form.
    pub(crate) fn of(claimed: &[u8], slack_ms: i64, slack_at: i64, days: &[u8]) -> Option<Self> {
        let days = varint::read_all(days)?;
        let days = days.chunks(2).filter_map(|pair| Some((*pair.first()?, *pair.get(1)?))).collect();
        Some(Self { claimed: Intervals::decode(claimed)?, slack_ms, slack_at, days })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::rule;

    /// Some moment; the page was opened then.
    const T: i64 = 1_795_000_000_000;

    #[test]
    fn media_may_run_at_one_and_a_half_and_no_faster() {
        let mut spent = Spent::default();
        assert!(spent.claim(&rule(), T, T + 10_000, 15_000, 15_000, T + 10_000));
        // Ten seconds of the clock are spent; five more seconds of media are the slack, and that is all.
        assert!(spent.claim(&rule(), T, T + 10_000, 5_000, 5_000, T + 10_000));
        assert!(!spent.claim(&rule(), T, T + 10_000, 1_000, 1_000, T + 10_000));
    }

    #[test]
    fn nothing_is_watched_before_the_page_was_opened() {
        let mut spent = Spent::default();
        assert!(!spent.claim(&rule(), T, T + 1_000, 60_000, 60_000, T + 1_000));
        assert_eq!(spent, Spent::default());
    }

    #[test]
    fn a_second_of_the_clock_is_spent_once_whatever_the_session() {
        let mut spent = Spent::default();
        assert!(spent.claim(&rule(), T, T + 600_000, 300_000, 300_000, T + 600_000));
        assert!(!spent.claim(&rule(), T, T + 600_000, 60_000, 60_000, T + 600_000));
        // Later clock is free, and so is earlier clock that nobody spent.
        assert!(spent.claim(&rule(), T, T + 700_000, 60_000, 60_000, T + 700_000));
        assert!(spent.claim(&rule(), T, T + 100_000, 60_000, 60_000, T + 700_000));
    }

    #[test]
    fn slack_returns_slowly() {
        let mut spent = Spent::default();
        assert!(spent.claim(&rule(), T, T, 5_000, 5_000, T));
        assert!(!spent.claim(&rule(), T, T, 100, 100, T));
        assert!(spent.claim(&rule(), T + 20_000, T + 20_000, 999, 999, T + 20_000));
        assert!(!spent.claim(&rule(), T + 20_000, T + 20_000, 100, 100, T + 20_000));
    }

    #[test]
    fn an_hour_of_beats_is_one_piece() {
        let mut spent = Spent::default();
        for n in 1..=720 {
            let at = T + n * 5_013;
            assert!(spent.claim(&rule(), T, at, 5_000, 5_000, at));
        }
        assert_eq!(spent.claimed.count(), 1);
        for n in 1..3_000 {
            spent.claim(&rule(), T, T + HOUR_MS * 2 + n * 5_000, 10, 10, T + DAY_MS);
        }
        assert!(spent.claimed.count() <= MOST_PIECES + 1);
    }

    #[test]
    fn a_day_is_full_after_eight_hours_and_the_next_is_empty() {
        let mut spent = Spent::default();
        spent.count(T, rule().daily_ms() - 10);
        assert!(spent.has_room(&rule(), T, 10));
        assert!(!spent.has_room(&rule(), T, 11));
        assert!(spent.has_room(&rule(), T + DAY_MS, 11));
    }

    #[test]
    fn it_survives_being_stored_and_forgets_what_is_old() {
        let mut spent = Spent::default();
        assert!(spent.claim(&rule(), T, T + 10_000, 15_000, 15_000, T + 10_000));
        spent.count(T, 15_000);
        let (claimed, slack_ms, slack_at, days) = spent.parts();
        assert_eq!(Spent::of(&claimed, slack_ms, slack_at, &days), Some(spent.clone()));
        spent.forget(&rule(), T + 6 * DAY_MS);
        assert!(spent.claimed.is_empty() && spent.days.is_empty());
    }
}
