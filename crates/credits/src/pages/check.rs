//! The public page on which anybody checks a certificate: valid, revoked on a day for a reason, or not
//! ours. It tells a masked name and nothing else of the person.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use http::{Asker, Cx, Look, Public, Query};
use kernel::{fixed_2, text};
use maud::{Markup, html};
use serde::Deserialize;
use ui::field::Field;
use ui::{Fact, Tone, card, facts, notice};

use super::words;
use crate::number::{Number, NumberFault};
use crate::{Certificate, Inquiries, store as tables};

/// What was typed.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    number: String,
}

/// What the ledger says of a number.
enum Answer {
    Nothing,
    Slip,
    Unknown,
    Ours(Box<Certificate>),
}

pub async fn index(_: Public, cx: Cx, Asker(asker): Asker, Query(asked): Query<Asked>) -> http::Result<Response> {
    if asked.number.trim().is_empty() {
        return Ok(page(&cx, "", &html! {}).into_response());
    }
    answer(&cx, &asker, &asked.number).await
}

pub async fn show(_: Public, cx: Cx, Asker(asker): Asker, Path(number): Path<String>) -> http::Result<Response> {
    answer(&cx, &asker, &number).await
}

async fn answer(cx: &Cx, asker: &str, asked: &str) -> http::Result<Response> {
    let inquiries = cx.app().own::<Inquiries>()?;
    if !inquiries.admit(asker, cx.now()) {
        let said = said(cx, Tone::Warn, "certificate-too-often", "certificate-too-often-hint");
        return Ok((StatusCode::TOO_MANY_REQUESTS, page(cx, asked, &said)).into_response());
    }
    let found = match asked.parse::<Number>() {
        Err(NumberFault::Malformed) => Answer::Nothing,
        Err(NumberFault::Checksum) => Answer::Slip,
        Ok(number) => match tables::find_certificate(cx.store(), &number.machine()).await? {
            Some(certificate) => Answer::Ours(Box::new(certificate)),
            None => Answer::Unknown,
        },
    };
    let (status, body) = match &found {
        Answer::Nothing => {
            (StatusCode::NOT_FOUND, said(cx, Tone::Refusal, "certificate-malformed", "certificate-malformed-hint"))
        }
        Answer::Slip => (StatusCode::NOT_FOUND, said(cx, Tone::Refusal, "certificate-slip", "certificate-slip-hint")),
        Answer::Unknown => {
            (StatusCode::NOT_FOUND, said(cx, Tone::Refusal, "certificate-unknown", "certificate-unknown-hint"))
        }
        Answer::Ours(certificate) => (StatusCode::OK, ours(cx, certificate)),
    };
    Ok((status, page(cx, asked, &body)).into_response())
}

fn said(cx: &Cx, tone: Tone, title: &str, hint: &str) -> Markup {
    notice(&ui::Notice { tone, title: &cx.t(title), text: &cx.t(hint), clause: "", deeds: html! {} })
}

fn ours(cx: &Cx, it: &Certificate) -> Markup {
    let standing = match it.revoked_at {
        None => said(cx, Tone::Ok, "certificate-is-valid", "certificate-is-valid-hint"),
        Some(at) => {
            let title = cx.say(&text!("certificate-is-revoked", on = at.date().at_length()));
            let reason = cx.say(&text!("certificate-revoked-because", reason = &it.revoked_reason));
            notice(&ui::Notice { tone: Tone::Refusal, title: &title, text: &reason, clause: "", deeds: html! {} })
        }
    };
    let keys = [
        "certificate-written",
        "certificate-number",
        "certificate-name",
        "certificate-project",
        "certificate-class",
        "certificate-institution",
        "certificate-outcome",
        "certificate-hours",
        "certificate-issued",
    ]
    .map(|key| cx.t(key));
    let [written, number, name, project, class, institution, outcome, hours, issued] = &keys;
    html! {
        (standing)
        (card(&cx.t("certificate-title"), &facts(&[
            Fact::text(written, &it.written),
            Fact::text(number, &it.number),
            Fact::text(name, &it.masked_name()),
            Fact::text(project, &it.project_name),
            Fact::text(class, &format!("{}（{} — {}）", it.class_name, it.opens_on, it.closes_on)),
            Fact::text(institution, &it.institution_name),
            Fact::new(outcome, words::outcome(cx, it.outcome)),
            Fact::text(hours, &fixed_2(it.hours_x100)),
            Fact::text(issued, &it.issued_on.to_string()),
        ])))
    }
}

fn page(cx: &Cx, asked: &str, answer: &Markup) -> Markup {
    let keys = ["certificate-check-title", "certificate-check-label", "certificate-check-hint", "certificate-check"]
        .map(|key| cx.t(key));
    let [title, label, hint, go] = &keys;
    let fields = html! {
        (ui::field::text(&Field { name: "number", label, hint, value: asked, required: true, autocomplete: "off", maxlength: 40, ..Field::default() }))
        (ui::button::row(&ui::button(go)))
    };
    let form = ui::form(&ui::Form { action: "/certificates", method: ui::Method::Get, ..ui::Form::default() }, &fields);
    let body = html! {
        (ui::card::head(title, &html! {}, &html! {}))
        (answer)
        (ui::card::plain(&form))
        p.hint { (cx.t("certificate-check-privacy")) }
    };
    cx.page_with(title, Look { reading: true, ..Look::default() }, &body)
}
