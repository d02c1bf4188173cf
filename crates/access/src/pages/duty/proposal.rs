//! Duties that wait for a second person: the list of those whom it concerns, and the decision.

use authz::Verb;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use http::{Across, Approve, Checked, Cx, Look, Query, View, see_with};
use kernel::{Error, FieldFault, Result, text};
use maud::{Markup, html};
use serde::Deserialize;
use ui::table::{Column, Table, table};
use ui::{Fact, Field, Pager, button, card, error_summary, facts, form, pager};

use super::Duties;
use super::danger::danger;
use crate::gift::{self, kind_of};
use crate::giving::{NOUN, approve as agree, refuse as decline};
use crate::proposal::{Proposal, ProposalState};
use crate::{Sessions, store as rows};

/// Proposals on a page.
const PAGE: u32 = 50;

/// Where the list goes on: after this proposal, of this person.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::pages) struct After {
    after: String,
}

/// Why it is agreed to, or not.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::pages) struct Opinion {
    reason: String,
}

pub(in crate::pages) async fn index(
    areas: Across<Approve<Duties>>,
    cx: Cx,
    Query(asked): Query<After>,
) -> http::Result<Markup> {
    let after = match asked.after.split_once('.').map(|(person, id)| (person.parse(), id.parse())) {
        Some((Ok(person), Ok(id))) => rows::find_proposal(cx.store(), person, id).await?,
        _ => None,
    };
    let place = &areas.here().place;
    let open = rows::list_open_proposals(cx.store(), place, cx.now(), after.as_ref(), PAGE).await?;
    let names: Vec<_> = open.iter().map(|it| it.person_id).collect();
    let names = registry::list_people_by_id(cx.store(), &names).await?;
    let next = kernel::last_of_full(&open, PAGE)
        .map(|it| areas.href("/duty-proposals", &[("after", &format!("{}.{}", it.person_id, it.id))]));
    let (title, see, word) = (cx.t("proposals"), cx.t("proposal-see"), cx.t("proposals-next"));
    let mut shown = Vec::new();
    for it in open {
        let name = names.iter().find(|one| one.id == it.person_id).map_or("—", |one| one.name.as_str()).to_owned();
        shown.push((name, it));
    }
    let list = cx.t("duties");
    let body = html! {
        (ui::breadcrumbs(&list, &[ui::Crumb { text: &list, href: &areas.href("/duties", &[]) }]))
        (ui::card::head(&title, &html! { (areas.here().organisation_name) }, &html! {}))
        (cx.switch(&areas))
        (card(&cx.t("proposals-open"), &html! {
            (named_list(&cx, &title, &shown, &see))
            (pager(&Pager { label: &title, next: next.as_deref().map(|href| (word.as_ref(), href)), ..Pager::default() }))
        }))
    };
    Ok(cx.page_with(&title, Look { under: Some("/duties"), ..Look::default() }, &body))
}

/// Proposals of several people.
fn named_list(cx: &Cx, title: &str, list: &[(String, Proposal)], see: &str) -> Markup {
    let rows = list.iter().map(|(name, it)| row(cx, it, name, see)).collect();
    table_of(cx, title, rows)
}

/// Proposals of one person, whose name the page says.
pub(super) fn list(cx: &Cx, title: &str, list: &[Proposal], name: &str) -> Markup {
    let see = cx.t("proposal-see");
    let rows = list.iter().map(|it| row(cx, it, name, &see)).collect();
    table_of(cx, title, rows)
}

fn row(cx: &Cx, it: &Proposal, name: &str, see: &str) -> ui::Row {
    vec![
        html! { (name) },
        html! { (cx.t(&format!("duty-{}", it.duty))) },
        html! { (it.organisation_name) },
        html! { (cx.say(&text!("duty-given-by", name = &it.proposed_by_name, day = it.proposed_at.date()))) },
        html! { (it.expires_at.date()) },
        // Somebody's own school sees that a duty above it is proposed, and cannot open it.
        html! { @if cx.may(Verb::View, NOUN, std::slice::from_ref(&it.place)) { (ui::quiet_link(&path(it), see)) } },
    ]
    .into()
}

