use kernel::{Id, PersonId, Result};
use store::{Insert, On, Tx, sql};

use crate::HourEntry;

/// One entry of a person.
///
/// # Errors
/// When the database refuses.
pub async fn find_entry(on: impl Into<On<'_>>, person: PersonId, id: Id<HourEntry>) -> Result<Option<HourEntry>> {
    Ok(sql("select person_id, id, nth, class_id, project_id, class_name, institution_name, school_id, place, cycle, level, category, mode, domain, outcome, face_minutes, online_minutes, minutes, hours_x100, credits_x100, rule_version, occurred_on, registered_by, registered_name, registered_at, confirmed_by, confirmed_name, posted_at, reversal_of, reason from hour_entry where person_id = $1 and id = $2").bind(person).bind(id).optional(on).await?)
}

/// As [`find_entry`], of an entry that must exist, held until the transaction ends: it never changes, but
/// what is asked and decided of it comes one after the other.
///
/// # Errors
/// [`kernel::Error::NotFound`] when it does not.
pub async fn get_entry_for_change(tx: &mut Tx, person: PersonId, id: Id<HourEntry>) -> Result<HourEntry> {
    Ok(sql("select person_id, id, nth, class_id, project_id, class_name, institution_name, school_id, place, cycle, level, category, mode, domain, outcome, face_minutes, online_minutes, minutes, hours_x100, credits_x100, rule_version, occurred_on, registered_by, registered_name, registered_at, confirmed_by, confirmed_name, posted_at, reversal_of, reason from hour_entry where person_id = $1 and id = $2 for update").bind(person).bind(id).one(tx).await?)
}

/// The entry that takes this one back, when there is one.
///
/// # Errors
/// When the database refuses.
pub async fn find_reversal(on: impl Into<On<'_>>, person: PersonId, id: Id<HourEntry>) -> Result<Option<HourEntry>> {
    Ok(sql("select person_id, id, nth, class_id, project_id, class_name, institution_name, school_id, place, cycle, level, category, mode, domain, outcome, face_minutes, online_minutes, minutes, hours_x100, credits_x100, rule_version, occurred_on, registered_by, registered_name, registered_at, confirmed_by, confirmed_name, posted_at, reversal_of, reason from hour_entry where person_id = $1 and reversal_of = $2").bind(person).bind(id).optional(on).await?)
}

/// The entries of a person, newest first: those of one cycle, or of all. A working life has some
/// hundreds; `limit` keeps a fault from filling the memory.
///
/// # Errors
/// When the database refuses.
pub async fn list_entries(
    on: impl Into<On<'_>>,
    person: PersonId,
    cycle: Option<i64>,
    limit: u32,
) -> Result<Vec<HourEntry>> {
    Ok(sql("select person_id, id, nth, class_id, project_id, class_name, institution_name, school_id, place, cycle, level, category, mode, domain, outcome, face_minutes, online_minutes, minutes, hours_x100, credits_x100, rule_version, occurred_on, registered_by, registered_name, registered_at, confirmed_by, confirmed_name, posted_at, reversal_of, reason from hour_entry where person_id = $1 and cycle >= $2 and cycle <= $3 order by occurred_on desc, id desc limit $4")
        .bind(person)
        .bind(cycle.unwrap_or(0))
        .bind(cycle.unwrap_or(9999))
        .bind(limit)
        .all(on)
        .await?)
}

/// Posts entries. There is no statement that changes or removes one.
///
/// # Errors
/// When the database refuses; a second entry of one person in one class is a duplicate.
pub async fn insert_entries(tx: &mut Tx, entries: &[HourEntry]) -> Result<()> {
    let mut batch = Insert::into(
        "hour_entry",
        &[
            "person_id",
            "id",
            "nth",
            "class_id",
            "project_id",
            "class_name",
            "institution_name",
            "school_id",
            "place",
            "cycle",
            "level",
            "category",
            "mode",
            "domain",
            "outcome",
            "face_minutes",
            "online_minutes",
            "minutes",
            "hours_x100",
            "credits_x100",
            "rule_version",
            "occurred_on",
            "registered_by",
            "registered_name",
            "registered_at",
            "confirmed_by",
            "confirmed_name",
            "posted_at",
            "reversal_of",
            "reason",
        ],
    );
    for it in entries {
        batch.row([
            it.person_id.into(),
            it.id.into(),
            it.nth.into(),
            it.class_id.into(),
            it.project_id.into(),
            it.class_name.as_str().into(),
            it.institution_name.as_str().into(),
            it.school_id.into(),
            (&it.place).into(),
            it.cycle.into(),
            it.level.as_str().into(),
            it.category.as_str().into(),
            it.mode.into(),
            it.domain.as_str().into(),
            it.outcome.into(),
            it.face_minutes.into(),
            it.online_minutes.into(),
            it.minutes.into(),
            it.hours_x100.into(),
            it.credits_x100.into(),
            it.rule_version.as_str().into(),
            it.occurred_on.into(),
            it.registered_by.into(),
            it.registered_name.as_str().into(),
            it.registered_at.into(),
            it.confirmed_by.into(),
            it.confirmed_name.as_str().into(),
            it.posted_at.into(),
            it.reversal_of.into(),
            it.reason.as_str().into(),
        ]);
    }
    batch.run(tx).await?;
    Ok(())
}
