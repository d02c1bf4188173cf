//! Identity numbers that are right by their check character and can be nobody's.
//!
//! - Places 3 and 4 of the address code are 99. GB/T 2260 numbers prefectures
//!   from 01 to 70 and puts counties directly under a province into 90; 99 was
//!   never given out.
//! - One in fifty has a county code that ended with the founding of Chongqing
//!   as a municipality in 1997, and a birth date after that: the place could no
//!   longer give it out. Such rows show the warning about old county codes.
//!
//! Mobile numbers begin with 154, a range that no operator has opened.

use crate::identity_number::{Sex, check_character};
use kernel::Date;

/// Counties of Sichuan that became part of Chongqing in March 1997.
const ABOLISHED: [&str; 5] = ["510212", "510213", "510214", "512222", "512225"];
const FIRST_YEAR: i16 = 1960;
/// Days from 1960-01-01 to 2003-12-31.
const BIRTH_DAYS: u64 = 16_071;
const FIRST_YEAR_AFTER: i16 = 1998;
/// Days from 1998-01-01 to 2003-12-31.
const BIRTH_DAYS_AFTER: u64 = 2191;
/// Prime, and no divisor of either number of days: steps through all of them.
const STEP: u64 = 7919;
/// Sequence numbers of one sex on one day.
const SEQUENCES: u64 = 499;
const RARITY: u64 = 50;

/// The birth date, sex and 17 digits of the number of row `index`: different
/// for the first eight million rows.
pub(super) struct Invented {
    pub(super) birth_date: Date,
    pub(super) sex: Sex,
    body: String,
}

impl Invented {
    /// `province` are two digits, such as 52.
    pub(super) fn new(index: u64, sex: Sex, province: &str) -> Self {
        let (address, first, days, index) = if index % RARITY == RARITY - 1 {
            let index = index / RARITY;
            let place = usize::try_from(index).unwrap_or_default() % ABOLISHED.len();
            let address = ABOLISHED.get(place).copied().unwrap_or_default();
            (address.to_owned(), FIRST_YEAR_AFTER, BIRTH_DAYS_AFTER, index)
        } else {
            (format!("{province}99{:02}", 1 + index % 79), FIRST_YEAR, BIRTH_DAYS, index)
        };
        let day = i32::try_from(index.wrapping_mul(STEP) % days).unwrap_or_default();
        let birth_date = first_of(first).plus_days(day);
        let sequence = (index / days % SEQUENCES) * 2 + if sex == Sex::Male { 1 } else { 2 };
        let body = format!("{address}{}{sequence:03}", compact(birth_date));
        Self { birth_date, sex, body }
    }

    /// The whole number.
    pub(super) fn number(&self) -> String {
        checked(&self.body)
    }

    /// The number with a 13th month, right by its check character.
    pub(super) fn number_without_birth_date(&self) -> String {
        let (before, after) = (self.body.get(..10).unwrap_or_default(), self.body.get(12..).unwrap_or_default());
        checked(&format!("{before}13{after}"))
    }

    /// The number with a wrong check character.
    pub(super) fn number_without_check(&self) -> String {
        let mut number = self.number();
        let wrong = if number.pop() == Some('7') { '8' } else { '7' };
        number.push(wrong);
        number
    }
}

/// The first of January. Every year has one, so that the other date is never used.
fn first_of(year: i16) -> Date {
    Date::of(year, 1, 1).unwrap_or_else(|| kernel::Timestamp::default().date())
}

/// 19850615.
fn compact(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

fn checked(body: &str) -> String {
    let check = body.as_bytes().try_into().ok().and_then(check_character).unwrap_or(b'?');
    format!("{body}{}", char::from(check))
}
