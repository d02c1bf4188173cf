use std::sync::Arc;

use classes::{Class, Enrolment};
use http::{Cx, Look, Own, Query};
use kernel::{Refusal, Result, text};
use serde::Deserialize;
use ui::{Markup, Tone, html};

use super::lesson_parts as parts;
use super::parameters::Parameters;
use super::{crumbs, lesson_path};
use super::{quiz_parts, ticks};
use crate::course::{Book, LessonId, Studied, clock, megabytes};
use crate::deed::Desk;
use crate::evidence::AnswerLine;
use crate::quiz::Attempt;
use crate::{Batcher, Progress, Watch, shelf, store as db};

/// A lesson that somebody has opened.
pub(super) struct Opened {
    pub class: Class,
    pub studied: Arc<Studied>,
    pub book: Arc<Book>,
}

/// What the person has done in it so far.
pub(super) struct Done {
    pub watch: Watch,
    pub progress: Progress,
    pub answers: Vec<AnswerLine>,
    pub attempts: Vec<Attempt>,
}

/// How the page is shown this time.
#[derive(Clone, Copy, Default)]
pub(super) struct Shown<'a> {
    /// Questions of the quiz without answer, from 0, when it was handed in without them.
    pub missing: &'a [usize],
    /// Show the next attempt, not the last result.
    pub again: bool,
}

/// Opens a lesson for a person who may see it.
pub(super) async fn at_desk(cx: &Cx, enrolment: &Enrolment, lesson: LessonId) -> Result<Opened> {
    if !shelf::may_study(enrolment.state) {
        return Err(Refusal::because(text!("lesson-not-confirmed"))
            .remedy(text!("lesson-not-confirmed-remedy"))
            .into());
    }
    let (studied, book) = cx.app().own::<Batcher>()?.book(enrolment.class_id, lesson).await?;
    let class = classes::get_class(cx.store(), enrolment.class_id).await?;
    Ok(Opened { class, studied, book })
}

impl Opened {
    /// Whether what is done now is recorded.
    pub(super) fn records(&self, cx: &Cx, enrolment: &Enrolment) -> std::result::Result<(), Refusal> {
        shelf::records(enrolment)?;
        shelf::open(&self.class, cx.today())
    }

    pub(super) fn desk<'a>(&'a self, cx: &Cx, enrolment: &'a Enrolment) -> Desk<'a> {
        Desk {
            person: enrolment.person_id,
            name: &enrolment.person_name,
            class: enrolment.class_id,
            studied: &self.studied,
            book: &self.book,
            now: cx.now(),
        }
    }
}

#[derive(Deserialize)]
pub(super) struct Wish {
    #[serde(default)]
    again: Option<String>,
}

/// The lesson: player, question, quiz, and what it takes to count.
pub(super) async fn show(
    Own(enrolment, _): Own<Enrolment>,
    cx: Cx,
    parameters: Parameters,
    Query(wish): Query<Wish>,
) -> http::Result<Markup> {
    let opened = at_desk(&cx, &enrolment, parameters.get("lesson")?).await?;
    Ok(page(&cx, &enrolment, &opened, Shown { again: wish.again.is_some(), ..Shown::default() }).await?)
}

async fn done(cx: &Cx, enrolment: &Enrolment, opened: &Opened) -> Result<Done> {
    let key = (enrolment.person_id, enrolment.class_id, opened.book.lesson.id);
    let watch = db::find_watch(cx.store(), key).await?.unwrap_or_else(|| Watch::begun(cx.now()));
    let progress = watch.progress(&opened.book.plan, &opened.studied.rule, cx.now());
    let answers = db::list_answers(cx.store(), enrolment.person_id, enrolment.class_id, opened.book.lesson.id).await?;
    let attempts = db::list_attempts(cx.store(), key).await?;
    Ok(Done { watch, progress, answers, attempts })
}

