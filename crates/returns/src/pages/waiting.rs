//! What the slice says on a person's first page.

use std::future::Future;
use std::pin::Pin;

use authz::{Noun as _, Verb};
use http::{Cx, Desk, Todo};
use kernel::{Result, text};
use ui::TagKind;

use crate::store::Waiting;
use crate::{Office, Return, ReturnState, deadline, store};

/// Rows of one duty on the first page.
const MOST: u32 = 20;

/// The returns that wait for whoever asks: those to submit, then those to receive.
pub(crate) fn waiting(cx: &Cx) -> Pin<Box<dyn Future<Output = Result<Desk>> + Send + '_>> {
    Box::pin(async move {
        let mut desk = Desk::default();
        let Some(actor) = cx.actor() else { return Ok(desk) };
        if let Some(duty) = actor.duties_with(Verb::Manage, Return::NAME, cx.today()).next() {
            let list = store::list_waiting_here(cx.store(), &duty.place, MOST).await?;
            desk.todos.extend(list.iter().map(|it| to_submit(cx, it)));
        }
        for office in Office::ALL {
            let Some(duty) = actor.duties_with(Verb::Approve, office.noun(), cx.today()).next() else { continue };
            let list = store::list_waiting_there(cx.store(), &duty.place, *office, MOST).await?;
            desk.todos.extend(list.iter().map(|it| to_receive(cx, it)));
        }
        Ok(desk)
    })
}

fn to_submit(cx: &Cx, it: &Waiting) -> Todo {
    let (kind, words) = deadline::clock(it.due_on, cx.today());
    let facts = match it.state {
        ReturnState::Returned => text!("return-todo-returned"),
        _ => text!("return-todo-failing", count = it.failing),
    };
    Todo {
        title: cx.say(&text!("return-todo-submit", class = it.class_name.as_str())),
        facts: cx.say(&facts),
        tag: Some((kind, cx.say(&words))),
        action: (cx.t("return-todo-fill").into_owned(), format!("/returns/{}", it.id)),
        days: cx.today().days_until(it.due_on),
    }
}

/// Receiving has no deadline of its own: it ranks by that of the return, and never counts as late.
fn to_receive(cx: &Cx, it: &Waiting) -> Todo {
    let since = it.submitted_at.map_or(cx.today(), kernel::Timestamp::date);
    let waited = since.days_until(cx.today());
    let kind = if waited > 3 { TagKind::Due } else { TagKind::Wait };
    // Nobody reads days by the thousand.
    let words = match waited {
        ..100 => text!("return-todo-waited", days = waited),
        _ => text!("return-todo-since", on = since.to_string()),
    };
    Todo {
        title: cx.say(&text!("return-todo-receive", class = it.class_name.as_str())),
        facts: it.institution_name.clone(),
        tag: Some((kind, cx.say(&words))),
        action: (cx.t("return-todo-check").into_owned(), format!("/returns/{}", it.id)),
        days: cx.today().days_until(it.due_on).max(1),
    }
}
