//! A person's file: who it is, and the posts over time.

use std::collections::BTreeSet;

use authz::{Noun as _, Verb};
use http::{Cx, OwnOrView};
use kernel::{OrganisationId, Result, text};
use maud::{Markup, html};
use ui::table::{Column, Table, table};
use ui::{Fact, TagKind, card, facts, tag};

use super::organisation::said;
use crate::post::{Post, Service};
use crate::{Nature, Organisation, Person, codes, store as rows};

pub(super) async fn show(OwnOrView(person, _): OwnOrView<Person>, cx: Cx) -> http::Result<Markup> {
    let posts = rows::list_posts(cx.store(), person.id).await?;
    let ids: BTreeSet<OrganisationId> =
        posts.iter().map(|it| it.organisation_id).chain(std::iter::once(person.school_id)).collect();
    let at = rows::list_organisations_by_id(cx.store(), &ids.into_iter().collect::<Vec<_>>()).await?;
    let school = at.iter().find(|it| it.id == person.school_id);
    let list = school.filter(|it| cx.may(Verb::View, Organisation::NAME, &it.places()));
    let heading = cx.say(&text!("person-file", name = &person.name));
    let body = html! {
        @if let Some(school) = list { (ui::breadcrumbs(&cx.t("person-list"), &[ui::Crumb { text: &school.name, href: &format!("/organisations/{}", school.id) }])) }
        (ui::card::head(&person.name, &line(&cx, &person, school), &html! {}))
        (card(&cx.t("person-facts"), &facts_of(&cx, &person, school)))
        (posts_card(&cx, &person, &posts, &at)?)
        p.hint { (cx.t("person-masked")) }
    };
    Ok(cx.page(&heading, &body))
}

/// The school, and whether the person has left.
fn line(cx: &Cx, person: &Person, school: Option<&Organisation>) -> Markup {
    html! {
        @if let Some(school) = school { (school.name) }
        @if let Some(on) = person.left_on { " " (tag(TagKind::Late, &cx.say(&text!("person-left-on", on = on)))) }
    }
}

fn facts_of(cx: &Cx, person: &Person, school: Option<&Organisation>) -> Markup {
    let keys = [
        "person-sex",
        "person-born",
        "person-ethnicity",
        "person-number",
        "person-mobile",
        "person-school",
        "person-stage",
        "person-subject",
        "person-title",
        "person-psc",
        "person-language",
    ]
    .map(|key| cx.t(key));
    let [sex, born, ethnicity, number, mobile, at, stage, subject, title, psc, language] = &keys;
    facts(&[
        Fact::text(sex, said(cx, codes::gender(), Some(&person.sex))),
        Fact::text(born, &person.born_on.to_string()),
        Fact::text(ethnicity, said(cx, codes::ethnicity(), Some(&person.ethnicity))),
        Fact::text(number, &person.identity_masked),
        Fact::text(mobile, person.mobile_masked.as_deref().unwrap_or("—")),
        Fact::text(at, school.map_or("—", |it| it.name.as_str())),
        Fact::text(stage, said(cx, codes::stage(), person.stage.as_deref())),
        Fact::text(subject, said(cx, codes::subject(), person.subject.as_deref())),
        Fact::text(title, said(cx, codes::title(), person.title.as_deref())),
        Fact::text(psc, said(cx, codes::psc_level(), person.psc_level.as_deref())),
        Fact::text(language, said(cx, codes::language(), person.language.as_deref())),
    ])
}

/// From when until when; a term to come says so.
pub(super) fn dates(cx: &Cx, it: &Post) -> String {
    match it.until_on {
        Some(until) => cx.say(&text!("post-dates", from = it.from_on, until = until)),
        None => cx.say(&text!("post-since", from = it.from_on)),
    }
}

/// Stage, subject and lessons; of an open main post as the file says them.
pub(super) fn taught(cx: &Cx, person: &Person, it: &Post) -> String {
    let open_main = it.nature == Nature::Main && it.until_on.is_none();
    let (stage, subject) = if open_main { (&person.stage, &person.subject) } else { (&it.stage, &it.subject) };
    let mut words: Vec<String> = Vec::new();
    words.extend(stage.as_deref().map(|code| said(cx, codes::stage(), Some(code)).to_owned()));
    words.extend(subject.as_deref().map(|code| said(cx, codes::subject(), Some(code)).to_owned()));
    words.extend(it.weekly_lessons.map(|lessons| cx.say(&text!("post-lessons-said", lessons = lessons))));
    if words.is_empty() { "—".to_owned() } else { words.join(" · ") }
}

fn posts_card(cx: &Cx, person: &Person, posts: &[Post], at: &[Organisation]) -> Result<Markup> {
    let may = cx.may(Verb::Manage, Service::NAME, &person.places()) && cx.signed_in()?.person != person.id;
    let heads = ["post-when", "post-where", "post-kind", "post-nature", "post-taught"].map(|key| cx.t(key));
    let [when, school, kind, nature, what] = &heads;
    let columns =
        [Column::text(when), Column::text(school), Column::text(kind), Column::text(nature), Column::text(what)];
    // What holds today stands first.
    let mut sorted: Vec<&Post> = posts.iter().collect();
    sorted.sort_by_key(|it| (!it.holds_on(cx.today()), it.nature, std::cmp::Reverse(it.from_on)));
    let cells = sorted.into_iter().map(|it| {
        let name = at.iter().find(|one| one.id == it.organisation_id).map_or("—", |one| one.name.as_str());
        let kind = said(cx, codes::post(), Some(&it.kind));
        let dates = dates(cx, it);
        vec![
            html! { @if may { a href={ "/people/" (person.id) "/posts/" (it.id) } { (dates) } } @else { (dates) } },
            html! { (name) },
            html! { (kind) },
            html! { (tag(tone(it, cx), &cx.t(it.nature.key()))) @if let Some(how) = it.left() { " " (cx.t(how.key())) } },
            html! { (taught(cx, person, it)) },
        ]
        .into()
    });
    let title = cx.t("posts");
    let list = table(&Table {
        caption: &title,
        caption_unseen: true,
        columns: &columns,
        rows: cells.collect(),
        empty: ui::state::empty(&cx.t("posts-none"), &cx.t("posts-none-hint"), &html! {}),
        ..Table::default()
    });
    let to = |path: &str, key: &str| ui::quiet_link(&format!("/people/{}/{path}", person.id), &cx.t(key));
    Ok(card(
        &title,
        &html! {
            (list)
            @if may {
                div.deeds {
                    @if person.left_on.is_some() { (to("return", "comeback-title")) }
                    @else { (to("posts/new", "post-new")) (to("transfers/new", "transfer-new")) (to("leaving", "leaving-title")) }
                }
            }
        },
    ))
}

fn tone(it: &Post, cx: &Cx) -> TagKind {
    match it.nature {
        _ if !it.holds_on(cx.today()) => TagKind::Plain,
        Nature::Main => TagKind::Ok,
        Nature::Beside | Nature::Support | Nature::Exchange | Nature::Itinerant => TagKind::Wait,
    }
}
