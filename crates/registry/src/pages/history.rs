//! The history of an organisation (沿革): what it was called and what it hung under, and by which document.

use std::collections::{BTreeSet, HashMap};

use authz::{Noun as _, Verb};
use http::Cx;
use kernel::{Date, OrganisationId, Result, text};
use maud::{Markup, html};
use ui::card::card_with;
use ui::table::{Column, Row, Table, table};

use crate::period::{Change, Period, What};
use crate::reorganisation::is_movable;
use crate::{Organisation, OrganisationKind, store as rows};

/// What a line of the history needs to be said.
struct Said<'a> {
    cx: &'a Cx,
    periods: &'a [Period],
    others: &'a HashMap<OrganisationId, Organisation>,
}

/// The card with the history of `it`.
pub(super) async fn history(cx: &Cx, it: &Organisation) -> Result<Markup> {
    let periods = rows::list_periods(cx.store(), it.id).await?;
    let changes = rows::list_changes(cx.store(), it.id).await?;
    let over = periods.iter().filter_map(|it| it.parent_id);
    let ids: BTreeSet<OrganisationId> = over.chain(changes.iter().filter_map(|it| it.other_id)).collect();
    let others = rows::list_organisations_by_id(cx.store(), &ids.into_iter().collect::<Vec<_>>()).await?;
    let others = others.into_iter().map(|it| (it.id, it)).collect();
    let said = Said { cx, periods: &periods, others: &others };
    let title = cx.t("history-title");
    let heads = ["history-on", "history-what", "history-how", "history-by"].map(|key| cx.t(key));
    let [on, what, how, by] = &heads;
    let columns = [Column::text(on), Column::text(what), Column::text(how), Column::text(by)];
    let begun = changes.iter().all(|it| it.what != What::Opened);
    let first = periods.first().filter(|_| begun).map(|it| said.begun(it));
    let mut sorted: Vec<&Change> = changes.iter().collect();
    sorted.sort_by_key(|it| (it.on_day, it.nth));
    let rows: Vec<Row> = first.into_iter().chain(sorted.into_iter().map(|it| said.line(it))).collect();
    let then = html! { @if it.kind.is_authority() { (ui::quiet_link(&format!("/organisations/{}/tree", it.id), &cx.t("history-tree"))) } };
    Ok(card_with(
        &title,
        &then,
        &table(&Table { caption: &title, caption_unseen: true, columns: &columns, rows, ..Table::default() }),
    ))
}

impl Said<'_> {
    /// The first line of what was there before histories were kept.
    fn begun(&self, first: &Period) -> Row {
        let how = html! { (first.name) " · " (first.code) };
        vec![html! { (first.from_on) }, html! { (self.cx.t("change-begun")) }, how, html! { "—" }].into()
    }

    fn line(&self, change: &Change) -> Row {
        vec![
            html! { (change.on_day) },
            html! { (self.cx.t(change.what.key())) },
            self.how(change),
            html! { (change.document) @if !change.reason.is_empty() { br; (change.reason) } },
        ]
        .into()
    }

    fn how(&self, change: &Change) -> Markup {
        let (before, after) = around(self.periods, change.on_day);
        let of = |it: Option<&Period>, say: fn(&Period) -> String| it.map(say).unwrap_or_default();
        match change.what {
            What::Opened => html! { (of(after, |it| format!("{} · {}", it.name, it.code))) },
            What::Renamed => self.turned(&of(before, |it| it.name.clone()), &of(after, |it| it.name.clone())),
            What::Recoded => self.turned(&of(before, |it| it.code.clone()), &of(after, |it| it.code.clone())),
            What::Moved => self.turned(&self.over(before), &self.over(after)),
            What::Closed => html! { (of(before, |it| it.name.clone())) },
            What::MergedInto | What::Received | What::SplitOff | What::SplitFrom => self.other(change),
        }
    }

    fn turned(&self, old: &str, new: &str) -> Markup {
        html! { (self.cx.say(&text!("history-from-to", old = old, new = new))) }
    }

    fn over(&self, period: Option<&Period>) -> String {
        let over = period.and_then(|it| it.parent_id).and_then(|id| self.others.get(&id));
        over.map_or_else(|| "—".to_owned(), |it| it.name.clone())
    }

    /// The other organisation of a merger or a split; a link for whoever may see it.
    fn other(&self, change: &Change) -> Markup {
        let other = change.other_id.and_then(|id| self.others.get(&id));
        html! {
            @match other {
                Some(it) if self.cx.may(Verb::View, Organisation::NAME, &it.places()) => {
                    a href={ "/organisations/" (it.id) } { (it.name) }
                }
                Some(it) => (it.name),
                None => "—",
            }
        }
    }
}

/// The period that ended before `day`, and the one that holds on it.
fn around(periods: &[Period], day: Date) -> (Option<&Period>, Option<&Period>) {
    let before = periods.iter().rev().find(|it| it.from_on < day);
    (before, periods.iter().find(|it| it.holds_on(day)))
}

/// What may be done with `it` by whoever reads, and what is under way.
pub(super) async fn deeds(cx: &Cx, it: &Organisation) -> Result<Markup> {
    let places = it.places();
    let may = cx.may(Verb::Manage, Organisation::NAME, &places) && it.closed_on.is_none();
    let own = cx.actor().is_some_and(|actor| {
        actor
            .duties_for(Verb::Manage, Organisation::NAME, &places, cx.today())
            .all(|duty| it.changeable_from(&duty.place).is_err())
    });
    let under_way = rows::list_reorganisations(cx.store(), it.id, 5).await?;
    let to = |path: &str, key: &str| ui::quiet_link(&format!("/organisations/{}/{path}", it.id), &cx.t(key));
    let opens = OrganisationKind::ALL.iter().any(|kind| kind.may_hang_under(it.kind));
    if !may && under_way.is_empty() {
        return Ok(html! {});
    }
    Ok(ui::card(
        &cx.t("organisation-change"),
        &html! {
            @if !under_way.is_empty() {
                ul.plain { @for one in &under_way {
                    li { a href={ "/reorganisations/" (one.id) } { (cx.t(one.kind.key())) " · " (one.on_day) } " " (ui::tag(ui::TagKind::Plain, &cx.t(one.state.key()))) }
                } }
            }
            @if may {
                div.deeds {
                    @if opens { (to("opening", "organisation-open-below")) }
                    @if !own {
                        (to("renaming", "organisation-rename"))
                        @if is_movable(it.kind) { (to("reorganisation", "reorganisation-title")) }
                        (to("closing", "organisation-close"))
                    }
                }
            }
        },
    ))
}
