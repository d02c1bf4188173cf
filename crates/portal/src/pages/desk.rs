//! The first page of somebody who is signed in: what to do now, then the panels of all slices.

use http::{Cx, Desk, Look, Todo};
use kernel::{Result, text};
use maud::{Markup, html};
use ui::table::Kind;
use ui::{Column, Row, Table, TagKind, card_with, state, tag, todo_list};

use super::figures;
use crate::queue;

/// The page.
pub(crate) async fn show(cx: &Cx) -> Result<Markup> {
    let mut desk = gather(cx).await?;
    queue::sort(&mut desk.todos);
    desk.panels.sort_by_key(|panel| panel.order);
    let title = cx.t("desk-title");
    let duty = cx.actor().and_then(|actor| actor.duty_on(cx.today()));
    let body = match duty {
        Some(duty) => officer(cx, &duty.organisation_name, &figures::show(cx, duty).await?, &desk),
        None => teacher(cx, &desk),
    };
    let look = Look { counted: desk.counted.as_deref(), ..Look::default() };
    Ok(cx.page_with(&title, look, &body))
}

/// What every slice says of this person.
async fn gather(cx: &Cx) -> Result<Desk> {
    let mut desk = Desk::default();
    for waiting in cx.app().waiting() {
        let part = waiting(cx).await?;
        desk.todos.extend(part.todos);
        desk.panels.extend(part.panels);
        desk.counted = desk.counted.or(part.counted);
    }
    Ok(desk)
}

fn heading(cx: &Cx, desk: &Desk) -> Markup {
    let [all, today, late] = queue::count(&desk.todos);
    let said = if today + late > 0 {
        text!("desk-count-urgent", all = all, today = today, late = late)
    } else {
        text!("desk-count", all = all)
    };
    html! { (cx.say(&said)) }
}

fn teacher(cx: &Cx, desk: &Desk) -> Markup {
    let words: Vec<(&Todo, Option<(TagKind, String)>)> =
        desk.todos.iter().map(|todo| (todo, clock(cx, todo))).collect();
    let items: Vec<ui::Todo<'_>> = words
        .iter()
        .enumerate()
        .map(|(place, (todo, clock))| ui::Todo {
            title: &todo.title,
            facts: &todo.facts,
            tag: clock.as_ref().map(|(kind, words)| (*kind, words.as_str())),
            href: &todo.action.1,
            action: &todo.action.0,
            first: place == 0,
        })
        .collect();
    let list = if items.is_empty() {
        state::empty(
            &cx.t("desk-teacher-empty"),
            &cx.t("desk-teacher-empty-text"),
            &ui::quiet_link("/classes/mine", &cx.t("desk-my-classes")),
        )
    } else {
        todo_list(&items)
    };
    html! {
        h1.sr { (cx.t("desk-title")) }
        (ui::card::columns(&card_with(&cx.t("desk-now"), &heading(cx, desk), &list), &panels(desk)))
    }
}

fn officer(cx: &Cx, organisation: &str, figures: &Markup, desk: &Desk) -> Markup {
    let list = card_with(&cx.t("desk-waiting"), &heading(cx, desk), &table(cx, desk));
    html! {
        h1.sr { (organisation) " " (cx.t("desk-title")) }
        @if desk.panels.is_empty() { (list) } @else { (ui::card::columns(&list, &panels(desk))) }
        (figures)
        @if !desk.todos.is_empty() {
            (ui::button::copy(&cx.say(&queue::sentence(organisation, cx.today(), &desk.todos)), &cx.t("desk-copy"), &cx.t("desk-copied")))
        }
    }
}

fn panels(desk: &Desk) -> Markup {
    html! { @for panel in &desk.panels { (panel.card) } }
}

/// The clock of a row: the words of its slice, or its days.
fn clock(cx: &Cx, todo: &Todo) -> Option<(TagKind, String)> {
    todo.tag.clone().or_else(|| queue::clock(todo.days).map(|(kind, words)| (kind, cx.say(&words))))
}

fn table(cx: &Cx, desk: &Desk) -> Markup {
    let labels = [cx.t("desk-matter"), cx.t("desk-facts"), cx.t("desk-clock"), cx.t("desk-deed")];
    let [matter, facts, left, deed] = &labels;
    let columns =
        [Column::text(matter), Column::text(facts), Column::text(left), Column { label: deed, kind: Kind::Deed }];
    let rows = desk.todos.iter().map(|todo| Row {
        cells: vec![
            html! { (todo.title) },
            html! { (todo.facts) },
            html! { @if let Some((kind, words)) = clock(cx, todo) { (tag(kind, &words)) } },
            html! { a href=(todo.action.1) { (todo.action.0) span.sr { " " (todo.title) } } },
        ],
        marked: todo.days < 0,
    });
    ui::table(&Table {
        id: "queue",
        caption: &cx.t("desk-waiting"),
        caption_unseen: true,
        columns: &columns,
        rows: rows.collect(),
        sums: Vec::new(),
        empty: state::empty(&cx.t("desk-officer-empty"), &cx.t("desk-officer-empty-text"), &html! {}),
    })
}
