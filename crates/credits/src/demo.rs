//! What the demonstration world is made of, through the same deeds as everything else.

use classes::Class;
use kernel::{Error, Id, PersonId, Result, Timestamp};
use store::Store;

use crate::HourEntry;
use crate::completion::Completion;
use crate::correction::{CorrectionKind, CorrectionState};
use crate::deed::{self, By};
use crate::recognition::{Recognition, RecognitionState};
use crate::store as tables;

/// Hands the completion list of a class in.
///
/// # Errors
/// As the deed refuses.
pub async fn submit(store: &Store, class: Id<Class>, manager: &By, at: Timestamp) -> Result<()> {
    let class = classes::get_class(store, class).await?;
    let list = tables::find_list(store, class.id).await?;
    deed::submit(store, &Completion { class, list }, manager, at).await?;
    Ok(())
}

/// The parts of a list that wait for their counties.
///
/// # Errors
/// When the database refuses.
pub async fn waiting(store: &Store, class: Id<Class>) -> Result<Vec<Recognition>> {
    let parts = tables::list_recognitions(store, class).await?;
    Ok(parts.into_iter().filter(|part| part.state == RecognitionState::Waiting).collect())
}

/// Completes a class that is over: its list is handed in by `manager`, and each county whose teachers
/// are on it confirms through the officer that `officer` names for it. Where it names none, the part
/// stays with the county. Answers with the number of entries posted.
///
/// # Errors
/// As the deeds refuse.
pub async fn complete(
    store: &Store,
    class: Id<Class>,
    manager: &By,
    officer: impl Fn(&Recognition) -> Option<By>,
    at: Timestamp,
) -> Result<usize> {
    submit(store, class, manager, at).await?;
    let mut posted = 0;
    for part in waiting(store, class).await? {
        if let Some(by) = officer(&part) {
            posted += deed::confirm(store, &part, &by, at.plus_millis(60_000)).await?;
        }
    }
    Ok(posted)
}

/// Asks in the name of `asker` for the certificate of one trainee of a class to be revoked.
///
/// # Errors
/// As the deed refuses; when the trainee has no certificate.
pub async fn ask_revocation(
    store: &Store,
    person: PersonId,
    class: Id<Class>,
    why: &str,
    asker: &By,
    at: Timestamp,
) -> Result<Id<HourEntry>> {
    let id = tables::find_row(store, person, class).await?.and_then(|row| row.entry_id).ok_or(Error::NotFound)?;
    let entry = tables::find_entry(store, person, id).await?.ok_or(Error::NotFound)?;
    deed::ask(store, &entry, CorrectionKind::Revocation, why, asker, at).await?;
    Ok(id)
}

/// Grants in the name of `decider` the correction of `entry` that waits.
///
/// # Errors
/// As the deed refuses; when none waits.
pub async fn grant(store: &Store, person: PersonId, entry: Id<HourEntry>, decider: &By, at: Timestamp) -> Result<()> {
    let asked = tables::list_corrections_of(store, person, entry).await?;
    let asked = asked.into_iter().find(|it| it.state == CorrectionState::Waiting).ok_or(Error::NotFound)?;
    deed::decide(store, &asked, true, "", decider, at).await
}
