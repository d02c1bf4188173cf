//! What the demonstration world is made of, through the same deeds as everything else.

use audit::By;
use classes::Class;
use kernel::{Error, Id, PersonId, Result};
use store::Store;

use crate::HourEntry;
use crate::completion::Completion;
use crate::correction::{CorrectionKind, CorrectionState};
use crate::deed;
use crate::recognition::{Recognition, RecognitionState};
use crate::store as tables;

/// Hands the completion list of a class in.
///
/// # Errors
/// As the deed refuses.
pub async fn submit(store: &Store, class: Id<Class>, manager: &By) -> Result<()> {
    let class = classes::get_class(store, class).await?;
    let list = tables::find_list(store, class.id).await?;
    let at = Completion { class, list };
    store::transaction!(store, tx => { deed::submit(tx, manager, &at).await })?;
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
) -> Result<usize> {
    submit(store, class, manager).await?;
    let mut posted = 0;
    for part in waiting(store, class).await? {
        if let Some(by) = officer(&part) {
            posted += store::transaction!(store, tx => { deed::confirm(tx, &by, &part).await })?;
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
) -> Result<Id<HourEntry>> {
    let id = tables::find_row(store, person, class).await?.and_then(|row| row.entry_id).ok_or(Error::NotFound)?;
    let entry = tables::find_entry(store, person, id).await?.ok_or(Error::NotFound)?;
    store::transaction!(store, tx => { deed::ask(tx, asker, &entry, CorrectionKind::Revocation, why).await })?;
    Ok(id)
}

/// Grants in the name of `decider` the correction of `entry` that waits.
///
/// # Errors
/// As the deed refuses; when none waits.
pub async fn grant(store: &Store, person: PersonId, entry: Id<HourEntry>, decider: &By) -> Result<()> {
    let asked = tables::list_corrections_of(store, person, entry).await?;
    let asked = asked.into_iter().find(|it| it.state == CorrectionState::Waiting).ok_or(Error::NotFound)?;
    store::transaction!(store, tx => { deed::decide(tx, decider, &asked, true, "").await })
}
