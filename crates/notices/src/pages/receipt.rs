//! Signing for a notice and answering it.

use audit::By;
use authz::{Noun as _, Verb};
use axum::response::Response;
use http::{Cx, Form, Manage, see_with};
use kernel::{Error, OrganisationId, Refusal, Result, text};
use maud::{Markup, html};
use registry::Organisation;
use serde::Deserialize;
use ui::{Field, button, card_with};

use super::show::addressed;
use crate::deed;
use crate::notice::{Notice, NoticeState, Received};
use crate::recipient::Recipient;

/// What was sent.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Sent {
    /// For which organisation.
    organisation: String,
    answer: String,
}

/// The reader in the duty that signs at `organisation`.
pub(super) fn by_at(cx: &Cx, organisation: OrganisationId) -> Option<By> {
    let actor = cx.actor()?;
    let mut held = actor.duties_with(Verb::Manage, Received::NAME, cx.today());
    held.find(|it| it.organisation == organisation).map(|it| By::holding(actor, it, cx.now()))
}

/// The reader in the duty that the notice asks for at `organisation`, or in any other that signs.
fn signer(cx: &Cx, notice: &Notice, organisation: OrganisationId) -> Option<By> {
    let actor = cx.actor()?;
    let held =
        || actor.duties_with(Verb::Manage, Received::NAME, cx.today()).filter(|it| it.organisation == organisation);
    let one = held().find(|it| it.duty == notice.duty).or_else(|| held().next())?;
    Some(By::holding(actor, one, cx.now()))
}

async fn at(cx: &Cx, notice: &Notice, sent: &Sent) -> Result<(Organisation, By)> {
    let organisations = addressed(cx, notice).await?;
    let one = organisations.into_iter().find(|it| it.id.to_string() == sent.organisation).ok_or_else(|| {
        Refusal::because(text!("receipt-not-addressed")).remedy(text!("receipt-not-addressed-remedy"))
    })?;
    let by = signer(cx, notice, one.id).ok_or(Error::NoRight)?;
    Ok((one, by))
}

pub(super) async fn sign(Manage(it, _): Manage<Received>, cx: Cx, Form(sent): Form<Sent>) -> http::Result<Response> {
    let (at, by) = at(&cx, &it.notice, &sent).await?;
    store::transaction!(cx.store(), tx => { deed::sign(tx, &by, it.notice.id, &at).await })?;
    Ok(see_with(&format!("/notices/{}", it.notice.id), &text!("receipt-signed-now", name = &at.name)))
}

pub(super) async fn answer(Manage(it, _): Manage<Received>, cx: Cx, Form(sent): Form<Sent>) -> http::Result<Response> {
    let (at, by) = at(&cx, &it.notice, &sent).await?;
    store::transaction!(cx.store(), tx => { deed::answer(tx, &by, it.notice.id, &at, &sent.answer).await })?;
    Ok(see_with(&format!("/notices/{}", it.notice.id), &text!("receipt-answered-now")))
}

/// The receipt of one organisation: what was done, and what is to be done.
pub(super) fn panel(cx: &Cx, notice: &Notice, at: &Organisation, it: &Option<Recipient>) -> Markup {
    let Some(it) = it else { return html! {} };
    let open = notice.state == NoticeState::Issued;
    let mine = open && signer(cx, notice, at.id).is_some_and(|by| notice.signable(&by.duty).is_ok());
    let hidden = ui::field::hidden("organisation", &at.id.to_string());
    let done = html! {
        @if let Some(moment) = it.signed_at {
            p { (cx.say(&text!("receipt-signed-by", name = &it.signed_name, at = moment))) }
        } @else {
            p { (cx.t("receipt-unsigned")) }
            @if open && !mine { p.hint { (cx.say(&text!("receipt-whose", duty = cx.t(&format!("duty-{}", notice.duty)).into_owned()))) } }
            @if mine {
                (ui::form(&ui::Form { action: &format!("/notices/{}/receipt", notice.id), ..ui::Form::default() }, &html! {
                    (hidden)
                    div.deeds { (button(&cx.t("receipt-sign"))) }
                }))
            }
        }
        @if !notice.task.is_empty() { (answering(cx, notice, it, &hidden, mine)) }
    };
    card_with(&cx.t("receipt-title"), &html! { (at.name) }, &done)
}

fn answering(cx: &Cx, notice: &Notice, it: &Recipient, hidden: &Markup, mine: bool) -> Markup {
    let words = ["receipt-task", "receipt-answer-label", "receipt-answer", "receipt-answer-again"].map(|key| cx.t(key));
    let [task, label, send, again] = &words;
    let hint = notice.task_due_on.map(|due_on| cx.say(&text!("receipt-answer-hint", due = due_on))).unwrap_or_default();
    html! {
        h3 { (task) }
        p { (notice.task) }
        @if let Some(moment) = it.answered_at {
            p { (cx.say(&text!("receipt-answered-by", name = &it.answered_name, at = moment))) }
            @for line in it.answer.lines() { p { (line) } }
        }
        @if mine {
            (cx.keeping(&ui::Form { action: &format!("/notices/{}/answer", notice.id), ..ui::Form::default() }, &html! {
                (hidden)
                (ui::field::textarea(&Field { name: "answer", label, hint: &hint, value: &it.answer, required: true, maxlength: 2000, ..Field::default() }, 4))
                div.deeds { (button(if it.answered_at.is_some() { again } else { send })) }
            }))
        }
    }
}
