//! What the registry says on an officer's first page: transfers that wait for a word of the officer's side.

use std::future::Future;
use std::pin::Pin;

use authz::{Noun as _, Verb};
use http::{Cx, Desk, Todo};
use kernel::{Result, text};
use ui::TagKind;

use crate::store as rows;
use crate::transfer::Transfer;

/// Rows on the first page.
const MOST: u32 = 10;

/// The transfers that whoever asks may confirm.
pub(crate) fn waiting(cx: &Cx) -> Pin<Box<dyn Future<Output = Result<Desk>> + Send + '_>> {
    Box::pin(async move {
        let mut desk = Desk::default();
        let Some(actor) = cx.actor() else { return Ok(desk) };
        let Some(duty) = actor.duties_with(Verb::Manage, Transfer::NAME, cx.today()).next() else { return Ok(desk) };
        let open = rows::list_open_transfers(cx.store(), &duty.place, None, MOST).await?;
        let mine = open.iter().filter(|it| it.confirmable(actor.person, &duty.place).is_ok());
        desk.todos.extend(mine.map(|it| todo(cx, it)));
        Ok(desk)
    })
}

fn todo(cx: &Cx, it: &Transfer) -> Todo {
    let days = cx.today().days_until(it.on_day);
    let kind = if days > 3 { TagKind::Wait } else { TagKind::Due };
    Todo {
        title: cx.say(&text!("transfer-todo", name = &it.person_name)),
        facts: cx.say(&text!("transfer-todo-facts", source = &it.source_name, target = &it.target_name)),
        tag: Some((kind, cx.say(&text!("transfer-todo-on", on = it.on_day)))),
        action: (cx.t("transfer-todo-go").into_owned(), super::transfer::path(it)),
        days,
    }
}
