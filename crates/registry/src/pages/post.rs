//! One post: what it is, its end, and how it becomes the main one.

use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use http::{Cx, Form, Manage, Sent, see_with};
use kernel::Result;
use maud::{Markup, html};
use ui::{Fact, Field, card, facts};

use super::organisation::said;
use super::person::{dates, taught};
use super::post_form::{Reading, Typed, around, day, reason};
use crate::deed::{self, Promotion};
use crate::post::HeldPost;
use crate::{Nature, codes, store as rows};

/// Which of the two forms was sent.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    End,
    Promotion,
}

type Again<'a> = Option<(Of, &'a Typed, &'a Sent)>;

pub(super) async fn show(Manage(it, _): Manage<HeldPost>, cx: Cx) -> http::Result<Markup> {
    Ok(page(&cx, &it, None).await?)
}

async fn page(cx: &Cx, it: &HeldPost, again: Again<'_>) -> Result<Markup> {
    let HeldPost { person, post } = it;
    let at = rows::get_organisation(cx.store(), post.organisation_id).await?;
    let keys = [
        "post-where",
        "post-kind",
        "post-nature",
        "post-when",
        "post-taught",
        "basis-document",
        "post-reason",
        "post-end-reason",
    ]
    .map(|key| cx.t(key));
    let [school, kind, nature, when, what, document, why, end_why] = &keys;
    let mut lines = vec![
        Fact::text(school, &at.name),
        Fact::text(kind, said(cx, codes::post(), Some(&post.kind))),
        Fact::text(nature, &cx.t(post.nature.key())),
        Fact::text(when, &dates(cx, post)),
        Fact::text(what, &taught(cx, person, post)),
    ];
    for (key, value) in [(document, &post.document), (why, &post.reason), (end_why, &post.end_reason)] {
        lines.extend(value.as_deref().map(|value| Fact::text(key, value)));
    }
    let own = cx.signed_in()?.person == person.id;
    let open = post.until_on.is_none_or(|until| until >= cx.today());
    let title = said(cx, codes::post(), Some(&post.kind));
    let body = html! {
        @if let Some((_, _, sent)) = again { (sent.summary(cx)) }
        (card(&cx.t("post-one"), &facts(&lines)))
        @if open && !own {
            @if post.nature == Nature::Main { p.hint { (cx.t("post-main-ends-remedy")) } }
            @else { (ending(cx, it, again)) (promotion(cx, it, again)) }
        }
    };
    Ok(around(cx, person, title, &body))
}

/// What was typed into this form, and what is wrong with it.
fn typed<'a>(of: Of, again: Again<'a>, blank: &'a (Typed, Sent)) -> (&'a Typed, &'a Sent) {
    match again {
        Some((which, typed, sent)) if which == of => (typed, sent),
        _ => (&blank.0, &blank.1),
    }
}

fn ending(cx: &Cx, it: &HeldPost, again: Again<'_>) -> Markup {
    let blank = Default::default();
    let (typed, sent) = typed(Of::End, again, &blank);
    let fields = html! {
        (day(cx, sent, "until", &typed.until, ("post-last-day", "post-last-day-hint"), true))
        (reason(cx, sent, "why", &typed.why))
        (ui::button::row(&ui::danger_button(&cx.t("post-end"))))
    };
    let action = format!("/people/{}/posts/{}/end", it.person.id, it.post.id);
    card(&cx.t("post-end"), &ui::form(&ui::Form { action: &action, id: "end", ..ui::Form::default() }, &fields))
}

fn promotion(cx: &Cx, it: &HeldPost, again: Again<'_>) -> Markup {
    let blank = Default::default();
    let (typed, sent) = typed(Of::Promotion, again, &blank);
    let keeps = cx.t("post-keeps");
    let fields = html! {
        p { (cx.t("post-promote-means")) }
        (day(cx, sent, "from", &typed.from, ("post-from", "post-from-hint"), true))
        (ui::field::checkbox(&Field { name: "keeps", label: &keeps, value: &typed.keeps, ..Field::default() }))
        (reason(cx, sent, "reason", &typed.reason))
        (ui::button::row(&ui::button(&cx.t("post-promote"))))
    };
    let action = format!("/people/{}/posts/{}/promotion", it.person.id, it.post.id);
    card(
        &cx.t("post-promote"),
        &ui::form(&ui::Form { action: &action, id: "promotion", ..ui::Form::default() }, &fields),
    )
}

pub(super) async fn end(Manage(it, by): Manage<HeldPost>, cx: Cx, Form(typed): Form<Typed>) -> http::Result<Response> {
    let done = async {
        let mut reading = Reading::default();
        let (last, why) = (reading.day("until", &typed.until), reading.reason("why", &typed.why));
        let last = reading.done(last)?;
        store::transaction!(cx.store(), tx => { deed::end(tx, &by, it.person.id, it.post.id, last, &why).await })
    };
    answer(&cx, &it, done.await, (Of::End, &typed), "post-ended").await
}

pub(super) async fn promote(
    Manage(it, by): Manage<HeldPost>,
    cx: Cx,
    Form(typed): Form<Typed>,
) -> http::Result<Response> {
    let done = async {
        let mut reading = Reading::default();
        let (from, why) = (reading.day("from", &typed.from), reading.reason("reason", &typed.reason));
        let wish = Promotion { from: reading.done(from)?, keeps: !typed.keeps.is_empty(), reason: &why };
        store::transaction!(cx.store(), tx => { deed::promote(tx, &by, it.person.id, it.post.id, wish).await })
    };
    answer(&cx, &it, done.await, (Of::Promotion, &typed), "post-promoted").await
}

async fn answer(
    cx: &Cx,
    it: &HeldPost,
    done: Result<()>,
    (of, typed): (Of, &Typed),
    said: &'static str,
) -> http::Result<Response> {
    match done {
        Ok(()) => {
            cx.app().worker().ring();
            Ok(see_with(&format!("/people/{}", it.person.id), &kernel::Text::new(said).with("name", &it.person.name)))
        }
        Err(error) => {
            let sent = Sent::of(error)?;
            let page = page(cx, it, Some((of, typed, &sent))).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}
