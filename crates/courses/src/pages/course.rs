use classes::Enrolment;
use http::{Cx, Own, SignedIn};
use kernel::{Refusal, text};
use ui::table::{Column, Row, Table, table};
use ui::{Markup, TagKind, html, tag};

use super::lesson::hours;
use super::{crumbs, lesson_path};
use crate::course::{clock, megabytes};
use crate::store::{LessonLine, list_lesson_lines};
use crate::{Batcher, LessonEvidence, list_lesson_evidence, shelf};

/// My courses: each class that one may study in, with how far one is.
pub(super) async fn index(SignedIn(actor): SignedIn, cx: Cx) -> http::Result<Markup> {
    let mine = classes::list_classes_of_person(cx.store(), actor.person).await?;
    let mine: Vec<_> = mine.into_iter().filter(|it| shelf::may_study(it.state)).collect();
    let ids: Vec<_> = mine.iter().map(|it| it.class_id).collect();
    let lines = list_lesson_lines(cx.store(), actor.person, &ids).await?;
    let columns = [cx.t("course-class"), cx.t("course-lessons-done"), cx.t("course-dates"), cx.t("course-open")];
    let [class, done, dates, open] = &columns;
    let rows = mine.iter().map(|it| {
        let of: Vec<&LessonLine> = lines.iter().filter(|line| line.class_id == it.class_id).collect();
        let done = of.iter().filter(|line| line.done_at.is_some()).count();
        Row::from(vec![
            html! { (it.name) },
            html! { (cx.say(&text!("course-done-of", done = done, of = of.len()))) },
            html! { (it.opens_on) "–" (it.closes_on) },
            html! { @if !of.is_empty() { a href={ "/courses/" (it.class_id) } { (cx.t("course-open")) span.sr { " " (it.name) } } } },
        ])
    });
    let title = cx.t("nav-courses");
    let body = html! {
        (ui::card::head(&title, &html! {}, &html! {}))
        (table(&Table {
            caption: &title,
            caption_unseen: true,
            columns: &[Column::text(class), Column::number(done), Column::text(dates), Column::deed(open)],
            rows: rows.collect(),
            empty: ui::state::empty(&cx.t("course-none"), &cx.t("course-none-advice"), &html! {}),
            ..Table::default()
        }))
    };
    Ok(cx.page(&title, &body))
}

/// The lessons of a class with how far one is in each.
pub(super) async fn show(Own(enrolment, _): Own<Enrolment>, cx: Cx) -> http::Result<Markup> {
    if !shelf::may_study(enrolment.state) {
        return Err(Refusal::because(text!("lesson-not-confirmed"))
            .remedy(text!("lesson-not-confirmed-remedy"))
            .into());
    }
    let studied = cx.app().own::<Batcher>()?.studied(enrolment.class_id).await?;
    let lessons = list_lesson_evidence(cx.store(), enrolment.person_id, enrolment.class_id).await?;
    let minutes: i64 = lessons.iter().map(|it| it.minutes).sum();
    let done = lessons.iter().filter(|it| it.complete).count();
    let line = html! {
        (cx.say(&text!("course-line", done = done, of = lessons.len(), hours = hours(minutes * 60_000, studied.rule.hour_minutes)))) " "
        (ui::why::link(&format!("/courses/{}/evidence", enrolment.class_id), &cx.t("course-why"), &cx.t("course-why-of")))
    };
    let body = html! {
        (crumbs(&cx.t("course-crumbs"), &[(&cx.t("nav-courses"), "/courses")]))
        (ui::card::head(&studied.course.title, &line, &html! {}))
        (lesson_table(&cx, &enrolment, &lessons))
    };
    Ok(cx.page(&studied.course.title, &body))
}

fn lesson_table(cx: &Cx, enrolment: &Enrolment, lessons: &[LessonEvidence]) -> Markup {
    let columns = [
        cx.t("course-lesson"),
        cx.t("course-size"),
        cx.t("course-progress"),
        cx.t("course-quiz"),
        cx.t("course-state"),
        cx.t("course-open"),
    ];
    let [lesson, size, progress, quiz, state, open] = &columns;
    let rows = lessons.iter().map(|it| {
        Row::from(vec![
            html! { (cx.say(&text!("lesson-title", nth = it.nth, title = &it.title))) },
            html! { (cx.say(&text!("lesson-line", length = clock(it.duration_ms), megabytes = megabytes(it.video_bytes)))) },
            html! { (cx.say(&text!("course-recorded", at = clock(it.recorded_ms), of = clock(it.duration_ms)))) },
            html! { @match it.quiz_score { Some(score) => (cx.say(&text!("course-score", score = score))), None => (cx.t("course-no-score")) } },
            state_tag(cx, it),
            html! { a href=(lesson_path(enrolment.class_id, it.lesson_id)) { (cx.t(deed_key(it))) span.sr { " " (&it.title) } } },
        ])
    });
    table(&Table {
        caption: &cx.t("course-lessons"),
        caption_unseen: true,
        columns: &[
            Column::text(lesson),
            Column::text(size),
            Column::text(progress),
            Column::text(quiz),
            Column::text(state),
            Column::deed(open),
        ],
        rows: rows.collect(),
        empty: ui::state::empty(&cx.t("course-no-lesson"), &cx.t("course-no-lesson-advice"), &html! {}),
        ..Table::default()
    })
}

/// What there is to do in a lesson.
const fn deed_key(it: &LessonEvidence) -> &'static str {
    match (it.complete, it.watched_at, it.watched_ms) {
        (true, ..) => "course-watch-again",
        (_, Some(_), _) => "lesson-todo-take-quiz",
        (_, None, 0) => "lesson-todo-begin",
        _ => "lesson-todo-go-on",
    }
}

/// How a lesson stands.
pub(super) fn state_tag(cx: &Cx, it: &LessonEvidence) -> Markup {
    match (it.complete, it.watched_at, it.watched_ms) {
        (true, ..) => tag(TagKind::Ok, &cx.t("course-lesson-done")),
        (_, Some(_), _) => tag(TagKind::Wait, &cx.t("course-lesson-quiz")),
        (_, None, 0) => tag(TagKind::Plain, &cx.t("course-lesson-open")),
        _ => tag(TagKind::Wait, &cx.t("course-lesson-watching")),
    }
}
