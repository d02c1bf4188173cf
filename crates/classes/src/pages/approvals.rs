use audit::By;
use axum::response::Response;
use http::{Approve, Cx, Form};
use kernel::{Error, FieldFault, PersonId, Refusal, text};
use serde::Deserialize;
use ui::table::Kind;
use ui::{Crumb, Field, Markup, Row, TagKind, html};

use super::parts;
use super::recruitment::MOST;
use crate::enrolment::Deed;
use crate::{Enrolment, EnrolmentState, Exception, ExceptionState, Recruitment, deed, recruiting, store as db};

/// Who was ticked, and what is decided of them.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Batch {
    pub(crate) person: Vec<String>,
    pub(crate) decision: String,
    pub(crate) why: String,
}

impl Batch {
    /// The people ticked.
    ///
    /// # Errors
    /// Invalid when nobody is.
    pub(crate) fn people(&self) -> kernel::Result<Vec<PersonId>> {
        let people: Vec<PersonId> = self.person.iter().filter_map(|id| id.parse().ok()).collect();
        if people.is_empty() { Err(Error::field("person", text!("class-batch-nobody"))) } else { Ok(people) }
    }
}

/// The county's queue of one class.
pub(crate) async fn index(Approve(it, by): Approve<Recruitment>, cx: Cx) -> http::Result<Markup> {
    recruiting(&it.class)?;
    Ok(page(&cx, &it, &by, &Batch::default(), &[], None).await?)
}

/// Approves or refuses those ticked: all of them, or, when one cannot be, nobody.
pub(crate) async fn create(
    Approve(it, by): Approve<Recruitment>,
    cx: Cx,
    Form(batch): Form<Batch>,
) -> http::Result<Response> {
    let refuse = batch.decision == "refuse";
    let deed = if refuse { Deed::RefuseNomination } else { Deed::Approve };
    let done = match batch.people() {
        Ok(people) => store::transaction!(cx.store(), tx => {
            for person in &people {
                deed::decide(tx, &by, it.class.id, *person, deed, &batch.why, Some(&by.area()?.place)).await?;
            }
            Ok(people.len())
        }),
        Err(error) => Err(error),
    };
    match done {
        Ok(count) => {
            let said =
                if refuse { text!("approval-refused", count = count) } else { text!("approval-done", count = count) };
            Ok(http::see_with(&format!("/classes/{}/approvals", it.class.id), &said))
        }
        Err(Error::Invalid(faults)) => Ok(parts::again(page(&cx, &it, &by, &batch, &faults, None).await?)),
        Err(Error::Refused(refusal)) => Ok(parts::refused(page(&cx, &it, &by, &batch, &[], Some(&refusal)).await?)),
        Err(error) => Err(error.into()),
    }
}

async fn page(
    cx: &Cx,
    it: &Recruitment,
    by: &By,
    batch: &Batch,
    faults: &[FieldFault],
    refusal: Option<&Refusal>,
) -> kernel::Result<Markup> {
    let area = by.area()?;
    let mut roster = db::list_enrolments_within(cx.store(), it.class.id, &area.place, None, MOST).await?;
    roster.retain(|enrolment| enrolment.state == EnrolmentState::Nominated);
    roster.sort_by_key(|enrolment| std::cmp::Reverse(enrolment.priority));
    let exceptions = db::list_exceptions_of_class(cx.store(), it.class.id, 500).await?;
    let path = format!("/classes/{}/recruitment", it.class.id);
    let title = cx.t("approval-title");
    let rows = roster.iter().map(|enrolment| row(cx, enrolment, &exceptions, batch)).collect();
    let columns = [
        ("enrolment-name", Kind::Text),
        ("enrolment-school", Kind::Text),
        ("enrolment-priority", Kind::Number),
        ("exception-column", Kind::Text),
        ("nomination-deed", Kind::Deed),
    ];
    let table = parts::list(
        cx,
        "f-person",
        "approval-title",
        &columns,
        rows,
        parts::empty(cx, "approval-empty", "approval-empty-advice"),
    );
    let action = format!("/classes/{}/approvals", it.class.id);
    let body = html! {
        (super::plan::crumbs(cx, &[Crumb { text: &cx.t("class-index"), href: "/classes" }, Crumb { text: &it.class.name, href: &path }]))
        (ui::card::head(&title, &html! { (it.class.name) " · " (area.name) }, &html! {}))
        (parts::summary(cx, faults))
        (parts::refusal(cx, refusal))
        (batch_form(cx, &action, roster.is_empty(), table, batch, faults, ["approval-approve", "approval-refuse", "class-batch-why", "class-batch-why-hint"]))
    };
    Ok(cx.page(&title, &body))
}

/// A table of people to tick, a reason, and the two deeds: the first is the usual one. `words` are the deeds, the label
/// of the reason and its hint.
pub(crate) fn batch_form(
    cx: &Cx,
    action: &str,
    empty: bool,
    table: Markup,
    batch: &Batch,
    faults: &[FieldFault],
    words: [&str; 4],
) -> Markup {
    if empty {
        return ui::card::plain(&table);
    }
    let ([yes, no, label, hint], error) = (words.map(|key| cx.t(key)), parts::fault(cx, faults, "why"));
    let field = Field {
        name: "why",
        label: &label,
        hint: &hint,
        error: &error,
        value: &batch.why,
        maxlength: 500,
        ..Field::default()
    };
    ui::card::plain(&cx.keeping(
        &ui::Form { action, ..ui::Form::default() },
        &html! {
            (parts::pick_all(cx))
            (table)
            (ui::field::textarea(&field, 2))
            (ui::button::row(&html! { (ui::button(&yes)) (ui::quiet_button(&no, "decision", "refuse")) }))
        },
    ))
}

fn row(cx: &Cx, it: &Enrolment, exceptions: &[Exception], batch: &Batch) -> Row {
    let id = it.person_id.to_string();
    let chosen = batch.person.contains(&id);
    Row {
        cells: vec![
            parts::pick(&id, &it.person_name, chosen),
            html! { (it.school_name) },
            html! { (it.priority) },
            exception_tags(cx, it, exceptions),
            parts::link(
                &format!("/classes/{}/people/{id}", it.class_id),
                &cx.t("enrolment-see-rules"),
                &it.person_name,
            ),
        ],
        marked: it.open_exceptions > 0,
    }
}

/// The exceptions of one person, each with its state.
pub(crate) fn exception_tags(cx: &Cx, it: &Enrolment, exceptions: &[Exception]) -> Markup {
    let mine: Vec<&Exception> = exceptions.iter().filter(|exception| exception.person_id == it.person_id).collect();
    html! { span {
        @if mine.is_empty() { (cx.t("exception-none")) }
        @for exception in mine {
            @let kind = match exception.state { ExceptionState::Open => TagKind::Wait, ExceptionState::Granted => TagKind::Ok, ExceptionState::Refused => TagKind::Late };
            (ui::tag(kind, &format!("{} {}", exception.rule_code, cx.t(exception.state.key())))) " "
        }
    } }
}
