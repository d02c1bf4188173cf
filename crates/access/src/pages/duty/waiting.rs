//! What the duties say on an officer's first page: what waits for a second person.

use std::future::Future;
use std::pin::Pin;

use authz::{Noun as _, Verb};
use http::{Cx, Desk, Todo};
use kernel::{Result, text};
use ui::TagKind;

use super::Duties;
use super::proposal::path;
use crate::proposal::Proposal;
use crate::store as rows;

/// Rows on the first page.
const MOST: u32 = 10;

/// The proposals that whoever asks may decide on.
pub(crate) fn waiting(cx: &Cx) -> Pin<Box<dyn Future<Output = Result<Desk>> + Send + '_>> {
    Box::pin(async move {
        let mut desk = Desk::default();
        let Some(actor) = cx.actor() else { return Ok(desk) };
        let Some(duty) = actor.duties_with(Verb::Approve, Duties::NAME, cx.today()).next() else { return Ok(desk) };
        let open = rows::list_open_proposals(cx.store(), &duty.place, cx.now(), None, MOST).await?;
        let others = open.iter().filter(|it| it.decidable(actor.person, cx.now()).is_ok());
        desk.todos.extend(others.map(|it| todo(cx, it)));
        Ok(desk)
    })
}

fn todo(cx: &Cx, it: &Proposal) -> Todo {
    let days = cx.today().days_until(it.expires_at.date());
    let duty = cx.t(&format!("duty-{}", it.duty)).into_owned();
    let kind = if days > 3 { TagKind::Wait } else { TagKind::Due };
    Todo {
        title: cx.say(&text!("proposal-todo", duty = duty)),
        facts: cx.say(&text!("proposal-todo-facts", at = &it.organisation_name, name = &it.proposed_by_name)),
        tag: Some((kind, cx.say(&text!("proposal-todo-days", days = days)))),
        action: (cx.t("proposal-todo-go").into_owned(), path(it)),
        days,
    }
}
