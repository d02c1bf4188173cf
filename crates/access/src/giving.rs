//! Giving a duty: at once, or as a proposal to a second person; and what that one decides.

use audit::{By, Entry};
use authz::{Actor, Appointment, Verb};
use kernel::{Date, Error, Id, OrganisationId, PersonId, Refusal, Result, Timestamp, text};
use registry::Person;
use serde_json::json;
use store::Tx;
use uuid::Uuid;

use crate::account::{Term, terms};
use crate::delegation::delegable;
use crate::gift::{Gift, kind_of};
use crate::kind::Second;
use crate::proposal::{Proposal, ProposalState};
use crate::store::{self as rows, Given};

/// The word of all that concerns who may do what.
pub(crate) const NOUN: &str = "duty";

/// A duty as the form asks for it.
#[derive(Clone, Debug)]
pub(crate) struct Wish {
    pub duty: String,
    pub at: OrganisationId,
    pub from: Date,
    pub until: Option<Date>,
    pub document: Option<String>,
    pub reason: String,
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Done {
    /// The duty is held.
    Given,
    /// It waits for a second person.
    Proposed(Id<Proposal>),
}

/// Gives `to` the duty, or proposes it where it takes two.
///
/// # Errors
/// A refusal when the actor may not give it, or the person cannot hold it.
pub(crate) async fn give(tx: &mut Tx, actor: &Actor, now: Timestamp, to: PersonId, wish: &Wish) -> Result<Done> {
    let person = hold(tx, to).await?;
    let kinds = rows::list_kinds(&mut *tx).await?;
    let kind = kind_of(&kinds, &wish.duty).ok_or(Error::NotFound)?;
    let at = registry::find_organisation(&mut *tx, wish.at).await?.ok_or(Error::NotFound)?;
    let gift = Gift { kind, at: &at, to, from: wish.from, until: wish.until };
    // As they stand now, not as the session remembers them.
    let own = terms(rows::list_appointments(&mut *tx, actor.person).await?);
    let giver = gift.giver(actor.person, &with(&own, Verb::Manage, now.date()), &kinds)?;
    within(&person, giver)?;
    gift.fits(&terms(rows::list_appointments(&mut *tx, to).await?), &kinds)?;
    let by = By::holding(actor, giver, now);
    if kind.second != Second::Needless {
        return propose(tx, &by, &gift, None, wish.document.as_deref(), &wish.reason).await;
    }
    let term = Term { duty: &wish.duty, at: &at, from: wish.from, until: wish.until };
    let given = Given {
        by: Some((by.person, &by.name)),
        at: now,
        document: wish.document.as_deref(),
        reason: Some(&wish.reason),
        ..Given::default()
    };
    rows::insert_appointment(&mut *tx, to, &term, &given).await?;
    let after = json!({ "duty": wish.duty, "organisation": at.id, "from": wish.from, "until": wish.until, "document": wish.document });
    by.record(tx, Entry::new("duty.appoint", NOUN, to).about(to).after(after).why(&wish.reason)).await?;
    Ok(Done::Given)
}

/// Writes a gift down for its second person; as one that stands in for the term `principal` of the proposer, where
/// it is a delegation.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn propose(
    tx: &mut Tx,
    by: &By,
    gift: &Gift<'_>,
    principal: Option<Uuid>,
    document: Option<&str>,
    reason: &str,
) -> Result<Done> {
    let Gift { kind, at, to, from, until } = *gift;
    let proposal = Proposal {
        person_id: to,
        id: Id::new(by.now),
        duty: kind.code.clone(),
        organisation_id: at.id,
        organisation_name: at.name.clone(),
        place: at.place.clone(),
        from_on: from,
        until_on: until,
        document: document.map(str::to_owned),
        reason: reason.to_owned(),
        proposed_at: by.now,
        proposed_by: by.person,
        proposed_by_name: by.name.clone(),
        expires_at: Proposal::waits(by.now),
        principal_term: principal,
        state: ProposalState::Open,
        decided_at: None,
        decided_by_name: None,
        opinion: None,
    };
    rows::insert_proposal(&mut *tx, &proposal).await?;
    let after = json!({ "duty": kind.code, "organisation": at.id, "from": from, "until": until, "document": document, "for": principal });
    by.record(tx, Entry::new("duty.propose", NOUN, proposal.id).about(to).after(after).why(reason)).await?;
    Ok(Done::Proposed(proposal.id))
}

