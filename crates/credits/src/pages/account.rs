//! A teacher's hours: the balance of each cycle, the entries behind it, the record to take away.

use std::collections::BTreeSet;

use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use http::{Cx, Query, SignedIn, View};
use kernel::{Id, PersonId, fixed_2, text};
use maud::{Markup, html};
use serde::Deserialize;
use ui::chart::{Bar, Bars, bars};
use ui::table::{Column, Row, Table, table};
use ui::{Figure, Marks, card, card_with, figures};

use super::words;
use crate::hours::{Account, Holder, HourEntry};
use crate::rule::CycleRule;
use crate::{record as training, store as tables};

/// Entries of one person; a working life has fewer.
const MOST: u32 = 2000;

/// Which cycle.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    cycle: Option<i64>,
}

/// Whose account, and from where it is looked at.
struct Seen<'a> {
    person: PersonId,
    /// `/hours` for one's own, `/people/…/hours` for an officer's view.
    base: &'a str,
    title: &'a str,
    own: bool,
}

pub async fn own(SignedIn(actor): SignedIn, cx: Cx, Query(asked): Query<Asked>) -> http::Result<Markup> {
    let title = cx.t("hours-title");
    let seen = Seen { person: actor.person, base: "/hours", title: &title, own: true };
    Ok(page(&cx, &seen, &asked).await?)
}

pub async fn show(View(holder, _): View<Holder>, cx: Cx, Query(asked): Query<Asked>) -> http::Result<Markup> {
    let title = cx.say(&text!("hours-title-of", name = &holder.0.name));
    let base = format!("/people/{}/hours", holder.0.id);
    let seen = Seen { person: holder.0.id, base: &base, title: &title, own: false };
    Ok(page(&cx, &seen, &asked).await?)
}

async fn page(cx: &Cx, seen: &Seen<'_>, asked: &Asked) -> kernel::Result<Markup> {
    let rule = tables::find_cycle_rule(cx.store(), cx.today()).await?;
    let accounts = tables::list_accounts(cx.store(), seen.person).await?;
    let cycle = asked.cycle.unwrap_or_else(|| rule.cycle(cx.today()));
    let entries = tables::list_entries(cx.store(), seen.person, Some(cycle), MOST).await?;
    let account =
        accounts.iter().find(|it| it.cycle == cycle).cloned().unwrap_or_else(|| Account::empty(seen.person, cycle));
    let counted = words::hours(cx, account.hours_x100);
    let download = cx.t("hours-record");
    let body = html! {
        (ui::card::head(seen.title, &html! { (cx.say(&text!("hours-cycle", from = cycle, until = rule.last_year(cycle)))) }, &html! {}))
        (balance(cx, &account, &rule))
        (ui::card::columns(
            &html! { (list(cx, seen, &entries)) },
            &html! {
                (card(&cx.t("hours-by-mode"), &by_mode(cx, &account)))
                (card(&cx.t("hours-cycles"), &cycles(cx, seen, &accounts, &rule, cycle)))
                @if seen.own { (card(&cx.t("hours-take-away"), &html! { p { (cx.t("hours-record-hint")) } (ui::button::download("/hours/record.xlsx", &download, "XLSX")) })) }
            },
        ))
    };
    let look = http::Look { counted: seen.own.then_some(counted.as_str()), ..http::Look::default() };
    Ok(cx.page_with(seen.title, look, &body))
}

fn balance(cx: &Cx, account: &Account, rule: &CycleRule) -> Markup {
    let keys = ["hours-total", "hours-credits", "hours-ict", "hours-unit", "credits-unit"].map(|key| cx.t(key));
    let [total, credits, ict, hours_unit, credits_unit] = &keys;
    let of = |target: i64, reached: i64| {
        cx.say(&text!("hours-target", target = fixed_2(target), missing = fixed_2((target - reached).max(0))))
    };
    let values = [account.hours_x100, account.credits_x100, account.ict_x100].map(fixed_2);
    let [total_value, credits_value, ict_value] = &values;
    let notes = [of(rule.hours_target_x100, account.hours_x100), of(rule.ict_target_x100, account.ict_x100)];
    let [total_note, ict_note] = &notes;
    let as_of = cx.say(&text!("hours-as-of", at = cx.now()));
    let marks = Marks { as_of: &as_of, ..Marks::default() };
    html! {
        (figures(&[
            Figure { label: total, value: total_value, unit: hours_unit, note: total_note, href: "#entries", marks },
            Figure { label: credits, value: credits_value, unit: credits_unit, note: "", href: "#entries", marks },
            Figure { label: ict, value: ict_value, unit: hours_unit, note: ict_note, href: "", marks },
        ]))
        (ui::progress::bar(total, words::drawn(account.hours_x100.max(0)), words::drawn(rule.hours_target_x100)))
        p.clause { (rule.clause) "（" (rule.document) "）" }
    }
}

