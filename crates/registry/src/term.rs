//! The words by which a person is found: the name in characters, in pinyin and by its initials, and the
//! digits in which the numbers on file end. They are filed beside the person and compared by their
//! beginnings, so that what is filed and what is typed are brought to one form here.

mod readings;

use std::collections::BTreeSet;

use crate::codes::text::{half_width, is_blank};
use readings::readings;

/// So many last characters of a number are shown on every list, and find its holder.
pub(crate) const TAIL: usize = 4;

/// What is filed for somebody with this name, and with these numbers as they are shown.
pub(crate) fn terms(name: &str, identity_masked: &str, mobile_masked: Option<&str>) -> BTreeSet<String> {
    let mut terms = BTreeSet::new();
    add_name(&mut terms, name);
    // 买买提·吐尔逊 and Anna Lind are looked for by any part of their names.
    for (at, gap) in name.match_indices([DOT, ' ']) {
        add_name(&mut terms, name.get(at + gap.len()..).unwrap_or_default());
    }
    terms.extend([Some(identity_masked), mobile_masked].into_iter().flatten().filter_map(tail));
    terms
}

/// The dot of names such as 买买提·吐尔逊; see [`crate::person_name`].
const DOT: char = '\u{B7}';

fn add_name(terms: &mut BTreeSet<String>, name: &str) {
    let whole = folded(name);
    for reading in readings(&whole) {
        let initials: String = reading.iter().filter_map(|sound| sound.chars().next()).collect();
        terms.extend([folded(&reading.concat()), folded(&initials)]);
    }
    terms.insert(whole);
    terms.remove("");
}

/// The last four characters of a number, where they are shown.
fn tail(masked: &str) -> Option<String> {
    let start = masked.len().checked_sub(TAIL)?;
    let tail = masked.get(start..).filter(|tail| tail.bytes().all(|it| it.is_ascii_alphanumeric()))?;
    Some(tail.to_ascii_lowercase())
}

/// One form for what is filed and for what is typed: half width, small letters, ü as it is typed on a
/// keyboard without it, nothing that only parts words.
pub(crate) fn folded(text: &str) -> String {
    let kept = text.chars().filter(|it| !is_blank(*it) && !is_between(*it)).map(half_width);
    kept.flat_map(char::to_lowercase)
        .map(|it| match it {
            'ü' => 'v',
            'ê' => 'e',
            other => other,
        })
        .collect()
}

/// Dots, hyphens and apostrophes within names, in every form in which they are typed.
fn is_between(character: char) -> bool {
    matches!(character, DOT | '\'' | '-' | '.' | '．' | '’' | '•' | '‧' | '∙' | '⋅' | '●' | '・' | '･' | '﹒' | '་')
}

/// The bounds of all that begins with `beginning`: `term >= $from and term < $until`. Both databases
/// compare by bytes, and no character of a name stands behind the last one.
pub(crate) fn range(beginning: &str) -> (String, String) {
    (beginning.to_owned(), format!("{beginning}{}", char::MAX))
}

#[cfg(test)]
mod tests;
