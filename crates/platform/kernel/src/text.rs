use serde::{Deserialize, Serialize};

/// A value inside a [`Text`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Arg {
    /// A whole number, said in the reader's digits.
    Number(i64),
    /// Words as they are.
    Words(String),
    /// A day, said at length as the reader's language says it.
    Day {
        /// The day.
        day: crate::Date,
    },
}

impl From<&str> for Arg {
    fn from(words: &str) -> Self {
        Self::Words(words.to_owned())
    }
}
impl From<String> for Arg {
    fn from(words: String) -> Self {
        Self::Words(words)
    }
}
impl From<&String> for Arg {
    fn from(words: &String) -> Self {
        Self::Words(words.clone())
    }
}
impl From<i64> for Arg {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}
impl From<i16> for Arg {
    fn from(number: i16) -> Self {
        Self::Number(number.into())
    }
}
impl From<i32> for Arg {
    fn from(number: i32) -> Self {
        Self::Number(number.into())
    }
}
impl From<u32> for Arg {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}
impl From<usize> for Arg {
    fn from(number: usize) -> Self {
        Self::Number(crate::count(number))
    }
}
impl From<crate::Date> for Arg {
    fn from(date: crate::Date) -> Self {
        Self::Words(date.to_string())
    }
}
impl From<crate::Timestamp> for Arg {
    fn from(at: crate::Timestamp) -> Self {
        Self::Words(at.minute())
    }
}

/// Something to be said later, in the language of whoever reads it: a message key and its values.
///
/// Rules answer with texts, pages say them; so a rule never holds a sentence of one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// The key of the message in the slice's `locales/*.ftl`.
    pub key: String,
    /// The values that the message names.
    pub args: Vec<(String, Arg)>,
}

impl Text {
    /// A text without values. Use [`text!`](crate::text) where there are some.
    #[must_use]
    pub fn new(key: &str) -> Self {
        Self { key: key.to_owned(), args: Vec::new() }
    }

    /// The same text with one value more.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Arg>) -> Self {
        self.args.push((name.to_owned(), value.into()));
        self
    }
}

/// `text!("class-full", planned = 40)`: a [`Text`] with its values.
#[macro_export]
macro_rules! text {
    ($key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::Text::new($key)$(.with(stringify!($name), $value))*
    };
}
