//! What the forms about organisations share: the fields of the basis, and the preview with its deed.

use http::{Cx, Sent};
use kernel::FieldFault;
use maud::{Markup, html};
use serde::Deserialize;
use ui::{Fact, Field, Form, Method, card, facts, form};

use crate::Organisation;
use crate::basis::{Basis, LONGEST_DOCUMENT, LONGEST_REASON};

/// What was typed. All forms about organisations have some of these fields.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    pub kind: String,
    pub name: String,
    pub code: String,
    pub urban_rural: String,
    pub on: String,
    pub document: String,
    pub reason: String,
    /// What the preview showed.
    pub seen: String,
    /// Set by the way back from the preview.
    pub mend: String,
}

impl Typed {
    /// Whether the form was never sent.
    pub(super) fn is_blank(&self) -> bool {
        [&self.kind, &self.name, &self.code, &self.on, &self.document, &self.reason].iter().all(|it| it.is_empty())
    }

    /// The basis.
    ///
    /// # Errors
    /// Each field that cannot be taken.
    pub(super) fn basis(&self) -> kernel::Result<Basis> {
        Basis::read(&self.on, &self.document, &self.reason)
            .map_err(|faults: Vec<FieldFault>| kernel::Error::Invalid(faults))
    }

    /// All that was typed, to go on with.
    fn hidden(&self) -> Markup {
        let fields = [
            ("kind", &self.kind),
            ("name", &self.name),
            ("code", &self.code),
            ("urban_rural", &self.urban_rural),
            ("on", &self.on),
            ("document", &self.document),
            ("reason", &self.reason),
        ];
        html! { @for (name, value) in fields { @if !value.is_empty() { (ui::field::hidden(name, value)) } } }
    }
}

/// The fields of the basis.
pub(super) fn basis_fields(cx: &Cx, typed: &Typed, sent: &Sent) -> Markup {
    let words =
        ["basis-on", "basis-on-hint", "basis-document", "basis-document-hint", "basis-reason"].map(|key| cx.t(key));
    let [on, on_hint, document, document_hint, reason] = &words;
    let errors = ["on", "document", "reason"].map(|field| sent.error(cx, field));
    let [on_error, document_error, reason_error] = &errors;
    html! {
        (ui::field::date(&Field { name: "on", label: on, hint: on_hint, value: &typed.on, error: on_error, required: true, ..Field::default() }))
        (ui::field::text(&Field { name: "document", label: document, hint: document_hint, value: &typed.document, error: document_error, required: true, autocomplete: "off", maxlength: LONGEST_DOCUMENT, ..Field::default() }))
        (ui::field::textarea(&Field { name: "reason", label: reason, value: &typed.reason, error: reason_error, required: true, maxlength: LONGEST_REASON, ..Field::default() }, 3))
    }
}

/// A page with the way back to the organisation.
pub(super) fn around(cx: &Cx, of: &Organisation, title: &str, body: &Markup) -> Markup {
    let back = cx.t("below-title");
    let body = html! {
        (ui::breadcrumbs(&back, &[ui::Crumb { text: &of.name, href: &format!("/organisations/{}", of.id) }]))
        (ui::card::head(title, &html! { (of.name) " · " (of.code) }, &html! {}))
        (body)
    };
    cx.page_with(title, http::Look { reading: true, ..http::Look::default() }, &body)
}

/// The form that asks for its preview.
pub(super) fn asking(cx: &Cx, action: &str, title: &str, sent: &Sent, fields: &Markup) -> Markup {
    let fields = html! { (fields) (ui::button::row(&ui::button(&cx.t("preview-go")))) };
    html! {
        (sent.summary(cx))
        (card(title, &form(&Form { action, method: Method::Get, ..Form::default() }, &fields)))
    }
}

/// What a preview shows, and the deed.
pub(super) struct Preview<'a> {
    /// Where the deed is done.
    pub action: &'a str,
    /// What changes.
    pub what: Vec<Fact<'a>>,
    /// What stays, what follows.
    pub means: &'a str,
    /// The deed's word.
    pub deed: &'a str,
    /// Whether it takes something away.
    pub danger: bool,
    /// See [`Typed::seen`].
    pub seen: &'a str,
}

/// The preview.
pub(super) fn preview(cx: &Cx, typed: &Typed, it: Preview<'_>) -> Markup {
    let words = ["basis-on", "basis-document", "basis-reason", "preview-mend"].map(|key| cx.t(key));
    let [on, document, reason, mend] = &words;
    let basis = [Fact::text(on, &typed.on), Fact::text(document, &typed.document), Fact::text(reason, &typed.reason)];
    let what: Vec<Fact<'_>> = it.what.into_iter().chain(basis).collect();
    let deed = html! {
        (typed.hidden())
        (ui::field::hidden("seen", it.seen))
        (ui::button::row(&if it.danger { ui::danger_button(it.deed) } else { ui::button(it.deed) }))
    };
    let back = html! { (typed.hidden()) (ui::quiet_button(mend, "mend", "1")) };
    card(
        &cx.t("preview-title"),
        &html! {
            (facts(&what))
            p { (it.means) }
            (form(&Form { action: it.action, ..Form::default() }, &deed))
            (form(&Form { action: it.action, method: Method::Get, ..Form::default() }, &back))
        },
    )
}
