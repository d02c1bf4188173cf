use authz::{Noun as _, Verb};
use classes::{Class, Enrolment};
use http::{Cx, Own, View};
use kernel::{PersonId, Result, text};
use ui::table::{Column, Row, Table, table};
use ui::why::{Link, panel};
use ui::{Markup, html};

use super::course::state_tag;
use super::lesson::hours;
use super::{crumbs, pieces, pieces_in_words};
use crate::course::{ClassId, Studied, clock};
use crate::evidence::{AttemptLine, PlaybackLine};
use crate::{AnswerLine, Batcher, Learner, LessonEvidence, Study};
use crate::{find_evidence, list_answers_of_person, list_lesson_evidence, list_marked_attempts, list_playbacks};

/// Why my figure is what it is.
pub(super) async fn own(Own(enrolment, _): Own<Enrolment>, cx: Cx) -> http::Result<Markup> {
    let class = classes::get_class(cx.store(), enrolment.class_id).await?;
    let ways = Ways { above: format!("/courses/{}", class.id), class: format!("/classes/{}/mine", class.id) };
    Ok(page(&cx, &class, &enrolment.person_name, enrolment.person_id, &ways).await?)
}

/// Why somebody's figure is what it is, for those who look after the class or the person.
pub(super) async fn show(View(learner, _): View<Learner>, cx: Cx) -> http::Result<Markup> {
    let (class, places) = (&learner.class, learner.class.places());
    let link = |noun, href: String| if cx.may(Verb::View, noun, &places) { href } else { String::new() };
    let ways = Ways {
        above: link(Study::NAME, format!("/courses/{}/people", class.id)),
        class: link(Class::NAME, format!("/classes/{}", class.id)),
    };
    Ok(page(&cx, class, &learner.enrolment.person_name, learner.enrolment.person_id, &ways).await?)
}

/// Pages around this one; `""` where the reader may not go.
struct Ways {
    above: String,
    class: String,
}

/// All that a figure is made of.
struct Made {
    lessons: Vec<LessonEvidence>,
    playbacks: Vec<PlaybackLine>,
    answers: Vec<AnswerLine>,
    attempts: Vec<AttemptLine>,
}

async fn page(cx: &Cx, class: &Class, name: &str, person: PersonId, ways: &Ways) -> Result<Markup> {
    let studied = cx.app().own::<Batcher>()?.studied(class.id).await?;
    let figure = find_evidence(cx.store(), person, class.id).await?;
    let made = read(cx, person, class.id).await?;
    let title = cx.say(&text!("evidence-title", name = name));
    let minutes = figure.as_ref().map_or(0, |it| it.minutes);
    let line =
        cx.say(&text!("evidence-line", minutes = minutes, hours = hours(minutes * 60_000, studied.rule.hour_minutes)));
    let body = html! {
        @if !ways.above.is_empty() { (crumbs(&cx.t("course-crumbs"), &[(&class.name, &ways.above)])) }
        (ui::card::head(&title, &html! { (line) }, &html! {}))
        (ui::card::columns(
            &html! {
                @for it in &made.lessons { (lesson(cx, it, &made)) }
                @if made.lessons.is_empty() { (ui::state::empty(&cx.t("course-no-lesson"), &cx.t("course-no-lesson-advice"), &html! {})) }
            },
            &html! {
                (chain(cx, (class, &ways.class), &studied, minutes, figure.map(|it| it.updated_at.minute()).unwrap_or_default().as_str()))
                (sessions(cx, &made))
            },
        ))
    };
    Ok(cx.page(&title, &body))
}

async fn read(cx: &Cx, person: PersonId, class: ClassId) -> Result<Made> {
    Ok(Made {
        lessons: list_lesson_evidence(cx.store(), person, class).await?,
        playbacks: list_playbacks(cx.store(), person, class).await?,
        answers: list_answers_of_person(cx.store(), person, class).await?,
        attempts: list_marked_attempts(cx.store(), person, class).await?,
    })
}

