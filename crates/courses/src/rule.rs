//! How watching counts: policy as data (domain 2.11.1, 2.12.2, 2.12.3).

use kernel::Date;

store::record! {
    /// One version of the rule. The figures come from the row, never from the program.
    pub struct WatchRule {
        /// The version that evidence names.
        pub version: String,
        /// A lesson is watched when so many per cent of it are.
        pub percent: i64,
        /// The fastest rate that counts, in per cent: 150 for 1.5.
        pub rate_percent: i64,
        /// Milliseconds of media that may outrun the clock, for the unevenness of players.
        pub slack_ms: i64,
        /// How old a beat may be when it arrives, in milliseconds.
        pub late_ms: i64,
        /// The most hours (学时) that a day counts.
        pub daily_hours: i64,
        /// Minutes of an hour (学时).
        pub hour_minutes: i64,
        /// Milliseconds in which a question within a lesson is to be answered.
        pub window_ms: i64,
        /// The score, of 100, that passes a quiz.
        pub quiz_pass: i64,
        /// How often a quiz may be taken.
        pub quiz_tries: i64,
        /// What the rule rests on, word for word.
        pub citation: String,
        /// The first day on which it is in force.
        pub valid_from: Date,
        /// The last day, when one is set.
        pub valid_until: Option<Date>,
    }
}

impl WatchRule {
    /// The most milliseconds of media that a day counts.
    #[must_use]
    pub const fn daily_ms(&self) -> i64 {
        self.daily_hours.saturating_mul(self.hour_minutes).saturating_mul(60_000)
    }

    /// The fastest rate as people say it: `1.5`.
    #[must_use]
    pub fn rate(&self) -> String {
        kernel::fixed_2(self.rate_percent)
    }

    /// Whether `watched_ms` of `duration_ms` are enough.
    #[must_use]
    pub const fn is_enough(&self, watched_ms: i64, duration_ms: i64) -> bool {
        duration_ms > 0 && watched_ms.saturating_mul(100) >= duration_ms.saturating_mul(self.percent)
    }

    /// Milliseconds of the clock that `media_ms` take at the fastest rate that counts.
    pub(crate) fn least_clock_ms(&self, media_ms: i64) -> i64 {
        let rate = self.rate_percent.max(1);
        (media_ms.saturating_mul(100).saturating_add(rate - 1)) / rate
    }
}

#[cfg(test)]
pub(crate) fn rule() -> WatchRule {
    WatchRule {
        version: "2026-1".into(),
        percent: 90,
        rate_percent: 150,
        slack_ms: 5_000,
        late_ms: 72 * 3_600_000,
        daily_hours: 8,
        hour_minutes: 45,
        window_ms: 120_000,
        quiz_pass: 60,
        quiz_tries: 3,
        citation: String::new(),
        valid_from: "2010-01-01".parse().unwrap(),
        valid_until: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nine_tenths_are_enough_and_a_millisecond_less_is_not() {
        assert!(rule().is_enough(900, 1_000));
        assert!(!rule().is_enough(899, 1_000));
        assert!(!rule().is_enough(0, 0));
    }

    #[test]
    fn a_day_counts_at_most_eight_hours_of_45_minutes() {
        assert_eq!(rule().daily_ms(), 360 * 60_000);
        assert_eq!(rule().least_clock_ms(15_000), 10_000);
        assert_eq!(rule().least_clock_ms(1), 1);
    }
}
