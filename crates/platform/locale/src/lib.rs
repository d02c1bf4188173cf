//! Messages in the reader's language. Chinese first; English complete; others when they are whole.

use std::borrow::Cow;
use std::str::FromStr;
use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use kernel::{Arg, Date, Text};
use thiserror::Error as ThisError;
use unic_langid::langid;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A language that the house speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Simplified Chinese, the language of record.
    #[default]
    ZhCn,
    /// English.
    En,
}

impl Language {
    /// The BCP 47 tag, as in `<html lang>`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::ZhCn => "zh-CN",
            Self::En => "en",
        }
    }
}

impl FromStr for Language {
    type Err = Error;

    fn from_str(tag: &str) -> Result<Self, Error> {
        match tag {
            "zh-CN" | "zh" => Ok(Self::ZhCn),
            "en" => Ok(Self::En),
            _ => Err(Error::UnknownLanguage(tag.to_owned())),
        }
    }
}

/// The messages of one slice in every language.
#[derive(Clone, Copy, Debug)]
pub struct Source {
    /// The slice or platform crate.
    pub name: &'static str,
    /// Fluent text, Chinese.
    pub zh_cn: &'static str,
    /// Fluent text, English.
    pub en: &'static str,
}

/// `locale::source!("classes")`: the slice's `locales/<name>.zh-CN.ftl` and `.en.ftl`.
#[macro_export]
macro_rules! source {
    ($name:literal) => {
        $crate::Source {
            name: $name,
            zh_cn: include_str!(concat!("../locales/", $name, ".zh-CN.ftl")),
            en: include_str!(concat!("../locales/", $name, ".en.ftl")),
        }
    };
}

/// Why messages cannot be used.
#[derive(Debug, ThisError)]
pub enum Error {
    /// A tag outside [`Language`].
    #[error("no language {0:?}")]
    UnknownLanguage(String),
    /// A file that Fluent cannot read.
    #[error("{name}: {cause}")]
    Syntax {
        /// The slice.
        name: &'static str,
        /// What Fluent says.
        cause: String,
    },
    /// Two slices with one key.
    #[error("{name}: {cause}")]
    Twice {
        /// The second slice.
        name: &'static str,
        /// What Fluent says.
        cause: String,
    },
}

struct Bundles {
    zh_cn: FluentBundle<FluentResource>,
    en: FluentBundle<FluentResource>,
}

/// Every message of the house.
#[derive(Clone)]
pub struct Catalogue(Arc<Bundles>);

impl Catalogue {
    /// Reads the messages of all slices.
    ///
    /// # Errors
    /// When a file is not Fluent or a key stands twice.
    pub fn new(sources: &[Source]) -> Result<Self, Error> {
        let mut zh_cn = FluentBundle::new_concurrent(vec![langid!("zh-CN")]);
        let mut en = FluentBundle::new_concurrent(vec![langid!("en")]);
        // Isolation marks are for mixed directions; here they would only break copying.
        zh_cn.set_use_isolating(false);
        en.set_use_isolating(false);
        for source in sources {
            add(&mut zh_cn, source.name, source.zh_cn)?;
            add(&mut en, source.name, source.en)?;
        }
        Ok(Self(Arc::new(Bundles { zh_cn, en })))
    }

    /// The messages as a reader of `language` sees them.
    #[must_use]
    pub fn locale(&self, language: Language) -> Locale {
        Locale { bundles: Arc::clone(&self.0), language }
    }
}

fn add(bundle: &mut FluentBundle<FluentResource>, name: &'static str, text: &str) -> Result<(), Error> {
    let resource = FluentResource::try_new(text.to_owned())
        .map_err(|(_, errors)| Error::Syntax { name, cause: format!("{errors:?}") })?;
    bundle.add_resource(resource).map_err(|errors| Error::Twice { name, cause: format!("{errors:?}") })
}

/// One reader's language.
#[derive(Clone)]
pub struct Locale {
    bundles: Arc<Bundles>,
    language: Language,
}

impl Locale {
    /// Which language.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.language
    }

    /// Whether the reader reads English: for names that stand in data with an English one beside them.
    #[must_use]
    pub fn is_english(&self) -> bool {
        self.language == Language::En
    }

    /// The message `key`, without values. An unknown key is answered as itself; a check in the build
    /// keeps that from happening.
    #[must_use]
    pub fn t<'a>(&'a self, key: &'a str) -> Cow<'a, str> {
        self.format(key, None)
    }

    /// A text with its values.
    #[must_use]
    pub fn say(&self, text: &Text) -> String {
        let mut args = FluentArgs::with_capacity(text.args.len());
        for (name, value) in &text.args {
            let value = match value {
                // Plain digits: a Chinese officer copies numbers into other tables.
                Arg::Number(number) => FluentValue::from(*number),
                Arg::Words(words) => FluentValue::from(words.as_str()),
                Arg::Day { day } => FluentValue::from(self.day(*day)),
            };
            args.set(name.as_str(), value);
        }
        self.format(&text.key, Some(&args)).into_owned()
    }

    /// A day at length: `2011年7月10日`, `10 July 2011`.
    #[must_use]
    pub fn day(&self, day: Date) -> String {
        match self.language {
            Language::ZhCn => day.chinese(),
            Language::En => {
                let month = usize::try_from(day.month()).ok().and_then(|nth| MONTHS.get(nth.checked_sub(1)?));
                format!("{} {} {}", day.day(), month.unwrap_or(&""), day.year())
            }
        }
    }

    fn format<'a>(&'a self, key: &'a str, args: Option<&FluentArgs<'_>>) -> Cow<'a, str> {
        let bundle = match self.language {
            Language::ZhCn => &self.bundles.zh_cn,
            Language::En => &self.bundles.en,
        };
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            return Cow::Borrowed(key);
        };
        let mut errors = Vec::new();
        match args {
            None => bundle.format_pattern(pattern, None, &mut errors),
            Some(args) => Cow::Owned(bundle.format_pattern(pattern, Some(args), &mut errors).into_owned()),
        }
    }
}

impl std::fmt::Debug for Locale {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Locale").field(&self.language).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::text;

    const WORDS: Source = Source {
        name: "words",
        zh_cn: "full = 已满，计划 { $planned } 人\nhome = 今天",
        en: "full = Full: { $planned } planned\nhome = Today",
    };

    #[test]
    fn a_text_is_said_in_the_readers_language() {
        let words = Catalogue::new(&[WORDS]).unwrap();
        let full = text!("full", planned = 1200);
        assert_eq!(words.locale(Language::ZhCn).say(&full), "已满，计划 1200 人");
        assert_eq!(words.locale(Language::En).say(&full), "Full: 1200 planned");
        assert_eq!(words.locale(Language::En).t("home"), "Today");
    }

    #[test]
    fn a_day_at_length_is_said_in_the_readers_language() {
        let source = Source { name: "days", zh_cn: "until = 截至{ $on }", en: "until = Until { $on }" };
        let words = Catalogue::new(&[source]).unwrap();
        for (day, chinese, english) in [
            ("2011-01-01", "截至2011年1月1日", "Until 1 January 2011"),
            ("2024-12-31", "截至2024年12月31日", "Until 31 December 2024"),
        ] {
            let until = text!("until", on = day.parse::<Date>().unwrap().at_length());
            assert_eq!(words.locale(Language::ZhCn).say(&until), chinese);
            assert_eq!(words.locale(Language::En).say(&until), english);
        }
    }

    #[test]
    fn one_key_in_two_slices_is_a_fault() {
        assert!(matches!(Catalogue::new(&[WORDS, WORDS]), Err(Error::Twice { .. })));
    }
}
