//! The unified social credit code of GB 32100: 18 characters without I, O, S,
//! V and Z, the last of them a check character.

use crate::codes::text::{half_width, is_blank};
use std::fmt;
use std::str::FromStr;

const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
/// 3^(i-1) mod 31.
const WEIGHTS: [usize; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/// A code whose check character is right. Public information: shown whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CreditCode([u8; 18]);

/// Why a text is no credit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Nothing was written.
    #[error("the credit code is missing")]
    Missing,
    /// Not 18 characters.
    #[error("the credit code has {0} characters, not 18")]
    Length(usize),
    /// A character outside the alphabet, with its place from 1.
    #[error("character {1:?} at place {0} does not belong into a credit code")]
    Character(usize, char),
    /// The check character contradicts the rest.
    #[error("the check character does not match")]
    Checksum,
}

impl CreditCode {
    /// The 18 characters, in capitals.
    pub fn as_str(&self) -> &str {
        str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// Reads a code in small or capital, half- or full-width characters.
impl FromStr for CreditCode {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let plain = || text.chars().filter(|character| !is_blank(*character));
        match plain().count() {
            0 => return Err(Error::Missing),
            18 => {}
            length => return Err(Error::Length(length)),
        }
        let mut characters = [0; 18];
        for ((place, written), slot) in (1..).zip(plain()).zip(&mut characters) {
            *slot = u8::try_from(half_width(written).to_ascii_uppercase())
                .ok()
                .filter(|character| ALPHABET.contains(character))
                .ok_or(Error::Character(place, written))?;
        }
        let [body @ .., check] = characters;
        if check_character(&body) == Some(check) { Ok(Self(characters)) } else { Err(Error::Checksum) }
    }
}

impl fmt::Display for CreditCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

/// The check character of 17 others: (31 − Σ mod 31) mod 31; nothing when one of
/// them is outside the alphabet.
pub fn check_character(body: &[u8; 17]) -> Option<u8> {
    let sum = body.iter().zip(WEIGHTS).try_fold(0, |sum, (character, weight)| {
        Some(sum + ALPHABET.iter().position(|known| known == character)? * weight)
    })?;
    ALPHABET.get((31 - sum % 31) % 31).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn accepts_the_standard_example() {
        let code: CreditCode = "91350100M000100Y43".parse().unwrap();
        assert_eq!(code.to_string(), "91350100M000100Y43");
        assert_eq!(" 91350100m000100ｙ43 ".parse(), Ok(code));
    }

    #[test]
    fn names_each_reason() {
        for (text, reason) in [
            ("", Error::Missing),
            ("91350100M000100Y4", Error::Length(17)),
            ("91350100M000100Y44", Error::Checksum),
            ("91350100I000100Y43", Error::Character(9, 'I')),
            ("91350100校000100Y43", Error::Character(9, '校')),
        ] {
            assert_eq!(text.parse::<CreditCode>(), Err(reason), "{text}");
        }
    }

    proptest! {
        #[test]
        fn reads_back_what_it_shows(places in prop::array::uniform17(0_usize..31)) {
            let body = places.map(|place| ALPHABET[place]);
            let mut text = body.to_vec();
            text.push(check_character(&body).unwrap());
            let text = String::from_utf8(text).unwrap();
            let code: CreditCode = text.parse().unwrap();
            prop_assert_eq!(code.as_str(), &text);
        }
    }
}
