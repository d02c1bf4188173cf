use std::collections::BTreeMap;

use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use http::{Cx, Form, Look, Manage, see_with};
use kernel::{FieldFault, text};
use maud::{Markup, html};
use ui::{Choice, Crumb, Field, breadcrumbs, button, card, error_summary, field};

use crate::annex::item::{GROUPS, ITEMS, Item, Kind, Origin, normal};
use crate::{Return, store, submission};

/// The form of what the records do not hold.
pub(crate) async fn edit(Manage(it, _): Manage<Return>, cx: Cx) -> http::Result<Markup> {
    it.editable().map_err(kernel::Error::from)?;
    let entries = store::list_entries(cx.store(), it.id).await?;
    Ok(page(&cx, &it, &entries, &[]))
}

/// Keeps it and fills the annexes anew.
pub(crate) async fn update(
    Manage(it, by): Manage<Return>,
    cx: Cx,
    Form(given): Form<BTreeMap<String, String>>,
) -> http::Result<Response> {
    let entries = match read(&given) {
        Ok(entries) => entries,
        Err(faults) => return Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&cx, &it, &given, &faults)).into_response()),
    };
    ::store::transaction!(cx.store(), tx => { submission::enter(tx, &by, it.id, &entries).await })?;
    Ok(see_with(&it.path(), &text!("return-kept")))
}

/// What was typed, as it is kept.
fn read(given: &BTreeMap<String, String>) -> Result<BTreeMap<String, String>, Vec<FieldFault>> {
    let (mut entries, mut faults) = (BTreeMap::new(), Vec::new());
    for item in ITEMS.iter().filter(|item| item.typed()) {
        match normal(item.kind, given.get(item.key).map_or("", String::as_str)) {
            Ok(Some(value)) => drop(entries.insert(item.key.to_owned(), value)),
            Ok(None) => {}
            Err(text) => faults.push(FieldFault { field: item.key, text }),
        }
    }
    if faults.is_empty() { Ok(entries) } else { Err(faults) }
}

fn page(cx: &Cx, it: &Return, values: &BTreeMap<String, String>, faults: &[FieldFault]) -> Markup {
    let title = cx.t("return-fill-class");
    let errors: Vec<(&str, String)> = faults.iter().map(|fault| (fault.field, cx.say(&fault.text))).collect();
    let summary: Vec<(&str, &str)> = errors.iter().map(|(field, text)| (*field, text.as_str())).collect();
    let path = it.path();
    let groups = GROUPS.iter().filter(|group| ITEMS.iter().any(|item| item.group == **group && item.typed()));
    let body = html! {
        (breadcrumbs(&cx.t("return-crumbs"), &[Crumb { text: &it.class_name, href: &path }]))
        (ui::card::head(&title, &html! { (cx.t("return-fill-class-line")) }, &html! {}))
        (error_summary(&cx.say(&text!("http-error-summary", count = errors.len())), &summary))
        (cx.keeping(&ui::Form { action: &format!("{path}/entries"), ..ui::Form::default() }, &html! {
            @for group in groups {
                (card(&cx.t(&format!("annex-group-{group}")), &html! {
                    @for item in ITEMS.iter().filter(|item| item.group == *group && item.typed()) { (control(cx, item, values, &errors)) }
                }))
            }
            (button(&cx.t("return-keep")))
        }))
    };
    cx.page_with(&title, Look { reading: true, ..Look::default() }, &body)
}

fn control(cx: &Cx, item: &Item, values: &BTreeMap<String, String>, errors: &[(&str, String)]) -> Markup {
    let label = cx.t(&format!("annex-item-{}", item.key)).into_owned();
    let error = errors.iter().find(|(field, _)| *field == item.key).map_or("", |(_, text)| text.as_str());
    let optional = if item.origin == Origin::Optional { cx.t("return-optional") } else { "".into() };
    let value = values.get(item.key).map_or("", String::as_str);
    input(
        cx,
        item.kind,
        &Field { name: item.key, label: &label, error, value, optional: &optional, ..Field::default() },
    )
}

/// The control of a kind. Nothing is required by the browser: a half-filled return can be kept.
pub(super) fn input(cx: &Cx, kind: Kind, it: &Field<'_>) -> Markup {
    match kind {
        Kind::Count => field::number(&Field { inputmode: "numeric", ..*it }),
        Kind::Hundredths => field::number(it),
        Kind::Percent => field::number(&Field { hint: &cx.t("return-hint-percent"), ..*it }),
        Kind::Money => field::number(&Field { hint: &cx.t("return-hint-money"), ..*it }),
        Kind::Day => field::date(it),
        Kind::Words(most) => field::text(&Field { maxlength: u32::try_from(most).unwrap_or(200), ..*it }),
        Kind::Choice(words) => {
            let choices: Vec<Choice<'_>> =
                words.iter().map(|word| Choice { value: word, label: word, hint: "" }).collect();
            field::radios(it, &choices)
        }
    }
}
