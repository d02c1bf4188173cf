use audit::{By, Entry};
use kernel::{Error, Id, Refusal, Result, text};
use serde_json::json;
use store::Tx;

use crate::timetable::{MOST_SESSIONS, SessionRow};
use crate::{Class, store as db};

/// Puts `rows` in place of the timetable of a draft.
///
/// # Errors
/// Refused once the class is handed in.
pub async fn replace_timetable(tx: &mut Tx, by: &By, class: Id<Class>, rows: &[SessionRow]) -> Result<()> {
    db::get_class_for_change(tx, class).await?.editable()?;
    db::replace_sessions(tx, class, rows).await?;
    by.record(tx, Entry::new("class.timetable", "class", class).after(json!({ "rows": rows.len() }))).await
}

/// Adds a row to the timetable of a draft.
///
/// # Errors
/// Refused once the class is handed in, or when the timetable is as long as one may be.
pub async fn add_row(tx: &mut Tx, by: &By, class: Id<Class>, row: &SessionRow) -> Result<()> {
    db::get_class_for_change(tx, class).await?.editable()?;
    if db::list_sessions(&mut *tx, class).await?.len() >= MOST_SESSIONS {
        return Err(Refusal::because(text!("timetable-too-many", most = MOST_SESSIONS)).into());
    }
    db::add_session(tx, class, row).await?;
    by.record(tx, Entry::new("class.session-added", "class", class).after(json!({ "rows": 1 }))).await
}

/// Takes the row `nth` out of the timetable of a draft.
///
/// # Errors
/// [`Error::NotFound`] when there is no such row; refused once the class is handed in.
pub async fn remove_row(tx: &mut Tx, by: &By, class: Id<Class>, nth: i64) -> Result<()> {
    db::get_class_for_change(tx, class).await?.editable()?;
    if !db::remove_session(tx, class, nth).await? {
        return Err(Error::NotFound);
    }
    by.record(tx, Entry::new("class.session-removed", "class", class).after(json!({ "rows": 1 }))).await
}