fn by_mode(cx: &Cx, account: &Account) -> Markup {
    let labels = ["mode-face", "mode-online", "mode-blended"].map(|key| cx.t(key));
    let values = [account.face_x100, account.online_x100, account.blended_x100];
    let shown = values.map(fixed_2);
    let rows: Vec<Bar<'_>> = labels
        .iter()
        .zip(values)
        .zip(&shown)
        .map(|((label, value), shown)| Bar { label, href: "", value: words::drawn(value.max(0)), shown })
        .collect();
    let max = words::drawn(values.into_iter().max().unwrap_or_default().max(100));
    let keys = ["hours-by-mode", "hours-mode", "hours-unit"].map(|key| cx.t(key));
    let [caption, names, unit] = &keys;
    bars(&Bars { caption, names, values: unit, max, target: None, rows: &rows })
}

fn cycles(cx: &Cx, seen: &Seen<'_>, accounts: &[Account], rule: &CycleRule, shown: i64) -> Markup {
    let heads = ["hours-cycle-head", "hours-total"].map(|key| cx.t(key));
    let [cycle, total] = &heads;
    let columns = [Column::text(cycle), Column::number(total)];
    let rows = accounts.iter().map(|it| {
        let words = format!("{}—{}", it.cycle, rule.last_year(it.cycle));
        Row::from(vec![
            html! { @if it.cycle == shown { (words) } @else { a href={ (seen.base) "?cycle=" (it.cycle) } { (words) } } },
            html! { (fixed_2(it.hours_x100)) },
        ])
    });
    let caption = cx.t("hours-cycles");
    table(&Table {
        caption: &caption,
        caption_unseen: true,
        columns: &columns,
        rows: rows.collect(),
        empty: html! { p { (cx.t("hours-none-yet")) } },
        ..Table::default()
    })
}

fn list(cx: &Cx, seen: &Seen<'_>, entries: &[HourEntry]) -> Markup {
    let reversed: BTreeSet<Id<HourEntry>> = entries.iter().filter_map(|entry| entry.reversal_of).collect();
    let heads =
        ["hours-class", "hours-institution", "hours-on", "hours-mode", "hours-unit", "credits-unit", "hours-why"]
            .map(|key| cx.t(key));
    let [class, institution, on, mode, hours, credits, why] = &heads;
    let columns = [
        Column::text(class),
        Column::text(institution),
        Column::text(on),
        Column::text(mode),
        Column::number(hours),
        Column::number(credits),
        Column::deed(why),
    ];
    let rows = entries.iter().map(|entry| {
        let href = format!("{}/{}", seen.base, entry.id);
        Row {
            cells: vec![
                html! {
                    (entry.class_name) " "
                    @if entry.reversal_of.is_some() { (ui::tag(ui::TagKind::Late, &cx.t("hours-reversal"))) }
                    @else if reversed.contains(&entry.id) { (ui::tag(ui::TagKind::Late, &cx.t("hours-reversed"))) }
                    @else { (words::outcome(cx, entry.outcome)) }
                },
                html! { (entry.institution_name) },
                html! { (entry.occurred_on) },
                html! { (cx.t(entry.mode.key())) },
                html! { (fixed_2(entry.hours_x100)) },
                html! { (fixed_2(entry.credits_x100)) },
                ui::why::link(&href, why, &entry.class_name),
            ],
            marked: entry.reversal_of.is_some(),
        }
    });
    let title = cx.t("hours-entries");
    let count = cx.say(&text!("hours-entries-count", count = entries.len()));
    let aside = html! { (count) };
    card_with(
        &title,
        &aside,
        &table(&Table {
            id: "entries",
            caption: &title,
            caption_unseen: true,
            columns: &columns,
            rows: rows.collect(),
            empty: ui::state::empty(&cx.t("hours-none"), &cx.t("hours-none-hint"), &html! {}),
            ..Table::default()
        }),
    )
}

/// The 国内培训 record of the teacher's own file.
pub async fn record(SignedIn(actor): SignedIn, cx: Cx) -> http::Result<Response> {
    let entries = tables::list_entries(cx.store(), actor.person, None, MOST).await?;
    let certificates = tables::list_certificates(cx.store(), actor.person, MOST).await?;
    let name = |_, class| certificates.iter().find(|it| it.class_id == class).map(|it| it.project_name.clone());
    let rows = training::trainings(&entries, name);
    let bytes = training::workbook(&rows, cx.now()).map_err(kernel::Error::internal)?;
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok((
        [
            (header::CONTENT_TYPE, kind.to_owned()),
            (header::CONTENT_DISPOSITION, http::attachment("国内培训.xlsx")),
            (header::CACHE_CONTROL, "private, no-store".to_owned()),
        ],
        bytes,
    )
        .into_response())
}
