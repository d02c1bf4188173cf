use kernel::{Error, Result, Timestamp, text};

store::record! {
    /// The hours of each day at which nobody is disturbed, in minutes of the day (Asia/Shanghai).
    pub struct QuietHours {
        /// The first minute.
        pub from_minute: i64,
        /// The minute after the last; before the first where the night lies between.
        pub until_minute: i64,
    }
}

const DAY: i64 = 24 * 60;
const MINUTE: i64 = 60_000;

impl Default for QuietHours {
    /// 21:00 to 7:00.
    fn default() -> Self {
        Self { from_minute: 21 * 60, until_minute: 7 * 60 }
    }
}

impl QuietHours {
    /// From `from` until `until`, each as `21:00`.
    ///
    /// # Errors
    /// Invalid in the field `from` or `until`; or when fewer than four hours of a day would be left.
    pub fn read(from: &str, until: &str) -> Result<Self> {
        let minute = |field, text| minute(text).ok_or_else(|| Error::field(field, text!("calendar-time-wrong")));
        let it = Self { from_minute: minute("from", from)?, until_minute: minute("until", until)? };
        if it.length() > DAY - 4 * 60 {
            return Err(Error::field("until", text!("calendar-quiet-long")));
        }
        Ok(it)
    }

    fn length(&self) -> i64 {
        (self.until_minute - self.from_minute).rem_euclid(DAY)
    }

    /// Whether `at` lies in them. From and until the same: at no time.
    #[must_use]
    pub fn holds(&self, at: Timestamp) -> bool {
        let minute = at.millis_since(at.date().start()) / MINUTE;
        (minute - self.from_minute).rem_euclid(DAY) < self.length()
    }

    /// `at` itself, or the end of the quiet hours in which it lies.
    #[must_use]
    pub fn end(&self, at: Timestamp) -> Timestamp {
        if !self.holds(at) {
            return at;
        }
        let end = at.date().start().plus_millis(self.until_minute * MINUTE);
        if end > at { end } else { at.date().plus_days(1).start().plus_millis(self.until_minute * MINUTE) }
    }

    /// The two ends as `21:00`.
    #[must_use]
    pub fn clock(&self) -> [String; 2] {
        [self.from_minute, self.until_minute].map(|it| format!("{:02}:{:02}", it / 60, it % 60))
    }
}

fn minute(text: &str) -> Option<i64> {
    let (hour, minute) = text.trim().split_once([':', '：'])?;
    let (hour, minute): (i64, i64) = (hour.parse().ok()?, minute.parse().ok()?);
    ((0..24).contains(&hour) && (0..60).contains(&minute)).then_some(hour * 60 + minute)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Date;

    fn at(hour: i64, minute: i64) -> Timestamp {
        Date::of(2026, 3, 3).unwrap().start().plus_millis((hour * 60 + minute) * MINUTE)
    }

    #[test]
    fn quiet_hours_go_over_midnight_and_end_at_their_minute() {
        let quiet = QuietHours::default();
        assert!(quiet.holds(at(21, 0)) && quiet.holds(at(6, 59)) && quiet.holds(at(0, 0)));
        assert!(!quiet.holds(at(7, 0)) && !quiet.holds(at(20, 59)));
        assert_eq!(quiet.end(at(23, 0)), at(31, 0));
        assert_eq!(quiet.clock(), ["21:00", "07:00"]);
    }

    #[test]
    fn quiet_at_noon_only_and_never_quiet() {
        let noon = QuietHours::read("12:00", "14:30").unwrap();
        assert!(noon.holds(at(13, 0)) && !noon.holds(at(11, 59)) && !noon.holds(at(14, 30)));
        let never = QuietHours::read("8:00", "08：00").unwrap();
        assert!(!never.holds(at(8, 0)) && !never.holds(at(20, 0)));
    }

    #[test]
    fn what_is_no_time_and_what_leaves_no_day_is_refused() {
        for (from, until) in [("24:00", "7:00"), ("21", "7:00"), ("21:60", "7:00"), ("7:00", "6:00")] {
            assert!(QuietHours::read(from, until).is_err(), "{from} {until}");
        }
    }
}