fn table_of(cx: &Cx, title: &str, rows: Vec<ui::Row>) -> Markup {
    let heads = ["duty-who", "duty-duty", "duty-where", "proposal-by", "proposal-until", "account-deed"];
    let [who, duty, at, by, until, deed] = &heads.map(|key| cx.t(key));
    let columns = [
        Column::text(who),
        Column::text(duty),
        Column::text(at),
        Column::text(by),
        Column::text(until),
        Column::deed(deed),
    ];
    table(&Table {
        caption: title,
        caption_unseen: true,
        columns: &columns,
        rows,
        empty: ui::state::empty(&cx.t("proposals-none"), &cx.t("proposals-none-hint"), &html! {}),
        ..Table::default()
    })
}

pub(super) fn path(it: &Proposal) -> String {
    format!("/people/{}/duty-proposals/{}", it.person_id, it.id)
}

pub(in crate::pages) async fn show(View(it, _): View<Proposal>, cx: Cx) -> http::Result<Markup> {
    Ok(page(&cx, &it, "", None).await?)
}

pub(in crate::pages) async fn approve(
    Approve(it, by): Approve<Proposal>,
    cx: Cx,
    Checked(typed): Checked<Opinion>,
) -> http::Result<Response> {
    let (actor, reason) = (cx.signed_in()?, typed.reason.trim());
    if reason.chars().count() > gift::LONGEST {
        let fault = FieldFault { field: "reason", text: text!("gift-too-long") };
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&cx, &it, reason, Some(&fault)).await?).into_response());
    }
    store::transaction!(cx.store(), tx => { agree(tx, actor, by.now, &it, reason).await })?;
    cx.app().own::<Sessions>()?.forget_person(it.person_id);
    Ok(see_with(&path(&it), &text!("proposal-approved-now")))
}

