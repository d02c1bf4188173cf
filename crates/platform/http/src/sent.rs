use kernel::{Error, FieldFault, Refusal, text};
use maud::{Markup, html};

use crate::Cx;

/// What a form was sent back with: faults of fields, or a refusal shown above it.
#[derive(Debug, Default)]
pub struct Sent {
    faults: Vec<FieldFault>,
    refusal: Option<Refusal>,
}

impl Sent {
    /// Faults that the form itself can show.
    ///
    /// # Errors
    /// Any other error: it has a page of its own.
    pub fn of(error: Error) -> crate::Result<Self> {
        match error {
            Error::Invalid(faults) => Ok(Self { faults, refusal: None }),
            Error::Refused(refusal) => Ok(Self { faults: Vec::new(), refusal: Some(*refusal) }),
            other => Err(other.into()),
        }
    }

    /// What is wrong with `field`.
    #[must_use]
    pub fn error(&self, cx: &Cx, field: &str) -> String {
        self.faults.iter().find(|fault| fault.field == field).map(|fault| cx.say(&fault.text)).unwrap_or_default()
    }

    /// The summary above the form.
    #[must_use]
    pub fn summary(&self, cx: &Cx) -> Markup {
        let said: Vec<(&str, String)> = self.faults.iter().map(|fault| (fault.field, cx.say(&fault.text))).collect();
        let errors: Vec<(&str, &str)> = said.iter().map(|(field, said)| (*field, said.as_str())).collect();
        html! {
            @if let Some(refusal) = &self.refusal { (refused(cx, refusal)) }
            (ui::error_summary(&cx.say(&text!("http-error-summary", count = errors.len())), &errors))
        }
    }
}

/// A refusal within a page, with its clause.
#[must_use]
pub fn refused(cx: &Cx, refusal: &Refusal) -> Markup {
    let title = cx.say(&refusal.reason);
    let advice = refusal.remedy.as_ref().map(|remedy| cx.say(remedy)).unwrap_or_default();
    ui::notice(&ui::Notice {
        tone: ui::Tone::Warn,
        title: &title,
        text: &advice,
        clause: refusal.clause.as_deref().unwrap_or_default(),
        deeds: html! {},
    })
}
