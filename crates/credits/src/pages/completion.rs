//! The completion list of a class: what the evidence proposes, what will be handed in, where each
//! county's part stands.

mod parts;

use authz::{Noun as _, Verb};
use axum::response::Response;
use http::{Cx, Manage, View, see_with};
use kernel::{Refusal, fixed_2, text};
use maud::{Markup, html};
use ui::table::{Column, Row, Table, table};
use ui::{Confirm, Fact, Notice, Tone, card, facts, notice};

use super::words;
use crate::completion::{self, Completion, ListRow, ListState};
use crate::deed;
use crate::recognition::{Recognition, RecognitionState};
use crate::roster::{self, Line, Roster};
use crate::{Outcome, store as tables};
use parts::{counties, handed_in};

/// What stands on the page.
struct Facts {
    rows: Vec<ListRow>,
    parts: Vec<Recognition>,
    /// None where no rule fits the class: the refusal says so.
    roster: Result<Roster, Refusal>,
}

pub async fn show(View(it, _): View<Completion>, cx: Cx) -> http::Result<Markup> {
    let rows = tables::list_rows(cx.store(), it.class.id, None, 1000).await?;
    let parts = tables::list_recognitions(cx.store(), it.class.id).await?;
    let roster = match roster::gather(cx.store(), &it.class).await {
        Ok(roster) => Ok(roster),
        Err(kernel::Error::Refused(refusal)) => Err(*refusal),
        Err(other) => return Err(other.into()),
    };
    Ok(page(&cx, &it, &Facts { rows, parts, roster }))
}

pub async fn create(Manage(it, by): Manage<Completion>, cx: Cx) -> http::Result<Response> {
    let list = store::transaction!(cx.store(), tx => { deed::submit(tx, &by, &it).await })?;
    cx.app().worker().ring();
    Ok(see_with(
        &format!("/classes/{}/completion", it.class.id),
        &text!("completion-submitted", people = list.people, counties = list.counties),
    ))
}

fn page(cx: &Cx, it: &Completion, known: &Facts) -> Markup {
    let title = cx.t("completion-title");
    let class_href = format!("/classes/{}", it.class.id);
    let line =
        html! { a href=(class_href) { (it.class.name) } " · " (it.class.number) " · " (cx.t(it.class.state.key())) };
    let open = it.open();
    let body = html! {
        (ui::card::head(&title, &line, &html! {}))
        (standing(cx, it, &known.parts))
        @if open {
            @match &known.roster {
                Err(refusal) => (http::refused(cx, refusal)),
                Ok(roster) => (draft(cx, it, known, roster)),
            }
        }
        @if !known.parts.is_empty() { (counties(cx, &known.parts)) }
        @if !known.rows.is_empty() { (handed_in(cx, it, &known.rows)) }
    };
    cx.page(&title, &body)
}

/// Where the list stands, in a notice.
fn standing(cx: &Cx, it: &Completion, parts: &[Recognition]) -> Markup {
    let Some(list) = &it.list else { return html! {} };
    let (tone, title) = match list.state {
        ListState::Submitted => {
            (Tone::Info, text!("completion-standing-submitted", confirmed = list.confirmed, counties = list.counties))
        }
        ListState::Returned => (Tone::Warn, text!("completion-standing-returned")),
        ListState::Confirmed => (Tone::Ok, text!("completion-standing-confirmed", people = list.people)),
    };
    let why = parts
        .iter()
        .filter(|part| part.state == RecognitionState::Returned)
        .map(|part| format!("{}：{}", part.county_name, part.reason));
    let why = why.collect::<Vec<_>>().join("；");
    let by = cx.say(&text!(
        "completion-submitted-by",
        name = &list.submitted_name,
        at = list.submitted_at,
        round = list.round
    ));
    let said = if why.is_empty() { by } else { why };
    notice(&Notice { tone, title: &cx.say(&title), text: &said, clause: "", deeds: html! {} })
}

/// The list before it is handed in.
fn draft(cx: &Cx, it: &Completion, known: &Facts, roster: &Roster) -> Markup {
    let lines: Vec<&Line> = roster.lines.iter().filter(|line| editable(line, known)).collect();
    let people =
        known.rows.iter().filter(|row| !lines.iter().any(|line| line.enrolment.person_id == row.person_id)).count();
    let people = kernel::count(people.saturating_add(lines.len()));
    let refusal = completion::may_submit(&it.class, it.list.as_ref(), lines.len(), cx.today()).err();
    let may = cx.may(Verb::Manage, Completion::NAME, &it.places());
    let count = |outcome| kernel::count(lines.iter().filter(|line| line.outcome == outcome).count());
    let (excellent, passed, failed) = (count(Outcome::Excellent), count(Outcome::Passed), count(Outcome::Failed));
    let summary = cx.say(&text!(
        "completion-summary",
        people = lines.len(),
        excellent = excellent,
        most = roster.rule.most_excellent(people),
        passed = passed,
        failed = failed
    ));
    html! {
        // What can be done now stands above two hundred rows, not below them.
        @if let Some(refusal) = &refusal { (http::refused(cx, refusal)) }
        (card(&cx.t("completion-summary-title"), &html! {
            p { (summary) }
            @if may && refusal.is_none() { (submission(cx, it, people)) }
        }))
        (card(&cx.t("completion-list"), &lines_table(cx, it, &lines, may)))
        (card(&cx.t("completion-rule"), &rule_facts(cx, roster)))
    }
}

