//! Letting a colleague stand in for one's own duty: which duty, who, for which days; and taking it back.

use authz::Actor;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use http::{Checked, Cx, Form, Look, Query, SignedIn, see, see_with};
use kernel::{Error, FieldFault, PersonId, Refusal, Result, text};
use maud::{Markup, html};
use registry::{Finding, Person, Wanted};
use serde::Deserialize;
use ui::table::{Column, Table, table};
use ui::{Fact, Field, button, card, error_summary, facts, form};
use uuid::Uuid;
use vault::Vault;

use super::colleague::colleagues;
use super::giving::refused_notice;
use crate::delegation::{StandIn, delegate};
use crate::gift;
use crate::giving::Done;
use crate::term::{HeldTerm, take_back};
use crate::{Sessions, store as rows};

/// Which duty, whom, and what was typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::pages) struct Typed {
    term: String,
    to: String,
    /// A sealed [`Finding`].
    r#for: String,
    who: String,
    from: String,
    until: String,
    reason: String,
}

/// What is taken back.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::pages) struct Back {
    person: String,
    term: String,
}

/// What was wrong with what was sent.
#[derive(Default)]
struct Wrong<'a> {
    faults: &'a [FieldFault],
    refused: Option<&'a Refusal>,
}

pub(in crate::pages) async fn show(
    SignedIn(actor): SignedIn,
    cx: Cx,
    Query(typed): Query<Typed>,
) -> http::Result<Markup> {
    let from = if typed.from.is_empty() { cx.today().to_string() } else { typed.from.clone() };
    Ok(page(&cx, &actor, &Typed { from, ..typed }, Wrong::default()).await?)
}

/// Takes the name that was typed out of the request's body and into the address, sealed.
pub(in crate::pages) async fn find(
    SignedIn(actor): SignedIn,
    cx: Cx,
    Form(typed): Form<Typed>,
) -> http::Result<Response> {
    let fault = match Wanted::read(&typed.who) {
        Ok(Wanted::Nobody) => Some(text!("gift-find-nothing")),
        Ok(_) => None,
        Err(fault) => Some(fault),
    };
    if let Some(text) = fault {
        let wrong = Wrong { faults: &[FieldFault { field: "who", text }], refused: None };
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&cx, &actor, &typed, wrong).await?).into_response());
    }
    let finding = Finding { who: typed.who, ..Finding::default() };
    let sealed = finding.sealed(cx.app().own::<Vault>()?.as_ref(), actor.person)?;
    let term: Uuid = typed.term.parse().map_err(|_| Error::NotFound)?;
    Ok(see(&format!("/me/delegation?term={term}&for={sealed}")))
}

