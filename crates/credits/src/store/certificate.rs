use kernel::{Id, PersonId, Result, Timestamp};
use store::{Insert, On, Tx, sql};

use crate::{Certificate, HourEntry};

/// The certificate with these eighteen digits.
///
/// # Errors
/// When the database refuses.
pub async fn find_certificate(on: impl Into<On<'_>>, number: &str) -> Result<Option<Certificate>> {
    Ok(sql("select c.person_id, c.number, c.entry_id, c.class_id, c.written, c.place, c.province_place, c.institution_place, c.person_name, c.identity_masked, c.project_name, c.project_document, c.class_name, c.filing_number, c.institution_name, c.opens_on, c.closes_on, c.outcome, c.hours_x100, c.issued_on, c.issued_at, c.fetched_at, c.revoked_at, c.revoked_reason from certificate_lookup l join certificate c on c.person_id = l.person_id and c.number = l.number where l.number = $1").bind(number).optional(on).await?)
}

/// The certificate of one entry.
///
/// # Errors
/// When the database refuses.
pub async fn find_certificate_of(
    on: impl Into<On<'_>>,
    person: PersonId,
    entry: Id<HourEntry>,
) -> Result<Option<Certificate>> {
    Ok(sql("select person_id, number, entry_id, class_id, written, place, province_place, institution_place, person_name, identity_masked, project_name, project_document, class_name, filing_number, institution_name, opens_on, closes_on, outcome, hours_x100, issued_on, issued_at, fetched_at, revoked_at, revoked_reason from certificate where person_id = $1 and entry_id = $2").bind(person).bind(entry).optional(on).await?)
}

/// The certificates of a person, newest first.
///
/// # Errors
/// When the database refuses.
pub async fn list_certificates(on: impl Into<On<'_>>, person: PersonId, limit: u32) -> Result<Vec<Certificate>> {
    Ok(sql("select person_id, number, entry_id, class_id, written, place, province_place, institution_place, person_name, identity_masked, project_name, project_document, class_name, filing_number, institution_name, opens_on, closes_on, outcome, hours_x100, issued_on, issued_at, fetched_at, revoked_at, revoked_reason from certificate where person_id = $1 order by issued_at desc limit $2").bind(person).bind(limit).all(on).await?)
}

/// The certificates that a person has not fetched yet.
///
/// # Errors
/// When the database refuses.
pub async fn list_new_certificates(on: impl Into<On<'_>>, person: PersonId, limit: u32) -> Result<Vec<Certificate>> {
    Ok(sql("select person_id, number, entry_id, class_id, written, place, province_place, institution_place, person_name, identity_masked, project_name, project_document, class_name, filing_number, institution_name, opens_on, closes_on, outcome, hours_x100, issued_on, issued_at, fetched_at, revoked_at, revoked_reason from certificate where person_id = $1 and fetched_at is null and revoked_at is null order by issued_at desc limit $2").bind(person).bind(limit).all(on).await?)
}

/// Takes `count` serials of a province and year; the first of them.
///
/// # Errors
/// When the database refuses.
pub async fn next_serial(tx: &mut Tx, province: i64, year: i64, count: i64) -> Result<i64> {
    let last: i64 = sql("insert into certificate_series (province, year, last) values ($1, $2, $3) on conflict (province, year) do update set last = certificate_series.last + excluded.last returning last as value").bind(province).bind(year).bind(count).value(tx).await?;
    Ok(last.saturating_sub(count).saturating_add(1))
}

/// Issues certificates.
///
/// # Errors
/// When the database refuses; a number given twice is a duplicate.
pub async fn insert_certificates(tx: &mut Tx, certificates: &[Certificate]) -> Result<()> {
    let mut numbers = Insert::into("certificate_lookup", &["number", "person_id"]);
    let mut batch = Insert::into(
        "certificate",
        &[
            "person_id",
            "number",
            "entry_id",
            "class_id",
            "written",
            "place",
            "province_place",
            "institution_place",
            "person_name",
            "identity_masked",
            "project_name",
            "project_document",
            "class_name",
            "filing_number",
            "institution_name",
            "opens_on",
            "closes_on",
            "outcome",
            "hours_x100",
            "issued_on",
            "issued_at",
            "revoked_reason",
        ],
    );
    for it in certificates {
        numbers.row([it.number.as_str().into(), it.person_id.into()]);
        batch.row([
            it.person_id.into(),
            it.number.as_str().into(),
            it.entry_id.into(),
            it.class_id.into(),
            it.written.as_str().into(),
            (&it.place).into(),
            (&it.province_place).into(),
            (&it.institution_place).into(),
            it.person_name.as_str().into(),
            it.identity_masked.as_str().into(),
            it.project_name.as_str().into(),
            it.project_document.as_str().into(),
            it.class_name.as_str().into(),
            it.filing_number.as_str().into(),
            it.institution_name.as_str().into(),
            it.opens_on.into(),
            it.closes_on.into(),
            it.outcome.into(),
            it.hours_x100.into(),
            it.issued_on.into(),
            it.issued_at.into(),
            it.revoked_reason.as_str().into(),
        ]);
    }
    numbers.run(&mut *tx).await?;
    batch.run(tx).await?;
    Ok(())
}

/// Its holder fetched a certificate for the first time.
///
/// # Errors
/// When the database refuses.
pub async fn set_fetched(on: impl Into<On<'_>>, certificate: &Certificate, at: Timestamp) -> Result<()> {
    sql("update certificate set fetched_at = $3 where person_id = $1 and number = $2 and fetched_at is null")
        .bind(certificate.person_id)
        .bind(certificate.number.as_str())
        .bind(at)
        .run(on)
        .await?;
    Ok(())
}

/// Revokes the certificate of an entry; whether it was valid.
///
/// # Errors
/// When the database refuses.
pub async fn set_revoked(
    tx: &mut Tx,
    person: PersonId,
    entry: Id<HourEntry>,
    reason: &str,
    at: Timestamp,
) -> Result<bool> {
    let revoked = sql("update certificate set revoked_at = $3, revoked_reason = $4 where person_id = $1 and entry_id = $2 and revoked_at is null").bind(person).bind(entry).bind(at).bind(reason).run(tx).await?;
    Ok(revoked == 1)
}
