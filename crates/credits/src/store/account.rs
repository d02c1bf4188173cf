use kernel::{PersonId, Result, Timestamp};
use store::{Insert, On, Tx, sql};

use crate::hours::Account;

/// The balance of a person in one cycle.
///
/// # Errors
/// When the database refuses.
pub async fn find_account(on: impl Into<On<'_>>, person: PersonId, cycle: i64) -> Result<Option<Account>> {
    Ok(sql("select person_id, cycle, minutes, hours_x100, credits_x100, face_x100, online_x100, blended_x100, ict_x100, entries from hour_account where person_id = $1 and cycle = $2").bind(person).bind(cycle).optional(on).await?)
}

/// The balances of a person, the latest cycle first.
///
/// # Errors
/// When the database refuses.
pub async fn list_accounts(on: impl Into<On<'_>>, person: PersonId) -> Result<Vec<Account>> {
    Ok(sql("select person_id, cycle, minutes, hours_x100, credits_x100, face_x100, online_x100, blended_x100, ict_x100, entries from hour_account where person_id = $1 order by cycle desc").bind(person).all(on).await?)
}

/// Adds what entries brought to their balances.
///
/// # Errors
/// When the database refuses.
pub async fn add_to_accounts(tx: &mut Tx, changes: &[Account], at: Timestamp) -> Result<()> {
    let mut batch = Insert::into("hour_account", &["person_id", "cycle", "minutes", "hours_x100", "credits_x100", "face_x100", "online_x100", "blended_x100", "ict_x100", "entries", "updated_at"])
        .suffix("on conflict (person_id, cycle) do update set minutes = hour_account.minutes + excluded.minutes, hours_x100 = hour_account.hours_x100 + excluded.hours_x100, credits_x100 = hour_account.credits_x100 + excluded.credits_x100, face_x100 = hour_account.face_x100 + excluded.face_x100, online_x100 = hour_account.online_x100 + excluded.online_x100, blended_x100 = hour_account.blended_x100 + excluded.blended_x100, ict_x100 = hour_account.ict_x100 + excluded.ict_x100, entries = hour_account.entries + excluded.entries, updated_at = excluded.updated_at");
    for it in changes {
        batch.row([
            it.person_id.into(),
            it.cycle.into(),
            it.minutes.into(),
            it.hours_x100.into(),
            it.credits_x100.into(),
            it.face_x100.into(),
            it.online_x100.into(),
            it.blended_x100.into(),
            it.ict_x100.into(),
            it.entries.into(),
            at.into(),
        ]);
    }
    batch.run(tx).await?;
    Ok(())
}

/// People whose balance is not the sum of their entries, or is missing; at most `limit`. Nobody, in a
/// house that is in order: for `doctor`.
///
/// # Errors
/// When the database refuses.
pub async fn list_wrong_accounts(on: impl Into<On<'_>>, limit: u32) -> Result<Vec<PersonId>> {
    Ok(sql("select person_id as value from (select person_id, cycle, minutes, hours_x100, credits_x100, face_x100, online_x100, blended_x100, ict_x100, entries from hour_account union all select person_id, cycle, -sum(minutes), -sum(hours_x100), -sum(credits_x100), -sum(case when mode = 'face' then hours_x100 else 0 end), -sum(case when mode = 'online' then hours_x100 else 0 end), -sum(case when mode = 'blended' then hours_x100 else 0 end), -sum(case when domain = 'ict' then hours_x100 else 0 end), -count(*) from hour_entry group by person_id, cycle) as both_sides group by person_id, cycle having sum(minutes) <> 0 or sum(hours_x100) <> 0 or sum(credits_x100) <> 0 or sum(face_x100) <> 0 or sum(online_x100) <> 0 or sum(blended_x100) <> 0 or sum(ict_x100) <> 0 or sum(entries) <> 0 order by person_id limit $1").bind(limit).values(on).await?)
}

/// Makes the balances of a person anew from the entries.
///
/// # Errors
/// When the database refuses.
pub async fn rebuild_accounts(tx: &mut Tx, person: PersonId, at: Timestamp) -> Result<()> {
    sql("delete from hour_account where person_id = $1").bind(person).run(&mut *tx).await?;
    sql("insert into hour_account (person_id, cycle, minutes, hours_x100, credits_x100, face_x100, online_x100, blended_x100, ict_x100, entries, updated_at) select person_id, cycle, sum(minutes), sum(hours_x100), sum(credits_x100), sum(case when mode = 'face' then hours_x100 else 0 end), sum(case when mode = 'online' then hours_x100 else 0 end), sum(case when mode = 'blended' then hours_x100 else 0 end), sum(case when domain = 'ict' then hours_x100 else 0 end), count(*), cast($2 as bigint) from hour_entry where person_id = $1 group by person_id, cycle").bind(person).bind(at).run(tx).await?;
    Ok(())
}