pub(in crate::pages) async fn create(
    SignedIn(actor): SignedIn,
    cx: Cx,
    Checked(typed): Checked<Typed>,
) -> http::Result<Response> {
    let done = match wish(&cx, &typed) {
        Ok(wish) => store::transaction!(cx.store(), tx => { delegate(tx, &actor, cx.now(), &wish).await })
            .map(|done| (done, wish.to)),
        Err(error) => Err(error),
    };
    match done {
        Ok((Done::Given, to)) => {
            cx.app().own::<Sessions>()?.forget_person(to);
            Ok(see_with("/me/delegation", &text!("delegation-given")))
        }
        Ok((Done::Proposed(_), _)) => Ok(see_with("/me/delegation", &text!("delegation-proposed"))),
        Err(Error::Invalid(faults)) => {
            let wrong = Wrong { faults: &faults, refused: None };
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&cx, &actor, &typed, wrong).await?).into_response())
        }
        Err(Error::Refused(refusal)) => {
            let wrong = Wrong { faults: &[], refused: Some(&refusal) };
            Ok((StatusCode::CONFLICT, page(&cx, &actor, &typed, wrong).await?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub(in crate::pages) async fn destroy(
    SignedIn(actor): SignedIn,
    cx: Cx,
    Checked(back): Checked<Back>,
) -> http::Result<Response> {
    let (person, term) = (back.person.parse(), back.term.parse());
    let (Ok(person), Ok(term)) = (person, term) else { return Err(Error::NotFound.into()) };
    let it = rows::find_term(cx.store(), person, term).await?.ok_or(Error::NotFound)?;
    let ended = store::transaction!(cx.store(), tx => { take_back(tx, &actor, cx.now(), &it).await })?;
    let sessions = cx.app().own::<Sessions>()?;
    ended.into_iter().for_each(|person| sessions.forget_person(person));
    Ok(see_with("/me/delegation", &text!("delegation-taken-back")))
}

fn wish(cx: &Cx, typed: &Typed) -> Result<StandIn> {
    let (Ok(term), Ok(to)) = (typed.term.parse(), typed.to.parse()) else { return Err(Error::NotFound) };
    let open = typed.until.trim().is_empty();
    let open = open.then(|| FieldFault { field: "until", text: text!("delegation-until-missing") });
    match (gift::days(&typed.from, &typed.until, cx.today()), gift::reason(&typed.reason), open) {
        (Ok((from, Some(until))), Ok(reason), None) => Ok(StandIn { term, to, from, until, reason }),
        (days, reason, open) => {
            Err(Error::Invalid(days.err().into_iter().flatten().chain(open).chain(reason.err()).collect()))
        }
    }
}

async fn page(cx: &Cx, actor: &Actor, typed: &Typed, wrong: Wrong<'_>) -> Result<Markup> {
    let term = match typed.term.parse::<Uuid>() {
        Ok(id) => Some(rows::find_term(cx.store(), actor.person, id).await?.ok_or(Error::NotFound)?),
        Err(_) => None,
    };
    let to = match typed.to.parse::<PersonId>() {
        Ok(id) => registry::find_person(cx.store(), id).await?,
        Err(_) => None,
    };
    let title = cx.t("delegation");
    let inner = match (&term, &to) {
        (Some(term), Some(to)) if to.place.within(&term.place) => days_card(cx, term, to, typed, wrong.faults),
        (Some(term), _) => colleagues(cx, actor, term, (&typed.who, &typed.r#for), wrong.faults).await?,
        (None, _) => overview(cx, actor).await?,
    };
    let crumb = if term.is_some() { (title.as_ref(), "/me/delegation") } else { ("", "/me") };
    let me = cx.t("me");
    let crumb = if term.is_some() { crumb } else { (me.as_ref(), crumb.1) };
    let body = html! {
        (ui::breadcrumbs(&title, &[ui::Crumb { text: crumb.0, href: crumb.1 }]))
        (ui::card::head(&title, &html! { (cx.t("delegation-line")) }, &html! {}))
        @if let Some(refusal) = wrong.refused { (refused_notice(cx, refusal)) }
        (inner)
    };
    Ok(cx.page_with(&title, Look { reading: true, under: Some("/me"), ..Look::default() }, &body))
}

/// The duties that one may delegate, and what others hold for them.
async fn overview(cx: &Cx, actor: &Actor) -> Result<Markup> {
    let own: Vec<_> =
        actor.appointments.iter().filter(|it| it.principal.is_none() && it.holds_on(cx.today())).collect();
    let ids: Vec<Uuid> = own.iter().map(|it| it.id).collect();
    let held = rows::list_stand_ins(cx.store(), &ids, cx.today()).await?;
    let names: Vec<_> = held.iter().map(|it| it.person_id).collect();
    let names = registry::list_people_by_id(cx.store(), &names).await?;
    let heads = ["duty-duty", "duty-where", "duty-when", "account-deed"].map(|key| cx.t(key));
    let [duty, at, when, deed] = &heads;
    let columns = [Column::text(duty), Column::text(at), Column::text(when), Column::deed(deed)];
    let cells = own.iter().map(|it| {
        let href = format!("/me/delegation?term={}", it.id);
        vec![
            html! { (cx.t(&format!("duty-{}", it.duty))) },
            html! { (it.organisation_name) },
            super::dates(cx, it.from, it.until),
            ui::quiet_link(&href, &cx.t("delegation-choose")),
        ]
        .into()
    });
    let title = cx.t("me-duties");
    let own = table(&Table {
        caption: &title,
        caption_unseen: true,
        columns: &columns,
        rows: cells.collect(),
        empty: ui::state::empty(&cx.t("me-no-duty"), &cx.t("delegation-none-hint"), &html! {}),
        ..Table::default()
    });
    Ok(html! {
        (card(&title, &own))
        @if !held.is_empty() { (held_card(cx, &held, &names)) }
    })
}

fn held_card(cx: &Cx, held: &[HeldTerm], names: &[Person]) -> Markup {
    let heads = ["duty-who", "duty-duty", "duty-when", "account-deed"].map(|key| cx.t(key));
    let [who, duty, when, deed] = &heads;
    let columns = [Column::text(who), Column::text(duty), Column::text(when), Column::deed(deed)];
    let cells = held.iter().map(|it| {
        let name = names.iter().find(|one| one.id == it.person_id).map_or("—", |one| one.name.as_str());
        vec![
            html! { (name) },
            html! { (cx.t(&format!("duty-{}", it.duty))) },
            super::dates(cx, it.from_on, it.until_on),
            html! {
                form method="post" action="/me/delegation/end" {
                    (ui::field::hidden("person", &it.person_id.to_string()))
                    (ui::field::hidden("term", &it.id.to_string()))
                    (ui::quiet_button(&cx.t("delegation-take-back"), "", ""))
                }
            },
        ]
        .into()
    });
    let title = cx.t("delegation-held");
    card(
        &title,
        &table(&Table {
            caption: &title,
            caption_unseen: true,
            columns: &columns,
            rows: cells.collect(),
            ..Table::default()
        }),
    )
}

fn days_card(cx: &Cx, term: &HeldTerm, to: &Person, typed: &Typed, faults: &[FieldFault]) -> Markup {
    let said: Vec<(&str, String)> = faults.iter().map(|it| (it.field, cx.say(&it.text))).collect();
    let error = |field: &str| said.iter().find(|(name, _)| *name == field).map_or("", |(_, text)| text.as_str());
    let summary: Vec<(&str, &str)> = said.iter().map(|(field, text)| (*field, text.as_str())).collect();
    let words = ["gift-from", "gift-until", "gift-reason", "delegation-go"].map(|key| cx.t(key));
    let [from, until, reason, go] = &words;
    let heads = ["duty-who", "duty-duty", "duty-where", "delegation-own-days"].map(|key| cx.t(key));
    let [who, duty, at, when] = &heads;
    let most = u32::try_from(gift::LONGEST).unwrap_or(u32::MAX);
    let fields = html! {
        @if !summary.is_empty() { (error_summary(&cx.say(&text!("http-error-summary", count = summary.len())), &summary)) }
        (ui::field::hidden("term", &term.id.to_string()))
        (ui::field::hidden("to", &to.id.to_string()))
        (ui::field::date(&Field { name: "from", label: from, value: &typed.from, error: error("from"), required: true, ..Field::default() }))
        (ui::field::date(&Field { name: "until", label: until, value: &typed.until, error: error("until"), required: true, ..Field::default() }))
        (ui::field::textarea(&Field { name: "reason", label: reason, value: &typed.reason, error: error("reason"), required: true, maxlength: most, ..Field::default() }, 2))
        div.deeds { (button(go)) }
    };
    card(
        &cx.t("delegation-days"),
        &html! {
            (facts(&[
                Fact::text(who, &to.name),
                Fact::text(duty, &cx.t(&format!("duty-{}", term.duty))),
                Fact::text(at, &term.organisation_name),
                Fact::new(when, super::dates(cx, term.from_on, term.until_on)),
            ]))
            p.hint { (cx.t("delegation-hint")) }
            (form(&ui::Form { action: "/me/delegation", ..ui::Form::default() }, &fields))
        },
    )
}
