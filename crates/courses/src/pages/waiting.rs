use std::future::Future;
use std::pin::Pin;

use classes::{ClassState, EnrolmentState};
use http::{Cx, Desk, Todo};
use kernel::{Result, text};
use ui::TagKind;

use super::lesson_path;
use crate::course::{clock, megabytes};
use crate::store::{LessonLine, list_lesson_lines};

/// What waits for whoever learns: the lesson to go on with, and a quiz that is left. Two statements.
pub(crate) fn waiting(cx: &Cx) -> Pin<Box<dyn Future<Output = Result<Desk>> + Send + '_>> {
    Box::pin(async move {
        let Some(actor) = cx.actor() else { return Ok(Desk::default()) };
        let today = cx.today();
        let mine = classes::list_classes_of_person(cx.store(), actor.person).await?;
        let open = |it: &classes::Mine| {
            let begun =
                it.class_state == ClassState::Running || (it.class_state == ClassState::Filed && it.opens_on <= today);
            begun && it.state == EnrolmentState::Confirmed
        };
        let mine: Vec<_> = mine.into_iter().filter(open).collect();
        if mine.is_empty() {
            return Ok(Desk::default());
        }
        let ids: Vec<_> = mine.iter().map(|it| it.class_id).collect();
        let lines = list_lesson_lines(cx.store(), actor.person, &ids).await?;
        let mut desk = Desk::default();
        for class in &mine {
            let days = today.days_until(class.closes_on);
            let of: Vec<&LessonLine> = lines.iter().filter(|it| it.class_id == class.class_id).collect();
            let watch = of.iter().find(|it| it.watched_at.is_none());
            let quiz = of.iter().find(|it| it.watched_at.is_some() && it.quiz_at.is_none());
            desk.todos.extend(watch.map(|it| watching(cx, it, days)));
            desk.todos.extend(quiz.map(|it| quizzing(cx, it, days)));
        }
        Ok(desk)
    })
}

fn due(cx: &Cx, days: i64) -> Option<(TagKind, String)> {
    let kind = match days {
        ..=3 => TagKind::Late,
        4..=10 => TagKind::Due,
        _ => TagKind::Plain,
    };
    Some((kind, cx.say(&text!("lesson-todo-class-ends", days = days.max(0)))))
}

fn watching(cx: &Cx, it: &LessonLine, days: i64) -> Todo {
    let rest = clock(it.duration_ms - it.recorded_ms);
    let size = megabytes(it.video_bytes);
    let facts = if it.recorded_ms > 0 {
        text!("lesson-todo-lesson-go-on", at = clock(it.recorded_ms), rest = rest, megabytes = size)
    } else {
        text!("lesson-todo-lesson-begin", length = rest, megabytes = size)
    };
    let deed = if it.recorded_ms > 0 { "lesson-todo-go-on" } else { "lesson-todo-begin" };
    Todo {
        title: cx.say(&text!("lesson-title", nth = it.nth, title = &it.title)),
        facts: cx.say(&facts),
        tag: due(cx, days),
        action: (cx.t(deed).into_owned(), lesson_path(it.class_id, it.lesson_id)),
        days,
    }
}

fn quizzing(cx: &Cx, it: &LessonLine, days: i64) -> Todo {
    Todo {
        title: cx.say(&text!("lesson-todo-quiz", title = &it.title)),
        facts: cx.t("lesson-todo-quiz-facts").into_owned(),
        tag: due(cx, days),
        action: (
            cx.t("lesson-todo-take-quiz").into_owned(),
            format!("{}#quiz", lesson_path(it.class_id, it.lesson_id)),
        ),
        days,
    }
}
