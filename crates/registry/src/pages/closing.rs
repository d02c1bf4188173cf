//! The end of an organisation.

use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use http::{Checked, Cx, Manage, Query, Sent, see_with};
use kernel::text;
use maud::{Markup, html};
use ui::Fact;

use super::change_form::{Preview, Typed, around, asking, basis_fields, preview};
use crate::Organisation;
use crate::deed::{self, Closing};

fn action(it: &Organisation) -> String {
    format!("/organisations/{}/closing", it.id)
}

pub(super) async fn new(
    Manage(it, by): Manage<Organisation>,
    cx: Cx,
    Query(typed): Query<Typed>,
) -> http::Result<Response> {
    if typed.is_blank() || !typed.mend.is_empty() {
        return Ok(page(&cx, &it, &typed, &Sent::default()).into_response());
    }
    let judged = async {
        let basis = typed.basis()?;
        store::transaction!(cx.store(), tx => { deed::closing(tx, &by, it.id, &basis).await })
    };
    match judged.await {
        Ok(closing) => Ok(shown(&cx, &typed, &closing).into_response()),
        Err(error) => {
            let sent = Sent::of(error)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&cx, &it, &typed, &sent)).into_response())
        }
    }
}

fn page(cx: &Cx, it: &Organisation, typed: &Typed, sent: &Sent) -> Markup {
    let (title, means) = (cx.t("closing-title"), cx.t("closing-when"));
    let fields = html! { p.hint { (means) } (basis_fields(cx, typed, sent)) };
    around(cx, it, &title, &asking(cx, &action(it), &title, sent, &fields))
}

fn shown(cx: &Cx, typed: &Typed, it: &Closing) -> Markup {
    let words = ["closing-title", "below-name", "change-last-day", "closing-means"].map(|key| cx.t(key));
    let [title, name, last, means] = &words;
    let (people, below, beside) = (cx.t("preview-people"), cx.t("preview-below"), cx.t("closing-beside"));
    let what = vec![
        Fact::text(name, &it.organisation.name),
        Fact::text(last, &it.last_day.to_string()),
        // What still has somebody or something is refused before it comes to this.
        Fact::text(&people, "0"),
        Fact::text(&below, "0"),
        Fact::text(&beside, &it.beside.to_string()),
    ];
    let deed = cx.say(&text!("closing-deed", name = &it.organisation.name));
    let preview = preview(
        cx,
        typed,
        Preview { action: &action(&it.organisation), what, means, deed: &deed, danger: true, seen: &it.seen },
    );
    around(cx, &it.organisation, title, &preview)
}

pub(super) async fn create(
    Manage(it, by): Manage<Organisation>,
    cx: Cx,
    Checked(typed): Checked<Typed>,
) -> http::Result<Response> {
    let done = async {
        let basis = typed.basis()?;
        store::transaction!(cx.store(), tx => { deed::close(tx, &by, it.id, &basis, &typed.seen).await })
    };
    match done.await {
        Ok(()) => {
            cx.app().worker().ring();
            Ok(see_with(&format!("/organisations/{}", it.id), &text!("closing-done", name = &it.name)))
        }
        Err(error) => {
            let sent = Sent::of(error)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&cx, &it, &typed, &sent)).into_response())
        }
    }
}
