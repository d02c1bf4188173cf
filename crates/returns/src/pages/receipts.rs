use audit::By;
use authz::{Noun as _, Verb};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use http::{Approve, Cx, Form, see_with};
use kernel::{Error, text};
use maud::{Markup, html};
use serde::Deserialize;
use ui::{Choice, Field, button, card, error_summary, field};

use crate::{AtEducation, AtLanguage, Decision, Office, Paper, Receipt, Return, ReturnState, receipt};

#[derive(Default, Deserialize)]
pub(crate) struct Given {
    #[serde(default)]
    decision: String,
    #[serde(default)]
    paper: String,
    #[serde(default)]
    reason: String,
}

/// The form of an office that has still to decide; nothing for everybody else.
pub(super) fn panel(cx: &Cx, it: &Return, receipts: &[Receipt]) -> Markup {
    let decided =
        |office: Office| receipts.iter().any(|receipt| receipt.version == it.version && receipt.office == office);
    let places = it.places();
    let mine = |office: &&Office| cx.may(Verb::Approve, office.noun(), &places) && !decided(**office);
    match Office::ALL.iter().find(mine) {
        Some(office) if it.state == ReturnState::Submitted => decision(cx, it, *office, &Given::default(), &[]),
        _ => html! {},
    }
}

fn decision(cx: &Cx, it: &Return, office: Office, given: &Given, errors: &[(&str, String)]) -> Markup {
    let error = |name: &str| errors.iter().find(|(field, _)| *field == name).map_or("", |(_, text)| text.as_str());
    let words = [
        cx.t("return-receive"),
        cx.t("return-give-back"),
        cx.t(Paper::Awaited.key()),
        cx.t(Paper::Agrees.key()),
        cx.t(Paper::Differs.key()),
    ];
    let [receive, give_back, awaited, agrees, differs] = &words;
    let labels = [
        cx.t("return-decision"),
        cx.t("return-paper"),
        cx.t("return-reason"),
        cx.t("return-reason-hint"),
        cx.t("return-paper-hint"),
    ];
    let [decision, paper, reason, reason_hint, paper_hint] = &labels;
    let summary: Vec<(&str, &str)> = errors.iter().map(|(field, text)| (*field, text.as_str())).collect();
    card(
        &cx.say(&text!("return-decide", office = cx.t(office.key()).into_owned())),
        &html! {
            (error_summary(&cx.say(&text!("http-error-summary", count = errors.len())), &summary))
            (cx.keeping(&ui::Form { action: &format!("{}/receipts/{}", it.path(), office.as_str()), ..ui::Form::default() }, &html! {
                (field::radios(&Field { name: "decision", label: decision, value: &given.decision, error: error("decision"), required: true, ..Field::default() }, &[
                    Choice { value: Decision::Received.as_str(), label: receive, hint: "" },
                    Choice { value: Decision::Returned.as_str(), label: give_back, hint: "" },
                ]))
                (field::radios(&Field { name: "paper", label: paper, hint: paper_hint, value: if given.paper.is_empty() { Paper::Awaited.as_str() } else { &given.paper }, error: error("paper"), ..Field::default() }, &[
                    Choice { value: Paper::Awaited.as_str(), label: awaited, hint: "" },
                    Choice { value: Paper::Agrees.as_str(), label: agrees, hint: "" },
                    Choice { value: Paper::Differs.as_str(), label: differs, hint: "" },
                ]))
                (field::textarea(&Field { name: "reason", label: reason, hint: reason_hint, value: &given.reason, error: error("reason"), maxlength: 500, ..Field::default() }, 3))
                (button(&cx.t("return-decide-go")))
            }))
        },
    )
}

/// A decision as a line of facts.
pub(super) fn fact(cx: &Cx, receipt: &Receipt) -> Markup {
    let said = match receipt.outcome {
        Decision::Received => cx.t("return-received-by"),
        Decision::Returned => cx.t("return-given-back-by"),
    };
    html! {
        div {
            dt { (cx.t(receipt.office.key())) }
            dd {
                (said) " · " (receipt.decider_name) " · " (receipt.decided_at) " · " (cx.t(receipt.paper.key()))
                @if let Some(reason) = &receipt.reason { br; (reason) }
            }
        }
    }
}

/// The education department receives the last submission or gives it back.
pub(crate) async fn education(
    Approve(AtEducation(it), by): Approve<AtEducation>,
    cx: Cx,
    Form(given): Form<Given>,
) -> http::Result<Response> {
    create(&cx, &it, &by, Office::Education, &given).await
}

/// The language office does.
pub(crate) async fn language(
    Approve(AtLanguage(it), by): Approve<AtLanguage>,
    cx: Cx,
    Form(given): Form<Given>,
) -> http::Result<Response> {
    create(&cx, &it, &by, Office::Language, &given).await
}

async fn create(cx: &Cx, it: &Return, by: &By, office: Office, given: &Given) -> http::Result<Response> {
    let Ok(wanted) = given.decision.parse::<Decision>() else {
        return Ok(again(cx, it, office, given, &[("decision", cx.t("return-decision-needed").into_owned())]));
    };
    let answer = receipt::Answer {
        office,
        decision: wanted,
        paper: given.paper.parse().unwrap_or(Paper::Awaited),
        reason: Some(given.reason.clone()),
    };
    match ::store::transaction!(cx.store(), tx => { receipt::decide(tx, by, it.id, &answer).await }) {
        Ok(_) => {
            cx.app().worker().ring();
            let said = if wanted == Decision::Received {
                text!("return-was-received")
            } else {
                text!("return-was-given-back")
            };
            Ok(see_with(&it.path(), &said))
        }
        Err(Error::Invalid(faults)) => {
            let errors: Vec<(&str, String)> = faults.iter().map(|fault| (fault.field, cx.say(&fault.text))).collect();
            Ok(again(cx, it, office, given, &errors))
        }
        Err(error) => Err(error.into()),
    }
}

fn again(cx: &Cx, it: &Return, office: Office, given: &Given, errors: &[(&str, String)]) -> Response {
    let title = cx.say(&text!("return-title", class = it.class_name.as_str()));
    let page = cx.page(
        &title,
        &html! { (ui::card::head(&title, &html! {}, &html! {})) (decision(cx, it, office, given, errors)) },
    );
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}
