//! Giving somebody a duty: which, and then for which days and why, with all that it opens in sight.

use authz::{Appointment, Verb};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use http::{Checked, Cx, Look, Manage, Query, see_with};
use kernel::{Error, FieldFault, Refusal, Result, text};
use maud::{Markup, html};
use registry::Organisation;
use serde::Deserialize;
use ui::table::{Column, Table, table};
use ui::{Fact, Field, Tone, button, card, error_summary, facts, form};

use super::danger::danger;
use crate::candidate::Candidate;
use crate::gift::{self, Gift};
use crate::giving::{Done, NOUN, Wish, give};
use crate::kind::{DutyKind, Second};
use crate::{Sessions, store as rows};

/// What was chosen, and what was typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::pages) struct Typed {
    duty: String,
    at: String,
    from: String,
    until: String,
    document: String,
    reason: String,
}

impl Typed {
    /// What it asks for.
    fn wish(&self, cx: &Cx) -> Result<Wish> {
        let (days, reason) = (gift::days(&self.from, &self.until, cx.today()), gift::reason(&self.reason));
        let document = self.document.trim();
        let long = document.chars().count() > gift::LONGEST;
        let long = long.then(|| FieldFault { field: "document", text: text!("gift-too-long") });
        match (days, reason, long) {
            (Ok((from, until)), Ok(reason), None) => Ok(Wish {
                duty: self.duty.clone(),
                at: self.at.parse().map_err(|_| Error::NotFound)?,
                from,
                until,
                document: (!document.is_empty()).then(|| document.to_owned()),
                reason,
            }),
            (days, reason, long) => {
                Err(Error::Invalid(days.err().into_iter().flatten().chain(long).chain(reason.err()).collect()))
            }
        }
    }
}

pub(in crate::pages) async fn new(
    Manage(it, _): Manage<Candidate>,
    cx: Cx,
    Query(typed): Query<Typed>,
) -> http::Result<Markup> {
    let typed = Typed { from: if typed.from.is_empty() { cx.today().to_string() } else { typed.from }, ..typed };
    Ok(page(&cx, &it, &typed, &[], None).await?)
}

