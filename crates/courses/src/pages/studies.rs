use classes::Class;
use http::{Across, Cx, View};
use ui::table::{Column, Row, Table, table};
use ui::{Markup, html};

use crate::{ClassId, Study};
use serde::Deserialize;

/// Rows on a page.
const PAGE: u32 = 50;

#[derive(Deserialize)]
pub(super) struct From {
    #[serde(default)]
    after: Option<ClassId>,
}

/// The classes within one's duty, each leading to how far its people are.
pub(super) async fn index(
    areas: Across<View<Study>>,
    cx: Cx,
    http::Query(from): http::Query<From>,
) -> http::Result<Markup> {
    let here = areas.here();
    let classes: Vec<Class> = classes::list_classes_within(cx.store(), &here.place, from.after, PAGE).await?;
    let columns = [
        cx.t("course-class"),
        cx.t("study-progress-number"),
        cx.t("course-dates"),
        cx.t("class-state"),
        cx.t("study-progress-title"),
    ];
    let [name, number, dates, state, progress] = &columns;
    let rows = classes.iter().map(|it| {
        Row::from(vec![
            html! { (it.name) },
            html! { (it.number) },
            html! { (it.opens_on) "–" (it.closes_on) },
            html! { (cx.t(it.state.key())) },
            html! { a href={ "/courses/" (it.id) "/people" } { (progress) span.sr { " " (it.name) } } },
        ])
    });
    let title = cx.t("nav-studies");
    let next_word = cx.t("study-progress-next");
    let next = kernel::last_of_full(&classes, PAGE).map(|it| areas.href("/studies", &[("after", &it.id.to_string())]));
    let body = html! {
        (ui::card::head(&title, &html! { (here.organisation_name) }, &html! {}))
        (cx.switch(&areas))
        (table(&Table {
            caption: &title,
            caption_unseen: true,
            columns: &[Column::text(name), Column::text(number), Column::text(dates), Column::text(state), Column::deed(progress)],
            rows: rows.collect(),
            empty: ui::state::empty(&cx.t("study-progress-no-class"), &cx.t("study-progress-no-class-advice"), &html! {}),
            ..Table::default()
        }))
        (ui::pager(&ui::Pager { label: &cx.t("study-progress-pages"), previous: None, next: next.as_deref().map(|href| (&*next_word, href)), shown: "" }))
    };
    Ok(cx.page(&title, &body))
}