pub(super) async fn page(cx: &Cx, enrolment: &Enrolment, opened: &Opened, shown: Shown<'_>) -> Result<Markup> {
    let done = done(cx, enrolment, opened).await?;
    let lesson = &opened.book.lesson;
    let path = lesson_path(enrolment.class_id, lesson.id);
    let closed = opened.records(cx, enrolment).err();
    let opening =
        cx.app().own::<Batcher>()?.opening(enrolment.person_id, enrolment.class_id, lesson.id, cx.now()).await?;
    let title = cx.say(&text!("lesson-title", nth = lesson.nth, title = &lesson.title));
    let course_path = format!("/courses/{}", enrolment.class_id);
    let summary = quiz_parts::missing(cx, &opened.book, shown);
    let rules = rules(cx, enrolment, opened, &done).await?;
    let body = html! {
        (crumbs(&cx.t("course-crumbs"), &[(&cx.t("nav-courses"), "/courses"), (&opened.studied.course.title, &course_path)]))
        (ui::card::head(&title, &html! { (cx.say(&text!("lesson-line", length = clock(lesson.duration_ms), megabytes = megabytes(lesson.video_bytes)))) }, &html! {}))
        (summary)
        @if let Some(refusal) = &closed { (refusal_notice(cx, refusal)) }
        (ui::card::columns(
            &html! {
                (parts::player(cx, opened, &done, &path, closed.is_none().then_some(opening.as_str())))
                (parts::questions(cx, opened, &done, &path))
                div.stack #quiz { (quiz_parts::quiz(cx, enrolment, opened, &done, &path, shown)) }
            },
            &html! {
                (rules)
                (parts::transcript(cx, lesson))
            },
        ))
    };
    let counted = counted(cx, opened, &done);
    Ok(cx.page_with(
        &title,
        Look { scripts: &["lesson.js"], counted: Some(&counted), under: Some("/courses"), ..Look::default() },
        &body,
    ))
}

/// The parts of the page that follow what is recorded, for script to renew them.
pub(super) async fn standing(
    Own(enrolment, _): Own<Enrolment>,
    cx: Cx,
    parameters: Parameters,
) -> http::Result<Markup> {
    let opened = at_desk(&cx, &enrolment, parameters.get("lesson")?).await?;
    let done = done(&cx, &enrolment, &opened).await?;
    Ok(html! {
        (ui::counted((&cx.t("http-counted"), &counted(&cx, &opened, &done))))
        (parts::held(&cx, &done))
        (rules(&cx, &enrolment, &opened, &done).await?)
    })
}

/// The hours that the lesson counts, in words.
fn counted(cx: &Cx, opened: &Opened, done: &Done) -> String {
    let hours = match done.watch.done_at {
        Some(_) => hours(opened.book.lesson.duration_ms, opened.studied.rule.hour_minutes),
        None => "0".to_owned(),
    };
    cx.say(&text!("lesson-hours", hours = hours))
}

/// What it takes, and the way on.
async fn rules(cx: &Cx, enrolment: &Enrolment, opened: &Opened, done: &Done) -> Result<Markup> {
    let next = next(cx, enrolment, opened, done).await?;
    Ok(html! { div.stack data-renew="ticks" { (ticks::ticks(cx, enrolment, opened, done)) (next) } })
}

/// The way on from a lesson that is finished: the first of the course that is not, or the course.
async fn next(cx: &Cx, enrolment: &Enrolment, opened: &Opened, done: &Done) -> Result<Markup> {
    if done.watch.done_at.is_none() {
        return Ok(html! {});
    }
    let lines = db::list_lesson_lines(cx.store(), enrolment.person_id, &[enrolment.class_id]).await?;
    let left = lines.iter().find(|it| it.done_at.is_none() && it.lesson_id != opened.book.lesson.id);
    Ok(match left {
        Some(it) => {
            let title = cx.say(&text!("lesson-title", nth = it.nth, title = &it.title));
            let path = lesson_path(it.class_id, it.lesson_id);
            ui::link_button(&path, &cx.say(&text!("lesson-next", title = title)))
        }
        None => ui::notice(&ui::Notice {
            tone: Tone::Ok,
            title: &cx.t("lesson-all-done"),
            text: &cx.t("lesson-all-done-advice"),
            ..ui::Notice::default()
        }),
    })
}

/// A length in hours of `minutes` minutes each, two decimals at most.
pub(super) fn hours(ms: i64, minutes: i64) -> String {
    kernel::fixed_2(ms.saturating_mul(100).checked_div(minutes.saturating_mul(60_000)).unwrap_or_default())
}

fn refusal_notice(cx: &Cx, refusal: &Refusal) -> Markup {
    let remedy = refusal.remedy.as_ref().map(|it| cx.say(it)).unwrap_or_default();
    ui::notice(&ui::Notice {
        tone: Tone::Warn,
        title: &cx.say(&refusal.reason),
        text: &remedy,
        clause: refusal.clause.as_deref().unwrap_or_default(),
        deeds: html! {},
    })
}
