//! An entry of the record in words: its deed, its thing, and what changed.

use std::collections::HashMap;

use audit::Stored;
use http::Cx;
use kernel::{OrganisationId, Result};
use maud::{Markup, html};
use serde_json::Value;

/// The names of the organisations that entries mention.
pub(super) type Places = HashMap<OrganisationId, String>;

/// The message `key`, when there is one.
fn word(cx: &Cx, key: &str) -> Option<String> {
    let said = cx.t(key);
    (said != key).then(|| said.into_owned())
}

/// The deed; one that an older or a newer release writes has no words here.
pub(super) fn deed(cx: &Cx, deed: &str) -> String {
    word(cx, &format!("deed-{}", deed.replace('.', "-"))).unwrap_or_else(|| deed.to_owned())
}

/// The thing: with the way to its page, or with its id, where there is none for the reader.
pub(super) fn thing(cx: &Cx, it: &Stored) -> Markup {
    let noun = word(cx, &format!("thing-{}", it.noun)).unwrap_or_else(|| it.noun.clone());
    html! {
        @match cx.page_of(&it.noun, &it.subject, it.about_person) {
            Some(href) => a href=(href) { (noun) },
            None => { (noun) p.hint { code { (it.subject) } } }
        }
    }
}

/// The organisations that `entries` mention.
pub(super) async fn places(cx: &Cx, entries: &[Stored]) -> Result<Places> {
    let mut ids: Vec<OrganisationId> = Vec::new();
    for json in entries.iter().flat_map(|it| [&it.before, &it.after]).flatten() {
        let Ok(Value::Object(fields)) = serde_json::from_str(json) else { continue };
        ids.extend(fields.values().filter_map(|value| value.as_str()?.parse::<OrganisationId>().ok()));
    }
    let found = registry::list_organisations_by_id(cx.store(), &ids).await?;
    Ok(found.into_iter().map(|it| (it.id, it.name)).collect())
}

/// What stood or stands there.
pub(super) fn said(cx: &Cx, places: &Places, noun: &str, json: &str) -> String {
    match serde_json::from_str(json) {
        Ok(Value::Object(fields)) => {
            let each = fields.iter().filter(|(_, value)| !value.is_null());
            let each = each.map(|(name, value)| {
                let label = LABELS.iter().find_map(|first| word(cx, &format!("{first}{name}")));
                format!("{} {}", label.unwrap_or_else(|| name.clone()), one(cx, places, (noun, name), value))
            });
            each.collect::<Vec<_>>().join("；")
        }
        Ok(value) => one(cx, places, (noun, ""), &value),
        Err(_) => json.to_owned(),
    }
}

/// Where the fields of things have their words.
const LABELS: [&str; 3] = ["record-field-", "annex-item-", "annex-column-"];

fn one(cx: &Cx, places: &Places, (noun, name): (&str, &str), value: &Value) -> String {
    match value {
        Value::String(text) => {
            let place = text.parse::<OrganisationId>().ok().and_then(|id| places.get(&id).cloned());
            let keys = [
                format!("{noun}-{name}-{text}"),
                format!("record-is-{noun}-{text}"),
                format!("record-is-{text}"),
                format!("{name}-{text}"),
            ];
            place.or_else(|| keys.iter().find_map(|key| word(cx, key))).unwrap_or_else(|| text.clone())
        }
        Value::Bool(yes) => cx.t(if *yes { "record-is-true" } else { "record-is-false" }).into_owned(),
        // Of a list of ids only its length says something.
        Value::Array(list) => list.len().to_string(),
        other => other.to_string(),
    }
}