/// A trainee whose county has not the list before it and has not confirmed.
fn editable(line: &Line, known: &Facts) -> bool {
    let row = known.rows.iter().find(|row| row.person_id == line.enrolment.person_id);
    row.is_none_or(|row| {
        known.parts.iter().any(|part| part.county_id == row.county_id && part.state == RecognitionState::Returned)
    })
}

fn rule_facts(cx: &Cx, roster: &Roster) -> Markup {
    let rule = &roster.rule;
    let keys = [
        "completion-rule-version",
        "completion-rule-hours",
        "completion-rule-attendance",
        "completion-rule-excellent",
        "completion-rule-document",
    ]
    .map(|key| cx.t(key));
    let [version, hours, attendance, excellent, document] = &keys;
    facts(&[
        Fact::text(hours, &rule.clause),
        Fact::text(attendance, &rule.attendance_clause),
        Fact::text(excellent, &rule.excellent_clause),
        Fact::text(document, &rule.document),
        Fact::text(version, &words::rule(cx, rule)),
    ])
}

fn lines_table(cx: &Cx, it: &Completion, lines: &[&Line], may: bool) -> Markup {
    let heads = [
        "completion-name",
        "completion-school",
        "completion-attendance",
        "completion-lessons",
        "completion-quiz",
        "completion-hours",
        "completion-why",
        "completion-outcome",
        "completion-deed",
    ]
    .map(|key| cx.t(key));
    let [name, school, attendance, lessons, quiz, hours, why, outcome, deed] = &heads;
    let columns = [
        Column::text(name),
        Column::text(school),
        Column::number(attendance),
        Column::number(lessons),
        Column::number(quiz),
        Column::number(hours),
        Column::text(why),
        Column::text(outcome),
        Column::deed(deed),
    ];
    let deed_word = cx.t(if may { "completion-edit" } else { "completion-look" });
    let rows = lines.iter().map(|line| {
        let (evidence, href) = (&line.evidence, format!("/classes/{}/completion/{}", it.class.id, line.enrolment.person_id));
        Row {
            cells: vec![
                html! { (line.enrolment.person_name) },
                html! { (line.enrolment.school_name) },
                html! { (evidence.planned_minutes.saturating_sub(evidence.absent_minutes)) "/" (evidence.planned_minutes) },
                html! { (evidence.lessons_done) "/" (evidence.lessons_total) },
                html! { @if let Some(score) = evidence.quiz_best { (score) } @else { "—" } },
                html! { (fixed_2(line.earned().hours_x100)) },
                (why_cell(cx, line)),
                (words::outcome(cx, line.outcome)),
                html! { a href=(href) { (deed_word) span.sr { " " (line.enrolment.person_name) } } },
            ],
            marked: line.outcome == Outcome::Failed,
        }
    });
    table(&Table {
        id: "completion",
        caption: &cx.t("completion-list"),
        caption_unseen: true,
        columns: &columns,
        rows: rows.collect(),
        empty: ui::state::empty(&cx.t("completion-nobody"), &cx.t("completion-nobody-remedy"), &html! {}),
        ..Table::default()
    })
}

/// Why the line is what it is: the rules that are not met by clause, or that all are; and the mark.
fn why_cell(cx: &Cx, line: &Line) -> Markup {
    let unmet: Vec<_> = line.judgement.findings.iter().filter(|it| !it.met).collect();
    html! {
        @if unmet.is_empty() {
            (cx.t(if line.proposed == Outcome::Excellent { "completion-why-excellent" } else { "completion-why-met" }))
        } @else {
            @for finding in &unmet { (cx.say(&finding.text)) small.clause { (finding.clause) } }
        }
        @if line.outcome != line.proposed {
            " " (cx.say(&text!("completion-why-marked", proposed = cx.t(line.proposed.key()).into_owned())))
            @if let Some(mark) = &line.mark { @if !mark.reason.is_empty() { "：" (mark.reason) } }
        }
    }
}

fn submission(cx: &Cx, it: &Completion, people: i64) -> Markup {
    let keys = ["completion-submit", "completion-submit-text", "completion-submit-back"].map(|key| cx.t(key));
    let [yes, text, no] = &keys;
    let title = cx.say(&text!("completion-submit-title", people = people));
    let action = format!("/classes/{}/completion", it.class.id);
    let confirm = Some(Confirm { title: &title, text, yes, no, removes: false });
    ui::form(&ui::Form { action: &action, confirm, ..ui::Form::default() }, &ui::button::row(&ui::button(yes)))
}
