use audit::By;
use axum::response::Response;
use http::{Cx, Form, Look, Manage};
use kernel::{Error, FieldFault, PersonId, text};
use registry::Organisation;
use serde::Deserialize;
use ui::{Crumb, Field, Markup, Notice, Tone, html};

use super::parts::{self, Params};
use crate::enrolment::Deed;
use crate::{Class, Enrolment, Judged, Recruitment, deed, judge_people, recruiting, store as db};

/// One candidate: every rule with its clause, and the form to nominate.
pub(crate) async fn new(Manage(it, by): Manage<Recruitment>, cx: Cx, params: Params) -> http::Result<Markup> {
    recruiting(&it.class)?;
    let candidate = candidate(&cx, &it, &by, parts::param(&params, "person")?).await?;
    Ok(page(&cx, &it.class, &candidate, &[], &[]))
}

/// Nominates.
pub(crate) async fn create(
    Manage(it, by): Manage<Recruitment>,
    cx: Cx,
    params: Params,
    Form(typed): Form<Vec<(String, String)>>,
) -> http::Result<Response> {
    let person: PersonId = parts::param(&params, "person")?;
    let reasons: Vec<(String, String)> = typed
        .into_iter()
        .filter_map(|(name, value)| name.strip_prefix("reason-").map(|code| (code.to_owned(), value)))
        .collect();
    let made = store::transaction!(cx.store(), tx => { deed::nominate(tx, &by, it.class.id, person, &reasons, &by.area()?.place).await });
    match made {
        Ok(enrolment) => {
            let said = if enrolment.open_exceptions > 0 {
                text!("nomination-made-with-exception", name = enrolment.person_name)
            } else {
                text!("nomination-made", name = enrolment.person_name)
            };
            Ok(http::see_with(&format!("/classes/{}/nominations", it.class.id), &said))
        }
        Err(Error::Invalid(faults)) => {
            let candidate = candidate(&cx, &it, &by, person).await?;
            Ok(parts::again(page(&cx, &it.class, &candidate, &reasons, &faults)))
        }
        Err(error) => Err(error.into()),
    }
}

/// What was typed to take a nomination back.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Why {
    why: String,
}

/// Takes a nomination back.
pub(crate) async fn withdraw(
    Manage(it, by): Manage<Recruitment>,
    cx: Cx,
    params: Params,
    Form(typed): Form<Why>,
) -> http::Result<Response> {
    let person: PersonId = parts::param(&params, "person")?;
    let done = store::transaction!(cx.store(), tx => { deed::decide(tx, &by, it.class.id, person, Deed::Withdraw, &typed.why, Some(&by.area()?.place)).await });
    match done {
        Ok(_) => Ok(http::see_with(&format!("/classes/{}/nominations", it.class.id), &text!("nomination-withdrawn"))),
        Err(Error::Invalid(faults)) => {
            let candidate = candidate(&cx, &it, &by, person).await?;
            Ok(parts::again(page(&cx, &it.class, &candidate, &[("why".to_owned(), typed.why)], &faults)))
        }
        Err(error) => Err(error.into()),
    }
}

struct Candidate {
    school: Organisation,
    judged: Judged,
    enrolment: Option<Enrolment>,
}

async fn candidate(cx: &Cx, it: &Recruitment, by: &By, person: PersonId) -> kernel::Result<Candidate> {
    let area = by.area()?;
    let person = registry::find_person(cx.store(), person)
        .await?
        .filter(|person| person.place.within(&area.place))
        .ok_or(Error::NotFound)?;
    let school = registry::get_organisation(cx.store(), person.school_id).await?;
    let enrolment = db::find_enrolment(cx.store(), person.id, it.class.id).await?;
    let judged =
        judge_people(cx.store(), &it.class, &school, vec![person]).await?.into_iter().next().ok_or(Error::NotFound)?;
    Ok(Candidate { school, judged, enrolment })
}

