//! When a return is due, and how that is said.

use kernel::{Date, Text, text};
use ui::TagKind;

/// The clause of the deadline, as the source document words it.
pub const CLAUSE: &str = "教育部办公厅关于举办“国培计划（2011）”中小学少数民族双语教师普通话培训班的通知：于培训结束后的1个月内，以纸制文本和电子版方式报送";

/// The last day on which the return of a class that ends on `closes_on` is in time: one calendar
/// month later, clamped to the end of that month (S103).
#[must_use]
pub fn due_on(closes_on: Date) -> Date {
    closes_on.plus_month()
}

/// The days that are left on `today`, in words and with the urgency of their tag.
#[must_use]
pub fn clock(due_on: Date, today: Date) -> (TagKind, Text) {
    let days = today.days_until(due_on);
    match days {
        ..0 => (TagKind::Late, text!("return-clock-late", days = -days)),
        0 => (TagKind::Late, text!("return-clock-today")),
        1..=3 => (TagKind::Due, text!("return-clock-days", days = days)),
        4..=14 => (TagKind::Wait, text!("return-clock-days", days = days)),
        _ => (TagKind::Ok, text!("return-clock-days", days = days)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn the_return_is_due_a_calendar_month_later_and_never_in_the_month_after() {
        assert_eq!(due_on(day("2011-10-15")), day("2011-11-15"));
        assert_eq!(due_on(day("2011-08-31")), day("2011-09-30"));
        assert_eq!(due_on(day("2011-01-31")), day("2011-02-28"));
        assert_eq!(due_on(day("2024-01-30")), day("2024-02-29"));
        assert_eq!(due_on(day("2011-12-31")), day("2012-01-31"));
    }

    #[test]
    fn the_clock_is_said_in_words() {
        let said = |today: &str| clock(day("2011-11-15"), day(today));
        assert_eq!(said("2011-11-15"), (TagKind::Late, text!("return-clock-today")));
        assert_eq!(said("2011-11-12"), (TagKind::Due, text!("return-clock-days", days = 3_i64)));
        assert_eq!(said("2011-11-17"), (TagKind::Late, text!("return-clock-late", days = 2_i64)));
        assert_eq!(said("2011-10-16").0, TagKind::Ok);
    }
}
