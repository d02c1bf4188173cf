//! A notice, as those read it to whom it speaks, and as its issuer keeps it.

use audit::By;
use authz::{Noun as _, Verb};
use http::{Cx, Look, View};
use kernel::{OrganisationId, Result, text};
use maud::{Markup, html};
use registry::Organisation;
use ui::{Fact, TagKind, card, facts, tag};

use super::{files, issuing, receipt};
use crate::deed;
use crate::notice::{Notice, NoticeState, Received};
use crate::recipient::Recipient;
use crate::store as rows;

pub(super) async fn show(View(it, by): View<Received>, cx: Cx) -> http::Result<Markup> {
    let notice = it.notice;
    let at = addressed(&cx, &notice).await?;
    let receipts = receipts(&cx, &notice, &at).await?;
    let files = rows::list_files(cx.store(), notice.id).await?;
    let own = is_issuer(&by, &notice) && cx.may(Verb::Manage, Notice::NAME, std::slice::from_ref(&notice.issuer_place));
    let within = notice.state != NoticeState::Draft;
    let deeds = html! {
        @if within { (ui::quiet_link(&format!("/notices/{}/receipts", notice.id), &cx.t("notice-receipts"))) }
        (ui::quiet_link(&cx.list_of("/notices", &by), &cx.t("notices-back")))
    };
    let body = html! {
        (ui::card::head(&notice.title, &html! { (notice.issuer_name) " · " (notice.number) }, &deeds))
        (standing(&cx, &notice))
        @for (organisation, recipient) in at.iter().zip(&receipts) { (receipt::panel(&cx, &notice, organisation, recipient)) }
        (card(&cx.t("notice-text"), &html! {
            (about(&cx, &notice))
            @for line in notice.body.lines().filter(|line| !line.trim().is_empty()) { p { (line) } }
            @if !notice.task.is_empty() && at.is_empty() { h3 { (cx.t("notice-task")) } p { (notice.task) } }
        }))
        (files::panel(&cx, &notice, &files, own))
        @if own { (issuing::panel(&cx, &notice)) }
    };
    Ok(cx.page_with(&notice.title, Look { reading: true, ..Look::default() }, &body))
}

/// The organisations of the reader to which the notice speaks, and which sign for it.
pub(super) async fn addressed(cx: &Cx, notice: &Notice) -> Result<Vec<Organisation>> {
    if notice.state == NoticeState::Draft {
        return Ok(Vec::new());
    }
    let actor = cx.signed_in()?;
    let within = actor.duties_with(Verb::Manage, Received::NAME, cx.today()).filter(|it| it.place.within(&notice.area));
    let mut ids: Vec<OrganisationId> = within.map(|it| it.organisation).collect();
    ids.sort();
    ids.dedup();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut at = registry::list_organisations_by_id(cx.store(), &ids).await?;
    at.retain(|it| notice.addresses(it));
    at.sort_by_key(|it| it.id);
    Ok(at)
}

/// The receipt of each of `at`; that it was opened is noted now.
async fn receipts(cx: &Cx, notice: &Notice, at: &[Organisation]) -> Result<Vec<Option<Recipient>>> {
    if at.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<OrganisationId> = at.iter().map(|it| it.id).collect();
    let mut found = rows::list_recipients_of(cx.store(), notice.id, &ids).await?;
    let receipt = |found: &[Recipient], id| found.iter().find(|it| it.organisation_id == id).cloned();
    let unopened = at.iter().find(|it| receipt(&found, it.id).is_none_or(|it| it.opened_at.is_none()));
    if let Some(organisation) = unopened
        && notice.state == NoticeState::Issued
        && let Some(by) = receipt::by_at(cx, organisation.id)
    {
        store::transaction!(cx.store(), tx => { deed::open(tx, &by, notice, organisation).await })?;
        found = rows::list_recipients_of(cx.store(), notice.id, &ids).await?;
    }
    Ok(ids.into_iter().map(|id| receipt(&found, id)).collect())
}

/// The tag of where it stands.
pub(super) fn state_tag(cx: &Cx, it: &Notice) -> Markup {
    let kind = match it.state {
        NoticeState::Draft => TagKind::Plain,
        NoticeState::Issued if it.effective_on > cx.today() => return tag(TagKind::Wait, &cx.t("notice-not-yet")),
        NoticeState::Issued => TagKind::Ok,
        NoticeState::Replaced | NoticeState::Withdrawn => TagKind::Late,
    };
    tag(kind, &cx.t(it.state.key()))
}

/// What the reader must know before reading: that it is a draft, or in force no longer.
fn standing(cx: &Cx, it: &Notice) -> Markup {
    let say = |title: String, text: &str, deeds| {
        ui::notice(&ui::Notice { tone: ui::Tone::Warn, title: &title, text, deeds, ..ui::Notice::default() })
    };
    match it.state {
        NoticeState::Issued => html! {},
        NoticeState::Draft => say(cx.t("notice-is-draft").into_owned(), &cx.t("notice-is-draft-hint"), html! {}),
        NoticeState::Withdrawn => say(cx.t("notice-is-withdrawn").into_owned(), &it.withdrawn_reason, html! {}),
        NoticeState::Replaced => {
            let title = cx.say(&text!("notice-is-replaced", number = &it.replaced_number));
            let way = html! {
                @if let Some(new) = it.replaced_by { (ui::quiet_link(&format!("/notices/{new}"), &cx.t("notice-see-new"))) }
            };
            say(title, "", way)
        }
    }
}

/// Kinds of organisations in words.
pub(super) fn kinds(cx: &Cx, it: &Notice) -> String {
    it.kinds.0.iter().map(|kind| cx.t(kind.key()).into_owned()).collect::<Vec<_>>().join(&cx.t("notice-list-comma"))
}

fn about(cx: &Cx, it: &Notice) -> Markup {
    let fact = |key: &'static str, value: Markup| (cx.t(key).into_owned(), value);
    let mut list = vec![
        fact("notice-number", html! { (it.number) }),
        fact("notice-issuer", html! { (it.issuer_name) }),
        fact("notice-state", state_tag(cx, it)),
        fact("notice-effective", html! { (it.effective_on) }),
        fact("notice-audience", html! { (it.area_name) "：" (kinds(cx, it)) }),
    ];
    if let Some(at) = it.issued_at {
        list.push(fact("notice-date", html! { (at.date()) " · " (it.issued_name) }));
    }
    if !it.duty.is_empty() {
        list.push(fact("notice-duty", html! { (cx.t(&format!("duty-{}", it.duty))) }));
    }
    if let Some(due_on) = it.task_due_on {
        list.push(fact("notice-task-due", html! { (due_on) }));
    } else if !it.task.is_empty() {
        list.push(fact("notice-task-due", html! { (cx.say(&text!("notice-task-after", days = it.task_days))) }));
    }
    if let Some(old) = it.replaces {
        list.push(fact("notice-replaces", html! { a href={ "/notices/" (old) } { (cx.t("notice-see-old")) } }));
    }
    facts(&list.iter().map(|(key, value)| Fact::new(key, value.clone())).collect::<Vec<_>>())
}

/// Whether the reader acts for the issuer.
pub(super) fn is_issuer(by: &By, it: &Notice) -> bool {
    by.area.as_ref().is_some_and(|area| area.organisation == it.issuer_id)
}
