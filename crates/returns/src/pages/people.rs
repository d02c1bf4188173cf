use http::{Cx, Query, View};
use kernel::text;
use maud::{Markup, html};
use serde::Deserialize;
use ui::table::Kind as Cells;
use ui::{
    Choice, Column, Crumb, Field, NavItem, Row, Table, TagKind, breadcrumbs, field, filter_bar, quiet_link, state, tag,
};

use super::types;
use crate::annex::column::{COLUMNS, VIEWS};
use crate::annex::item::ITEMS;
use crate::{Return, annex, store};

#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    who: String,
    #[serde(default)]
    show: String,
}

/// Annex 2: the trainees, all or those behind a number of Annex 1, in one of four views.
pub(crate) async fn index(View(it, _): View<Return>, cx: Cx, Query(asked): Query<Asked>) -> http::Result<Markup> {
    let rows = store::list_rows(cx.store(), it.id).await?;
    let (by, is) = asked.who.split_once(':').unwrap_or(("all", "yes"));
    let shown: Vec<&annex::Row> = rows.iter().filter(|row| row.matches(by, is)).collect();
    let view = VIEWS.iter().find(|view| **view == asked.show).copied().unwrap_or("person");
    let title = cx.t("annex-title-2");
    let path = it.path();
    let count = text!("annex-people-count", shown = shown.len(), all = rows.len());
    let body = html! {
        (breadcrumbs(&cx.t("return-crumbs"), &[Crumb { text: &cx.t("return-index"), href: "/returns" }, Crumb { text: &it.class_name, href: &path }]))
        (ui::card::print_head(&it.institution_name, &cx.t("annex-print-2"), &cx.say(&text!("annex-line-draft", at = it.filled_at))))
        (ui::card::head(&title, &html! { (cx.say(&count)) @if asked.who.is_empty() {} @else { " · " (filter_name(&cx, &asked.who)) } }, &html! {
            @if types(&cx, &it) { (quiet_link(&format!("{path}/sheet"), &cx.t("return-fill-people"))) }
        }))
        (ui::card::plain(&html! {
            (filters(&cx, &path, &asked, view))
            (views(&cx, &path, &asked.who, view))
            (table(&cx, &it, &shown, view))
        }))
    };
    Ok(cx.page(&title, &body))
}

/// The words of a filter: those of the number that it explains.
fn filter_name(cx: &Cx, who: &str) -> String {
    let item = ITEMS.iter().find(|item| item.drill.is_some_and(|(by, is)| who.split_once(':') == Some((by, is))));
    match item {
        Some(item) => cx.t(&format!("annex-item-{}", item.key)).into_owned(),
        None if who == "missing:yes" => cx.t("annex-with-empty").into_owned(),
        None => cx.t("annex-filter-unknown").into_owned(),
    }
}

fn filters(cx: &Cx, path: &str, asked: &Asked, view: &str) -> Markup {
    let mut words: Vec<(String, String)> = vec![("missing:yes".to_owned(), cx.t("annex-with-empty").into_owned())];
    for item in ITEMS {
        if let Some((by, is)) = item.drill.filter(|(by, _)| *by != "all") {
            words.push((format!("{by}:{is}"), cx.t(&format!("annex-item-{}", item.key)).into_owned()));
        }
    }
    let choices: Vec<Choice<'_>> = words.iter().map(|(value, label)| Choice { value, label, hint: "" }).collect();
    let label = cx.t("annex-who");
    let fields = html! {
        (field::select(&Field { name: "who", label: &label, value: &asked.who, ..Field::default() }, &choices, &cx.t("annex-who-all")))
        (field::hidden("show", view))
    };
    filter_bar(&cx.t("return-filter"), &format!("{path}/people"), "trainees", &fields, &cx.t("return-filter-go"))
}

/// The four views, as links in a row.
fn views(cx: &Cx, path: &str, who: &str, view: &str) -> Markup {
    let items: Vec<(String, String, bool)> = VIEWS
        .iter()
        .map(|it| {
            (cx.t(&format!("annex-view-{it}")).into_owned(), format!("{path}/people?show={it}&who={who}"), *it == view)
        })
        .collect();
    let items: Vec<NavItem<'_>> =
        items.iter().map(|(text, href, current)| NavItem { text, href, current: *current, count: 0 }).collect();
    ui::switch(&cx.t("annex-views"), &items)
}

fn table(cx: &Cx, it: &Return, shown: &[&annex::Row], view: &str) -> Markup {
    let columns: Vec<&annex::Column> = COLUMNS
        .iter()
        .filter(|column| column.view == view && !matches!(column.key, "nth" | "name" | "class-number"))
        .collect();
    let labels: Vec<String> = std::iter::once("annex-column-name".to_owned())
        .chain(columns.iter().map(|column| format!("annex-column-{}", column.key)))
        .map(|key| cx.t(&key).into_owned())
        .collect();
    let headings: Vec<Column<'_>> = labels
        .iter()
        .zip(std::iter::once("name").chain(columns.iter().map(|column| column.key)))
        .map(|(label, key)| Column {
            label,
            kind: if matches!(key, "age" | "service" | "pre-score" | "post-score" | "gain" | "attendance") {
                Cells::Number
            } else {
                Cells::Text
            },
        })
        .collect();
    let (editable, empty) = (types(cx, it), cx.t("annex-empty"));
    let rows = shown.iter().map(|row| {
        let name = html! { (row.nth) " " @if editable { a href={ (it.path()) "/people/" (row.trainee.person) } { (row.trainee.name) } } @else { (row.trainee.name) } };
        let cells = columns.iter().map(|column| match row.cell(column.key) {
            Some(cell) => html! { (cell) },
            None if column.expected => tag(TagKind::Due, &empty),
            None => html! { "—" },
        });
        Row { cells: std::iter::once(name).chain(cells).collect(), marked: false }
    });
    ui::table(&Table {
        id: "trainees",
        caption: &cx.t("annex-title-2"),
        caption_unseen: true,
        columns: &headings,
        rows: rows.collect(),
        sums: Vec::new(),
        empty: state::empty(
            &cx.t("annex-nobody"),
            &cx.t("annex-nobody-text"),
            &quiet_link(&format!("{}/people", it.path()), &cx.t("annex-who-all")),
        ),
    })
}
