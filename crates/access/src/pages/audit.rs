//! The record of deeds, for the auditor: what somebody did, what was done with somebody's own, what was done to a thing.

use std::collections::HashMap;

use audit::{By, Entry, Mark, Search, Stored, search};
use authz::Noun;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use http::{Across, Cx, Form, Query, View, see};
use kernel::{PersonId, Result, text};
use maud::{Markup, html};
use serde::Deserialize;
use ui::table::{Column, Table, table};
use ui::{Choice, Field, Pager, button, card, form, pager};
use uuid::Uuid;
use vault::Vault;

use super::record;

/// Entries on a page.
const PAGE: u32 = 50;

/// The record of deeds of the whole house.
#[derive(Clone, Debug)]
pub(crate) struct Trail;

impl Noun for Trail {
    const NAME: &'static str = "audit";
}

/// What stands in the address: ids alone.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    officer: String,
    about: String,
    record: String,
    before: String,
}

impl Asked {
    fn search(&self) -> Option<Search> {
        let officer = self.officer.parse().ok().map(Search::Officer);
        let about = || self.about.parse().ok().map(Search::About);
        let record = || (!self.record.is_empty()).then(|| Search::Record(self.record.clone()));
        officer.or_else(about).or_else(record)
    }
}

/// What is typed: a name that somebody signs in by, or an id or the address of a page.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    by: String,
    what: String,
}

pub(super) async fn index(areas: Across<View<Trail>>, cx: Cx, Query(asked): Query<Asked>) -> http::Result<Markup> {
    let found = match asked.search() {
        Some(what) => {
            let before = asked.before.parse().ok();
            let entries = search(cx.store(), &what, before, PAGE).await?;
            // Here, and not where it was typed: an address that was kept or made by hand is a search too.
            if before.is_none() {
                let by = By::holding(cx.signed_in()?, areas.here(), cx.now());
                store::transaction!(cx.store(), tx => { by.record(tx, sought(&what)).await })?;
            }
            list(&cx, &what, &entries).await?
        }
        None => html! {},
    };
    Ok(page(&cx, &areas, &Typed::default(), "", &found))
}

/// Looks up what was typed: names do not belong into addresses.
pub(super) async fn create(areas: Across<View<Trail>>, cx: Cx, Form(typed): Form<Typed>) -> http::Result<Response> {
    let Some(what) = resolve(&cx, &typed).await? else {
        let fault = cx.t("audit-not-found");
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&cx, &areas, &typed, &fault, &html! {})).into_response());
    };
    Ok(see(&address(&what)))
}

/// Where this is found.
fn address(what: &Search) -> String {
    match what {
        Search::Officer(person) => format!("/audit?officer={person}"),
        Search::About(person) => format!("/audit?about={person}"),
        Search::Record(id) => format!("/audit?record={id}"),
    }
}

/// The entry that says what was sought. A search about a person is found by that person.
fn sought(what: &Search) -> Entry<'static> {
    match what {
        Search::Officer(person) => Entry::new("audit.search", "audit", person),
        Search::About(person) => Entry::new("audit.search", "audit", person).about(*person),
        Search::Record(id) => Entry::new("audit.search", "audit", id),
    }
}

async fn resolve(cx: &Cx, typed: &Typed) -> Result<Option<Search>> {
    let id = id_in(&typed.what);
    if typed.by == "record" {
        return Ok(id.map(|id| Search::Record(id.to_string())));
    }
    let person = match id {
        Some(id) => Some(PersonId::from(id)),
        None => crate::sign_in::find_named(cx.store(), cx.app().own::<Vault>()?.as_ref(), &typed.what).await?,
    };
    Ok(person.map(|person| match typed.by.as_str() {
        "about" => Search::About(person),
        _ => Search::Officer(person),
    }))
}

/// The id that was typed, or that stands in the address of a page.
fn id_in(text: &str) -> Option<Uuid> {
    text.trim().split(['/', '?', '#']).find_map(|part| part.parse().ok())
}

