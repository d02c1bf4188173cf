//! A term of a duty that somebody holds; and how it ends.

use audit::{By, Entry};
use authz::{Actor, Appointment, Key, Noun, Place, Verb};
use kernel::{Date, Error, OrganisationId, PersonId, Refusal, Result, Timestamp, text};
use serde_json::json;
use store::{Store, Tx};
use uuid::Uuid;

use crate::account::terms;
use crate::gift::{kind_of, taker};
use crate::giving::{NOUN, with};
use crate::store as rows;

store::record! {
    /// A term.
    pub struct HeldTerm {
        /// Whose.
        pub person_id: PersonId,
        /// Its id.
        pub id: Uuid,
        /// The duty.
        pub duty: String,
        /// Where.
        pub organisation_id: OrganisationId,
        /// Its name.
        pub organisation_name: String,
        /// Its place.
        pub place: Place,
        /// From.
        pub from_on: Date,
        /// Until.
        pub until_on: Option<Date>,
        /// When it was ended before its time.
        pub ended_at: Option<Timestamp>,
        /// By whom.
        pub ended_by_name: Option<String>,
        /// Why.
        pub end_reason: Option<String>,
        /// For whom it is held.
        pub principal_id: Option<PersonId>,
        /// The name.
        pub principal_name: Option<String>,
        /// For which term.
        pub principal_term: Option<Uuid>,
    }
}

impl Noun for HeldTerm {
    const NAME: &'static str = NOUN;

    async fn find(store: &Store, key: Key<'_>) -> Result<Option<Self>> {
        match (key.get("person"), key.get("term")) {
            (Some(person), Some(term)) => rows::find_term(store, person, term).await,
            _ => Ok(None),
        }
    }

    fn places(&self) -> Vec<Place> {
        vec![self.place.clone()]
    }
}

impl HeldTerm {
    /// Whether nothing of it is left on `today`.
    #[must_use]
    pub fn is_over(&self, today: Date) -> bool {
        self.ended_at.is_some() || self.until_on.is_some_and(|until| until < today)
    }

    /// Whether it can end on `until`, or now.
    ///
    /// # Errors
    /// A refusal when it is over, or ends by then anyhow.
    pub(crate) fn endable(&self, until: Option<Date>, today: Date) -> std::result::Result<(), Refusal> {
        if self.is_over(today) {
            return Err(over());
        }
        let later = until.zip(self.until_on).is_some_and(|(new, old)| new >= old);
        if later {
            return Err(Refusal::because(text!("ending-later")).remedy(text!("ending-later-remedy")));
        }
        Ok(())
    }
}

fn over() -> Refusal {
    Refusal::because(text!("ending-over")).remedy(text!("ending-over-remedy"))
}

/// Ends a term on the day `until`, or now; and with it what others hold for it.
///
/// Answers whose sessions are to be forgotten.
///
/// # Errors
/// A refusal when the actor may not, or when it is over.
pub(crate) async fn end(
    tx: &mut Tx,
    actor: &Actor,
    now: Timestamp,
    it: &HeldTerm,
    until: Option<Date>,
    reason: &str,
) -> Result<Vec<PersonId>> {
    registry::hold_person(&mut *tx, it.person_id).await?;
    let it = rows::get_term_for_change(&mut *tx, it.person_id, it.id).await?;
    it.endable(until, now.date())?;
    let kinds = rows::list_kinds(&mut *tx).await?;
    let kind = kind_of(&kinds, &it.duty).ok_or(Error::NotFound)?;
    let own = terms(rows::list_appointments(&mut *tx, actor.person).await?);
    let own: Vec<&Appointment> = with(&own, Verb::Manage, now.date());
    let by = By::holding(actor, taker(actor.person, it.person_id, (kind, &it.place), &own, &kinds)?, now);
    finish(tx, &by, &it, until, reason).await
}

/// The principal takes back what somebody holds for the own duty.
///
/// # Errors
/// Not found for what others gave; a refusal when it is over.
pub(crate) async fn take_back(tx: &mut Tx, actor: &Actor, now: Timestamp, it: &HeldTerm) -> Result<Vec<PersonId>> {
    let it = rows::get_term_for_change(&mut *tx, it.person_id, it.id).await?;
    if it.principal_id != Some(actor.person) {
        return Err(Error::NotFound);
    }
    it.endable(None, now.date())?;
    finish(tx, &By::own(actor, now), &it, None, "").await
}

async fn finish(tx: &mut Tx, by: &By, it: &HeldTerm, until: Option<Date>, reason: &str) -> Result<Vec<PersonId>> {
    let mut ended = vec![it.person_id];
    one(tx, by, it, until, reason).await?;
    for other in rows::list_stand_ins(&mut *tx, &[it.id], by.today()).await? {
        // What would only begin after the day ends now.
        let until = until.filter(|day| other.from_on <= *day);
        if until.is_none_or(|day| other.until_on.is_none_or(|old| day < old)) {
            one(tx, by, &other, until, reason).await?;
            ended.push(other.person_id);
        }
    }
    Ok(ended)
}

async fn one(tx: &mut Tx, by: &By, it: &HeldTerm, until: Option<Date>, reason: &str) -> Result<()> {
    let done = match until {
        None => rows::set_ended(&mut *tx, by, it, reason).await?,
        Some(day) => rows::set_until(&mut *tx, it, day).await?,
    };
    if !done {
        return Err(over().into());
    }
    let before = json!({ "duty": it.duty, "organisation": it.organisation_id, "until": it.until_on });
    let after = json!({ "until": until, "ended": until.is_none() });
    let entry = Entry::new("duty.end", NOUN, it.person_id).about(it.person_id).before(before).after(after);
    by.record(tx, entry.why(reason)).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_ends_once_and_never_later_than_it_would() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let today = day("2026-07-01");
        let open = HeldTerm {
            person_id: Uuid::from_u128(1).into(),
            id: Uuid::from_u128(2),
            duty: "county-officer".into(),
            organisation_id: Uuid::from_u128(3).into(),
            organisation_name: String::new(),
            place: Place::root(),
            from_on: day("2026-01-01"),
            until_on: Some(day("2026-12-31")),
            ended_at: None,
            ended_by_name: None,
            end_reason: None,
            principal_id: None,
            principal_name: None,
            principal_term: None,
        };
        let why = |it: &HeldTerm, until: Option<&str>| it.endable(until.map(day), today).err().map(|it| it.reason.key);
        assert_eq!(why(&open, None), None);
        assert_eq!(why(&open, Some("2026-07-31")), None);
        assert_eq!(why(&open, Some("2026-12-31")).as_deref(), Some("ending-later"));
        assert_eq!(why(&HeldTerm { until_on: None, ..open.clone() }, Some("2030-01-01")), None);
        let over = HeldTerm { until_on: Some(day("2026-06-30")), ..open.clone() };
        let ended = HeldTerm { ended_at: Some(Timestamp::default()), ..open };
        assert_eq!([over, ended].map(|it| why(&it, None)), [(); 2].map(|()| Some("ending-over".to_owned())));
    }
}
