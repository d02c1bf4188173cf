//! The teachers of a school, each with what the rules say; and those of them who are looked for.

use audit::By;
use axum::response::Response;
use http::{Cx, Form, Manage, Query};
use kernel::{FieldFault, PersonId, text};
use registry::{Finding, Organisation, Person, Wanted, find_in_school};
use serde::Deserialize;
use ui::table::Kind;
use ui::{Crumb, Field, Markup, Row, html};
use vault::Vault;

use super::parts::{self, PAGE};
use crate::{Class, Enrolment, Judged, Recruitment, judge_people, recruiting, store as db};

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    /// After this person; an id, because names do not belong into addresses.
    after: String,
    /// A sealed [`Finding`].
    r#for: String,
}

/// Whom the school looks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    who: String,
}

/// The teachers of a school.
pub(crate) async fn index(
    Manage(it, by): Manage<Recruitment>,
    cx: Cx,
    Query(asked): Query<Asked>,
) -> http::Result<Markup> {
    recruiting(&it.class)?;
    Ok(page(&cx, &it, &by, &asked, &Typed::default(), &[]).await?)
}

/// Takes what was typed out of the request's body and into the address, sealed.
pub(crate) async fn find(
    Manage(it, by): Manage<Recruitment>,
    cx: Cx,
    Form(typed): Form<Typed>,
) -> http::Result<Response> {
    recruiting(&it.class)?;
    let fault = match Wanted::read(&typed.who) {
        Ok(Wanted::Nobody) => return Ok(http::see(&path(&it.class))),
        Ok(Wanted::Mobile(_)) => text!("nomination-find-no-mobile"),
        Err(fault) => fault,
        Ok(Wanted::Holder(_) | Wanted::Beginning(_)) => {
            let finding = Finding { who: typed.who, ..Finding::default() };
            return Ok(http::see(&address(&cx, &it.class, &by, &finding)?));
        }
    };
    let fault = FieldFault { field: "who", text: fault };
    Ok(parts::again(page(&cx, &it, &by, &Asked::default(), &typed, &[fault]).await?))
}

fn path(class: &Class) -> String {
    format!("/classes/{}/nominations", class.id)
}

fn address(cx: &Cx, class: &Class, by: &By, finding: &Finding) -> kernel::Result<String> {
    let sealed = finding.sealed(cx.app().own::<Vault>()?.as_ref(), by.person)?;
    Ok(format!("{}?for={sealed}", path(class)))
}

