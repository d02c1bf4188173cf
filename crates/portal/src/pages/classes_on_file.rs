//! Whether a class is filed: anybody may ask (S69), and learns nothing of people.

use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use classes::{Class, ClassState};
use http::{Cx, Look, Public, Query};
use maud::{Markup, html};
use serde::Deserialize;
use ui::{Fact, Notice, Tone, card, facts, notice};

use super::first::ask_class;

#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default, alias = "number")]
    class: String,
}

/// Looks a class up by its number or filing number.
pub(crate) async fn index(_: Public, cx: Cx, Query(asked): Query<Asked>) -> http::Result<Response> {
    let number = asked.class.trim().to_uppercase();
    if number.is_empty() || number.chars().count() > 60 {
        return Ok(page(&cx, &asked.class, &html! {}).into_response());
    }
    let found = classes::find_class_by_number(cx.store(), &number).await?;
    // A class that is not filed is nobody's business but its own people's: it is answered like an unknown one.
    Ok(match found.filter(|class| class.state != ClassState::Draft) {
        Some(class) => page(&cx, &asked.class, &filed(&cx, &class)).into_response(),
        None => {
            let said = notice(&Notice {
                tone: Tone::Warn,
                title: &cx.t("on-file-none"),
                text: &cx.t("on-file-none-text"),
                clause: classes::class::UNFILED_CLAUSE,
                ..Notice::default()
            });
            (StatusCode::NOT_FOUND, page(&cx, &asked.class, &said)).into_response()
        }
    })
}

fn filed(cx: &Cx, class: &Class) -> Markup {
    let labels = [
        "on-file-name",
        "on-file-number",
        "on-file-filing",
        "on-file-filed-on",
        "on-file-by",
        "on-file-institution",
        "on-file-dates",
        "on-file-state",
    ]
    .map(|key| cx.t(key));
    let [name, number, filing, filed_on, by, institution, dates, state] = &labels;
    let on = class.filed_at.map(|at| at.date().to_string()).unwrap_or_default();
    let (filing_number, span) =
        (class.filing_number.clone().unwrap_or_default(), format!("{} — {}", class.opens_on, class.closes_on));
    let stands = cx.t(class.state.key());
    let list = [
        Fact::text(name, &class.name),
        Fact::text(number, &class.number),
        Fact::text(filing, &filing_number),
        Fact::text(filed_on, &on),
        Fact::text(by, &class.province_name),
        Fact::text(institution, &class.institution_name),
        Fact::text(dates, &span),
        Fact::text(state, &stands),
    ];
    html! {
        (notice(&Notice { tone: Tone::Ok, title: &cx.t("on-file-yes"), text: &cx.t("on-file-yes-text"), ..Notice::default() }))
        (card(&cx.t("on-file-record"), &facts(&list)))
    }
}

fn page(cx: &Cx, typed: &str, answer: &Markup) -> Markup {
    let title = cx.t("on-file-title");
    let body = html! {
        (ui::card::head(&title, &html! { (cx.t("on-file-line")) }, &html! {}))
        (answer)
        (card(&cx.t("first-class"), &ask_class(cx, typed)))
    };
    cx.page_with(&title, Look { reading: true, ..Look::default() }, &body)
}
