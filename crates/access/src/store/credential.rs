use kernel::{PersonId, Result, Timestamp};
use store::{On, Tx, sql, sql_list};

store::record! {
    /// What opens an account.
    pub struct Credential {
        /// The argon2id hash.
        pub password_hash: Option<String>,
        /// Until when the activation code that is out is good.
        pub activation_until: Option<Timestamp>,
    }
}

/// What opens the account of `person`.
///
/// # Errors
/// When the database refuses.
pub async fn find_credential(on: impl Into<On<'_>>, person: PersonId) -> Result<Option<Credential>> {
    Ok(sql("select password_hash, activation_until from credential where person_id = $1")
        .bind(person)
        .optional(on)
        .await?)
}

/// Those of `people` who have a password.
///
/// # Errors
/// When the database refuses.
pub async fn list_active(on: impl Into<On<'_>>, people: impl IntoIterator<Item = PersonId>) -> Result<Vec<PersonId>> {
    Ok(sql_list(
        "select person_id as value from credential where password_hash is not null and person_id in ({list})",
        Vec::new(),
        people,
    )
    .values(on)
    .await?)
}

/// Who signs in by this name.
///
/// # Errors
/// When the database refuses.
pub async fn find_login(on: impl Into<On<'_>>, login: &str) -> Result<Option<PersonId>> {
    let people: Vec<PersonId> =
        sql("select person_id as value from login_lookup where login = $1").bind(login).values(on).await?;
    Ok(people.first().copied())
}

/// The names by which `person` signs in.
///
/// # Errors
/// When the database refuses.
pub async fn list_logins(on: impl Into<On<'_>>, person: PersonId) -> Result<Vec<String>> {
    Ok(sql("select login as value from login_lookup where person_id = $1").bind(person).values(on).await?)
}

/// Whether this activation code is out and good.
///
/// # Errors
/// When the database refuses.
pub async fn has_activation(on: impl Into<On<'_>>, person: PersonId, digest: &[u8], now: Timestamp) -> Result<bool> {
    let found: Vec<PersonId> = sql("select person_id as value from credential where person_id = $1 and activation_hash = $2 and activation_until > $3")
        .bind(person)
        .bind(digest)
        .bind(now)
        .values(on)
        .await?;
    Ok(!found.is_empty())
}

/// Gives a name to sign in by.
///
/// # Errors
/// When the name is taken.
pub async fn insert_login(tx: &mut Tx, person: PersonId, login: &str) -> Result<()> {
    sql("insert into login_lookup (login, person_id) values ($1, $2)").bind(login).bind(person).run(tx).await?;
    Ok(())
}

/// Sets the password and ends any activation code.
///
/// # Errors
/// When the database refuses.
pub async fn set_password(tx: &mut Tx, person: PersonId, hash: &str, now: Timestamp) -> Result<()> {
    sql("insert into credential (person_id, password_hash, changed_at) values ($1, $2, $3) on conflict (person_id) do update set password_hash = excluded.password_hash, activation_hash = null, activation_until = null, changed_at = excluded.changed_at")
        .bind(person)
        .bind(hash)
        .bind(now)
        .run(tx)
        .await?;
    Ok(())
}

/// Puts an activation code out; the password ends.
///
/// # Errors
/// When the database refuses.
pub async fn set_activation(
    tx: &mut Tx,
    person: PersonId,
    digest: &[u8],
    until: Timestamp,
    now: Timestamp,
) -> Result<()> {
    sql("insert into credential (person_id, activation_hash, activation_until, changed_at) values ($1, $2, $3, $4) on conflict (person_id) do update set password_hash = null, activation_hash = excluded.activation_hash, activation_until = excluded.activation_until, changed_at = excluded.changed_at")
        .bind(person)
        .bind(digest)
        .bind(until)
        .bind(now)
        .run(tx)
        .await?;
    Ok(())
}

/// Sets the password if this code is out and good; whether it was. The code is used up.
///
/// # Errors
/// When the database refuses.
pub async fn use_activation(tx: &mut Tx, person: PersonId, digest: &[u8], hash: &str, now: Timestamp) -> Result<bool> {
    let used = sql("update credential set password_hash = $3, activation_hash = null, activation_until = null, changed_at = $4 where person_id = $1 and activation_hash = $2 and activation_until > $4")
        .bind(person)
        .bind(digest)
        .bind(hash)
        .bind(now)
        .run(tx)
        .await?;
    Ok(used == 1)
}