pub(in crate::pages) async fn refuse(
    Approve(it, by): Approve<Proposal>,
    cx: Cx,
    Checked(typed): Checked<Opinion>,
) -> http::Result<Response> {
    let reason = match gift::reason(&typed.reason) {
        Ok(reason) => reason,
        Err(fault) => {
            let page = page(&cx, &it, &typed.reason, Some(&fault)).await?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    store::transaction!(cx.store(), tx => { decline(tx, &by, &it, &reason).await })?;
    Ok(see_with(&path(&it), &text!("proposal-refused-now")))
}

async fn page(cx: &Cx, it: &Proposal, typed: &str, fault: Option<&FieldFault>) -> Result<Markup> {
    let person = registry::find_person(cx.store(), it.person_id).await?.ok_or(Error::NotFound)?;
    let kinds = rows::list_kinds(cx.store()).await?;
    let kind = kind_of(&kinds, &it.duty).ok_or(Error::NotFound)?;
    let at = registry::find_organisation(cx.store(), it.organisation_id).await?.ok_or(Error::NotFound)?;
    let may = cx.may(Verb::Approve, NOUN, std::slice::from_ref(&it.place));
    let title = cx.say(&text!("proposal", name = &person.name));
    let decidable = it.decidable(cx.signed_in()?.person, cx.now());
    let danger = danger(cx, kind, &at).await?;
    let list = cx.t("proposals");
    let body = html! {
        @if may { (ui::breadcrumbs(&list, &[ui::Crumb { text: &list, href: "/duty-proposals" }])) }
        (ui::card::head(&title, &html! { (it.organisation_name) }, &html! {}))
        (card(&cx.t("proposal-card"), &proposal_facts(cx, it)))
        @match (&decidable, may) {
            (Ok(()), true) => {
                (card(&cx.t("proposal-decision"), &html! { (danger.first) (decision(cx, it, typed, fault)) }))
                (danger.rights)
            }
            (Ok(()), false) => (ui::notice(&ui::Notice { title: &cx.t("proposal-waits"), ..ui::Notice::default() })),
            (Err(why), _) if it.state == ProposalState::Open => (super::giving::refused_notice(cx, why)),
            (Err(_), _) => {}
        }
    };
    Ok(cx.page_with(&title, Look { reading: true, under: Some("/duties"), ..Look::default() }, &body))
}

fn proposal_facts(cx: &Cx, it: &Proposal) -> Markup {
    let keys = [
        "duty-duty",
        "duty-where",
        "duty-when",
        "gift-document",
        "gift-reason",
        "proposal-by",
        "proposal-until",
        "proposal-state",
        "proposal-opinion",
    ];
    let [duty, at, when, document, reason, by, until, state, opinion] = &keys.map(|key| cx.t(key));
    let word = match it.state {
        ProposalState::Open if it.is_open(cx.now()) => "proposal-open",
        ProposalState::Open => "proposal-lapsed",
        ProposalState::Approved => "proposal-approved",
        ProposalState::Refused => "proposal-refused",
    };
    let decided = it.decided_by_name.as_deref().zip(it.decided_at);
    let proposed = cx.say(&text!("duty-given-by", name = &it.proposed_by_name, day = it.proposed_at.date()));
    facts(&[
        Fact::text(duty, &cx.t(&format!("duty-{}", it.duty))),
        Fact::text(at, &it.organisation_name),
        Fact::new(when, super::dates(cx, it.from_on, it.until_on)),
        Fact::text(document, it.document.as_deref().unwrap_or("—")),
        Fact::text(reason, &it.reason),
        Fact::new(
            by,
            html! { (proposed) @if it.principal_term.is_some() { p.hint { (cx.say(&text!("duty-for", name = &it.proposed_by_name))) } } },
        ),
        Fact::text(until, &it.expires_at.minute()),
        Fact::new(
            state,
            html! {
                (cx.t(word))
                @if let Some((name, at)) = decided { "（" (cx.say(&text!("duty-given-by", name = name, day = at.date()))) "）" }
            },
        ),
        Fact::text(opinion, it.opinion.as_deref().filter(|it| !it.is_empty()).unwrap_or("—")),
    ])
}

/// One form, two deeds: the opinion is typed once.
fn decision(cx: &Cx, it: &Proposal, typed: &str, fault: Option<&FieldFault>) -> Markup {
    let said = fault.map(|it| cx.say(&it.text)).unwrap_or_default();
    let (label, hint, yes, no) =
        (cx.t("proposal-opinion"), cx.t("proposal-opinion-hint"), cx.t("proposal-approve"), cx.t("proposal-refuse"));
    let most = u32::try_from(gift::LONGEST).unwrap_or(u32::MAX);
    let refusal = format!("{}/refusal", path(it));
    let fields = html! {
        @if fault.is_some() { (error_summary(&cx.t("http-invalid"), &[("reason", &said)])) }
        (ui::field::textarea(&Field { name: "reason", label: &label, hint: &hint, value: typed, error: &said, maxlength: most, ..Field::default() }, 3))
        div.deeds {
            (button(&yes))
            button.btn.quiet type="submit" formaction=(refusal) { (no) }
        }
    };
    form(&ui::Form { action: &format!("{}/approval", path(it)), ..ui::Form::default() }, &fields)
}

/// The way to the proposals, for whoever may decide on some in `areas`.
pub(super) fn link(cx: &Cx, areas: &http::Areas) -> Markup {
    let may = cx.may(Verb::Approve, NOUN, std::slice::from_ref(&areas.here().place));
    html! { @if may { (ui::quiet_link(&areas.href("/duty-proposals", &[]), &cx.t("proposals"))) } }
}
