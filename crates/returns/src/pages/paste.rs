use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use http::{Cx, Form, Manage, see_with};
use kernel::{Text, text};
use maud::{Markup, html};
use serde::Deserialize;
use ui::{Crumb, Field, breadcrumbs, button, card, field};

use crate::annex::column::typed_columns;
use crate::{Return, pasted, store, submission};

/// So many faults are shown; the rest are counted.
const SHOWN: usize = 50;

#[derive(Deserialize)]
pub(crate) struct Given {
    #[serde(default)]
    lines: String,
}

/// What stands, as lines for a spreadsheet.
pub(crate) async fn edit(Manage(it, _): Manage<Return>, cx: Cx) -> http::Result<Markup> {
    it.editable().map_err(kernel::Error::from)?;
    let rows = store::list_rows(cx.store(), it.id).await?;
    Ok(page(&cx, &it, &pasted::lines(&rows, &headings(&cx)), &[]))
}

/// Takes the lines: all of them or none.
pub(crate) async fn update(Manage(it, by): Manage<Return>, cx: Cx, Form(given): Form<Given>) -> http::Result<Response> {
    let rows = store::list_rows(cx.store(), it.id).await?;
    let people = match pasted::read(&rows, &given.lines) {
        Ok(people) => people,
        Err(faults) => {
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&cx, &it, &given.lines, &faults)).into_response());
        }
    };
    ::store::transaction!(cx.store(), tx => { submission::supplement(tx, &by, it.id, &people).await })?;
    Ok(see_with(&format!("{}/people?show=result", it.path()), &text!("return-pasted", count = people.len())))
}

fn headings(cx: &Cx) -> Vec<String> {
    let keys = ["nth", "name"].into_iter().chain(typed_columns().map(|(column, _)| column.key));
    keys.map(|key| cx.t(&format!("annex-column-{key}")).into_owned()).collect()
}

fn page(cx: &Cx, it: &Return, lines: &str, faults: &[(usize, Text)]) -> Markup {
    let (title, path) = (cx.t("return-fill-people"), it.path());
    let error =
        if faults.is_empty() { String::new() } else { cx.say(&text!("annex-paste-faults", count = faults.len())) };
    let (label, hint) = (cx.t("annex-paste"), cx.t("annex-paste-hint"));
    let body = html! {
        (breadcrumbs(&cx.t("return-crumbs"), &[Crumb { text: &it.class_name, href: &path }]))
        (ui::card::head(&title, &html! { (cx.t("return-fill-people-line")) }, &html! {}))
        @if !faults.is_empty() {
            div.error-summary role="alert" tabindex="-1" autofocus {
                h2 { (error) }
                ul {
                    @for (line, fault) in faults.iter().take(SHOWN) { li { (cx.say(&text!("annex-paste-line", line = *line))) " " (cx.say(fault)) } }
                }
            }
        }
        (card(&label, &cx.keeping(&ui::Form { action: &format!("{path}/sheet"), ..ui::Form::default() }, &html! {
            (field::textarea(&Field { name: "lines", label: &label, hint: &hint, value: lines, error: &error, ..Field::default() }, 16))
            (button(&cx.t("return-keep")))
        })))
    };
    cx.page(&title, &body)
}
