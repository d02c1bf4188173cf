//! 核验码: what paper carries, and what anybody may type to check it.

/// A verification code: twelve letters and digits without those that look alike, in threes of four.
#[must_use]
pub fn code(random: u128) -> String {
    const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let mut rest = random;
    let mut code = String::new();
    for place in 0..12 {
        if place > 0 && place % 4 == 0 {
            code.push('-');
        }
        let sign = usize::try_from(rest % 32).ok().and_then(|at| SIGNS.get(at)).copied().unwrap_or(b'0');
        code.push(char::from(sign));
        rest /= 32;
    }
    code
}

/// A code as it was typed, brought to the way it is kept.
#[must_use]
pub fn typed_code(typed: &str) -> String {
    let plain: Vec<char> = typed
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .take(16)
        .map(|sign| match sign.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect();
    plain.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_was_typed() {
        let code = code(0x0123_4567_89ab_cdef_0123);
        assert_eq!(code.len(), 14);
        assert_eq!(typed_code(&code.to_lowercase().replace('-', " ")), code);
        assert_eq!(typed_code("o0il-abcd-efgh"), "0011-ABCD-EFGH");
    }
}
