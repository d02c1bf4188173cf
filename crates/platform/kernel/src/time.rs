use std::fmt;
use std::str::FromStr;

use jiff::{ToSpan, civil, tz::Offset};
use serde::{Deserialize, Serialize};

/// A moment, in milliseconds since 1970-01-01T00:00:00Z. Stored as one `bigint` on both databases.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(i64);

/// China keeps one civil time; every legal date is a date in it. A fixed offset needs no zone table.
fn beijing() -> Offset {
    Offset::constant(8)
}

impl Timestamp {
    /// From milliseconds since the epoch.
    #[must_use]
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since the epoch.
    #[must_use]
    pub const fn as_millis(self) -> i64 {
        self.0
    }

    /// This moment moved by `millis`, saturating.
    #[must_use]
    pub const fn plus_millis(self, millis: i64) -> Self {
        Self(self.0.saturating_add(millis))
    }

    /// Milliseconds from `earlier` to this moment; negative when `earlier` is later.
    #[must_use]
    pub const fn millis_since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    fn civil(self) -> civil::DateTime {
        let instant = jiff::Timestamp::from_millisecond(self.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        beijing().to_datetime(instant)
    }

    /// The legal date (Asia/Shanghai) of this moment.
    #[must_use]
    pub fn date(self) -> Date {
        Date(self.civil().date())
    }

    /// `2026-07-12 14:02`, in Asia/Shanghai.
    #[must_use]
    pub fn minute(self) -> String {
        self.civil().strftime("%Y-%m-%d %H:%M").to_string()
    }

    /// `14:02`, in Asia/Shanghai.
    #[must_use]
    pub fn clock(self) -> String {
        self.civil().strftime("%H:%M").to_string()
    }
}

impl From<Timestamp> for jiff::Timestamp {
    fn from(at: Timestamp) -> Self {
        Self::from_millisecond(at.0).unwrap_or(Self::UNIX_EPOCH)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.minute())
    }
}

/// A legal date in Asia/Shanghai. Stored as text `YYYY-MM-DD`, which sorts as dates do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Date(civil::Date);

impl Date {
    /// The date `year`-`month`-`day`, or `None` when the calendar has no such day.
    #[must_use]
    pub fn of(year: i16, month: i8, day: i8) -> Option<Self> {
        civil::Date::new(year, month, day).ok().map(Self)
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// The day of the month.
    #[must_use]
    pub fn day(self) -> i8 {
        self.0.day()
    }

    /// Whether it is a Saturday or a Sunday.
    #[must_use]
    pub fn is_weekend(self) -> bool {
        matches!(self.0.weekday(), civil::Weekday::Saturday | civil::Weekday::Sunday)
    }

    /// One calendar month later, clamped to the end of that month (31 January -> 28 or 29 February).
    #[must_use]
    pub fn plus_month(self) -> Self {
        Self(self.0.saturating_add(1.month()))
    }

    /// `days` later, or earlier when negative.
    #[must_use]
    pub fn plus_days(self, days: i32) -> Self {
        Self(self.0.saturating_add(days.days()))
    }

    /// Whole days from this date to `later`; negative when `later` is earlier.
    #[must_use]
    pub fn days_until(self, later: Self) -> i64 {
        self.0.until(later.0).map_or(0, |span| i64::from(span.get_days()))
    }

    /// Full years of age on `on` of somebody born on this date (周岁: a year more on the birthday).
    #[must_use]
    pub fn age_on(self, on: Self) -> i16 {
        let before_birthday = (on.month(), on.day()) < (self.month(), self.day());
        on.year() - self.year() - i16::from(before_birthday)
    }

    /// Midnight at the start of this date in Asia/Shanghai.
    #[must_use]
    pub fn start(self) -> Timestamp {
        beijing()
            .to_timestamp(self.0.at(0, 0, 0, 0))
            .map_or(Timestamp(0), |instant| Timestamp(instant.as_millisecond()))
    }

    /// The day at length in a text, as the reader's language says it; a date alone stands as `2011-07-10`.
    #[must_use]
    pub const fn at_length(self) -> crate::Arg {
        crate::Arg::Day { day: self }
    }

    /// `2011年7月10日`: for papers, which are Chinese for every reader.
    #[must_use]
    pub fn chinese(self) -> String {
        format!("{}年{}月{}日", self.year(), self.month(), self.day())
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Date {
    type Err = jiff::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

impl From<civil::Date> for Date {
    fn from(date: civil::Date) -> Self {
        Self(date)
    }
}

impl From<Date> for civil::Date {
    fn from(date: Date) -> Self {
        date.0
    }
}

/// A month of a year, `YYYY-MM`: source documents give windows as `2011年7—10月`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(civil::Date);

impl Month {
    /// The month `month` of `year`, or `None` when there is none.
    #[must_use]
    pub fn of(year: i16, month: i8) -> Option<Self> {
        civil::Date::new(year, month, 1).ok().map(Self)
    }

    /// The month a date lies in.
    #[must_use]
    pub fn containing(date: Date) -> Self {
        Self(date.0.first_of_month())
    }

    /// The first day of the month.
    #[must_use]
    pub fn first(self) -> Date {
        Date(self.0)
    }

    /// The last day of the month.
    #[must_use]
    pub fn last(self) -> Date {
        Date(self.0.last_of_month())
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.0.year(), self.0.month())
    }
}

impl FromStr for Month {
    type Err = jiff::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        format!("{text}-01").parse().map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn one_month_on_is_clamped_to_the_end_of_the_month() {
        assert_eq!(date("2011-08-31").plus_month(), date("2011-09-30"));
        assert_eq!(date("2024-01-31").plus_month(), date("2024-02-29"));
        assert_eq!(date("2011-10-15").plus_month(), date("2011-11-15"));
    }

    #[test]
    fn age_turns_on_the_birthday() {
        let born = date("1965-07-10");
        assert_eq!(born.age_on(date("2011-07-09")), 45);
        assert_eq!(born.age_on(date("2011-07-10")), 46);
    }

    #[test]
    fn a_legal_date_begins_at_beijing_midnight() {
        assert_eq!(date("2011-07-10").start().date(), date("2011-07-10"));
        assert_eq!(date("2011-07-10").start().plus_millis(-1).date(), date("2011-07-09"));
    }

    #[test]
    fn impossible_dates_are_refused() {
        assert!("2011-02-30".parse::<Date>().is_err());
        assert!("2011-13".parse::<Month>().is_err());
    }
}
