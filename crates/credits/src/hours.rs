//! The ledger of hours: entries that are never changed, and the balances kept beside them.

use authz::{Key, Noun, Place};
use classes::{Class, Project};
use kernel::{Date, Id, OrganisationId, PersonId, Refusal, Result, Timestamp, text};
use store::Store;

use crate::completion::Outcome;
use crate::rule::Mode;

store::record! {
    /// One entry: hours earned in one class, or their reversal with the opposite amounts.
    pub struct HourEntry {
        /// Whose hours.
        pub person_id: PersonId,
        /// Its id.
        pub id: Id<HourEntry>,
        /// Counted within person and class: the first is the earning, an even one its reversal.
        pub nth: i64,
        /// Where they were earned.
        pub class_id: Id<Class>,
        /// Under which project.
        pub project_id: Id<Project>,
        /// The class's name.
        pub class_name: String,
        /// Who trained.
        pub institution_name: String,
        /// The school at that time: statistics use the affiliation of their date.
        pub school_id: OrganisationId,
        /// That school's place.
        pub place: Place,
        /// The first year of the cycle.
        pub cycle: i64,
        /// Level of the training: code table 培训层级.
        pub level: String,
        /// 公需 or 专业: `professional`.
        pub category: String,
        /// The way of training.
        pub mode: Mode,
        /// The field: `language`, `ict`, `general`.
        pub domain: String,
        /// Passed or excellent.
        pub outcome: Outcome,
        /// Minutes in the room.
        pub face_minutes: i64,
        /// Minutes of lessons.
        pub online_minutes: i64,
        /// Both.
        pub minutes: i64,
        /// Hours in hundredths.
        pub hours_x100: i64,
        /// Credits in hundredths.
        pub credits_x100: i64,
        /// The rule by which they were counted.
        pub rule_version: String,
        /// The day on which the class ended.
        pub occurred_on: Date,
        /// Who registered them: the institution's officer, or who asked for the reversal.
        pub registered_by: PersonId,
        /// That person's name.
        pub registered_name: String,
        /// When.
        pub registered_at: Timestamp,
        /// Who confirmed them; always somebody else.
        pub confirmed_by: PersonId,
        /// That person's name.
        pub confirmed_name: String,
        /// When they were posted.
        pub posted_at: Timestamp,
        /// The entry that this one takes back.
        pub reversal_of: Option<Id<HourEntry>>,
        /// Why it takes it back, or empty.
        pub reason: String,
    }
}

store::record! {
    /// The balance of one person in one cycle: a figure of the ledger.
    pub struct Account {
        /// Whose.
        pub person_id: PersonId,
        /// The first year of the cycle.
        pub cycle: i64,
        /// Minutes.
        pub minutes: i64,
        /// Hours in hundredths.
        pub hours_x100: i64,
        /// Credits in hundredths.
        pub credits_x100: i64,
        /// Of the hours: 集中.
        pub face_x100: i64,
        /// Of the hours: 网络.
        pub online_x100: i64,
        /// Of the hours: 混合.
        pub blended_x100: i64,
        /// Of the hours: information technology.
        pub ict_x100: i64,
        /// Entries, reversals among them.
        pub entries: i64,
    }
}

impl Account {
    /// The balance before any entry.
    #[must_use]
    pub fn empty(person_id: PersonId, cycle: i64) -> Self {
        Self {
            person_id,
            cycle,
            minutes: 0,
            hours_x100: 0,
            credits_x100: 0,
            face_x100: 0,
            online_x100: 0,
            blended_x100: 0,
            ict_x100: 0,
            entries: 0,
        }
    }

    /// What one entry adds to the balance of its cycle.
    #[must_use]
    pub fn of(entry: &HourEntry) -> Self {
        let in_mode = |mode| if entry.mode == mode { entry.hours_x100 } else { 0 };
        Self {
            person_id: entry.person_id,
            cycle: entry.cycle,
            minutes: entry.minutes,
            hours_x100: entry.hours_x100,
            credits_x100: entry.credits_x100,
            face_x100: in_mode(Mode::Face),
            online_x100: in_mode(Mode::Online),
            blended_x100: in_mode(Mode::Blended),
            ict_x100: if entry.domain == "ict" { entry.hours_x100 } else { 0 },
            entries: 1,
        }
    }
}

/// Who reverses an entry, and why.
#[derive(Clone, Debug)]
pub struct Reversal {
    /// The id of the new entry.
    pub id: Id<HourEntry>,
    /// Who asked, and when.
    pub asked: (PersonId, String, Timestamp),
    /// Who decided.
    pub decided: (PersonId, String),
    /// When it is posted.
    pub at: Timestamp,
    /// Why.
    pub reason: String,
}

impl HourEntry {
    /// Whether it can be reversed; `reversed` says that it was.
    ///
    /// # Errors
    /// A refusal: a reversal itself, or reversed already.
    pub fn may_reverse(&self, reversed: bool) -> std::result::Result<(), Refusal> {
        if self.reversal_of.is_some() {
            return Err(Refusal::because(text!("hours-is-reversal")).remedy(text!("hours-is-reversal-remedy")));
        }
        if reversed {
            return Err(
                Refusal::because(text!("hours-reversed-already")).remedy(text!("hours-reversed-already-remedy"))
            );
        }
        Ok(())
    }

    /// The entry that takes this one back: the same in all but the sign.
    #[must_use]
    pub fn reversed(&self, by: Reversal) -> Self {
        Self {
            id: by.id,
            nth: self.nth.saturating_add(1),
            face_minutes: -self.face_minutes,
            online_minutes: -self.online_minutes,
            minutes: -self.minutes,
            hours_x100: -self.hours_x100,
            credits_x100: -self.credits_x100,
            registered_by: by.asked.0,
            registered_name: by.asked.1,
            registered_at: by.asked.2,
            confirmed_by: by.decided.0,
            confirmed_name: by.decided.1,
            posted_at: by.at,
            reversal_of: Some(self.id),
            reason: by.reason,
            ..self.clone()
        }
    }
}

impl Noun for HourEntry {
    const NAME: &'static str = "hour-entry";

    /// `{person}` and `{entry}`; without `{person}`, the actor's own.
    async fn find(store: &Store, key: Key<'_>) -> Result<Option<Self>> {
        match (key.get("person").or(key.person()), key.get("entry")) {
            (Some(person), Some(entry)) => crate::store::find_entry(store, person, entry).await,
            _ => Ok(None),
        }
    }

    fn places(&self) -> Vec<Place> {
        vec![self.place.clone()]
    }

    fn owner(&self) -> Option<PersonId> {
        Some(self.person_id)
    }
}

/// A person's account as officers see it.
#[derive(Clone, Debug)]
pub struct Holder(pub registry::Person);

impl Noun for Holder {
    const NAME: &'static str = "hour-account";

    async fn find(store: &Store, key: Key<'_>) -> Result<Option<Self>> {
        match key.get("person") {
            Some(id) => Ok(registry::find_person(store, id).await?.map(Self)),
            None => Ok(None),
        }
    }

    fn places(&self) -> Vec<Place> {
        vec![self.0.place.clone()]
    }

    fn owner(&self) -> Option<PersonId> {
        Some(self.0.id)
    }
}
