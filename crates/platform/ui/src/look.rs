//! How a person wants the pages to look: theme, type size, direction of writing.

use maud::{Markup, html};

/// Colours of the page. Kept in the cookie [`Theme::COOKIE`], which script and server both write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// What the device prefers.
    #[default]
    Auto,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// Name of the cookie.
    pub const COOKIE: &'static str = "theme";

    /// From the value of the cookie or form field; anything unknown is [`Theme::Auto`].
    pub fn parse(value: &str) -> Self {
        match value {
            "light" => Self::Light,
            "dark" => Self::Dark,
            _ => Self::Auto,
        }
    }

    /// The value of cookie, form field and `data-theme`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// Size of the type. Kept in the cookie [`TypeSize::COOKIE`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TypeSize {
    /// 17 px on a phone, 15 px on a desk.
    #[default]
    Normal,
    /// 20 px and more, everywhere.
    Large,
}

impl TypeSize {
    /// Name of the cookie.
    pub const COOKIE: &'static str = "type";

    /// From the value of the cookie or form field; anything unknown is [`TypeSize::Normal`].
    pub fn parse(value: &str) -> Self {
        if value == "large" { Self::Large } else { Self::Normal }
    }

    /// The value of cookie, form field and `data-type`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Large => "large",
        }
    }
}

/// Direction of the lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dir {
    /// Chinese, English.
    #[default]
    Ltr,
    /// Uyghur, Kazakh in Arabic script.
    Rtl,
}

impl Dir {
    /// Value of the attribute `dir`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }
}

/// The form that changes theme and type size. It posts `theme` or `type` to
/// `action`, which sets the cookie and goes back; with script nothing is posted.
#[derive(Debug, Clone, Copy, Default)]
pub struct Switches<'a> {
    /// Where the form posts.
    pub action: &'a str,
    /// "Colours".
    pub theme_label: &'a str,
    /// The words for auto, light, dark.
    pub themes: [&'a str; 3],
    /// "Type size".
    pub type_label: &'a str,
    /// The words for normal, large.
    pub types: [&'a str; 2],
}

pub(crate) fn switches(s: &Switches<'_>, theme: Theme, size: TypeSize) -> Markup {
    let themes = [Theme::Auto, Theme::Light, Theme::Dark];
    let sizes = [TypeSize::Normal, TypeSize::Large];
    html! {
        x-look {
            form.look method="post" action=(s.action) {
                fieldset {
                    legend { (s.theme_label) }
                    @for (t, word) in themes.iter().zip(s.themes) {
                        button.seg type="submit" name="theme" value=(t.as_str()) aria-pressed=(if *t == theme { "true" } else { "false" }) { (word) }
                    }
                }
                fieldset {
                    legend { (s.type_label) }
                    @for (t, word) in sizes.iter().zip(s.types) {
                        button.seg type="submit" name="type" value=(t.as_str()) aria-pressed=(if *t == size { "true" } else { "false" }) { (word) }
                    }
                }
            }
        }
    }
}
