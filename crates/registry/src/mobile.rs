//! Mobile numbers of the mainland: eleven digits, 1 and then 3 to 9
//! (domain.md 2.21.3).

use crate::codes::text::{half_width, is_blank};
use std::fmt;
use std::str::FromStr;

/// A number of the right shape. `Debug` and `Display` show `138****1234`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Mobile([u8; 11]);

/// Why a text is no mobile number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Nothing was written.
    #[error("the mobile number is missing")]
    Missing,
    /// Not eleven digits.
    #[error("the mobile number has {0} digits, not 11")]
    Length(usize),
    /// Something else than a digit.
    #[error("character {0:?} does not belong into a mobile number")]
    Character(char),
    /// It does not begin with 13 to 19.
    #[error("a mobile number begins with 13 to 19")]
    Prefix,
}

impl Mobile {
    /// The eleven digits: to send a message, or for a full view that was logged.
    pub fn reveal(&self) -> &str {
        str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// Reads a number with blanks, hyphens, full-width digits or the country code.
impl FromStr for Mobile {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let mut digits = [0_u8; 15];
        let mut length = 0;
        for character in text.chars().map(half_width).filter(|one| !is_blank(*one) && !"+-'".contains(*one)) {
            if !character.is_ascii_digit() {
                return Err(Error::Character(character));
            }
            if let Some(slot) = digits.get_mut(length) {
                *slot = u8::try_from(character).unwrap_or_default();
            }
            length += 1;
        }
        let written = digits.get(..length).ok_or(Error::Length(length))?;
        let national = match written {
            [b'0', b'0', b'8', b'6', rest @ ..] => rest,
            [b'8', b'6', rest @ ..] if length == 13 => rest,
            all => all,
        };
        match <[u8; 11]>::try_from(national) {
            Ok(number @ [b'1', b'3'..=b'9', ..]) => Ok(Self(number)),
            Ok(_) => Err(Error::Prefix),
            Err(_) if length == 0 => Err(Error::Missing),
            Err(_) => Err(Error::Length(national.len())),
        }
    }
}

impl fmt::Display for Mobile {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.reveal();
        write!(out, "{}****{}", text.get(..3).unwrap_or_default(), text.get(7..).unwrap_or_default())
    }
}

impl fmt::Debug for Mobile {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Mobile({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_what_people_type() {
        let number: Mobile = "15400001234".parse().unwrap();
        for text in ["154-0000-1234", "+86 154 0000 1234", "008615400001234", "１５４０００01234", "8615400001234"]
        {
            assert_eq!(text.parse(), Ok(number), "{text}");
        }
        assert_eq!(format!("{number} {number:?}"), "154****1234 Mobile(154****1234)");
    }

    #[test]
    fn names_each_reason() {
        for (text, reason) in [
            ("", Error::Missing),
            ("1540000123", Error::Length(10)),
            ("1540000123400000", Error::Length(16)),
            ("12400001234", Error::Prefix),
            ("154O0001234", Error::Character('O')),
        ] {
            assert_eq!(text.parse::<Mobile>(), Err(reason), "{text}");
        }
    }

    proptest! {
        #[test]
        fn reads_back_what_it_reveals(number in 13_000_000_000_u64..20_000_000_000) {
            let mobile: Mobile = number.to_string().parse().unwrap();
            prop_assert_eq!(mobile.reveal(), number.to_string());
        }
    }
}