/// From the figure back to the class and the rule.
fn chain(cx: &Cx, (class, class_path): (&Class, &str), studied: &Studied, minutes: i64, at: &str) -> Markup {
    let rule = &studied.rule;
    let filing = match &class.filing_number {
        Some(number) => cx.say(&text!("evidence-filing", number = number)),
        None => cx.t("evidence-not-filed").into_owned(),
    };
    let rule_path = format!("/watch-rules/{}", rule.version);
    let words = [
        cx.say(&text!("evidence-sum", minutes = minutes)),
        cx.say(&text!("watch-rule-version", version = &rule.version)),
        cx.say(&text!("tick-rule-watch", percent = rule.percent, rate = rule.rate())),
    ];
    let [sum, version, watch] = &words;
    panel(
        &cx.t("evidence-why"),
        &[
            Link { kind: &cx.t("evidence-figure"), text: sum, href: "", note: "" },
            Link { kind: &cx.t("evidence-course"), text: &studied.course.title, href: "", note: "" },
            Link { kind: &cx.t("evidence-class"), text: &class.name, href: class_path, note: &filing },
            Link { kind: &cx.t("evidence-rule"), text: version, href: &rule_path, note: watch },
        ],
        &cx.say(&text!("evidence-as-of", at = at)),
    )
}

/// What one lesson contributes.
fn lesson(cx: &Cx, it: &LessonEvidence, made: &Made) -> Markup {
    let parts = it.pieces();
    let label = if parts.is_empty() {
        cx.t("evidence-nothing").into_owned()
    } else {
        cx.say(&text!("evidence-pieces", pieces = pieces_in_words(&parts)))
    };
    let dash = || cx.t("evidence-none").into_owned();
    let answered = it.question_answered_at.map_or_else(dash, |at| at.minute());
    let keys = [cx.t("evidence-watched"), cx.t("evidence-answered"), cx.t("evidence-quiz"), cx.t("evidence-done")];
    let [watched_key, answered_key, quiz_key, done_key] = &keys;
    let watched = cx.say(&text!("evidence-watched-of", watched = clock(it.watched_ms), of = clock(it.duration_ms)));
    let attempts: Vec<String> = made
        .attempts
        .iter()
        .filter(|attempt| attempt.lesson_id == it.lesson_id)
        .map(|attempt| {
            cx.say(&text!(
                "evidence-attempt",
                nth = attempt.nth,
                score = attempt.score,
                at = attempt.submitted_at,
                receipt = &attempt.receipt
            ))
        })
        .collect();
    let done =
        it.completed_at.map_or_else(dash, |at| cx.say(&text!("evidence-done-at", at = at, minutes = it.minutes)));
    let facts = [
        ui::Fact::text(watched_key, &watched),
        ui::Fact::text(answered_key, &answered),
        ui::Fact::new(
            quiz_key,
            html! { @if attempts.is_empty() { (dash()) } @else { @for attempt in &attempts { p { (attempt) } } } },
        ),
        ui::Fact::text(done_key, &done),
    ];
    let title = cx.say(&text!("lesson-title", nth = it.nth, title = &it.title));
    ui::card_with(
        &title,
        &state_tag(cx, it),
        &html! {
            (pieces(&label, &parts, it.duration_ms))
            p { (label) }
            (ui::facts(&facts))
        },
    )
}

/// The learning sessions behind the pieces.
fn sessions(cx: &Cx, made: &Made) -> Markup {
    let columns = [cx.t("evidence-begun"), cx.t("evidence-lesson"), cx.t("evidence-media"), cx.t("evidence-refused")];
    let [begun, lesson, media, refused] = &columns;
    let rows = made.playbacks.iter().map(|it| {
        let title = made
            .lessons
            .iter()
            .find(|lesson| lesson.lesson_id == it.lesson_id)
            .map(|it| it.title.as_str())
            .unwrap_or_default();
        Row::from(vec![
            html! { (it.begun_at.minute()) },
            html! { (title) },
            html! { (clock(it.media_ms)) },
            html! { (it.refused) },
        ])
    });
    let right = made.answers.iter().filter(|it| it.correct).count();
    ui::card(
        &cx.t("evidence-sessions"),
        &html! {
            (table(&Table {
                caption: &cx.t("evidence-sessions"),
                caption_unseen: true,
                columns: &[Column::text(begun), Column::text(lesson), Column::number(media), Column::number(refused)],
                rows: rows.collect(),
                empty: ui::state::empty(&cx.t("evidence-no-session"), &cx.t("evidence-no-session-advice"), &html! {}),
                ..Table::default()
            }))
            p { (cx.say(&text!("evidence-answers", answers = made.answers.len(), right = right))) }
        },
    )
}
