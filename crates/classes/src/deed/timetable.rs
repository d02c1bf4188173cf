use kernel::{Error, Id, Refusal, Result, text};
use serde_json::json;
use store::Tx;

use super::By;
use crate::timetable::{MOST_SESSIONS, SessionRow};
use crate::{Class, store as db};

/// Puts `rows` in place of the timetable of a draft.
///
/// # Errors
/// Refused once the class is handed in.
pub async fn replace_timetable(tx: &mut Tx, by: &By<'_>, class: Id<Class>, rows: &[SessionRow]) -> Result<()> {
    db::get_class_for_change(tx, class).await?.editable()?;
    db::replace_sessions(tx, class, rows).await?;
    record(tx, by, class, "class.timetable", rows.len()).await
}

/// Adds a row to the timetable of a draft.
///
/// # Errors
/// Refused once the class is handed in, or when the timetable is as long as one may be.
pub async fn add_row(tx: &mut Tx, by: &By<'_>, class: Id<Class>, row: &SessionRow) -> Result<()> {
    db::get_class_for_change(tx, class).await?.editable()?;
    if db::list_sessions(&mut *tx, class).await?.len() >= MOST_SESSIONS {
        return Err(Refusal::because(text!("timetable-too-many", most = MOST_SESSIONS)).into());
    }
    db::add_session(tx, class, row).await?;
    record(tx, by, class, "class.session-added", 1).await
}

/// Takes the row `nth` out of the timetable of a draft.
///
/// # Errors
/// [`Error::NotFound`] when there is no such row; refused once the class is handed in.
pub async fn remove_row(tx: &mut Tx, by: &By<'_>, class: Id<Class>, nth: i64) -> Result<()> {
    db::get_class_for_change(tx, class).await?.editable()?;
    if !db::remove_session(tx, class, nth).await? {
        return Err(Error::NotFound);
    }
    record(tx, by, class, "class.session-removed", 1).await
}

async fn record(tx: &mut Tx, by: &By<'_>, class: Id<Class>, deed: &str, rows: usize) -> Result<()> {
    let after = Some(json!({ "rows": rows }).to_string());
    by.record(tx, access::audit::Entry { deed, noun: "class", subject: class.to_string(), after, ..Default::default() })
        .await
}
