//! A question within a lesson, and the questions of a quiz.

use crate::Choice;
use maud::{Markup, html};

/// One question asked at a position of the player.
#[derive(Debug, Clone, Copy, Default)]
pub struct InLesson<'a> {
    /// Id of the question: id of the element, and name in the journal.
    pub id: &'a str,
    /// Position at which it opens, in milliseconds.
    pub at_ms: u64,
    /// Heading ("A question in between").
    pub title: &'a str,
    /// When it must be answered, in words.
    pub note: &'a str,
    /// The question.
    pub text: &'a str,
    /// The answers; each is a button of the form that sends `answer`.
    pub choices: &'a [Choice<'a>],
    /// Where the answer is posted. Fetched by script with `accept: text/html`, it answers with
    /// the fragment that replaces the element; otherwise it goes back to the page.
    pub action: &'a str,
    /// The result in words once answered; then no buttons are shown.
    pub result: Option<(bool, &'a str)>,
    /// Said when playing pauses because it was not answered in 120 s.
    pub missed: &'a str,
    /// "Your answer is on this device and goes out by itself".
    pub held: &'a str,
}

/// The question. Without script it stands open below the video from the start.
pub fn in_lesson(q: &InLesson<'_>) -> Markup {
    html! {
        x-question.card id=(q.id) data-at-ms=(q.at_ms) data-answered[q.result.is_some()] {
            header.card-head { h2 { (q.title) } @if q.result.is_none() { div.card-aside { small { (q.note) } } } }
            p.question-text id={ "t-" (q.id) } { (q.text) }
            @if let Some((right, words)) = q.result {
                p.result.right[right] role="status" { (crate::icon(if right { crate::Icon::Done } else { crate::Icon::No })) (words) }
            } @else {
                p.question-missed role="alert" hidden { (q.missed) }
                form method="post" action=(q.action) aria-labelledby={ "t-" (q.id) } {
                    div.answers {
                        @for c in q.choices { button.btn.quiet type="submit" name="answer" value=(c.value) { (c.label) } }
                    }
                }
                p.question-held role="status" hidden { (q.held) }
            }
        }
    }
}

/// One question of a quiz.
#[derive(Debug, Clone, Copy, Default)]
pub struct Item<'a> {
    /// Name of the field: id of the question.
    pub name: &'a str,
    /// Its number in words ("Question 1 of 5").
    pub number: &'a str,
    /// The question.
    pub text: &'a str,
    /// The answers.
    pub choices: &'a [Choice<'a>],
    /// The answer given so far, or `""`.
    pub chosen: &'a str,
    /// After marking: right or wrong, and the explanation.
    pub marked: Option<(bool, &'a str)>,
}

/// A quiz as one form. Each change is kept on the device and posted alone to `save_url`
/// (`attempt`, `question`, `answer`); the form posts all answers with `attempt`, so that
/// sending it twice counts once.
#[derive(Debug, Clone, Copy, Default)]
pub struct Quiz<'a> {
    /// Id of the attempt, made by the server.
    pub attempt: &'a str,
    /// Where the whole is posted.
    pub action: &'a str,
    /// Where one answer is posted.
    pub save_url: &'a str,
    /// The questions.
    pub items: &'a [Item<'a>],
    /// Words of the deed; `""` once marked.
    pub submit: &'a str,
    /// "On this device, {n} answers to deliver".
    pub held: &'a str,
    /// "All answers delivered".
    pub delivered: &'a str,
}

/// The quiz.
pub fn quiz(q: &Quiz<'_>) -> Markup {
    html! {
        x-quiz data-attempt=(q.attempt) data-save-url=(q.save_url)
            data-say-held=(q.held) data-say-delivered=(q.delivered) {
            form.form.quiz method="post" action=(q.action) {
                input type="hidden" name="attempt" value=(q.attempt);
                @for i in q.items { (item(i)) }
                p.quiz-state role="status" {}
                @if !q.submit.is_empty() { div.deeds { (crate::button(q.submit)) } }
            }
        }
    }
}

fn item(i: &Item<'_>) -> Markup {
    html! {
        fieldset.card.quiz-item id={ "f-" (i.name) } tabindex="-1" disabled[i.marked.is_some()] {
            legend { small { (i.number) } span { (i.text) } }
            div.choices {
                @for (c, n) in i.choices.iter().zip(1_usize..) {
                    label.choice for={ "f-" (i.name) "-" (n) } {
                        input id={ "f-" (i.name) "-" (n) } type="radio" name=(i.name) value=(c.value) checked[c.value == i.chosen];
                        span { (c.label) }
                    }
                }
            }
            @if let Some((right, words)) = i.marked {
                p.result.right[right] { (crate::icon(if right { crate::Icon::Done } else { crate::Icon::No })) (words) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Item, Quiz, quiz};
    use crate::Choice;

    #[test]
    fn a_quiz_carries_its_attempt_and_every_answer_its_label() {
        let choices = [Choice { value: "a", label: "<A>", hint: "" }];
        let items = [Item { name: "q1", text: "?", choices: &choices, chosen: "a", ..Item::default() }];
        let q = Quiz { attempt: "u", items: &items, submit: "go", ..Quiz::default() };
        let html = quiz(&q).into_string();
        assert!(html.contains("name=\"attempt\" value=\"u\""));
        assert!(html.contains("for=\"f-q1-1\"") && html.contains("id=\"f-q1-1\""));
        assert!(html.contains("&lt;A&gt;") && html.contains(" checked"));
    }
}
