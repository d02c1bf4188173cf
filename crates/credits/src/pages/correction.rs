//! Corrections: the request with its reason, the queue, the second person's decision.

use audit::By;
use authz::{Noun, Verb};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use http::{Across, Approve, Checked, Cx, Manage, Sent, View, see_with};
use kernel::{Error, text};
use maud::{Markup, html};
use serde::Deserialize;
use ui::field::Field;
use ui::table::{Column, Row, Table, table};
use ui::{Fact, card, facts};

use super::words;
use crate::correction::{Correction, CorrectionKind, CorrectionState};
use crate::deed;
use crate::hours::HourEntry;
use crate::{Certificate, store as tables};

/// Rows of the queue.
const PAGE: u32 = 100;

/// Why it is asked for.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    reason: String,
}

/// What the second person says.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Decided {
    #[serde(default)]
    decision: String,
    #[serde(default)]
    opinion: String,
}

pub async fn new_reversal(Manage(entry, _): Manage<HourEntry>, cx: Cx) -> http::Result<Markup> {
    Ok(ask_page(&cx, &entry, CorrectionKind::Reversal, &Asked::default(), &Sent::default()))
}

pub async fn create_reversal(
    Manage(entry, by): Manage<HourEntry>,
    cx: Cx,
    Checked(asked): Checked<Asked>,
) -> http::Result<Response> {
    create(&cx, &entry, CorrectionKind::Reversal, &asked, &by).await
}

pub async fn new_revocation(Manage(certificate, _): Manage<Certificate>, cx: Cx) -> http::Result<Markup> {
    let entry = entry_of(&cx, &certificate).await?;
    Ok(ask_page(&cx, &entry, CorrectionKind::Revocation, &Asked::default(), &Sent::default()))
}

pub async fn create_revocation(
    Manage(certificate, by): Manage<Certificate>,
    cx: Cx,
    Checked(asked): Checked<Asked>,
) -> http::Result<Response> {
    let entry = entry_of(&cx, &certificate).await?;
    create(&cx, &entry, CorrectionKind::Revocation, &asked, &by).await
}

async fn entry_of(cx: &Cx, certificate: &Certificate) -> kernel::Result<HourEntry> {
    tables::find_entry(cx.store(), certificate.person_id, certificate.entry_id).await?.ok_or(Error::NotFound)
}

async fn create(cx: &Cx, entry: &HourEntry, kind: CorrectionKind, asked: &Asked, by: &By) -> http::Result<Response> {
    match store::transaction!(cx.store(), tx => { deed::ask(tx, by, entry, kind, &asked.reason).await }) {
        Ok(_) => Ok(see_with(&cx.list_of("/corrections", by), &text!("correction-asked-now"))),
        Err(error) => {
            let sent = Sent::of(error)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, ask_page(cx, entry, kind, asked, &sent)).into_response())
        }
    }
}

fn ask_page(cx: &Cx, entry: &HourEntry, kind: CorrectionKind, asked: &Asked, sent: &Sent) -> Markup {
    let title = cx.t(kind.key());
    let keys = ["correction-reason", "correction-reason-hint", "correction-send", "hours-class", "hours-unit"]
        .map(|key| cx.t(key));
    let [label, hint, send, class, hours] = &keys;
    let what = cx.t(match kind {
        CorrectionKind::Reversal => "correction-reversal-means",
        CorrectionKind::Revocation => "correction-revocation-means",
    });
    let error = sent.error(cx, "reason");
    let fields = html! {
        (ui::field::textarea(&Field { name: "reason", label, hint, value: &asked.reason, error: &error, required: true, maxlength: 500, ..Field::default() }, 4))
        (ui::button::row(&ui::danger_button(send)))
    };
    let action = format!("/people/{}/hours/{}/{}", entry.person_id, entry.id, kind.as_str());
    let body = html! {
        (ui::card::head(&title, &html! { (entry.class_name) }, &html! {}))
        (sent.summary(cx))
        (card(&title, &html! {
            p { (what) }
            (facts(&[Fact::text(class, &entry.class_name), Fact::text(hours, &words::hours(cx, entry.hours_x100))]))
            (cx.keeping(&ui::Form { action: &action, ..ui::Form::default() }, &fields))
        }))
    };
    cx.page_with(&title, http::Look { reading: true, ..http::Look::default() }, &body)
}

pub async fn index(areas: Across<View<Correction>>, cx: Cx) -> http::Result<Markup> {
    let here = areas.here();
    let mut open = tables::list_corrections(cx.store(), &here.place, CorrectionState::Waiting, PAGE).await?;
    let mut done = tables::list_corrections(cx.store(), &here.place, CorrectionState::Granted, PAGE).await?;
    done.extend(tables::list_corrections(cx.store(), &here.place, CorrectionState::Declined, PAGE).await?);
    // A revocation is the province's: a county sees the people, not the request.
    let seen = |it: &Correction| cx.may(Verb::View, Correction::NAME, &it.places());
    open.retain(seen);
    done.retain(seen);
    let title = cx.t("correction-title");
    let body = html! {
        (ui::card::head(&title, &html! { (here.organisation_name) }, &html! {}))
        (cx.switch(&areas))
        (queue(&cx, "correction-queue", &open))
        @if !done.is_empty() { (queue(&cx, "correction-done", &done)) }
    };
    Ok(cx.page(&title, &body))
}

