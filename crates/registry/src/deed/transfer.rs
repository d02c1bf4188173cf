//! 调动: asked for by one school, confirmed by both, carried out on its day.

use audit::{By, Entry};
use kernel::{Error, Id, OrganisationId, PersonId, Refusal, Result, Text, text};
use serde_json::json;
use store::Tx;

use super::hand::Hand;
use crate::post::NewPost;
use crate::store as rows;
use crate::transfer::{Side, Transfer, TransferState, may_take_effect};

/// Asks that `person` goes to `target`, for the side of whoever asks; where that side needs no other, it has confirmed.
///
/// # Errors
/// A refusal when a rule says no; not found when neither school is within the area of `by`.
pub async fn ask(
    tx: &mut Tx,
    by: &By,
    person: PersonId,
    target: OrganisationId,
    new: &NewPost,
) -> Result<Id<Transfer>> {
    let own = &by.area()?.place;
    // The rules judge as of the day on which it takes effect.
    let hand = Hand::reach(&mut *tx, person, by.today().max(new.from)).await?;
    let source = rows::get_organisation(&mut *tx, hand.person.school_id).await?;
    let target = rows::get_organisation(&mut *tx, target).await?;
    let side = match (source.place.within(own), target.place.within(own)) {
        (true, _) => Side::Source,
        (false, true) => Side::Target,
        (false, false) => return Err(Error::NotFound),
    };
    if by.person == person {
        return Err(Refusal::because(text!("post-own")).remedy(text!("post-own-remedy")).into());
    }
    if source.id == target.id {
        return Err(Refusal::because(text!("transfer-same")).remedy(text!("transfer-same-remedy")).into());
    }
    may_take_effect(new.from, by.today())?;
    hand.held().may_begin(new, &target)?;
    if rows::find_open_transfer(&mut *tx, person).await?.is_some() {
        return Err(Refusal::because(text!("transfer-busy")).remedy(text!("transfer-busy-remedy")).into());
    }
    let it = Transfer {
        person_id: person,
        id: Id::new(by.now),
        person_name: hand.person.name.clone(),
        asked_side: side,
        state: TransferState::Open,
        source_area: rows::area_around(&mut *tx, &source.place).await?,
        source_id: source.id,
        source_name: source.name,
        source_place: source.place,
        target_area: rows::area_around(&mut *tx, &target.place).await?,
        target_id: target.id,
        target_name: target.name,
        target_place: target.place,
        kind: new.kind.clone(),
        nature: new.nature,
        on_day: new.from,
        until_on: new.until,
        stage: new.stage.clone(),
        subject: new.subject.clone(),
        weekly_lessons: new.weekly_lessons,
        document: new.document.clone(),
        reason: new.reason.clone(),
        asked_by: by.person,
        asked_name: by.name.clone(),
        asked_at: by.now,
        source_by: None,
        source_by_name: None,
        source_at: None,
        target_by: None,
        target_by_name: None,
        target_at: None,
        ended_name: None,
        ended_at: None,
        end_reason: None,
    };
    rows::insert_transfer(&mut *tx, &it).await?;
    if it.speaks_for(side, own) {
        rows::set_confirmed(&mut *tx, &it, side, by, TransferState::Open).await?;
    }
    let after = json!({ "source": it.source_id, "target": it.target_id, "on": it.on_day, "side": side.as_str() });
    let entry = Entry::new("transfer.ask", "transfer", it.id).about(person).after(after);
    by.record(tx, entry.why(&it.reason)).await?;
    Ok(it.id)
}

/// Confirms for a side; with both, it takes effect today, or on its day.
///
/// # Errors
/// A refusal when a rule says no.
pub async fn confirm(tx: &mut Tx, by: &By, person: PersonId, id: Id<Transfer>) -> Result<TransferState> {
    rows::hold_person(&mut *tx, person).await?;
    let it = rows::get_transfer_for_change(&mut *tx, person, id).await?;
    let side = it.confirmable(by.person, &by.area()?.place)?;
    let both = it.confirmed(side.other()).is_some();
    let state = if both { TransferState::Agreed } else { TransferState::Open };
    rows::set_confirmed(&mut *tx, &it, side, by, state).await?;
    let after = json!({ "side": side.as_str() });
    by.record(&mut *tx, Entry::new("transfer.confirm", "transfer", id).about(person).after(after)).await?;
    if both && it.on_day <= by.today() {
        carry_out(tx, by, &it).await?;
        return Ok(TransferState::Done);
    }
    Ok(state)
}

/// Ends one before its day: taken back by the side that asked, or declined by the other.
///
/// # Errors
/// A refusal when it is over, or when it is the other side's to do.
pub async fn end_transfer(
    tx: &mut Tx,
    by: &By,
    (person, id): (PersonId, Id<Transfer>),
    how: TransferState,
    reason: &str,
) -> Result<()> {
    rows::hold_person(&mut *tx, person).await?;
    let it = rows::get_transfer_for_change(&mut *tx, person, id).await?;
    it.endable(how, &by.area()?.place)?;
    rows::set_transfer_ended(&mut *tx, &it, how, by, Some(reason)).await?;
    let deed = if how == TransferState::Withdrawn { "transfer.withdraw" } else { "transfer.decline" };
    by.record(tx, Entry::new(deed, "transfer", id).about(person).why(reason)).await
}

/// The person goes: the post begins, and a main one moves the file.
///
/// # Errors
/// A refusal when the person is elsewhere by now, or a rule says no.
async fn carry_out(tx: &mut Tx, by: &By, it: &Transfer) -> Result<()> {
    let hand = Hand::reach(&mut *tx, it.person_id, by.today()).await?;
    if hand.person.school_id != it.source_id {
        return Err(Refusal::because(text!("transfer-moved")).remedy(text!("transfer-moved-remedy")).into());
    }
    let target = rows::get_organisation(&mut *tx, it.target_id).await?;
    hand.begin(&mut *tx, by, &target, &it.post()).await?;
    rows::set_transfer_ended(&mut *tx, it, TransferState::Done, by, None).await?;
    let after = json!({ "target": it.target_id, "on": it.on_day });
    by.record(tx, Entry::new("transfer.done", "transfer", it.id).about(it.person_id).after(after)).await
}

/// Carries out one whose day has come; false when somebody else did.
///
/// # Errors
/// A refusal when a rule says no by now: then [`fail`].
pub async fn take_effect(tx: &mut Tx, by: &By, person: PersonId, id: Id<Transfer>) -> Result<bool> {
    rows::hold_person(&mut *tx, person).await?;
    let it = rows::get_transfer_for_change(&mut *tx, person, id).await?;
    if it.state != TransferState::Agreed || it.on_day > by.today() {
        return Ok(false);
    }
    carry_out(tx, by, &it).await?;
    Ok(true)
}

/// Writes down why one did not take effect.
///
/// # Errors
/// When the database refuses.
pub async fn fail(tx: &mut Tx, by: &By, person: PersonId, id: Id<Transfer>, why: &Text) -> Result<()> {
    rows::hold_person(&mut *tx, person).await?;
    let it = rows::get_transfer_for_change(&mut *tx, person, id).await?;
    if !it.state.is_open() {
        return Ok(());
    }
    let said = serde_json::to_string(why).map_err(Error::internal)?;
    rows::set_transfer_ended(&mut *tx, &it, TransferState::Failed, by, Some(&said)).await?;
    by.record(tx, Entry::new("transfer.fail", "transfer", id).about(person).after(json!({ "why": why }))).await
}
