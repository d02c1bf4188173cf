//! One transfer: asked for from a file, confirmed, declined, taken back.

use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use http::{Checked, Cx, Form, Manage, Nothing, Sent, see_with};
use kernel::{Error, Result, Text, text};
use maud::{Markup, html};
use serde::Deserialize;
use ui::steps::{Stand, Step, steps};
use ui::{Fact, card, facts};

use super::organisation::said;
use super::post_form::{Begins, Reading, Typed, form, post_fields, reason};
use crate::post::Service;
use crate::transfer::{Side, Transfer, TransferState};
use crate::{Person, codes, deed};

/// Where it stands.
pub(super) fn path(it: &Transfer) -> String {
    format!("/people/{}/transfers/{}", it.person_id, it.id)
}

pub(super) async fn new(Manage(it, _): Manage<Service>, cx: Cx) -> http::Result<Markup> {
    it.0.in_service().map_err(Error::from)?;
    Ok(asking(&cx, &it.0, &Typed::default(), &Sent::default()))
}

fn asking(cx: &Cx, person: &Person, typed: &Typed, sent: &Sent) -> Markup {
    let title = cx.t("transfer-new");
    let fields = html! {
        p { (cx.t("transfer-means")) }
        (post_fields(cx, typed, sent, Begins::Transfer))
        (ui::button::row(&ui::button(&cx.t("transfer-ask"))))
    };
    form(cx, person, &title, sent, "transfers", &fields)
}

pub(super) async fn create(
    Manage(Service(person), by): Manage<Service>,
    cx: Cx,
    Form(typed): Form<Typed>,
) -> http::Result<Response> {
    let done = async {
        let new = typed.post(None)?;
        if typed.code.trim().is_empty() {
            return Err(Error::field("code", text!("transfer-code-needed")));
        }
        let target = typed.organisation(&cx, person.school_id).await?;
        store::transaction!(cx.store(), tx => { deed::ask(tx, &by, person.id, target.id, &new).await })
    };
    match done.await {
        Ok(id) => {
            cx.app().worker().ring();
            let path = format!("/people/{}/transfers/{id}", person.id);
            Ok(see_with(&path, &text!("transfer-asked", name = &person.name)))
        }
        Err(error) => {
            let sent = Sent::of(error)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, asking(&cx, &person, &typed, &sent)).into_response())
        }
    }
}

pub(super) async fn show(Manage(it, by): Manage<Transfer>, cx: Cx) -> http::Result<Markup> {
    Ok(page(&cx, &it, &by, &Typed::default(), &Sent::default())?)
}

/// A step with who confirmed for a side.
fn side(cx: &Cx, it: &Transfer, side: Side) -> (String, String, bool) {
    let (name, at) = match side {
        Side::Source => (&it.source_by_name, it.source_at),
        Side::Target => (&it.target_by_name, it.target_at),
    };
    let title = cx.t(side.key()).into_owned();
    match (name, at) {
        (Some(name), Some(at)) => (title, format!("{name} · {}", at.minute()), true),
        _ if it.is_across() => (title, cx.t("transfer-waits-county").into_owned(), false),
        _ => (title, cx.t("transfer-waits").into_owned(), false),
    }
}

fn way(cx: &Cx, it: &Transfer) -> Markup {
    let ended = matches!(it.state, TransferState::Declined | TransferState::Withdrawn | TransferState::Failed);
    let sides = [Side::Source, Side::Target].map(|one| side(cx, it, one));
    let last = (cx.t(if ended { it.state.key() } else { "transfer-effect" }), it.on_day.to_string());
    let words = ["transfer-step-done", "transfer-step-waits", "transfer-step-ended"].map(|key| cx.t(key));
    let [done, waits, stopped] = &words;
    let mut list: Vec<Step<'_>> = sides
        .iter()
        .map(|(title, note, confirmed)| Step {
            title,
            note,
            stand: if *confirmed {
                Stand::Done
            } else if ended {
                Stand::Next
            } else {
                Stand::Now
            },
            word: if *confirmed { done } else { waits },
        })
        .collect();
    let (stand, word) = match it.state {
        TransferState::Done => (Stand::Done, done),
        TransferState::Agreed => (Stand::Now, waits),
        TransferState::Open => (Stand::Next, waits),
        TransferState::Declined | TransferState::Withdrawn | TransferState::Failed => (Stand::Stopped, stopped),
    };
    list.push(Step { title: &last.0, note: &last.1, stand, word });
    steps(&cx.t("transfer-way"), &list)
}

fn facts_of(cx: &Cx, it: &Transfer) -> Markup {
    let keys = [
        "transfer-from",
        "transfer-to",
        "post-kind",
        "post-nature",
        "post-when",
        "basis-document",
        "post-reason",
        "transfer-asked-by",
        "transfer-ended",
    ]
    .map(|key| cx.t(key));
    let [from, to, kind, nature, when, document, why, asked, ended] = &keys;
    let days = match it.until_on {
        Some(until) => cx.say(&text!("post-dates", from = it.on_day, until = until)),
        None => cx.say(&text!("post-since", from = it.on_day)),
    };
    let mut lines = vec![
        Fact::text(from, &it.source_name),
        Fact::text(to, &it.target_name),
        Fact::text(kind, said(cx, codes::post(), Some(&it.kind))),
        Fact::text(nature, &cx.t(it.nature.key())),
        Fact::text(when, &days),
    ];
    lines.extend(it.document.as_deref().map(|it| Fact::text(document, it)));
    lines.push(Fact::text(why, &it.reason));
    lines.push(Fact::text(asked, &format!("{} · {}", it.asked_name, it.asked_at.minute())));
    if let Some(reason) = &it.end_reason {
        // Why it failed is a rule's text; what an officer wrote is as it was written.
        let rule = serde_json::from_str::<Text>(reason).ok().map(|it| cx.say(&it));
        let name = it.ended_name.as_deref().unwrap_or_default();
        lines.push(Fact::new(
            ended,
            html! { (rule.unwrap_or_else(|| reason.clone())) @if !name.is_empty() { p.hint { (name) } } },
        ));
    }
    facts(&lines)
}

