use authz::{Noun as _, Verb};
use axum::response::Response;
use classes::Class;
use http::{Cx, Manage, View, see, see_with};
use kernel::{Error, Refusal, text};
use locale::Language;
use maud::{Markup, html};
use ui::steps::{Stand, Step, steps};
use ui::{Confirm, Crumb, Form, Notice, Tone, breadcrumbs, button, card, form, notice, quiet_button, quiet_link};

use super::index::{due_tag, state_tag};
use super::{annex, receipts, types};
use crate::store::Line;
use crate::{Decision, Receipt, Return, ReturnState, deadline, store, submission};

/// A return: where it stands, what is checked, Annex 1, and what was submitted.
pub(crate) async fn show(View(it, _): View<Return>, cx: Cx) -> http::Result<Markup> {
    let annex = it.summary()?;
    let lines = if it.version > 0 { store::list_lines(cx.store(), it.id).await? } else { Vec::new() };
    let receipts = if it.version > 0 { store::list_receipts(cx.store(), it.id).await? } else { Vec::new() };
    let title = cx.say(&text!("return-title", class = it.class_name.as_str()));
    let open = it.editable().is_ok();
    let body = html! {
        (breadcrumbs(&cx.t("return-crumbs"), &[Crumb { text: &cx.t("return-index"), href: "/returns" }]))
        (ui::card::print_head(&it.institution_name, &cx.t("annex-print-1"), &cx.say(&text!("annex-line-draft", at = it.filled_at))))
        (ui::card::head(&title, &line(&cx, &it), &deeds(&cx, &it)))
        (given_back(&cx, &it, &receipts))
        (timeline(&cx, &it))
        (receipts::panel(&cx, &it, &receipts))
        // What was submitted is what counts; while something may be typed, the draft does.
        @if open { (submission_panel(&cx, &it)) } @else { (versions(&cx, &it, &lines, &receipts)) }
        (annex::checks(&cx, &it, &annex))
        (annex::groups(&cx, &it, &annex))
        @if open { (versions(&cx, &it, &lines, &receipts)) }
    };
    Ok(cx.page(&title, &body))
}

fn line(cx: &Cx, it: &Return) -> Markup {
    let opens = cx.may(Verb::View, Class::NAME, &it.places());
    html! {
        @if opens { a href={ "/classes/" (it.class_id) } { (it.class_number) } } @else { (it.class_number) }
        " · " (it.institution_name) " · " (state_tag(cx, it)) " " (due_tag(cx, it))
    }
}

fn deeds(cx: &Cx, it: &Return) -> Markup {
    let path = it.path();
    html! {
        @if types(cx, it) {
            (ui::link_button(&format!("{path}/entries"), &cx.t("return-fill-class")))
            (quiet_link(&format!("{path}/sheet"), &cx.t("return-fill-people")))
        }
        (quiet_link(&format!("{path}/people"), &cx.t("return-annex-2")))
    }
}

/// The reason of the last return, while the institution corrects.
fn given_back(cx: &Cx, it: &Return, receipts: &[Receipt]) -> Markup {
    let reasons =
        receipts.iter().filter(|receipt| receipt.version == it.version && receipt.outcome == Decision::Returned);
    html! {
        @if it.state == ReturnState::Returned {
            @for receipt in reasons {
                (notice(&Notice {
                    tone: Tone::Warn,
                    title: &cx.say(&text!("return-given-back", office = cx.t(receipt.office.key()).into_owned(), on = receipt.decided_at.date())),
                    text: receipt.reason.as_deref().unwrap_or_default(),
                    ..Notice::default()
                }))
            }
        }
    }
}

fn timeline(cx: &Cx, it: &Return) -> Markup {
    let at = match it.state {
        ReturnState::Draft | ReturnState::Returned => 1,
        ReturnState::Submitted => 3,
        ReturnState::Received => 4,
    };
    let notes = [
        it.closes_on.to_string(),
        cx.say(&text!("return-step-due", on = it.due_on)),
        it.submitted_at.map(|at| at.minute()).unwrap_or_default(),
        cx.t("return-step-both").into_owned(),
    ];
    let titles = ["return-step-closed", "return-step-filled", "return-step-submitted", "return-step-received"]
        .map(|key| cx.t(key));
    let words = [cx.t("return-stand-done"), cx.t("return-stand-now"), cx.t("return-stand-next")];
    let [done, now, next] = &words;
    let list: Vec<Step<'_>> = titles
        .iter()
        .zip(&notes)
        .enumerate()
        .map(|(place, (title, note))| {
            let (stand, word) = match place.cmp(&at) {
                std::cmp::Ordering::Less => (Stand::Done, done),
                std::cmp::Ordering::Equal => (Stand::Now, now),
                std::cmp::Ordering::Greater => (Stand::Next, next),
            };
            Step { title, note, stand, word }
        })
        .collect();
    ui::card::plain(&steps(&cx.t("return-timeline"), &list))
}

