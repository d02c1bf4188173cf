use std::collections::BTreeMap;

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use http::{Cx, Form, Look, Manage, see_with};
use kernel::{Error, FieldFault, Id, PersonId, text};
use maud::{Markup, html};
use ui::{Crumb, Fact, Field, breadcrumbs, button, card, error_summary, facts};

use super::entries::input;
use crate::annex::Row;
use crate::annex::column::{COLUMNS, typed_columns};
use crate::{Return, pasted, store, submission};

/// The path names a return and a person.
type Named = Path<(Id<Return>, PersonId)>;

async fn row(cx: &Cx, it: &Return, person: PersonId) -> kernel::Result<Row> {
    let rows = store::list_rows(cx.store(), it.id).await?;
    rows.into_iter().find(|row| row.trainee.person == person).ok_or(Error::NotFound)
}

/// The form of what the records do not hold of one trainee.
pub(crate) async fn edit(Manage(it, _): Manage<Return>, cx: Cx, Path((_, person)): Named) -> http::Result<Markup> {
    it.editable().map_err(Error::from)?;
    let row = row(&cx, &it, person).await?;
    Ok(page(&cx, &it, &row, &row.typed.0, &[]))
}

/// Keeps it and fills the annexes anew.
pub(crate) async fn update(
    Manage(it, by): Manage<Return>,
    cx: Cx,
    Path((_, person)): Named,
    Form(given): Form<BTreeMap<String, String>>,
) -> http::Result<Response> {
    let row = row(&cx, &it, person).await?;
    let typed = match pasted::form(&given) {
        Ok(typed) => typed,
        Err(faults) => {
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&cx, &it, &row, &given, &faults)).into_response());
        }
    };
    let people = [(person, typed)];
    ::store::transaction!(cx.store(), tx => { submission::supplement(tx, &by, it.id, &people).await })?;
    Ok(see_with(&format!("{}/people", it.path()), &text!("return-kept")))
}

fn page(cx: &Cx, it: &Return, row: &Row, values: &BTreeMap<String, String>, faults: &[FieldFault]) -> Markup {
    let errors: Vec<(&str, String)> = faults.iter().map(|fault| (fault.field, cx.say(&fault.text))).collect();
    let summary: Vec<(&str, &str)> = errors.iter().map(|(field, text)| (*field, text.as_str())).collect();
    let (path, people) = (it.path(), format!("{}/people", it.path()));
    let known: Vec<(String, String)> = COLUMNS
        .iter()
        .filter(|column| column.typed.is_none() && !matches!(column.key, "nth" | "class-number" | "name"))
        .filter_map(|column| Some((cx.t(&format!("annex-column-{}", column.key)).into_owned(), row.cell(column.key)?)))
        .collect();
    let known: Vec<Fact<'_>> = known.iter().map(|(label, value)| Fact::text(label, value)).collect();
    let body = html! {
        (breadcrumbs(&cx.t("return-crumbs"), &[Crumb { text: &it.class_name, href: &path }, Crumb { text: &cx.t("return-annex-2"), href: &people }]))
        (ui::card::head(&row.trainee.name, &html! { (row.trainee.school) }, &html! {}))
        (error_summary(&cx.say(&text!("http-error-summary", count = errors.len())), &summary))
        (card(&cx.t("annex-typed"), &cx.keeping(&ui::Form { action: &format!("{people}/{}", row.trainee.person), ..ui::Form::default() }, &html! {
            @for (column, kind) in typed_columns() {
                @let label = cx.t(&format!("annex-column-{}", column.key)).into_owned();
                @let error = errors.iter().find(|(field, _)| *field == column.key).map_or("", |(_, text)| text.as_str());
                @let optional = if column.expected { String::new() } else { cx.t("return-optional").into_owned() };
                (input(cx, kind, &Field { name: column.key, label: &label, error, value: values.get(column.key).map_or("", String::as_str), optional: &optional, ..Field::default() }))
            }
            (button(&cx.t("return-keep")))
        })))
        (card(&cx.t("annex-known"), &facts(&known)))
    };
    cx.page_with(&row.trainee.name, Look { reading: true, ..Look::default() }, &body)
}
