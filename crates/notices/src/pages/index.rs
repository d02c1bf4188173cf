//! The notices of an organisation: what is in force for it, what no longer is, what it issued.

use authz::{Noun as _, Verb};
use http::{Across, Areas, Cx, Query, View};
use kernel::{Id, Result, Timestamp, text};
use maud::{Markup, html};
use registry::{Organisation, OrganisationKind};
use serde::Deserialize;
use ui::table::{Column, Row, Table, table};
use ui::{NavItem, Pager, pager, tag};

use super::show::state_tag;
use crate::notice::{Notice, Received};
use crate::store as rows;

/// Notices on a page.
const PAGE: u32 = 30;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// `received`, `past` or `issued`.
    view: String,
    /// After which notice.
    after: String,
}

/// Which of the three lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Which {
    Received,
    Past,
    Issued,
}

impl Which {
    const ALL: [(Self, &'static str, &'static str); 3] = [
        (Self::Received, "received", "notices-received"),
        (Self::Past, "past", "notices-past"),
        (Self::Issued, "issued", "notices-issued"),
    ];

    /// The nation gets no notices: it sees its own.
    fn of(word: &str, here: &Organisation) -> Self {
        let asked = Self::ALL.iter().find(|it| it.1 == word).map(|it| it.0);
        let first = if here.kind == OrganisationKind::Nation { Self::Issued } else { Self::Received };
        asked.unwrap_or(first)
    }
}

pub(super) async fn index(areas: Across<View<Received>>, cx: Cx, Query(asked): Query<Asked>) -> http::Result<Markup> {
    let here = registry::get_organisation(cx.store(), areas.here().organisation).await?;
    let which = Which::of(&asked.view, &here);
    let list = list(&cx, &here, which, &asked.after).await?;
    let title = cx.t("notices");
    let view = Which::ALL.iter().find(|it| it.0 == which).map_or("", |it| it.1);
    let next = kernel::last_of_full(&list, PAGE)
        .map(|last| areas.href("/notices", &[("view", view), ("after", &after(last, which))]));
    let next_word = cx.t("notices-next");
    let may = areas.here().grants(Verb::Manage, Notice::NAME);
    let body = html! {
        (ui::card::head(&title, &html! { (here.name) }, &html! {
            @if may { (ui::link_button(&areas.href("/notices/new", &[]), &cx.t("notice-new"))) }
        }))
        (cx.switch(&areas))
        (views(&cx, &areas, which, may))
        (ui::card::plain(&rows_of(&cx, &list, which)))
        (pager(&Pager { label: &title, next: next.as_deref().map(|href| (next_word.as_ref(), href)), ..Pager::default() }))
    };
    Ok(cx.page(&title, &body))
}

async fn list(cx: &Cx, here: &Organisation, which: Which, after: &str) -> Result<Vec<Notice>> {
    if which == Which::Issued {
        return rows::list_issued_by(cx.store(), here.id, after.parse().ok(), PAGE).await;
    }
    let after = after
        .split_once('.')
        .and_then(|(at, id)| Some((Timestamp::from_millis(at.parse().ok()?), id.parse::<Id<Notice>>().ok()?)));
    rows::list_received(cx.store(), &here.place, here.kind, which == Which::Received, after, PAGE).await
}

fn after(last: &Notice, which: Which) -> String {
    match which {
        Which::Issued => last.id.to_string(),
        Which::Received | Which::Past => {
            format!("{}.{}", last.issued_at.unwrap_or_default().as_millis(), last.id)
        }
    }
}

fn views(cx: &Cx, areas: &Areas, which: Which, may: bool) -> Markup {
    let shown = Which::ALL.iter().filter(|it| may || it.0 != Which::Issued || which == Which::Issued);
    let list: Vec<_> = shown.map(|it| (cx.t(it.2), areas.href("/notices", &[("view", it.1)]), it.0 == which)).collect();
    let items: Vec<NavItem<'_>> =
        list.iter().map(|(text, href, current)| NavItem { text, href, current: *current, count: 0 }).collect();
    ui::switch(&cx.t("notices-views"), &items)
}

fn rows_of(cx: &Cx, list: &[Notice], which: Which) -> Markup {
    let keys = ["notice-title", "notice-issuer", "notice-date", "notice-effective", "notice-state", "notice-signed"];
    let heads = keys.map(|key| cx.t(key));
    let [title, issuer, date, effective, state, signed] = &heads;
    let mut columns = vec![Column::text(title), Column::text(issuer), Column::text(date), Column::text(effective)];
    columns.push(Column::text(state));
    if which == Which::Issued {
        columns.push(Column::number(signed));
    }
    let cells = |it: &Notice| -> Row {
        let mut cells = vec![
            html! { a href={ "/notices/" (it.id) } { (it.title) } br; small { (it.number) } },
            html! { (it.issuer_name) },
            html! { @if let Some(at) = it.issued_at { (at.date()) } @else { "—" } },
            html! { (it.effective_on) },
            html! { (state_tag(cx, it)) @if which != Which::Issued && !it.task.is_empty() { " " (tag(ui::TagKind::Plain, &cx.t("notice-asks"))) } },
        ];
        if which == Which::Issued {
            cells.push(html! { (it.signed) " / " (it.recipients) });
        }
        cells.into()
    };
    let (none, hint) = match which {
        Which::Received => ("notices-none", "notices-none-hint"),
        Which::Past => ("notices-none-past", "notices-none-past-hint"),
        Which::Issued => ("notices-none-issued", "notices-none-issued-hint"),
    };
    table(&Table {
        caption: &cx.say(&text!("notices")),
        caption_unseen: true,
        columns: &columns,
        rows: list.iter().map(cells).collect(),
        empty: ui::state::empty(&cx.t(none), &cx.t(hint), &html! {}),
        ..Table::default()
    })
}