/// What is still missing, and the deeds of the institution.
fn submission_panel(cx: &Cx, it: &Return) -> Markup {
    let path = it.path();
    let draft = html! {
        p { (cx.say(&text!("return-filled-at", at = it.filled_at, missing = it.missing))) }
        (super::files::links(cx, &format!("{path}/draft"), &cx.t("return-draft")))
    };
    if !types(cx, it) {
        return card(&cx.t("return-files"), &draft);
    }
    let confirm = Confirm {
        title: &cx.t("return-submit-title"),
        text: &cx.t("return-submit-text"),
        yes: &cx.t("return-submit"),
        no: &cx.t("return-back"),
        removes: false,
    };
    card(
        &cx.t("return-submission"),
        &html! {
            (draft)
            (form(&Form { action: &format!("{path}/filling"), ..Form::default() }, &quiet_button(&cx.t("return-refill"), "", "")))
            @if it.failing > 0 {
                (notice(&Notice { tone: Tone::Warn, title: &cx.say(&text!("return-checks-fail", count = it.failing)), text: &cx.t("return-checks-fail-remedy"), clause: deadline::CLAUSE, ..Notice::default() }))
            } @else {
                (form(&Form { action: &format!("{path}/submissions"), confirm: Some(confirm), ..Form::default() }, &button(&cx.t("return-submit"))))
            }
        },
    )
}

fn versions(cx: &Cx, it: &Return, lines: &[Line], receipts: &[Receipt]) -> Markup {
    html! {
        @for line in lines {
            (card(&cx.say(&text!("return-version", version = line.version)), &html! {
                dl.facts {
                    div { dt { (cx.t("return-submitted-at")) } dd { (line.submitted_at) " · " (line.submitter_name) @if line.late { " " (ui::tag(ui::TagKind::Late, &cx.t("return-late"))) } } }
                    div { dt { (cx.t("return-code")) } dd { a href={ "/returns/verify/" (line.code) } { (line.code) } } }
                    div { dt { (cx.t("return-digest-1")) } dd { (line.annex_1_digest) } }
                    div { dt { (cx.t("return-digest-2")) } dd { (line.annex_2_digest) } }
                    @for receipt in receipts.iter().filter(|receipt| receipt.version == line.version) { (receipts::fact(cx, receipt)) }
                }
                @if line.version == it.version && it.editable().is_err() { p { (cx.say(&text!("return-filled-at", at = it.filled_at, missing = it.missing))) } }
                (super::files::links(cx, &format!("{}/versions/{}", it.path(), line.version), ""))
            }))
        }
    }
}

/// Reads the records once more.
pub(crate) async fn refill(Manage(it, by): Manage<Return>, cx: Cx) -> http::Result<Response> {
    ::store::transaction!(cx.store(), tx => { submission::refill(tx, &by, it.id).await })?;
    Ok(see_with(&it.path(), &text!("return-refilled")))
}

/// Submits it.
pub(crate) async fn submit(Manage(it, by): Manage<Return>, cx: Cx) -> http::Result<Response> {
    let parts = cx.app().parts();
    let words = parts.catalogue.locale(Language::ZhCn);
    let drawn = ::store::transaction!(cx.store(), tx => { submission::draw_up(tx, &by, it.id).await })?;
    let sealed = submission::seal(&parts.blobs, &words, &by, drawn).await?;
    ::store::transaction!(cx.store(), tx => { submission::submit(tx, &by, &sealed).await })?;
    cx.app().worker().ring();
    let version = sealed.version();
    Ok(see_with(&it.path(), &text!("return-was-submitted", version = version.version, code = version.code.as_str())))
}

/// The way from a class to its return.
pub(crate) async fn of_class(View(class, _): View<Class>, cx: Cx) -> http::Result<Response> {
    match store::find_return_of(cx.store(), class.id).await? {
        Some(it) => Ok(see(&it.path())),
        None => {
            Err(Error::from(Refusal::because(text!("return-not-open")).remedy(text!("return-not-open-remedy"))).into())
        }
    }
}

/// Opens the return of a finished class, where the news of its end did not.
pub(crate) async fn open(Manage(class, by): Manage<Class>, cx: Cx) -> http::Result<Response> {
    let it = ::store::transaction!(cx.store(), tx => { submission::open(tx, &by, &class).await })?;
    Ok(see_with(&it.path(), &text!("return-was-opened")))
}
