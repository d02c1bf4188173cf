use authz::{Noun as _, Verb};
use http::{Cx, View};
use kernel::text;
use ui::table::Kind;
use ui::{Crumb, Markup, Row, html};

use super::parts;
use crate::{Enrolment, Recruitment, recruiting, store as db};

/// The most people of one area that a page lists.
pub(crate) const MOST: u32 = 200;

/// A class as a school or a county of its province sees it, with the own people.
pub(crate) async fn show(View(it, by): View<Recruitment>, cx: Cx) -> http::Result<Markup> {
    // A class that nobody filed is not announced; whoever has its address reads why.
    if it.class.state == crate::ClassState::Draft {
        recruiting(&it.class)?;
    }
    let area = by.area()?;
    let project = db::get_project(cx.store(), it.class.project_id).await?;
    let roster = db::list_enrolments_within(cx.store(), it.class.id, &area.place, None, MOST).await?;
    let figure = db::find_figure(cx.store(), it.class.id).await?;
    let places = it.places();
    let at = |end: &str| format!("/classes/{}/{end}", it.class.id);
    let open = recruiting(&it.class).is_ok();
    let deeds = html! {
        @if open && cx.may(Verb::Manage, "nomination", &places) { (ui::link_button(&at("nominations"), &cx.t("nomination-go"))) }
        @if open && cx.may(Verb::Approve, "nomination", &places) { (ui::link_button(&at("approvals"), &cx.t("approval-go"))) }
    };
    let body = html! {
        (super::plan::crumbs(&cx, &[Crumb { text: &cx.t("class-index"), href: "/classes" }]))
        (ui::card::head(&it.class.name, &html! { (it.class.number) " " (parts::class_tag(&cx, &it.class)) }, &deeds))
        (ui::card(&cx.t("class-about"), &html! {
            (parts::class_facts(&cx, &it.class, &project))
            p { (cx.say(&text!("recruitment-places", planned = it.class.planned_people, admitted = figure.admitted))) }
        }))
        (ui::card(&cx.say(&text!("recruitment-own", organisation = &area.name)), &table(&cx, &roster)))
    };
    Ok(cx.page(&it.class.name, &body))
}

fn table(cx: &Cx, roster: &[Enrolment]) -> Markup {
    let rows = roster
        .iter()
        .map(|it| {
            Row::from(vec![
                html! { a href={ "/classes/" (it.class_id) "/people/" (it.person_id) } { (it.person_name) } },
                html! { (it.school_name) },
                html! { (it.priority) },
                parts::enrolment_tag(cx, it.state),
                html! { (it.why.as_deref().unwrap_or_default()) },
            ])
        })
        .collect();
    let columns = [
        ("enrolment-name", Kind::Text),
        ("enrolment-school", Kind::Text),
        ("enrolment-priority", Kind::Number),
        ("enrolment-state", Kind::Text),
        ("enrolment-why", Kind::Text),
    ];
    parts::list(
        cx,
        "",
        "class-roster",
        &columns,
        rows,
        parts::empty(cx, "recruitment-empty", "recruitment-empty-advice"),
    )
}
