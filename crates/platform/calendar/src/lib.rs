//! Days of work and days of rest, and the hours at which nobody is disturbed.
//!
//! The rule of the week and the days that recur by law are in the program; what the State Council announces for a year
//! (holidays, and the working days that make up for them, 调休), and what a region adds, are rows at a place.

mod day;
mod quiet;
mod store;

use std::collections::BTreeMap;

use ::store::Migration;
use kernel::{Date, Timestamp};

pub use day::{Day, DayKind, fixed};
pub use quiet::QuietHours;
pub use store::{delete_day, find_quiet, list_days, load, put_days, set_quiet};

/// The tables of this floor; the slice that brings them has them among its own.
pub const TABLES: Migration =
    Migration { slice: "calendar", number: 1, text: include_str!("../migrations/0001_calendar.sql") };

/// No row of working days is longer than this many days of rest in between: a table without working days ends here.
const LONGEST_REST: i32 = 60;

/// The days of one place.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    days: BTreeMap<Date, DayKind>,
    quiet: QuietHours,
}

impl Calendar {
    /// With these days beside the rule of the week.
    #[must_use]
    pub fn of(days: impl IntoIterator<Item = (Date, DayKind)>, quiet: QuietHours) -> Self {
        Self { days: days.into_iter().collect(), quiet }
    }

    /// Whether work is done on `day`: what was announced counts, then the law, then the week.
    #[must_use]
    pub fn is_working(&self, day: Date) -> bool {
        match self.days.get(&day) {
            Some(kind) => *kind == DayKind::Working,
            None => fixed(day).is_none() && !day.is_weekend(),
        }
    }

    /// The first working day from `day` on.
    #[must_use]
    pub fn working_from(&self, day: Date) -> Date {
        (0..LONGEST_REST).map(|after| day.plus_days(after)).find(|day| self.is_working(*day)).unwrap_or(day)
    }

    /// The `count`-th working day after `day`, which itself does not count (行政许可法 82: 工作日, 不含法定节假日).
    #[must_use]
    pub fn working_after(&self, day: Date, count: u16) -> Date {
        (0..count).fold(day, |day, _| self.working_from(day.plus_days(1)))
    }

    /// Working days after `from`, up to `until` and with it; 0 when `until` is not later.
    #[must_use]
    pub fn working_between(&self, from: Date, until: Date) -> i64 {
        let days = i32::try_from(from.days_until(until)).unwrap_or(i32::MAX).min(3_700);
        kernel::count((1..=days).filter(|after| self.is_working(from.plus_days(*after))).count())
    }

    /// Whether nobody may be disturbed at `at`.
    #[must_use]
    pub fn is_quiet(&self, at: Timestamp) -> bool {
        self.quiet.holds(at) || !self.is_working(at.date())
    }

    /// The first moment from `at` on at which people may be disturbed: on a working day, outside quiet hours.
    #[must_use]
    pub fn open_from(&self, at: Timestamp) -> Timestamp {
        let mut moment = self.quiet.end(at);
        for _ in 0..LONGEST_REST {
            if self.is_working(moment.date()) {
                return moment;
            }
            moment = self.quiet.end(moment.date().plus_days(1).start());
        }
        moment
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn at(text: &str, hour: i64) -> Timestamp {
        day(text).start().plus_millis(hour * 3_600_000)
    }

    /// Invented: a long holiday of eight days, and the Sunday before it that makes up for one of them.
    fn calendar() -> Calendar {
        let rest = (1..=8).map(|nth| (Date::of(2026, 10, nth).unwrap(), DayKind::Holiday));
        Calendar::of(rest.chain([(day("2026-09-27"), DayKind::Working)]), QuietHours::default())
    }

    #[test]
    fn a_sunday_that_makes_up_for_a_holiday_is_a_working_day() {
        let calendar = calendar();
        assert!(calendar.is_working(day("2026-09-27")) && !calendar.is_working(day("2026-09-26")));
        assert!(!calendar.is_working(day("2026-10-08")), "a Thursday of the holiday");
        assert!(Calendar::default().is_working(day("2026-10-08")), "as long as nobody announced it");
    }

    #[test]
    fn what_the_law_names_rests_without_a_row_and_a_row_may_say_otherwise() {
        assert!(!Calendar::default().is_working(day("2026-10-01")));
        let odd = Calendar::of([(day("2026-10-01"), DayKind::Working)], QuietHours::default());
        assert!(odd.is_working(day("2026-10-01")));
    }

    #[test]
    fn working_days_are_counted_over_holidays_and_made_up_sundays() {
        let calendar = calendar();
        // Friday the 25th: then Sunday the 27th, 28, 29, 30, and after the holiday Friday the 9th.
        assert_eq!(calendar.working_after(day("2026-09-25"), 1), day("2026-09-27"));
        assert_eq!(calendar.working_after(day("2026-09-25"), 5), day("2026-10-09"));
        assert_eq!(calendar.working_between(day("2026-09-25"), day("2026-10-09")), 5);
        assert_eq!(calendar.working_after(day("2026-09-26"), 0), day("2026-09-26"));
        assert_eq!(calendar.working_between(day("2026-10-09"), day("2026-09-25")), 0);
    }

    #[test]
    fn nobody_is_disturbed_at_night_or_on_a_day_of_rest() {
        let calendar = calendar();
        assert_eq!(calendar.open_from(at("2026-09-29", 10)), at("2026-09-29", 10));
        assert_eq!(calendar.open_from(at("2026-09-29", 22)), at("2026-09-30", 7), "until the morning");
        assert_eq!(calendar.open_from(at("2026-09-29", 3)), at("2026-09-29", 7), "of the same day");
        assert_eq!(calendar.open_from(at("2026-09-30", 21)), at("2026-10-09", 7), "over the whole holiday");
        assert!(calendar.is_quiet(at("2026-10-03", 10)) && !calendar.is_quiet(at("2026-09-27", 10)));
    }

    #[test]
    fn a_table_without_working_days_ends() {
        let rest = (0..400).map(|nth| (day("2026-01-01").plus_days(nth), DayKind::Holiday));
        let never = Calendar::of(rest, QuietHours::default());
        assert_eq!(never.working_after(day("2026-01-01"), 1), day("2026-01-02"));
        assert!(never.open_from(at("2026-01-01", 9)) > at("2026-02-01", 9));
    }
}
