use axum::response::{IntoResponse as _, Response};
use http::{Cx, Form, Manage};
use kernel::{FieldFault, Text, text};
use serde::Deserialize;
use ui::steps::{Outcome, Tick, ticks};
use ui::table::Kind;
use ui::{Choice, Crumb, Field, Markup, Row, html};

use super::parts::{self, Params};
use crate::timetable::{Balance, SessionRow, paste};
use crate::{Class, Module, Project, Session, SessionKind, deed, store as db};

/// One row as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    on: String,
    kind: String,
    module: String,
    topic: String,
    minutes: String,
    practice: String,
    /// Rows pasted from a spreadsheet.
    rows: String,
}

/// The timetable of a draft, with a form for one row and a field to paste all of them.
pub(crate) async fn edit(Manage(class, _): Manage<Class>, cx: Cx) -> http::Result<Markup> {
    class.editable()?;
    Ok(page(&cx, &class, &Typed::default(), &[], &[]).await?)
}

/// Adds one row.
pub(crate) async fn create(
    Manage(class, by): Manage<Class>,
    cx: Cx,
    Form(typed): Form<Typed>,
) -> http::Result<Response> {
    let cells = [&*typed.on, &typed.kind, &typed.module, &typed.topic, &typed.minutes, &typed.practice];
    let row = match SessionRow::read(cells, &class) {
        Ok(row) => row,
        Err((field, text)) => {
            return Ok(parts::again(page(&cx, &class, &typed, &[FieldFault { field, text }], &[]).await?));
        }
    };
    store::transaction!(cx.store(), tx => { deed::add_row(tx, &by, class.id, &row).await })?;
    Ok(http::see_with(&format!("/classes/{}/timetable", class.id), &text!("timetable-added")))
}

/// Takes the pasted rows in place of the timetable.
pub(crate) async fn update(
    Manage(class, by): Manage<Class>,
    cx: Cx,
    Form(typed): Form<Typed>,
) -> http::Result<Response> {
    let rows = match paste(&typed.rows, &class) {
        Ok(rows) => rows,
        Err(lines) => {
            let fault = FieldFault { field: "rows", text: text!("timetable-rows-wrong", count = lines.len()) };
            return Ok(parts::again(page(&cx, &class, &typed, &[fault], &lines).await?));
        }
    };
    store::transaction!(cx.store(), tx => { deed::replace_timetable(tx, &by, class.id, &rows).await })?;
    Ok(http::see_with(&format!("/classes/{}/timetable", class.id), &text!("timetable-rows-taken", count = rows.len())))
}

/// Takes one row out.
pub(crate) async fn remove(Manage(class, by): Manage<Class>, cx: Cx, params: Params) -> http::Result<Response> {
    let nth: i64 = parts::param(&params, "nth")?;
    store::transaction!(cx.store(), tx => { deed::remove_row(tx, &by, class.id, nth).await })?;
    Ok(http::see_with(&format!("/classes/{}/timetable", class.id), &text!("timetable-removed")).into_response())
}

async fn page(
    cx: &Cx,
    class: &Class,
    typed: &Typed,
    faults: &[FieldFault],
    lines: &[(usize, Text)],
) -> kernel::Result<Markup> {
    let project = db::get_project(cx.store(), class.project_id).await?;
    let sessions = db::list_sessions(cx.store(), class.id).await?;
    let path = format!("/classes/{}", class.id);
    let body = html! {
        (super::plan::crumbs(cx, &[Crumb { text: &cx.t("class-index"), href: "/classes" }, Crumb { text: &class.name, href: &path }]))
        (ui::card::head(&cx.t("class-edit-timetable"), &html! { (class.number) " · " (class.opens_on) " — " (class.closes_on) }, &ui::quiet_link(&path, &cx.t("class-back"))))
        (parts::summary(cx, faults))
        (ui::card(&cx.t("class-timetable"), &rows_table(cx, &sessions, Some(class))))
        (ui::card::columns(&ui::card(&cx.t("timetable-add"), &row_form(cx, class, typed, faults)), &ui::card(&cx.t("timetable-paste"), &paste_form(cx, class, typed, faults, lines))))
        (balance_card(cx, &project, &sessions))
    };
    Ok(cx.page(&cx.t("class-edit-timetable"), &body))
}

fn row_form(cx: &Cx, class: &Class, typed: &Typed, faults: &[FieldFault]) -> Markup {
    let [e_on, e_kind, e_module, e_topic, e_minutes] =
        ["on", "kind", "module", "topic", "minutes"].map(|name| parts::fault(cx, faults, name));
    let keys = [
        "timetable-on",
        "timetable-kind-label",
        "timetable-module-label",
        "timetable-topic-label",
        "timetable-minutes-label",
        "timetable-practice-label",
        "timetable-yes",
        "timetable-no",
    ];
    let [on, kind, module, topic, minutes, practice, yes, no] = keys.map(|key| cx.t(key));
    let kinds: Vec<(&str, String)> =
        SessionKind::ALL.iter().map(|it| (it.as_str(), cx.t(it.key()).into_owned())).collect();
    let modules: Vec<(&str, String)> =
        Module::ALL.iter().map(|it| (it.as_str(), cx.t(it.key()).into_owned())).collect();
    let required = |name, label, value, error| Field { name, label, value, error, required: true, ..Field::default() };
    let none = cx.t("timetable-choose");
    cx.keeping(
        &ui::Form { action: &format!("/classes/{}/sessions", class.id), ..ui::Form::default() },
        &html! {
            (ui::field::date(&required("on", &on, &typed.on, &e_on)))
            (ui::field::select(&required("kind", &kind, &typed.kind, &e_kind), &choices(&kinds), &none))
            (ui::field::select(&required("module", &module, &typed.module, &e_module), &choices(&modules), &none))
            (ui::field::text(&Field { maxlength: 80, ..required("topic", &topic, &typed.topic, &e_topic) }))
            (ui::field::number(&Field { inputmode: "numeric", ..required("minutes", &minutes, &typed.minutes, &e_minutes) }))
            (ui::field::select(&Field { name: "practice", label: &practice, value: &typed.practice, ..Field::default() }, &[Choice { value: "是", label: &yes, hint: "" }, Choice { value: "否", label: &no, hint: "" }], &cx.t("timetable-practice-by-kind")))
            (ui::button(&cx.t("timetable-add")))
        },
    )
}

