//! 离岗 and 返岗: the end of a service, and its beginning anew.

use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use http::{Checked, Cx, Form, Manage, Sent, see_with};
use kernel::text;
use maud::{Markup, html};
use ui::Field;
use ui::field::Choice;

use super::post_form::{Begins, Reading, Typed, day, form, post_fields, reason};
use crate::deed::{self, Leave};
use crate::post::Service;
use crate::{Leaving, Nature, Person};

pub(super) async fn leaving(Manage(it, _): Manage<Service>, cx: Cx) -> http::Result<Markup> {
    it.0.in_service().map_err(kernel::Error::from)?;
    Ok(leaving_page(&cx, &it.0, &Typed::default(), &Sent::default()))
}

fn leaving_page(cx: &Cx, person: &Person, typed: &Typed, sent: &Sent) -> Markup {
    let (title, how, error) = (cx.t("leaving-title"), cx.t("leaving-how"), sent.error(cx, "how"));
    let words: Vec<_> = Leaving::ALL.iter().map(|it| (it.as_str(), cx.t(it.key()))).collect();
    let choices: Vec<Choice<'_>> = words.iter().map(|(value, label)| Choice { value, label, hint: "" }).collect();
    let fields = html! {
        p { (cx.t("leaving-means")) }
        (ui::field::radios(&Field { name: "how", label: &how, value: &typed.how, error: &error, required: true, ..Field::default() }, &choices))
        (day(cx, sent, "until", &typed.until, ("leaving-last-day", "leaving-last-day-hint"), true))
        (reason(cx, sent, "reason", &typed.reason))
        (ui::button::row(&ui::danger_button(&cx.t("leaving-go"))))
    };
    form(cx, person, &title, sent, "leaving", &fields)
}

pub(super) async fn leave(
    Manage(Service(person), by): Manage<Service>,
    cx: Cx,
    Checked(typed): Checked<Typed>,
) -> http::Result<Response> {
    let done = async {
        let mut reading = Reading::default();
        let how = reading.word("how", &typed.how);
        let (last, why) = (reading.day("until", &typed.until), reading.reason("reason", &typed.reason));
        let (how, last) = reading.done(how.zip(last))?;
        let wish = Leave { last, how, reason: &why };
        store::transaction!(cx.store(), tx => { deed::leave(tx, &by, person.id, wish).await })
    };
    match done.await {
        Ok(()) => {
            cx.app().worker().ring();
            Ok(see_with(&format!("/people/{}", person.id), &text!("leaving-done", name = &person.name)))
        }
        Err(error) => {
            let sent = Sent::of(error)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, leaving_page(&cx, &person, &typed, &sent)).into_response())
        }
    }
}

pub(super) async fn returning(Manage(it, _): Manage<Service>, cx: Cx) -> http::Result<Markup> {
    Ok(returning_page(&cx, &it.0, &Typed::default(), &Sent::default()))
}

fn returning_page(cx: &Cx, person: &Person, typed: &Typed, sent: &Sent) -> Markup {
    let title = cx.t("comeback-title");
    let fields = html! {
        p { (cx.t("comeback-means")) }
        (post_fields(cx, typed, sent, Begins::Return))
        (ui::button::row(&ui::button(&cx.t("comeback-go"))))
    };
    form(cx, person, &title, sent, "return", &fields)
}

pub(super) async fn come_back(
    Manage(Service(person), by): Manage<Service>,
    cx: Cx,
    Form(typed): Form<Typed>,
) -> http::Result<Response> {
    let done = async {
        let new = typed.post(Some(Nature::Main))?;
        let at = typed.organisation(&cx, person.school_id).await?;
        store::transaction!(cx.store(), tx => { deed::come_back(tx, &by, person.id, at.id, &new).await })
    };
    match done.await {
        Ok(()) => {
            cx.app().worker().ring();
            Ok(see_with(&format!("/people/{}", person.id), &text!("comeback-done", name = &person.name)))
        }
        Err(error) => {
            let sent = Sent::of(error)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, returning_page(&cx, &person, &typed, &sent)).into_response())
        }
    }
}
