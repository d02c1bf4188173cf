//! Finding people: one page for officers, who see nobody outside their areas.

use authz::Place;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use http::{Across, Cx, Form, Query, View, see};
use kernel::{Text, text};
use maud::{Markup, html};
use serde::Deserialize;
use ui::table::{Column, Table, table};
use ui::{Field, Pager, button, card, error_summary, form, pager};
use vault::Vault;

use super::organisation::said;
use crate::finding::{Finding, LONGEST, Page, Wanted, find};
use crate::{Organisation, OrganisationKind, Person, codes, store as rows};

/// People on a page.
const PAGE: u32 = 50;
/// Schools among which one is chosen; more are named more closely.
const SCHOOLS: u32 = 20;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// A sealed [`Finding`].
    r#for: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    who: String,
    school: String,
}

/// Takes what was typed out of the request's body and into the address, sealed: it names people.
pub(super) async fn create(areas: Across<View<Person>>, cx: Cx, Form(typed): Form<Typed>) -> http::Result<Response> {
    let finding = Finding { who: typed.who, school: typed.school, ..Finding::default() };
    let wanted = Wanted::read(&finding.who);
    let fault = match &wanted {
        Ok(Wanted::Nobody) if finding.school_name().is_none() => Some(text!("find-nothing")),
        Ok(_) if finding.school.chars().count() > LONGEST => Some(text!("find-too-long")),
        Ok(_) => None,
        Err(fault) => Some(fault.clone()),
    };
    if let Some(fault) = fault {
        let body = page(&cx, &areas, &finding, Some(&fault), &html! {});
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, body).into_response());
    }
    let sealed = finding.sealed(cx.app().own::<Vault>()?.as_ref(), cx.signed_in()?.person)?;
    Ok(see(&areas.href("/people", &[("for", &sealed)])).into_response())
}

pub(super) async fn index(areas: Across<View<Person>>, cx: Cx, Query(asked): Query<Asked>) -> http::Result<Markup> {
    let vault = cx.app().own::<Vault>()?;
    let officer = cx.signed_in()?.person;
    let Some(finding) = Finding::opened(&vault, officer, &asked.r#for) else {
        return Ok(page(&cx, &areas, &Finding::default(), None, &html! {}));
    };
    let Ok(wanted) = Wanted::read(&finding.who) else {
        return Ok(page(&cx, &areas, &finding, None, &html! {}));
    };
    let schools = schools(&cx, &finding, &areas.here().place).await?;
    let to = |finding: &Finding| -> kernel::Result<String> {
        Ok(areas.href("/people", &[("for", &finding.sealed(&vault, officer)?)]))
    };
    let place = match schools.as_deref() {
        None => Some(&areas.here().place),
        Some([school]) if wanted != Wanted::Nobody => Some(&school.place),
        Some(_) => None,
    };
    let result = match place {
        Some(place) => {
            let found = find(cx.store(), &vault, &wanted, place, finding.after.as_ref(), PAGE).await?;
            let next = match found.next.clone() {
                Some(after) => Some(to(&Finding { after: Some(after), ..finding.clone() })?),
                None => None,
            };
            people_card(&cx, &found, next.as_deref()).await?
        }
        None => schools_card(&cx, schools.as_deref().unwrap_or_default(), |school| match wanted {
            Wanted::Nobody => Ok(format!("/organisations/{}", school.id)),
            _ => to(&Finding { at: Some(school.id), school: school.name.clone(), ..finding.clone() }),
        })?,
    };
    Ok(page(&cx, &areas, &finding, None, &result))
}

/// The schools that were meant: the chosen one, the one with the code, those with the name; `None` where
/// none was asked for.
async fn schools(cx: &Cx, finding: &Finding, within: &Place) -> kernel::Result<Option<Vec<Organisation>>> {
    let Some(name) = finding.school_name() else { return Ok(None) };
    let schools = match finding.at {
        Some(id) => rows::find_organisation(cx.store(), id).await?.into_iter().collect(),
        None if name.bytes().all(|it| it.is_ascii_digit()) => {
            rows::find_by_code(cx.store(), OrganisationKind::School, &name).await?.into_iter().collect()
        }
        // Half a million names are not read through for one page.
        None if *within == Place::root() => Vec::new(),
        None => rows::list_schools_named(cx.store(), within, &name, SCHOOLS).await?,
    };
    Ok(Some(schools.into_iter().filter(|it| it.place.within(within)).collect()))
}

