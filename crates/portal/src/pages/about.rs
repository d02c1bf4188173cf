//! What the platform is, and what it keeps of people. Only what is true today.

use http::{Cx, Look, Public};
use maud::{Markup, html};
use ui::card;

use super::first::languages;

/// What the platform is.
pub(crate) async fn about(_: Public, cx: Cx) -> Markup {
    let body = html! {
        (ui::card::head(&cx.t("about-title"), &html! { (cx.t("about-what")) }, &html! {}))
        (card(&cx.t("about-does"), &list(&cx, &["about-does-file", "about-does-learn", "about-does-hours", "about-does-check", "about-does-return"])))
        (card(&cx.t("about-open"), &html! { p { (cx.t("about-open-text")) } }))
        (card(&cx.t("first-language"), &languages(&cx)))
    };
    page(&cx, "about-title", &body)
}

/// What is kept of people, for what, and who sees it.
pub(crate) async fn privacy(_: Public, cx: Cx) -> Markup {
    let body = html! {
        (ui::card::head(&cx.t("privacy-title"), &html! { (cx.t("privacy-line")) }, &html! {}))
        (card(&cx.t("privacy-kept"), &list(&cx, &["privacy-kept-file", "privacy-kept-learning", "privacy-kept-hours", "privacy-kept-deeds"])))
        (card(&cx.t("privacy-guarded"), &list(&cx, &["privacy-guarded-number", "privacy-guarded-scope", "privacy-guarded-public", "privacy-guarded-cookies", "privacy-guarded-elsewhere"])))
        (card(&cx.t("privacy-ask"), &html! { p { (cx.t("privacy-ask-text")) } }))
    };
    page(&cx, "privacy-title", &body)
}

fn list(cx: &Cx, keys: &[&str]) -> Markup {
    html! { ul { @for key in keys { li { (cx.t(key)) } } } }
}

fn page(cx: &Cx, title: &str, body: &Markup) -> Markup {
    cx.page_with(&cx.t(title), Look { reading: true, ..Look::default() }, body)
}
