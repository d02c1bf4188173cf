use audit::By;
use authz::Place;
use kernel::{Id, PersonId, Result, Timestamp};
use store::{On, Tx, sql};

use crate::proposal::{Proposal, ProposalState};

/// Writes a proposal.
///
/// # Errors
/// When the database refuses.
pub async fn insert_proposal(tx: &mut Tx, it: &Proposal) -> Result<()> {
    sql("insert into duty_proposal (person_id, id, duty, organisation_id, organisation_name, place, from_on, until_on, document, reason, proposed_at, proposed_by, proposed_by_name, expires_at, principal_term, state) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)")
        .bind(it.person_id)
        .bind(it.id)
        .bind(it.duty.as_str())
        .bind(it.organisation_id)
        .bind(it.organisation_name.as_str())
        .bind(&it.place)
        .bind(it.from_on)
        .bind(it.until_on)
        .bind(it.document.clone())
        .bind(it.reason.as_str())
        .bind(it.proposed_at)
        .bind(it.proposed_by)
        .bind(it.proposed_by_name.as_str())
        .bind(it.expires_at)
        .bind(it.principal_term)
        .bind(it.state)
        .run(tx)
        .await?;
    Ok(())
}

/// The proposal, if there is one.
///
/// # Errors
/// When the database refuses.
pub async fn find_proposal(on: impl Into<On<'_>>, person: PersonId, id: Id<Proposal>) -> Result<Option<Proposal>> {
    Ok(sql("select person_id, id, duty, organisation_id, organisation_name, place, from_on, until_on, document, reason, proposed_at, proposed_by, proposed_by_name, expires_at, principal_term, state, decided_at, decided_by_name, opinion from duty_proposal where person_id = $1 and id = $2").bind(person).bind(id).optional(on).await?)
}

/// The proposal, held until it is decided.
///
/// # Errors
/// When there is none, or the database refuses.
pub async fn get_proposal_for_change(tx: &mut Tx, person: PersonId, id: Id<Proposal>) -> Result<Proposal> {
    Ok(sql("select person_id, id, duty, organisation_id, organisation_name, place, from_on, until_on, document, reason, proposed_at, proposed_by, proposed_by_name, expires_at, principal_term, state, decided_at, decided_by_name, opinion from duty_proposal where person_id = $1 and id = $2 for update").bind(person).bind(id).one(tx).await?)
}

/// Proposals that wait within `place`, by place, after `after`.
///
/// # Errors
/// When the database refuses.
pub async fn list_open_proposals(
    on: impl Into<On<'_>>,
    place: &Place,
    now: Timestamp,
    after: Option<&Proposal>,
    limit: u32,
) -> Result<Vec<Proposal>> {
    let (from, until) = place.range();
    let (from, id) = after.map_or((from, Id::from(uuid::Uuid::nil())), |it| (it.place.to_string(), it.id));
    Ok(sql("select person_id, id, duty, organisation_id, organisation_name, place, from_on, until_on, document, reason, proposed_at, proposed_by, proposed_by_name, expires_at, principal_term, state, decided_at, decided_by_name, opinion from duty_proposal where state = 'open' and (place, id) > ($1, $2) and place < $3 and expires_at > $4 order by place, id limit $5")
        .bind(from)
        .bind(id)
        .bind(until)
        .bind(now)
        .bind(limit)
        .all(on)
        .await?)
}

/// Proposals for one person that wait.
///
/// # Errors
/// When the database refuses.
pub async fn list_proposals_for(
    on: impl Into<On<'_>>,
    person: PersonId,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<Proposal>> {
    Ok(sql("select person_id, id, duty, organisation_id, organisation_name, place, from_on, until_on, document, reason, proposed_at, proposed_by, proposed_by_name, expires_at, principal_term, state, decided_at, decided_by_name, opinion from duty_proposal where person_id = $1 and state = 'open' and expires_at > $2 order by id limit $3").bind(person).bind(now).bind(limit).all(on).await?)
}

/// Writes what became of a proposal that waits; false when it does so no longer.
///
/// # Errors
/// When the database refuses.
pub async fn decide_proposal(tx: &mut Tx, by: &By, it: &Proposal, state: ProposalState, opinion: &str) -> Result<bool> {
    let touched = sql("update duty_proposal set state = $3, decided_at = $4, decided_by = $5, decided_by_name = $6, opinion = $7 where person_id = $1 and id = $2 and state = 'open' and expires_at > $4")
        .bind(it.person_id)
        .bind(it.id)
        .bind(state)
        .bind(by.now)
        .bind(by.person)
        .bind(by.name.as_str())
        .bind(opinion)
        .run(tx)
        .await?;
    Ok(touched == 1)
}
