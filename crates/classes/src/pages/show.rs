use authz::{Noun as _, Verb};
use http::{Cx, Query, View};
use kernel::{PersonId, text};
use serde::Deserialize;
use ui::steps::{Stand, Step, steps};
use ui::table::Kind;
use ui::{Choice, Field, Figure as Shown, Markup, Notice, Row, Tone, html};

use super::parts::{self, PAGE};
use super::timetable::timetable_card;
use crate::class::UNFILED_CLAUSE;
use crate::{Class, ClassState, ClassStep, Enrolment, EnrolmentState, Figure, store as db};

/// What the address asks of the roster.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    state: String,
    after: String,
}

impl Asked {
    /// The states asked for: one, everybody who reached one, or all.
    fn states(&self) -> Vec<EnrolmentState> {
        match (self.state.parse(), self.state.strip_prefix("reached-").map(str::parse)) {
            (Ok(state), _) => vec![state],
            (_, Some(Ok(stage))) => crate::figure::reached(stage),
            _ => EnrolmentState::ALL.to_vec(),
        }
    }
}

/// A class as its institution, its province and the auditors see it.
pub(crate) async fn show(View(class, _): View<Class>, cx: Cx, Query(asked): Query<Asked>) -> http::Result<Markup> {
    let project = db::get_project(cx.store(), class.project_id).await?;
    let class_steps = db::list_class_steps(cx.store(), class.id).await?;
    let sessions = db::list_sessions(cx.store(), class.id).await?;
    let figure = db::find_figure(cx.store(), class.id).await?;
    let after: Option<PersonId> = asked.after.parse().ok();
    let roster = db::list_enrolments_in(cx.store(), class.id, &asked.states(), after, PAGE + 1).await?;
    // Nobody can be nominated yet: empty figures and an empty roster would only be in the way.
    let draft = class.state == ClassState::Draft;
    let line = html! { (class.number) " " (parts::class_tag(&cx, &class)) };
    let body = html! {
        (ui::card::head(&class.name, &line, &deeds(&cx, &class, &figure, sessions.is_empty())))
        (parts::returned(&cx, &class))
        @if draft && class.opinion.is_none() { (unfiled(&cx, &class)) }
        (waits(&cx, &class, &figure))
        (ui::card(&cx.t("class-progress"), &timeline(&cx, &class, &class_steps)))
        @if !draft { (figures(&cx, &class, &figure)) }
        (ui::card(&cx.t("class-about"), &parts::class_facts(&cx, &class, &project)))
        @if !draft { (roster_card(&cx, &class, &asked, roster)) }
        (timetable_card(&cx, &project, &sessions))
    };
    Ok(cx.page(&class.name, &body))
}

fn deeds(cx: &Cx, class: &Class, figure: &Figure, empty: bool) -> Markup {
    let places = class.places();
    let manages = cx.may(Verb::Manage, "class", &places);
    let at = |end: &str| format!("/classes/{}/{end}", class.id);
    html! {
        @if manages && class.editable().is_ok() {
            // A class without a timetable cannot be handed in: filling it comes first.
            @if empty { (ui::link_button(&at("timetable"), &cx.t("class-fill-timetable"))) }
            @else { (post(cx, &at("submission"), "class-submit")) }
            (ui::quiet_link(&at("edit"), &cx.t("class-edit")))
            @if !empty { (ui::quiet_link(&at("timetable"), &cx.t("class-edit-timetable"))) }
        }
        @if manages && class.state == ClassState::Filed {
            (ui::link_button(&at("admissions"), &cx.t("class-admissions")))
            @if class.openable(cx.today(), figure.confirmed).is_ok() { (post(cx, &at("opening"), "class-open")) }
        }
        @if class.state == ClassState::Draft && class.submitted_at.is_some() && cx.may(Verb::Approve, "class", &places) {
            (ui::link_button(&at("filing"), &cx.t("class-decide-filing")))
        }
        @if class.state >= ClassState::Running {
            @for (words, href) in cx.beside("class", &class.id.to_string(), &places) { (ui::quiet_link(&href, &words)) }
        }
    }
}

fn post(cx: &Cx, action: &str, key: &str) -> Markup {
    ui::form(&ui::Form { action, ..ui::Form::default() }, &ui::button(&cx.t(key)))
}

/// What a class that is not filed may not do, by which clause, and whose turn it is (S69).
fn unfiled(cx: &Cx, class: &Class) -> Markup {
    let turn = match class.submitted_at {
        Some(_) => text!("class-waits-province", province = class.province_name.clone()),
        None => text!("class-waits-institution", institution = class.institution_name.clone()),
    };
    ui::notice(&Notice {
        tone: Tone::Warn,
        title: &cx.t("class-unfiled"),
        text: &cx.say(&turn),
        clause: UNFILED_CLAUSE,
        ..Notice::default()
    })
}

