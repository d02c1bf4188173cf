//! One trainee of a completion list: each rule by clause, and the mark of the class manager.

use authz::{Key, Noun, Place, Verb};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use http::{Cx, Form, Manage, Sent, View, see_with};
use kernel::{Error, PersonId, text};
use maud::{Markup, html};
use serde::Deserialize;
use store::Store;
use ui::field::{Choice, Field};
use ui::{Fact, card, facts};

use super::words;
use crate::completion::{self, Completion, Evidence, Judgement, ListRow, Mark};
use crate::deed::{self, NewMark};
use crate::{Outcome, roster, store as tables};

/// One trainee of the list of a class.
#[derive(Clone, Debug)]
pub struct Trainee {
    completion: Completion,
    person: PersonId,
}

impl Noun for Trainee {
    const NAME: &'static str = Completion::NAME;

    async fn find(store: &Store, key: Key<'_>) -> kernel::Result<Option<Self>> {
        let Some(person) = key.get("person") else { return Ok(None) };
        Ok(Completion::find(store, key).await?.map(|completion| Self { completion, person }))
    }

    fn places(&self) -> Vec<Place> {
        self.completion.places()
    }
}

/// What the class manager sent.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Typed {
    #[serde(default)]
    outcome: String,
    #[serde(default)]
    absent_minutes: String,
    #[serde(default)]
    reason: String,
}

impl Typed {
    fn of(mark: Option<&Mark>) -> Self {
        Self {
            outcome: mark.and_then(|mark| mark.outcome).map(Outcome::as_str).unwrap_or_default().to_owned(),
            absent_minutes: mark.map_or(0, |mark| mark.absent_minutes).to_string(),
            reason: mark.map(|mark| mark.reason.clone()).unwrap_or_default(),
        }
    }

    fn read(&self) -> kernel::Result<NewMark> {
        let absent = self.absent_minutes.trim();
        let absent_minutes = if absent.is_empty() {
            0
        } else {
            absent.parse().map_err(|_| Error::field("absent_minutes", text!("completion-absent-number")))?
        };
        Ok(NewMark { outcome: self.outcome.parse().ok(), absent_minutes, reason: self.reason.clone() })
    }
}

/// The trainee as the page knows them.
struct Known {
    name: String,
    evidence: Evidence,
    judgement: Judgement,
    proposed: Outcome,
    outcome: Outcome,
    mark: Option<Mark>,
    /// With the county or settled: nothing to mark.
    row: Option<ListRow>,
}

async fn known(cx: &Cx, it: &Trainee) -> kernel::Result<Known> {
    let class = &it.completion.class;
    let row = tables::find_row(cx.store(), it.person, class.id).await?;
    if it.completion.open() {
        let roster = roster::gather(cx.store(), class).await?;
        if let Some(line) = roster.line(it.person).cloned() {
            return Ok(Known {
                name: line.enrolment.person_name,
                evidence: line.evidence,
                judgement: line.judgement,
                proposed: line.proposed,
                outcome: line.outcome,
                mark: line.mark,
                row: None,
            });
        }
    }
    let (row, list) = row.zip(it.completion.list.as_ref()).ok_or(Error::NotFound)?;
    let rule = tables::find_rule(cx.store(), &list.rule_version).await?.ok_or(Error::NotFound)?;
    let evidence = Evidence {
        planned_minutes: row.planned_minutes,
        absent_minutes: row.absent_minutes,
        lessons_done: row.lessons_done,
        lessons_total: row.lessons_total,
        online_minutes: row.online_minutes,
        quiz_best: row.quiz_best,
        complete: row.lessons_done >= row.lessons_total,
    };
    let judgement = completion::judge(&rule, &evidence);
    Ok(Known {
        name: row.person_name.clone(),
        evidence,
        judgement,
        proposed: row.proposed,
        outcome: row.outcome,
        mark: None,
        row: Some(row),
    })
}

pub async fn show(View(it, _): View<Trainee>, cx: Cx) -> http::Result<Markup> {
    let known = known(&cx, &it).await?;
    let typed = Typed::of(known.mark.as_ref());
    Ok(page(&cx, &it, &known, &typed, &Sent::default()))
}

pub async fn update(Manage(it, by): Manage<Trainee>, cx: Cx, Form(typed): Form<Typed>) -> http::Result<Response> {
    let marked = match typed.read() {
        Ok(new) => {
            store::transaction!(cx.store(), tx => { deed::mark(tx, &by, &it.completion, it.person, &new).await })
        }
        Err(error) => Err(error),
    };
    match marked {
        Ok(()) => Ok(see_with(&format!("/classes/{}/completion", it.completion.class.id), &text!("completion-marked"))),
        Err(error) => {
            let sent = Sent::of(error)?;
            let known = known(&cx, &it).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&cx, &it, &known, &typed, &sent)).into_response())
        }
    }
}

