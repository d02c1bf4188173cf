//! Accounts of the people of one's area: who is active, and a new code for who is not.

use axum::response::Response;
use http::{Across, Checked, Cx, Look, Manage, Nothing, Query, unkept};
use kernel::{Error, PersonId, text};
use maud::{Markup, html};
use registry::{Below, Person};
use serde::Deserialize;
use ui::table::{Column, Table, table};
use ui::{Pager, TagKind, card, pager, tag};

use crate::{Account, Sessions, store as rows};

/// People on a page.
const PAGE: u32 = 50;

/// Of which organisation below one's own, and where its lists go on: after this person (an id, because
/// names do not belong into addresses), after the organisation with this code.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    of: String,
    after: String,
    below: String,
}

pub(super) async fn index(areas: Across<Manage<Account>>, cx: Cx, Query(asked): Query<Asked>) -> http::Result<Markup> {
    let here = areas.here();
    let of = registry::find_organisation(cx.store(), asked.of.parse().unwrap_or(here.organisation)).await?;
    let of = of.filter(|it| it.place.within(&here.place)).ok_or(Error::NotFound)?;
    let last = match asked.after.parse::<PersonId>() {
        Ok(id) => registry::find_person(cx.store(), id).await?.filter(|it| it.school_id == of.id),
        Err(_) => None,
    };
    let start = last.as_ref().map(|it| (it.name.as_str(), it.id));
    let people = registry::list_people_of_school(cx.store(), of.id, start, PAGE).await?;
    let active = rows::list_active(cx.store(), people.iter().map(|it| it.id)).await?;
    let id = of.id.to_string();
    let below = Below {
        over: &of,
        after: &asked.below,
        one: &|child| areas.href("/accounts", &[("of", &child.to_string())]),
        next: &|code| areas.href("/accounts", &[("of", &id), ("below", code)]),
    };
    let below = registry::below(&cx, below).await?;
    let next = kernel::last_of_full(&people, PAGE)
        .map(|last| areas.href("/accounts", &[("of", &id), ("after", &last.id.to_string())]));
    let over = match of.parent_id.filter(|_| of.id != here.organisation) {
        Some(id) => registry::find_organisation(cx.store(), id).await?.filter(|it| it.place.within(&here.place)),
        None => None,
    };
    // An authority may have nobody of its own; what is asked for is what hangs under it.
    let own = !people.is_empty() || below.0.is_empty();
    let title = cx.t("accounts");
    let body = html! {
        @if let Some(over) = &over {
            (ui::breadcrumbs(&title, &[ui::Crumb { text: &over.name, href: &areas.href("/accounts", &[("of", &over.id.to_string())]) }]))
        }
        (ui::card::head(&title, &html! { (of.name) }, &html! {}))
        (cx.switch(&areas))
        @if own { (people_card(&cx, &people, &active, next.as_deref())) }
        (below)
    };
    Ok(cx.page(&title, &body))
}

fn people_card(cx: &Cx, people: &[Person], active: &[PersonId], next: Option<&str>) -> Markup {
    let heads = ["account-name", "account-number", "account-state", "account-deed"].map(|key| cx.t(key));
    let [name, number, state, deed] = &heads;
    let columns = [Column::text(name), Column::text(number), Column::text(state), Column::deed(deed)];
    let cells = people.iter().map(|it| {
        let is_active = active.contains(&it.id);
        let (kind, key) = if is_active { (TagKind::Ok, "account-active") } else { (TagKind::Wait, "account-waiting") };
        let issue = if is_active { "account-reset" } else { "account-issue" };
        vec![
            html! { (it.name) },
            html! { (it.identity_masked) },
            tag(kind, &cx.t(key)),
            html! { form method="post" action={ "/people/" (it.id) "/activation" } { (ui::quiet_button(&cx.t(issue), "", "")) } },
        ]
        .into()
    });
    let (title, next_word) = (cx.t("accounts-list"), cx.t("accounts-next"));
    card(
        &title,
        &html! {
            p.hint { (cx.t("accounts-hint")) }
            (table(&Table {
                caption: &title,
                caption_unseen: true,
                columns: &columns,
                rows: cells.collect(),
                empty: ui::state::empty(&cx.t("accounts-none"), &cx.t("accounts-none-hint"), &html! {}),
                ..Table::default()
            }))
            (pager(&Pager { label: &title, next: next.map(|href| (next_word.as_ref(), href)), ..Pager::default() }))
        },
    )
}

/// Makes a code and shows it, this once.
pub(super) async fn activation(
    Manage(account, by): Manage<Account>,
    cx: Cx,
    Checked(Nothing {}): Checked<Nothing>,
) -> http::Result<Response> {
    let actor = cx.signed_in()?;
    // The guard found a duty that reaches the account; whether it stands above the person's own is decided here.
    let code = store::transaction!(cx.store(), tx => { crate::account::reset(tx, actor, &account, by.now).await })?;
    cx.app().own::<Sessions>()?.forget_person(account.person.id);
    let title = cx.say(&text!("account-code-for", name = &account.person.name));
    let body = html! {
        (ui::notice::confirmation(&ui::notice::Confirmation {
            title: &title,
            number_label: &cx.t("activation-code"),
            number: &code.printed(),
            next: &cx.t("account-code-next"),
            deeds: html! { a.btn.quiet href="/accounts" { (cx.t("account-back")) } },
        }))
    };
    Ok(unkept(cx.page_with(&title, Look { reading: true, ..Look::default() }, &body)))
}
