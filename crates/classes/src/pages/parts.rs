//! What several pages share.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use http::Cx;
use kernel::{Arg, Error, FieldFault, Refusal, Text, text};
use ui::steps::{Outcome, Tick, ticks};
use ui::table::Kind;
use ui::{Column, Fact, Markup, Notice, Row, Table, TagKind, Tone, html};

use crate::rule::{Strength, Verdict};
use crate::{Class, ClassState, EnrolmentState, Project};

/// Rows on a page of a list.
pub const PAGE: u32 = 50;

/// The parameters of a path.
pub type Params = Path<Vec<(String, String)>>;

/// The parameter `name` as a `T`; a malformed one is no such thing.
pub fn param<T: std::str::FromStr>(params: &Params, name: &str) -> kernel::Result<T> {
    params.0.iter().find(|(key, _)| key == name).and_then(|(_, value)| value.parse().ok()).ok_or(Error::NotFound)
}

/// The same form once more, with what is wrong.
pub fn again(page: Markup) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}

/// The same form once more, with why nothing was done.
pub fn refused(page: Markup) -> Response {
    (StatusCode::CONFLICT, page).into_response()
}

/// Why nothing was done, and what to do now.
pub fn refusal(cx: &Cx, refusal: Option<&Refusal>) -> Markup {
    html! {
        @if let Some(it) = refusal {
            @let remedy = it.remedy.as_ref().map(|text| cx.say(text)).unwrap_or_default();
            (ui::notice(&Notice { tone: Tone::Refusal, title: &cx.say(&it.reason), text: &remedy, clause: it.clause.as_deref().unwrap_or_default(), ..Notice::default() }))
        }
    }
}

/// What is wrong with `field`, in words; `""` when nothing is.
pub fn fault(cx: &Cx, faults: &[FieldFault], field: &str) -> String {
    faults.iter().find(|it| it.field == field).map(|it| cx.say(&it.text)).unwrap_or_default()
}

/// The list of what is wrong, above a form.
pub fn summary(cx: &Cx, faults: &[FieldFault]) -> Markup {
    let said: Vec<(&str, String)> = faults.iter().map(|it| (it.field, cx.say(&it.text))).collect();
    let pairs: Vec<(&str, &str)> = said.iter().map(|(field, text)| (*field, text.as_str())).collect();
    ui::error_summary(&cx.say(&text!("http-error-summary", count = pairs.len())), &pairs)
}

/// A list whose columns are named by message keys.
pub fn list(cx: &Cx, id: &str, caption: &str, columns: &[(&str, Kind)], rows: Vec<Row>, empty: Markup) -> Markup {
    let labels: Vec<_> = columns.iter().map(|(key, _)| cx.t(key)).collect();
    let columns: Vec<Column<'_>> =
        labels.iter().zip(columns).map(|(label, (_, kind))| Column { label, kind: *kind }).collect();
    ui::table(&Table {
        id,
        caption: &cx.t(caption),
        caption_unseen: true,
        columns: &columns,
        rows,
        sums: Vec::new(),
        empty,
    })
}

/// An empty list: what it is and what comes next.
pub fn empty(cx: &Cx, title: &str, advice: &str) -> Markup {
    ui::state::empty(&cx.t(title), &cx.t(advice), &html! {})
}

/// The state of a class as a tag.
pub fn class_tag(cx: &Cx, class: &Class) -> Markup {
    let (kind, key) = match class.state {
        ClassState::Draft if class.submitted_at.is_some() => (TagKind::Wait, "class-state-submitted"),
        ClassState::Draft if class.opinion.is_some() => (TagKind::Due, "class-state-returned"),
        ClassState::Draft | ClassState::Closing => (TagKind::Wait, class.state.key()),
        ClassState::Filed | ClassState::Running => (TagKind::Ok, class.state.key()),
        ClassState::Closed => (TagKind::Plain, class.state.key()),
    };
    ui::tag(kind, &cx.t(key))
}

