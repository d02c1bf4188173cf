//! Opening, submitting and deciding: what the pages and the demonstration world do to returns.

use audit::By;
use bytes::Bytes;
use classes::Class;
use documents::digest::sm3_hex;
use kernel::{Error, Id, Refusal, Result, Timestamp, text};
use locale::Locale;
use store::{Store, Tx};

use crate::annex::check;
use crate::class_return::after;
use crate::filling::{self, Filled};
use crate::heading::{Annex, Heading, Marks};
use crate::news::{ReturnDecided, ReturnSubmitted};
use crate::verification_code::code;
use crate::{Decision, Office, Paper, Receipt, Return, ReturnState, Version, deadline, sheets, store as rows};

/// Opens the return of a finished class and fills it; the one that is open already stays as it is.
///
/// # Errors
/// Refused while the class is not finished.
pub async fn open(tx: &mut Tx, class: &Class, now: Timestamp) -> Result<Return> {
    if !filling::finished(tx, class).await? {
        return Err(Refusal::because(text!("return-class-unfinished", class = class.name.as_str()))
            .clause(deadline::CLAUSE)
            .remedy(text!("return-class-unfinished-remedy"))
            .into());
    }
    let closes_on = class.closes_on;
    let new = Return {
        id: Id::new(now),
        class_id: class.id,
        class_name: class.name.clone(),
        class_number: class.number.clone(),
        institution_id: class.institution_id,
        institution_name: class.institution_name.clone(),
        institution_place: class.institution_place.clone(),
        province_name: class.province_name.clone(),
        province_place: class.province_place.clone(),
        closes_on,
        due_on: deadline::due_on(closes_on),
        state: ReturnState::Draft,
        version: 0,
        late: false,
        annex: String::new(),
        filled_at: now,
        missing: 0,
        failing: 0,
        opened_at: now,
        submitted_at: None,
    };
    if rows::insert_return(tx, &new).await? {
        filling::fill(tx, &new, now).await?;
    }
    rows::find_return_of(tx, class.id).await?.ok_or(Error::NotFound)
}

/// Fills the annexes once more from the records.
///
/// # Errors
/// Refused when the institution no longer has the return.
pub async fn refill(tx: &mut Tx, id: Id<Return>, now: Timestamp) -> Result<Return> {
    let it = rows::get_return_for_change(tx, id).await?;
    it.editable()?;
    filling::fill(tx, &it, now).await?;
    rows::get_return(tx, id).await
}

/// The spreadsheets of a submission with the digests that paper and screens show.
struct Files {
    annex_1: (String, String),
    annex_2: (String, String),
}

