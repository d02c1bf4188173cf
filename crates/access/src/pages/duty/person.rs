//! The duties of one person: held, to come, over and taken away; and what is proposed.

use authz::Verb;
use http::{Cx, Look, View};
use kernel::text;
use maud::{Markup, html};
use ui::table::{Column, Table, table};
use ui::{TagKind, card, tag};

use super::{dates, given_by};
use crate::candidate::Candidate;
use crate::giving::NOUN;
use crate::proposal::Proposal;
use crate::store::{self as rows, Holder};

/// Terms, and proposals, that are shown: the newest. Older ones stand in the record of deeds.
const MOST: u32 = 50;

pub(in crate::pages) async fn show(View(it, _): View<Candidate>, cx: Cx) -> http::Result<Markup> {
    let terms = rows::list_terms(cx.store(), it.person.id, MOST).await?;
    let proposals = rows::list_proposals_for(cx.store(), it.person.id, cx.now(), MOST).await?;
    let may = cx.may(Verb::Manage, NOUN, std::slice::from_ref(&it.person.place));
    let title = cx.say(&text!("duties-of", name = &it.person.name));
    let (list, give) = (cx.t("duties"), cx.t("gift-give"));
    let new = format!("/people/{}/duties/new", it.person.id);
    let body = html! {
        (ui::breadcrumbs(&list, &[ui::Crumb { text: &list, href: "/duties" }]))
        (ui::card::head(
            &title,
            &html! { (it.around.first().map_or("", |at| at.name.as_str())) },
            &html! { @if may { (ui::link_button(&new, &give)) } },
        ))
        @if !proposals.is_empty() { (proposals_card(&cx, &it.person.name, &proposals)) }
        (terms_card(&cx, &terms))
    };
    Ok(cx.page_with(&title, Look { under: Some("/duties"), ..Look::default() }, &body))
}

fn terms_card(cx: &Cx, terms: &[Holder]) -> Markup {
    let heads = ["duty-duty", "duty-where", "duty-when", "duty-given", "duty-state"].map(|key| cx.t(key));
    let [duty, at, when, given, state] = &heads;
    let columns = [Column::text(duty), Column::text(at), Column::text(when), Column::text(given), Column::text(state)];
    let cells = terms.iter().map(|it| {
        let term = format!("/people/{}/duties/{}", it.person_id, it.id);
        vec![
            html! {
                @if cx.may(Verb::View, NOUN, std::slice::from_ref(&it.place)) { a href=(term) { (cx.t(&format!("duty-{}", it.duty))) } }
                @else { (cx.t(&format!("duty-{}", it.duty))) }
                @if let Some(principal) = &it.principal_name { p.hint { (cx.say(&text!("duty-for", name = principal))) } }
            },
            html! { (it.organisation_name) },
            dates(cx, it.from_on, it.until_on),
            given_by(cx, it),
            state_of(cx, it),
        ]
        .into()
    });
    let title = cx.t("duties-terms");
    card(
        &title,
        &table(&Table {
            caption: &title,
            caption_unseen: true,
            columns: &columns,
            rows: cells.collect(),
            empty: ui::state::empty(&cx.t("duties-none-of"), &cx.t("duties-none-hint"), &html! {}),
            ..Table::default()
        }),
    )
}

/// Held, over, or to come.
fn state_of(cx: &Cx, it: &Holder) -> Markup {
    let today = cx.today();
    match it.until_on {
        _ if it.ended_at.is_some() => tag(TagKind::Late, &cx.t("duty-taken")),
        Some(until) if until < today => tag(TagKind::Plain, &cx.t("duty-over")),
        _ if it.from_on > today => tag(TagKind::Wait, &cx.t("duty-coming")),
        _ => tag(TagKind::Ok, &cx.t("duty-held")),
    }
}

fn proposals_card(cx: &Cx, name: &str, proposals: &[Proposal]) -> Markup {
    let title = cx.t("proposals-open");
    card(&title, &super::proposal::list(cx, &title, proposals, name))
}
