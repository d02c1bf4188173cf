//! What the slice says on a person's first page. At most four statements: the classes of one's own, one list
//! for each kind of duty, and nobody holds more than three kinds here.

use std::pin::Pin;

use authz::{Appointment, Verb};
use http::{Cx, Desk, Todo};
use kernel::{Id, Result, text};
use ui::TagKind;

use crate::{Class, ClassState, EnrolmentState, Figure, store as db};

/// The most rows that a list of the first page is made from.
const MOST: u32 = 100;

/// The todos of whoever asks.
pub(crate) fn waiting(cx: &Cx) -> Pin<Box<dyn Future<Output = Result<Desk>> + Send + '_>> {
    Box::pin(async move {
        let Some(actor) = cx.actor() else { return Ok(Desk::default()) };
        let mut todos = Vec::new();
        own(cx, &mut todos).await?;
        let duty = |verb, noun| actor.duties_with(verb, noun, cx.today()).next();
        if let Some(duty) = duty(Verb::Approve, "class") {
            to_file(cx, duty, &mut todos).await?;
        }
        if let Some(duty) = duty(Verb::Approve, "exception") {
            exceptions(cx, duty, &mut todos).await?;
        }
        if let Some(duty) = duty(Verb::Approve, "nomination") {
            to_approve(cx, duty, &mut todos).await?;
        }
        if let Some(duty) = duty(Verb::Manage, "class") {
            to_admit(cx, duty, &mut todos).await?;
        }
        if let Some(duty) = duty(Verb::Manage, "nomination") {
            to_nominate(cx, duty, &mut todos).await?;
        }
        Ok(Desk { todos, ..Desk::default() })
    })
}

fn until_opening(cx: &Cx, class: &Class) -> i64 {
    cx.today().days_until(class.opens_on)
}

fn opening_tag(cx: &Cx, days: i64) -> Option<(TagKind, String)> {
    let kind = match days {
        ..=0 => TagKind::Late,
        1..=3 => TagKind::Due,
        4..=14 => TagKind::Wait,
        _ => TagKind::Ok,
    };
    Some((
        kind,
        if days > 0 {
            cx.say(&text!("class-todo-opens-in", days = days))
        } else {
            cx.t("class-todo-opens-now").into_owned()
        },
    ))
}

fn todo(cx: &Cx, class: &Class, title: &str, facts: String, action: (&str, String)) -> Todo {
    let days = until_opening(cx, class);
    Todo {
        title: cx.say(&kernel::Text::new(title).with("name", class.name.as_str())),
        facts,
        tag: opening_tag(cx, days),
        action: (cx.t(action.0).into_owned(), action.1),
        days,
    }
}

async fn own(cx: &Cx, todos: &mut Vec<Todo>) -> Result<()> {
    let actor = cx.signed_in()?;
    for it in db::list_classes_of_person(cx.store(), actor.person).await? {
        if it.state != EnrolmentState::Admitted || it.class_state != ClassState::Filed {
            continue;
        }
        let days = cx.today().days_until(it.opens_on);
        todos.push(Todo {
            title: cx.say(&text!("class-todo-confirm", name = it.name)),
            facts: cx.say(&text!(
                "class-todo-confirm-facts",
                institution = it.institution_name,
                from = it.opens_on.at_length(),
                until = it.closes_on.at_length()
            )),
            tag: opening_tag(cx, days),
            action: (cx.t("enrolment-answer").into_owned(), format!("/classes/{}/mine", it.class_id)),
            days,
        });
    }
    Ok(())
}

async fn to_file(cx: &Cx, duty: &Appointment, todos: &mut Vec<Todo>) -> Result<()> {
    for class in db::list_classes_submitted(cx.store(), &duty.place, 20).await? {
        let facts = cx.say(&text!(
            "class-todo-file-facts",
            institution = class.institution_name.clone(),
            planned = class.planned_people
        ));
        todos.push(todo(
            cx,
            &class,
            "class-todo-file",
            facts,
            ("class-decide-filing", format!("/classes/{}/filing", class.id)),
        ));
    }
    Ok(())
}