fn page(cx: &Cx, it: &Trainee, known: &Known, typed: &Typed, sent: &Sent) -> Markup {
    let back = format!("/classes/{}/completion", it.completion.class.id);
    let crumb = cx.t("completion-title");
    let may = known.row.is_none() && cx.may(Verb::Manage, Completion::NAME, &it.places());
    let body = html! {
        (ui::breadcrumbs(&cx.t("credits-crumbs"), &[ui::Crumb { text: &crumb, href: &back }]))
        (ui::card::head(&known.name, &html! { (it.completion.class.name) " · " (words::outcome(cx, known.outcome)) }, &html! {}))
        (sent.summary(cx))
        (card(&cx.t("completion-why"), &html! {
            (words::findings(cx, &known.judgement.findings))
            (numbers(cx, known))
            @if known.evidence.lessons_total > 0 && cx.may(Verb::View, courses::Learner::NAME, &it.places()) {
                p { (ui::why::link(&format!("/courses/{}/people/{}", it.completion.class.id, it.person), &cx.t("hours-why"), &cx.t("completion-lessons"))) }
            }
        }))
        @if may { (mark_form(cx, it, known, typed, sent)) }
    };
    cx.page(&known.name, &body)
}

fn numbers(cx: &Cx, known: &Known) -> Markup {
    let keys = [
        "completion-proposed",
        "completion-face",
        "completion-online",
        "completion-quiz",
        "completion-hours",
        "completion-credits",
        "completion-reason",
    ]
    .map(|key| cx.t(key));
    let [proposed, face, online, quiz, hours, credits, reason] = &keys;
    let minutes = |count: i64| cx.say(&text!("hours-minutes", minutes = count));
    let amount = known.judgement.earned(known.outcome);
    let mut list = vec![
        Fact::new(proposed, words::outcome(cx, known.proposed)),
        Fact::text(face, &minutes(amount.face_minutes)),
        Fact::text(online, &minutes(amount.online_minutes)),
        Fact::text(hours, &words::hours(cx, amount.hours_x100)),
        Fact::text(credits, &words::credits(cx, amount.credits_x100)),
    ];
    if let Some(score) = known.evidence.quiz_best {
        list.push(Fact::text(quiz, &score.to_string()));
    }
    if let Some(row) = known.row.as_ref().filter(|row| !row.reason.is_empty()) {
        list.push(Fact::text(reason, &row.reason));
    }
    facts(&list)
}

fn mark_form(cx: &Cx, it: &Trainee, known: &Known, typed: &Typed, sent: &Sent) -> Markup {
    let keys = [
        "completion-mark",
        "completion-mark-proposal",
        "completion-absent",
        "completion-absent-hint",
        "completion-reason",
        "completion-reason-hint",
        "completion-save",
    ]
    .map(|key| cx.t(key));
    let [mark, proposal, absent, absent_hint, reason, reason_hint, save] = &keys;
    let outcomes: Vec<String> = Outcome::ALL.iter().map(|outcome| cx.t(outcome.key()).into_owned()).collect();
    let follow = Choice { value: "", label: proposal, hint: &cx.t(known.proposed.key()) };
    let choices: Vec<Choice<'_>> = std::iter::once(follow)
        .chain(Outcome::ALL.iter().zip(&outcomes).map(|(outcome, label)| Choice {
            value: outcome.as_str(),
            label,
            hint: "",
        }))
        .collect();
    let errors = ["outcome", "absent_minutes", "reason"].map(|field| sent.error(cx, field));
    let [outcome_error, absent_error, reason_error] = &errors;
    let fields = html! {
        @if known.evidence.planned_minutes > 0 {
            (ui::field::number(&Field { name: "absent_minutes", label: absent, hint: absent_hint, value: &typed.absent_minutes, error: absent_error, inputmode: "numeric", ..Field::default() }))
        }
        (ui::field::radios(&Field { name: "outcome", label: mark, value: &typed.outcome, error: outcome_error, ..Field::default() }, &choices))
        (ui::field::textarea(&Field { name: "reason", label: reason, hint: reason_hint, value: &typed.reason, error: reason_error, maxlength: 500, ..Field::default() }, 3))
        (ui::button::row(&ui::button(save)))
    };
    let action = format!("/classes/{}/completion/{}", it.completion.class.id, it.person);
    card(&cx.t("completion-mark-title"), &cx.keeping(&ui::Form { action: &action, ..ui::Form::default() }, &fields))
}
