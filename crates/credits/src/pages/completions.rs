//! The classes whose completion lists somebody looks after, the latest first.

use classes::{Class, ClassState};
use http::{Across, Cx, Query, View};
use kernel::Id;
use maud::{Markup, html};
use serde::Deserialize;
use ui::table::{Column, Row, Table, table};
use ui::{Pager, TagKind, card, pager, tag};

use crate::completion::Completion;

/// Classes on a page.
const PAGE: u32 = 50;

/// Where the list goes on.
#[derive(Debug, Default, Deserialize)]
pub struct After {
    after: Option<uuid::Uuid>,
}

pub async fn index(areas: Across<View<Completion>>, cx: Cx, Query(asked): Query<After>) -> http::Result<Markup> {
    let here = areas.here();
    let found = classes::class_place_page(cx.store(), &here.place, None, asked.after.map(Id::from), PAGE).await?;
    let next =
        kernel::last_of_full(&found, PAGE).map(|last| areas.href("/completions", &[("after", &last.id.to_string())]));
    let filed: Vec<&Class> = found.iter().filter(|class| class.state != ClassState::Draft).collect();
    let heads =
        ["completion-class", "completion-number", "completion-ends", "completion-class-state", "completion-deed"]
            .map(|key| cx.t(key));
    let [class, number, ends, state, deed] = &heads;
    let columns =
        [Column::text(class), Column::text(number), Column::text(ends), Column::text(state), Column::deed(deed)];
    let rows = filed.iter().map(|class| row(&cx, class));
    let title = cx.t("completion-title");
    let more = cx.t("completion-more");
    let body = html! {
        (ui::card::head(&title, &html! { (here.organisation_name) }, &html! {}))
        (cx.switch(&areas))
        (card(&cx.t("completion-classes"), &html! {
            (table(&Table {
                caption: &title,
                caption_unseen: true,
                columns: &columns,
                rows: rows.collect(),
                empty: ui::state::empty(&cx.t("completion-no-class"), &cx.t("completion-no-class-hint"), &html! {}),
                ..Table::default()
            }))
            (pager(&Pager { label: &title, next: next.as_deref().map(|href| (more.as_ref(), href)), ..Pager::default() }))
        }))
    };
    Ok(cx.page(&title, &body))
}

fn row(cx: &Cx, class: &Class) -> Row {
    let href = format!("/classes/{}/completion", class.id);
    let due = class.state == ClassState::Running && class.closes_on <= cx.today();
    let kind = match class.state {
        ClassState::Closed => TagKind::Ok,
        ClassState::Closing => TagKind::Wait,
        _ if due => TagKind::Due,
        _ => TagKind::Plain,
    };
    let word = if due { cx.t("waiting-list-tag") } else { cx.t(class.state.key()) };
    Row::from(vec![
        html! { a href=(href) { (class.name) } },
        html! { (class.number) },
        html! { (class.closes_on) },
        tag(kind, &word),
        html! { a href=(href) { (cx.t("completion-look")) span.sr { " " (class.name) } } },
    ])
}
