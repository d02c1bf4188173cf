//! Drafting a notice, and mending the draft.

use audit::By;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use http::{Across, Areas, Cx, Form, Look, Manage, Query, Sent, see_with};
use kernel::{Date, Error, Id, Result, text};
use maud::{Markup, html};
use registry::{Organisation, OrganisationKind};
use serde::Deserialize;
use ui::{Choice, Field, button};

use crate::deed::{self, Draft, LONGEST_BODY, LONGEST_TASK, LONGEST_TITLE};
use crate::notice::Notice;
use crate::{SIGNERS, store as rows};

/// To which kinds one writes.
const KINDS: &[OrganisationKind] = &[
    OrganisationKind::Province,
    OrganisationKind::LanguageOffice,
    OrganisationKind::Prefecture,
    OrganisationKind::County,
    OrganisationKind::School,
    OrganisationKind::Institution,
    OrganisationKind::TeachingResearch,
    OrganisationKind::DevelopmentCentre,
    OrganisationKind::Audiovisual,
    OrganisationKind::ExecutiveOffice,
    OrganisationKind::Finance,
];
/// Areas below one's own to choose from.
const MOST_AREAS: u32 = 100;

/// A notice as it is typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    number: String,
    title: String,
    body: String,
    effective_on: String,
    area: String,
    kinds: Vec<String>,
    duty: String,
    task: String,
    task_days: String,
    replaces: String,
}

impl Typed {
    fn of(it: &Notice) -> Self {
        Self {
            number: it.number.clone(),
            title: it.title.clone(),
            body: it.body.clone(),
            effective_on: it.effective_on.to_string(),
            area: it.area.to_string(),
            kinds: it.kinds.0.iter().map(|it| it.as_str().to_owned()).collect(),
            duty: it.duty.clone(),
            task: it.task.clone(),
            task_days: if it.task.is_empty() { String::new() } else { it.task_days.to_string() },
            replaces: it.replaces.map(|it| it.to_string()).unwrap_or_default(),
        }
    }

    fn draft(&self, areas: &[Organisation]) -> Result<Draft> {
        let area = areas.iter().find(|it| it.place.as_str() == self.area);
        let area = area.ok_or_else(|| Error::field("area", text!("notice-area-wrong")))?;
        let day: Date =
            self.effective_on.parse().map_err(|_| Error::field("effective_on", text!("notice-day-wrong")))?;
        Ok(Draft {
            number: self.number.clone(),
            title: self.title.trim().to_owned(),
            body: self.body.trim().replace('\r', ""),
            effective_on: day,
            area: (area.place.clone(), area.name.clone()),
            kinds: KINDS.iter().copied().filter(|it| self.kinds.iter().any(|word| word == it.as_str())).collect(),
            duty: self.duty.clone(),
            task: self.task.trim().to_owned(),
            task_days: self.task_days.trim().parse().unwrap_or_default(),
            replaces: self.replaces.parse().ok(),
        })
    }
}

/// The own area, and the authorities right below it.
async fn areas(cx: &Cx, issuer: &Organisation) -> Result<Vec<Organisation>> {
    let mut areas = vec![issuer.clone()];
    // An office writes for the area of the authority that it serves.
    if issuer.kind.is_authority() {
        let below = registry::list_children(cx.store(), issuer.id, "", MOST_AREAS).await?;
        areas.extend(below.into_iter().filter(|it| it.kind.is_authority()));
    }
    Ok(areas)
}

/// Whether a new notice takes the place of one.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    replaces: String,
}

pub(super) async fn new(here: Across<Manage<Notice>>, cx: Cx, Query(asked): Query<Asked>) -> http::Result<Markup> {
    let issuer = registry::get_organisation(cx.store(), here.here().organisation).await?;
    let old = match asked.replaces.parse::<Id<Notice>>() {
        Ok(id) => rows::find_notice(cx.store(), id).await?.filter(|it| it.issuer_id == issuer.id),
        Err(_) => None,
    };
    let typed = match &old {
        // What changes is less than what stays.
        Some(old) => Typed { number: String::new(), replaces: old.id.to_string(), ..Typed::of(old) },
        None => Typed { area: issuer.place.to_string(), ..Typed::default() },
    };
    let typed = Typed { effective_on: cx.today().to_string(), ..typed };
    let areas = areas(&cx, &issuer).await?;
    Ok(page(&cx, &issuer, &areas, &Wanted::new(&cx, &here), &typed, &Sent::default()))
}