fn page(cx: &Cx, areas: &http::Areas, typed: &Typed, fault: &str, found: &Markup) -> Markup {
    let words = ["audit-by", "audit-by-officer", "audit-by-person", "audit-by-record", "audit-what", "audit-what-hint"];
    let words = words.map(|key| cx.t(key));
    let [by, officer, person, record, what, hint] = &words;
    let choices = [("officer", officer), ("about", person), ("record", record)].map(|(value, label)| Choice {
        value,
        label,
        hint: "",
    });
    let value = if typed.by.is_empty() { "officer" } else { &typed.by };
    let fields = html! {
        (ui::field::radios(&Field { name: "by", label: by, value, ..Field::default() }, &choices))
        (ui::field::text(&Field { name: "what", label: what, hint, value: &typed.what, error: fault, required: true, ..Field::default() }))
        div.deeds { (button(&cx.t("audit-search"))) }
    };
    let title = cx.t("audit");
    let body = html! {
        (ui::card::head(&title, &html! { (areas.here().organisation_name) }, &html! {}))
        (cx.switch(areas))
        (card(&cx.t("audit-search-card"), &html! {
            p.hint { (cx.t("audit-hint")) }
            (form(&ui::Form { action: "/audit", ..ui::Form::default() }, &fields))
        }))
        (found)
    };
    cx.page(&title, &body)
}

async fn list(cx: &Cx, what: &Search, entries: &[Stored]) -> Result<Markup> {
    let people: Vec<PersonId> =
        entries.iter().flat_map(|it| [Some(it.person_id), it.about_person, it.principal_id]).flatten().collect();
    let names: HashMap<PersonId, String> =
        registry::list_people_by_id(cx.store(), &people).await?.into_iter().map(|it| (it.id, it.name)).collect();
    let heads =
        ["audit-when", "audit-who", "audit-deed", "audit-thing", "audit-change", "audit-why"].map(|key| cx.t(key));
    let [when, who, deed, thing, change, why] = &heads;
    let columns = [when, who, deed, thing, change, why].map(|head| Column::text(head));
    let places = record::places(cx, entries).await?;
    let cells = entries.iter().map(|it| row(cx, &names, &places, it).into());
    let next = kernel::last_of_full(entries, PAGE).map(|last| format!("{}&before={}", address(what), Mark::from(last)));
    let (title, next_word) = (cx.say(&text!("audit-found", what = said(cx, &names, what))), cx.t("audit-next"));
    Ok(card(
        &title,
        &html! {
            (table(&Table {
                caption: &title,
                caption_unseen: true,
                columns: &columns,
                rows: cells.collect(),
                empty: ui::state::empty(&cx.t("audit-none"), &cx.t("audit-none-hint"), &html! {}),
                ..Table::default()
            }))
            (pager(&Pager { label: &title, next: next.as_deref().map(|href| (next_word.as_ref(), href)), ..Pager::default() }))
        },
    ))
}

fn said(cx: &Cx, names: &HashMap<PersonId, String>, what: &Search) -> String {
    match what {
        Search::Officer(person) | Search::About(person) => name(cx, names, *person),
        Search::Record(id) => id.clone(),
    }
}

fn name(cx: &Cx, names: &HashMap<PersonId, String>, person: PersonId) -> String {
    if person == PersonId::house() {
        return cx.t("audit-house").into_owned();
    }
    names.get(&person).cloned().unwrap_or_else(|| person.to_string())
}

fn row(cx: &Cx, names: &HashMap<PersonId, String>, places: &record::Places, it: &Stored) -> Vec<Markup> {
    vec![
        html! { (it.at.minute()) },
        html! {
            (name(cx, names, it.person_id))
            @if !it.duty.is_empty() { p.hint { (cx.t(&format!("duty-{}", it.duty))) } }
            @if let Some(principal) = it.principal_id { p.hint { (cx.say(&text!("duty-for", name = name(cx, names, principal)))) } }
        },
        html! { (record::deed(cx, &it.deed)) },
        html! {
            (record::thing(cx, it))
            @if let Some(about) = it.about_person { p.hint { (cx.say(&text!("audit-about", name = name(cx, names, about)))) } }
        },
        html! {
            @if let Some(before) = &it.before { (record::said(cx, places, &it.noun, before)) }
            @if it.before.is_some() && it.after.is_some() { " → " }
            @if let Some(after) = &it.after { (record::said(cx, places, &it.noun, after)) }
        },
        html! { (it.why.as_deref().unwrap_or_default()) },
    ]
}

#[cfg(test)]
mod tests {
    use super::id_in;

    #[test]
    fn an_id_is_found_alone_and_in_the_address_of_a_page() {
        let id = "0197f3a0-0000-7000-8000-000000000001";
        for text in [
            id.to_owned(),
            format!(" {id} "),
            format!("https://x.test/classes/{id}/people?at=1"),
            format!("/hours/{id}"),
        ] {
            assert_eq!(id_in(&text).map(|it| it.to_string()).as_deref(), Some(id), "{text}");
        }
        assert_eq!(id_in("chengxing"), None);
    }
}
