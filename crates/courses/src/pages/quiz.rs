use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use classes::Enrolment;
use http::{Cx, Form, Own};
use kernel::{Error, Refusal, Result, text};
use serde::Deserialize;

use super::lesson::{Opened, Shown, at_desk, page};
use super::lesson_path;
use super::parameters::Parameters;
use crate::deed::{self, HandedIn};
use crate::quiz::attempt_name;

#[derive(Deserialize)]
pub(super) struct Chosen {
    #[serde(default)]
    attempt: String,
    #[serde(default)]
    question: String,
    #[serde(default)]
    answer: String,
}

/// Which attempt a form names; one of another person, class or lesson is refused.
fn attempt(named: &str, opened: &Opened, enrolment: &Enrolment) -> Result<i64> {
    let nth = named.rsplit_once('-').and_then(|it| it.1.parse().ok()).unwrap_or_default();
    if attempt_name(enrolment.person_id, enrolment.class_id, opened.book.lesson.id, nth) == named {
        return Ok(nth);
    }
    Err(Refusal::because(text!("quiz-foreign")).remedy(text!("quiz-foreign-remedy")).into())
}

/// The place of an item, from 0, by the name of its field.
fn item(opened: &Opened, name: &str) -> Option<usize> {
    opened.book.items.iter().position(|it| it.id.to_string() == name)
}

/// Keeps one answer as it is chosen.
pub(super) async fn save(
    Own(enrolment, _): Own<Enrolment>,
    cx: Cx,
    parameters: Parameters,
    Form(chosen): Form<Chosen>,
) -> http::Result<StatusCode> {
    let opened = at_desk(&cx, &enrolment, parameters.get("lesson")?).await?;
    opened.records(&cx, &enrolment)?;
    let nth = attempt(&chosen.attempt, &opened, &enrolment)?;
    let choose = || Error::field("answer", text!("question-choose-one"));
    let item = item(&opened, &chosen.question).ok_or_else(choose)?;
    let choice = chosen.answer.parse().map_err(|_| choose())?;
    deed::save_answer(cx.store(), opened.desk(&cx, &enrolment), nth, item, choice).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Hands the quiz in; a second time is answered with the same receipt.
pub(super) async fn create(
    Own(enrolment, _): Own<Enrolment>,
    cx: Cx,
    parameters: Parameters,
    Form(fields): Form<Vec<(String, String)>>,
) -> http::Result<Response> {
    let opened = at_desk(&cx, &enrolment, parameters.get("lesson")?).await?;
    opened.records(&cx, &enrolment)?;
    let named = fields.iter().find(|it| it.0 == "attempt").map(|it| it.1.as_str()).unwrap_or_default();
    let nth = attempt(named, &opened, &enrolment)?;
    let chosen: Vec<(usize, i64)> =
        fields.iter().filter_map(|(name, value)| Some((item(&opened, name)?, value.parse().ok()?))).collect();
    match deed::hand_in(cx.store(), opened.desk(&cx, &enrolment), nth, &chosen).await? {
        HandedIn::Missing(missing) => {
            let shown = Shown { missing: &missing, again: true };
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&cx, &enrolment, &opened, shown).await?).into_response())
        }
        HandedIn::Marked(marked) => {
            let path = format!("{}#quiz", lesson_path(enrolment.class_id, opened.book.lesson.id));
            let receipt = marked.receipt.unwrap_or_default();
            Ok(http::see_with(&path, &text!("quiz-said", score = marked.score.unwrap_or_default(), receipt = receipt)))
        }
    }
}
