//! Who may do what at a place, and why: the duties held there and above.

mod colleague;
mod danger;
pub(super) mod delegation;
pub(super) mod finding;
pub(super) mod giving;
pub(super) mod kind;
pub(super) mod person;
pub(super) mod proposal;
pub(super) mod term;
pub(crate) mod waiting;

use authz::{Noun, Place, Verb};
use http::{Across, Areas, Cx, Query, View};
use kernel::{Date, Error, Result, text};
use maud::{Markup, html};
use registry::{Below, Organisation, Person};
use serde::Deserialize;
use ui::table::{Column, Table, table};
use ui::{Pager, TagKind, card, pager, tag};
use uuid::Uuid;

use crate::store::{self as rows, Holder};

/// Holders on a page.
const PAGE: u32 = 50;

/// Who may do what, wherever one holds a duty oneself.
#[derive(Clone, Debug)]
pub(crate) struct Duties;

impl Noun for Duties {
    const NAME: &'static str = "duty";
}

/// At which organisation, and where its lists go on: after this holder, after the organisation with this code.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    of: String,
    after: String,
    below: String,
}

pub(super) async fn index(areas: Across<View<Duties>>, cx: Cx, Query(asked): Query<Asked>) -> http::Result<Markup> {
    let here = areas.here();
    let of = registry::find_organisation(cx.store(), asked.of.parse().unwrap_or(here.organisation)).await?;
    let of = of.filter(|it| it.place.within(&here.place)).ok_or(Error::NotFound)?;
    let above = of.place.above();
    let after = read_after(&above, &asked.after);
    let holders = rows::list_holders(cx.store(), &above, cx.today(), after, PAGE).await?;
    let people: Vec<_> = holders.iter().map(|it| it.person_id).collect();
    let people = registry::list_people_by_id(cx.store(), &people).await?;
    let id = of.id.to_string();
    let next = kernel::last_of_full(&holders, PAGE)
        .map(|last| areas.href("/duties", &[("of", &id), ("after", &said_after(&above, last))]));
    let over = match of.parent_id.filter(|_| of.id != here.organisation) {
        Some(id) => registry::find_organisation(cx.store(), id).await?.filter(|it| it.place.within(&here.place)),
        None => None,
    };
    let below = below(&cx, &areas, &of, &asked.below).await?;
    let title = cx.t("duties");
    let kinds = areas.href("/duties/kinds", &[]);
    let body = html! {
        @if let Some(over) = &over {
            (ui::breadcrumbs(&title, &[ui::Crumb { text: &over.name, href: &areas.href("/duties", &[("of", &over.id.to_string())]) }]))
        }
        (ui::card::head(&title, &html! { (of.name) }, &html! { (ui::quiet_link(&kinds, &cx.t("duties-kinds"))) (proposal::link(&cx, &areas)) (finding::link(&cx, &areas)) }))
        (cx.switch(&areas))
        (holders_card(&cx, &areas, &holders, &people, next.as_deref()))
        (below)
    };
    Ok(cx.page(&title, &body))
}

/// The organisations under `of`, each with its own page of duties.
async fn below(cx: &Cx, areas: &Areas, of: &Organisation, after: &str) -> Result<Markup> {
    let id = of.id.to_string();
    let below = Below {
        over: of,
        after,
        one: &|child| areas.href("/duties", &[("of", &child.to_string())]),
        next: &|code| areas.href("/duties", &[("of", &id), ("below", code)]),
    };
    registry::below(cx, below).await
}

/// Where the list goes on, as it stands in the address: the depth of the place, and the term.
fn said_after(above: &[Place], last: &Holder) -> String {
    let depth = above.iter().position(|place| *place == last.place).unwrap_or_default();
    format!("{depth}.{}", last.id)
}

