//! What the issuer does with a notice: issue it, throw the draft away, take it back, have another take its place,
//! remind those who have not signed.

use axum::response::Response;
use http::{Cx, Form, Manage, see_with};
use kernel::text;
use maud::{Markup, html};
use serde::Deserialize;
use ui::{Confirm, Field, button, card};

use super::show::kinds;
use crate::deed;
use crate::notice::{Notice, NoticeState};

/// Why.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Why {
    reason: String,
}

fn at(it: &Notice, end: &str) -> String {
    format!("/notices/{}{end}", it.id)
}

pub(super) async fn issue(Manage(it, by): Manage<Notice>, cx: Cx) -> http::Result<Response> {
    store::transaction!(cx.store(), tx => { deed::issue(tx, &by, it.id).await })?;
    cx.app().worker().ring();
    Ok(see_with(&at(&it, ""), &text!("notice-issued-now", number = &it.number)))
}

pub(super) async fn discard(Manage(it, by): Manage<Notice>, cx: Cx) -> http::Result<Response> {
    store::transaction!(cx.store(), tx => { deed::discard(tx, &by, it.id).await })?;
    Ok(see_with(&cx.list_of("/notices", &by), &text!("notice-discarded-now", title = &it.title)))
}

pub(super) async fn withdraw(Manage(it, by): Manage<Notice>, cx: Cx, Form(why): Form<Why>) -> http::Result<Response> {
    store::transaction!(cx.store(), tx => { deed::withdraw(tx, &by, it.id, &why.reason).await })?;
    Ok(see_with(&at(&it, ""), &text!("notice-withdrawn-now", number = &it.number)))
}

pub(super) async fn remind(Manage(it, by): Manage<Notice>, cx: Cx) -> http::Result<Response> {
    let count = store::transaction!(cx.store(), tx => { deed::remind(tx, &by, it.id).await })?;
    Ok(see_with(&at(&it, "/receipts"), &text!("notice-reminded-now", count = count)))
}

/// The issuer's deeds.
pub(super) fn panel(cx: &Cx, it: &Notice) -> Markup {
    match it.state {
        NoticeState::Draft => card(&cx.t("notice-deeds"), &drafted(cx, it)),
        NoticeState::Issued => card(&cx.t("notice-deeds"), &issued(cx, it)),
        NoticeState::Replaced | NoticeState::Withdrawn => html! {},
    }
}

fn drafted(cx: &Cx, it: &Notice) -> Markup {
    let keys = ["notice-issue", "notice-issue-title", "notice-discard", "notice-discard-title", "notice-cancel"];
    let words = keys.map(|key| cx.t(key));
    let [issue, issue_title, discard, discard_title, no] = &words;
    let means = cx.say(&text!("notice-issue-means", area = &it.area_name, kinds = kinds(cx, it)));
    let confirm = Confirm { title: issue_title, text: &means, yes: issue, no, removes: false };
    let gone = cx.t("notice-discard-means");
    let throw = Confirm { title: discard_title, text: &gone, yes: discard, no, removes: true };
    html! {
        p { (means) }
        div.deeds {
            (ui::form(&ui::Form { action: &at(it, "/issue"), confirm: Some(confirm), ..ui::Form::default() }, &html! { (button(issue)) }))
            (ui::quiet_link(&at(it, "/edit"), &cx.t("notice-edit")))
            (ui::form(&ui::Form { action: &at(it, "/removal"), confirm: Some(throw), ..ui::Form::default() }, &html! { (ui::danger_button(discard)) }))
        }
    }
}

fn issued(cx: &Cx, it: &Notice) -> Markup {
    let keys = ["notice-withdraw", "notice-withdraw-reason", "notice-withdraw-hint", "notice-cancel"];
    let words = keys.map(|key| cx.t(key));
    let [withdraw, reason, hint, no] = &words;
    let confirm = Confirm { title: withdraw, text: hint, yes: withdraw, no, removes: true };
    html! {
        p { (cx.say(&text!("notice-figures", recipients = it.recipients, opened = it.opened, signed = it.signed))) }
        div.deeds {
            (ui::quiet_link(&format!("/notices/new?replaces={}", it.id), &cx.t("notice-replace")))
        }
        (ui::form(&ui::Form { action: &at(it, "/withdrawal"), confirm: Some(confirm), ..ui::Form::default() }, &html! {
            (ui::field::text(&Field { name: "reason", label: reason, hint, required: true, maxlength: 200, ..Field::default() }))
            div.deeds { (ui::danger_button(withdraw)) }
        }))
    }
}

/// The press that reminds all who have not signed.
pub(super) fn reminder(cx: &Cx, it: &Notice) -> Markup {
    let deed = cx.say(&text!("notice-remind", count = it.unsigned()));
    let last = it.reminded_at.map(|at| cx.say(&text!("notice-reminded-last", at = at)));
    html! {
        @if it.state == NoticeState::Issued && it.unsigned() > 0 {
            (ui::form(&ui::Form { action: &at(it, "/reminder"), ..ui::Form::default() }, &html! { div.deeds { (button(&deed)) } }))
        }
        @if let Some(last) = last { p.hint { (last) } }
    }
}
