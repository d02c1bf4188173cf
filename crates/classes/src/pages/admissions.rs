use axum::response::Response;
use http::{Cx, Form, Manage};
use kernel::{Error, FieldFault, Refusal, text};
use ui::table::Kind;
use ui::{Crumb, Markup, Row, html};

use super::approvals::{Batch, batch_form, exception_tags};
use super::parts;
use super::recruitment::MOST;
use crate::enrolment::Deed;
use crate::{Class, Enrolment, EnrolmentState, deed, recruiting, store as db};

/// Those whom their county approved and the institution has not admitted yet.
pub(crate) async fn index(Manage(class, _): Manage<Class>, cx: Cx) -> http::Result<Markup> {
    recruiting(&class)?;
    Ok(page(&cx, &class, &Batch::default(), &[], None).await?)
}

/// Admits or refuses those ticked: all of them, or, when one cannot be, nobody.
pub(crate) async fn create(
    Manage(class, by): Manage<Class>,
    cx: Cx,
    Form(batch): Form<Batch>,
) -> http::Result<Response> {
    let refuse = batch.decision == "refuse";
    let deed = if refuse { Deed::RefuseAdmission } else { Deed::Admit };
    let done = match batch.people() {
        Ok(people) => store::transaction!(cx.store(), tx => {
            for person in &people {
                deed::decide(tx, &by, class.id, *person, deed, &batch.why, None).await?;
            }
            Ok(people.len())
        }),
        Err(error) => Err(error),
    };
    match done {
        Ok(count) => {
            let said =
                if refuse { text!("admission-refused", count = count) } else { text!("admission-done", count = count) };
            Ok(http::see_with(&format!("/classes/{}/admissions", class.id), &said))
        }
        Err(Error::Invalid(faults)) => Ok(parts::again(page(&cx, &class, &batch, &faults, None).await?)),
        Err(Error::Refused(refusal)) => Ok(parts::refused(page(&cx, &class, &batch, &[], Some(&refusal)).await?)),
        Err(error) => Err(error.into()),
    }
}

async fn page(
    cx: &Cx,
    class: &Class,
    batch: &Batch,
    faults: &[FieldFault],
    refusal: Option<&Refusal>,
) -> kernel::Result<Markup> {
    let mut roster =
        db::list_enrolments(cx.store(), class.id, Some(EnrolmentState::CountyApproved), None, MOST).await?;
    roster.sort_by_key(|enrolment| std::cmp::Reverse(enrolment.priority));
    let exceptions = db::list_exceptions_of_class(cx.store(), class.id, 500).await?;
    let figure = db::find_figure(cx.store(), class.id).await?;
    let path = format!("/classes/{}", class.id);
    let title = cx.t("class-admissions");
    let row = |it: &Enrolment| {
        let id = it.person_id.to_string();
        Row::from(vec![
            parts::pick(&id, &it.person_name, batch.person.contains(&id)),
            html! { (it.school_name) },
            html! { (it.priority) },
            exception_tags(cx, it, &exceptions),
            parts::link(&format!("/classes/{}/people/{id}", class.id), &cx.t("enrolment-see-rules"), &it.person_name),
        ])
    };
    let columns = [
        ("enrolment-name", Kind::Text),
        ("enrolment-school", Kind::Text),
        ("enrolment-priority", Kind::Number),
        ("exception-column", Kind::Text),
        ("nomination-deed", Kind::Deed),
    ];
    let rows = roster.iter().map(row).collect();
    let table = parts::list(
        cx,
        "f-person",
        "class-admissions",
        &columns,
        rows,
        parts::empty(cx, "admission-empty", "admission-empty-advice"),
    );
    let places = text!(
        "admission-places",
        planned = class.planned_people,
        admitted = figure.admitted,
        left = (class.planned_people - figure.admitted).max(0)
    );
    let body = html! {
        (super::plan::crumbs(cx, &[Crumb { text: &cx.t("class-index"), href: "/classes" }, Crumb { text: &class.name, href: &path }]))
        (ui::card::head(&title, &html! { (class.name) " · " (cx.say(&places)) }, &html! {}))
        (parts::summary(cx, faults))
        (parts::refusal(cx, refusal))
        (batch_form(cx, &format!("/classes/{}/admissions", class.id), roster.is_empty(), table, batch, faults, ["admission-admit", "admission-refuse", "admission-why", "admission-why-hint"]))
    };
    Ok(cx.page(&title, &body))
}
