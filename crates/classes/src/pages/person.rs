use authz::{Noun as _, Verb};
use http::{Cx, Look, View};
use kernel::{Error, text};
use ui::steps::{Stand, Step, steps};
use ui::{Crumb, Fact, Markup, html};

use super::nominations::decider as words_of;
use super::parts;
use crate::{Class, Enrolment, EnrolmentStep, Exception, judge_people, store as db};

/// One person's way into a class: what the rules say, which exceptions were asked for, who decided.
pub(crate) async fn show(View(it, _): View<Enrolment>, cx: Cx) -> http::Result<Markup> {
    let class = db::get_class(cx.store(), it.class_id).await?;
    let person = registry::find_person(cx.store(), it.person_id).await?.ok_or(Error::NotFound)?;
    let school = registry::get_organisation(cx.store(), it.school_id).await?;
    let judged = judge_people(cx.store(), &class, &school, vec![person]).await?;
    let exceptions = db::list_exceptions_of_person(cx.store(), it.person_id, it.class_id).await?;
    let done = db::list_enrolment_steps(cx.store(), it.person_id, it.class_id).await?;
    // Schools and counties see a class from their own side.
    let back = format!(
        "/classes/{}{}",
        class.id,
        if cx.may(Verb::View, Class::NAME, &class.places()) { "" } else { "/recruitment" }
    );
    let line = html! { (it.school_name) " · " (class.name) " " (parts::enrolment_tag(&cx, it.state)) };
    let body = html! {
        (super::plan::crumbs(&cx, &[Crumb { text: &cx.t("class-index"), href: "/classes" }, Crumb { text: &class.name, href: &back }]))
        (ui::card::head(&it.person_name, &line, &html! {}))
        (ui::card(&cx.t("enrolment-way"), &way(&cx, &done)))
        @for judged in &judged {
            (ui::card_with(&cx.t("nomination-rules"), &html! { (cx.say(&text!("selection-priority-sum", points = judged.priority))) }, &parts::verdict_ticks(&cx, &judged.verdicts)))
        }
        @for exception in &exceptions { (ui::card(&cx.say(&text!("exception-of-rule", code = exception.rule_code.clone())), &exception_facts(&cx, exception))) }
    };
    Ok(cx.page_with(&it.person_name, Look { reading: true, ..Look::default() }, &body))
}

/// The steps taken so far, one under another.
pub(crate) fn way(cx: &Cx, done: &[EnrolmentStep]) -> Markup {
    let word = cx.t("class-stand-done");
    let said: Vec<(String, String, Stand)> = done
        .iter()
        .map(|it| {
            let note = [it.at.minute(), it.by_name.clone(), it.why.clone().unwrap_or_default()]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(" · ");
            (cx.t(it.state.key()).into_owned(), note, if it.state.binds() { Stand::Done } else { Stand::Stopped })
        })
        .collect();
    let list: Vec<Step<'_>> =
        said.iter().map(|(title, note, stand)| Step { title, note, stand: *stand, word: &word }).collect();
    steps(&cx.t("enrolment-way"), &list)
}

/// A request for an exception and what became of it.
pub(crate) fn exception_facts(cx: &Cx, it: &Exception) -> Markup {
    let keys = [
        "exception-given",
        "exception-clause",
        "exception-reason",
        "exception-state",
        "exception-decider",
        "exception-opinion",
    ];
    let [given, clause, reason, state, decider, opinion] = keys.map(|key| cx.t(key));
    let decided = it.decided_by.clone().unwrap_or_else(|| words_of(cx, &it.approver));
    ui::facts(&[
        Fact::text(&given, &cx.say(&it.given())),
        Fact::text(&clause, &it.citation),
        Fact::text(&reason, &it.reason),
        Fact::text(&state, &cx.t(it.state.key())),
        Fact::text(&decider, &decided),
        Fact::text(&opinion, it.opinion.as_deref().unwrap_or("—")),
    ])
}
