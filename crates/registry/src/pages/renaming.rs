//! Another name for an organisation.

use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use http::{Checked, Cx, Manage, Query, Sent, see_with};
use kernel::text;
use maud::{Markup, html};
use ui::{Fact, Field};

use super::change_form::{Preview, Typed, around, asking, basis_fields, preview};
use crate::basis::LONGEST_NAME;
use crate::deed::{self, NewName, Renaming};
use crate::{CodeKind, Organisation};

fn action(it: &Organisation) -> String {
    format!("/organisations/{}/renaming", it.id)
}

pub(super) async fn new(
    Manage(it, by): Manage<Organisation>,
    cx: Cx,
    Query(typed): Query<Typed>,
) -> http::Result<Response> {
    if typed.is_blank() {
        let typed = Typed { name: it.name.clone(), ..Typed::default() };
        return Ok(page(&cx, &it, &typed, &Sent::default()).into_response());
    }
    if !typed.mend.is_empty() {
        return Ok(page(&cx, &it, &typed, &Sent::default()).into_response());
    }
    let judged = async {
        let basis = typed.basis()?;
        let new = NewName { name: &typed.name, code: &typed.code, basis: &basis };
        store::transaction!(cx.store(), tx => { deed::renaming(tx, &by, it.id, new).await })
    };
    match judged.await {
        Ok(renaming) => Ok(shown(&cx, &typed, &renaming).into_response()),
        Err(error) => {
            let sent = Sent::of(error)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&cx, &it, &typed, &sent)).into_response())
        }
    }
}

fn page(cx: &Cx, it: &Organisation, typed: &Typed, sent: &Sent) -> Markup {
    let words = ["renaming-title", "renaming-name", "renaming-code", "renaming-code-hint", "form-optional"]
        .map(|key| cx.t(key));
    let [title, name, code, code_hint, optional] = &words;
    let errors = ["name", "code"].map(|field| sent.error(cx, field));
    let [name_error, code_error] = &errors;
    let coded = matches!(it.kind.code_kind(), CodeKind::School | CodeKind::Credit);
    let fields = html! {
        (ui::field::text(&Field { name: "name", label: name, value: &typed.name, error: name_error, required: true, autocomplete: "off", maxlength: LONGEST_NAME, ..Field::default() }))
        @if coded {
            (ui::field::text(&Field { name: "code", label: code, hint: code_hint, optional, value: &typed.code, error: code_error, autocomplete: "off", maxlength: 20, ..Field::default() }))
        }
        (basis_fields(cx, typed, sent))
    };
    around(cx, it, title, &asking(cx, &action(it), title, sent, &fields))
}

fn shown(cx: &Cx, typed: &Typed, it: &Renaming) -> Markup {
    let words =
        ["renaming-title", "renaming-old", "renaming-name", "renaming-code", "change-last-day", "renaming-means"]
            .map(|key| cx.t(key));
    let [title, old, new, code, last, means] = &words;
    let mut what = vec![Fact::text(old, &it.before.name), Fact::text(new, &it.after.name)];
    if it.after.code != it.before.code {
        what.push(Fact::text(code, &format!("{} → {}", it.before.code, it.after.code)));
    }
    what.push(Fact::text(last, &it.last_day.to_string()));
    let (people, below) = (cx.t("preview-people"), cx.t("preview-below"));
    what.push(Fact::text(&people, &it.people.to_string()));
    what.push(Fact::text(&below, &it.below.to_string()));
    let deed = cx.say(&text!("renaming-deed", name = &it.after.name));
    let preview = preview(
        cx,
        typed,
        Preview { action: &action(&it.before), what, means, deed: &deed, danger: false, seen: &it.seen },
    );
    around(cx, &it.before, title, &preview)
}

pub(super) async fn create(
    Manage(it, by): Manage<Organisation>,
    cx: Cx,
    Checked(typed): Checked<Typed>,
) -> http::Result<Response> {
    let done = async {
        let basis = typed.basis()?;
        let new = NewName { name: &typed.name, code: &typed.code, basis: &basis };
        store::transaction!(cx.store(), tx => { deed::rename(tx, &by, it.id, new, &typed.seen).await })
    };
    match done.await {
        Ok(()) => {
            cx.app().worker().ring();
            Ok(see_with(&format!("/organisations/{}", it.id), &text!("renaming-done", name = &typed.name)))
        }
        Err(error) => {
            let sent = Sent::of(error)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&cx, &it, &typed, &sent)).into_response())
        }
    }
}
