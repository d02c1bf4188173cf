//! The form of a deed that cannot be taken back: whoever sends it has proved of late who sits there.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use authz::Actor;
use axum::extract::{FromRequest, FromRequestParts as _, Request};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse as _, Response};
use kernel::{Error, Result, Text, text};
use maud::{Markup, html};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use ui::{Field, button, card, error_summary, form};

use crate::back::left;
use crate::{Cx, Fault, Form, Look, unkept};

/// What a witness finds out.
pub type Looking<'a, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'a>>;

/// Knows when somebody proved who sits there; the slice that signs people in brings one ([`Witnesses`]).
pub trait Witness: Send + Sync {
    /// For so many minutes a proof is good.
    fn minutes(&self) -> i64;

    /// Whether the actor proved of late who sits there.
    ///
    /// # Errors
    /// When the database refuses.
    fn is_fresh<'a>(&'a self, cx: &'a Cx, actor: &'a Actor) -> Looking<'a, bool>;

    /// Takes what was typed for a proof, and remembers it when it is one.
    ///
    /// # Errors
    /// [`Error::Invalid`] when it is none; refused after too many guesses.
    fn prove<'a>(&'a self, cx: &'a Cx, actor: &'a Actor, typed: &'a str) -> Looking<'a, ()>;
}

/// The witness of the house, among what its slices keep.
pub struct Witnesses(pub Arc<dyn Witness>);

/// What was typed, sent by somebody who proved within the last minutes who sits there.
/// Whoever did not is asked first, on a page that keeps all that was typed and goes on with the deed.
///
/// It stands last among the arguments of a handler, where `Form` would; the guard before it has decided.
#[derive(Clone, Copy, Debug)]
pub struct Checked<T>(pub T);

/// For a deed without anything to type.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Nothing {}

/// The field of the proof; no deed has one of this name.
const PROOF: &str = "check";

type Pairs = Vec<(String, String)>;

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Checked<T> {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> std::result::Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let cx = Cx::from_request_parts(&mut parts, state).await.map_err(Fault::into_response)?;
        let (uri, headers) = (parts.uri.clone(), parts.headers.clone());
        let sent = Form::<Pairs>::from_request(Request::from_parts(parts, body), state).await;
        let Form(sent) = sent.map_err(Fault::into_response)?;
        let (proofs, typed): (Pairs, Pairs) = sent.into_iter().partition(|(name, _)| name == PROOF);
        let proof = proofs.first().map(|(_, value)| value.as_str());
        let fail = |error: Error| Fault::from(error).into_response();
        if let Some((status, fault)) = asks(&cx, proof).await.map_err(fail)? {
            return Err(unkept((status, page(&cx, &uri, &headers, &typed, fault.as_ref()))));
        }
        read(&typed).map(Self).map_err(fail)
    }
}

fn read<T: DeserializeOwned>(typed: &Pairs) -> Result<T> {
    let malformed = |_| Error::field("form", text!("http-malformed"));
    let query = serde_html_form::to_string(typed).map_err(Error::internal)?;
    serde_html_form::from_str(&query).map_err(malformed)
}

/// Nothing when it may go on; otherwise the status of the question, and what was wrong with the last answer.
async fn asks(cx: &Cx, typed: Option<&str>) -> Result<Option<(StatusCode, Option<Text>)>> {
    let (actor, witnesses) = (cx.signed_in()?, cx.app().own::<Witnesses>()?);
    if witnesses.0.is_fresh(cx, actor).await? {
        return Ok(None);
    }
    let Some(typed) = typed else { return Ok(Some((StatusCode::UNPROCESSABLE_ENTITY, None))) };
    match witnesses.0.prove(cx, actor, typed).await {
        Ok(()) => Ok(None),
        Err(Error::Invalid(_)) => Ok(Some((StatusCode::UNPROCESSABLE_ENTITY, Some(text!("check-wrong"))))),
        Err(Error::Refused(refusal)) => Ok(Some((StatusCode::TOO_MANY_REQUESTS, Some(refusal.reason)))),
        Err(error) => Err(error),
    }
}

fn page(cx: &Cx, uri: &Uri, headers: &HeaderMap, typed: &Pairs, fault: Option<&Text>) -> Markup {
    let title = cx.t("check");
    let said = fault.map(|it| cx.say(it)).unwrap_or_default();
    let words = ["check-proof", "check-proof-hint", "check-go", "check-back"].map(|key| cx.t(key));
    let [label, hint, go, back] = &words;
    let action = uri.path_and_query().map_or("/", |it| it.as_str());
    let minutes = cx.app().own::<Witnesses>().map_or(0, |it| it.0.minutes());
    let fields = html! {
        @for (name, value) in typed { (ui::field::hidden(name, value)) }
        (ui::field::password(&Field { name: PROOF, label, hint, error: &said, autocomplete: "current-password", required: true, ..Field::default() }))
        div.deeds { (button(go)) a.btn.quiet href=(left(headers)) { (back) } }
    };
    let body = html! {
        (ui::card::head(&title, &html! {}, &html! {}))
        @if fault.is_some() { (error_summary(&cx.t("http-invalid"), &[(PROOF, &said)])) }
        (card(&cx.t("check-card"), &html! {
            p { (cx.say(&text!("check-why", minutes = minutes))) }
            (form(&ui::Form { action, ..ui::Form::default() }, &fields))
        }))
    };
    // The address is that of the deed: the menu shows where it was begun.
    cx.page_with(&title, Look { reading: true, under: cx.entry_of(left(headers)), ..Look::default() }, &body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_comes_through_and_a_deed_without_a_form_takes_nothing() {
        #[derive(Debug, Deserialize, PartialEq)]
        struct Typed {
            reason: String,
            unit: Vec<String>,
        }
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let typed = vec![pair("reason", "错录 & 重复"), pair("unit", "1"), pair("unit", "2")];
        let read_back: Typed = read(&typed).unwrap();
        assert_eq!(read_back, Typed { reason: "错录 & 重复".into(), unit: vec!["1".into(), "2".into()] });
        assert!(read::<Nothing>(&Vec::new()).is_ok());
    }
}
