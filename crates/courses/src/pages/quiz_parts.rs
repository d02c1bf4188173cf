//! The quiz on a lesson's page.

use classes::Enrolment;
use http::Cx;
use kernel::text;
use ui::question::{Item, Quiz};
use ui::{Choice, Markup, Notice, Tone, html};

use super::lesson::{Done, Opened, Shown};
use super::lesson_parts::{as_choices, choices, option};
use crate::course::Book;
use crate::quiz::{Answers, Attempt, attempt_name, next_attempt};

/// Names the questions of a quiz that has been handed in without them.
pub(super) fn missing(cx: &Cx, book: &Book, shown: Shown<'_>) -> Markup {
    let errors: Vec<(String, String)> = shown
        .missing
        .iter()
        .filter_map(|nth| book.items.get(*nth))
        .map(|it| (it.id.to_string(), cx.say(&text!("quiz-missing", nth = it.nth))))
        .collect();
    let errors: Vec<(&str, &str)> = errors.iter().map(|it| (it.0.as_str(), it.1.as_str())).collect();
    ui::error_summary(&cx.t("quiz-missing-title"), &errors)
}

/// The quiz: the open attempt, or the result of the last one.
pub(super) fn quiz(
    cx: &Cx,
    enrolment: &Enrolment,
    opened: &Opened,
    done: &Done,
    path: &str,
    shown: Shown<'_>,
) -> Markup {
    if opened.book.items.is_empty() {
        return html! {};
    }
    let rule = &opened.studied.rule;
    let marked = done.attempts.iter().rev().find(|it| it.submitted_at.is_some());
    let next = next_attempt(&done.attempts, rule);
    match (marked, &next) {
        (Some(marked), Ok(nth)) if !shown.again => html! {
            (result(cx, opened, marked, path, rule.quiz_tries - nth + 1))
            (sheet(cx, enrolment, opened, done, path, marked.nth))
        },
        (Some(marked), Err(_)) => html! {
            (result(cx, opened, marked, path, 0))
            (sheet(cx, enrolment, opened, done, path, marked.nth))
        },
        (_, Ok(nth)) => html! {
            (ui::card::plain(&html! {
                h2 { (cx.t("quiz-title")) }
                p { (cx.say(&text!("quiz-rule", items = opened.book.items.len(), pass = rule.quiz_pass, tries = rule.quiz_tries - nth + 1))) }
            }))
            (sheet(cx, enrolment, opened, done, path, *nth))
        },
        (None, Err(refusal)) => html! { p { (cx.say(&refusal.reason)) } },
    }
}

/// The score with its receipt, and the way to another try.
fn result(cx: &Cx, opened: &Opened, marked: &Attempt, path: &str, tries: i64) -> Markup {
    let score = marked.score.unwrap_or_default();
    let passed = marked.passed == Some(true);
    let title = if passed {
        text!("quiz-passed", score = score)
    } else {
        text!("quiz-failed", score = score, pass = opened.studied.rule.quiz_pass)
    };
    let receipt = marked.receipt.clone().unwrap_or_default();
    let at = marked.submitted_at.map(kernel::Timestamp::minute).unwrap_or_default();
    let mut said = cx.say(&text!("quiz-receipt", receipt = receipt, at = at));
    if !passed {
        said.push_str(&cx.say(&text!("quiz-tries-left", tries = tries)));
    }
    let deeds = if passed || tries <= 0 {
        html! {}
    } else {
        html! { (ui::link_button(&format!("{path}?again=1#quiz"), &cx.t("quiz-again"))) }
    };
    ui::notice(&Notice {
        tone: if passed { Tone::Ok } else { Tone::Warn },
        title: &cx.say(&title),
        text: &said,
        clause: "",
        deeds,
    })
}

/// The questions of attempt `nth`, to be answered or marked.
fn sheet(cx: &Cx, enrolment: &Enrolment, opened: &Opened, done: &Done, path: &str, nth: i64) -> Markup {
    let items = &opened.book.items;
    let attempt = done.attempts.iter().find(|it| it.nth == nth);
    let marked = attempt.is_some_and(|it| it.submitted_at.is_some());
    let answers = attempt.map_or_else(|| Answers::none(items.len()), |it| Answers::stored(&it.answers, items.len()));
    let lists: Vec<Vec<(String, &str)>> = items.iter().map(|it| choices(&it.options)).collect();
    let lists: Vec<Vec<Choice<'_>>> = lists.iter().map(|it| as_choices(it)).collect();
    let words: Vec<[String; 4]> = items
        .iter()
        .enumerate()
        .map(|(place, it)| {
            let chosen = answers.get(place).map(|it| it.to_string()).unwrap_or_default();
            let why = if answers.get(place) == Some(it.answer) {
                it.explanation.clone()
            } else {
                cx.say(&text!("quiz-wrong", answer = option(&it.options, it.answer), why = &it.explanation))
            };
            [it.id.to_string(), cx.say(&text!("quiz-number", nth = it.nth, of = items.len())), chosen, why]
        })
        .collect();
    let fields: Vec<Item<'_>> = items
        .iter()
        .zip(&words)
        .zip(&lists)
        .zip(0_usize..)
        .map(|(((it, [name, number, chosen, why]), choices), place)| Item {
            name,
            number,
            text: &it.wording,
            choices,
            chosen,
            marked: marked.then(|| (answers.get(place) == Some(it.answer), why.as_str())),
        })
        .collect();
    let submit = if marked { std::borrow::Cow::Borrowed("") } else { cx.t("quiz-submit") };
    ui::question::quiz(&Quiz {
        attempt: &attempt_name(enrolment.person_id, enrolment.class_id, opened.book.lesson.id, nth),
        action: &format!("{path}/attempt"),
        save_url: &format!("{path}/attempt/answers"),
        items: &fields,
        submit: &submit,
        held: &cx.t("quiz-held"),
        delivered: &cx.t("quiz-delivered"),
    })
}
