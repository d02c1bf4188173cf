//! The desk of rosters: send one in, watch the check, read the report, run it.

use authz::{Noun as _, Verb};
use axum::extract::Multipart;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use http::{Across, Cx, Look, Manage, View, see, see_with};
use jobs::{Job, JobState, find_job};
use kernel::{Error, OrganisationId, Result, text};
use maud::{Markup, html};
use ui::progress::{Poll, Work, work};
use ui::table::{Column, Table, table};
use ui::{Field, Form, Method, TagKind, button, card, form, tag};
use vault::Vault;

use crate::import::{ImportState, RosterDesk, RosterImport};
use crate::import_work::{Counter, MOST_BYTES, RosterFile, run_roster, submit_roster};
use crate::{Organisation, store as rows};

pub(super) async fn index(areas: Across<Manage<RosterImport>>, cx: Cx) -> http::Result<Markup> {
    let organisation = rows::get_organisation(cx.store(), areas.here().organisation).await?;
    desk(&cx, &organisation, &cx.switch(&areas), None).await
}

/// The desk with what was sent before, and with what is wrong with what was sent now.
async fn desk(cx: &Cx, organisation: &Organisation, switch: &Markup, fault: Option<&str>) -> http::Result<Markup> {
    let imports = rows::list_imports(cx.store(), organisation.id, 20).await?;
    let action = format!("/organisations/{}/rosters", organisation.id);
    let limit = cx.say(&text!("roster-file-limit", megabytes = i64::try_from(MOST_BYTES >> 20).unwrap_or_default()));
    let label = cx.t("roster-file");
    let hint = cx.t("roster-file-hint");
    let field = Field {
        name: "file",
        label: &label,
        hint: &hint,
        error: fault.unwrap_or_default(),
        required: true,
        ..Field::default()
    };
    let send = form(
        &Form { action: &action, method: Method::Upload, ..Form::default() },
        &html! {
            (ui::field::file(&field, ".xlsx,.csv", &limit, MOST_BYTES))
            div.deeds {
                (button(&cx.t("roster-check")))
                a.btn.quiet href="/rosters/template.xlsx" { (cx.t("roster-template")) }
            }
        },
    );
    let title = cx.t("roster-title");
    let body = html! {
        (ui::card::head(&title, &html! { (organisation.name) }, &on_file(cx, organisation.id)))
        (switch)
        (card(&cx.t("roster-new"), &send))
        (card(&cx.t("roster-earlier"), &earlier(cx, &imports)))
    };
    Ok(cx.page(&title, &body))
}

/// The way to the people on file.
fn on_file(cx: &Cx, organisation: OrganisationId) -> Markup {
    ui::quiet_link(&format!("/organisations/{organisation}"), &cx.t("roster-on-file"))
}

fn earlier(cx: &Cx, imports: &[RosterImport]) -> Markup {
    let heads = ["roster-file-name", "roster-state", "roster-rows", "roster-wrong", "roster-when"].map(|key| cx.t(key));
    let [name, state, rows, wrong, when] = &heads;
    let columns =
        [Column::text(name), Column::text(state), Column::number(rows), Column::number(wrong), Column::text(when)];
    let cells = imports.iter().map(|it| {
        vec![
            html! { a href={ "/rosters/" (it.id) } { (it.file_name) } },
            state_tag(cx, it.state),
            html! { (it.rows_read) },
            html! { (it.rows_wrong) },
            html! { (it.created_at.minute()) },
        ]
        .into()
    });
    table(&Table {
        caption: &cx.t("roster-earlier"),
        caption_unseen: true,
        columns: &columns,
        rows: cells.collect(),
        empty: ui::state::empty(&cx.t("roster-none"), &cx.t("roster-none-hint"), &html! {}),
        ..Table::default()
    })
}

fn state_words(state: ImportState) -> (TagKind, &'static str) {
    match state {
        ImportState::Checking => (TagKind::Wait, "roster-checking"),
        ImportState::Checked => (TagKind::Due, "roster-checked"),
        ImportState::Applying => (TagKind::Wait, "roster-applying"),
        ImportState::Applied => (TagKind::Ok, "roster-applied"),
        ImportState::Failed => (TagKind::Late, "roster-failed"),
    }
}

fn state_tag(cx: &Cx, state: ImportState) -> Markup {
    let (kind, key) = state_words(state);
    tag(kind, &cx.t(key))
}

pub(super) async fn create(
    Manage(RosterDesk(organisation), by): Manage<RosterDesk>,
    cx: Cx,
    parts: Multipart,
) -> http::Result<Response> {
    let file = match receive(&cx, parts).await {
        Ok(file) => file,
        Err(error) => return refused(&cx, &organisation, error).await,
    };
    let import = store::transaction!(cx.store(), tx => { submit_roster(tx, &by, &organisation, &file).await })?;
    cx.app().worker().ring();
    Ok(see(&format!("/rosters/{import}")))
}

/// The desk once more, with what was wrong with the file.
async fn refused(cx: &Cx, organisation: &Organisation, error: Error) -> http::Result<Response> {
    let (status, reason) = match &error {
        Error::Invalid(faults) => (StatusCode::UNPROCESSABLE_ENTITY, faults.first().map(|it| it.text.clone())),
        Error::TooLarge(limit) => (
            StatusCode::PAYLOAD_TOO_LARGE,
            Some(text!("roster-too-large", megabytes = i64::try_from(limit >> 20).unwrap_or_default())),
        ),
        _ => return Err(error.into()),
    };
    let reason = reason.map(|it| cx.say(&it)).unwrap_or_default();
    Ok((status, desk(cx, organisation, &html! {}, Some(&reason)).await?).into_response())
}

