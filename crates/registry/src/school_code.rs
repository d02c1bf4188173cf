//! The identification code of a school: two digits of category, two of
//! province, six of sequence (domain.md 2.20.11). It outlives a change of name;
//! a change of category brings a new one.

use crate::codes::text::{half_width, is_blank};
use crate::codes::{self, Code};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// Ten digits whose category and province are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SchoolCode([u8; 10]);

/// Why a text is no school code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Nothing was written.
    #[error("the school code is missing")]
    Missing,
    /// Not ten characters. A spreadsheet drops no digit here: no code starts
    /// with zero.
    #[error("the school code has {0} characters, not 10")]
    Length(usize),
    /// Something else than a digit, with its place from 1.
    #[error("character {1:?} at place {0} is no digit")]
    Character(usize, char),
    /// The first two digits are no category of school.
    #[error("the first two digits are no category of school")]
    Category,
    /// The third and fourth digit are no province.
    #[error("the third and fourth digit are no province")]
    Province,
}

impl SchoolCode {
    /// The ten digits.
    pub fn as_str(&self) -> &str {
        str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The category of the school, such as 21 普通小学.
    pub fn category(&self) -> Option<&'static Code> {
        codes::school_code_prefix().by_code(self.as_str().get(..2)?)
    }

    /// The province that gave out the code, 66 (兵团) among them.
    pub fn province(&self) -> Option<&'static Code> {
        let code = self.as_str().get(2..4)?;
        codes::province().by_code(code).or_else(|| codes::province_extra().by_code(code))
    }
}

impl FromStr for SchoolCode {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let plain = || text.chars().filter(|character| !is_blank(*character) && *character != '\'');
        match plain().count() {
            0 => return Err(Error::Missing),
            10 => {}
            length => return Err(Error::Length(length)),
        }
        let mut digits = [0; 10];
        for ((place, written), slot) in (1..).zip(plain()).zip(&mut digits) {
            *slot = u8::try_from(half_width(written))
                .ok()
                .filter(u8::is_ascii_digit)
                .ok_or(Error::Character(place, written))?;
        }
        let code = Self(digits);
        code.category().ok_or(Error::Category)?;
        code.province().ok_or(Error::Province)?;
        Ok(code)
    }
}

impl fmt::Display for SchoolCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

impl Serialize for SchoolCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for SchoolCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn knows_category_and_province() {
        let code: SchoolCode = "２１52000017".parse().unwrap();
        assert_eq!(code.as_str(), "2152000017");
        assert_eq!(code.category().unwrap().name, "普通小学");
        assert_eq!(code.province().unwrap().name, "贵州省");
        let corps: SchoolCode = "3166000001".parse().unwrap();
        assert_eq!(corps.province().unwrap().name, "新疆生产建设兵团");
    }

    #[test]
    fn names_each_reason() {
        for (text, reason) in [
            ("", Error::Missing),
            ("215200001", Error::Length(9)),
            ("21520000x7", Error::Character(9, 'x')),
            ("9952000017", Error::Category),
            ("2199000017", Error::Province),
        ] {
            assert_eq!(text.parse::<SchoolCode>(), Err(reason), "{text}");
        }
    }

    proptest! {
        #[test]
        fn reads_back_what_it_shows(category in 0_usize..16, sequence in 0_u32..1_000_000) {
            let category = codes::school_code_prefix().iter().nth(category).unwrap();
            let text = format!("{}52{sequence:06}", category.code);
            let code: SchoolCode = text.parse().unwrap();
            prop_assert_eq!(code.as_str(), &text);
            let json = serde_json::to_string(&code).unwrap();
            prop_assert_eq!(serde_json::from_str::<SchoolCode>(&json).unwrap(), code);
        }
    }
}
