//! Forms that keep what is typed.

use maud::Markup;

use crate::Cx;

impl Cx {
    /// The form around `body`: what is typed stays on the device until the server has taken it. Never for a form
    /// with a password or an identity number.
    #[must_use]
    pub fn keeping(&self, form: &ui::Form<'_>, body: &Markup) -> Markup {
        let (kept, drop) = (self.t("http-draft-kept"), self.t("http-draft-drop"));
        ui::form(&ui::Form { draft: form.action, draft_words: (&kept, &drop), ..*form }, body)
    }
}