/// Takes the one file of the form, without trusting its name or its length.
async fn receive(cx: &Cx, mut parts: Multipart) -> Result<RosterFile> {
    let broken = |_| Error::field("file", text!("roster-upload-broken"));
    while let Some(part) = parts.next_field().await.map_err(broken)? {
        if part.name() != Some("file") {
            continue;
        }
        let name: String =
            part.file_name().unwrap_or_default().chars().filter(|it| !it.is_control()).take(120).collect();
        if name.is_empty() {
            return Err(Error::field("file", text!("roster-no-file")));
        }
        let (house, vault) = (cx.app().parts(), cx.app().own::<Vault>()?);
        let counter = Counter { blobs: &house.blobs, uploads: &house.uploads(), vault: &vault };
        let taken = counter.take(&name, part, cx.now()).await;
        if let Err(Error::TooLarge(_)) = taken {
            // A browser reads no answer before it has sent everything: the rest is read and dropped.
            while let Ok(Some(_)) = parts.next_field().await {}
        }
        return taken;
    }
    Err(Error::field("file", text!("roster-no-file")))
}

pub(super) async fn show(View(import, _): View<RosterImport>, cx: Cx) -> http::Result<Markup> {
    let job = find_job(cx.store(), import.job_id).await?;
    let title = cx.say(&text!("roster-of", name = &import.file_name));
    let working = import.working();
    let body = html! {
        (ui::card::head(&title, &html! { (cx.t("roster-when")) " " (import.created_at.minute()) }, &html! {
            @if cx.may(Verb::Manage, RosterImport::NAME, std::slice::from_ref(&import.place)) { (ui::quiet_link("/rosters", &cx.t("roster-back"))) }
        }))
        (panel(&cx, &import, job.as_ref()))
        @if !working { (super::roster_report::lists(&cx, &import).await?) }
    };
    Ok(cx.page_with(&title, Look { refresh: working.then_some(3), ..Look::default() }, &body))
}

/// The panel, asked for again while the work goes on; with what was found, once it is done.
pub(super) async fn progress(View(import, _): View<RosterImport>, cx: Cx) -> http::Result<Markup> {
    let job = find_job(cx.store(), import.job_id).await?;
    Ok(html! {
        (panel(&cx, &import, job.as_ref()))
        @if !import.working() { (super::roster_report::lists(&cx, &import).await?) }
    })
}

fn panel(cx: &Cx, import: &RosterImport, job: Option<&Job>) -> Markup {
    let (kind, key) = state_words(import.state);
    let ended = job.and_then(Job::outcome).map(|it| cx.say(&it.summary));
    let working = import.working() && job.is_some_and(|it| it.state != JobState::Failed);
    let line = match (&ended, job) {
        (Some(ended), _) => ended.clone(),
        (None, Some(job)) if job.total > 0 => cx.say(&text!("roster-progress", done = job.done)),
        _ => cx.t("roster-waiting").into_owned(),
    };
    let done = job.filter(|it| working && it.total > 0).map(|it| {
        let small = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
        (small(it.done), small(it.total.max(it.done)))
    });
    let numbers = [import.rows_read, import.rows_good, import.rows_wrong, import.rows_warned].map(|it| it.to_string());
    let [read, good, wrong, warned] = &numbers;
    let words = ["roster-read", "roster-good", "roster-wrong", "roster-warned"].map(|key| cx.t(key));
    let [read_word, good_word, wrong_word, warned_word] = &words;
    let counts = [
        (read_word.as_ref(), read.as_str(), ""),
        (good_word.as_ref(), good.as_str(), ""),
        (wrong_word.as_ref(), wrong.as_str(), "#faults"),
        (warned_word.as_ref(), warned.as_str(), "#warnings"),
    ];
    let reload = cx.t("roster-reload");
    let (src, page) = (format!("/rosters/{}/progress", import.id), format!("/rosters/{}", import.id));
    work(&Work {
        title: &cx.t("roster-work"),
        state: (kind, &cx.t(key)),
        done,
        line: &line,
        advice: &match (working, import.state) {
            (true, _) => cx.t("roster-may-leave"),
            (false, ImportState::Failed) => cx.t("import-file-remedy"),
            _ => "".into(),
        },
        counts: if import.rows_read > 0 { &counts } else { &[] },
        deeds: deeds(cx, import),
        poll: working.then(|| Poll { src: &src, every: 1, reload: &reload, page: &page }),
    })
}

fn deeds(cx: &Cx, import: &RosterImport) -> Markup {
    let may = cx.may(Verb::Manage, "roster", std::slice::from_ref(&import.place));
    html! {
        @if may && import.applicable().is_ok() {
            form method="post" action={ "/rosters/" (import.id) "/run" } {
                (button(&cx.say(&text!("roster-run", good = import.rows_good))))
            }
        }
        @if import.state == ImportState::Applied { (on_file(cx, import.organisation_id)) }
        @if let Some(at) = import.file_removed_at { p.hint { (cx.say(&text!("roster-file-removed", at = at.minute()))) } }
        @if may && import.rows_wrong > 0 && import.file_removed_at.is_none() {
            a.btn.quiet href={ "/rosters/" (import.id) "/faults.xlsx" } { (cx.say(&text!("roster-faults-file", wrong = import.rows_wrong))) }
        }
    }
}

pub(super) async fn run(Manage(import, by): Manage<RosterImport>, cx: Cx) -> http::Result<Response> {
    store::transaction!(cx.store(), tx => { run_roster(tx, &by, import.id).await })?;
    cx.app().worker().ring();
    Ok(see_with(&format!("/rosters/{}", import.id), &text!("roster-run-begun")))
}