async fn page(
    cx: &Cx,
    it: &Recruitment,
    by: &By,
    asked: &Asked,
    typed: &Typed,
    faults: &[FieldFault],
) -> kernel::Result<Markup> {
    let area = by.area()?;
    let school = registry::get_organisation(cx.store(), area.organisation).await?;
    let finding = Finding::opened(cx.app().own::<Vault>()?.as_ref(), by.person, &asked.r#for).unwrap_or_default();
    let (people, more) = match Wanted::read(&finding.who) {
        Ok(wanted) if wanted != Wanted::Nobody => found(cx, it, by, &school, &finding, &wanted).await?,
        _ => all(cx, it, &school, &asked.after).await?,
    };
    let judged = judge_people(cx.store(), &it.class, &school, people).await?;
    let enrolled = db::list_enrolments_within(cx.store(), it.class.id, &area.place, None, 500).await?;
    let title = cx.t("nomination-title");
    let above = format!("/classes/{}/recruitment", it.class.id);
    let who = if typed.who.is_empty() { &finding.who } else { &typed.who };
    let body = html! {
        (super::plan::crumbs(cx, &[Crumb { text: &cx.t("class-index"), href: "/classes" }, Crumb { text: &it.class.name, href: &above }]))
        (ui::card::head(&title, &html! { (it.class.name) " · " (school.name) }, &html! {}))
        p { (cx.say(&text!("nomination-advice", on = it.class.opens_on.at_length()))) }
        (parts::summary(cx, faults))
        (ui::card::plain(&html! { (form(cx, &it.class, who, faults)) (table(cx, &it.class, &judged, &enrolled, !finding.who.is_empty())) }))
        (parts::next_page(cx, more))
    };
    Ok(cx.page(&title, &body))
}

/// People, and where the list goes on.
type Listed = (Vec<Person>, Option<String>);

async fn all(cx: &Cx, it: &Recruitment, school: &Organisation, after: &str) -> kernel::Result<Listed> {
    let before: Option<Person> = match after.parse::<PersonId>() {
        Ok(id) => registry::find_person(cx.store(), id).await?.filter(|person| person.school_id == school.id),
        Err(_) => None,
    };
    let after = before.as_ref().map(|it| (it.name.as_str(), it.id));
    let people = registry::list_people_of_school(cx.store(), school.id, after, PAGE).await?;
    let more = kernel::last_of_full(&people, PAGE).map(|last| format!("{}?after={}", path(&it.class), last.id));
    Ok((people, more))
}

async fn found(
    cx: &Cx,
    it: &Recruitment,
    by: &By,
    school: &Organisation,
    finding: &Finding,
    wanted: &Wanted,
) -> kernel::Result<Listed> {
    let vault = cx.app().own::<Vault>()?;
    let page = find_in_school(cx.store(), &vault, wanted, school, finding.after.as_ref(), PAGE).await?;
    let more = match page.next {
        Some(after) => Some(address(cx, &it.class, by, &Finding { after: Some(after), ..finding.clone() })?),
        None => None,
    };
    Ok((page.people, more))
}

fn form(cx: &Cx, class: &Class, who: &str, faults: &[FieldFault]) -> Markup {
    let (label, hint, error) = (cx.t("nomination-find"), cx.t("nomination-find-hint"), parts::fault(cx, faults, "who"));
    let field = Field {
        name: "who",
        label: &label,
        hint: &hint,
        error: &error,
        value: who,
        autocomplete: "off",
        maxlength: 60,
        ..Field::default()
    };
    let action = format!("{}/finding", path(class));
    ui::form(
        &ui::Form { action: &action, ..ui::Form::default() },
        &html! {
            (ui::field::search(&field))
            (ui::button::row(&html! {
                (ui::quiet_button(&cx.t("nomination-find-go"), "", ""))
                @if !who.is_empty() { (ui::quiet_link(&path(class), &cx.t("nomination-find-all"))) }
            }))
        },
    )
}

fn table(cx: &Cx, class: &Class, judged: &[Judged], enrolled: &[Enrolment], sought: bool) -> Markup {
    let rows = judged
        .iter()
        .map(|it| {
            let path = format!("/classes/{}/nominations/{}", class.id, it.person.id);
            let enrolment = enrolled.iter().find(|enrolment| enrolment.person_id == it.person.id);
            let standing = enrolment.filter(|enrolment| enrolment.renewable().is_err());
            let deed = if standing.is_some() { "nomination-open" } else if it.verdicts.iter().any(crate::rule::Verdict::forbids) { "nomination-why-not" } else { "nomination-make" };
            Row {
                cells: vec![
                    html! { (it.person.name) },
                    html! { (it.priority) },
                    parts::verdict_line(cx, &it.verdicts),
                    html! { @if let Some(enrolment) = enrolment { (parts::enrolment_tag(cx, enrolment.state)) } @else { (cx.t("nomination-not-yet")) } },
                    parts::link(&path, &cx.t(deed), &it.person.name),
                ],
                marked: it.verdicts.iter().any(crate::rule::Verdict::needs_exception),
            }
        })
        .collect();
    let columns = [
        ("enrolment-name", Kind::Text),
        ("enrolment-priority", Kind::Number),
        ("nomination-rules", Kind::Text),
        ("enrolment-state", Kind::Text),
        ("nomination-deed", Kind::Deed),
    ];
    parts::list(
        cx,
        "candidates",
        "nomination-title",
        &columns,
        rows,
        if sought {
            parts::empty(cx, "nomination-not-found", "nomination-not-found-advice")
        } else {
            parts::empty(cx, "nomination-empty", "nomination-empty-advice")
        },
    )
}
