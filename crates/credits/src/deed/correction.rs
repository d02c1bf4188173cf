use audit::{By, Entry};
use kernel::{Error, Id, Refusal, Result, text};
use serde_json::json;
use store::Tx;

use super::reason;
use crate::correction::{Correction, CorrectionKind, CorrectionState};
use crate::hours::{Account, HourEntry, Reversal};
use crate::news::{CertificateRevoked, HoursReversed};
use crate::store as tables;

/// Asks for a correction of `entry`: nothing changes before somebody else has decided.
///
/// # Errors
/// A refusal when the entry or the certificate is corrected already, or a correction waits; wrong
/// input without a reason.
pub async fn ask(tx: &mut Tx, by: &By, entry: &HourEntry, kind: CorrectionKind, why: &str) -> Result<Correction> {
    let why = reason("reason", why)?;
    let entry = tables::get_entry_for_change(tx, entry.person_id, entry.id).await?;
    let certificate = tables::find_certificate_of(&mut *tx, entry.person_id, entry.id).await?;
    match kind {
        CorrectionKind::Reversal => {
            entry.may_reverse(tables::find_reversal(&mut *tx, entry.person_id, entry.id).await?.is_some())?
        }
        CorrectionKind::Revocation => certificate.as_ref().ok_or(Error::NotFound)?.may_revoke()?,
    }
    let earlier = tables::list_corrections_of(&mut *tx, entry.person_id, entry.id).await?;
    if earlier.iter().any(|it| it.state == CorrectionState::Waiting) {
        return Err(Refusal::because(text!("correction-waits-already"))
            .remedy(text!("correction-waits-already-remedy"))
            .into());
    }
    let person = registry::find_person(&mut *tx, entry.person_id).await?.ok_or(Error::NotFound)?;
    let class = classes::get_class(&mut *tx, entry.class_id).await?;
    let correction = Correction {
        person_id: entry.person_id,
        id: Id::new(by.now),
        kind,
        entry_id: entry.id,
        certificate_number: certificate.map(|it| it.number),
        person_name: person.name,
        class_name: entry.class_name.clone(),
        place: entry.place.clone(),
        province_place: class.province_place.clone(),
        hours_x100: entry.hours_x100,
        state: CorrectionState::Waiting,
        reason: why.clone(),
        asked_by: by.person,
        asked_name: by.name.clone(),
        asked_at: by.now,
        opinion: String::new(),
        decided_by: None,
        decided_name: String::new(),
        decided_at: None,
    };
    tables::insert_correction(&mut *tx, &correction).await?;
    let after = json!({ "kind": kind.as_str(), "correction": correction.id });
    let entry = Entry::new("correction.ask", "hour-entry", entry.id).about(entry.person_id).after(after).why(&why);
    by.record(tx, entry).await?;
    Ok(correction)
}

/// The second person decides: grants it, and then it is done at once, or declines it with an opinion.
///
/// # Errors
/// A refusal when it was decided already or asked for by the same person; wrong input when it is
/// declined without an opinion.
pub async fn decide(tx: &mut Tx, by: &By, asked: &Correction, granted: bool, opinion: &str) -> Result<()> {
    let opinion = if granted { opinion.trim().to_owned() } else { reason("opinion", opinion)? };
    let state = if granted { CorrectionState::Granted } else { CorrectionState::Declined };
    tables::get_entry_for_change(tx, asked.person_id, asked.entry_id).await?;
    let current = tables::get_correction_for_change(tx, asked.person_id, asked.id).await?;
    current.may_decide(by.person)?;
    if !tables::decide_correction(&mut *tx, asked, state, &opinion, (by.person, by.name.as_str()), by.now).await? {
        return Err(Refusal::because(text!("correction-decided-already", name = ""))
            .remedy(text!("correction-decided-already-remedy"))
            .into());
    }
    if granted {
        match asked.kind {
            CorrectionKind::Reversal => reverse(tx, by, asked).await?,
            CorrectionKind::Revocation => revoke(tx, by, asked).await?,
        }
    }
    let after = json!({ "correction": asked.id, "state": state.as_str() });
    let entry = Entry::new("correction.decide", "hour-entry", asked.entry_id).about(asked.person_id).after(after);
    by.record(tx, entry.why(&opinion)).await
}

/// Posts the reversing entry; what certified the hours is revoked with them.
async fn reverse(tx: &mut Tx, by: &By, asked: &Correction) -> Result<()> {
    let entry = tables::find_entry(&mut *tx, asked.person_id, asked.entry_id).await?.ok_or(Error::NotFound)?;
    entry.may_reverse(tables::find_reversal(&mut *tx, asked.person_id, asked.entry_id).await?.is_some())?;
    let reversal = entry.reversed(Reversal {
        id: Id::new(by.now),
        asked: (asked.asked_by, asked.asked_name.clone(), asked.asked_at),
        decided: (by.person, by.name.clone()),
        at: by.now,
        reason: asked.reason.clone(),
    });
    tables::insert_entries(&mut *tx, std::slice::from_ref(&reversal)).await?;
    // A balance counts entries; both of the pair are entries of the ledger.
    tables::add_to_accounts(&mut *tx, &[Account::of(&reversal)], by.now).await?;
    tables::set_revoked(&mut *tx, asked.person_id, asked.entry_id, &asked.reason, by.now).await?;
    let (person, class, minutes) = (asked.person_id, entry.class_id, reversal.minutes);
    jobs::emit(tx, by.now, &HoursReversed { person, class, minutes }).await
}

async fn revoke(tx: &mut Tx, by: &By, asked: &Correction) -> Result<()> {
    if !tables::set_revoked(&mut *tx, asked.person_id, asked.entry_id, &asked.reason, by.now).await? {
        return Err(Refusal::because(text!("certificate-revoked-already", on = by.now.date()))
            .remedy(text!("certificate-revoked-already-remedy"))
            .into());
    }
    let number = asked.certificate_number.clone();
    jobs::emit(tx, by.now, &CertificateRevoked { person: asked.person_id, number }).await
}