/// Who has to do something now.
fn waits(cx: &Cx, class: &Class, figure: &Figure) -> Markup {
    let mut said = Vec::new();
    if class.state == ClassState::Filed {
        let stages = [
            ("class-waits-county", figure.nominated - figure.approved),
            ("class-waits-admission", figure.approved - figure.admitted),
            ("class-waits-confirmation", figure.admitted - figure.confirmed),
        ];
        said.extend(
            stages
                .into_iter()
                .filter(|(_, count)| *count > 0)
                .map(|(key, count)| kernel::Text::new(key).with("count", count)),
        );
        if figure.nominated < class.planned_people {
            said.push(text!("class-waits-schools", count = class.planned_people - figure.nominated));
        }
    }
    html! {
        @if !said.is_empty() {
            (ui::card(&cx.t("class-waits"), &html! { ul { @for it in &said { li { (cx.say(it)) } } } }))
        }
    }
}

fn timeline(cx: &Cx, class: &Class, done: &[ClassStep]) -> Markup {
    let note = |step: &str| {
        let last = done.iter().rfind(|it| it.step == step);
        last.map(|it| {
            [cx.locale().day(it.at.date()), it.by_name.clone()]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(" · ")
        })
        .unwrap_or_default()
    };
    let stages: Vec<(String, String, Stand, String)> = ClassState::ALL
        .iter()
        .map(|state| {
            let (key, stand) = match state.cmp(&class.state) {
                std::cmp::Ordering::Less => ("class-stand-done", Stand::Done),
                std::cmp::Ordering::Equal => ("class-stand-now", Stand::Now),
                std::cmp::Ordering::Greater => ("class-stand-next", Stand::Next),
            };
            let step = match state {
                ClassState::Draft => "submitted",
                ClassState::Filed => "filed",
                ClassState::Running => "opened",
                ClassState::Closing => "closing",
                ClassState::Closed => "closed",
            };
            (cx.t(state.key()).into_owned(), note(step), stand, cx.t(key).into_owned())
        })
        .collect();
    let list: Vec<Step<'_>> =
        stages.iter().map(|(title, note, stand, word)| Step { title, note, stand: *stand, word }).collect();
    steps(&cx.t("class-progress"), &list)
}

fn figures(cx: &Cx, class: &Class, figure: &Figure) -> Markup {
    let unit = cx.t("class-unit-people");
    let list: Vec<(std::borrow::Cow<'_, str>, String, String)> = [
        ("class-planned", class.planned_people, ""),
        ("class-figure-nominated", figure.nominated, "nominated"),
        ("class-figure-approved", figure.approved, "county-approved"),
        ("class-figure-admitted", figure.admitted, "admitted"),
        ("class-figure-confirmed", figure.confirmed, "confirmed"),
        ("class-figure-passed", figure.passed + figure.excellent, "passed"),
    ]
    .into_iter()
    .map(|(key, value, state)| {
        let href = if key == "class-planned" {
            String::new()
        } else {
            format!("/classes/{}?state=reached-{state}#roster", class.id)
        };
        (cx.t(key), value.to_string(), href)
    })
    .collect();
    let shown: Vec<Shown<'_>> =
        list.iter().map(|(label, value, href)| Shown { label, value, unit: &unit, href, ..Shown::default() }).collect();
    ui::figures(&shown)
}

fn roster_card(cx: &Cx, class: &Class, asked: &Asked, mut roster: Vec<Enrolment>) -> Markup {
    let most = kernel::small(i64::from(PAGE));
    let full = roster.len() > most;
    roster.truncate(most);
    let more = roster
        .last()
        .filter(|_| full)
        .map(|it| format!("/classes/{}?state={}&after={}#roster", class.id, asked.state, it.person_id));
    let sees = cx.may(Verb::View, "enrolment", &class.places());
    let rows = roster.iter().map(|it| roster_row(cx, class, it, sees)).collect();
    let columns = [
        ("enrolment-name", Kind::Text),
        ("enrolment-school", Kind::Text),
        ("enrolment-priority", Kind::Number),
        ("enrolment-state", Kind::Text),
        ("enrolment-why", Kind::Text),
    ];
    ui::card(
        &cx.t("class-roster"),
        &html! {
            (filter(cx, class, asked))
            (parts::list(cx, "roster", "class-roster", &columns, rows, parts::empty(cx, "class-roster-empty", "class-roster-empty-advice")))
            (parts::next_page(cx, more))
        },
    )
}

fn roster_row(cx: &Cx, class: &Class, it: &Enrolment, sees: bool) -> Row {
    Row::from(vec![
        html! { @if sees { a href={ "/classes/" (class.id) "/people/" (it.person_id) } { (it.person_name) } } @else { (it.person_name) } },
        html! { (it.school_name) },
        html! { (it.priority) },
        parts::enrolment_tag(cx, it.state),
        html! { (it.why.as_deref().unwrap_or_default()) },
    ])
}

fn filter(cx: &Cx, class: &Class, asked: &Asked) -> Markup {
    let labels: Vec<(&str, std::borrow::Cow<'_, str>)> =
        EnrolmentState::ALL.iter().map(|it| (it.as_str(), cx.t(it.key()))).collect();
    let choices: Vec<Choice<'_>> = labels.iter().map(|(value, label)| Choice { value, label, hint: "" }).collect();
    let label = cx.t("enrolment-state");
    let field = Field { name: "state", label: &label, value: &asked.state, ..Field::default() };
    let action = format!("/classes/{}", class.id);
    ui::filter_bar(
        &cx.t("class-filter"),
        &action,
        "roster",
        &ui::field::select(&field, &choices, &cx.t("class-every-state")),
        &cx.t("class-filter-go"),
    )
}