fn page(cx: &Cx, areas: &http::Areas, typed: &Finding, fault: Option<&Text>, result: &Markup) -> Markup {
    let title = cx.t("find-title");
    let said = fault.map(|it| cx.say(it)).unwrap_or_default();
    let words = ["find-who", "find-who-hint", "find-school", "find-school-hint", "find-optional"].map(|key| cx.t(key));
    let [who, who_hint, school, school_hint, optional] = &words;
    let most = u32::try_from(LONGEST).unwrap_or(u32::MAX);
    let fields = html! {
        (ui::field::search(&Field { name: "who", label: who, hint: who_hint, value: &typed.who, error: &said, autocomplete: "off", maxlength: most, ..Field::default() }))
        (ui::field::search(&Field { name: "school", label: school, hint: school_hint, optional, value: &typed.school, autocomplete: "off", maxlength: most, ..Field::default() }))
        div.deeds { (button(&cx.t("find-go"))) }
    };
    let action = areas.href("/people/finding", &[]);
    let body = html! {
        (ui::card::head(&title, &html! { (areas.here().organisation_name) }, &html! {}))
        (cx.switch(areas))
        @if fault.is_some() { (error_summary(&cx.t("http-invalid"), &[("who", &said)])) }
        (card(&cx.t("find-whom"), &form(&ui::Form { action: &action, ..ui::Form::default() }, &fields)))
        (result)
    };
    cx.page(&title, &body)
}

/// The people who were found, each with the school.
async fn people_card(cx: &Cx, found: &Page, next: Option<&str>) -> kernel::Result<Markup> {
    let ids: std::collections::BTreeSet<_> = found.people.iter().map(|it| it.school_id).collect();
    let schools = rows::list_organisations_by_id(cx.store(), &ids.into_iter().collect::<Vec<_>>()).await?;
    let school = |it: &Person| schools.iter().find(|at| at.id == it.school_id).map_or("—", |at| at.name.as_str());
    let heads =
        ["person-name", "person-school", "person-number", "person-mobile", "person-subject"].map(|key| cx.t(key));
    let [name, at, number, mobile, subject] = &heads;
    let columns =
        [Column::text(name), Column::text(at), Column::text(number), Column::text(mobile), Column::text(subject)];
    let cells = found.people.iter().map(|it| {
        vec![
            html! { a href={ "/people/" (it.id) } { (it.name) } @if let Some(on) = it.left_on { " " (ui::tag(ui::TagKind::Late, &cx.say(&text!("person-left-on", on = on)))) } },
            html! { (school(it)) },
            html! { (it.identity_masked) },
            html! { (it.mobile_masked.as_deref().unwrap_or("—")) },
            html! { (said(cx, codes::subject(), it.subject.as_deref())) },
        ]
        .into()
    });
    let (title, word) = (cx.t("find-found"), cx.t("find-next"));
    let unlisted = !rows::everybody_is_listed(cx.store()).await?;
    // What was found may all have left since: the list still goes on.
    let none = if next.is_some() { ("find-none-here", "find-none-here-hint") } else { ("find-none", "find-none-hint") };
    Ok(card(
        &title,
        &html! {
            @if unlisted { (ui::notice(&ui::Notice { tone: ui::Tone::Warn, title: &cx.t("find-unlisted"), text: &cx.t("find-unlisted-hint"), ..ui::Notice::default() })) }
            (table(&Table {
                caption: &title,
                caption_unseen: true,
                columns: &columns,
                rows: cells.collect(),
                empty: ui::state::empty(&cx.t(none.0), &cx.t(none.1), &html! {}),
                ..Table::default()
            }))
            (pager(&Pager { label: &title, next: next.map(|href| (word.as_ref(), href)), ..Pager::default() }))
        },
    ))
}

/// Schools to choose one from.
fn schools_card(
    cx: &Cx,
    schools: &[Organisation],
    to: impl Fn(&Organisation) -> kernel::Result<String>,
) -> kernel::Result<Markup> {
    let heads = ["below-name", "below-code"].map(|key| cx.t(key));
    let [name, code] = &heads;
    let columns = [Column::text(name), Column::text(code)];
    let mut cells = Vec::new();
    for it in schools {
        let href = to(it)?;
        cells.push(vec![html! { a href=(href) { (it.name) } }, html! { (it.code) }].into());
    }
    let more = schools.len() >= kernel::small(SCHOOLS.into());
    let title = cx.t("find-schools");
    Ok(card(
        &title,
        &html! {
            (table(&Table {
                caption: &title,
                caption_unseen: true,
                columns: &columns,
                rows: cells,
                empty: ui::state::empty(&cx.t("find-no-school"), &cx.t("find-no-school-hint"), &html! {}),
                ..Table::default()
            }))
            @if more { p.hint { (cx.t("find-schools-more")) } }
        },
    ))
}
