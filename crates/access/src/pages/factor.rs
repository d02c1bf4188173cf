//! My second factor: setting it up, its recovery codes, taking it away.

use audit::By;
use authz::Actor;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use http::{Checked, Cx, Form, Look, Nothing, SignedIn, Witness as _, see, see_with, unkept};
use kernel::{Error, FieldFault, Result, text};
use maud::{Markup, PreEscaped, html};
use serde::Deserialize;
use ui::{Field, button, card, error_summary, form};
use vault::Vault;

use super::proof;
use crate::credential::OneTimeCode;
use crate::factor::Factor;
use crate::throttle::Gate;
use crate::{Sessions, store as rows};

const LOOK: Look<'static> = Look { reading: true, scripts: &[], refresh: None, counted: None, under: None };

#[derive(Debug, Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    code: String,
}

async fn with<T>(cx: &Cx, deed: impl AsyncFnOnce(Factor<'_>) -> Result<T>) -> Result<T> {
    let (vault, by) = (cx.app().own::<Vault>()?, By::own(cx.signed_in()?, cx.now()));
    deed(Factor { store: cx.store(), vault: &vault, by: &by }).await
}

pub(super) async fn show(SignedIn(_): SignedIn, cx: Cx) -> http::Result<Markup> {
    Ok(page(&cx, &[]).await?)
}

async fn page(cx: &Cx, faults: &[FieldFault]) -> Result<Markup> {
    let person = cx.signed_in()?.person;
    let since = rows::find_totp(cx.store(), person).await?.and_then(|it| it.confirmed_at);
    let title = cx.t("factor");
    let said: Vec<(&str, String)> = faults.iter().map(|it| (it.field, cx.say(&it.text))).collect();
    let summary: Vec<(&str, &str)> = said.iter().map(|(field, text)| (*field, text.as_str())).collect();
    let inner = match since {
        None => html! {
            p { (cx.t("factor-none")) }
            (form(&ui::Form { action: "/me/second-factor", ..ui::Form::default() }, &html! { div.deeds { (button(&cx.t("factor-begin"))) } }))
        },
        Some(since) => {
            let left = rows::count_recovery_codes(cx.store(), person).await?;
            html! {
                p { (cx.say(&text!("factor-since", on = since.date(), left = left))) }
                (change_form(cx, &summary))
            }
        }
    };
    let body = html! {
        (ui::card::head(&title, &html! {}, &html! { a.btn.quiet href="/me" { (cx.t("factor-back")) } }))
        @if !summary.is_empty() { (error_summary(&cx.say(&text!("http-error-summary", count = summary.len())), &summary)) }
        (card(&cx.t("factor-card"), &inner))
        p.hint { (cx.t("factor-help")) }
        (unasked(cx)?)
    };
    Ok(cx.page_with(&title, LOOK, &body))
}

/// A demonstration world says how it differs: nobody is to think that passwords alone are the rule.
pub(super) fn unasked(cx: &Cx) -> Result<Markup> {
    let asks = cx.app().own::<Sessions>()?.policy().second_factor_from.is_some();
    Ok(html! { @if cx.app().parts().demonstration && !asks { p.hint { (cx.t("factor-demonstration")) } } })
}

/// New recovery codes, or the end of the authenticator: both ask for both factors once more.
fn change_form(cx: &Cx, errors: &[(&str, &str)]) -> Markup {
    let error = |field: &str| errors.iter().find(|(name, _)| *name == field).map_or("", |(_, text)| text);
    let words = ["password-current", "second-code", "second-code-hint"].map(|key| cx.t(key));
    let [current, code, hint] = &words;
    let fields = html! {
        (ui::field::password(&Field { name: "current", label: current, error: error("current"), autocomplete: "current-password", required: true, ..Field::default() }))
        (ui::field::text(&Field { name: "code", label: code, hint, error: error("code"), autocomplete: "one-time-code", required: true, maxlength: 20, ..Field::default() }))
        div.deeds {
            (ui::quiet_button(&cx.t("factor-codes-renew"), "", ""))
            button.btn.danger type="submit" formaction="/me/second-factor/removal" { (cx.t("factor-remove")) }
        }
        p.hint { (cx.t("factor-remove-hint")) }
    };
    form(&ui::Form { action: "/me/recovery-codes", ..ui::Form::default() }, &fields)
}

pub(super) async fn create(
    SignedIn(_): SignedIn,
    cx: Cx,
    Checked(Nothing {}): Checked<Nothing>,
) -> http::Result<Response> {
    with(&cx, async |factor: Factor<'_>| factor.begin().await).await?;
    Ok(see("/me/second-factor/new"))
}

pub(super) async fn new(SignedIn(actor): SignedIn, cx: Cx) -> http::Result<Response> {
    // The key is shown to the owner alone: whoever finds an open browser begins by a proof.
    if !cx.app().own::<Sessions>()?.is_fresh(&cx, &actor).await? {
        return Ok(see("/me/second-factor"));
    }
    Ok(enrolment(&cx, "").await?.map_or_else(|| see("/me/second-factor"), unkept))
}

async fn enrolment(cx: &Cx, error: &str) -> Result<Option<Markup>> {
    let Some(shared) = with(cx, async |factor: Factor<'_>| factor.pending().await).await? else { return Ok(None) };
    let address = shared.address(&cx.t("http-site"), &cx.signed_in()?.name)?;
    let picture = documents::qr::svg(&address).map_err(Error::internal)?;
    let title = cx.t("factor-new");
    let words = ["factor-first-code", "factor-first-code-hint"].map(|key| cx.t(key));
    let [code, hint] = &words;
    let fields = html! {
        (ui::field::text(&Field { name: "code", label: code, hint, error, autocomplete: "one-time-code", inputmode: "numeric", required: true, maxlength: 10, ..Field::default() }))
        div.deeds { (button(&cx.t("factor-confirm"))) a.btn.quiet href="/me/second-factor" { (cx.t("factor-back")) } }
    };
    let body = html! {
        (ui::card::head(&title, &html! {}, &html! {}))
        @if !error.is_empty() { (error_summary(&cx.t("http-invalid"), &[("code", error)])) }
        (card(&cx.t("factor-scan"), &html! {
            p { (cx.t("factor-scan-hint")) }
            p role="img" aria-label=(cx.t("factor-scan")) { (PreEscaped(picture)) }
            p { a.btn.quiet href=(address) { (cx.t("factor-open")) } }
            p { (cx.t("factor-key")) }
            p { code { (shared.printed()) } }
        }))
        (card(&cx.t("factor-first"), &form(&ui::Form { action: "/me/second-factor/confirmation", ..ui::Form::default() }, &fields)))
    };
    Ok(Some(cx.page_with(&title, LOOK, &body)))
}

pub(super) async fn confirm(SignedIn(actor): SignedIn, cx: Cx, Form(typed): Form<Typed>) -> http::Result<Response> {
    // A pending key waits for its owner: whoever finds an open browser neither sees it nor guesses its codes.
    if !cx.app().own::<Sessions>()?.is_fresh(&cx, &actor).await? {
        return Ok(see("/me/second-factor"));
    }
    let vault = cx.app().own::<Vault>()?;
    let gate = Gate::own(&vault, "enrol", &actor.person.to_string());
    match gate.enter(cx.store(), cx.now()).await {
        Err(Error::Refused(wait)) => {
            return enrol_again(&cx, StatusCode::TOO_MANY_REQUESTS, &cx.say(&wait.reason)).await;
        }
        other => other?,
    }
    let here = actor.session.into();
    let codes = with(&cx, async |factor: Factor<'_>| factor.confirm(&typed.code, here).await).await?;
    let Some(codes) = codes else {
        return enrol_again(&cx, StatusCode::UNPROCESSABLE_ENTITY, &cx.t("factor-first-wrong")).await;
    };
    gate.open(cx.store()).await?;
    // The duties that rested are back at once; the other sessions are over at once.
    cx.app().own::<Sessions>()?.forget_person(actor.person);
    Ok(recovery(&cx, "factor-enrolled", &codes))
}

/// The same page, with what was wrong; nothing waits any more when somebody has confirmed it meanwhile.
async fn enrol_again(cx: &Cx, status: StatusCode, error: &str) -> http::Result<Response> {
    let page = enrolment(cx, error).await?;
    Ok(page.map_or_else(|| see("/me/second-factor"), |page| unkept((status, page))))
}

/// The codes, this once.
fn recovery(cx: &Cx, title: &str, codes: &[OneTimeCode]) -> Response {
    let title = cx.t(title);
    let body = html! {
        (ui::card::head(&title, &html! {}, &html! {}))
        (card(&cx.t("factor-codes"), &html! {
            p { (cx.t("factor-codes-hint")) }
            ul.plain { @for code in codes { li { code { (code.printed()) } } } }
            div.deeds { (ui::link_button("/", &cx.t("factor-codes-kept"))) }
        }))
    };
    unkept(cx.page_with(&title, LOOK, &body))
}

/// Both factors once more.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Both {
    current: String,
    code: String,
}

pub(super) async fn renew(SignedIn(actor): SignedIn, cx: Cx, Form(typed): Form<Both>) -> http::Result<Response> {
    if let Err(refused) = proved(&cx, &actor, typed).await {
        return refuse(&cx, refused).await;
    }
    let codes = with(&cx, async |factor: Factor<'_>| factor.renew_codes().await).await?;
    Ok(recovery(&cx, "factor-codes-renewed", &codes))
}

pub(super) async fn destroy(SignedIn(actor): SignedIn, cx: Cx, Form(typed): Form<Both>) -> http::Result<Response> {
    if let Err(refused) = proved(&cx, &actor, typed).await {
        return refuse(&cx, refused).await;
    }
    with(&cx, async |factor: Factor<'_>| factor.remove().await).await?;
    cx.app().own::<Sessions>()?.forget_person(actor.person);
    Ok(see_with("/me/second-factor", &text!("factor-removed")))
}

/// The password first: whoever does not know it uses no code up.
async fn proved(cx: &Cx, actor: &Actor, typed: Both) -> Result<()> {
    proof::password(cx, actor.person, typed.current).await?;
    proof::code(cx, actor, &typed.code).await
}

async fn refuse(cx: &Cx, refused: Error) -> http::Result<Response> {
    let (status, faults) = match refused {
        Error::Invalid(faults) => (StatusCode::UNPROCESSABLE_ENTITY, faults),
        Error::Refused(refusal) => {
            (StatusCode::TOO_MANY_REQUESTS, vec![FieldFault { field: "current", text: refusal.reason }])
        }
        error => return Err(error.into()),
    };
    Ok((status, page(cx, &faults).await?).into_response())
}
