//! Who has signed for a notice, who has answered, and who has not; for the issuer all of them, for others those of the
//! own area.

use axum::response::Response;
use exports::{Format, Wanted};
use http::{Cx, Form, Manage, Query, View, see_with};
use kernel::{Error, OrganisationId, Timestamp, text};
use maud::{Markup, html};
use serde::Deserialize;
use ui::table::{Column, Row, Table, table};
use ui::{Fact, NavItem, Pager, TagKind, card, pager, tag};

use super::issuing;
use super::show::is_issuer;
use crate::listing::{Asked as List, RECEIPTS};
use crate::notice::{Notice, NoticeState, Received};
use crate::recipient::{Recipient, Standing};
use crate::store as rows;

/// Recipients on a page.
const PAGE: u32 = 50;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// Which of them.
    standing: String,
    /// After which place and organisation.
    after: String,
}

fn href(it: &Notice, standing: &str, after: &str) -> String {
    let pairs: Vec<_> = [("standing", standing), ("after", after)].into_iter().filter(|it| !it.1.is_empty()).collect();
    let query: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let mark = if query.is_empty() { "" } else { "?" };
    format!("/notices/{}/receipts{mark}{}", it.id, query.join("&"))
}

/// `place*id`: no place holds an asterisk.
fn cursor(after: &str) -> Option<(&str, OrganisationId)> {
    let (place, id) = after.rsplit_once('*')?;
    Some((place, id.parse().ok()?))
}

pub(super) async fn index(View(it, by): View<Received>, cx: Cx, Query(asked): Query<Asked>) -> http::Result<Markup> {
    let notice = it.notice;
    if notice.state == NoticeState::Draft {
        return Err(Error::NotFound.into());
    }
    let own = is_issuer(&by, &notice);
    let area = if own { notice.area.clone() } else { by.area()?.place.clone() };
    let standing: Option<Standing> = asked.standing.parse().ok();
    let list = rows::list_recipients(cx.store(), notice.id, &area, standing, cursor(&asked.after), PAGE).await?;
    let next = kernel::last_of_full(&list, PAGE)
        .map(|last| href(&notice, &asked.standing, &format!("{}*{}", last.place, last.organisation_id)));
    let (title, next_word) = (cx.t("notice-receipts"), cx.t("notices-next"));
    let body = html! {
        (ui::card::head(&title, &html! { (notice.title) " · " (notice.number) }, &ui::quiet_link(&format!("/notices/{}", notice.id), &cx.t("notice-back"))))
        @if own { (ui::card::plain(&html! { (figures(&cx, &notice)) (deeds(&cx, &notice, &asked)) })) }
        (views(&cx, &notice, standing))
        (card(&cx.t("receipts-list"), &html! {
            (rows_of(&cx, &notice, &list))
            (pager(&Pager { label: &title, next: next.as_deref().map(|href| (next_word.as_ref(), href)), ..Pager::default() }))
        }))
    };
    Ok(cx.page_with(&title, http::Look { under: Some("/notices"), ..http::Look::default() }, &body))
}

fn figures(cx: &Cx, it: &Notice) -> Markup {
    let words = ["receipts-recipients", "receipts-opened", "receipts-signed", "receipts-answered"].map(|key| cx.t(key));
    let numbers = [it.recipients, it.opened, it.signed, it.answered].map(|it| it.to_string());
    let facts: Vec<Fact<'_>> = words
        .iter()
        .zip(&numbers)
        .take(if it.task.is_empty() { 3 } else { 4 })
        .map(|(word, number)| Fact::text(word, number))
        .collect();
    let line = if it.delivered_at.is_some() { String::new() } else { cx.t("notice-on-its-way").into_owned() };
    html! {
        (ui::facts(&facts))
        @if !line.is_empty() { p.hint { (line) } }
    }
}

fn deeds(cx: &Cx, it: &Notice, asked: &Asked) -> Markup {
    html! {
        (issuing::reminder(cx, it))
        (ui::form(&ui::Form { action: &format!("/notices/{}/receipts/export", it.id), ..ui::Form::default() }, &html! {
            (ui::field::hidden("standing", &asked.standing))
            div.deeds { (ui::quiet_button(&cx.t("receipts-export"), "", "")) }
        }))
    }
}

fn views(cx: &Cx, it: &Notice, standing: Option<Standing>) -> Markup {
    let asks = !it.task.is_empty();
    let some = Standing::ALL.iter().copied().filter(|it| asks || matches!(it, Standing::Unsigned | Standing::Signed));
    let every = (cx.t("receipts-all"), href(it, "", ""), standing.is_none());
    let list: Vec<_> = std::iter::once(every)
        .chain(some.map(|one| (cx.t(one.key()), href(it, one.as_str(), ""), standing == Some(one))))
        .collect();
    let items: Vec<NavItem<'_>> =
        list.iter().map(|(text, href, current)| NavItem { text, href, current: *current, count: 0 }).collect();
    ui::switch(&cx.t("receipts-views"), &items)
}

fn rows_of(cx: &Cx, notice: &Notice, list: &[Recipient]) -> Markup {
    let heads =
        ["receipts-organisation", "receipts-opened", "receipts-signed", "receipts-answered"].map(|key| cx.t(key));
    let [organisation, opened, signed, answered] = &heads;
    let mut columns = vec![Column::text(organisation), Column::text(opened), Column::text(signed)];
    if !notice.task.is_empty() {
        columns.push(Column::text(answered));
    }
    let done = |at: Option<Timestamp>, name: &str, none: &'static str| {
        html! { @if let Some(at) = at { (at) br; small { (name) } } @else { (tag(TagKind::Due, &cx.t(none))) } }
    };
    let cells = |it: &Recipient| -> Row {
        let mut cells = vec![
            html! { (it.name) },
            done(it.opened_at, &it.opened_name, "receipts-unopened"),
            done(it.signed_at, &it.signed_name, "recipient-unsigned"),
        ];
        if !notice.task.is_empty() {
            cells.push(html! { (done(it.answered_at, &it.answered_name, "recipient-unanswered")) @if !it.answer.is_empty() { br; (it.answer) } });
        }
        cells.into()
    };
    table(&Table {
        caption: &cx.t("receipts-list"),
        caption_unseen: true,
        columns: &columns,
        rows: list.iter().map(cells).collect(),
        empty: ui::state::empty(&cx.t("receipts-none"), &cx.t("receipts-none-hint"), &html! {}),
        ..Table::default()
    })
}

pub(super) async fn export(Manage(it, by): Manage<Notice>, cx: Cx, Form(asked): Form<Asked>) -> http::Result<Response> {
    let standing: Option<Standing> = asked.standing.parse().ok();
    let list = List { notice: it.id, standing: standing.map_or("", Standing::as_str).to_owned() };
    let wanted = Wanted {
        listing: RECEIPTS,
        asked: serde_json::to_value(list).map_err(Error::internal)?,
        right: (<Notice as authz::Noun>::NAME, &it.issuer_place),
        title: &format!("{}签收情况（{}）", it.number, cx.today()),
        format: Format::Xlsx,
        whole: false,
        reason: "",
    };
    let id = store::transaction!(cx.store(), tx => { exports::ask(tx, &by, &wanted).await })?;
    cx.app().worker().ring();
    Ok(see_with(&format!("/exports/{id}"), &text!("export-begun")))
}
