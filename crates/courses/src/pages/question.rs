use axum::response::Response;
use classes::Enrolment;
use http::{Cx, Form, Own};
use kernel::{Error, Id, text};
use serde::Deserialize;

use super::lesson::at_desk;
use super::lesson_path;
use super::parameters::Parameters;
use crate::{Question, deed};

#[derive(Deserialize)]
pub(super) struct Chosen {
    #[serde(default)]
    answer: String,
}

/// Answers a question within a lesson, and goes back to it: script takes the question out of the page,
/// a browser without script shows the page.
pub(super) async fn create(
    Own(enrolment, _): Own<Enrolment>,
    cx: Cx,
    parameters: Parameters,
    Form(chosen): Form<Chosen>,
) -> http::Result<Response> {
    let opened = at_desk(&cx, &enrolment, parameters.get("lesson")?).await?;
    opened.records(&cx, &enrolment)?;
    let id: Id<Question> = parameters.get("question")?;
    let question = opened.book.questions.iter().find(|it| it.id == id).ok_or(Error::NotFound)?;
    let choice = chosen.answer.parse().map_err(|_| Error::field("answer", text!("question-choose-one")))?;
    deed::answer_question(cx.store(), opened.desk(&cx, &enrolment), question, choice).await?;
    Ok(http::see(&format!("{}#{id}", lesson_path(enrolment.class_id, opened.book.lesson.id))))
}
