//! Short pages of words, and the pulse.

use http::{Cx, Look, Public};
use maud::{Markup, html};

pub(super) async fn about(_: Public, cx: Cx) -> http::Result<Markup> {
    Ok(page(&cx, "about-title", &["about-1", "about-2", "about-3"]))
}

pub(super) async fn privacy(_: Public, cx: Cx) -> http::Result<Markup> {
    Ok(page(&cx, "privacy-title", &["privacy-1", "privacy-2", "privacy-3", "privacy-4"]))
}

fn page(cx: &Cx, title: &str, paragraphs: &[&str]) -> Markup {
    let title = cx.t(title);
    let body = html! {
        (ui::card::head(&title, &html! {}, &html! {}))
        (ui::card::plain(&html! { @for key in paragraphs { p { (cx.t(key)) } } }))
    };
    cx.page_with(&title, Look { reading: true, ..Look::default() }, &body)
}

pub(super) async fn health(_: Public) -> http::Result<&'static str> {
    Ok("ok")
}