pub(in crate::pages) async fn create(
    Manage(it, by): Manage<Candidate>,
    cx: Cx,
    Checked(typed): Checked<Typed>,
) -> http::Result<Response> {
    let (actor, to) = (cx.signed_in()?, it.person.id);
    let done = match typed.wish(&cx) {
        Ok(wish) => store::transaction!(cx.store(), tx => { give(tx, actor, by.now, to, &wish).await }),
        Err(error) => Err(error),
    };
    let own = format!("/people/{to}/duties");
    let name = it.person.name.as_str();
    match done {
        Ok(Done::Given) => {
            cx.app().own::<Sessions>()?.forget_person(to);
            Ok(see_with(&own, &text!("gift-given", name = name)))
        }
        Ok(Done::Proposed(id)) => {
            Ok(see_with(&format!("/people/{to}/duty-proposals/{id}"), &text!("gift-proposed", name = name)))
        }
        Err(Error::Invalid(faults)) => {
            let page = page(&cx, &it, &typed, &faults, None).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        // What was typed stays: the days or the duty may be all that has to be changed.
        Err(Error::Refused(refusal)) => {
            let page = page(&cx, &it, &typed, &[], Some(&refusal)).await?;
            Ok((StatusCode::CONFLICT, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// A duty that the reader may give, and where.
type Choice<'a> = (&'a DutyKind, &'a Organisation);

fn choices<'a>(cx: &Cx, it: &'a Candidate, kinds: &'a [DutyKind]) -> Result<Vec<Choice<'a>>> {
    let (actor, from) = (cx.signed_in()?, cx.today());
    let own: Vec<&Appointment> = actor.duties_with(Verb::Manage, NOUN, from).collect();
    let all = kinds.iter().flat_map(|kind| it.around.iter().map(move |at| (kind, at)));
    let may = |(kind, at): &Choice<'a>| {
        let gift = Gift { kind, at, to: it.person.id, from, until: None };
        kind.seat == at.kind && gift.giver(actor.person, &own, kinds).is_ok()
    };
    Ok(all.filter(may).collect())
}

async fn page(
    cx: &Cx,
    it: &Candidate,
    typed: &Typed,
    faults: &[FieldFault],
    refused: Option<&Refusal>,
) -> Result<Markup> {
    let kinds = rows::list_kinds(cx.store()).await?;
    let choices = choices(cx, it, &kinds)?;
    let chosen = choices.iter().find(|(kind, at)| kind.code == typed.duty && at.id.to_string() == typed.at);
    let title = cx.say(&text!("gift", name = &it.person.name));
    let list = format!("/people/{}/duties", it.person.id);
    let inner = match chosen {
        Some((kind, at)) => {
            let danger = danger(cx, kind, at).await?;
            html! {
                @if let Some(refusal) = refused { (refused_notice(cx, refusal)) }
                (card(&cx.t("gift-card"), &html! {
                    (facts(&[Fact::text(&cx.t("duty-duty"), &cx.t(&kind.word())), Fact::text(&cx.t("duty-where"), &at.name)]))
                    (danger.first)
                    (days_form(cx, it, typed, kind, faults))
                }))
                (danger.rights)
            }
        }
        None => html! {
            @if let Some(refusal) = refused { (refused_notice(cx, refusal)) }
            (choices_card(cx, it, &choices))
        },
    };
    let body = html! {
        (ui::breadcrumbs(&cx.t("duties"), &[ui::Crumb { text: &it.person.name, href: &list }]))
        (ui::card::head(&title, &html! { (it.around.first().map_or("", |at| at.name.as_str())) }, &html! {}))
        (inner)
    };
    Ok(cx.page_with(&title, Look { reading: true, under: Some("/duties"), ..Look::default() }, &body))
}

/// Why it was refused, above the form that is still there.
pub(super) fn refused_notice(cx: &Cx, refusal: &Refusal) -> Markup {
    let (title, text) = (cx.say(&refusal.reason), refusal.remedy.as_ref().map(|it| cx.say(it)).unwrap_or_default());
    let clause = refusal.clause.as_deref().unwrap_or_default();
    ui::notice(&ui::Notice { tone: Tone::Refusal, title: &title, text: &text, clause, ..ui::Notice::default() })
}

fn choices_card(cx: &Cx, it: &Candidate, choices: &[Choice<'_>]) -> Markup {
    let heads = ["duty-duty", "duty-where", "gift-second", "account-deed"].map(|key| cx.t(key));
    let [duty, at, second, deed] = &heads;
    let columns = [Column::text(duty), Column::text(at), Column::text(second), Column::deed(deed)];
    let (yes, no) = (cx.t("gift-second-yes"), cx.t("gift-second-no"));
    let cells = choices.iter().map(|(kind, at)| {
        let href = format!("/people/{}/duties/new?duty={}&at={}", it.person.id, kind.code, at.id);
        vec![
            html! { (cx.t(&kind.word())) },
            html! { (at.name) },
            html! { @if kind.second == Second::Needless { (no) } @else { (yes) } },
            ui::quiet_link(&href, &cx.t("gift-choose")),
        ]
        .into()
    });
    let title = cx.t("gift-which");
    card(
        &title,
        &table(&Table {
            caption: &title,
            caption_unseen: true,
            columns: &columns,
            rows: cells.collect(),
            empty: ui::state::empty(&cx.t("gift-none"), &cx.t("gift-none-hint"), &html! {}),
            ..Table::default()
        }),
    )
}

fn days_form(cx: &Cx, it: &Candidate, typed: &Typed, kind: &DutyKind, faults: &[FieldFault]) -> Markup {
    let said: Vec<(&str, String)> = faults.iter().map(|it| (it.field, cx.say(&it.text))).collect();
    let error = |field: &str| said.iter().find(|(name, _)| *name == field).map_or("", |(_, text)| text.as_str());
    let summary: Vec<(&str, &str)> = said.iter().map(|(field, text)| (*field, text.as_str())).collect();
    let words = ["gift-from", "gift-until", "gift-until-hint", "gift-document", "gift-document-hint", "gift-reason"];
    let [from, until, until_hint, document, document_hint, reason] = &words.map(|key| cx.t(key));
    let optional = cx.t("gift-optional");
    let most = u32::try_from(gift::LONGEST).unwrap_or(u32::MAX);
    let go = if kind.second == Second::Needless { "gift-go" } else { "gift-propose" };
    let fields = html! {
        @if !summary.is_empty() { (error_summary(&cx.say(&text!("http-error-summary", count = summary.len())), &summary)) }
        (ui::field::hidden("duty", &typed.duty))
        (ui::field::hidden("at", &typed.at))
        (ui::field::date(&Field { name: "from", label: from, value: &typed.from, error: error("from"), required: true, ..Field::default() }))
        (ui::field::date(&Field { name: "until", label: until, hint: until_hint, optional: &optional, value: &typed.until, error: error("until"), ..Field::default() }))
        (ui::field::text(&Field { name: "document", label: document, hint: document_hint, optional: &optional, value: &typed.document, error: error("document"), maxlength: most, ..Field::default() }))
        (ui::field::textarea(&Field { name: "reason", label: reason, value: &typed.reason, error: error("reason"), required: true, maxlength: most, ..Field::default() }, 3))
        div.deeds { (button(&cx.t(go))) }
    };
    let action = format!("/people/{}/duties", it.person.id);
    form(&ui::Form { action: &action, ..ui::Form::default() }, &fields)
}
