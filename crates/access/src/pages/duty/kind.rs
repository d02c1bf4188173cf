//! What a duty lets one do: the very rows by which the house decides, in words.

use std::collections::BTreeMap;

use authz::Verb;
use http::{Across, Cx, Look, Query, View};
use kernel::{Error, Result, text};
use maud::{Markup, html};
use serde::Deserialize;
use ui::table::{Column, Table, table};
use ui::{NavItem, card};

use super::Duties;
use crate::kind::{Branch, DutyKind, Second};
use crate::store::{self as rows, RightRow};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::pages) struct Asked {
    duty: String,
}

pub(in crate::pages) async fn index(
    areas: Across<View<Duties>>,
    cx: Cx,
    Query(asked): Query<Asked>,
) -> http::Result<Markup> {
    let mut kinds = rows::list_kinds(cx.store()).await?;
    kinds.sort_by_key(DutyKind::rank);
    let code = if asked.duty.is_empty() { &areas.here().duty } else { &asked.duty };
    let kind = kinds.iter().find(|it| it.code == *code).ok_or(Error::NotFound)?;
    let rights = rows::list_rights(cx.store()).await?;
    let words: Vec<(String, String)> = kinds
        .iter()
        .map(|it| (cx.t(&it.word()).into_owned(), areas.href("/duties/kinds", &[("duty", &it.code)])))
        .collect();
    let items: Vec<NavItem<'_>> = kinds
        .iter()
        .zip(&words)
        .map(|(it, (text, href))| NavItem { text, href, current: it.code == kind.code, count: 0 })
        .collect();
    let title = cx.t("duties-kinds");
    let list = cx.t("duties");
    let body = html! {
        (ui::breadcrumbs(&list, &[ui::Crumb { text: &list, href: &areas.href("/duties", &[]) }]))
        (ui::card::head(&title, &html! { (cx.t("duties-kinds-line")) }, &html! {}))
        (ui::switch(&title, &items))
        (kind_card(&cx, kind, &rights)?)
    };
    Ok(cx.page_with(&title, Look { reading: true, under: Some("/duties"), ..Look::default() }, &body))
}

fn kind_card(cx: &Cx, kind: &DutyKind, rights: &[RightRow]) -> Result<Markup> {
    let seat = text!("duty-seat", at = cx.t(kind.seat.key()).into_owned());
    Ok(card(
        &cx.t(&kind.word()),
        &html! {
            p { (cx.say(&seat)) }
            (notes(cx, kind))
            (rights_table(cx, &kind.code, rights)?)
        },
    ))
}

/// What is particular about the duty.
pub(super) fn notes(cx: &Cx, kind: &DutyKind) -> Markup {
    html! {
        @if kind.branch != Branch::Business { p { (cx.t(kind.branch.key())) } }
        @if kind.second != Second::Needless { p { (cx.t(kind.second.key())) } }
    }
}

/// What the duty lets one do, each noun once, with all verbs.
///
/// # Errors
/// When a stored verb is none.
pub(super) fn rights_table(cx: &Cx, duty: &str, rights: &[RightRow]) -> Result<Markup> {
    let mut nouns: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for it in rights.iter().filter(|it| it.duty == duty) {
        let verb = Verb::of(&it.verb).ok_or_else(|| Error::internal(format!("no verb: {}", it.verb)))?;
        nouns.entry(&it.noun).or_default().push(cx.t(word(verb)).into_owned());
    }
    let heads = ["right-noun", "right-verbs", "right-source"].map(|key| cx.t(key));
    let [noun, verbs, source] = &heads;
    let columns = [Column::text(noun), Column::text(verbs), Column::text(source)];
    let cells = nouns.iter().map(|(noun, verbs)| {
        vec![
            html! { (cx.t(&format!("noun-{noun}"))) },
            html! { (verbs.join(&cx.t("right-and"))) },
            html! { (cx.t(&format!("noun-{noun}-source"))) },
        ]
        .into()
    });
    let caption = cx.t("right-table");
    Ok(table(&Table {
        caption: &caption,
        caption_unseen: true,
        columns: &columns,
        rows: cells.collect(),
        empty: ui::state::empty(&cx.t("right-none"), &cx.t("right-none-hint"), &html! {}),
        ..Table::default()
    }))
}

const fn word(verb: Verb) -> &'static str {
    match verb {
        Verb::View => "verb-view",
        Verb::Manage => "verb-manage",
        Verb::Approve => "verb-approve",
    }
}
