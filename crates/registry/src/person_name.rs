//! The name of a person as the identity document writes it: 2 to 25 characters,
//! up to 50 with spaces, the middle dot of minority names always U+00B7, rare
//! characters kept as they are (domain.md 2.21.3).

use crate::codes::text::is_blank;
use std::fmt;
use std::str::FromStr;

const SHORTEST: usize = 2;
const LONGEST: usize = 25;
const LONGEST_WITH_SPACES: usize = 50;
/// The dot of GB 18030 for names such as 买买提·吐尔逊.
const DOT: char = '\u{B7}';

/// A name in its one spelling. `Debug` shows it masked; `Display` whole.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PersonName(String);

/// Why a text is no name. Each reason asks for another remedy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Nothing was written.
    #[error("the name is missing")]
    Missing,
    /// One character alone.
    #[error("the name has only one character")]
    TooShort,
    /// More than 25 characters, or 50 with spaces.
    #[error("the name has {0} characters")]
    TooLong(usize),
    /// A digit: take out numbering such as 张伟2.
    #[error("the name has a digit {0:?}")]
    Digit(char),
    /// A line break or another control character: type the name again.
    #[error("the name has a control character")]
    Control,
    /// A character of a font maker's own: write it by its GB 18030 code.
    #[error("the name has the private-use character {0:?}")]
    PrivateUse(char),
    /// `?` or `□` where a rare character was lost: type the character.
    #[error("a character of the name was lost and stands as {0:?}")]
    Lost(char),
    /// A sign that no name has.
    #[error("the name has the sign {0:?}")]
    Sign(char),
}

impl PersonName {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name for public lists: 张*华, 李*, 买买提·*, John *.
    pub fn masked(&self) -> String {
        if let Some((first, _)) = self.0.split_once(DOT) {
            return format!("{first}{DOT}*");
        }
        if let Some((first, _)) = self.0.split_once(' ') {
            return format!("{first} *");
        }
        let last = self.0.chars().count() - 1;
        let shown = |place| place == 0 || (place == last && last > 1);
        self.0.chars().enumerate().map(|(place, character)| if shown(place) { character } else { '*' }).collect()
    }
}

impl FromStr for PersonName {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let name = normalised(text);
        if name.is_empty() {
            return Err(Error::Missing);
        }
        name.chars().try_for_each(refuse)?;
        if let Some(edge) = name.chars().next().filter(|_| name.starts_with(DOT) || name.ends_with(DOT)) {
            return Err(Error::Sign(if edge == DOT { edge } else { DOT }));
        }
        let longest = if name.contains(' ') { LONGEST_WITH_SPACES } else { LONGEST };
        match name.chars().count() {
            length if length < SHORTEST => Err(Error::TooShort),
            length if length > longest => Err(Error::TooLong(length)),
            _ => Ok(Self(name)),
        }
    }
}

impl fmt::Display for PersonName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl fmt::Debug for PersonName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "PersonName({})", self.masked())
    }
}

/// One spelling for all: edges trimmed, one space for many, none around a dot,
/// the dot unified, no full stop for a dot between Han characters, and no
/// spaces that only pad 张　伟 to the width of three characters.
fn normalised(text: &str) -> String {
    let mut name = String::with_capacity(text.len());
    let mut parts = 0_usize;
    let mut single = true;
    // `trim` first, so that a line break inside stays to be refused.
    for part in text.trim_matches(is_blank).split(is_gap).filter(|part| !part.is_empty()) {
        if parts > 0 {
            name.push(' ');
        }
        parts += 1;
        single &= part.chars().count() == 1 && part.chars().all(is_han);
        push_unified(&mut name, part);
    }
    if parts > 1 && parts <= 4 && single {
        name.retain(|character| character != ' ');
    }
    if name.contains(DOT) && (name.contains(" \u{B7}") || name.contains("\u{B7} ")) {
        name = name.replace(" \u{B7}", "\u{B7}").replace("\u{B7} ", "\u{B7}");
    }
    name
}

fn push_unified(name: &mut String, part: &str) {
    let mut rest = part.chars().peekable();
    while let Some(character) = rest.next() {
        let after_han = name.chars().next_back().is_some_and(is_han);
        let before_han = rest.peek().copied().is_some_and(is_han);
        let is_dot = is_middle_dot(character) || (is_full_stop(character) && after_han && before_han);
        match character {
            _ if is_dot && name.ends_with(DOT) => {}
            _ if is_dot => name.push(DOT),
            other => name.push(other),
        }
    }
}

/// A blank that parts words; a line break or a tab is no such thing.
fn is_gap(character: char) -> bool {
    is_blank(character) && !character.is_control()
}

fn is_middle_dot(character: char) -> bool {
    matches!(
        character,
        DOT | '\u{2022}' | '\u{2027}' | '\u{2219}' | '\u{22C5}' | '\u{25CF}' | '\u{30FB}' | '\u{FF65}' | '\u{FE52}'
    )
}

fn is_full_stop(character: char) -> bool {
    matches!(character, '.' | '\u{FF0E}')
}

/// Han characters of the basic block, Ext A to the end of the third plane, and
/// the compatibility ideographs that identity documents still carry.
fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFD}' | '〇' | '々')
}

fn refuse(character: char) -> Result<(), Error> {
    match character {
        DOT | ' ' | '\'' | '-' | '\u{2019}' => Ok(()),
        '?' | '\u{FF1F}' | '\u{25A1}' | '\u{25A0}' | '\u{3013}' | '\u{FFFD}' | '*' => Err(Error::Lost(character)),
        '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}' => Err(Error::PrivateUse(character)),
        han if is_han(han) => Ok(()),
        control if control.is_control() => Err(Error::Control),
        digit if digit.is_numeric() => Err(Error::Digit(digit)),
        letter if letter.is_alphabetic() || is_mark(letter) => Ok(()),
        sign => Err(Error::Sign(sign)),
    }
}

/// Marks that the scripts of names need and that are no letters: combining
/// accents, and the syllable dot of Tibetan.
fn is_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36F}' | '\u{F0B}' | '\u{F39}' | '\u{F84}')
}

#[cfg(test)]
mod tests;
