use audit::{By, Entry};
use kernel::{Error, Id, Refusal, Result, text};
use serde_json::json;
use store::Tx;

use crate::delivery::{KIND, Task};
use crate::notice::Notice;
use crate::store::{self as rows, Attached};

/// Files of one notice at most.
const MOST_FILES: usize = 10;

/// Puts a draft into force: from now on it speaks to whom its rule names, and what it replaces is in force no longer.
/// A job brings it to those who are there.
///
/// # Errors
/// Refused when it was issued already, or when what it replaces is in force no longer.
pub async fn issue(tx: &mut Tx, by: &By, id: Id<Notice>) -> Result<()> {
    let it = rows::get_notice_for_change(tx, id).await?;
    it.editable_by(by.area()?.organisation)?;
    if let Some(old) = it.replaces
        && !rows::set_replaced(tx, old, &it).await?
    {
        let over = text!("notice-replaced-already");
        return Err(Refusal::because(over).remedy(text!("notice-replaced-already-remedy")).into());
    }
    let calendar = calendar::load(&mut *tx, &it.issuer_place, by.today()).await?;
    let days = u16::try_from(it.task_days).unwrap_or_default();
    let due_on = (!it.task.is_empty()).then(|| calendar.working_after(by.today(), days));
    rows::set_issued(tx, id, &by.name, due_on, by.now).await?;
    rows::insert_audience(tx, &it, by.now).await?;
    jobs::enqueue(tx, by.now, KIND, by.person, &Task { notice: id }).await?;
    let after = json!({ "number": it.number, "area": it.area, "kinds": it.kinds.0.iter().map(|it| it.as_str()).collect::<Vec<_>>(), "replaces": it.replaces });
    by.record(tx, Entry::new("notice.issue", "notice", id).after(after)).await
}

/// Takes a notice back: it binds nobody from now on, and can still be read.
///
/// # Errors
/// Refused when it is not in force; invalid without a reason.
pub async fn withdraw(tx: &mut Tx, by: &By, id: Id<Notice>, reason: &str) -> Result<()> {
    let reason = reason.trim();
    if !(4..=200).contains(&reason.chars().count()) {
        return Err(Error::field("reason", text!("notice-reason-wrong")));
    }
    let it = rows::get_notice_for_change(tx, id).await?;
    it.in_force_of(by.area()?.organisation)?;
    rows::set_withdrawn(tx, id, reason).await?;
    by.record(tx, Entry::new("notice.withdraw", "notice", id).after(it.number.as_str()).why(reason)).await
}

/// Reminds those who have not signed (催办), at most once a day.
///
/// # Errors
/// Refused when it is not in force, when everybody has signed, or when they were reminded today.
pub async fn remind(tx: &mut Tx, by: &By, id: Id<Notice>) -> Result<i64> {
    let it = rows::get_notice_for_change(tx, id).await?;
    it.in_force_of(by.area()?.organisation)?;
    let no = |reason, remedy| Err(Refusal::because(reason).remedy(remedy).into());
    if it.reminded_at.is_some_and(|at| at.date() == by.today()) {
        return no(text!("notice-reminded-today"), text!("notice-reminded-today-remedy"));
    }
    if it.unsigned() == 0 {
        return no(text!("notice-all-signed"), text!("notice-all-signed-remedy"));
    }
    rows::set_reminded(tx, id, by.now).await?;
    by.record(tx, Entry::new("notice.remind", "notice", id).after(it.unsigned())).await?;
    Ok(it.unsigned())
}

/// Adds a file that is kept to a draft.
///
/// # Errors
/// Refused when it was issued; invalid when it has as many files as it may.
pub async fn attach(tx: &mut Tx, by: &By, id: Id<Notice>, name: &str, key: &blobs::Key, bytes: u64) -> Result<()> {
    let it = rows::get_notice_for_change(tx, id).await?;
    it.editable_by(by.area()?.organisation)?;
    let files = rows::list_files(&mut *tx, id).await?;
    if files.len() >= MOST_FILES {
        return Err(Error::field("file", text!("notice-files-many", most = MOST_FILES)));
    }
    let file = Attached {
        nth: files.last().map_or(1, |last| last.nth + 1),
        name: name.to_owned(),
        blob_key: key.as_str().to_owned(),
        bytes: i64::try_from(bytes).unwrap_or(i64::MAX),
    };
    rows::add_file(tx, id, &file).await?;
    by.record(tx, Entry::new("notice.attach", "notice", id).after(name)).await
}

/// Takes a file away from a draft. Its bytes stay: another draft may have the same.
///
/// # Errors
/// Refused when it was issued; not found when there is no such file.
pub async fn detach(tx: &mut Tx, by: &By, id: Id<Notice>, nth: i64) -> Result<()> {
    let it = rows::get_notice_for_change(tx, id).await?;
    it.editable_by(by.area()?.organisation)?;
    if !rows::delete_file(tx, id, nth).await? {
        return Err(Error::NotFound);
    }
    by.record(tx, Entry::new("notice.detach", "notice", id).after(nth)).await
}