fn read_after<'a>(above: &'a [Place], text: &str) -> Option<(&'a str, Uuid)> {
    let (depth, id) = text.split_once('.')?;
    let place = above.get(depth.parse::<usize>().ok()?)?;
    Some((place.as_str(), id.parse().ok()?))
}

fn holders_card(cx: &Cx, areas: &Areas, holders: &[Holder], people: &[Person], next: Option<&str>) -> Markup {
    let heads = ["duty-who", "duty-duty", "duty-where", "duty-when", "duty-given"].map(|key| cx.t(key));
    let [who, duty, at, when, given] = &heads;
    let columns = [Column::text(who), Column::text(duty), Column::text(at), Column::text(when), Column::text(given)];
    let cells = holders.iter().map(|it| {
        let kind = areas.href("/duties/kinds", &[("duty", &it.duty)]);
        vec![
            html! {
                (name(cx, people, it))
                @if let Some(principal) = &it.principal_name { p.hint { (cx.say(&text!("duty-for", name = principal))) } }
            },
            html! { a href=(kind) { (cx.t(&format!("duty-{}", it.duty))) } },
            html! { (it.organisation_name) },
            dates(cx, it.from_on, it.until_on),
            given_by(cx, it),
        ]
        .into()
    });
    let (title, word) = (cx.t("duties-holders"), cx.t("duties-next"));
    card(
        &title,
        &html! {
            p.hint { (cx.t("duties-hint")) }
            (table(&Table {
                caption: &title,
                caption_unseen: true,
                columns: &columns,
                rows: cells.collect(),
                empty: ui::state::empty(&cx.t("duties-none"), &cx.t("duties-none-hint"), &html! {}),
                ..Table::default()
            }))
            (pager(&Pager { label: &title, next: next.map(|href| (word.as_ref(), href)), ..Pager::default() }))
        },
    )
}

/// The name, which leads to the person's duties where the reader may see them.
fn name(cx: &Cx, people: &[Person], it: &Holder) -> Markup {
    let Some(person) = people.iter().find(|one| one.id == it.person_id) else { return html! { "—" } };
    let may = cx.may(Verb::View, Duties::NAME, std::slice::from_ref(&person.place));
    html! { @if may { a href={ "/people/" (person.id) "/duties" } { (person.name) } } @else { (person.name) } }
}

/// From when until when, and whether it has begun.
fn dates(cx: &Cx, from: Date, until: Option<Date>) -> Markup {
    let open = cx.t("me-open-end");
    let until = until.map_or_else(|| open.into_owned(), |it| it.to_string());
    html! {
        (cx.say(&text!("duty-dates", from = from, until = until)))
        @if from > cx.today() { " " (tag(TagKind::Wait, &cx.t("duty-coming"))) }
    }
}

/// By whom it was given, who agreed, by which document and why.
fn given_by(cx: &Cx, it: &Holder) -> Markup {
    let (Some(name), Some(at)) = (&it.given_by_name, it.given_at) else {
        return html! { (cx.t("duty-first")) };
    };
    html! {
        (cx.say(&text!("duty-given-by", name = name, day = at.date())))
        @if let Some(second) = &it.approved_by_name { "；" (cx.say(&text!("duty-approved-by", name = second))) }
        @for line in [&it.document, &it.reason].into_iter().flatten() { p.hint { (line) } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_goes_on_at_a_place_of_its_own_and_at_no_other() {
        let above = Place::root().child("62").child("6230").above();
        let id = "0197f3a0-0000-7000-8000-000000000001";
        let at = |text: &str| read_after(&above, text).map(|(place, id)| (place.to_owned(), id.to_string()));
        assert_eq!(at(&format!("1.{id}")), Some(("/62/".to_owned(), id.to_owned())));
        for wrong in
            ["", "1", "3.x", "x.y"].map(str::to_owned).into_iter().chain([format!("3.{id}"), format!("-1.{id}")])
        {
            assert_eq!(at(&wrong), None, "{wrong}");
        }
    }
}
