//! One term of a duty, and taking it away.

use authz::Verb;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use http::{Checked, Cx, Look, Manage, View, see_with};
use kernel::{Date, Error, FieldFault, Refusal, Result, text};
use maud::{Markup, html};
use serde::Deserialize;
use ui::{Fact, Field, card, danger_button, error_summary, facts, form};

use super::giving::refused_notice;
use crate::gift;
use crate::giving::NOUN;
use crate::term::{HeldTerm, end};
use crate::{Sessions, store as rows};

/// On which day, or at once, and why.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::pages) struct Ending {
    until: String,
    reason: String,
}

impl Ending {
    fn read(&self, today: Date) -> Result<(Option<Date>, String)> {
        let until = match self.until.trim() {
            "" => Ok(None),
            typed => match typed.parse::<Date>() {
                Ok(day) if day < today => Err(text!("ending-past")),
                Ok(day) => Ok(Some(day)),
                Err(_) => Err(text!("gift-until-wrong")),
            },
        };
        let until = until.map_err(|text| FieldFault { field: "until", text });
        match (until, gift::reason(&self.reason)) {
            (Ok(until), Ok(reason)) => Ok((until, reason)),
            (until, reason) => Err(Error::Invalid(until.err().into_iter().chain(reason.err()).collect())),
        }
    }
}

pub(in crate::pages) async fn show(View(it, _): View<HeldTerm>, cx: Cx) -> http::Result<Markup> {
    Ok(page(&cx, &it, &Ending::default(), &[], None).await?)
}

pub(in crate::pages) async fn destroy(
    Manage(it, by): Manage<HeldTerm>,
    cx: Cx,
    Checked(typed): Checked<Ending>,
) -> http::Result<Response> {
    let actor = cx.signed_in()?;
    let done = match typed.read(cx.today()) {
        Ok((until, reason)) => {
            store::transaction!(cx.store(), tx => { end(tx, actor, by.now, &it, until, &reason).await })
        }
        Err(error) => Err(error),
    };
    match done {
        Ok(people) => {
            let sessions = cx.app().own::<Sessions>()?;
            people.into_iter().for_each(|person| sessions.forget_person(person));
            Ok(see_with(&format!("/people/{}/duties/{}", it.person_id, it.id), &text!("ending-done")))
        }
        Err(Error::Invalid(faults)) => {
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&cx, &it, &typed, &faults, None).await?).into_response())
        }
        Err(Error::Refused(refusal)) => {
            Ok((StatusCode::CONFLICT, page(&cx, &it, &typed, &[], Some(&refusal)).await?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(
    cx: &Cx,
    it: &HeldTerm,
    typed: &Ending,
    faults: &[FieldFault],
    refused: Option<&Refusal>,
) -> Result<Markup> {
    let person = registry::find_person(cx.store(), it.person_id).await?.ok_or(Error::NotFound)?;
    let stand_ins = rows::list_stand_ins(cx.store(), &[it.id], cx.today()).await?;
    let may = cx.may(Verb::Manage, NOUN, std::slice::from_ref(&it.place));
    let own = cx.signed_in()?.person == it.person_id;
    let title = cx.t(&format!("duty-{}", it.duty)).into_owned();
    let list = format!("/people/{}/duties", person.id);
    let keys = ["duty-who", "duty-where", "duty-when", "duty-principal", "duty-ended"].map(|key| cx.t(key));
    let [who, at, when, principal, ended] = &keys;
    let mut lines = vec![
        Fact::text(who, &person.name),
        Fact::text(at, &it.organisation_name),
        Fact::new(when, super::dates(cx, it.from_on, it.until_on)),
    ];
    if let Some(name) = &it.principal_name {
        lines.push(Fact::text(principal, name));
    }
    if let (Some(day), Some(name)) = (it.ended_at, &it.ended_by_name) {
        let said = cx.say(&text!("duty-ended-by", name = name, at = day.minute()));
        let reason = it.end_reason.as_deref().unwrap_or_default();
        lines.push(Fact::new(ended, html! { (said) @if !reason.is_empty() { p.hint { (reason) } } }));
    }
    let body = html! {
        (ui::breadcrumbs(&cx.t("duties"), &[ui::Crumb { text: &person.name, href: &list }]))
        (ui::card::head(&title, &html! { (person.name) " · " (it.organisation_name) }, &html! {}))
        @if let Some(refusal) = refused { (refused_notice(cx, refusal)) }
        (card(&cx.t("duty-term"), &facts(&lines)))
        @if may && !own && !it.is_over(cx.today()) {
            (card(&cx.t("ending"), &html! {
                p { (cx.t("ending-hint")) }
                @if !stand_ins.is_empty() { p { (cx.say(&text!("ending-stand-ins", count = stand_ins.len()))) } }
                (ending_form(cx, it, typed, faults))
            }))
        }
    };
    Ok(cx.page_with(&title, Look { reading: true, under: Some("/duties"), ..Look::default() }, &body))
}

fn ending_form(cx: &Cx, it: &HeldTerm, typed: &Ending, faults: &[FieldFault]) -> Markup {
    let said: Vec<(&str, String)> = faults.iter().map(|it| (it.field, cx.say(&it.text))).collect();
    let error = |field: &str| said.iter().find(|(name, _)| *name == field).map_or("", |(_, text)| text.as_str());
    let summary: Vec<(&str, &str)> = said.iter().map(|(field, text)| (*field, text.as_str())).collect();
    let words = ["ending-until", "ending-until-hint", "gift-reason", "gift-optional"].map(|key| cx.t(key));
    let [until, hint, reason, optional] = &words;
    let most = u32::try_from(gift::LONGEST).unwrap_or(u32::MAX);
    let fields = html! {
        @if !summary.is_empty() { (error_summary(&cx.say(&text!("http-error-summary", count = summary.len())), &summary)) }
        (ui::field::date(&Field { name: "until", label: until, hint, optional, value: &typed.until, error: error("until"), ..Field::default() }))
        (ui::field::textarea(&Field { name: "reason", label: reason, value: &typed.reason, error: error("reason"), required: true, maxlength: most, ..Field::default() }, 2))
        div.deeds { (danger_button(&cx.t("ending-go"))) }
    };
    let action = format!("/people/{}/duties/{}/end", it.person_id, it.id);
    form(&ui::Form { action: &action, ..ui::Form::default() }, &fields)
}