fn queue(cx: &Cx, key: &str, list: &[Correction]) -> Markup {
    let heads = [
        "completion-name",
        "correction-kind",
        "hours-class",
        "correction-reason",
        "correction-asked",
        "recognition-state",
        "recognition-deed",
    ]
    .map(|key| cx.t(key));
    let [name, kind, class, reason, asked, state, deed] = &heads;
    let columns = [
        Column::text(name),
        Column::text(kind),
        Column::text(class),
        Column::text(reason),
        Column::text(asked),
        Column::text(state),
        Column::deed(deed),
    ];
    let rows = list.iter().map(|it| {
        let href = format!("/people/{}/corrections/{}", it.person_id, it.id);
        let mine = cx.actor().is_some_and(|actor| it.may_decide(actor.person).is_ok())
            && cx.may(Verb::Approve, Correction::NAME, &it.places());
        let verb = cx.t(if mine { "recognition-decide" } else { "completion-look" });
        Row::from(vec![
            html! { (it.person_name) },
            html! { (cx.t(it.kind.key())) },
            html! { (it.class_name) },
            html! { (it.reason) },
            html! { (it.asked_name) " · " (it.asked_at) },
            html! { (cx.t(it.state.key())) },
            html! { a href=(href) { (verb) span.sr { " " (it.person_name) } } },
        ])
    });
    let title = cx.t(key);
    card(
        &title,
        &table(&Table {
            caption: &title,
            caption_unseen: true,
            columns: &columns,
            rows: rows.collect(),
            empty: ui::state::empty(&cx.t("correction-none"), &cx.t("correction-none-hint"), &html! {}),
            ..Table::default()
        }),
    )
}

pub async fn show(View(it, _): View<Correction>, cx: Cx) -> http::Result<Markup> {
    Ok(page(&cx, &it, &Decided::default(), &Sent::default()))
}

pub async fn decide(
    Approve(it, by): Approve<Correction>,
    cx: Cx,
    Checked(typed): Checked<Decided>,
) -> http::Result<Response> {
    let granted = match typed.decision.as_str() {
        "grant" => Ok(true),
        "decline" => Ok(false),
        _ => Err(Error::field("decision", text!("correction-decision-needed"))),
    };
    let done = match granted {
        Ok(granted) => {
            store::transaction!(cx.store(), tx => { deed::decide(tx, &by, &it, granted, &typed.opinion).await })
        }
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => {
            cx.app().worker().ring();
            Ok(see_with(&cx.list_of("/corrections", &by), &text!("correction-decided-now")))
        }
        Err(error) => {
            let sent = Sent::of(error)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&cx, &it, &typed, &sent)).into_response())
        }
    }
}

fn page(cx: &Cx, it: &Correction, typed: &Decided, sent: &Sent) -> Markup {
    let title = cx.t(it.kind.key());
    let keys = [
        "completion-name",
        "hours-class",
        "hours-unit",
        "correction-reason",
        "correction-asked",
        "recognition-state",
        "correction-opinion",
    ]
    .map(|key| cx.t(key));
    let [name, class, hours, reason, asked, state, opinion] = &keys;
    let mut known = vec![
        Fact::new(name, html! { a href={ "/people/" (it.person_id) "/hours/" (it.entry_id) } { (it.person_name) } }),
        Fact::text(class, &it.class_name),
        Fact::text(hours, &words::hours(cx, it.hours_x100)),
        Fact::text(reason, &it.reason),
        Fact::text(asked, &format!("{} · {}", it.asked_name, it.asked_at)),
        Fact::text(state, &cx.t(it.state.key())),
    ];
    if !it.decided_name.is_empty() {
        known.push(Fact::text(opinion, &format!("{} {}", it.decided_name, it.opinion)));
    }
    let refusal = cx.actor().and_then(|actor| it.may_decide(actor.person).err());
    let waits = it.state == CorrectionState::Waiting && cx.may(Verb::Approve, Correction::NAME, &it.places());
    let back = cx.t("correction-title");
    let body = html! {
        (ui::breadcrumbs(&cx.t("credits-crumbs"), &[ui::Crumb { text: &back, href: "/corrections" }]))
        (ui::card::head(&title, &html! { (it.person_name) " · " (it.class_name) }, &html! {}))
        (sent.summary(cx))
        (card(&title, &facts(&known)))
        @if waits {
            @match refusal {
                Some(refusal) => (http::refused(cx, &refusal)),
                None => (decision(cx, it, typed, sent)),
            }
        }
    };
    cx.page_with(&title, http::Look { reading: true, ..http::Look::default() }, &body)
}

fn decision(cx: &Cx, it: &Correction, typed: &Decided, sent: &Sent) -> Markup {
    let keys = [
        "correction-opinion",
        "correction-opinion-hint",
        "correction-decision",
        "correction-grant",
        "correction-decline",
        "correction-decide",
    ]
    .map(|key| cx.t(key));
    let [label, hint, legend, grant, decline, decide] = &keys;
    let errors = ["opinion", "decision"].map(|field| sent.error(cx, field));
    let [opinion_error, decision_error] = &errors;
    let choices = [
        ui::Choice { value: "grant", label: grant, hint: "" },
        ui::Choice { value: "decline", label: decline, hint: "" },
    ];
    let fields = html! {
        (ui::field::radios(&Field { name: "decision", label: legend, value: &typed.decision, error: decision_error, required: true, ..Field::default() }, &choices))
        (ui::field::textarea(&Field { name: "opinion", label, hint, value: &typed.opinion, error: opinion_error, maxlength: 500, ..Field::default() }, 3))
        (ui::button::row(&ui::button(decide)))
    };
    let action = format!("/people/{}/corrections/{}", it.person_id, it.id);
    card(decide, &cx.keeping(&ui::Form { action: &action, ..ui::Form::default() }, &fields))
}