fn page(cx: &Cx, it: &Transfer, by: &audit::By, typed: &Typed, sent: &Sent) -> Result<Markup> {
    let area = &by.area()?.place;
    let title = cx.say(&text!("transfer-of", name = &it.person_name));
    let may = it.confirmable(by.person, area);
    let ends = |how| it.endable(how, area).is_ok();
    let list = cx.t("transfers");
    let body = html! {
        (ui::breadcrumbs(&list, &[ui::Crumb { text: &list, href: "/transfers" }]))
        (ui::card::head(&title, &html! { (it.source_name) " → " (it.target_name) " " (ui::tag(tone(it.state), &cx.t(it.state.key()))) }, &html! {}))
        (sent.summary(cx))
        (card(&cx.t("transfer-way"), &way(cx, it)))
        (card(&cx.t("transfer-what"), &facts_of(cx, it)))
        @match may {
            Ok(side) => (confirmation(cx, it, side)),
            Err(refusal) if it.state == TransferState::Open => p.hint { (cx.say(&refusal.reason)) },
            Err(_) => {},
        }
        // Whoever is over both takes it back: it comes to the same.
        @if ends(TransferState::Withdrawn) { (ending(cx, it, ("withdrawal", "transfer-withdraw"), typed, sent)) }
        @else if ends(TransferState::Declined) { (ending(cx, it, ("declining", "transfer-decline"), typed, sent)) }
    };
    Ok(cx.page_with(&title, http::Look { reading: true, under: Some("/transfers"), ..http::Look::default() }, &body))
}

/// How a state looks.
pub(super) const fn tone(state: TransferState) -> ui::TagKind {
    match state {
        TransferState::Open | TransferState::Agreed => ui::TagKind::Wait,
        TransferState::Done => ui::TagKind::Ok,
        TransferState::Declined | TransferState::Failed => ui::TagKind::Late,
        TransferState::Withdrawn => ui::TagKind::Plain,
    }
}

fn confirmation(cx: &Cx, it: &Transfer, side: Side) -> Markup {
    let (title, means) = (
        cx.t("transfer-confirm"),
        cx.t(match side {
            Side::Source => "transfer-confirm-source",
            Side::Target => "transfer-confirm-target",
        }),
    );
    let fields = html! { p { (means) } (ui::button::row(&ui::button(&title))) };
    let action = format!("{}/confirmation", path(it));
    card(&title, &ui::form(&ui::Form { action: &action, id: "confirm", ..ui::Form::default() }, &fields))
}

fn ending(cx: &Cx, it: &Transfer, (last, key): (&str, &str), typed: &Typed, sent: &Sent) -> Markup {
    let title = cx.t(key);
    let fields = html! { (reason(cx, sent, "reason", &typed.reason)) (ui::button::row(&ui::danger_button(&title))) };
    let action = format!("{}/{last}", path(it));
    card(&title, &ui::form(&ui::Form { action: &action, id: last, ..ui::Form::default() }, &fields))
}

pub(super) async fn confirm(
    Manage(it, by): Manage<Transfer>,
    cx: Cx,
    Checked(Nothing {}): Checked<Nothing>,
) -> http::Result<Response> {
    let done = store::transaction!(cx.store(), tx => { deed::confirm(tx, &by, it.person_id, it.id).await });
    match done {
        Ok(state) => {
            cx.app().worker().ring();
            let key = if state == TransferState::Done { "transfer-done-now" } else { "transfer-confirmed-now" };
            Ok(see_with(&path(&it), &Text::new(key).with("name", &it.person_name)))
        }
        Err(error) => again(&cx, &it, &by, Typed::default(), error),
    }
}

fn again(cx: &Cx, it: &Transfer, by: &audit::By, typed: Typed, error: Error) -> http::Result<Response> {
    let sent = Sent::of(error)?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(cx, it, by, &typed, &sent)?).into_response())
}

/// Why it ends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Why {
    reason: String,
}

pub(super) async fn decline(it: Manage<Transfer>, cx: Cx, Form(why): Form<Why>) -> http::Result<Response> {
    end(it, cx, &why, TransferState::Declined).await
}

pub(super) async fn withdraw(it: Manage<Transfer>, cx: Cx, Form(why): Form<Why>) -> http::Result<Response> {
    end(it, cx, &why, TransferState::Withdrawn).await
}

async fn end(Manage(it, by): Manage<Transfer>, cx: Cx, why: &Why, how: TransferState) -> http::Result<Response> {
    let done = async {
        let mut reading = Reading::default();
        let why = reading.reason("reason", &why.reason);
        let why = reading.done(Some(why))?;
        store::transaction!(cx.store(), tx => { deed::end_transfer(tx, &by, (it.person_id, it.id), how, &why).await })
    };
    match done.await {
        Ok(()) => Ok(see_with(&path(&it), &text!("transfer-ended-now"))),
        Err(error) => {
            let typed = Typed { reason: why.reason.clone(), ..Typed::default() };
            again(&cx, &it, &by, typed, error)
        }
    }
}
