//! Numbers of documents as people type them: one form for the roster that files them and for the door
//! that asks for them.

use crate::codes::text::{half_width, is_blank};
use crate::identity_number::IdentityNumber;

/// The number that `text` writes, in the form in which its keyed hash is filed: an identity number by its
/// 18 characters, another document by its letters and digits in capitals. `None` when it is neither.
#[must_use]
pub fn canonical(text: &str) -> Option<String> {
    match text.parse::<IdentityNumber>() {
        Ok(number) => Some(number.reveal().to_owned()),
        Err(_) => other(text),
    }
}

/// What was typed, without blanks and full-width signs.
#[must_use]
pub fn plain(text: &str) -> String {
    text.chars().filter(|one| !is_blank(*one)).map(half_width).collect()
}

/// The number of a document that has no check character.
pub(crate) fn other(text: &str) -> Option<String> {
    let number = plain(text);
    let is_number = (5..=20).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_number.then(|| number.to_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::canonical;

    #[test]
    fn one_number_has_one_form_however_it_is_typed() {
        for typed in ["11010519491231002x", " 110105 19491231 002X ", "１１０１０５１９４９１２３１００２Ｘ"]
        {
            assert_eq!(canonical(typed).as_deref(), Some("11010519491231002X"), "{typed}");
        }
        assert_eq!(canonical(" e1234 5678").as_deref(), Some("E12345678"));
        for nothing in ["", "1234", "lǐ.chengxing", "a-number"] {
            assert_eq!(canonical(nothing), None, "{nothing}");
        }
    }
}