fn page(cx: &Cx, class: &Class, it: &Candidate, typed: &[(String, String)], faults: &[FieldFault]) -> Markup {
    let person = &it.judged.person;
    let back = format!("/classes/{}/nominations", class.id);
    let standing = it.enrolment.as_ref().filter(|enrolment| enrolment.renewable().is_err());
    let forbidden = it.judged.verdicts.iter().find(|verdict| verdict.forbids());
    let line = html! { (it.school.name) " · " (class.name) @if let Some(enrolment) = &it.enrolment { " " (parts::enrolment_tag(cx, enrolment.state)) } };
    let body = html! {
        (super::plan::crumbs(cx, &[Crumb { text: &cx.t("class-index"), href: "/classes" }, Crumb { text: &cx.t("nomination-title"), href: &back }]))
        (ui::card::head(&person.name, &line, &html! {}))
        (parts::summary(cx, faults))
        (ui::card_with(&cx.t("nomination-rules"), &html! { (cx.say(&text!("selection-priority-sum", points = it.judged.priority))) }, &parts::verdict_ticks(cx, &it.judged.verdicts)))
        @if let Some(enrolment) = standing { (ui::card(&cx.t("nomination-withdraw"), &withdraw_form(cx, enrolment, typed, faults))) }
        @else if let Some(verdict) = forbidden {
            (ui::notice(&Notice { tone: Tone::Refusal, title: &cx.say(&text!("nomination-forbidden", name = person.name.clone(), rule = verdict.words.clone())), text: &cx.t("nomination-forbidden-remedy"), clause: &verdict.clause, ..Notice::default() }))
        }
        @else { (ui::card(&cx.t("nomination-make"), &nominate_form(cx, class, &it.judged, typed, faults))) }
    };
    cx.page_with(&person.name, Look { reading: true, ..Look::default() }, &body)
}

fn nominate_form(cx: &Cx, class: &Class, it: &Judged, typed: &[(String, String)], faults: &[FieldFault]) -> Markup {
    let asked: Vec<_> = it
        .verdicts
        .iter()
        .filter(|verdict| verdict.needs_exception())
        .map(|verdict| {
            let value = typed.iter().find(|(code, _)| *code == verdict.code).map_or("", |(_, value)| value.as_str());
            let label = cx.say(&text!("nomination-reason", code = verdict.code.clone(), rule = verdict.words.clone()));
            let approver = verdict.approver.as_deref().unwrap_or("province-officer");
            let hint = cx.say(&text!("nomination-reason-hint", level = decider(cx, approver)));
            let missing = !faults.is_empty() && value.trim().chars().count() < 4;
            (
                format!("reason-{}", verdict.code),
                label,
                hint,
                value,
                if missing { cx.t("class-reason-length").into_owned() } else { String::new() },
            )
        })
        .collect();
    let action = format!("/classes/{}/nominations/{}", class.id, it.person.id);
    cx.keeping(
        &ui::Form { action: &action, ..ui::Form::default() },
        &html! {
            @for (name, label, hint, value, error) in &asked {
                (ui::field::textarea(&Field { name, label, hint, value, error, required: true, maxlength: 500, ..Field::default() }, 3))
            }
            (ui::button(&cx.t(if asked.is_empty() { "nomination-make" } else { "nomination-make-with-exception" })))
        },
    )
}

fn withdraw_form(cx: &Cx, enrolment: &Enrolment, typed: &[(String, String)], faults: &[FieldFault]) -> Markup {
    let (label, error) = (cx.t("enrolment-why"), parts::fault(cx, faults, "why"));
    let value = typed.iter().find(|(name, _)| name == "why").map_or("", |(_, value)| value.as_str());
    let action = format!("/classes/{}/nominations/{}/withdrawal", enrolment.class_id, enrolment.person_id);
    cx.keeping(
        &ui::Form { action: &action, ..ui::Form::default() },
        &html! {
            (ui::field::textarea(&Field { name: "why", label: &label, error: &error, value, required: true, maxlength: 500, ..Field::default() }, 3))
            (ui::danger_button(&cx.t("nomination-withdraw")))
        },
    )
}

/// Who decides on exceptions: the words of the duty that the rule names.
pub(crate) fn decider(cx: &Cx, duty: &str) -> String {
    cx.t(&format!("duty-{duty}")).into_owned()
}
