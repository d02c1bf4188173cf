use audit::By;
use axum::response::{IntoResponse as _, Response};
use http::{Cx, Form, Look, Manage};
use kernel::{Error, FieldFault, text};
use ui::{Crumb, Markup, html};

use super::parts;
use super::plan_form::{PlanForm, form};
use crate::project::Allowed;
use crate::{Class, Opening, deed, store as db};

/// The form of a new class under a project.
pub(crate) async fn new(Manage(opening, by): Manage<Opening>, cx: Cx) -> http::Result<Markup> {
    Ok(new_page(&cx, &opening, &by, &PlanForm::default(), &[]))
}

/// Makes a class.
pub(crate) async fn create(
    Manage(opening, by): Manage<Opening>,
    cx: Cx,
    Form(typed): Form<PlanForm>,
) -> http::Result<Response> {
    let institution = institution(&by, &opening).ok_or(Error::NoRight)?;
    let plan = match typed.read() {
        Ok(plan) => plan,
        Err(Error::Invalid(faults)) => return Ok(parts::again(new_page(&cx, &opening, &by, &typed, &faults))),
        Err(error) => return Err(error.into()),
    };
    let made =
        store::transaction!(cx.store(), tx => { deed::create(tx, &by, &opening.project, institution, &plan).await });
    match made {
        Ok(class) => Ok(http::see_with(
            &format!("/classes/{}/timetable", class.id),
            &text!("class-created", number = class.number),
        )),
        Err(Error::Invalid(faults)) => Ok(parts::again(new_page(&cx, &opening, &by, &typed, &faults))),
        Err(error) => Err(error.into()),
    }
}

/// The institution for which the reader opens the class.
fn institution<'a>(by: &By, opening: &'a Opening) -> Option<&'a Allowed> {
    let area = by.area.as_ref()?;
    opening.allowed.iter().find(|it| it.place.within(&area.place))
}

fn new_page(cx: &Cx, opening: &Opening, by: &By, typed: &PlanForm, faults: &[FieldFault]) -> Markup {
    let project = &opening.project;
    let title = cx.t("class-new");
    let line = html! { (project.name) "（" (project.number) "）" @if let Some(it) = institution(by, opening) { " · " (it.name) } };
    let body = html! {
        (crumbs(cx, &[Crumb { text: &cx.t("class-index"), href: "/classes" }]))
        (ui::card::head(&title, &line, &html! {}))
        (ui::card::plain(&form(cx, &format!("/projects/{}/classes", project.id), project, typed, faults)))
    };
    cx.page_with(&title, Look { reading: true, ..Look::default() }, &body)
}

/// The form of a draft.
pub(crate) async fn edit(Manage(class, _): Manage<Class>, cx: Cx) -> http::Result<Markup> {
    class.editable()?;
    Ok(edit_page(&cx, &class, &PlanForm::of(&class), &[]).await?)
}

/// Changes a draft.
pub(crate) async fn update(
    Manage(class, by): Manage<Class>,
    cx: Cx,
    Form(typed): Form<PlanForm>,
) -> http::Result<Response> {
    let changed = match typed.read() {
        Ok(plan) => store::transaction!(cx.store(), tx => { deed::change(tx, &by, class.id, &plan).await }),
        Err(error) => Err(error),
    };
    match changed {
        Ok(class) => Ok(http::see_with(&format!("/classes/{}", class.id), &text!("class-changed"))),
        Err(Error::Invalid(faults)) => Ok(parts::again(edit_page(&cx, &class, &typed, &faults).await?).into_response()),
        Err(error) => Err(error.into()),
    }
}

async fn edit_page(cx: &Cx, class: &Class, typed: &PlanForm, faults: &[FieldFault]) -> kernel::Result<Markup> {
    let project = db::get_project(cx.store(), class.project_id).await?;
    let title = cx.t("class-edit");
    let path = format!("/classes/{}", class.id);
    let body = html! {
        (crumbs(cx, &[Crumb { text: &cx.t("class-index"), href: "/classes" }, Crumb { text: &class.name, href: &path }]))
        (ui::card::head(&title, &html! { (class.number) }, &html! {}))
        (parts::returned(cx, class))
        (ui::card::plain(&form(cx, &path, &project, typed, faults)))
    };
    Ok(cx.page_with(&title, Look { reading: true, ..Look::default() }, &body))
}

/// The way back.
pub(crate) fn crumbs(cx: &Cx, list: &[Crumb<'_>]) -> Markup {
    ui::breadcrumbs(&cx.t("class-crumbs"), list)
}
