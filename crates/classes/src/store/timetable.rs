use kernel::{Id, Result};
use store::{Insert, On, Tx, sql};

use super::place_taken;
use crate::Class;
use crate::timetable::{Session, SessionRow};

/// The timetable of a class, in order.
///
/// # Errors
/// When the database refuses.
pub async fn list_sessions(on: impl Into<On<'_>>, class: Id<Class>) -> Result<Vec<Session>> {
    Ok(sql("select class_id, nth, held_on as \"on\", kind, module, topic, minutes, practice from class_session where class_id = $1 order by held_on, nth").bind(class).all(on).await?)
}

/// Puts `rows` in place of the timetable of a class.
pub async fn replace_sessions(tx: &mut Tx, class: Id<Class>, rows: &[SessionRow]) -> Result<()> {
    sql("delete from class_session where class_id = $1").bind(class).run(&mut *tx).await?;
    insert(tx, class, 1, rows).await
}

/// Adds one row to the timetable of a class.
pub async fn add_session(tx: &mut Tx, class: Id<Class>, row: &SessionRow) -> Result<()> {
    let last: i64 = sql("select coalesce(max(nth), 0) as value from class_session where class_id = $1")
        .bind(class)
        .value(&mut *tx)
        .await?;
    insert(tx, class, last + 1, std::slice::from_ref(row)).await
}

/// Takes one row out of the timetable of a class; false when it is not there.
pub async fn remove_session(tx: &mut Tx, class: Id<Class>, nth: i64) -> Result<bool> {
    Ok(sql("delete from class_session where class_id = $1 and nth = $2").bind(class).bind(nth).run(tx).await? == 1)
}

async fn insert(tx: &mut Tx, class: Id<Class>, first: i64, rows: &[SessionRow]) -> Result<()> {
    let mut batch = Insert::into(
        "class_session",
        &["class_id", "nth", "held_on", "kind", "module", "topic", "minutes", "practice"],
    );
    for (row, nth) in rows.iter().zip(first..) {
        batch.row([
            class.into(),
            nth.into(),
            row.on.into(),
            row.kind.into(),
            row.module.into(),
            row.topic.as_str().into(),
            row.minutes.into(),
            row.practice.into(),
        ]);
    }
    batch.run(tx).await.map_err(place_taken)?;
    Ok(())
}
