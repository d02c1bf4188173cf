//! An organisation and its people; a person's file.

use http::{Cx, Query, View};
use kernel::{PersonId, text};
use maud::{Markup, html};
use serde::Deserialize;
use ui::table::{Column, Table, table};
use ui::{Fact, Pager, card, facts, pager};

use crate::codes::{self, Table as Codes};
use crate::{Organisation, OrganisationKind, Person, store as rows};

/// People on a page.
const PAGE: u32 = 50;

/// Where a list of people goes on: after this person; an id, because names do not belong into addresses.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct After {
    after: String,
}

pub(super) async fn show(
    View(organisation, _): View<Organisation>,
    cx: Cx,
    Query(after): Query<After>,
) -> http::Result<Markup> {
    let before = match after.after.parse::<PersonId>() {
        Ok(id) => rows::find_person(cx.store(), id).await?.filter(|it| it.place.within(&organisation.place)),
        Err(_) => None,
    };
    let people =
        rows::list_people(cx.store(), &organisation.place, before.as_ref().map(|it| (it.name.as_str(), it.id)), PAGE)
            .await?;
    // Above the county there are too many schools to read them all for one page.
    let schools = if organisation.kind == OrganisationKind::County {
        rows::list_schools_within(cx.store(), &organisation.place).await?
    } else {
        Vec::new()
    };
    let next = people
        .last()
        .filter(|_| people.len() >= kernel::small(PAGE.into()))
        .map(|last| format!("/organisations/{}?after={}", organisation.id, last.id));
    let heads = ["person-name", "person-number", "person-stage", "person-subject", "person-title"].map(|key| cx.t(key));
    let [name, number, stage, subject, title] = &heads;
    let school = cx.t("person-school");
    let mut columns =
        vec![Column::text(name), Column::text(number), Column::text(stage), Column::text(subject), Column::text(title)];
    if !schools.is_empty() {
        columns.insert(1, Column::text(&school));
    }
    let cells = people.iter().map(|it| {
        let mut cells = vec![
            html! { a href={ "/people/" (it.id) } { (it.name) } },
            html! { (it.identity_masked) },
            html! { (said(codes::stage(), it.stage.as_deref())) },
            html! { (said(codes::subject(), it.subject.as_deref())) },
            html! { (said(codes::title(), it.title.as_deref())) },
        ];
        if !schools.is_empty() {
            let school =
                schools.iter().find(|school| school.id == it.school_id).map_or("—", |school| school.name.as_str());
            cells.insert(1, html! { (school) });
        }
        cells.into()
    });
    let next_word = cx.t("person-next");
    let body = html! {
        (ui::card::head(&organisation.name, &html! { (cx.t(organisation.kind.key())) " · " (organisation.code) }, &html! {}))
        (card(&cx.t("person-list"), &html! {
            (table(&Table {
                caption: &cx.t("person-list"),
                caption_unseen: true,
                columns: &columns,
                rows: cells.collect(),
                empty: ui::state::empty(&cx.t("person-none"), &cx.t("person-none-hint"), &html! {}),
                ..Table::default()
            }))
            (pager(&Pager { label: &cx.t("person-list"), next: next.as_deref().map(|href| (next_word.as_ref(), href)), ..Pager::default() }))
        }))
    };
    Ok(cx.page(&organisation.name, &body))
}

/// The official name of a code; the code itself when the table has lost it.
fn said<'a>(table: &'static Codes, code: Option<&'a str>) -> &'a str {
    let Some(code) = code else { return "—" };
    table.by_code(code).map_or(code, |it| it.name.as_str())
}

pub(super) async fn person(View(person, _): View<Person>, cx: Cx) -> http::Result<Markup> {
    let school = rows::find_organisation(cx.store(), person.school_id).await?;
    let keys = [
        "person-sex",
        "person-born",
        "person-ethnicity",
        "person-number",
        "person-mobile",
        "person-school",
        "person-stage",
        "person-subject",
        "person-title",
        "person-psc",
        "person-language",
    ]
    .map(|key| cx.t(key));
    let [sex, born, ethnicity, number, mobile, at, stage, subject, title, psc, language] = &keys;
    let lines = [
        Fact::text(sex, said(codes::gender(), Some(&person.sex))),
        Fact::text(born, &person.born_on.to_string()),
        Fact::text(ethnicity, said(codes::ethnicity(), Some(&person.ethnicity))),
        Fact::text(number, &person.identity_masked),
        Fact::text(mobile, person.mobile_masked.as_deref().unwrap_or("—")),
        Fact::text(at, school.as_ref().map_or("—", |it| it.name.as_str())),
        Fact::text(stage, said(codes::stage(), person.stage.as_deref())),
        Fact::text(subject, said(codes::subject(), person.subject.as_deref())),
        Fact::text(title, said(codes::title(), person.title.as_deref())),
        Fact::text(psc, said(codes::psc_level(), person.psc_level.as_deref())),
        Fact::text(language, said(codes::language(), person.language.as_deref())),
    ];
    let heading = cx.say(&text!("person-file", name = &person.name));
    let body = html! {
        @if let Some(school) = &school { (ui::breadcrumbs(&cx.t("person-list"), &[ui::Crumb { text: &school.name, href: &format!("/organisations/{}", school.id) }])) }
        (ui::card::head(&person.name, &html! { @if let Some(school) = &school { (school.name) } }, &html! {}))
        (card(&cx.t("person-facts"), &facts(&lines)))
        p.hint { (cx.t("person-masked")) }
    };
    Ok(cx.page(&heading, &body))
}
