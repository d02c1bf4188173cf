//! A post that begins.

use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use http::{Cx, Form, Manage, Sent, see_with};
use kernel::text;
use maud::{Markup, html};

use super::post_form::{Begins, Typed, form, post_fields};
use crate::post::Service;
use crate::{Person, deed};

pub(super) async fn new(Manage(it, _): Manage<Service>, cx: Cx) -> http::Result<Markup> {
    it.0.in_service().map_err(kernel::Error::from)?;
    Ok(page(&cx, &it.0, &Typed::default(), &Sent::default()))
}

fn page(cx: &Cx, person: &Person, typed: &Typed, sent: &Sent) -> Markup {
    let title = cx.t("post-new");
    let fields =
        html! { (post_fields(cx, typed, sent, Begins::Post)) (ui::button::row(&ui::button(&cx.t("post-add")))) };
    form(cx, person, &title, sent, "posts", &fields)
}

pub(super) async fn create(
    Manage(Service(person), by): Manage<Service>,
    cx: Cx,
    Form(typed): Form<Typed>,
) -> http::Result<Response> {
    let done = async {
        let new = typed.post(None)?;
        let at = typed.organisation(&cx, person.school_id).await?;
        store::transaction!(cx.store(), tx => { deed::add(tx, &by, person.id, at.id, &new).await })
    };
    match done.await {
        Ok(()) => {
            cx.app().worker().ring();
            Ok(see_with(&format!("/people/{}", person.id), &text!("post-added", name = &person.name)))
        }
        Err(error) => {
            let sent = Sent::of(error)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&cx, &person, &typed, &sent)).into_response())
        }
    }
}