/// The state of an enrolment as a tag.
pub fn enrolment_tag(cx: &Cx, state: EnrolmentState) -> Markup {
    let kind = match state {
        EnrolmentState::Nominated | EnrolmentState::CountyApproved | EnrolmentState::Admitted => TagKind::Wait,
        EnrolmentState::Confirmed | EnrolmentState::Passed | EnrolmentState::Excellent | EnrolmentState::Credited => {
            TagKind::Ok
        }
        EnrolmentState::Refused | EnrolmentState::Failed => TagKind::Late,
        EnrolmentState::Declined | EnrolmentState::Withdrawn => TagKind::Plain,
    };
    ui::tag(kind, &cx.t(state.key()))
}

/// A link that a screen reader hears with its object.
pub fn link(href: &str, text: &str, of: &str) -> Markup {
    html! { a href=(href) { (text) @if !of.is_empty() { span.sr { " " (of) } } } }
}

/// The facts of a class.
pub fn class_facts(cx: &Cx, class: &Class, project: &Project) -> Markup {
    let filing = class.filing_number.clone().unwrap_or_else(|| cx.t("class-no-filing").into_owned());
    let days = cx.say(&text!(
        "class-days",
        from = class.opens_on.at_length(),
        until = class.closes_on.at_length(),
        days = class.days()
    ));
    let venue = format!("{} · {}", cx.t(class.venue_kind.key()), class.venue);
    let keys = [
        "class-number",
        "class-filing-number",
        "class-institution",
        "class-dates",
        "class-venue",
        "class-planned",
        "class-project",
        "class-basis",
        "class-window",
    ];
    let [number, filing_key, institution, dates, venue_key, planned, project_key, basis, window] =
        keys.map(|key| cx.t(key));
    ui::facts(&[
        Fact::text(&number, &class.number),
        Fact::text(&filing_key, &filing),
        Fact::text(&institution, &class.institution_name),
        Fact::text(&dates, &days),
        Fact::text(&venue_key, &venue),
        Fact::text(&planned, &cx.say(&text!("class-people", count = class.planned_people))),
        Fact::text(&project_key, &format!("{}（{}）", project.name, project.number)),
        Fact::text(&basis, &format!("{}：“{}”", project.document, project.clause)),
        Fact::text(&window, &project.window()),
    ])
}

/// The opinion with which a class was returned.
pub fn returned(cx: &Cx, class: &Class) -> Markup {
    html! {
        @if let (ClassState::Draft, Some(opinion)) = (class.state, &class.opinion) {
            (ui::notice(&Notice { tone: Tone::Warn, title: &cx.t("class-was-returned"), text: opinion, ..Notice::default() }))
        }
    }
}

/// The verdicts on somebody, one under another, each with what the record says and what is allowed.
pub fn verdict_ticks(cx: &Cx, verdicts: &[Verdict]) -> Markup {
    let said: Vec<(String, String, String)> = verdicts
        .iter()
        .map(|it| {
            let outcome = outcome(it);
            let points =
                if it.points > 0 { cx.say(&text!("selection-points", points = it.points)) } else { String::new() };
            let rule = format!("{} {}（{}）", it.code, it.words, cx.t(it.strength.key()));
            (
                rule,
                cx.t(word(outcome)).into_owned(),
                [said(cx, &it.given), said(cx, &it.limit), points]
                    .into_iter()
                    .filter(|part| !part.is_empty())
                    .collect::<Vec<_>>()
                    .join(" · "),
            )
        })
        .collect();
    let document = document(verdicts);
    let clause = |it: &'_ Verdict| {
        it.clause.strip_prefix(document).map(|quote| quote.trim_start_matches('：').to_owned()).unwrap_or_default()
    };
    let clauses: Vec<String> = verdicts.iter().map(clause).collect();
    let list: Vec<Tick<'_>> = verdicts
        .iter()
        .zip(&said)
        .zip(&clauses)
        .map(|((it, (rule, word, event)), clause)| Tick {
            rule,
            outcome: outcome(it),
            word,
            event,
            clause,
            aside: html! {},
        })
        .collect();
    html! {
        @if !document.is_empty() { p.hint { (cx.say(&text!("selection-document", document = document))) } }
        (ticks(&list))
    }
}

