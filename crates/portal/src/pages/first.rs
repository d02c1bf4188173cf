//! The first page for somebody who is not signed in.

use http::Cx;
use maud::{Markup, html};
use ui::{Field, Form, Method, button, card, field, form, link_button, quiet_link};

/// The page: what this is, the way in, and what anybody may check.
pub(crate) fn show(cx: &Cx) -> Markup {
    let title = cx.t("first-title");
    let deeds = html! { (link_button("/sign-in", &cx.t("first-sign-in"))) (quiet_link("/activation", &cx.t("first-activation"))) };
    let body = html! {
        (ui::card::head(&title, &html! { (cx.t("first-line")) }, &deeds))
        (ui::card::columns(
            &html! {
                (card(&cx.t("first-certificate"), &ask(cx, "/certificates", "first-certificate-number", "first-certificate-hint")))
                (card(&cx.t("first-class"), &ask_class(cx, "")))
            },
            &html! {
                (card(&cx.t("first-return"), &html! { p { (cx.t("first-return-text")) } div.deeds { (quiet_link("/returns/verify", &cx.t("first-return-go"))) } }))
                (card(&cx.t("first-what"), &html! { p { (cx.t("about-what")) } p { a href="/about" { (cx.t("about-title")) } " · " a href="/privacy" { (cx.t("privacy-title")) } } }))
                (card(&cx.t("first-language"), &languages(cx)))
            },
        ))
    };
    cx.page(&title, &body)
}

fn ask(cx: &Cx, action: &str, label: &'static str, hint: &'static str) -> Markup {
    let (label, hint) = (cx.t(label), cx.t(hint));
    form(
        &Form { action, method: Method::Get, ..Form::default() },
        &html! {
            (field::text(&Field { name: "number", label: &label, hint: &hint, required: true, maxlength: 60, autocomplete: "off", ..Field::default() }))
            (button(&cx.t("first-look-up")))
        },
    )
}

/// The question for a class; `typed` is what was asked before.
pub(crate) fn ask_class(cx: &Cx, typed: &str) -> Markup {
    let (label, hint) = (cx.t("first-class-number"), cx.t("first-class-hint"));
    // Its own id: the first page asks for two numbers.
    form(
        &Form { action: "/classes-on-file", method: Method::Get, ..Form::default() },
        &html! {
            (field::text(&Field { name: "class", label: &label, hint: &hint, value: typed, required: true, maxlength: 60, autocomplete: "off", ..Field::default() }))
            (button(&cx.t("first-look-up")))
        },
    )
}

/// The languages, as buttons that work without script.
pub(crate) fn languages(cx: &Cx) -> Markup {
    let tag = cx.locale().language().tag();
    form(
        &Form { action: "/language", ..Form::default() },
        &html! {
            div.deeds {
                @for (value, word) in [("zh-CN", "中文"), ("en", "English")] {
                    button.btn.quiet type="submit" name="lang" value=(value) lang=(value) aria-pressed=(if value == tag { "true" } else { "false" }) { (word) }
                }
            }
        },
    )
}