/// Submits a return: the records are read once more, the checks must pass, and what is submitted is kept
/// as a version that never changes, with the SM3 digest of each of its two spreadsheets.
///
/// # Errors
/// Refused with the clause while a hard check fails, while the province has it, or when somebody changed
/// it in the same moment.
pub async fn submit(
    store: &Store,
    blobs: &blobs::Blobs,
    words: &Locale,
    id: Id<Return>,
    by: &By,
    now: Timestamp,
) -> Result<Version> {
    let filled: (Return, Filled) = store::transaction!(store, tx => {
        let it = rows::get_return_for_change(tx, id).await?;
        it.editable()?;
        let filled = filling::fill(tx, &it, now).await?;
        it.submittable(&check::all(&filled.summary))?;
        // The figure as it was just kept.
        Ok((rows::get_return(tx, id).await?, filled))
    })?;
    let (it, filled) = filled;
    let code = code(Id::<Version>::new(now).uuid().as_u128());
    // Files are made outside the transaction: nobody else waits for them.
    let files = files(blobs, words, &it, &filled, &code, now).await?;
    let version = Version {
        return_id: it.id,
        version: it.version + 1,
        code,
        annex: it.annex.clone(),
        trainees: serde_json::to_string(&filled.rows).map_err(Error::internal)?,
        annex_1_key: files.annex_1.0,
        annex_1_digest: files.annex_1.1,
        annex_2_key: files.annex_2.0,
        annex_2_digest: files.annex_2.1,
        late: now.date() > it.due_on,
        submitter_id: by.person,
        submitter_name: by.name.clone(),
        submitted_at: now,
    };
    store::transaction!(store, tx => {
        let current = rows::get_return_for_change(tx, id).await?;
        // Lateness is that of the first submission: a correction asked for later is not late.
        let late = if current.version == 0 { version.late } else { current.late };
        if current.annex != version.annex || !rows::set_submitted(tx, &it, late, now).await? {
            return Err(Refusal::because(text!("return-changed-meanwhile")).remedy(text!("return-changed-meanwhile-remedy")).into());
        }
        rows::insert_version(tx, &version).await?;
        let told = ReturnSubmitted { r#return: it.id, version: version.version };
        record(tx, by, now, "return.submit", &it, serde_json::to_string(&told).ok(), None).await?;
        jobs::emit(tx, now, &told).await?;
        Ok(())
    })?;
    Ok(version)
}

async fn files(
    blobs: &blobs::Blobs,
    words: &Locale,
    it: &Return,
    filled: &Filled,
    code: &str,
    now: Timestamp,
) -> Result<Files> {
    let marks = Marks {
        version: it.version + 1,
        code: code.to_owned(),
        digest: String::new(),
        address: String::new(),
        submitted_at: now,
    };
    let heading = |annex| Heading { marks: Some(marks.clone()), ..Heading::draft(annex, it) };
    let one = sheets::annex_1(&heading(Annex::One), &filled.summary, words)?;
    let two = sheets::annex_2(&heading(Annex::Two), &filled.rows, words)?;
    Ok(Files { annex_1: keep(blobs, one).await?, annex_2: keep(blobs, two).await? })
}

/// Keeps a file; its key and its digest.
async fn keep(blobs: &blobs::Blobs, bytes: Vec<u8>) -> Result<(String, String)> {
    let digest = sm3_hex(&bytes);
    let key = blobs.put_content(Bytes::from(bytes)).await.map_err(Error::internal)?;
    Ok((key.as_str().to_owned(), digest))
}

/// What an office says of a submission.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Which office.
    pub office: Office,
    /// Received or given back.
    pub decision: Decision,
    /// The paper copy.
    pub paper: Paper,
    /// Why; needed to give back.
    pub reason: Option<String>,
}

/// Receives the last submission in the name of an office, or gives it back.
///
/// # Errors
/// Refused when there is nothing to decide, when the office has decided, or when the decider submitted
/// it; invalid without a reason to give back.
pub async fn decide(store: &Store, id: Id<Return>, answer: &Answer, by: &By, now: Timestamp) -> Result<ReturnState> {
    let reason = answer.reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
    if answer.decision == Decision::Returned && reason.is_none_or(|reason| reason.chars().count() > 500) {
        return Err(Error::field("reason", text!("return-reason-needed")));
    }
    if answer.decision == Decision::Received && answer.paper == Paper::Differs {
        return Err(Error::field("paper", text!("return-paper-must-agree")));
    }
    store::transaction!(store, tx => {
        let it = rows::get_return_for_change(tx, id).await?;
        let version = rows::find_version(&mut *tx, id, it.version).await?;
        let receipts = rows::list_receipts(&mut *tx, id).await?;
        let version = version.ok_or_else(|| Refusal::because(text!("return-nothing-to-decide")).remedy(text!("return-nothing-to-decide-remedy")))?;
        it.decidable(answer.office, by.person, &version, &receipts)?;
        let receipt = Receipt {
            return_id: id,
            version: it.version,
            office: answer.office,
            outcome: answer.decision,
            paper: answer.paper,
            reason: reason.map(str::to_owned),
            decider_id: by.person,
            decider_name: by.name.clone(),
            decided_at: now,
        };
        rows::insert_receipt(tx, &receipt).await?;
        let others: Vec<Decision> = receipts.iter().filter(|it| it.version == receipt.version).map(|it| it.outcome).collect();
        let state = after(answer.decision, &others);
        rows::set_state(tx, &it, state).await?;
        let told = ReturnDecided { r#return: id, version: it.version };
        record(tx, by, now, if answer.decision == Decision::Received { "return.receive" } else { "return.give-back" }, &it, serde_json::to_string(&told).ok(), receipt.reason).await?;
        jobs::emit(tx, now, &told).await?;
        Ok(state)
    })
}

/// Writes down a deed on a return.
pub(crate) async fn record(
    tx: &mut Tx,
    by: &By,
    now: Timestamp,
    deed: &str,
    it: &Return,
    after: Option<String>,
    why: Option<String>,
) -> Result<()> {
    let entry =
        audit::Entry { duty: &by.duty, deed, noun: "return", subject: it.id.to_string(), before: None, after, why };
    audit::record_for(tx, by.person, now, entry).await
}
