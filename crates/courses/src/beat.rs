//! What the player reports: a piece of a lesson that was played.

use kernel::{Text, text};
use serde::Deserialize;

/// One piece that was played, as the player journals it.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
pub struct Beat {
    /// Its number within the learning session.
    pub seq: i64,
    /// Where it begins in the media, milliseconds.
    pub from_ms: i64,
    /// Where it ends, milliseconds; not part of it.
    pub to_ms: i64,
    /// The rate at which it was played; kept for review, not used by the rule.
    #[serde(default = "normal_rate")]
    pub rate: f64,
    /// Whether the page was in sight; kept for review, not used by the rule.
    #[serde(default)]
    pub visible: bool,
    /// When it ended, by the clock of the device: milliseconds since 1970.
    pub at_ms: i64,
}

const fn normal_rate() -> f64 {
    1.0
}

/// Players round, and a stream may end a few frames after its stated length: so much beyond the end is
/// cut off. Anything further is refused.
const FRAMES_MS: i64 = 250;

impl Beat {
    /// The piece within a lesson of `duration_ms`; `None` when it is not a piece of it.
    pub(crate) fn within(&self, duration_ms: i64) -> Option<(i64, i64)> {
        let sound = self.seq >= 0 && self.from_ms >= 0 && self.from_ms < self.to_ms;
        let inside = self.from_ms < duration_ms && self.to_ms <= duration_ms + FRAMES_MS;
        (sound && inside).then(|| (self.from_ms, self.to_ms.min(duration_ms)))
    }

    /// The rate in per cent, for the record.
    pub(crate) fn rate_percent(&self) -> i64 {
        // Formatting is the one way from a float to a whole number without a cast.
        let percent = (self.rate * 100.0).round().clamp(0.0, 10_000.0);
        format!("{percent:.0}").parse().unwrap_or_default()
    }
}

/// Why a beat does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It is no piece of this lesson.
    Outside,
    /// It is older than the rule takes.
    Late,
    /// More media than the clock allows.
    Fast,
    /// Another session of the same person has taken over.
    Elsewhere,
    /// The day has its hours.
    Full,
}

impl Refused {
    /// In words, with what to do.
    #[must_use]
    pub fn text(self, rule: &crate::WatchRule) -> Text {
        match self {
            Self::Outside => text!("beat-outside"),
            Self::Late => text!("beat-late", hours = rule.late_ms / 3_600_000),
            Self::Fast => text!("beat-fast", rate = rule.rate()),
            Self::Elsewhere => text!("beat-elsewhere"),
            Self::Full => text!("beat-full", hours = rule.daily_hours),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn beat(from_ms: i64, to_ms: i64) -> Beat {
        Beat { seq: 1, from_ms, to_ms, rate: 1.25, visible: true, at_ms: 0 }
    }

    #[test]
    fn a_piece_lies_within_its_lesson() {
        assert_eq!(beat(0, 5_000).within(60_000), Some((0, 5_000)));
        assert_eq!(beat(58_000, 60_100).within(60_000), Some((58_000, 60_000)));
        for wrong in
            [beat(58_000, 61_000), beat(5_000, 5_000), beat(9_000, 5_000), beat(-1, 5_000), beat(60_000, 60_100)]
        {
            assert_eq!(wrong.within(60_000), None, "{wrong:?}");
        }
        assert_eq!(Beat { seq: -1, ..beat(0, 5_000) }.within(60_000), None);
    }

    #[test]
    fn a_rate_is_kept_in_per_cent() {
        assert_eq!(beat(0, 1).rate_percent(), 125);
        assert_eq!(Beat { rate: f64::NAN, ..beat(0, 1) }.rate_percent(), 0);
    }
}
