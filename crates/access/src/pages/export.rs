//! The lists that I took out of the house: watching one being written, fetching it.

use authz::Verb;
use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use exports::{Export, ExportState, Format};
use http::{Cx, Look, Own, Query, SignedIn, attachment};
use jobs::{Job, find_job};
use kernel::{Id, text};
use maud::{Markup, html};
use serde::Deserialize;
use ui::progress::{Poll, Work, work};
use ui::table::{Column, Table, table};
use ui::{Fact, Pager, TagKind, card, facts, pager, tag};
use vault::Vault;

/// Exports on a page.
const PAGE: u32 = 50;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Before {
    /// Before this export.
    before: String,
}

pub(super) async fn index(SignedIn(actor): SignedIn, cx: Cx, Query(asked): Query<Before>) -> http::Result<Markup> {
    let before = asked.before.parse::<Id<Export>>().ok();
    let list = exports::list_exports(cx.store(), actor.person, before, PAGE).await?;
    let next = kernel::last_of_full(&list, PAGE).map(|last| format!("/exports?before={}", last.id));
    let (title, next_word) = (cx.t("exports"), cx.t("exports-next"));
    let body = html! {
        (ui::card::head(&title, &html! {}, &html! { a.btn.quiet href="/me" { (cx.t("factor-back")) } }))
        (card(&title, &html! {
            p.hint { (cx.t("exports-hint")) }
            (rows_of(&cx, &list))
            (pager(&Pager { label: &title, next: next.as_deref().map(|href| (next_word.as_ref(), href)), ..Pager::default() }))
        }))
    };
    Ok(cx.page_with(&title, Look { under: Some("/me"), ..Look::default() }, &body))
}

fn rows_of(cx: &Cx, list: &[Export]) -> Markup {
    let heads = ["exports-what", "exports-state", "exports-rows", "exports-when"].map(|key| cx.t(key));
    let [what, state, rows, when] = &heads;
    let columns = [Column::text(what), Column::text(state), Column::number(rows), Column::text(when)];
    let cells = list.iter().map(|it| {
        vec![
            html! { a href={ "/exports/" (it.id) } { (it.file_name()) } },
            state_tag(cx, it),
            html! { @if it.state == ExportState::Ready { (it.list_rows) } @else { "—" } },
            html! { (it.created_at.minute()) },
        ]
        .into()
    });
    table(&Table {
        caption: &cx.t("exports"),
        caption_unseen: true,
        columns: &columns,
        rows: cells.collect(),
        empty: ui::state::empty(&cx.t("exports-none"), &cx.t("exports-none-hint"), &html! {}),
        ..Table::default()
    })
}

fn state_tag(cx: &Cx, it: &Export) -> Markup {
    let (kind, key) = state_words(it);
    tag(kind, &cx.t(key))
}

fn state_words(it: &Export) -> (TagKind, &'static str) {
    match it.state {
        ExportState::Writing => (TagKind::Wait, "exports-writing"),
        ExportState::Ready if it.file_secret.is_none() => (TagKind::Plain, "exports-removed"),
        ExportState::Ready => (TagKind::Ok, "exports-ready"),
        ExportState::Failed => (TagKind::Late, "exports-failed"),
    }
}

pub(super) async fn show(Own(it, _): Own<Export>, cx: Cx) -> http::Result<Markup> {
    let job = find_job(cx.store(), it.job_id).await?;
    let writing = it.state == ExportState::Writing;
    let body = html! {
        (ui::card::head(&it.title, &html! { (it.created_at.minute()) }, &ui::quiet_link("/exports", &cx.t("exports"))))
        (panel(&cx, &it, job.as_ref()))
    };
    let look = Look { refresh: writing.then_some(3), under: Some("/me"), ..Look::default() };
    Ok(cx.page_with(&it.title, look, &body))
}

/// The panel, asked for again while the list is written.
pub(super) async fn progress(Own(it, _): Own<Export>, cx: Cx) -> http::Result<Markup> {
    let job = find_job(cx.store(), it.job_id).await?;
    Ok(panel(&cx, &it, job.as_ref()))
}

fn panel(cx: &Cx, it: &Export, job: Option<&Job>) -> Markup {
    let writing = it.state == ExportState::Writing;
    let (kind, key) = state_words(it);
    let line = match (job.and_then(Job::outcome), job) {
        (Some(ended), _) => cx.say(&ended.summary),
        (None, Some(job)) if job.done > 0 => cx.say(&text!("exports-progress", done = job.done)),
        _ => cx.t("exports-waiting").into_owned(),
    };
    let small = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
    let done = job.filter(|it| writing && it.total > 0).map(|it| (small(it.done), small(it.total.max(it.done))));
    let (src, page) = (format!("/exports/{}/progress", it.id), format!("/exports/{}", it.id));
    let reload = cx.t("exports-reload");
    html! {
        (work(&Work {
            title: &cx.t("exports-work"),
            state: (kind, &cx.t(key)),
            done,
            line: &line,
            advice: &if writing { cx.t("exports-may-leave") } else { "".into() },
            deeds: deeds(cx, it),
            poll: writing.then(|| Poll { src: &src, every: 1, reload: &reload, page: &page }),
            ..Work::default()
        }))
        @if it.state == ExportState::Ready { (card(&cx.t("exports-facts"), &about(cx, it))) }
    }
}

fn deeds(cx: &Cx, it: &Export) -> Markup {
    let may = cx.may(Verb::Manage, &it.noun, std::slice::from_ref(&it.place));
    match it.fetchable(may) {
        Ok(()) => {
            let size = cx.say(&text!("exports-size", kilobytes = (it.bytes + 1_023) / 1_024));
            html! { (ui::button::download(&format!("/exports/{}/file", it.id), &cx.t("exports-fetch"), &size)) }
        }
        Err(_) if it.state == ExportState::Writing => html! {},
        Err(refusal) => http::refused(cx, &refusal),
    }
}

/// What a reader of the file can hold it against.
fn about(cx: &Cx, it: &Export) -> Markup {
    let keys =
        ["exports-rows", "exports-digest", "exports-mark", "exports-numbers", "exports-reason"].map(|key| cx.t(key));
    let [rows, digest, mark, numbers, reason] = &keys;
    let whole = cx.t(if it.whole { "exports-whole" } else { "exports-masked" });
    let (count, own_mark) = (it.list_rows.to_string(), it.mark());
    let mut lines = vec![
        Fact::text(rows, &count),
        Fact::text(mark, &own_mark),
        Fact::text(numbers, &whole),
        Fact::text(digest, &it.digest),
    ];
    if !it.reason.is_empty() {
        lines.push(Fact::text(reason, &it.reason));
    }
    html! { (facts(&lines)) p.hint { (cx.t("exports-mark-hint")) } }
}

/// The file, for whoever asked for it and still may have it. That it left the house is written down first.
pub(super) async fn file(Own(it, by): Own<Export>, cx: Cx) -> http::Result<Response> {
    it.fetchable(cx.may(Verb::Manage, &it.noun, std::slice::from_ref(&it.place)))?;
    let ring = cx.app().own::<Vault>()?.ring();
    let bytes = exports::open(&ring, &cx.app().parts().blobs, &it).await?;
    store::transaction!(cx.store(), tx => { exports::take(tx, &by, &it).await })?;
    let kind = match it.format {
        Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Format::Csv => "text/csv; charset=utf-8",
    };
    let headers = [
        (CONTENT_TYPE, kind.to_owned()),
        (CONTENT_DISPOSITION, attachment(&it.file_name())),
        (CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((headers, Body::from_stream(bytes)).into_response())
}
