use http::{Across, Areas, Cx, Query, View};
use kernel::{Date, Id, text};
use maud::{Markup, html};
use serde::Deserialize;
use ui::table::Kind;
use ui::{Choice, Column, Field, Pager, Row, Table, TagKind, field, filter_bar, pager, state, tag};

use crate::{Return, ReturnState, deadline, store};

const PAGE: u32 = 50;

#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    state: String,
    #[serde(default)]
    after: String,
}

/// The returns within the duties of whoever asks, the earliest due first.
pub(crate) async fn index(areas: Across<View<Return>>, cx: Cx, Query(asked): Query<Asked>) -> http::Result<Markup> {
    let wanted = asked.state.parse::<ReturnState>().ok();
    let after = asked
        .after
        .split_once('.')
        .and_then(|(due, id)| Some((due.parse::<Date>().ok()?, id.parse::<Id<Return>>().ok()?)));
    let here = areas.here();
    let mut list = store::list_returns_within(cx.store(), &here.place, wanted, after, PAGE + 1).await?;
    let more = list.len() > kernel::small(PAGE.into());
    list.truncate(kernel::small(PAGE.into()));
    let next = list
        .last()
        .filter(|_| more)
        .map(|it| areas.href("/returns", &[("state", &asked.state), ("after", &format!("{}.{}", it.due_on, it.id))]));
    let body = html! {
        (ui::card::head(&cx.t("return-index"), &html! { (here.organisation_name) " · " (cx.t("return-index-line")) }, &html! {}))
        (cx.switch(&areas))
        (ui::card::plain(&html! {
            (filters(&cx, &areas, &asked.state))
            (table(&cx, &list))
            (pager(&Pager { label: &cx.t("return-index"), next: next.as_deref().map(|href| (cx.t("return-next"), href)).as_ref().map(|(text, href)| (text.as_ref(), *href)), ..Pager::default() }))
        }))
    };
    Ok(cx.page(&cx.t("return-index"), &body))
}

fn nothing(cx: &Cx) -> Markup {
    state::empty(&cx.t("return-none"), &cx.t("return-none-text"), &html! {})
}

fn filters(cx: &Cx, areas: &Areas, state: &str) -> Markup {
    let words: Vec<(&str, String)> =
        ReturnState::ALL.iter().map(|it| (it.as_str(), cx.t(it.key()).into_owned())).collect();
    let choices: Vec<Choice<'_>> = words.iter().map(|(value, label)| Choice { value, label, hint: "" }).collect();
    let label = cx.t("return-state");
    let field = Field { name: "state", label: &label, value: state, ..Field::default() };
    let fields = html! { (areas.field()) (field::select(&field, &choices, &cx.t("return-state-all"))) };
    filter_bar(&cx.t("return-filter"), "/returns", "returns", &fields, &cx.t("return-filter-go"))
}

fn table(cx: &Cx, list: &[Return]) -> Markup {
    let labels = [
        cx.t("return-class"),
        cx.t("return-institution"),
        cx.t("return-due"),
        cx.t("return-state"),
        cx.t("return-missing"),
        cx.t("return-failing"),
    ];
    let [class, institution, due, state, missing, failing] = &labels;
    let columns = [
        Column::text(class),
        Column::text(institution),
        Column::text(due),
        Column::text(state),
        Column::number(missing),
        Column { label: failing, kind: Kind::Number },
    ];
    let rows = list.iter().map(|it| {
        let open = matches!(it.state, ReturnState::Draft | ReturnState::Returned);
        Row {
            cells: vec![
                html! { a href=(it.path()) { (it.class_name) } " " small { (it.class_number) } },
                html! { (it.institution_name) },
                html! { (due_tag(cx, it)) },
                html! { (state_tag(cx, it)) },
                html! { (it.missing) },
                html! { (it.failing) },
            ],
            marked: open && it.due_on < cx.today(),
        }
    });
    ui::table(&Table {
        id: "returns",
        caption: &cx.t("return-index"),
        caption_unseen: true,
        columns: &columns,
        rows: rows.collect(),
        sums: Vec::new(),
        empty: nothing(cx),
    })
}

/// The clock of a return that is still to be submitted; the day it came, once it has.
pub(super) fn due_tag(cx: &Cx, it: &Return) -> Markup {
    match (it.state, it.submitted_at) {
        (ReturnState::Submitted | ReturnState::Received, Some(at)) if it.late => {
            tag(TagKind::Late, &cx.say(&text!("return-came-late", on = at.date())))
        }
        (ReturnState::Submitted | ReturnState::Received, Some(at)) => {
            tag(TagKind::Ok, &cx.say(&text!("return-came", on = at.date())))
        }
        _ => {
            let (kind, words) = deadline::clock(it.due_on, cx.today());
            html! { (it.due_on) " " (tag(kind, &cx.say(&words))) }
        }
    }
}

pub(super) fn state_tag(cx: &Cx, it: &Return) -> Markup {
    let kind = match it.state {
        ReturnState::Draft => TagKind::Plain,
        ReturnState::Submitted => TagKind::Wait,
        ReturnState::Returned => TagKind::Due,
        ReturnState::Received => TagKind::Ok,
    };
    tag(kind, &cx.t(it.state.key()))
}
