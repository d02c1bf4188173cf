//! Numbers of certificates: `国培证字(2026)第62-000123号` for people, eighteen digits for machines.
//!
//! Layout of the eighteen digits (domain.md 2.20.12):
//!
//! ```text
//! 10 2026 62 00000123 cc
//! |  |    |  |        two check digits: the whole number mod 97 is 1 (ISO 7064 MOD 97-10)
//! |  |    |  serial within province and year
//! |  |    province, the first two digits of GB/T 2260
//! |  year of issue
//! kind: 10 is 国培证字
//! ```

use std::fmt;
use std::str::FromStr;

use authz::Place;

/// The only kind so far.
const KIND: u64 = 10;

/// The number of one certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Number {
    /// Year of issue, four digits.
    pub year: i16,
    /// Province, 11 to 99.
    pub province: i64,
    /// Serial within province and year, 1 to 99,999,999.
    pub serial: i64,
}

/// Why a text is no number of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NumberFault {
    /// Neither eighteen digits nor the written form.
    #[error("not a certificate number")]
    Malformed,
    /// Eighteen digits whose check digits do not agree: a slip of the pen, or made up.
    #[error("the check digits do not agree")]
    Checksum,
}

impl Number {
    fn body(self) -> u64 {
        let part = |number: i64| u64::try_from(number).unwrap_or_default();
        ((KIND * 10_000 + part(self.year.into())) * 100 + part(self.province)) * 100_000_000 + part(self.serial)
    }

    /// The eighteen digits.
    #[must_use]
    pub fn machine(self) -> String {
        let body = self.body();
        format!("{body:016}{:02}", check(body))
    }

    /// The written form, `国培证字(2026)第62-000123号`.
    #[must_use]
    pub fn written(self) -> String {
        format!("国培证字({})第{:02}-{:06}号", self.year, self.province, self.serial)
    }

    fn of(year: u64, province: u64, serial: u64) -> Result<Self, NumberFault> {
        let fault = NumberFault::Malformed;
        if serial == 0 || serial > 99_999_999 || !(11..=99).contains(&province) {
            return Err(fault);
        }
        Ok(Self {
            year: i16::try_from(year).map_err(|_| fault)?,
            province: i64::try_from(province).map_err(|_| fault)?,
            serial: i64::try_from(serial).map_err(|_| fault)?,
        })
    }

    fn read_machine(digits: &str) -> Result<Self, NumberFault> {
        let number: u64 = digits.parse().map_err(|_| NumberFault::Malformed)?;
        if number % 97 != 1 {
            return Err(NumberFault::Checksum);
        }
        let body = number / 100;
        if body / 100_000_000_000_000 != KIND {
            return Err(NumberFault::Malformed);
        }
        Self::of(body / 10_000_000_000 % 10_000, body / 100_000_000 % 100, body % 100_000_000)
    }

    fn read_written(text: &str) -> Option<Self> {
        let text = text.strip_prefix("国培证字(")?.strip_suffix('号')?;
        let (year, rest) = text.split_once(")第")?;
        let (province, serial) = rest.split_once('-')?;
        let digits = |text: &str, most: usize| text.len() <= most && text.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(year, 4) || !digits(province, 2) || !digits(serial, 8) {
            return None;
        }
        Self::of(year.parse().ok()?, province.parse().ok()?, serial.parse().ok()?).ok()
    }
}

fn check(body: u64) -> u64 {
    98 - (body * 100) % 97
}

impl FromStr for Number {
    type Err = NumberFault;

    /// Reads either form; full-width digits and brackets, spaces and hyphens between digits are
    /// forgiven, because people copy from paper.
    fn from_str(text: &str) -> Result<Self, NumberFault> {
        let plain: String = text.chars().filter(|c| !c.is_whitespace()).map(narrow).collect();
        if let Some(number) = Self::read_written(&plain) {
            return Ok(number);
        }
        let digits: String = plain.chars().filter(|c| *c != '-').collect();
        if digits.len() == 18 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Self::read_machine(&digits);
        }
        Err(NumberFault::Malformed)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.machine())
    }
}

fn narrow(c: char) -> char {
    match c {
        '（' | '〔' | '[' => '(',
        '）' | '〕' | ']' => ')',
        '－' | '–' | '—' => '-',
        '０'..='９' => u32::from(c).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(c),
        _ => c,
    }
}

/// The two digits of the province in which `place` lies; 99 where a place has none (the nation).
#[must_use]
pub fn province_of(place: &Place) -> i64 {
    let step = place.as_str().trim_start_matches('/').split('/').next().unwrap_or_default();
    step.get(..2).and_then(|digits| digits.parse().ok()).filter(|digits| (11..=99).contains(digits)).unwrap_or(99)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NUMBER: Number = Number { year: 2026, province: 62, serial: 123 };

    #[test]
    fn both_forms_name_the_same_certificate() {
        assert_eq!(NUMBER.written(), "国培证字(2026)第62-000123号");
        let machine = NUMBER.machine();
        assert_eq!(machine.len(), 18);
        assert!(machine.starts_with("1020266200000123"));
        assert_eq!(machine.parse(), Ok(NUMBER));
        assert_eq!("国培证字（２０２６）第62－000123号".parse(), Ok(NUMBER));
        let spaced = format!("{} {}", &machine[..6], &machine[6..]);
        assert_eq!(spaced.parse(), Ok(NUMBER));
    }

    #[test]
    fn a_slip_of_the_pen_is_told_from_nonsense() {
        let machine = NUMBER.machine();
        let slipped = machine.replacen("62", "26", 1);
        assert_eq!(slipped.parse::<Number>(), Err(NumberFault::Checksum));
        assert_eq!("hello".parse::<Number>(), Err(NumberFault::Malformed));
        assert_eq!("国培证字(2026)第62-0号".parse::<Number>(), Err(NumberFault::Malformed));
        assert_eq!("".parse::<Number>(), Err(NumberFault::Malformed));
    }

    #[test]
    fn the_province_is_read_from_the_place() {
        assert_eq!(province_of(&Place::root().child("620000").child("6230")), 62);
        assert_eq!(province_of(&Place::root().child("62")), 62);
        assert_eq!(province_of(&Place::root()), 99);
    }

    proptest! {
        #[test]
        fn any_number_survives_its_digits_and_any_one_wrong_digit_is_seen(year in 2010i16..2100, province in 11i64..=99, serial in 1i64..100_000_000, place in 0usize..18, by in 1u8..10) {
            let number = Number { year, province, serial };
            let machine = number.machine();
            prop_assert_eq!(machine.parse(), Ok(number));
            let mut digits = machine.into_bytes();
            digits[place] = b'0' + (digits[place] - b'0' + by) % 10;
            let wrong = String::from_utf8(digits).unwrap();
            prop_assert!(wrong.parse::<Number>().is_err());
        }
    }
}
