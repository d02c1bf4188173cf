use authz::{Noun as _, Verb};
use http::{Cx, Query, View};
use kernel::{PersonId, text};
use serde::Deserialize;
use ui::table::{Column, Row, Table, table};
use ui::{Markup, Pager, TagKind, html, pager, tag};

use super::crumbs;
use crate::{Batcher, Evidence, Learner, Study, list_evidence};

/// Rows on a page.
const PAGE: i64 = 100;

#[derive(Deserialize)]
pub(super) struct From {
    #[serde(default)]
    after: Option<PersonId>,
}

/// How far each person of a class is: the stored figures, nothing is counted here.
pub(super) async fn index(View(study, _): View<Study>, cx: Cx, Query(from): Query<From>) -> http::Result<Markup> {
    let studied = cx.app().own::<Batcher>()?.studied(study.class.id).await;
    let figures = list_evidence(cx.store(), study.class.id, from.after, PAGE + 1).await?;
    let more = figures.len() > 100;
    let figures: Vec<Evidence> = figures.into_iter().take(100).collect();
    let title = cx.t("study-progress-title");
    let course = studied.as_ref().map(|it| it.course.title.as_str()).unwrap_or_default();
    let line = if course.is_empty() {
        study.class.name.clone()
    } else {
        cx.say(&text!("study-progress-line", class = &study.class.name, course = course))
    };
    let last = figures.last().map(|it| format!("/courses/{}/people?after={}", study.class.id, it.person_id));
    let next_word = cx.t("study-progress-next");
    let body = html! {
        (crumbs(&cx.t("course-crumbs"), &[(&cx.t("nav-studies"), "/studies")]))
        (ui::card::head(&title, &html! { (line) }, &html! {}))
        (people(&cx, &study, &figures))
        (pager(&Pager { label: &cx.t("study-progress-pages"), previous: None, next: last.as_deref().filter(|_| more).map(|href| (&*next_word, href)), shown: "" }))
    };
    Ok(cx.page(&title, &body))
}

fn people(cx: &Cx, study: &Study, figures: &[Evidence]) -> Markup {
    let words = [
        cx.t("study-progress-person"),
        cx.t("study-progress-lessons"),
        cx.t("study-progress-minutes"),
        cx.t("study-progress-quiz"),
        cx.t("study-progress-state"),
        cx.t("study-progress-changed"),
        cx.t("study-progress-why"),
    ];
    let [person, lessons, minutes, quiz, state, changed, why] = &words;
    // The ministry sees how far a class is, and nobody's single steps.
    let opens = cx.may(Verb::View, Learner::NAME, &study.class.places());
    let rows = figures.iter().map(|it| {
        let begun = it.watched_ms > 0 || it.quiz_best.is_some();
        let state = if it.complete {
            tag(TagKind::Ok, &cx.t("study-progress-complete"))
        } else if begun {
            tag(TagKind::Wait, &cx.t("study-progress-learning"))
        } else {
            tag(TagKind::Due, &cx.t("study-progress-not-begun"))
        };
        let mut cells = vec![
            html! { (it.person_name) },
            html! { (it.lessons_done) "/" (it.lessons_total) },
            html! { (it.minutes) },
            html! { @match it.quiz_best { Some(score) => (score), None => (cx.t("evidence-none")) } },
            state,
            html! { @if begun { (it.updated_at.minute()) } @else { (cx.t("evidence-none")) } },
        ];
        if opens {
            cells.push(ui::why::link(
                &format!("/courses/{}/people/{}", study.class.id, it.person_id),
                why,
                &it.person_name,
            ));
        }
        Row::from(cells)
    });
    let mut columns = vec![
        Column::text(person),
        Column::number(lessons),
        Column::number(minutes),
        Column::number(quiz),
        Column::text(state),
        Column::text(changed),
    ];
    if opens {
        columns.push(Column::deed(why));
    }
    table(&Table {
        caption: &cx.t("study-progress-title"),
        caption_unseen: true,
        columns: &columns,
        rows: rows.collect(),
        empty: ui::state::empty(&cx.t("study-progress-nobody"), &cx.t("study-progress-nobody-advice"), &html! {}),
        ..Table::default()
    })
}
