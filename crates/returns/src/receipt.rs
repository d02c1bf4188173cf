//! What an office answers to a submission.

use audit::{By, Entry};
use kernel::{Error, Id, Refusal, Result, text};
use serde_json::json;
use store::Tx;

use crate::class_return::after as state_after;
use crate::news::ReturnDecided;
use crate::{Decision, Office, Paper, Receipt, Return, ReturnState, store as rows};

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
pub async fn decide(tx: &mut Tx, by: &By, id: Id<Return>, answer: &Answer) -> Result<ReturnState> {
    let reason = answer.reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
    if answer.decision == Decision::Returned && reason.is_none_or(|reason| reason.chars().count() > 500) {
        return Err(Error::field("reason", text!("return-reason-needed")));
    }
    if answer.decision == Decision::Received && answer.paper == Paper::Differs {
        return Err(Error::field("paper", text!("return-paper-must-agree")));
    }
    let it = rows::get_return_for_change(tx, id).await?;
    let version = rows::find_version(&mut *tx, id, it.version).await?;
    let receipts = rows::list_receipts(&mut *tx, id).await?;
    let version = version.ok_or_else(|| {
        Refusal::because(text!("return-nothing-to-decide")).remedy(text!("return-nothing-to-decide-remedy"))
    })?;
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
        decided_at: by.now,
    };
    rows::insert_receipt(tx, &receipt).await?;
    let others: Vec<Decision> =
        receipts.iter().filter(|it| it.version == receipt.version).map(|it| it.outcome).collect();
    let state = state_after(answer.decision, &others);
    rows::set_state(tx, &it, state).await?;
    let deed = if answer.decision == Decision::Received { "return.receive" } else { "return.give-back" };
    let after = json!({ "version": it.version });
    by.record(tx, Entry::new(deed, "return", id).after(after).why(reason.unwrap_or_default())).await?;
    jobs::emit(tx, by.now, &ReturnDecided { r#return: id, version: it.version }).await?;
    Ok(state)
}
