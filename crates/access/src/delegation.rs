//! Letting somebody stand in for one's own duty, for days.

use audit::{By, Entry};
use authz::{Actor, Verb};
use kernel::{Date, Error, PersonId, Refusal, Result, Timestamp, text};
use registry::Person;
use serde_json::json;
use store::Tx;
use uuid::Uuid;

use crate::account::{Term, terms};
use crate::gift::{Gift, kind_of};
use crate::giving::{Done, NOUN, hold, propose};
use crate::kind::Second;
use crate::store::{self as rows, Given};
use crate::term::HeldTerm;

/// A delegation as the form asks for it.
#[derive(Clone, Debug)]
pub(crate) struct StandIn {
    pub term: Uuid,
    pub to: PersonId,
    pub from: Date,
    pub until: Date,
    pub reason: String,
}

/// Whether `to` may stand in for the holder of `term` on these days.
///
/// # Errors
/// A refusal: only a duty that is held, and is one's own, is delegated; within its place and its days.
pub(crate) fn delegable(
    term: &HeldTerm,
    to: &Person,
    (from, until): (Date, Date),
    today: Date,
) -> std::result::Result<(), Refusal> {
    let refuse = |reason, remedy| Err(Refusal::because(reason).remedy(remedy));
    if term.principal_id.is_some() {
        return refuse(text!("delegation-twice"), text!("delegation-twice-remedy"));
    }
    if term.is_over(today) || term.from_on > today {
        return refuse(text!("delegation-not-held"), text!("delegation-not-held-remedy"));
    }
    if to.id == term.person_id {
        return refuse(text!("delegation-to-oneself"), text!("delegation-to-oneself-remedy"));
    }
    if !to.place.within(&term.place) {
        return refuse(text!("gift-elsewhere", name = &to.name), text!("gift-elsewhere-remedy"));
    }
    if from < term.from_on || term.until_on.is_some_and(|last| last < until) {
        let last = term.until_on.map_or_else(String::new, |day| day.to_string());
        return refuse(text!("delegation-longer", day = last), text!("delegation-longer-remedy"));
    }
    Ok(())
}

/// Lets `wish.to` stand in, or proposes it where it takes two.
///
/// # Errors
/// A refusal when the duty cannot be delegated so, or the other one cannot hold it.
pub(crate) async fn delegate(tx: &mut Tx, actor: &Actor, now: Timestamp, wish: &StandIn) -> Result<Done> {
    let person = hold(tx, wish.to).await?;
    let term = rows::get_term_for_change(&mut *tx, actor.person, wish.term).await?;
    delegable(&term, &person, (wish.from, wish.until), now.date())?;
    let kinds = rows::list_kinds(&mut *tx).await?;
    let kind = kind_of(&kinds, &term.duty).ok_or(Error::NotFound)?;
    let at = registry::find_organisation(&mut *tx, term.organisation_id).await?.ok_or(Error::NotFound)?;
    let gift = Gift { kind, at: &at, to: wish.to, from: wish.from, until: Some(wish.until) };
    gift.fits(&terms(rows::list_appointments(&mut *tx, wish.to).await?), &kinds)?;
    let own = terms(rows::list_appointments(&mut *tx, actor.person).await?);
    let own = own.iter().find(|it| it.id == term.id).ok_or(Error::NotFound)?;
    let by = By::holding(actor, own, now);
    if kind.second != Second::Needless {
        return propose(tx, &by, &gift, Some(term.id), None, &wish.reason).await;
    }
    let given = Given {
        by: Some((by.person, &by.name)),
        at: now,
        reason: Some(&wish.reason),
        principal: Some((by.person, &by.name, term.id)),
        ..Given::default()
    };
    let held = Term { duty: &term.duty, at: &at, from: wish.from, until: Some(wish.until) };
    rows::insert_appointment(&mut *tx, wish.to, &held, &given).await?;
    let after =
        json!({ "duty": term.duty, "organisation": at.id, "from": wish.from, "until": wish.until, "for": term.id });
    by.record(tx, Entry::new("duty.delegate", NOUN, wish.to).about(wish.to).after(after).why(&wish.reason)).await?;
    Ok(Done::Given)
}

/// The rights that a stand-in does not have: one gives no duties in another's name, and agrees to none.
pub(crate) fn is_withheld(verb: Verb, noun: &str) -> bool {
    noun == NOUN && verb != Verb::View
}

#[cfg(test)]
mod tests {
    use super::*;
    use authz::Place;
    use registry::OrganisationKind::{County, School};
    use registry::testing::{organisation, person};

    #[test]
    fn a_duty_is_delegated_within_its_place_and_its_days_and_never_further() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let county = organisation(None, County, "529901", "云岭县教育局");
        let school = organisation(Some(&county), School, "1", "城关小学");
        let elsewhere = organisation(None, County, "529902", "河谷县教育局");
        let to = person(&school, 1, "杨春暖").person;
        let stranger = person(&elsewhere, 2, "李成行").person;
        let term = HeldTerm {
            person_id: Uuid::from_u128(1).into(),
            id: Uuid::from_u128(2),
            duty: "county-officer".into(),
            organisation_id: county.id,
            organisation_name: county.name.clone(),
            place: county.place.clone(),
            from_on: day("2026-01-01"),
            until_on: Some(day("2026-12-31")),
            ended_at: None,
            ended_by_name: None,
            end_reason: None,
            principal_id: None,
            principal_name: None,
            principal_term: None,
        };
        let days = (day("2026-07-01"), day("2026-07-31"));
        let why = |term: &HeldTerm, to: &Person, days| {
            delegable(term, to, days, day("2026-07-01")).err().map(|it| it.reason.key).unwrap_or_default()
        };
        assert_eq!(why(&term, &to, days), "");
        assert_eq!(why(&term, &stranger, days), "gift-elsewhere");
        assert_eq!(why(&term, &to, (days.0, day("2027-01-01"))), "delegation-longer");
        assert_eq!(why(&term, &Person { id: term.person_id, ..to.clone() }, days), "delegation-to-oneself");
        let second = HeldTerm { principal_id: Some(to.id), ..term.clone() };
        assert_eq!(why(&second, &to, days), "delegation-twice");
        let coming = HeldTerm { from_on: day("2026-07-02"), ..term.clone() };
        assert_eq!(why(&coming, &to, days), "delegation-not-held");
        let ended = HeldTerm { ended_at: Some(Timestamp::default()), ..term };
        assert_eq!(why(&ended, &to, days), "delegation-not-held");
        assert_eq!(Place::root().child("529901"), county.place);
    }

    #[test]
    fn who_stands_in_gives_no_duties() {
        assert!(is_withheld(Verb::Manage, "duty") && is_withheld(Verb::Approve, "duty"));
        assert!(!is_withheld(Verb::View, "duty") && !is_withheld(Verb::Approve, "class"));
    }
}
