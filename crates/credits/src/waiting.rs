//! What the slice says on a person's first page: at most three statements for each duty.

use std::future::Future;
use std::pin::Pin;

use authz::{Actor, Noun as _, Verb};
use classes::ClassState;
use http::{Cx, Desk, Panel, Todo};
use kernel::{Result, fixed_2, text};
use maud::html;
use ui::TagKind;

use crate::completion::Completion;
use crate::correction::{Correction, CorrectionState};
use crate::hours::Account;
use crate::recognition::{Recognition, RecognitionState};
use crate::store as tables;

/// Rows of one kind on a first page; the list itself has the rest.
const FEW: u32 = 5;

/// What has no deadline of its own ranks as if it were due in so many days, and never counts as late.
const SOON: i64 = 7;

/// The part of the slice.
pub fn waiting(cx: &Cx) -> Pin<Box<dyn Future<Output = Result<Desk>> + Send + '_>> {
    Box::pin(async move {
        let actor = cx.signed_in()?;
        let mut desk = learner(cx, actor).await?;
        institution(cx, actor, &mut desk).await?;
        authority(cx, actor, &mut desk).await?;
        Ok(desk)
    })
}

/// The hours of one's own; an officer who has none has nothing to hear of them.
async fn learner(cx: &Cx, actor: &Actor) -> Result<Desk> {
    let accounts = tables::list_accounts(cx.store(), actor.person).await?;
    if accounts.is_empty() && actor.is_officer(cx.today()) {
        return Ok(Desk::default());
    }
    let rule = tables::find_cycle_rule(cx.store(), cx.today()).await?;
    let cycle = rule.cycle(cx.today());
    let account = accounts.into_iter().find(|it| it.cycle == cycle);
    let account = account.unwrap_or_else(|| Account::empty(actor.person, cycle));
    let new = tables::list_new_certificates(cx.store(), actor.person, FEW).await?;
    let todos = new.iter().map(|it| Todo {
        title: cx.say(&text!("waiting-certificate", class = &it.class_name)),
        facts: cx.say(&text!("waiting-certificate-facts", hours = fixed_2(it.hours_x100), on = it.issued_on)),
        tag: Some((TagKind::Ok, cx.t("waiting-new").into_owned())),
        action: (cx.t("certificate-download").into_owned(), format!("/hours/{}/certificate.pdf", it.entry_id)),
        days: i64::MAX,
    });
    let counted = cx.say(&text!("hours-amount", hours = fixed_2(account.hours_x100)));
    let title = cx.t("hours-title");
    let reached = cx.say(&text!(
        "hours-reached",
        hours = fixed_2(account.hours_x100),
        target = fixed_2(rule.hours_target_x100),
        from = cycle,
        until = rule.last_year(cycle)
    ));
    let drawn = |number: i64| f64::from(i32::try_from(number).unwrap_or(i32::MAX));
    let link = cx.t("hours-why");
    let body = html! {
        p { (reached) }
        (ui::progress::bar(&title, drawn(account.hours_x100.max(0)), drawn(rule.hours_target_x100)))
        p { (ui::why::link("/hours", &link, &title)) }
    };
    Ok(Desk {
        todos: todos.collect(),
        panels: vec![Panel { order: 30, card: ui::card(&title, &body) }],
        counted: Some(counted),
    })
}

/// For an institution: classes that are over without a list, and parts that were sent back.
async fn institution(cx: &Cx, actor: &Actor, desk: &mut Desk) -> Result<()> {
    let Some(duty) = actor.duties_with(Verb::Manage, Completion::NAME, cx.today()).next() else { return Ok(()) };
    let running = classes::class_place_page(cx.store(), &duty.place, Some(ClassState::Running), None, 50).await?;
    for class in running.iter().filter(|class| class.closes_on <= cx.today()).take(kernel::small(FEW.into())) {
        let since = class.closes_on.days_until(cx.today());
        desk.todos.push(Todo {
            title: cx.say(&text!("waiting-list", class = &class.name)),
            facts: cx.say(&text!("waiting-list-facts", on = class.closes_on, days = since)),
            tag: Some((TagKind::Due, cx.t("waiting-list-tag").into_owned())),
            action: (cx.t("completion-submit").into_owned(), format!("/classes/{}/completion", class.id)),
            // No law says when; the return, which needs the list, is due after a month.
            days: cx.today().days_until(class.closes_on.plus_month()),
        });
    }
    for part in tables::list_returned_within(cx.store(), &duty.place, FEW).await? {
        desk.todos.push(Todo {
            title: cx.say(&text!("waiting-returned", class = &part.class_name, county = &part.county_name)),
            facts: part.reason.clone(),
            tag: Some((TagKind::Late, cx.t("recognition-returned").into_owned())),
            action: (cx.t("completion-edit").into_owned(), format!("/classes/{}/completion", part.class_id)),
            days: SOON,
        });
    }
    Ok(())
}

/// For a county or province: its own parts of lists, and corrections that somebody else asked for.
async fn authority(cx: &Cx, actor: &Actor, desk: &mut Desk) -> Result<()> {
    if let Some(duty) = actor.duties_with(Verb::Approve, Recognition::NAME, cx.today()).next() {
        for part in tables::list_recognitions_of(cx.store(), duty.organisation, RecognitionState::Waiting, FEW).await? {
            let waited = part.submitted_at.date().days_until(cx.today());
            desk.todos.push(Todo {
                title: cx.say(&text!("waiting-recognition", class = &part.class_name, people = part.people)),
                facts: cx.say(&text!(
                    "waiting-recognition-facts",
                    institution = &part.institution_name,
                    on = part.submitted_at.date()
                )),
                tag: Some((TagKind::Wait, cx.say(&text!("waiting-days", days = waited)))),
                action: (
                    cx.t("recognition-decide").into_owned(),
                    format!("/recognitions/{}/{}", part.class_id, part.county_id),
                ),
                days: (SOON - waited).max(1),
            });
        }
    }
    let Some(duty) = actor.duties_with(Verb::Approve, Correction::NAME, cx.today()).next() else { return Ok(()) };
    let open = tables::list_corrections(cx.store(), &duty.place, CorrectionState::Waiting, FEW).await?;
    let mine =
        |it: &&Correction| it.may_decide(actor.person).is_ok() && cx.may(Verb::Approve, Correction::NAME, &it.places());
    for it in open.iter().filter(mine) {
        desk.todos.push(Todo {
            title: cx.say(&text!(
                "waiting-correction",
                kind = cx.t(it.kind.key()).into_owned(),
                name = &it.person_name
            )),
            facts: it.reason.clone(),
            tag: Some((TagKind::Wait, cx.t(it.state.key()).into_owned())),
            action: (
                cx.t("recognition-decide").into_owned(),
                format!("/people/{}/corrections/{}", it.person_id, it.id),
            ),
            days: SOON,
        });
    }
    Ok(())
}
