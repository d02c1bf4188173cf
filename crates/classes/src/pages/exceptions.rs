use audit::By;
use axum::response::Response;
use http::{Across, Approve, Cx, Form, Look};
use kernel::{Error, FieldFault, text};
use serde::Deserialize;
use ui::table::Kind;
use ui::{Crumb, Field, Markup, Row, html};

use super::nominations::decider;
use super::parts;
use super::person::exception_facts;
use crate::{Exception, deed, store as db};

/// The most requests that a page lists.
pub(crate) const MOST: u32 = 100;

/// The undecided requests that the reader's duties decide.
pub(crate) async fn index(areas: Across<Approve<Exception>>, cx: Cx) -> http::Result<Markup> {
    let here = areas.here();
    let mut list = db::list_open_exceptions(cx.store(), &here.place, MOST).await?;
    list.retain(|it| areas.all().iter().any(|duty| duty.duty == it.approver && it.place.within(&duty.place)));
    let ids: Vec<_> = list.iter().map(|it| it.class_id).collect();
    let classes = db::list_classes_by_id(cx.store(), &ids).await?;
    let name_of = |id| classes.iter().find(|it| it.id == id).map_or("", |it| it.name.as_str());
    let rows = list.iter().map(|it| row(&cx, it, name_of(it.class_id))).collect();
    let columns = [
        ("enrolment-name", Kind::Text),
        ("exception-class", Kind::Text),
        ("exception-clause", Kind::Text),
        ("exception-given", Kind::Text),
        ("exception-reason", Kind::Text),
        ("exception-asked", Kind::Text),
        ("nomination-deed", Kind::Deed),
    ];
    let title = cx.t("exception-title");
    let body = html! {
        (ui::card::head(&title, &html! { (here.organisation_name) }, &html! {}))
        (cx.switch(&areas))
        (ui::card::plain(&parts::list(&cx, "", "exception-title", &columns, rows, parts::empty(&cx, "exception-empty", "exception-empty-advice"))))
    };
    Ok(cx.page(&title, &body))
}

fn row(cx: &Cx, it: &Exception, class: &str) -> Row {
    Row::from(vec![
        html! { (it.person_name) },
        html! { (class) },
        html! { (it.citation) },
        html! { (cx.say(&it.given())) },
        html! { (it.reason) },
        html! { (it.requested_at.date()) },
        parts::link(&path(it), &cx.t("exception-decide"), &it.person_name),
    ])
}

fn path(it: &Exception) -> String {
    format!("/classes/{}/exceptions/{}/{}", it.class_id, it.person_id, it.rule_code)
}

/// A decision: `grant` or `refuse`, with an opinion.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Decision {
    decision: String,
    opinion: String,
}

/// One request.
pub(crate) async fn show(Approve(it, by): Approve<Exception>, cx: Cx) -> http::Result<Markup> {
    Ok(page(&cx, &it, &by, &Decision::default(), &[]).await?)
}

/// Grants or refuses it.
pub(crate) async fn create(
    Approve(it, by): Approve<Exception>,
    cx: Cx,
    Form(typed): Form<Decision>,
) -> http::Result<Response> {
    let grant = typed.decision != "refuse";
    let request = (it.class_id, it.person_id, it.rule_code.as_str());
    let done = store::transaction!(cx.store(), tx => { deed::rule_on_exception(tx, &by, request, grant, &typed.opinion).await });
    match done {
        Ok(_) => {
            let key = if grant { "exception-granted" } else { "exception-refused" };
            let said = kernel::Text::new(key).with("name", it.person_name.as_str());
            Ok(http::see_with(&cx.list_of("/exceptions", &by), &said))
        }
        Err(Error::Invalid(faults)) => Ok(parts::again(page(&cx, &it, &by, &typed, &faults).await?)),
        Err(error) => Err(error.into()),
    }
}

async fn page(cx: &Cx, it: &Exception, by: &By, typed: &Decision, faults: &[FieldFault]) -> kernel::Result<Markup> {
    let class = db::get_class(cx.store(), it.class_id).await?;
    let (label, hint, error) =
        (cx.t("exception-opinion"), cx.t("exception-opinion-hint"), parts::fault(cx, faults, "opinion"));
    let field = Field {
        name: "opinion",
        label: &label,
        hint: &hint,
        error: &error,
        value: &typed.opinion,
        maxlength: 500,
        ..Field::default()
    };
    let title = cx.say(&text!("exception-of", name = it.person_name.clone(), code = it.rule_code.clone()));
    let body = html! {
        (super::plan::crumbs(cx, &[Crumb { text: &cx.t("exception-title"), href: "/exceptions" }]))
        (ui::card::head(&title, &html! { (class.name) " " (class.number) " · " (cx.locale().day(class.opens_on)) }, &html! {}))
        (parts::summary(cx, faults))
        (ui::card::plain(&exception_facts(cx, it)))
        @if it.state == crate::ExceptionState::Open && by.duty == it.approver {
            (ui::card(&cx.t("exception-decide"), &cx.keeping(&ui::Form { action: &path(it), ..ui::Form::default() }, &html! {
                (ui::field::textarea(&field, 3))
                (ui::button::row(&html! { (ui::button(&cx.t("exception-grant"))) (ui::quiet_button(&cx.t("exception-refuse"), "decision", "refuse")) }))
            })))
        } @else {
            p { (cx.say(&text!("exception-decided-by", level = decider(cx, &it.approver)))) }
        }
    };
    Ok(cx.page_with(&title, Look { reading: true, ..Look::default() }, &body))
}
