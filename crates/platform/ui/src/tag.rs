//! A word on a soft ground that says how something stands.

use maud::{Markup, html};

/// How urgent or how good. The colour only repeats what the word says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TagKind {
    /// In order, or far away.
    Ok,
    /// With somebody, or in a few days.
    Wait,
    /// Near its end.
    Due,
    /// Past its end or today within hours; refused.
    Late,
    /// No judgement.
    #[default]
    Plain,
}

impl TagKind {
    pub(crate) const fn class(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Wait => "wait",
            Self::Due => "due",
            Self::Late => "late",
            Self::Plain => "plain",
        }
    }
}

/// One tag.
pub fn tag(kind: TagKind, text: &str) -> Markup {
    html! { span class={ "tag tag-" (kind.class()) } { (text) } }
}
