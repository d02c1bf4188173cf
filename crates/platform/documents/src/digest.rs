//! Digests that are printed on paper beside the QR code.

use sm3::{Digest, Sm3};

/// The SM3 digest (GB/T 32905) of `bytes`: 64 lower-case hexadecimal digits.
#[must_use]
pub fn sm3_hex(bytes: &[u8]) -> String {
    hex::encode(Sm3::digest(bytes))
}

#[cfg(test)]
mod tests {
    /// The first example of GB/T 32905, annex A.
    #[test]
    fn agrees_with_the_standard() {
        assert_eq!(super::sm3_hex(b"abc"), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    }
}
