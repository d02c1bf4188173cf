use audit::{By, Entry};
use kernel::{Error, Id, OrganisationId, Refusal, Result, text};
use registry::Organisation;
use serde_json::json;
use store::Tx;

use crate::notice::Notice;
use crate::recipient::Recipient;
use crate::store as rows;

/// The notice, and the receipt of `at`: one that came later than the notice gets its receipt now.
async fn held(tx: &mut Tx, id: Id<Notice>, at: &Organisation) -> Result<(Notice, Recipient)> {
    let notice = rows::get_notice_for_change(tx, id).await?;
    reach(tx, &notice, at).await?;
    let recipient = rows::find_recipient_for_change(tx, id, at.id).await?.ok_or(Error::NotFound)?;
    Ok((notice, recipient))
}

async fn reach(tx: &mut Tx, notice: &Notice, at: &Organisation) -> Result<()> {
    if !notice.addresses(at) {
        return Err(Error::NotFound);
    }
    let new = rows::insert_recipients(tx, notice.id, &[at]).await?;
    if new > 0 {
        rows::add_to_delivered(tx, notice.id, new).await?;
    }
    Ok(())
}

/// Notes that somebody of `at` opened a notice; one that came later than the notice gets its receipt now.
///
/// # Errors
/// [`Error::NotFound`] when it does not speak to `at`.
pub async fn open(tx: &mut Tx, by: &By, notice: &Notice, at: &Organisation) -> Result<()> {
    reach(tx, notice, at).await?;
    first_opened(tx, by, notice.id, at.id).await
}

async fn first_opened(tx: &mut Tx, by: &By, id: Id<Notice>, at: OrganisationId) -> Result<()> {
    if rows::set_opened(tx, by, id, at).await? {
        rows::count_opened(tx, id).await?;
    }
    Ok(())
}

/// Signs for a notice in the name of `at` (签收).
///
/// # Errors
/// Refused when it is not in force, asks for another duty, or was signed for already.
pub async fn sign(tx: &mut Tx, by: &By, id: Id<Notice>, at: &Organisation) -> Result<()> {
    let (notice, recipient) = held(tx, id, at).await?;
    notice.signable(&by.duty)?;
    if let Some(signed) = recipient.signed_at {
        let already = text!("receipt-signed-already", name = &recipient.signed_name, at = signed);
        return Err(Refusal::because(already).remedy(text!("receipt-signed-already-remedy")).into());
    }
    signed(tx, by, &notice, &recipient).await
}

async fn signed(tx: &mut Tx, by: &By, notice: &Notice, it: &Recipient) -> Result<()> {
    first_opened(tx, by, it.notice_id, it.organisation_id).await?;
    if rows::set_signed(tx, by, it.notice_id, it.organisation_id, !notice.task.is_empty()).await? {
        rows::count_signed(tx, it.notice_id).await?;
        let after = json!({ "organisation": it.organisation_id });
        by.record(tx, Entry::new("notice.sign", "notice", it.notice_id).after(after)).await?;
    }
    Ok(())
}

/// Answers what a notice asks, in the name of `at`; whoever answers has signed. A later answer takes the place of the
/// earlier one as long as the notice is in force.
///
/// # Errors
/// Refused when it asks nothing, is not in force, or asks for another duty; invalid without words.
pub async fn answer(tx: &mut Tx, by: &By, id: Id<Notice>, at: &Organisation, words: &str) -> Result<()> {
    let words = words.trim();
    if !(2..=2_000).contains(&words.chars().count()) {
        return Err(Error::field("answer", text!("receipt-answer-wrong")));
    }
    let (notice, recipient) = held(tx, id, at).await?;
    notice.answerable(&by.duty)?;
    signed(tx, by, &notice, &recipient).await?;
    rows::set_answered(tx, by, id, at.id, words).await?;
    if recipient.answered_at.is_none() {
        rows::count_answered(tx, id).await?;
    }
    let entry = Entry::new("notice.answer", "notice", id)
        .before(recipient.answer)
        .after(json!({ "organisation": at.id, "answer": words }));
    by.record(tx, entry).await
}
