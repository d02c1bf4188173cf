use axum::response::Response;
use http::{Approve, Cx, Form, Manage};
use kernel::{Error, FieldFault, text};
use serde::Deserialize;
use ui::{Confirm, Crumb, Field, Markup, html};

use super::parts;
use super::timetable::timetable_card;
use crate::{Class, deed, store as db};

/// A decision: `file` or `return`, with an opinion.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Decision {
    decision: String,
    opinion: String,
}

/// Hands a class in for filing.
pub(crate) async fn submit(Manage(class, by): Manage<Class>, cx: Cx) -> http::Result<Response> {
    store::transaction!(cx.store(), tx => { deed::submit(tx, &by, class.id).await })?;
    Ok(http::see_with(&format!("/classes/{}", class.id), &text!("class-submitted", province = class.province_name)))
}

/// Opens a class (开班).
pub(crate) async fn open(Manage(class, by): Manage<Class>, cx: Cx) -> http::Result<Response> {
    store::transaction!(cx.store(), tx => { deed::open(tx, &by, class.id).await })?;
    Ok(http::see_with(&format!("/classes/{}", class.id), &text!("class-opened")))
}

/// What the province reads before it files or returns a class.
pub(crate) async fn show(Approve(class, by): Approve<Class>, cx: Cx) -> http::Result<Markup> {
    class.decidable(by.person)?;
    Ok(page(&cx, &class, &Decision::default(), &[]).await?)
}

/// Files a class or returns it.
pub(crate) async fn create(
    Approve(class, by): Approve<Class>,
    cx: Cx,
    Form(typed): Form<Decision>,
) -> http::Result<Response> {
    let path = format!("/classes/{}", class.id);
    if typed.decision != "return" {
        let number = store::transaction!(cx.store(), tx => { deed::file(tx, &by, class.id).await })?;
        cx.app().worker().ring();
        return Ok(http::see_with(&path, &text!("class-filed", filing = number)));
    }
    match store::transaction!(cx.store(), tx => { deed::send_back(tx, &by, class.id, &typed.opinion).await }) {
        Ok(()) => Ok(http::see_with(&path, &text!("class-sent-back", institution = class.institution_name))),
        Err(Error::Invalid(faults)) => Ok(parts::again(page(&cx, &class, &typed, &faults).await?)),
        Err(error) => Err(error.into()),
    }
}

async fn page(cx: &Cx, class: &Class, typed: &Decision, faults: &[FieldFault]) -> kernel::Result<Markup> {
    let project = db::get_project(cx.store(), class.project_id).await?;
    let sessions = db::list_sessions(cx.store(), class.id).await?;
    let path = format!("/classes/{}", class.id);
    let title = cx.t("class-decide-filing");
    let body = html! {
        (super::plan::crumbs(cx, &[Crumb { text: &cx.t("class-index"), href: "/classes" }, Crumb { text: &class.name, href: &path }]))
        (ui::card::head(&title, &html! { (class.name) " " (class.number) }, &html! {}))
        (parts::summary(cx, faults))
        (ui::card::columns(
            &html! {
                (ui::card(&cx.t("class-about"), &parts::class_facts(cx, class, &project)))
                (timetable_card(cx, &project, &sessions))
            },
            &html! {
                (ui::card(&cx.t("class-file"), &file_form(cx, class)))
                (ui::card(&cx.t("class-send-back"), &return_form(cx, class, typed, faults)))
            },
        ))
    };
    Ok(cx.page(&title, &body))
}

fn file_form(cx: &Cx, class: &Class) -> Markup {
    let (title, words, yes, no) =
        (cx.t("class-file"), cx.t("class-file-advice"), cx.t("class-file"), cx.t("class-back"));
    let confirm = Confirm { title: &title, text: &words, yes: &yes, no: &no, removes: false };
    ui::form(
        &ui::Form { action: &format!("/classes/{}/filing", class.id), confirm: Some(confirm), ..ui::Form::default() },
        &html! {
            p { (words) }
            (ui::field::hidden("decision", "file"))
            (ui::button(&title))
        },
    )
}

fn return_form(cx: &Cx, class: &Class, typed: &Decision, faults: &[FieldFault]) -> Markup {
    let (label, hint, error) = (cx.t("class-opinion"), cx.t("class-opinion-hint"), parts::fault(cx, faults, "opinion"));
    let field = Field {
        name: "opinion",
        label: &label,
        hint: &hint,
        error: &error,
        value: &typed.opinion,
        required: true,
        maxlength: 500,
        ..Field::default()
    };
    cx.keeping(
        &ui::Form { action: &format!("/classes/{}/filing", class.id), ..ui::Form::default() },
        &html! {
            (ui::field::hidden("decision", "return"))
            (ui::field::textarea(&field, 4))
            (ui::danger_button(&cx.t("class-send-back")))
        },
    )
}