async fn exceptions(cx: &Cx, duty: &Appointment, todos: &mut Vec<Todo>) -> Result<()> {
    let actor = cx.signed_in()?;
    let mine =
        |approver: &str| actor.duties_with(Verb::Approve, "exception", cx.today()).any(|duty| duty.duty == approver);
    let open = db::list_open_exceptions(cx.store(), &duty.place, MOST).await?;
    let open: Vec<_> = open.iter().filter(|it| mine(&it.approver)).collect();
    if let Some(first) = open.first() {
        let waited = first.requested_at.date().days_until(cx.today());
        todos.push(Todo {
            title: cx.say(&text!("exception-todo", count = open.len())),
            facts: cx.say(&text!("exception-todo-facts", days = waited)),
            tag: Some((if waited > 3 { TagKind::Due } else { TagKind::Wait }, cx.t("exception-todo-tag").into_owned())),
            action: (cx.t("exception-decide").into_owned(), "/exceptions".to_owned()),
            days: 3 - waited,
        });
    }
    Ok(())
}

async fn to_approve(cx: &Cx, duty: &Appointment, todos: &mut Vec<Todo>) -> Result<()> {
    let nominated = db::list_nominated(cx.store(), &duty.place, MOST).await?;
    let mut classes: Vec<Id<Class>> = nominated.iter().map(|it| it.class_id).collect();
    classes.dedup();
    if classes.is_empty() {
        return Ok(());
    }
    for class in db::list_classes_by_id(cx.store(), &classes).await?.iter().filter(|it| it.state == ClassState::Filed) {
        let count = nominated.iter().filter(|it| it.class_id == class.id).count();
        let facts = cx.say(&text!("approval-todo-facts", count = count));
        todos.push(todo(
            cx,
            class,
            "approval-todo",
            facts,
            ("approval-go", format!("/classes/{}/approvals", class.id)),
        ));
    }
    Ok(())
}

async fn to_admit(cx: &Cx, duty: &Appointment, todos: &mut Vec<Todo>) -> Result<()> {
    let classes = db::class_place_page(cx.store(), &duty.place, None, None, MOST).await?;
    let figures = db::list_figures(cx.store(), &classes.iter().map(|it| it.id).collect::<Vec<_>>()).await?;
    for class in &classes {
        let figure =
            figures.iter().find(|it| it.class_id == class.id).cloned().unwrap_or_else(|| Figure::empty(class.id));
        let path = |end: &str| format!("/classes/{}{end}", class.id);
        if class.state == ClassState::Draft && class.submitted_at.is_none() && class.opinion.is_none() {
            let facts = cx.say(&text!("class-todo-draft-facts", planned = class.planned_people));
            todos.push(todo(cx, class, "class-todo-draft", facts, ("class-todo-finish", path(""))));
        }
        if class.state == ClassState::Draft && class.opinion.is_some() {
            todos.push(todo(
                cx,
                class,
                "class-todo-returned",
                class.opinion.clone().unwrap_or_default(),
                ("class-todo-correct", path("")),
            ));
        }
        if class.state == ClassState::Filed && figure.approved > figure.admitted {
            let facts = cx.say(&text!(
                "admission-todo-facts",
                count = figure.approved - figure.admitted,
                left = (class.planned_people - figure.admitted).max(0)
            ));
            todos.push(todo(cx, class, "admission-todo", facts, ("class-admissions", path("/admissions"))));
        }
        if class.openable(cx.today(), figure.confirmed).is_ok() {
            let facts = cx.say(&text!("class-todo-open-facts", confirmed = figure.confirmed));
            todos.push(todo(cx, class, "class-todo-open", facts, ("class-open", path(""))));
        }
    }
    Ok(())
}

async fn to_nominate(cx: &Cx, duty: &Appointment, todos: &mut Vec<Todo>) -> Result<()> {
    for class in db::list_classes_recruiting(cx.store(), &duty.place, 10).await? {
        let facts = cx.say(&text!(
            "nomination-todo-facts",
            institution = class.institution_name.clone(),
            from = class.opens_on.at_length(),
            until = class.closes_on.at_length()
        ));
        todos.push(todo(
            cx,
            &class,
            "nomination-todo",
            facts,
            ("nomination-go", format!("/classes/{}/nominations", class.id)),
        ));
    }
    Ok(())
}
