//! Reading the cells that are neither codes nor numbers with a check.

use crate::codes::text::half_width;
use kernel::{Date, Month};

/// A date as people write it: with its day, or the month alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    Day(Date),
    Month(Month),
}

/// Reads 1985-06-15, 1985/6/15, 1985.06.15, 1985年6月15日, 19850615, each also
/// without the day (1985-06, 198506), and with a time of day behind it.
pub(super) fn date(text: &str) -> Option<Written> {
    let mut parts = [0_i32; 3];
    let mut lengths = [0_usize; 3];
    let mut part = 0;
    let day = text.split_once([' ', 'T']).map_or(text, |(day, _time)| day);
    for character in day.chars().map(half_width) {
        match character {
            '0'..='9' => {
                let digit = i32::try_from(character.to_digit(10)?).ok()?;
                let (value, length) = (parts.get_mut(part)?, lengths.get_mut(part)?);
                *value = value.checked_mul(10)?.checked_add(digit)?;
                *length += 1;
            }
            '-' | '/' | '.' | '年' | '月' => part += 1,
            '日' | '号' => part = 3,
            _ => return None,
        }
    }
    let [mut year, mut month, mut day] = parts;
    match lengths {
        [8, 0, 0] => (year, month, day) = (year / 10_000, year / 100 % 100, year % 100),
        [6, 0, 0] => (year, month) = (year / 100, year % 100),
        [4, 1 | 2, 0..=2] => {}
        _ => return None,
    }
    let has_day = matches!(lengths, [8, 0, 0] | [4, _, 1 | 2]);
    let year = i16::try_from(year).ok().filter(|year| *year >= 1900)?;
    let month = i8::try_from(month).ok()?;
    if has_day {
        Date::of(year, month, i8::try_from(day).ok()?).map(Written::Day)
    } else {
        Month::of(year, month).map(Written::Month)
    }
}

/// The month of a date as people write it.
pub(super) fn month(text: &str) -> Option<Month> {
    date(text).map(|written| match written {
        Written::Day(day) => Month::containing(day),
        Written::Month(month) => month,
    })
}

/// 是 or 否, in the spellings of spreadsheets.
pub(super) fn yes_or_no(text: &str) -> Option<bool> {
    match text {
        "是" | "1" | "１" | "Y" | "y" | "有" | "√" | "TRUE" | "true" => Some(true),
        "否" | "0" | "０" | "N" | "n" | "无" | "×" | "不是" | "FALSE" | "false" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_dates_as_people_write_them() {
        let day = Date::of(1985, 6, 5).map(Written::Day);
        for text in [
            "1985-06-05",
            "1985/6/5",
            "1985.6.05",
            "1985年6月5日",
            "19850605",
            "１９８５-０６-０５",
            "1985-06-05 00:00:00",
        ] {
            assert_eq!(date(text), day, "{text}");
        }
        for text in ["1985-06", "1985.6", "1985年6月", "198506"] {
            assert_eq!(month(text), Month::of(1985, 6), "{text}");
            assert!(matches!(date(text), Some(Written::Month(_))));
        }
        for text in ["", "85-6-5", "1985-13", "1985-02-30", "六月", "31203", "1985-6-5-1", "0985-06-05", "99999999999"]
        {
            assert_eq!(date(text), None, "{text}");
        }
    }
}
