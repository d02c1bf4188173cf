//! Days of work and days of rest.
//!
//! The rule of the week and the days that recur by law are in the program; what the State Council announces for a year
//! (holidays, and the working days that make up for them, 调休), and what a region adds, are rows at a place.

mod day;
mod store;

use std::collections::BTreeMap;

use ::store::Migration;
use kernel::Date;

pub use day::{Day, DayKind, fixed};
pub use store::{delete_day, list_days, load, put_days};

/// The tables of this floor; the slice that brings them has them among its own.
pub const TABLES: Migration =
    Migration { slice: "calendar", number: 1, text: include_str!("../migrations/0001_calendar.sql") };

/// No row of working days is longer than this many days of rest in between: a table without working days ends here.
const LONGEST_REST: i32 = 60;

/// The days of one place.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    days: BTreeMap<Date, DayKind>,
}

impl Calendar {
    /// With these days beside the rule of the week.
    #[must_use]
    pub fn of(days: impl IntoIterator<Item = (Date, DayKind)>) -> Self {
        Self { days: days.into_iter().collect() }
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
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    /// Invented: a long holiday of eight days, and the Sunday before it that makes up for one of them.
    fn calendar() -> Calendar {
        let rest = (1..=8).map(|nth| (Date::of(2026, 10, nth).unwrap(), DayKind::Holiday));
        Calendar::of(rest.chain([(day("2026-09-27"), DayKind::Working)]))
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
        let odd = Calendar::of([(day("2026-10-01"), DayKind::Working)]);
        assert!(odd.is_working(day("2026-10-01")));
    }

    #[test]
    fn working_days_are_counted_over_holidays_and_made_up_sundays() {
        let calendar = calendar();
        // Friday the 25th: then Sunday the 27th, 28, 29, 30, and after the holiday Friday the 9th.
        assert_eq!(calendar.working_after(day("2026-09-25"), 1), day("2026-09-27"));
        assert_eq!(calendar.working_after(day("2026-09-25"), 5), day("2026-10-09"));
        assert_eq!(calendar.working_after(day("2026-09-26"), 0), day("2026-09-26"));
    }

    #[test]
    fn a_table_without_working_days_ends() {
        let rest = (0..400).map(|nth| (day("2026-01-01").plus_days(nth), DayKind::Holiday));
        let never = Calendar::of(rest);
        assert_eq!(never.working_after(day("2026-01-01"), 1), day("2026-01-02"));
    }
}
