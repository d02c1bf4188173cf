//! 划转、撤并、拆分: the first step of the wizard, what and whither.

use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use http::{Cx, Form, Manage, Sent, see};
use kernel::{Error, OrganisationId, text};
use maud::{Markup, html};
use ui::field::Choice;
use ui::{Field, card, form};

use super::change_form::{Typed, around, basis_fields};
use crate::codes::text::half_width;
use crate::deed::{self, Wish};
use crate::reorganisation::ReorganisationKind;
use crate::{Organisation, OrganisationKind, store as rows};

fn action(it: &Organisation) -> String {
    format!("/organisations/{}/reorganisation", it.id)
}

pub(super) async fn new(Manage(it, _): Manage<Organisation>, cx: Cx) -> http::Result<Markup> {
    Ok(page(&cx, &it, &Typed::default(), &Sent::default()))
}

fn page(cx: &Cx, it: &Organisation, typed: &Typed, sent: &Sent) -> Markup {
    let keys = [
        "reorganisation-title",
        "reorganisation-what",
        "reorganisation-target",
        "reorganisation-target-hint",
        "reorganisation-next",
    ]
    .map(|key| cx.t(key));
    let [title, what, target, target_hint, next] = &keys;
    let kinds: Vec<_> =
        ReorganisationKind::ALL.iter().map(|it| (it.as_str(), cx.t(it.key()), cx.t(hint(*it)))).collect();
    let choices: Vec<Choice<'_>> = kinds.iter().map(|(value, label, hint)| Choice { value, label, hint }).collect();
    let errors = ["kind", "code"].map(|field| sent.error(cx, field));
    let [kind_error, code_error] = &errors;
    let fields = html! {
        (ui::field::radios(&Field { name: "kind", label: what, value: &typed.kind, error: kind_error, required: true, ..Field::default() }, &choices))
        (ui::field::text(&Field { name: "code", label: target, hint: target_hint, value: &typed.code, error: code_error, required: true, autocomplete: "off", maxlength: 20, ..Field::default() }))
        (basis_fields(cx, typed, sent))
        (ui::button::row(&ui::button(next)))
    };
    let body = html! {
        (sent.summary(cx))
        (card(title, &form(&ui::Form { action: &action(it), ..ui::Form::default() }, &fields)))
    };
    around(cx, it, title, &body)
}

const fn hint(kind: ReorganisationKind) -> &'static str {
    match kind {
        ReorganisationKind::Move => "reorganisation-move-hint",
        ReorganisationKind::Merge => "reorganisation-merge-hint",
        ReorganisationKind::Split => "reorganisation-split-hint",
    }
}

/// The organisation that the code names: an authority for a move, one of the same kind otherwise.
async fn target(cx: &Cx, it: &Organisation, kind: ReorganisationKind, typed: &str) -> kernel::Result<OrganisationId> {
    let code: String = typed.trim().chars().map(half_width).collect();
    let kinds: &[OrganisationKind] = match kind {
        ReorganisationKind::Move => {
            &[OrganisationKind::County, OrganisationKind::Prefecture, OrganisationKind::Province]
        }
        ReorganisationKind::Merge | ReorganisationKind::Split => &[it.kind],
    };
    for kind in kinds {
        if let Some(found) = rows::find_by_code(cx.store(), *kind, &code).await? {
            return Ok(found.id);
        }
    }
    Err(Error::field("code", text!("reorganisation-target-unknown")))
}

pub(super) async fn create(
    Manage(it, by): Manage<Organisation>,
    cx: Cx,
    Form(typed): Form<Typed>,
) -> http::Result<Response> {
    let done = async {
        let kind = typed.kind.parse().map_err(|_| Error::field("kind", text!("reorganisation-kind-needed")))?;
        let basis = typed.basis()?;
        let wish = Wish { kind, source: it.id, target: target(&cx, &it, kind, &typed.code).await?, basis: &basis };
        store::transaction!(cx.store(), tx => { deed::draft(tx, &by, wish).await })
    };
    match done.await {
        Ok(id) => Ok(see(&format!("/reorganisations/{id}"))),
        Err(error) => {
            let sent = Sent::of(error)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&cx, &it, &typed, &sent)).into_response())
        }
    }
}
