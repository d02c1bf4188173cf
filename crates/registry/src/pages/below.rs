//! What hangs under an organisation, with how many people it has: the way down to a school and its
//! people.

use http::Cx;
use kernel::OrganisationId;
use maud::Markup;
use maud::html;
use ui::table::{Column, Table, table};
use ui::{Pager, card, pager};

use crate::{Organisation, store as rows};

/// Organisations on a page.
const PAGE: u32 = 100;

/// Where a page about organisations shows what hangs under one.
#[derive(Clone, Copy)]
pub struct Below<'a> {
    /// Under which one.
    pub over: &'a Organisation,
    /// After this code; `""` from the first.
    pub after: &'a str,
    /// The address of the page about one of them.
    pub one: &'a (dyn Fn(OrganisationId) -> String + Sync),
    /// The address that goes on with the list after a code.
    pub next: &'a (dyn Fn(&str) -> String + Sync),
}

/// The card with what hangs under an organisation; nothing where nothing does.
///
/// # Errors
/// When the database refuses.
pub async fn below(cx: &Cx, at: Below<'_>) -> kernel::Result<Markup> {
    let children = rows::list_children(cx.store(), at.over.id, at.after, PAGE).await?;
    if children.is_empty() {
        return Ok(html! {});
    }
    let figures = rows::list_people_figures(cx.store(), children.iter().map(|it| &it.place)).await?;
    let heads = ["below-name", "below-kind", "below-code", "below-people"].map(|key| cx.t(key));
    let [name, kind, code, people] = &heads;
    let columns = [Column::text(name), Column::text(kind), Column::text(code), Column::number(people)];
    let cells = children.iter().map(|it| {
        vec![
            html! { a href=((at.one)(it.id)) { (it.name) } },
            html! { (cx.t(it.kind.key())) },
            html! { (it.code) },
            html! { @if it.kind.has_area() { (figures.get(&it.place).copied().unwrap_or_default()) } @else { "—" } },
        ]
        .into()
    });
    let next = kernel::last_of_full(&children, PAGE).map(|last| (at.next)(&last.code));
    let (title, word) = (cx.t("below-title"), cx.t("below-next"));
    Ok(card(
        &title,
        &html! {
            (table(&Table { caption: &title, caption_unseen: true, columns: &columns, rows: cells.collect(), ..Table::default() }))
            (pager(&Pager { label: &title, next: next.as_deref().map(|href| (word.as_ref(), href)), ..Pager::default() }))
        },
    ))
}
