use audit::By;
use kernel::{Id, PersonId, Refusal, Result, text};
use serde_json::json;
use store::Tx;

use super::{step, sure};
use crate::{Class, ClassClosed, ClassState, EnrolmentState, enrolment, figure, store as db};

/// Sets the result of a person: 合格, 优秀, 未结业, and 学时已登记 once hours are posted. The caller records
/// the deed; this keeps the roster and the figure.
///
/// # Errors
/// Refused with the clause when the class is not filed (S69); refused when it is closed, when the person
/// never confirmed, or when hours are posted already.
pub async fn set_result(tx: &mut Tx, person: PersonId, class: Id<Class>, to: EnrolmentState) -> Result<()> {
    let it = db::get_class_for_change(tx, class).await?;
    let from = db::get_enrolment_for_change(tx, person, class).await?.state;
    if from == to {
        return Ok(());
    }
    enrolment::result_allowed(&it, from, to)?;
    sure(db::set_result_state(tx, person, class, from, to).await?)?;
    db::add_to_figure(tx, class, figure::change(Some(from), to)).await
}

/// Begins the closing of a class: its completion list is handed in (结业待审).
///
/// # Errors
/// Refused with the clause when it is not filed (S69); refused when the list is in or the class is closed.
pub async fn begin_closing(tx: &mut Tx, by: &By, class: &Class) -> Result<()> {
    db::get_class_for_change(tx, class.id).await?.closable()?;
    sure(db::set_closing(tx, class.id).await?)?;
    step(tx, by, class.id, "closing", None, json!({ "number": class.number })).await
}

/// Closes a class (已结业) and says so: `class.closed`.
///
/// # Errors
/// Refused unless its completion list was handed in.
pub async fn close(tx: &mut Tx, by: &By, class: &Class) -> Result<()> {
    let now = db::get_class_for_change(tx, class.id).await?;
    crate::issuing(&now)?;
    if now.state != ClassState::Closing {
        return Err(Refusal::because(text!("class-not-closing")).remedy(text!("class-not-closing-remedy")).into());
    }
    sure(db::set_closed(tx, class.id, by.today()).await?)?;
    step(tx, by, class.id, "closed", None, json!({ "number": now.number })).await?;
    jobs::emit(tx, by.now, &ClassClosed { class: class.id }).await
}
