//! What the slice says on a person's first page: one statement.

use std::future::Future;
use std::pin::Pin;

use authz::{Noun as _, Verb};
use http::{Cx, Desk, Todo};
use kernel::{OrganisationId, Result, text};
use ui::TagKind;

use crate::notice::Received;
use crate::recipient::Pending;
use crate::store as rows;

/// Notices on a first page; the list has the rest.
const FEW: usize = 5;
/// Notices read for it: those of another duty at the same organisation are among them.
const READ: u32 = 100;
/// Days after which an unsigned notice is pressing; no document says so: [proposal].
const SOON: i64 = 3;

/// The notices that wait where the reader signs for them.
pub(crate) fn waiting(cx: &Cx) -> Pin<Box<dyn Future<Output = Result<Desk>> + Send + '_>> {
    Box::pin(async move {
        let actor = cx.signed_in()?;
        let signers: Vec<_> = actor.duties_with(Verb::Manage, Received::NAME, cx.today()).collect();
        if signers.is_empty() {
            return Ok(Desk::default());
        }
        let at: Vec<OrganisationId> = signers.iter().map(|it| it.organisation).collect();
        let pending = rows::list_pending(cx.store(), &at, READ).await?;
        let mine = |it: &&Pending| {
            it.duty.is_empty()
                || signers.iter().any(|own| own.duty == it.duty && own.organisation == it.organisation_id)
        };
        Ok(Desk { todos: pending.iter().filter(mine).take(FEW).map(|it| todo(cx, it)).collect(), ..Desk::default() })
    })
}

fn todo(cx: &Cx, it: &Pending) -> Todo {
    let href = format!("/notices/{}", it.notice_id);
    let facts =
        cx.say(&text!("notice-todo-facts", issuer = &it.issuer_name, number = &it.number, on = it.issued_at.date()));
    match (it.signed_at, it.task_due_on) {
        (Some(_), Some(due_on)) => {
            let days = cx.today().days_until(due_on);
            let (kind, words) = match days {
                ..0 => (TagKind::Late, text!("notice-todo-late", days = -days)),
                0..=3 => (TagKind::Due, text!("notice-todo-due", on = due_on)),
                _ => (TagKind::Wait, text!("notice-todo-due", on = due_on)),
            };
            Todo {
                title: cx.say(&text!("notice-todo-answer", title = &it.title)),
                facts,
                tag: Some((kind, cx.say(&words))),
                action: (cx.t("receipt-answer").into_owned(), href),
                days,
            }
        }
        _ => {
            let waited = it.issued_at.date().days_until(cx.today());
            let (kind, words) = if it.reminded_at.is_some() {
                (TagKind::Late, cx.t("notice-todo-reminded").into_owned())
            } else {
                let kind = if waited > SOON { TagKind::Due } else { TagKind::Wait };
                (kind, cx.say(&text!("notice-todo-waited", days = waited)))
            };
            Todo {
                title: cx.say(&text!("notice-todo-sign", title = &it.title)),
                facts,
                tag: Some((kind, words)),
                action: (cx.t("receipt-sign").into_owned(), href),
                days: SOON - waited,
            }
        }
    }
}
