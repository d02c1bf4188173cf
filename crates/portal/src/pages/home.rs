//! The first page: for a teacher what to do now, for an officer the queue, for anybody else the doors.

use http::{Cx, Look, Public, Todo};
use kernel::text;
use maud::{Markup, html};
use ui::table::{Column, Row, Table, table};
use ui::{TagKind, card, card_with, tag};

use crate::desk::{Whole, gather};

pub(super) async fn show(_: Public, cx: Cx) -> http::Result<Markup> {
    let Some(actor) = cx.actor() else { return Ok(doors(&cx)) };
    let whole = gather(&cx).await?;
    let title = cx.t("home-today");
    let officer = !actor.appointments.is_empty();
    let waiting = if officer { queue(&cx, &whole.todos) } else { list(&cx, &whole.todos) };
    let count = cx.say(&text!("home-count", count = whole.todos.len()));
    let heading = cx.t(if officer { "home-queue" } else { "home-todo" });
    let body = html! {
        h1.sr { (title) }
        (card_with(&heading, &html! { small { (count) } }, &waiting))
        @for panel in &whole.panels { (panel.card) }
    };
    Ok(cx.page_with(&title, Look { counted: counted(&whole, officer), ..Look::default() }, &body))
}

/// The sync line is for those who learn.
fn counted(whole: &Whole, officer: bool) -> Option<&str> {
    whole.counted.as_deref().filter(|_| !officer)
}

/// A teacher's list: one thing under another, the deed at the end.
fn list(cx: &Cx, todos: &[Todo]) -> Markup {
    if todos.is_empty() {
        return ui::state::empty(&cx.t("home-nothing"), &cx.t("home-nothing-hint"), &html! {});
    }
    let rows: Vec<ui::Todo<'_>> = todos
        .iter()
        .zip(0_usize..)
        .map(|(it, nth)| ui::Todo {
            title: &it.title,
            facts: &it.facts,
            tag: it.tag.as_ref().map(|(kind, words)| (*kind, words.as_str())),
            href: &it.action.1,
            action: &it.action.0,
            first: nth == 0,
        })
        .collect();
    ui::todo_list(&rows)
}

/// An officer's queue: dense, with the clock in words.
fn queue(cx: &Cx, todos: &[Todo]) -> Markup {
    let heads = ["home-matter", "home-facts", "home-left", "home-deed"].map(|key| cx.t(key));
    let [matter, facts, left, deed] = &heads;
    let columns = [Column::text(matter), Column::text(facts), Column::text(left), Column::deed(deed)];
    let rows = todos.iter().map(|it| Row {
        cells: vec![
            html! { a href=(it.action.1) { (it.title) } },
            html! { (it.facts) },
            html! { @if let Some((kind, words)) = &it.tag { (tag(*kind, words)) } },
            html! { a href=(it.action.1) { (it.action.0) span.sr { " " (it.title) } } },
        ],
        marked: it.tag.as_ref().is_some_and(|(kind, _)| *kind == TagKind::Late),
    });
    table(&Table {
        caption: &cx.t("home-queue"),
        caption_unseen: true,
        columns: &columns,
        rows: rows.collect(),
        empty: ui::state::empty(&cx.t("home-queue-empty"), &cx.t("home-queue-empty-hint"), &html! {}),
        ..Table::default()
    })
}

/// What somebody who is not signed in finds.
fn doors(cx: &Cx) -> Markup {
    let title = cx.t("home-title");
    let certificate = html! {
        p { (cx.t("home-certificate-hint")) }
        div.deeds { a.btn.quiet href="/certificates" { (cx.t("home-certificate-go")) } }
    };
    let class = html! {
        p { (cx.t("home-class-hint")) }
        div.deeds { a.btn.quiet href="/classes-on-file" { (cx.t("home-class-go")) } }
    };
    let body = html! {
        (ui::card::head(&title, &html! { (cx.t("home-line")) }, &html! { a.btn href="/sign-in" { (cx.t("home-sign-in")) } }))
        (ui::card::columns(&card(&cx.t("home-certificate"), &certificate), &card(&cx.t("home-class"), &class)))
        (card(&cx.t("home-what"), &html! {
            ul.plain { @for key in ["home-what-1", "home-what-2", "home-what-3"] { li { (cx.t(key)) } } }
            p { a href="/about" { (cx.t("about-title")) } " · " a href="/privacy" { (cx.t("privacy-title")) } }
        }))
    };
    cx.page(&title, &body)
}
