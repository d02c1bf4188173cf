//! What the house removes by itself when its time is over, and what it has removed.

use authz::Noun;
use http::{Across, Cx, Query, View};
use kernel::{Id, Timestamp, text};
use maud::{Markup, html};
use retention::{Rule, Rules, Run, Standing};
use serde::Deserialize;
use ui::table::{Column, Table, table};
use ui::{Pager, TagKind, card, pager, tag};

/// Runs on a page.
const PAGE: u32 = 50;

/// The rules of retention, which are those of the whole house.
#[derive(Clone, Debug)]
pub(crate) struct Retention;

impl Noun for Retention {
    const NAME: &'static str = "retention";
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Before {
    /// Before this run.
    before: String,
}

pub(super) async fn index(areas: Across<View<Retention>>, cx: Cx, Query(asked): Query<Before>) -> http::Result<Markup> {
    let rules = cx.app().own::<Rules>()?;
    let standing = rules.list(cx.store()).await?;
    let before = asked.before.parse::<Id<Run>>().ok();
    let runs = retention::list_runs(cx.store(), before, PAGE).await?;
    let next =
        kernel::last_of_full(&runs, PAGE).map(|last| areas.href("/retention", &[("before", &last.id.to_string())]));
    let (title, next_word) = (cx.t("retention"), cx.t("retention-next-page"));
    let body = html! {
        (ui::card::head(&title, &html! { (areas.here().organisation_name) }, &html! {}))
        (cx.switch(&areas))
        @if before.is_none() { (card(&cx.t("retention-rules"), &html! {
            p.hint { (cx.t("retention-hint")) }
            (rules_table(&cx, &standing))
        })) }
        (card(&cx.t("retention-log"), &html! {
            (log(&cx, &runs))
            (pager(&Pager { label: &title, next: next.as_deref().map(|href| (next_word.as_ref(), href)), ..Pager::default() }))
        }))
    };
    Ok(cx.page(&title, &body))
}

/// Each rule: how long, when it ran, what goes next.
fn rules_table(cx: &Cx, standing: &[(Rule, Standing)]) -> Markup {
    let heads = ["retention-what", "retention-days", "retention-last", "retention-next"].map(|key| cx.t(key));
    let [what, days, last, next] = &heads;
    let columns = [Column::text(what), Column::text(days), Column::text(last), Column::text(next)];
    let cells = standing.iter().map(|(rule, it)| {
        vec![
            html! { (cx.t(&rule.message())) },
            html! { (cx.say(&text!("retention-kept", days = it.days_of(rule)))) @if let Some(why) = &it.why { p.hint { (why) } } },
            html! { @if let Some(at) = it.last_at { (at.minute()) } @else { (cx.t("retention-never")) } },
            when(cx, it.next(rule), cx.now()),
        ]
        .into()
    });
    table(&Table {
        caption: &cx.t("retention-rules"),
        caption_unseen: true,
        columns: &columns,
        rows: cells.collect(),
        ..Table::default()
    })
}

/// When something goes next: a day, the coming run, or nothing at all.
fn when(cx: &Cx, next: Option<Timestamp>, now: Timestamp) -> Markup {
    match next {
        None => html! { (cx.t("retention-nothing")) },
        Some(at) if at <= now => tag(TagKind::Due, &cx.t("retention-due")),
        Some(at) => html! { (cx.say(&text!("retention-from", day = at.date().to_string()))) },
    }
}

fn log(cx: &Cx, runs: &[Run]) -> Markup {
    let heads =
        ["retention-when", "retention-what", "retention-count", "retention-span", "retention-end"].map(|key| cx.t(key));
    let [at, what, count, span, end] = &heads;
    let columns = [Column::text(at), Column::text(what), Column::number(count), Column::text(span), Column::text(end)];
    let cells = runs.iter().map(|it| {
        vec![
            html! { (it.begun_at.minute()) },
            html! { (cx.t(&retention::message(&it.rule))) },
            html! { (it.removed) },
            html! { (it.first_at.minute()) " — " (it.last_at.minute()) },
            html! { @if let Some(at) = it.ended_at { (at.minute()) } @else { (tag(TagKind::Wait, &cx.t("retention-open"))) } },
        ]
        .into()
    });
    table(&Table {
        caption: &cx.t("retention-log"),
        caption_unseen: true,
        columns: &columns,
        rows: cells.collect(),
        empty: ui::state::empty(&cx.t("retention-none"), &cx.t("retention-none-hint"), &html! {}),
        ..Table::default()
    })
}