/// A text of the rules. The values of code tables in it are official names; an English reader gets theirs.
fn said(cx: &Cx, text: &Text) -> String {
    if !cx.locale().is_english() {
        return cx.say(text);
    }
    let mut text = text.clone();
    for (_, value) in &mut text.args {
        if let Arg::Words(words) = value {
            let names = words.split('、').map(registry::codes::english).collect::<Option<Vec<_>>>();
            *value = names.map_or_else(|| words.clone(), |it| it.join(", ")).into();
        }
    }
    cx.say(&text)
}

/// The document that all clauses quote, so that it need be said only once; `""` when they differ.
fn document(verdicts: &[Verdict]) -> &str {
    let of = |it: &'_ Verdict| it.clause.split_once("：“").map_or(0, |(document, _)| document.len());
    let Some(first) = verdicts.first() else { return "" };
    let document = first.clause.get(..of(first)).unwrap_or_default();
    if verdicts.iter().all(|it| it.clause.get(..of(it)) == Some(document)) { document } else { "" }
}

fn outcome(verdict: &Verdict) -> Outcome {
    match (verdict.passed, verdict.strength) {
        (true, _) => Outcome::Met,
        (false, Strength::Hard) => Outcome::Failed,
        (false, Strength::Soft) => Outcome::Warned,
        (false, Strength::Priority) => Outcome::Open,
    }
}

const fn word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Met | Outcome::Partly => "selection-met",
        Outcome::Failed => "selection-failed",
        Outcome::Warned => "selection-warned",
        Outcome::Open => "selection-open",
    }
}

/// The verdicts in one line: how many hold, and what stands in the way.
pub fn verdict_line(cx: &Cx, verdicts: &[Verdict]) -> Markup {
    let met = verdicts.iter().filter(|it| it.passed).count();
    let against = |keep: fn(&Verdict) -> bool| {
        verdicts
            .iter()
            .filter(|it| keep(it))
            .map(|it| format!("{} {}", it.code, it.words))
            .collect::<Vec<_>>()
            .join("、")
    };
    let (forbidden, soft) = (against(Verdict::forbids), against(Verdict::needs_exception));
    html! {
        span {
            (cx.say(&text!("selection-line", met = met, all = verdicts.len())))
            @if !forbidden.is_empty() { " " (ui::tag(TagKind::Late, &cx.say(&text!("selection-line-forbidden", rules = forbidden)))) }
            @if !soft.is_empty() { " " (ui::tag(TagKind::Due, &cx.say(&text!("selection-line-soft", rules = soft)))) }
        }
    }
}

/// A box that ticks all rows or none; it needs script and shows itself only with it.
pub fn pick_all(cx: &Cx) -> Markup {
    html! { x-all { label.choice for="pick-all" hidden { input id="pick-all" type="checkbox" data-of="person"; span { (cx.t("class-batch-all")) } } } }
}

/// A name with a box before it, for choosing rows of a list.
pub fn pick(value: &str, name: &str, chosen: bool) -> Markup {
    html! { label.choice for={ "p-" (value) } { input id={ "p-" (value) } type="checkbox" name="person" value=(value) checked[chosen]; span { (name) } } }
}

/// Words and address of the page after this one, for a list by key.
pub fn next_page(cx: &Cx, href: Option<String>) -> Markup {
    let (label, next) = (cx.t("class-pager"), cx.t("class-next-page"));
    ui::pager(&ui::Pager { label: &label, previous: None, next: href.as_deref().map(|href| (&*next, href)), shown: "" })
}
