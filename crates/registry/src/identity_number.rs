//! The citizen identity number of GB 11643: six digits of address code, eight
//! of birth date, three of sequence (odd for men) and one check character.
//!
//! The residence permit for people of Hong Kong, Macao and Taiwan (81, 82, 83)
//! and the permanent residence card for foreigners (9, version of 2023) have
//! the same shape and the same check.

use crate::codes::text::{half_width, is_blank};
use kernel::Date;
use std::fmt;
use std::str::FromStr;

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: [u8; 11] = *b"10X98765432";
/// Nobody who teaches was born before it; an earlier year is a typing error.
const EARLIEST_YEAR: i16 = 1900;

/// A number whose characters, birth date and check character are right.
///
/// `Debug` and `Display` show three and four characters of it (domain.md
/// 2.23.3); the whole is had by [`IdentityNumber::reveal`] alone.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct IdentityNumber {
    characters: [u8; 18],
    birth_date: Date,
}

/// Sex as an identity number can say it (GB/T 2261.1: 1 and 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sex {
    /// 男, code 1.
    Male,
    /// 女, code 2.
    Female,
}

impl Sex {
    /// The code of GB/T 2261.1.
    pub fn code(self) -> &'static str {
        match self {
            Self::Male => "1",
            Self::Female => "2",
        }
    }
}

/// Which document carries the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Document {
    /// 居民身份证.
    Resident,
    /// 港澳台居民居住证 of a person of Hong Kong (81).
    HongKong,
    /// 港澳台居民居住证 of a person of Macao (82).
    Macao,
    /// 港澳台居民居住证 of a person of Taiwan (83).
    Taiwan,
    /// 外国人永久居留身份证 (9).
    PermanentResident,
}

/// Why a text is no identity number. Each reason asks for another remedy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Nothing was written: fill in the number.
    #[error("the identity number is missing")]
    Missing,
    /// Not 18 characters: read the number off the document again.
    #[error("the identity number has {0} characters, not 18")]
    Length(usize),
    /// The 15-digit number of before 1999: ask for the present document.
    #[error("a 15-digit number is no longer valid")]
    FifteenDigits,
    /// A spreadsheet has turned the number into 1.1E+17 and lost its end:
    /// format the column as text and type the number again.
    #[error("a spreadsheet has rounded the number")]
    Rounded,
    /// A character that no number has, with its place from 1.
    #[error("character {1:?} at place {0} does not belong into an identity number")]
    Character(usize, char),
    /// Places 7 to 14 are no day of the calendar since 1900.
    #[error("the birth date in the number is no date")]
    BirthDate,
    /// The birth date lies after the day of the check.
    #[error("the birth date in the number is in the future")]
    FutureBirth,
    /// The check character contradicts the rest: some digit is wrong. The
    /// right one is not told, so that nobody makes a number fit.
    #[error("the check character does not match")]
    Checksum,
}

impl IdentityNumber {
    /// Reads a number as people type it: full-width digits, blanks, a leading
    /// apostrophe and a small x are put right. `today` is the day that no birth
    /// may lie behind.
    ///
    /// # Errors
    /// The first reason of [`Error`] that applies, in the order of the enum.
    pub fn parse(text: &str, today: Date) -> Result<Self, Error> {
        let number: Self = text.parse()?;
        if number.birth_date > today { Err(Error::FutureBirth) } else { Ok(number) }
    }

    /// The 18 characters. Only for encryption, for the keyed hash, and for a
    /// full view that has been given a reason and was logged.
    pub fn reveal(&self) -> &str {
        // Built from ASCII alone, so the text is never empty.
        str::from_utf8(&self.characters).unwrap_or_default()
    }

    /// `110***********002X`.
    pub fn masked(&self) -> String {
        self.to_string()
    }

    /// The six digits of the place that gave out the number (GB/T 2260). The
    /// county may have been abolished since: warn, never refuse.
    pub fn address_code(&self) -> &str {
        self.reveal().get(..6).unwrap_or_default()
    }

    /// The date of birth.
    pub fn birth_date(&self) -> Date {
        self.birth_date
    }

    /// The sex, from the last digit of the sequence: odd for men.
    pub fn sex(&self) -> Sex {
        match self.characters.get(16) {
            Some(digit) if digit % 2 == 1 => Sex::Male,
            _ => Sex::Female,
        }
    }

    /// The document, by the first digits.
    pub fn document(&self) -> Document {
        match self.characters {
            [b'8', b'1', ..] => Document::HongKong,
            [b'8', b'2', ..] => Document::Macao,
            [b'8', b'3', ..] => Document::Taiwan,
            [b'9', ..] => Document::PermanentResident,
            _ => Document::Resident,
        }
    }
}

/// Reads a number without a day to measure the birth date by: for numbers that
/// were checked when they were stored.
impl FromStr for IdentityNumber {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let characters = normalised(text)?;
        let birth_date = birth_date(&characters).ok_or(Error::BirthDate)?;
        let [body @ .., check] = characters;
        if check_character(&body) == Some(check) { Ok(Self { characters, birth_date }) } else { Err(Error::Checksum) }
    }
}

impl fmt::Display for IdentityNumber {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.reveal();
        out.write_str(text.get(..3).unwrap_or_default())?;
        out.write_str("***********")?;
        out.write_str(text.get(14..).unwrap_or_default())
    }
}

impl fmt::Debug for IdentityNumber {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "IdentityNumber({self})")
    }
}

/// The check character of 17 digits (GB 11643, ISO 7064 MOD 11-2); nothing when
/// one of them is no digit.
pub fn check_character(body: &[u8; 17]) -> Option<u8> {
    let sum = body
        .iter()
        .zip(WEIGHTS)
        .try_fold(0, |sum, (digit, weight)| digit.is_ascii_digit().then(|| sum + u32::from(digit - b'0') * weight))?;
    CHECKS.get(usize::try_from(sum % 11).ok()?).copied()
}

fn normalised(text: &str) -> Result<[u8; 18], Error> {
    let plain = || {
        let written = text.trim_start().trim_start_matches(['\'', '\u{2018}', '\u{2019}']);
        written.chars().filter(|character| !is_blank(*character)).map(half_width)
    };
    let length = plain().count();
    if length == 0 {
        return Err(Error::Missing);
    }
    if plain().any(|character| matches!(character, 'e' | 'E')) && plain().any(|character| character == '+') {
        return Err(Error::Rounded);
    }
    if length == 15 && plain().all(|character| character.is_ascii_digit()) {
        return Err(Error::FifteenDigits);
    }
    if length != 18 {
        return Err(Error::Length(length));
    }
    let mut characters = [0; 18];
    for ((place, character), slot) in (1..).zip(plain()).zip(&mut characters) {
        *slot = match (place, character) {
            (_, '0'..='9') | (18, 'X') => u8::try_from(character).unwrap_or_default(),
            (18, 'x') => b'X',
            (_, other) => return Err(Error::Character(place, other)),
        };
    }
    Ok(characters)
}

fn birth_date(characters: &[u8; 18]) -> Option<Date> {
    let number = |range| {
        let digits: &[u8] = characters.get::<std::ops::Range<usize>>(range)?;
        Some(digits.iter().fold(0_i16, |sum, digit| sum * 10 + i16::from(digit - b'0')))
    };
    let year = number(6..10).filter(|year| *year >= EARLIEST_YEAR)?;
    let month = i8::try_from(number(10..12)?).ok()?;
    let day = i8::try_from(number(12..14)?).ok()?;
    Date::of(year, month, day)
}

#[cfg(test)]
mod tests;
