//! What somebody will be able to do with a duty, before it is given.

use http::Cx;
use kernel::{Result, text};
use maud::{Markup, html};
use registry::{Organisation, OrganisationKind};
use ui::{Tone, card};

use super::kind::{notes, rights_table};
use crate::kind::DutyKind;
use crate::store as rows;

/// Nouns whose sight opens nobody's file; any other does.
const FILELESS: &[&str] = &["duty", "retention", "organisation"];

/// The provinces of the land.
const PROVINCES: u32 = 100;

/// What a page says of a duty before it is given.
pub(super) struct Danger {
    /// How many people's files it opens, and what is particular about it: before the form.
    pub first: Markup,
    /// All that it lets one do: after the form, which would else stand far below on a phone.
    pub rights: Markup,
}

/// All that the duty lets one do at `at`, and to how many people.
///
/// # Errors
/// When the database refuses.
pub(super) async fn danger(cx: &Cx, kind: &DutyKind, at: &Organisation) -> Result<Danger> {
    let rights = rows::list_rights(cx.store()).await?;
    let opens = rights.iter().any(|it| it.duty == kind.code && !FILELESS.contains(&it.noun.as_str()));
    let opened = if opens { opened(cx, at).await? } else { cx.t("danger-nobody").into_owned() };
    let first = html! {
        (ui::notice(&ui::Notice { tone: Tone::Warn, title: &opened, ..ui::Notice::default() }))
        (notes(cx, kind))
    };
    Ok(Danger { first, rights: card(&cx.t("danger"), &rights_table(cx, &kind.code, &rights)?) })
}

/// How many people's files lie open to whoever holds the duty, by the figures that are kept.
async fn opened(cx: &Cx, at: &Organisation) -> Result<String> {
    if at.kind == OrganisationKind::Institution {
        return Ok(cx.t("danger-trainees").into_owned());
    }
    let places = match at.kind {
        // The nation has no figure of its own: all imports of the land would wait for its one row.
        OrganisationKind::Nation => registry::list_children(cx.store(), at.id, "", PROVINCES).await?,
        _ => vec![at.clone()],
    };
    let figures = registry::list_people_figures(cx.store(), places.iter().map(|it| &it.place)).await?;
    let people: i64 = figures.values().sum();
    Ok(cx.say(&text!("danger-people", place = &at.name, people = people)))
}
