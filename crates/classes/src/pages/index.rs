use authz::{Appointment, Verb};
use http::{Across, Areas, Cx, Query, View};
use kernel::{Id, Month, text};
use serde::Deserialize;
use ui::table::Kind;
use ui::{Choice, Field, Markup, Row, html};

use super::parts::{self, PAGE, class_tag};
use crate::{Class, ClassState, Figure, Recruitment, store as db};

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    /// Only classes of this state.
    state: String,
    /// After this class.
    after: String,
}

/// The classes that concern the reader by duty: those of the own house, or those one nominates for.
pub(crate) async fn index(
    areas: Across<(View<Class>, View<Recruitment>)>,
    cx: Cx,
    Query(asked): Query<Asked>,
) -> http::Result<Markup> {
    let duty = areas.here();
    let after: Option<Id<Class>> = asked.after.parse().ok();
    let state = asked.state.parse().ok();
    let classes = if duty.grants(Verb::View, "class") {
        db::class_place_page(cx.store(), &duty.place, state, after, PAGE + 1).await?
    } else {
        db::list_classes_over(cx.store(), &duty.place, state, after, PAGE + 1).await?
    };
    let (classes, more) = page(classes);
    let figures = db::list_figures(cx.store(), &classes.iter().map(|it| it.id).collect::<Vec<_>>()).await?;
    let mut projects = if duty.grants(Verb::Manage, "class-opening") {
        db::list_projects_for_institution(cx.store(), &duty.place, 20).await?
    } else {
        Vec::new()
    };
    projects.retain(|it| it.window_until >= Month::containing(cx.today()));
    let body = html! {
        (ui::card::head(&cx.t("class-index"), &html! { (duty.organisation_name) }, &html! {
            @for project in &projects {
                (ui::link_button(&format!("/projects/{}/classes/new", project.id), &cx.say(&text!("class-new-under", project = project.number.clone()))))
            }
        }))
        (cx.switch(&areas))
        (filter(&cx, &areas, &asked))
        (ui::card::plain(&table(&cx, duty, &classes, &figures)))
        (parts::next_page(&cx, more.map(|id| areas.href("/classes", &[("state", &asked.state), ("after", &id.to_string())]))))
    };
    Ok(cx.page(&cx.t("class-index"), &body))
}

fn page(mut classes: Vec<Class>) -> (Vec<Class>, Option<Id<Class>>) {
    let full = classes.len() > kernel::small(i64::from(PAGE));
    classes.truncate(kernel::small(i64::from(PAGE)));
    let last = classes.last().map(|it| it.id);
    (classes, last.filter(|_| full))
}

fn filter(cx: &Cx, areas: &Areas, asked: &Asked) -> Markup {
    let labels: Vec<(&str, std::borrow::Cow<'_, str>)> =
        ClassState::ALL.iter().map(|it| (it.as_str(), cx.t(it.key()))).collect();
    let choices: Vec<Choice<'_>> = labels.iter().map(|(value, label)| Choice { value, label, hint: "" }).collect();
    let label = cx.t("class-state");
    let field = Field { name: "state", label: &label, value: &asked.state, ..Field::default() };
    let fields = html! {
        (areas.field())
        (ui::field::select(&field, &choices, &cx.t("class-every-state")))
    };
    ui::filter_bar(&cx.t("class-filter"), "/classes", "classes", &fields, &cx.t("class-filter-go"))
}

fn table(cx: &Cx, duty: &Appointment, classes: &[Class], figures: &[Figure]) -> Markup {
    let rows = classes.iter().map(|class| row(cx, duty, class, figures)).collect();
    let columns = [
        ("class-name", Kind::Text),
        ("class-institution", Kind::Text),
        ("class-dates", Kind::Text),
        ("class-planned", Kind::Number),
        ("class-figure-nominated", Kind::Number),
        ("class-figure-confirmed", Kind::Number),
        ("class-state", Kind::Text),
    ];
    parts::list(
        cx,
        "classes",
        "class-index",
        &columns,
        rows,
        parts::empty(cx, "class-index-empty", "class-index-empty-advice"),
    )
}

fn row(cx: &Cx, duty: &Appointment, class: &Class, figures: &[Figure]) -> Row {
    let figure = figures.iter().find(|it| it.class_id == class.id).cloned().unwrap_or_else(|| Figure::empty(class.id));
    let path = if duty.grants(Verb::View, "class") {
        format!("/classes/{}", class.id)
    } else {
        format!("/classes/{}/recruitment", class.id)
    };
    Row::from(vec![
        html! { a href=(path) { (class.name) } br; small { (class.number) } },
        html! { (class.institution_name) },
        html! { (class.opens_on) " — " (class.closes_on) },
        html! { (class.planned_people) },
        html! { (figure.nominated) },
        html! { (figure.confirmed) },
        class_tag(cx, class),
    ])
}
