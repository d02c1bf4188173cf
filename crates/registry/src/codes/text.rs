//! What an input method does to digits, brackets and blanks, undone.

/// The half-width form of a full-width digit, letter or sign; every other
/// character as it is.
pub(crate) fn half_width(character: char) -> char {
    match character {
        '\u{FF01}'..='\u{FF5E}' => {
            // The block lies 0xFEE0 above ASCII, one for one.
            char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character)
        }
        '\u{3000}' => ' ',
        other => other,
    }
}

/// Whether a character is blank to the eye: spaces of any width, and the
/// zero-width ones that spreadsheets and chat programs leave behind.
pub(crate) fn is_blank(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

/// Writes `text` for a log or a fault list: the first three and the last four
/// characters, stars between; all stars when it is too short to hide anything.
pub(crate) fn masked(text: &str) -> String {
    let length = text.chars().count();
    let hidden = if length > 8 { 3..length - 4 } else { 0..length };
    text.chars().enumerate().map(|(place, character)| if hidden.contains(&place) { '*' } else { character }).collect()
}

#[cfg(test)]
mod tests {
    use super::{half_width, masked};

    #[test]
    fn full_width_becomes_half_width() {
        let plain: String = "１１Ｘ（小）　学".chars().map(half_width).collect();
        assert_eq!(plain, "11X(小) 学");
    }

    #[test]
    fn masks_all_of_a_short_text() {
        assert_eq!(masked("12345678"), "********");
        assert_eq!(masked("110105194912310"), "110********2310");
    }
}
