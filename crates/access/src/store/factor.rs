use kernel::{PersonId, Result, Timestamp};
use store::{Insert, On, Tx, sql};

store::record! {
    /// An authenticator program.
    pub struct TotpRow {
        /// Its sealed secret.
        pub secret_cipher: Vec<u8>,
        /// The last step whose code was taken.
        pub used_step: i64,
        /// Since when it counts.
        pub confirmed_at: Option<Timestamp>,
    }
}

/// The authenticator of `person`, confirmed or not.
///
/// # Errors
/// When the database refuses.
pub async fn find_totp(on: impl Into<On<'_>>, person: PersonId) -> Result<Option<TotpRow>> {
    Ok(sql("select secret_cipher, used_step, confirmed_at from totp where person_id = $1")
        .bind(person)
        .optional(on)
        .await?)
}

/// Whether `person` has something beside the password.
///
/// # Errors
/// When the database refuses.
pub async fn has_factor(on: impl Into<On<'_>>, person: PersonId) -> Result<bool> {
    let found: Vec<PersonId> =
        sql("select person_id as value from totp where person_id = $1 and confirmed_at is not null")
            .bind(person)
            .values(on)
            .await?;
    Ok(!found.is_empty())
}

/// Puts a secret down that does not count yet; whether it did: one that counts stays.
///
/// # Errors
/// When the database refuses.
pub async fn put_totp(tx: &mut Tx, person: PersonId, cipher: &[u8]) -> Result<bool> {
    let put = sql("insert into totp (person_id, secret_cipher, used_step) values ($1, $2, 0) on conflict (person_id) do update set secret_cipher = excluded.secret_cipher where totp.confirmed_at is null")
        .bind(person)
        .bind(cipher)
        .run(tx)
        .await?;
    Ok(put == 1)
}

/// Lets this secret count from now on; whether it did: another that took its place does not.
///
/// # Errors
/// When the database refuses.
pub async fn confirm_totp(tx: &mut Tx, person: PersonId, cipher: &[u8], step: i64, now: Timestamp) -> Result<bool> {
    let confirmed =
        sql("update totp set confirmed_at = $4, used_step = $3 where person_id = $1 and secret_cipher = $2 and confirmed_at is null")
            .bind(person)
            .bind(cipher)
            .bind(step)
            .bind(now)
            .run(tx)
            .await?;
    Ok(confirmed == 1)
}

/// Takes the code of a step; whether it, or a later one, had not been taken before.
///
/// # Errors
/// When the database refuses.
pub async fn use_totp(tx: &mut Tx, person: PersonId, step: i64) -> Result<bool> {
    let used =
        sql("update totp set used_step = $2 where person_id = $1 and used_step < $2 and confirmed_at is not null")
            .bind(person)
            .bind(step)
            .run(tx)
            .await?;
    Ok(used == 1)
}

/// Takes the authenticator and the recovery codes away; whether there was an authenticator.
///
/// # Errors
/// When the database refuses.
pub async fn delete_factors(tx: &mut Tx, person: PersonId) -> Result<bool> {
    let there = sql("delete from totp where person_id = $1").bind(person).run(&mut *tx).await?;
    sql("delete from recovery_code where person_id = $1").bind(person).run(tx).await?;
    Ok(there > 0)
}

/// Puts fresh recovery codes in the place of all older ones.
///
/// # Errors
/// When the database refuses.
pub async fn put_recovery_codes(tx: &mut Tx, person: PersonId, hashes: &[Vec<u8>]) -> Result<()> {
    sql("delete from recovery_code where person_id = $1").bind(person).run(&mut *tx).await?;
    let mut rows = Insert::into("recovery_code", &["person_id", "code_hash"]);
    for hash in hashes {
        rows.row([person.into(), hash.as_slice().into()]);
    }
    rows.run(tx).await?;
    Ok(())
}

/// Uses a recovery code up; whether it was one.
///
/// # Errors
/// When the database refuses.
pub async fn use_recovery_code(tx: &mut Tx, person: PersonId, hash: &[u8]) -> Result<bool> {
    let used = sql("delete from recovery_code where person_id = $1 and code_hash = $2")
        .bind(person)
        .bind(hash)
        .run(tx)
        .await?;
    Ok(used == 1)
}

/// Recovery codes that are left.
///
/// # Errors
/// When the database refuses.
pub async fn count_recovery_codes(on: impl Into<On<'_>>, person: PersonId) -> Result<i64> {
    Ok(sql("select count(*) as value from recovery_code where person_id = $1").bind(person).value(on).await?)
}
