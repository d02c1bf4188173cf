//! The way in to organisations: what hangs under the one where a duty is held.

use http::{Across, Cx, Query, View};
use maud::{Markup, html};
use serde::Deserialize;

use super::below::{Below, below};
use crate::{Organisation, store as rows};

/// Where the list goes on: after the organisation with this code.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct After {
    below: String,
}

pub(super) async fn index(
    areas: Across<View<Organisation>>,
    cx: Cx,
    Query(asked): Query<After>,
) -> http::Result<Markup> {
    let over = rows::get_organisation(cx.store(), areas.here().organisation).await?;
    let at = Below {
        over: &over,
        after: &asked.below,
        one: &|id| format!("/organisations/{id}"),
        next: &|code| areas.href("/organisations", &[("below", code)]),
    };
    let list = below(&cx, at).await?;
    let title = cx.t("nav-organisations");
    let own = ui::quiet_link(&format!("/organisations/{}", over.id), &cx.t("organisation-own"));
    let body = html! {
        (ui::card::head(&title, &html! { (over.name) }, &own))
        (cx.switch(&areas))
        @if list.0.is_empty() { (ui::state::empty(&cx.t("organisation-none-below"), &cx.t("organisation-none-below-hint"), &html! {})) }
        @else { (list) }
    };
    Ok(cx.page(&title, &body))
}