/// Agrees to a proposal: the duty is held.
///
/// # Errors
/// A refusal when it was decided, is too old or the own, or when the person cannot hold the duty any more.
pub(crate) async fn approve(tx: &mut Tx, actor: &Actor, now: Timestamp, it: &Proposal, opinion: &str) -> Result<()> {
    let person = hold(tx, it.person_id).await?;
    let it = rows::get_proposal_for_change(&mut *tx, it.person_id, it.id).await?;
    it.decidable(actor.person, now)?;
    let from = it.from_on.max(now.date());
    if it.until_on.is_some_and(|until| until < from) {
        return Err(Refusal::because(text!("proposal-over")).remedy(text!("proposal-expired-remedy")).into());
    }
    let kinds = rows::list_kinds(&mut *tx).await?;
    let kind = kind_of(&kinds, &it.duty).ok_or(Error::NotFound)?;
    let at = registry::find_organisation(&mut *tx, it.organisation_id).await?.ok_or(Error::NotFound)?;
    let gift = Gift { kind, at: &at, to: it.person_id, from, until: it.until_on };
    let own = terms(rows::list_appointments(&mut *tx, actor.person).await?);
    let second = gift.second(actor.person, &with(&own, Verb::Approve, now.date()), &kinds)?;
    within(&person, second)?;
    gift.fits(&terms(rows::list_appointments(&mut *tx, it.person_id).await?), &kinds)?;
    let principal = match it.principal_term {
        Some(term) => {
            let term = rows::get_term_for_change(&mut *tx, it.proposed_by, term).await?;
            let until = it.until_on.ok_or(Error::NotFound)?;
            delegable(&term, &person, (from, until), now.date())?;
            Some((it.proposed_by, it.proposed_by_name.as_str(), term.id))
        }
        None => None,
    };
    let by = By::holding(actor, second, now);
    decide(tx, &by, &it, ProposalState::Approved, opinion).await?;
    let term = Term { duty: &it.duty, at: &at, from, until: it.until_on };
    let given = Given {
        by: Some((it.proposed_by, &it.proposed_by_name)),
        at: now,
        approved: Some((by.person, &by.name)),
        document: it.document.as_deref(),
        reason: Some(&it.reason),
        principal,
    };
    rows::insert_appointment(&mut *tx, it.person_id, &term, &given).await?;
    let after = json!({ "proposal": it.id, "duty": it.duty, "organisation": at.id, "from": from, "until": it.until_on, "proposed_by": it.proposed_by, "for": it.principal_term });
    by.record(tx, Entry::new("duty.appoint", NOUN, it.person_id).about(it.person_id).after(after).why(&it.reason)).await
}

/// Does not agree to a proposal.
///
/// # Errors
/// A refusal when it was decided, is too old or the own.
pub(crate) async fn refuse(tx: &mut Tx, by: &By, it: &Proposal, opinion: &str) -> Result<()> {
    let it = rows::get_proposal_for_change(&mut *tx, it.person_id, it.id).await?;
    it.decidable(by.person, by.now)?;
    decide(tx, by, &it, ProposalState::Refused, opinion).await?;
    by.record(tx, Entry::new("duty.refuse", NOUN, it.id).about(it.person_id).why(opinion)).await
}

async fn decide(tx: &mut Tx, by: &By, it: &Proposal, state: ProposalState, opinion: &str) -> Result<()> {
    if rows::decide_proposal(&mut *tx, by, it, state, opinion).await? {
        return Ok(());
    }
    Err(Refusal::because(text!("proposal-decided", name = "")).remedy(text!("proposal-decided-remedy")).into())
}

/// The file of somebody in service, held: two who give duties to one person at once do so one after the other.
pub(crate) async fn hold(tx: &mut Tx, person: PersonId) -> Result<Person> {
    registry::hold_person(&mut *tx, person).await?;
    let person = registry::find_person(tx, person).await?.ok_or(Error::NotFound)?;
    person.in_service()?;
    Ok(person)
}

/// The duties of `own` that give `verb` on duties today.
pub(crate) fn with(own: &[Appointment], verb: Verb, today: Date) -> Vec<&Appointment> {
    own.iter().filter(|it| it.holds_on(today) && it.grants(verb, NOUN)).collect()
}

/// Whether the person still works within the place of the duty in which somebody acts.
fn within(person: &Person, duty: &Appointment) -> Result<()> {
    if person.place.within(&duty.place) {
        return Ok(());
    }
    Err(Refusal::because(text!("gift-elsewhere", name = &person.name)).remedy(text!("gift-elsewhere-remedy")).into())
}
