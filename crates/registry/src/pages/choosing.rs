//! Who goes when a school is split: its people, a page at a time, with boxes to tick.

use http::Cx;
use kernel::{PersonId, Result, text};
use maud::{Markup, html};
use serde::Deserialize;
use ui::table::{Column, Row, Table, table};
use ui::{Pager, card, pager};

use super::organisation::said;
use crate::reorganisation::Reorganisation;
use crate::{Organisation, Person, codes, store as rows};

/// People on a page.
const PAGE: u32 = 50;

/// Where the list goes on: after this person.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct After {
    after: String,
}

/// A page of the list, as it was sent.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Chosen {
    /// Who stood on the page.
    pub shown: Vec<PersonId>,
    /// Who of them was ticked.
    pub go: Vec<PersonId>,
    /// After whom the next page goes on; nobody where there is none.
    next: String,
}

impl Chosen {
    /// Where to go on.
    pub(super) fn whence(&self, address: &str) -> String {
        match self.next.parse::<PersonId>() {
            Ok(after) => format!("{address}?after={after}"),
            Err(_) => address.to_owned(),
        }
    }
}

/// The card with the people of `source`, those ticked who go.
pub(super) async fn card_of(cx: &Cx, it: &Reorganisation, source: &Organisation, after: &After) -> Result<Markup> {
    let before = match after.after.parse::<PersonId>() {
        Ok(id) => rows::find_person(cx.store(), id).await?.filter(|it| it.school_id == source.id),
        Err(_) => None,
    };
    let from = before.as_ref().map(|it| (it.name.as_str(), it.id));
    let people = rows::list_people_of_school(cx.store(), source.id, from, PAGE).await?;
    let ids: Vec<PersonId> = people.iter().map(|it| it.id).collect();
    let going = rows::list_chosen(cx.store(), it.id, &ids).await?;
    let next = kernel::last_of_full(&people, PAGE).map(|last| last.id.to_string());
    let address = format!("/reorganisations/{}", it.id);
    let words = ["reorganisation-choose", "reorganisation-choose-hint", "reorganisation-keep", "person-next"]
        .map(|key| cx.t(key));
    let [title, hint, keep, more] = &words;
    let href = next.as_ref().map(|next| format!("{address}?after={next}"));
    Ok(card(
        title,
        &html! {
            p.hint { (hint) }
            form.form method="post" action={ (address) "/people" } {
                @for id in &ids { (ui::field::hidden("shown", &id.to_string())) }
                @if let Some(next) = &next { (ui::field::hidden("next", next)) }
                (list(cx, title, &people, &going))
                (ui::button::row(&ui::button(keep)))
            }
            (pager(&Pager { label: title, next: href.as_deref().map(|href| (more.as_ref(), href)), ..Pager::default() }))
        },
    ))
}

fn list(cx: &Cx, title: &str, people: &[Person], going: &[PersonId]) -> Markup {
    let heads = ["person-name", "person-stage", "person-subject", "person-title"].map(|key| cx.t(key));
    let [name, stage, subject, rank] = &heads;
    let columns = [Column::text(name), Column::text(stage), Column::text(subject), Column::text(rank)];
    let row = |it: &Person| -> Row {
        let tick = cx.say(&text!("reorganisation-tick", name = &it.name));
        vec![
            html! { label.choice { input type="checkbox" name="go" value=(it.id) checked[going.contains(&it.id)] aria-label=(tick); span { (it.name) } } },
            html! { (said(cx, codes::stage(), it.stage.as_deref())) },
            html! { (said(cx, codes::subject(), it.subject.as_deref())) },
            html! { (said(cx, codes::title(), it.title.as_deref())) },
        ]
        .into()
    };
    table(&Table {
        caption: title,
        caption_unseen: true,
        columns: &columns,
        rows: people.iter().map(row).collect(),
        empty: ui::state::empty(&cx.t("person-none"), &cx.t("person-none-hint"), &html! {}),
        ..Table::default()
    })
}
