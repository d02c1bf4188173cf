//! 划转、撤并、拆分: the preview with its deed, and how far the people have come.

use authz::{Noun as _, Verb};
use axum::response::{IntoResponse as _, Response};
use http::{Checked, Cx, Form, Look, Manage, Nothing, Query, View, see_with};
use jobs::find_job;
use kernel::{Error, text};
use maud::{Markup, html};
use serde::Deserialize;
use ui::progress::{Poll, Work, work};
use ui::{Fact, TagKind, card, facts};

use super::choosing::{self, After, Chosen};
use crate::deed::{self, Reorganising};
use crate::reorganisation::{Reorganisation, ReorganisationKind, ReorganisationState};
use crate::{Organisation, Person, store as rows};

/// What the preview showed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Seen {
    seen: String,
}

fn address(it: &Reorganisation) -> String {
    format!("/reorganisations/{}", it.id)
}

pub(super) async fn show(
    View(it, by): View<Reorganisation>,
    cx: Cx,
    Query(after): Query<After>,
) -> http::Result<Response> {
    let working = it.state == ReorganisationState::Running;
    let judged = match it.state {
        ReorganisationState::Draft => {
            Some(store::transaction!(cx.store(), tx => { deed::reorganising(tx, &by, &it).await }))
        }
        ReorganisationState::Running
        | ReorganisationState::Done
        | ReorganisationState::Stopped
        | ReorganisationState::Withdrawn => None,
    };
    let [source, target] = match &judged {
        Some(Ok(now)) => [now.organisation.clone(), now.target.clone()],
        _ => two(&cx, &it).await?,
    };
    let body = html! {
        (ui::breadcrumbs(&cx.t("below-title"), &[ui::Crumb { text: &source.name, href: &format!("/organisations/{}", source.id) }]))
        (ui::card::head(&cx.t(it.kind.key()), &html! { (source.name) " → " (target.name) }, &html! {}))
        @match judged {
            Some(judged) => (drafted(&cx, &it, judged, &source, &after).await?),
            None if it.state == ReorganisationState::Withdrawn => (ui::notice(&ui::Notice { title: &cx.t("reorganisation-withdrawn-now"), ..ui::Notice::default() })),
            None => {
                (panel(&cx, &it).await?)
                (card(&cx.t("reorganisation-basis"), &basis(&cx, &it)))
            }
        }
    };
    let title = cx.t(it.kind.key());
    Ok(cx.page_with(&title, Look { refresh: working.then_some(3), ..Look::default() }, &body).into_response())
}

/// The school, and whither.
async fn two(cx: &Cx, it: &Reorganisation) -> kernel::Result<[Organisation; 2]> {
    let both = rows::list_organisations_by_id(cx.store(), &[it.source_id, it.target_id]).await?;
    let of = |id| both.iter().find(|it| it.id == id).cloned().ok_or(Error::NotFound);
    Ok([of(it.source_id)?, of(it.target_id)?])
}

/// What it rests on.
fn basis(cx: &Cx, it: &Reorganisation) -> Markup {
    let keys = ["basis-on", "basis-document", "basis-reason", "reorganisation-by"].map(|key| cx.t(key));
    let [on, document, reason, by] = &keys;
    facts(&[
        Fact::text(on, &it.on_day.to_string()),
        Fact::text(document, &it.document),
        Fact::text(reason, &it.reason),
        Fact::text(by, &it.created_name),
    ])
}

/// A draft: what it would do, who goes, and the deeds.
async fn drafted(
    cx: &Cx,
    it: &Reorganisation,
    judged: kernel::Result<Reorganising>,
    source: &Organisation,
    after: &After,
) -> kernel::Result<Markup> {
    let may = cx.may(Verb::Manage, Reorganisation::NAME, &it.places());
    let (now, refusal) = match judged {
        Ok(now) => (Some(now), None),
        Err(Error::Refused(refusal)) => (None, Some(refusal)),
        Err(error) => return Err(error),
    };
    let named = cx.may(Verb::View, Person::NAME, std::slice::from_ref(&source.place));
    Ok(html! {
        @if let Some(refusal) = &refusal {
            (ui::notice(&ui::Notice {
                tone: ui::Tone::Refusal,
                title: &cx.say(&refusal.reason),
                text: &refusal.remedy.as_ref().map(|it| cx.say(it)).unwrap_or_default(),
                ..ui::Notice::default()
            }))
        }
        @if it.kind == ReorganisationKind::Split && may {
            @if named { (choosing::card_of(cx, it, source, after).await?) }
            @else { (ui::notice(&ui::Notice { tone: ui::Tone::Warn, title: &cx.t("reorganisation-names"), text: &cx.t("reorganisation-names-hint"), ..ui::Notice::default() })) }
        }
        @if let Some(now) = &now { (preview(cx, it, now, may)) }
        @if may {
            form.form method="post" action={ (address(it)) "/withdrawal" } {
                (ui::button::row(&ui::quiet_button(&cx.t("reorganisation-withdraw"), "", "")))
            }
        }
    })
}

