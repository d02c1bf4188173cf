//! A new organisation under another.

use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use http::{Checked, Cx, Manage, Query, Sent, see_with};
use kernel::{Error, text};
use maud::{Markup, html};
use ui::field::Choice;
use ui::{Fact, Field};

use super::change_form::{Preview, Typed, around, asking, basis_fields, preview};
use crate::basis::{Basis, LONGEST_NAME};
use crate::deed::{self, NewOrganisation};
use crate::{Organisation, OrganisationKind, codes};

fn action(over: &Organisation) -> String {
    format!("/organisations/{}/opening", over.id)
}

fn kind(typed: &Typed) -> kernel::Result<OrganisationKind> {
    typed.kind.parse().map_err(|_| Error::field("kind", text!("opening-kind-needed")))
}

fn wanted<'a>(typed: &'a Typed, kind: OrganisationKind, basis: &'a Basis) -> NewOrganisation<'a> {
    NewOrganisation { kind, name: &typed.name, code: &typed.code, urban_rural: &typed.urban_rural, basis }
}

pub(super) async fn new(
    Manage(over, by): Manage<Organisation>,
    cx: Cx,
    Query(typed): Query<Typed>,
) -> http::Result<Response> {
    if typed.is_blank() || !typed.mend.is_empty() {
        return Ok(page(&cx, &over, &typed, &Sent::default()).into_response());
    }
    let judged = async {
        let (kind, basis) = (kind(&typed)?, typed.basis()?);
        store::transaction!(cx.store(), tx => { deed::opening(tx, &by, over.id, wanted(&typed, kind, &basis)).await })
    };
    match judged.await {
        Ok(opened) => Ok(shown(&cx, &over, &typed, &opened).into_response()),
        Err(error) => {
            let sent = Sent::of(error)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&cx, &over, &typed, &sent)).into_response())
        }
    }
}

fn page(cx: &Cx, over: &Organisation, typed: &Typed, sent: &Sent) -> Markup {
    let keys = [
        "opening-title",
        "below-kind",
        "below-name",
        "below-code",
        "opening-code-hint",
        "opening-urban-rural",
        "form-optional",
        "opening-kind-none",
    ]
    .map(|key| cx.t(key));
    let [title, kind, name, code, code_hint, urban_rural, optional, none] = &keys;
    let errors = ["kind", "name", "code", "urban_rural"].map(|field| sent.error(cx, field));
    let [kind_error, name_error, code_error, rural_error] = &errors;
    let kinds = OrganisationKind::ALL.iter().filter(|it| it.may_hang_under(over.kind));
    let kinds: Vec<_> = kinds.map(|it| (it.as_str(), cx.t(it.key()))).collect();
    let choices: Vec<Choice<'_>> = kinds.iter().map(|(value, label)| Choice { value, label, hint: "" }).collect();
    let rural: Vec<Choice<'_>> = codes::urban_rural()
        .iter()
        .map(|it| Choice { value: &it.code, label: it.on_page(cx.locale().is_english()), hint: "" })
        .collect();
    let fields = html! {
        (ui::field::select(&Field { name: "kind", label: kind, value: &typed.kind, error: kind_error, required: true, ..Field::default() }, &choices, none))
        (ui::field::text(&Field { name: "name", label: name, value: &typed.name, error: name_error, required: true, autocomplete: "off", maxlength: LONGEST_NAME, ..Field::default() }))
        (ui::field::text(&Field { name: "code", label: code, hint: code_hint, optional, value: &typed.code, error: code_error, autocomplete: "off", maxlength: 20, ..Field::default() }))
        (ui::field::select(&Field { name: "urban_rural", label: urban_rural, optional, value: &typed.urban_rural, error: rural_error, ..Field::default() }, &rural, "—"))
        (basis_fields(cx, typed, sent))
    };
    around(cx, over, title, &asking(cx, &action(over), title, sent, &fields))
}

fn shown(cx: &Cx, over: &Organisation, typed: &Typed, it: &Organisation) -> Markup {
    let words = ["opening-title", "below-name", "below-kind", "below-code", "opening-over", "opening-means"]
        .map(|key| cx.t(key));
    let [title, name, kind, code, under, means] = &words;
    let what = vec![
        Fact::text(name, &it.name),
        Fact::text(kind, &cx.t(it.kind.key())),
        Fact::text(code, &it.code),
        Fact::text(under, &over.name),
    ];
    let deed = cx.say(&text!("opening-deed", name = &it.name));
    let preview =
        preview(cx, typed, Preview { action: &action(over), what, means, deed: &deed, danger: false, seen: "" });
    around(cx, over, title, &preview)
}

pub(super) async fn create(
    Manage(over, by): Manage<Organisation>,
    cx: Cx,
    Checked(typed): Checked<Typed>,
) -> http::Result<Response> {
    let done = async {
        let (kind, basis) = (kind(&typed)?, typed.basis()?);
        store::transaction!(cx.store(), tx => { deed::open(tx, &by, over.id, wanted(&typed, kind, &basis)).await })
    };
    match done.await {
        Ok(it) => Ok(see_with(&format!("/organisations/{}", it.id), &text!("opening-done", name = &it.name))),
        Err(error) => {
            let sent = Sent::of(error)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&cx, &over, &typed, &sent)).into_response())
        }
    }
}
