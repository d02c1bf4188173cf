//! Finding the one who is to be given a duty. What is looked for travels sealed: addresses name nobody.

use authz::Noun as _;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use http::{Across, Areas, Cx, Form, Manage, Query, see};
use kernel::{Result, Text, text};
use maud::{Markup, html};
use registry::{Finding, Found, Wanted, find_people};
use serde::Deserialize;
use ui::table::{Column, Table, table};
use ui::{Field, Pager, button, card, error_summary, form, pager};
use vault::Vault;

use super::Duties;

/// People on a page.
const PAGE: u32 = 20;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::pages) struct Asked {
    /// A sealed [`Finding`].
    r#for: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::pages) struct Typed {
    who: String,
}

/// Takes what was typed out of the request's body and into the address, sealed.
pub(in crate::pages) async fn create(
    areas: Across<Manage<Duties>>,
    cx: Cx,
    Form(typed): Form<Typed>,
) -> http::Result<Response> {
    let finding = Finding { who: typed.who, ..Finding::default() };
    let fault = match Wanted::read(&finding.who) {
        Ok(Wanted::Nobody) => Some(text!("gift-find-nothing")),
        Ok(_) => None,
        Err(fault) => Some(fault),
    };
    if let Some(fault) = fault {
        let page = page(&cx, &areas, &finding.who, Some(&fault), &html! {});
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let sealed = finding.sealed(cx.app().own::<Vault>()?.as_ref(), cx.signed_in()?.person)?;
    Ok(see(&areas.href("/duties/finding", &[("for", &sealed)])))
}

pub(in crate::pages) async fn index(
    areas: Across<Manage<Duties>>,
    cx: Cx,
    Query(asked): Query<Asked>,
) -> http::Result<Markup> {
    let (vault, officer) = (cx.app().own::<Vault>()?, cx.signed_in()?.person);
    let finding = Finding::opened(&vault, officer, &asked.r#for).unwrap_or_default();
    let wanted = Wanted::read(&finding.who).unwrap_or(Wanted::Nobody);
    if wanted == Wanted::Nobody {
        return Ok(page(&cx, &areas, "", None, &html! {}));
    }
    let found = find_people(cx.store(), &vault, &wanted, &areas.here().place, finding.after.as_ref(), PAGE).await?;
    let next = match found.next.clone() {
        Some(after) => {
            let sealed = Finding { after: Some(after), ..finding.clone() }.sealed(&vault, officer)?;
            Some(areas.href("/duties/finding", &[("for", &sealed)]))
        }
        None => None,
    };
    let result = people_card(&cx, &found, next.as_deref()).await?;
    Ok(page(&cx, &areas, &finding.who, None, &result))
}

fn page(cx: &Cx, areas: &Areas, who: &str, fault: Option<&Text>, result: &Markup) -> Markup {
    let (title, list) = (cx.t("gift-find"), cx.t("duties"));
    let said = fault.map(|it| cx.say(it)).unwrap_or_default();
    let (label, hint) = (cx.t("gift-find-who"), cx.t("gift-find-who-hint"));
    let fields = html! {
        (ui::field::search(&Field { name: "who", label: &label, hint: &hint, value: who, error: &said, autocomplete: "off", maxlength: 60, ..Field::default() }))
        div.deeds { (button(&cx.t("gift-find-go"))) }
    };
    let action = areas.href("/duties/finding", &[]);
    let body = html! {
        (ui::breadcrumbs(&list, &[ui::Crumb { text: &list, href: &areas.href("/duties", &[]) }]))
        (ui::card::head(&title, &html! { (areas.here().organisation_name) }, &html! {}))
        (cx.switch(areas))
        @if fault.is_some() { (error_summary(&cx.t("http-invalid"), &[("who", &said)])) }
        (card(&cx.t("gift-find-card"), &form(&ui::Form { action: &action, ..ui::Form::default() }, &fields)))
        (result)
    };
    cx.page_with(&title, http::Look { under: Some("/duties"), ..http::Look::default() }, &body)
}

async fn people_card(cx: &Cx, found: &Found, next: Option<&str>) -> Result<Markup> {
    let ids: std::collections::BTreeSet<_> = found.people.iter().map(|it| it.school_id).collect();
    let at = registry::list_organisations_by_id(cx.store(), &ids.into_iter().collect::<Vec<_>>()).await?;
    let heads = ["duty-who", "duty-where", "account-number", "account-deed"].map(|key| cx.t(key));
    let [name, organisation, number, deed] = &heads;
    let columns = [Column::text(name), Column::text(organisation), Column::text(number), Column::deed(deed)];
    let cells = found.people.iter().map(|it| {
        let own = at.iter().find(|one| one.id == it.school_id).map_or("—", |one| one.name.as_str());
        let href = format!("/people/{}/duties", it.id);
        vec![
            html! { (it.name) },
            html! { (own) },
            html! { (it.identity_masked) },
            ui::quiet_link(&href, &cx.t("gift-find-choose")),
        ]
        .into()
    });
    let (title, word) = (cx.t("gift-found"), cx.t("gift-found-next"));
    Ok(card(
        &title,
        &html! {
            (table(&Table {
                caption: &title,
                caption_unseen: true,
                columns: &columns,
                rows: cells.collect(),
                empty: ui::state::empty(&cx.t("gift-found-none"), &cx.t("gift-found-none-hint"), &html! {}),
                ..Table::default()
            }))
            (pager(&Pager { label: &title, next: next.map(|href| (word.as_ref(), href)), ..Pager::default() }))
        },
    ))
}

/// The way to this page, for whoever may give duties somewhere in `areas`.
pub(super) fn link(cx: &Cx, areas: &Areas) -> Markup {
    let may = cx.may(authz::Verb::Manage, Duties::NAME, std::slice::from_ref(&areas.here().place));
    html! { @if may { (ui::link_button(&areas.href("/duties/finding", &[]), &cx.t("gift-find"))) } }
}
