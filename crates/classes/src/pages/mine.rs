use axum::response::Response;
use http::{Cx, Form, Look, Own, SignedIn};
use kernel::{Error, FieldFault, text};
use serde::Deserialize;
use ui::table::Kind;
use ui::{Crumb, Field, Markup, Row, html};

use super::parts;
use super::person::way;
use super::timetable::timetable_card;
use crate::deed;
use crate::enrolment::Deed;
use crate::{Class, ClassState, Enrolment, EnrolmentState, Mine, recruiting, store as db};

/// What the teacher answers.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Answer {
    decision: String,
    why: String,
}

/// The reader's own classes.
pub(crate) async fn index(SignedIn(actor): SignedIn, cx: Cx) -> http::Result<Markup> {
    let mine = db::list_classes_of_person(cx.store(), actor.person).await?;
    Ok(cx.page(&cx.t("class-mine"), &own(&cx, &mine)))
}

fn own(cx: &Cx, mine: &[Mine]) -> Markup {
    let rows = mine
        .iter()
        .map(|it| {
            Row::from(vec![
                html! { a href={ "/classes/" (it.class_id) "/mine" } { (it.name) } },
                html! { (it.institution_name) },
                html! { (it.opens_on) " — " (it.closes_on) },
                parts::enrolment_tag(cx, it.state),
            ])
        })
        .collect();
    let columns = [
        ("class-name", Kind::Text),
        ("class-institution", Kind::Text),
        ("class-dates", Kind::Text),
        ("class-my-state", Kind::Text),
    ];
    html! {
        (ui::card::head(&cx.t("class-mine"), &html! {}, &html! {}))
        (ui::card::plain(&parts::list(cx, "", "class-mine", &columns, rows, parts::empty(cx, "class-mine-empty", "class-mine-empty-advice"))))
    }
}

/// A class as the teacher in it sees it.
pub(crate) async fn show(Own(it, _): Own<Enrolment>, cx: Cx) -> http::Result<Markup> {
    Ok(page(&cx, &it, &Answer::default(), &[]).await?)
}

/// The teacher confirms, or declines with a reason.
pub(crate) async fn confirm(Own(it, by): Own<Enrolment>, cx: Cx, Form(typed): Form<Answer>) -> http::Result<Response> {
    let decline = typed.decision == "decline";
    let deed = if decline { Deed::Decline } else { Deed::Confirm };
    let done = store::transaction!(cx.store(), tx => { deed::decide(tx, &by, it.class_id, it.person_id, deed, &typed.why, None).await });
    match done {
        Ok(_) => {
            cx.app().worker().ring();
            let said = if decline { text!("enrolment-declined") } else { text!("enrolment-confirmed") };
            Ok(http::see_with(&format!("/classes/{}/mine", it.class_id), &said))
        }
        Err(Error::Invalid(faults)) => Ok(parts::again(page(&cx, &it, &typed, &faults).await?)),
        Err(error) => Err(error.into()),
    }
}

async fn page(cx: &Cx, it: &Enrolment, typed: &Answer, faults: &[FieldFault]) -> kernel::Result<Markup> {
    let class = db::get_class(cx.store(), it.class_id).await?;
    let project = db::get_project(cx.store(), class.project_id).await?;
    let sessions = db::list_sessions(cx.store(), class.id).await?;
    let done = db::list_enrolment_steps(cx.store(), it.person_id, it.class_id).await?;
    let body = html! {
        (super::plan::crumbs(cx, &[Crumb { text: &cx.t("class-mine"), href: "/classes/mine" }]))
        (ui::card::head(&class.name, &html! { (class.institution_name) " " (parts::enrolment_tag(cx, it.state)) }, &html! {
            @if class.state >= ClassState::Running && it.state.binds() { (ui::link_button(&format!("/courses/{}", class.id), &cx.t("enrolment-learn"))) }
        }))
        (parts::summary(cx, faults))
        @if it.state == EnrolmentState::Admitted && recruiting(&class).is_ok() { (ui::card(&cx.t("enrolment-answer"), &answer(cx, &class, typed, faults))) }
        (ui::card(&cx.t("class-about"), &parts::class_facts(cx, &class, &project)))
        (ui::card(&cx.t("enrolment-way"), &way(cx, &done)))
        (timetable_card(cx, &project, &sessions))
    };
    Ok(cx.page_with(&class.name, Look { reading: true, under: Some("/classes/mine"), ..Look::default() }, &body))
}

fn answer(cx: &Cx, class: &Class, typed: &Answer, faults: &[FieldFault]) -> Markup {
    let action = format!("/classes/{}/confirmation", class.id);
    let (label, error) = (cx.t("enrolment-decline-why"), parts::fault(cx, faults, "why"));
    let field = Field {
        name: "why",
        label: &label,
        error: &error,
        value: &typed.why,
        required: true,
        maxlength: 500,
        ..Field::default()
    };
    html! {
        p { (cx.say(&text!("enrolment-answer-advice", from = class.opens_on.at_length(), until = class.closes_on.at_length(), venue = class.venue.clone()))) }
        p { (cx.t("enrolment-no-fee")) }
        (ui::form(&ui::Form { action: &action, ..ui::Form::default() }, &html! { (ui::field::hidden("decision", "confirm")) (ui::button(&cx.t("enrolment-confirm"))) }))
        (cx.keeping(&ui::Form { action: &action, ..ui::Form::default() }, &html! {
            (ui::field::hidden("decision", "decline"))
            (ui::field::textarea(&field, 2))
            (ui::danger_button(&cx.t("enrolment-decline")))
        }))
    }
}