pub(super) async fn create(here: Across<Manage<Notice>>, cx: Cx, Form(typed): Form<Typed>) -> http::Result<Response> {
    let by = By::holding(cx.signed_in()?, here.here(), cx.now());
    let issuer = registry::get_organisation(cx.store(), here.here().organisation).await?;
    let areas = areas(&cx, &issuer).await?;
    let done = async {
        let draft = typed.draft(&areas)?;
        store::transaction!(cx.store(), tx => { deed::draft(tx, &by, &issuer, draft.clone()).await })
    };
    match done.await {
        Ok(id) => Ok(see_with(&format!("/notices/{id}"), &text!("notice-drafted-now"))),
        Err(error) => {
            let page = page(&cx, &issuer, &areas, &Wanted::new(&cx, &here), &typed, &Sent::of(error)?);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

pub(super) async fn edit(Manage(it, by): Manage<Notice>, cx: Cx) -> http::Result<Markup> {
    it.editable_by(by.area()?.organisation)?;
    let issuer = registry::get_organisation(cx.store(), it.issuer_id).await?;
    let areas = areas(&cx, &issuer).await?;
    Ok(page(&cx, &issuer, &areas, &Wanted::edit(&cx, &it), &Typed::of(&it), &Sent::default()))
}

pub(super) async fn update(Manage(it, by): Manage<Notice>, cx: Cx, Form(typed): Form<Typed>) -> http::Result<Response> {
    it.editable_by(by.area()?.organisation)?;
    let issuer = registry::get_organisation(cx.store(), it.issuer_id).await?;
    let areas = areas(&cx, &issuer).await?;
    let done = async {
        let draft = typed.draft(&areas)?;
        store::transaction!(cx.store(), tx => { deed::redraft(tx, &by, &issuer, it.id, draft.clone()).await })
    };
    match done.await {
        Ok(()) => Ok(see_with(&format!("/notices/{}", it.id), &text!("notice-drafted-now"))),
        Err(error) => {
            let page = page(&cx, &issuer, &areas, &Wanted::edit(&cx, &it), &typed, &Sent::of(error)?);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// Which of the two pages.
struct Wanted {
    title: String,
    action: String,
    back: String,
}

impl Wanted {
    fn new(cx: &Cx, here: &Areas) -> Self {
        let title = cx.t("notice-new").into_owned();
        Self { title, action: here.href("/notices", &[]), back: here.href("/notices", &[("view", "issued")]) }
    }

    fn edit(cx: &Cx, it: &Notice) -> Self {
        let at = format!("/notices/{}", it.id);
        Self { title: cx.t("notice-edit").into_owned(), action: at.clone(), back: at }
    }
}

fn page(cx: &Cx, issuer: &Organisation, areas: &[Organisation], wanted: &Wanted, typed: &Typed, sent: &Sent) -> Markup {
    let body = html! {
        (ui::card::head(&wanted.title, &html! { (issuer.name) }, &html! {}))
        (sent.summary(cx))
        (ui::card::plain(&cx.keeping(&ui::Form { action: &wanted.action, ..ui::Form::default() }, &html! {
            (what(cx, typed, sent))
            (whom(cx, areas, typed, sent))
            (task(cx, typed, sent))
            div.deeds { (button(&cx.t("notice-keep"))) (ui::quiet_link(&wanted.back, &cx.t("notice-cancel"))) }
        })))
    };
    cx.page_with(&wanted.title, Look { reading: true, ..Look::default() }, &body)
}

fn what(cx: &Cx, typed: &Typed, sent: &Sent) -> Markup {
    let keys = ["notice-number", "notice-number-hint", "notice-title", "notice-text", "notice-effective"];
    let words = keys.map(|key| cx.t(key));
    let [number, number_hint, title, body, effective] = &words;
    let errors = ["number", "title", "body", "effective_on"].map(|field| sent.error(cx, field));
    let [number_error, title_error, body_error, day_error] = &errors;
    let most = |length: usize| u32::try_from(length).unwrap_or_default();
    let replacing = cx.t("notice-replacing");
    html! {
        @if !typed.replaces.is_empty() {
            (ui::field::hidden("replaces", &typed.replaces))
            p { (replacing) " " a href={ "/notices/" (typed.replaces) } { (cx.t("notice-see-old")) } }
        }
        (ui::field::text(&Field { name: "number", label: number, hint: number_hint, value: &typed.number, error: number_error, required: true, autocomplete: "off", maxlength: 40, ..Field::default() }))
        (ui::field::text(&Field { name: "title", label: title, value: &typed.title, error: title_error, required: true, autocomplete: "off", maxlength: most(LONGEST_TITLE), ..Field::default() }))
        (ui::field::textarea(&Field { name: "body", label: body, value: &typed.body, error: body_error, required: true, maxlength: most(LONGEST_BODY), ..Field::default() }, 12))
        (ui::field::date(&Field { name: "effective_on", label: effective, value: &typed.effective_on, error: day_error, required: true, ..Field::default() }))
    }
}

fn whom(cx: &Cx, areas: &[Organisation], typed: &Typed, sent: &Sent) -> Markup {
    let words =
        ["notice-area", "notice-kinds", "notice-duty", "notice-duty-hint", "notice-duty-any"].map(|key| cx.t(key));
    let [area, kinds, duty, duty_hint, any] = &words;
    let errors = ["area", "kinds", "duty"].map(|field| sent.error(cx, field));
    let [area_error, kinds_error, duty_error] = &errors;
    let places: Vec<Choice<'_>> =
        areas.iter().map(|it| Choice { value: it.place.as_str(), label: &it.name, hint: "" }).collect();
    let named: Vec<_> = KINDS.iter().map(|it| (it.as_str(), cx.t(it.key()))).collect();
    let offered: Vec<Choice<'_>> = named.iter().map(|(value, label)| Choice { value, label, hint: "" }).collect();
    let chosen: Vec<&str> = typed.kinds.iter().map(String::as_str).collect();
    let signers: Vec<_> = SIGNERS.iter().map(|it| (*it, cx.t(&format!("duty-{it}")).into_owned())).collect();
    let duties: Vec<Choice<'_>> = signers.iter().map(|(value, label)| Choice { value, label, hint: "" }).collect();
    html! {
        (ui::field::select(&Field { name: "area", label: area, value: &typed.area, error: area_error, required: true, ..Field::default() }, &places, ""))
        (ui::field::checkboxes(&Field { name: "kinds", label: kinds, error: kinds_error, ..Field::default() }, &offered, &chosen))
        (ui::field::select(&Field { name: "duty", label: duty, hint: duty_hint, value: &typed.duty, error: duty_error, ..Field::default() }, &duties, any))
    }
}

fn task(cx: &Cx, typed: &Typed, sent: &Sent) -> Markup {
    let keys = ["notice-task", "notice-task-hint", "form-optional", "notice-task-days", "notice-task-days-hint"];
    let words = keys.map(|key| cx.t(key));
    let [task, task_hint, optional, days, days_hint] = &words;
    let errors = ["task", "task_days"].map(|field| sent.error(cx, field));
    let [task_error, days_error] = &errors;
    let most = u32::try_from(LONGEST_TASK).unwrap_or_default();
    html! {
        (ui::field::textarea(&Field { name: "task", label: task, hint: task_hint, optional, value: &typed.task, error: task_error, maxlength: most, ..Field::default() }, 3))
        (ui::field::number(&Field { name: "task_days", label: days, hint: days_hint, optional, value: &typed.task_days, error: days_error, inputmode: "numeric", maxlength: 3, ..Field::default() }))
    }
}