fn preview(cx: &Cx, it: &Reorganisation, now: &Reorganising, may: bool) -> Markup {
    let keys = [
        "reorganisation-source",
        "reorganisation-whither",
        "change-last-day",
        "basis-on",
        "basis-document",
        "basis-reason",
        "reorganisation-going",
        "reorganisation-staying",
        "reorganisation-posts",
    ]
    .map(|key| cx.t(key));
    let [source, whither, last, on, document, reason, going, staying, posts] = &keys;
    let mut what = vec![
        Fact::new(
            source,
            html! { a href={ "/organisations/" (now.organisation.id) } { (now.organisation.name) } " · " (now.organisation.code) },
        ),
        Fact::text(whither, &format!("{} · {}", now.target.name, now.target.code)),
        Fact::text(on, &it.on_day.to_string()),
    ];
    what.extend(now.last_day.map(|day| Fact::text(last, &day.to_string())));
    what.push(Fact::text(going, &now.going.to_string()));
    what.push(Fact::text(staying, &(now.people - now.going).to_string()));
    what.push(Fact::text(
        posts,
        &cx.say(&text!("reorganisation-posts-turn", last = it.on_day.plus_days(-1), on = it.on_day)),
    ));
    what.push(Fact::text(document, &it.document));
    what.push(Fact::text(reason, &it.reason));
    let (means, deed) = match it.kind {
        ReorganisationKind::Move => ("reorganisation-move-means", "reorganisation-move-deed"),
        ReorganisationKind::Merge => ("reorganisation-merge-means", "reorganisation-merge-deed"),
        ReorganisationKind::Split => ("reorganisation-split-means", "reorganisation-split-deed"),
    };
    let ready = it.kind != ReorganisationKind::Split || now.going > 0;
    let deed = cx.say(&kernel::Text::new(deed).with("people", now.going).with("name", &now.organisation.name));
    card(
        &cx.t("preview-title"),
        &html! {
            (facts(&what))
            p { (cx.t(means)) }
            @if may && ready {
                form.form method="post" action={ (address(it)) "/confirmation" } {
                    (ui::field::hidden("seen", &now.seen))
                    (ui::button::row(&ui::danger_button(&deed)))
                }
            }
        },
    )
}

/// How far it has come.
async fn panel(cx: &Cx, it: &Reorganisation) -> kernel::Result<Markup> {
    let job = match it.job_id {
        Some(id) => find_job(cx.store(), id).await?,
        None => None,
    };
    let ended = job.as_ref().and_then(jobs::Job::outcome).map(|it| cx.say(&it.summary));
    let working = it.state == ReorganisationState::Running;
    let kind = match it.state {
        ReorganisationState::Done => TagKind::Ok,
        ReorganisationState::Stopped => TagKind::Late,
        ReorganisationState::Running | ReorganisationState::Draft | ReorganisationState::Withdrawn => TagKind::Wait,
    };
    let small = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
    let line = match (&ended, it.state) {
        (Some(ended), ReorganisationState::Done) => ended.clone(),
        _ => cx.say(&text!("reorganisation-moved", moved = it.moved, people = it.people)),
    };
    let reload = cx.t("roster-reload");
    let (page, src) = (address(it), format!("{}/progress", address(it)));
    let may = cx.may(Verb::Manage, Reorganisation::NAME, &it.places());
    Ok(work(&Work {
        title: &cx.t("reorganisation-people"),
        state: (kind, &cx.t(it.state.key())),
        done: working.then(|| (small(it.moved), small(it.people.max(it.moved)))),
        line: &line,
        advice: &cx.t(match it.state {
            ReorganisationState::Running => "roster-may-leave",
            ReorganisationState::Stopped => "reorganisation-stopped-hint",
            ReorganisationState::Done | ReorganisationState::Draft | ReorganisationState::Withdrawn => {
                "reorganisation-done-hint"
            }
        }),
        counts: &[],
        deeds: html! {
            @if may && it.state == ReorganisationState::Stopped {
                form method="post" action={ (address(it)) "/resumption" } { (ui::button(&cx.t("reorganisation-resume"))) }
            }
            a.btn.quiet href={ "/organisations/" (it.target_id) } { (cx.t("reorganisation-to-target")) }
        },
        poll: working.then(|| Poll { src: &src, every: 1, reload: &reload, page: &page }),
    }))
}

/// The panel, asked for again while the people are on their way.
pub(super) async fn progress(View(it, _): View<Reorganisation>, cx: Cx) -> http::Result<Markup> {
    Ok(panel(&cx, &it).await?)
}

pub(super) async fn choose(
    Manage(it, _): Manage<Reorganisation>,
    cx: Cx,
    Form(chosen): Form<Chosen>,
) -> http::Result<Response> {
    let source = rows::get_organisation(cx.store(), it.source_id).await?;
    if !cx.may(Verb::View, Person::NAME, std::slice::from_ref(&source.place)) {
        return Err(Error::NoRight.into());
    }
    store::transaction!(cx.store(), tx => { deed::choose(tx, it.id, &chosen.shown, &chosen.go).await })?;
    let going = rows::count_chosen(cx.store(), it.id, it.source_id).await?;
    Ok(see_with(&chosen.whence(&address(&it)), &text!("reorganisation-chosen", people = going)))
}

pub(super) async fn confirm(
    Manage(it, by): Manage<Reorganisation>,
    cx: Cx,
    Checked(sent): Checked<Seen>,
) -> http::Result<Response> {
    store::transaction!(cx.store(), tx => { deed::decide(tx, &by, it.id, &sent.seen).await })?;
    cx.app().worker().ring();
    Ok(see_with(&address(&it), &text!("reorganisation-begun")))
}

pub(super) async fn withdraw(
    Manage(it, by): Manage<Reorganisation>,
    cx: Cx,
    Form(Nothing {}): Form<Nothing>,
) -> http::Result<Response> {
    store::transaction!(cx.store(), tx => { deed::withdraw(tx, &by, it.id).await })?;
    Ok(see_with(&format!("/organisations/{}", it.source_id), &text!("reorganisation-withdrawn-now")))
}

pub(super) async fn resume(
    Manage(it, by): Manage<Reorganisation>,
    cx: Cx,
    Form(Nothing {}): Form<Nothing>,
) -> http::Result<Response> {
    store::transaction!(cx.store(), tx => { deed::resume(tx, &by, it.id).await })?;
    cx.app().worker().ring();
    Ok(see_with(&address(&it), &text!("reorganisation-begun")))
}
