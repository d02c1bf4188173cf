//! What hung under an organisation on a day (某日的机构树).

use std::collections::HashMap;

use authz::{Noun as _, Verb};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use http::{Cx, Query, View};
use kernel::{Date, OrganisationId, text};
use maud::{Markup, html};
use serde::Deserialize;
use ui::filter_bar;
use ui::table::{Column, Row, Table, table};
use ui::{Fact, Field, Pager, card, facts, pager};

use crate::period::Period;
use crate::{Organisation, store as rows};

/// Organisations on a page.
const PAGE: u32 = 100;

/// Which day, and where the list goes on.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    on: String,
    after: String,
}

pub(super) async fn show(
    View(organisation, _): View<Organisation>,
    cx: Cx,
    Query(asked): Query<Asked>,
) -> http::Result<Response> {
    let typed = asked.on.trim();
    let day = if typed.is_empty() { Some(cx.today()) } else { typed.parse::<Date>().ok() };
    let Some(day) = day else {
        let wrong = cx.t("tree-day-wrong");
        let body = page(&cx, &organisation, typed, &wrong, &html! {});
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, body).into_response());
    };
    let periods = rows::list_periods(cx.store(), organisation.id).await?;
    let then = periods.iter().find(|it| it.holds_on(day));
    let result = match then {
        Some(then) => stood(&cx, then, day, &asked.after).await?,
        None => ui::state::empty(&cx.t("tree-not-there"), &cx.t("tree-not-there-hint"), &html! {}),
    };
    Ok(page(&cx, &organisation, &day.to_string(), "", &result).into_response())
}

fn page(cx: &Cx, of: &Organisation, on: &str, wrong: &str, result: &Markup) -> Markup {
    let title = cx.say(&text!("tree-of", name = &of.name));
    let words = ["tree-on", "tree-go", "below-title"].map(|key| cx.t(key));
    let [label, go, back] = &words;
    let address = format!("/organisations/{}", of.id);
    let field =
        ui::field::date(&Field { name: "on", label, value: on, error: wrong, required: true, ..Field::default() });
    let body = html! {
        (ui::breadcrumbs(back, &[ui::Crumb { text: &of.name, href: &address }]))
        (ui::card::head(&cx.t("tree-title"), &html! { (of.name) }, &html! {}))
        (filter_bar(label, &format!("{address}/tree"), "", &field, go))
        (result)
    };
    cx.page(&title, &body)
}

/// What `then` was on the day, and what hung under it.
async fn stood(cx: &Cx, then: &Period, day: Date, after: &str) -> kernel::Result<Markup> {
    let children = rows::list_children_on(cx.store(), then.organisation_id, day, after, PAGE).await?;
    let ids: Vec<OrganisationId> = children.iter().map(|it| it.organisation_id).chain(then.parent_id).collect();
    let now = rows::list_organisations_by_id(cx.store(), &ids).await?;
    let now: HashMap<OrganisationId, Organisation> = now.into_iter().map(|it| (it.id, it)).collect();
    let over = then.parent_id.and_then(|id| now.get(&id)).map_or("—", |it| it.name.as_str());
    let words = ["tree-name", "below-code", "tree-over"].map(|key| cx.t(key));
    let [name, code, under] = &words;
    let was = facts(&[Fact::text(name, &then.name), Fact::text(code, &then.code), Fact::text(under, over)]);
    Ok(html! {
        (card(&cx.say(&text!("tree-was", on = day)), &was))
        (card(&cx.t("below-title"), &list(cx, &children, &now, then.organisation_id, day)))
    })
}

fn list(
    cx: &Cx,
    children: &[Period],
    now: &HashMap<OrganisationId, Organisation>,
    over: OrganisationId,
    day: Date,
) -> Markup {
    let heads = ["below-name", "below-kind", "below-code", "tree-now"].map(|key| cx.t(key));
    let [name, kind, code, today] = &heads;
    let columns = [Column::text(name), Column::text(kind), Column::text(code), Column::text(today)];
    let rows: Vec<Row> = children
        .iter()
        .map(|it| {
            let current = now.get(&it.organisation_id);
            let seen = current.filter(|now| cx.may(Verb::View, Organisation::NAME, &now.places()));
            vec![
                html! { @match seen {
                    Some(_) if it.kind.is_authority() => a href={ "/organisations/" (it.organisation_id) "/tree?on=" (day) } { (it.name) },
                    Some(_) => a href={ "/organisations/" (it.organisation_id) } { (it.name) },
                    None => (it.name),
                } },
                html! { (cx.t(it.kind.key())) },
                html! { (it.code) },
                html! { (current.map(|now| since(cx, it, now)).unwrap_or_default()) },
            ]
            .into()
        })
        .collect();
    let next = kernel::last_of_full(children, PAGE)
        .map(|last| format!("/organisations/{over}/tree?on={day}&after={}", last.code));
    let (title, word) = (cx.t("below-title"), cx.t("below-next"));
    html! {
        (table(&Table {
            caption: &title,
            caption_unseen: true,
            columns: &columns,
            rows,
            empty: ui::state::empty(&cx.t("tree-none"), &cx.t("tree-none-hint"), &html! {}),
            ..Table::default()
        }))
        (pager(&Pager { label: &title, next: next.as_deref().map(|href| (word.as_ref(), href)), ..Pager::default() }))
    }
}

/// What became of it since.
fn since(cx: &Cx, then: &Period, now: &Organisation) -> String {
    let mut said = Vec::new();
    if let Some(last) = now.closed_on {
        said.push(cx.say(&text!("tree-closed", on = last)));
    }
    if now.parent_id != then.parent_id {
        said.push(cx.t("tree-moved").into_owned());
    }
    if now.name != then.name {
        said.push(cx.say(&text!("tree-renamed", name = &now.name)));
    }
    if said.is_empty() { cx.t("tree-same").into_owned() } else { said.join(" · ") }
}
