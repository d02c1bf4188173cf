//! An organisation and its people.

use authz::{Noun as _, Verb};
use http::{Cx, Query, View};
use kernel::{PersonId, text};
use maud::{Markup, html};
use serde::Deserialize;
use ui::table::{Column, Table, table};
use ui::{Pager, card, pager};

use super::below::{Below, below};
use super::history::{deeds, history};
use crate::codes::{self, Table as Codes};
use crate::people_listing::PeopleExport;
use crate::{Organisation, OrganisationKind, Person, store as rows};

/// People on a page.
const PAGE: u32 = 50;

/// Where the lists go on: after this person (an id, because names do not belong into addresses), and after
/// the organisation with this code.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct After {
    after: String,
    below: String,
}

pub(super) async fn show(
    View(organisation, _): View<Organisation>,
    cx: Cx,
    Query(asked): Query<After>,
) -> http::Result<Markup> {
    let before = match asked.after.parse::<PersonId>() {
        Ok(id) => rows::find_person(cx.store(), id).await?.filter(|it| it.school_id == organisation.id),
        Err(_) => None,
    };
    let after = before.as_ref().map(|it| (it.name.as_str(), it.id));
    let people = rows::list_people_of_school(cx.store(), organisation.id, after, PAGE).await?;
    let at = Below {
        over: &organisation,
        after: &asked.below,
        one: &|id| format!("/organisations/{id}"),
        next: &|code| format!("/organisations/{}?below={code}", organisation.id),
    };
    let below = below(&cx, at).await?;
    let over = match organisation.parent_id {
        Some(id) => rows::find_organisation(cx.store(), id).await?,
        None => None,
    };
    let over = over.filter(|it| cx.may(Verb::View, Organisation::NAME, &it.places()));
    // An authority may have nobody of its own; what is asked for is what hangs under it.
    let own = !people.is_empty() || below.0.is_empty();
    let body = html! {
        @if let Some(over) = &over {
            (ui::breadcrumbs(&cx.t("below-title"), &[ui::Crumb { text: &over.name, href: &format!("/organisations/{}", over.id) }]))
        }
        (ui::card::head(&organisation.name, &line(&cx, &organisation), &export(&cx, &organisation)))
        (below)
        @if own { (people_card(&cx, &organisation, &people)) }
        (history(&cx, &organisation).await?)
        (deeds(&cx, &organisation).await?)
    };
    Ok(cx.page(&organisation.name, &body))
}

/// The way to take the people out of the house, for whoever may.
fn export(cx: &Cx, it: &Organisation) -> Markup {
    let may = cx.may(Verb::Manage, PeopleExport::NAME, &it.places());
    html! { @if may { (ui::quiet_link(&format!("/organisations/{}/people-export", it.id), &cx.t("people-export"))) } }
}

/// Kind, code, and whether it is closed.
fn line(cx: &Cx, it: &Organisation) -> Markup {
    html! {
        (cx.t(it.kind.key())) " · " (it.code)
        @if let Some(last) = it.closed_on { " " (ui::tag(ui::TagKind::Late, &cx.say(&text!("organisation-closed", on = last)))) }
    }
}

fn people_card(cx: &Cx, at: &Organisation, people: &[Person]) -> Markup {
    let heads = ["person-name", "person-number", "person-stage", "person-subject", "person-title"].map(|key| cx.t(key));
    let [name, number, stage, subject, title] = &heads;
    let columns =
        [Column::text(name), Column::text(number), Column::text(stage), Column::text(subject), Column::text(title)];
    // Who may see the organisation need not see the files of its people.
    let opens = cx.may(Verb::View, Person::NAME, &at.places());
    let cells = people.iter().map(|it| {
        vec![
            html! { @if opens { a href={ "/people/" (it.id) } { (it.name) } } @else { (it.name) } },
            html! { (it.identity_masked) },
            html! { (said(cx, codes::stage(), it.stage.as_deref())) },
            html! { (said(cx, codes::subject(), it.subject.as_deref())) },
            html! { (said(cx, codes::title(), it.title.as_deref())) },
        ]
        .into()
    });
    let next = kernel::last_of_full(people, PAGE).map(|last| format!("/organisations/{}?after={}", at.id, last.id));
    let (list, next_word) =
        (cx.t(if at.kind == OrganisationKind::School { "person-list" } else { "person-staff" }), cx.t("person-next"));
    card(
        &list,
        &html! {
            (table(&Table {
                caption: &list,
                caption_unseen: true,
                columns: &columns,
                rows: cells.collect(),
                empty: ui::state::empty(&cx.t("person-none"), &cx.t("person-none-hint"), &html! {}),
                ..Table::default()
            }))
            (pager(&Pager { label: &list, next: next.as_deref().map(|href| (next_word.as_ref(), href)), ..Pager::default() }))
        },
    )
}

/// The name of a code; the code itself when the table has lost it.
pub(super) fn said<'a>(cx: &Cx, table: &'static Codes, code: Option<&'a str>) -> &'a str {
    let Some(code) = code else { return "—" };
    table.by_code(code).map_or(code, |it| it.on_page(cx.locale().is_english()))
}
