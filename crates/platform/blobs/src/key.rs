//! Names of blobs.

use std::fmt;

/// Longest key in bytes; S3 allows 1,024, file systems 255 for one segment.
const LONGEST: usize = 200;

/// The name of a blob: segments of `a-z A-Z 0-9 . _ -` separated by `/`, none of
/// which starts with a dot. Nothing outside the store can be named.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(String);

/// The text is not a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a key of a blob")]
pub struct BadKey;

impl Key {
    /// Checks `text`; nothing is cleaned or guessed.
    ///
    /// # Errors
    /// [`BadKey`] for anything that is not a key, `..` and absolute paths among it.
    pub fn new(text: &str) -> Result<Self, BadKey> {
        let fits = !text.is_empty() && text.len() <= LONGEST && text.split('/').all(segment);
        if fits { Ok(Self(text.to_owned())) } else { Err(BadKey) }
    }

    /// The key of content by its SHA-256: `sha256/ab/cd/abcd...`, so that no
    /// folder holds more than 256 others.
    pub(crate) fn of_content(sha256: &str) -> Self {
        let (first, second) = (sha256.get(..2).unwrap_or("00"), sha256.get(2..4).unwrap_or("00"));
        Self(format!("sha256/{first}/{second}/{sha256}"))
    }

    /// The key as text, to be kept in a row.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn segment(text: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-');
    !text.is_empty() && !text.starts_with('.') && text.bytes().all(allowed)
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for Key {
    type Err = BadKey;

    fn from_str(text: &str) -> Result<Self, BadKey> {
        Self::new(text)
    }
}

#[cfg(test)]
mod tests {
    use std::path::{Component, Path};

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn refuses_a_way_out() {
        for text in ["", "/etc/passwd", "../a", "a/../b", "a//b", "a/", ".hidden", "a\\b", "a b", "名", "a%2e", "a\0"]
        {
            assert_eq!(Key::new(text), Err(BadKey), "{text}");
        }
        assert!(Key::new(&"a".repeat(LONGEST + 1)).is_err());
        assert!(Key::new("lessons/lesson-1.zh-CN.vtt").is_ok());
    }

    proptest! {
        #[test]
        fn never_leaves_the_store(text in "[a-c./\\\\]{0,12}") {
            if let Ok(key) = Key::new(&text) {
                prop_assert!(Path::new(key.as_str()).components().all(|part| matches!(part, Component::Normal(_))));
            }
        }
    }
}