fn choices<'a>(list: &'a [(&'a str, String)]) -> Vec<Choice<'a>> {
    list.iter().map(|(value, label)| Choice { value, label, hint: "" }).collect()
}

fn paste_form(cx: &Cx, class: &Class, typed: &Typed, faults: &[FieldFault], lines: &[(usize, Text)]) -> Markup {
    let (label, hint, error) = (cx.t("timetable-rows"), cx.t("timetable-rows-hint"), parts::fault(cx, faults, "rows"));
    let field = Field {
        name: "rows",
        label: &label,
        hint: &hint,
        error: &error,
        value: &typed.rows,
        required: true,
        ..Field::default()
    };
    html! {
        @if !lines.is_empty() {
            ul { @for (number, fault) in lines { li { (cx.say(&text!("timetable-line", number = *number))) (cx.say(fault)) } } }
        }
        (cx.keeping(&ui::Form { action: &format!("/classes/{}/timetable", class.id), ..ui::Form::default() }, &html! {
            (ui::field::textarea(&field, 10))
            (ui::button(&cx.t("timetable-paste-go")))
        }))
    }
}

fn rows_table(cx: &Cx, sessions: &[Session], editing: Option<&Class>) -> Markup {
    let rows = sessions
        .iter()
        .map(|it| {
            let mut cells = vec![
                html! { (it.on) },
                html! { (it.topic) },
                html! { (cx.t(it.kind.key())) },
                html! { (cx.t(it.module.key())) },
                html! { (it.minutes) },
                html! { (cx.t(if it.practice { "timetable-yes" } else { "timetable-no" })) },
            ];
            if let Some(class) = editing {
                cells.push(ui::form(
                    &ui::Form {
                        action: &format!("/classes/{}/sessions/{}/removal", class.id, it.nth),
                        ..ui::Form::default()
                    },
                    &ui::quiet_button(&cx.say(&text!("timetable-remove", topic = it.topic.clone())), "", ""),
                ));
            }
            Row::from(cells)
        })
        .collect();
    let mut columns = vec![
        ("timetable-on", Kind::Text),
        ("timetable-topic-label", Kind::Text),
        ("timetable-kind-label", Kind::Text),
        ("timetable-module-label", Kind::Text),
        ("timetable-minutes-label", Kind::Number),
        ("timetable-practice-label", Kind::Text),
    ];
    if editing.is_some() {
        columns.push(("timetable-deed", Kind::Deed));
    }
    parts::list(
        cx,
        "",
        "class-timetable",
        &columns,
        rows,
        parts::empty(cx, "timetable-empty", "timetable-empty-advice"),
    )
}

fn balance_card(cx: &Cx, project: &Project, sessions: &[Session]) -> Markup {
    ui::card(&cx.t("timetable-balance"), &balance_ticks(cx, project, sessions))
}

/// What the timetable adds up to against the clauses: the share of practice, the six contents.
fn balance_ticks(cx: &Cx, project: &Project, sessions: &[Session]) -> Markup {
    let balance = Balance::of(sessions);
    let enough = balance.practice_percent() >= project.practice_percent;
    let (met, warned, open) =
        (cx.t("selection-met"), cx.t("selection-warned-timetable"), cx.t("timetable-module-missing"));
    let rule = cx.say(&text!("timetable-practice-rule", percent = project.practice_percent));
    let share = cx.say(&text!(
        "timetable-practice-share",
        percent = balance.practice_percent(),
        practice = balance.practice_minutes,
        minutes = balance.minutes
    ));
    let practice = Tick {
        rule: &rule,
        outcome: if enough { Outcome::Met } else { Outcome::Warned },
        word: if enough { &met } else { &warned },
        event: &share,
        clause: &project.practice_clause,
        aside: html! {},
    };
    let modules: Vec<(String, String, bool)> = balance
        .modules
        .iter()
        .map(|(module, minutes)| {
            (
                cx.t(module.key()).into_owned(),
                if *minutes > 0 {
                    cx.say(&text!("timetable-module-minutes", minutes = *minutes))
                } else {
                    open.to_string()
                },
                *minutes > 0,
            )
        })
        .collect();
    let mut list = vec![practice];
    list.extend(modules.iter().map(|(rule, event, covered)| Tick {
        rule,
        outcome: if *covered { Outcome::Met } else { Outcome::Warned },
        word: if *covered { &met } else { &warned },
        event,
        clause: "",
        aside: html! {},
    }));
    ticks(&list)
}

/// The timetable on a class's page, with what it adds up to.
pub(crate) fn timetable_card(cx: &Cx, project: &Project, sessions: &[Session]) -> Markup {
    html! {
        (balance_card(cx, project, sessions))
        (ui::card(&cx.t("class-timetable"), &rows_table(cx, sessions, None)))
    }
}
