use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use http::{Cx, Look, Public, Query, see};
use kernel::text;
use maud::{Markup, html};
use serde::Deserialize;
use ui::{Fact, Field, Method, Notice, Tone, button, card, facts, field, form, notice};

use crate::verification_code::typed_code;
use crate::{Decision, Office, Receipt, Return, Version, store};

#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    code: String,
}

/// Asks for a code, or leads to the one that was typed.
pub(crate) async fn new(_: Public, cx: Cx, Query(asked): Query<Asked>) -> Response {
    if !asked.code.trim().is_empty() {
        return see(&format!("/returns/verify/{}", typed_code(&asked.code)));
    }
    page(&cx, &html! { (ask(&cx, "")) }).into_response()
}

/// Says what was submitted under a code: no personal data.
pub(crate) async fn show(_: Public, cx: Cx, Path(code): Path<String>) -> http::Result<Response> {
    let code = typed_code(&code);
    let Some(version) = store::find_version_by_code(cx.store(), &code).await? else {
        let body = html! {
            (notice(&Notice { tone: Tone::Warn, title: &cx.t("verify-unknown"), text: &cx.t("verify-unknown-text"), ..Notice::default() }))
            (ask(&cx, &code))
        };
        return Ok((StatusCode::NOT_FOUND, page(&cx, &body)).into_response());
    };
    let it = store::get_return(cx.store(), version.return_id).await?;
    let receipts = store::list_receipts(cx.store(), it.id).await?;
    Ok(page(&cx, &html! { (found(&cx, &it, &version, &receipts)) (ask(&cx, "")) }).into_response())
}

fn found(cx: &Cx, it: &Return, version: &Version, receipts: &[Receipt]) -> Markup {
    let labels = [
        "verify-title",
        "verify-class",
        "verify-institution",
        "return-code",
        "verify-version",
        "return-submitted-at",
        "return-digest-1",
        "return-digest-2",
    ]
    .map(|key| cx.t(key));
    let [title, class, institution, code, number, submitted, one, two] = &labels;
    let decided = |office: Office| {
        let receipt = receipts.iter().find(|receipt| receipt.version == version.version && receipt.office == office);
        match receipt.map(|receipt| (receipt.outcome, receipt.decided_at.date())) {
            None => cx.t("verify-undecided").into_owned(),
            Some((Decision::Received, on)) => cx.say(&text!("verify-received", on = on)),
            Some((Decision::Returned, on)) => cx.say(&text!("verify-given-back", on = on)),
        }
    };
    let offices = Office::ALL.iter().map(|office| (cx.t(office.key()), decided(*office))).collect::<Vec<_>>();
    let mut list = vec![
        Fact::text(title, &cx.t("verify-titles")),
        Fact::new(class, html! { (it.class_name) " " (it.class_number) }),
        Fact::text(institution, &it.institution_name),
        Fact::text(code, &version.code),
        Fact::new(
            number,
            html! { (cx.say(&text!("return-version", version = version.version))) @if version.version < it.version { " · " (cx.say(&text!("verify-superseded", version = it.version))) } },
        ),
    ];
    let at = version.submitted_at.minute();
    list.push(Fact::text(submitted, &at));
    list.push(Fact::text(one, &version.annex_1_digest));
    list.push(Fact::text(two, &version.annex_2_digest));
    list.extend(offices.iter().map(|(office, said)| Fact::text(office, said)));
    html! {
        (notice(&Notice { tone: Tone::Ok, title: &cx.t("verify-found"), text: &cx.t("verify-found-text"), ..Notice::default() }))
        (card(&cx.t("verify-record"), &facts(&list)))
    }
}

fn ask(cx: &Cx, typed: &str) -> Markup {
    let (label, hint) = (cx.t("return-code"), cx.t("verify-hint"));
    card(
        &cx.t("verify-ask"),
        &form(
            &ui::Form { action: "/returns/verify", method: Method::Get, ..ui::Form::default() },
            &html! {
                (field::text(&Field { name: "code", label: &label, hint: &hint, value: typed, maxlength: 20, required: true, autocomplete: "off", ..Field::default() }))
                (button(&cx.t("verify-go")))
            },
        ),
    )
}

fn page(cx: &Cx, body: &Markup) -> Markup {
    let title = cx.t("verify-page");
    let body = html! { (ui::card::head(&title, &html! { (cx.t("verify-line")) }, &html! {})) (body) };
    cx.page_with(&title, Look { reading: true, ..Look::default() }, &body)
}
